"""Which files there are to read, in an order that does not depend on the machine."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.documents.privacy import covered

READABLE = frozenset({".txt", ".md", ".docx", ".pdf", ".html", ".htm"})

# Word processors' older formats: a folder that holds such a report should not lose it in silence.
CONVERTIBLE = frozenset({".doc", ".wps", ".rtf", ".odt"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that gave no report, and why, in a sentence that says what to do.

    >>> print(Failure(Path("reports/a.txt"), "The file is empty."))
    reports/a.txt: The file is empty.
    """

    path: Path
    reason: str

    def __str__(self) -> str:
        return covered(f"{self.path}: {self.reason}")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read and the name its reports cite it by: the path below the given folder, or the file's own name."""

    path: Path
    source: str


def files_of(paths: Iterable[Path | str]) -> Iterator[File | Failure]:
    """The files of paths by source name, then the folders that could not be listed.

    Hidden files, lock files of word processors and suffixes that no reader knows are passed over
    in folders; a path that is given itself is always taken. Where two files would be cited alike
    (the same name in two folders), the whole path as given is used instead.
    """
    found: dict[Path, File] = {}
    failures: list[Failure] = []
    for given in dict.fromkeys(map(Path, paths)):
        if given.is_dir():
            listed = sorted(_below(given, failures))
            files = [File(path, path.relative_to(given).as_posix()) for path in listed]
        else:
            files = [File(given, given.name)]
        for file in files:
            # a file given twice, by itself and in a folder, is cited alike in whichever order it is given
            key = file.path.absolute()
            found[key] = max(found.get(key, file), file, key=lambda file: (len(file.source), str(file.path)))
    times = Counter(file.source for file in found.values())
    named = (f if times[f.source] == 1 else File(f.path, f.path.as_posix()) for f in found.values())
    yield from sorted(named, key=lambda file: (file.source, str(file.path)))
    yield from failures


def _below(folder: Path, failures: list[Failure]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        failures.append(Failure(Path(error.filename), "The folder cannot be listed: check its permissions."))

    for where, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        for name in names:
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in READABLE | CONVERTIBLE:
                yield Path(where) / name


def find_files(paths: Iterable[Path | str]) -> list[Path]:
    """The files that `read_reports` will read for these paths, in its order; a missing path is among them.

    >>> [str(path) for path in find_files(["no-such-file.txt"])]
    ['no-such-file.txt']
    """
    return [file.path for file in files_of(paths) if isinstance(file, File)]
