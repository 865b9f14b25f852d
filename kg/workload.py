"""How much there is to read, in characters, before it is read: what a progress bar counts.

Files differ in length by the thousand, so their number says little of the time that is left. What a file holds is
guessed by its bytes and its format, the better the more of its format have been read.

>>> from pathlib import Path
>>> load = Workload([File(Path("a.txt"), "a.txt", 3000), File(Path("b.txt"), "b.txt", 6000)])
>>> round(load.total)
3000
>>> load.read("a.txt", 2000); load.reached("b.txt"); round(load.total)
6000
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.documents.files import File

_CHARACTERS = {".txt": 1 / 3, ".md": 1 / 3, ".html": 0.1, ".htm": 0.1, ".docx": 0.1, ".pdf": 0.02}
_UNKNOWN = 0.02  # characters a byte


class Workload:
    """The files to read, in their order, and what has been read of them."""

    def __init__(self, files: Iterable[File]) -> None:
        self._files = list(files)
        self._places = {file.source: number for number, file in enumerate(self._files)}
        self._at = 0
        self._found: dict[str, int] = defaultdict(int)  # characters by source
        self._left: dict[str, int] = defaultdict(int)  # bytes by suffix, of files not yet reached
        self._bytes: dict[str, int] = defaultdict(int)  # bytes and characters by suffix, of those passed
        self._characters: dict[str, int] = defaultdict(int)
        for file in self._files:
            self._left[file.suffix] += file.size
        self._known = 0

    def reached(self, source: str) -> None:
        """Reading has come to this file: those before it have been read."""
        number = self._places.get(source, self._at)
        for file in self._files[self._at : number]:
            self._left[file.suffix] -= file.size
            self._bytes[file.suffix] += file.size
            self._characters[file.suffix] += self._found.pop(file.source, 0)
        self._at = max(self._at, number)

    def read(self, source: str, characters: int) -> None:
        """A report of that many characters has been read from this file."""
        self.reached(source)
        self._found[source] += characters
        self._known += characters

    @property
    def total(self) -> float:
        """The characters of all files, as far as can be said."""
        here = self._files[self._at].source if self._at < len(self._files) else ""
        rest = sum(size * self._rate(suffix) for suffix, size in self._left.items())
        return max(self._known, self._known - self._found.get(here, 0) + rest)

    def _rate(self, suffix: str) -> float:
        if self._bytes[suffix]:
            return self._characters[suffix] / self._bytes[suffix]
        return _CHARACTERS.get(suffix, _UNKNOWN)
