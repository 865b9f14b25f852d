"""What is finished of a build, kept on disk so that a later build need not do it again.

    .DIR.unfinished    beside DIR: what a build has finished so far; it is there until DIR is whole
    DIR/finished       the same of all that DIR was built from, for the builds that replace it

Each is a line: key, digest, packed text. A key says of what the text was made and by what, so what was made of other
input, by another version or with other rules is never met. A line that is damaged counts as not there. Deleting either
file loses nothing but time.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> with Finished(folder / "journal") as finished:
...     finished.put("k1", "县医院")
>>> with Finished(folder / "journal") as finished:
...     finished.get("k1"), finished.get("k2")
('县医院', None)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

_DIGEST = 32
_LONGEST = 1 << 28  # bytes of a text; what claims to unpack to more is damaged


class Finished:
    """Texts by key: those of a journal, which grows as they come, and those that an earlier build has left."""

    def __init__(self, journal: Path, earlier: Path | None = None) -> None:
        self.journal = journal
        self.reused: set[str] = set()  # ids of reports that were not read anew
        self._lines: dict[str, tuple[BinaryIO, int]] = {}
        self._used: dict[str, None] = {}
        self._earlier = _opened(earlier)
        self._file = journal.open("a+b")
        for file in (self._earlier, self._file):
            if file is not None:
                self._index(file)
        if self._file.seek(0, 2) and not self._ends_whole():
            self._file.write(b"\n")  # what was being written when its process was killed

    def __enter__(self) -> Finished:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close; a journal without a line is removed."""
        empty = not self._file.seek(0, 2)
        self._file.close()
        if self._earlier is not None:
            self._earlier.close()
        if empty:
            self.journal.unlink(missing_ok=True)

    def get(self, key: str) -> str | None:
        """The text of a key, None where there is none or it is damaged."""
        if key not in self._lines:
            return None
        text = _unpacked(self._line(key))
        if text is None:
            del self._lines[key]
        else:
            self._used[key] = None
        return text

    def put(self, key: str, text: str) -> None:
        """Keep a text; what is put is kept even if this process is killed."""
        start = self._file.seek(0, 2)
        self._file.write(key.encode() + b" " + _packed(text) + b"\n")
        self._file.flush()
        self._lines[key] = (self._file, start)
        self._used[key] = None

    def write(self, path: Path) -> None:
        """Write all that was got or put, in that order."""
        with path.open("wb") as file:
            for key in self._used:
                file.write(self._line(key))

    def _line(self, key: str) -> bytes:
        file, start = self._lines[key]
        file.seek(start)
        return file.readline()

    def _index(self, file: BinaryIO) -> None:
        file.seek(0)
        start = 0
        for line in file:
            key, blank, _ = line.partition(b" ")
            if blank and line.endswith(b"\n") and key.isascii():
                self._lines[key.decode()] = (file, start)
            start += len(line)

    def _ends_whole(self) -> bool:
        self._file.seek(-1, 2)
        return self._file.read(1) == b"\n"


def copy_without(reports: Collection[str], source: Path, target: Path) -> None:
    """Copy what is kept of reports, but for some by id; texts of files, which may hold theirs, are not copied.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with Finished(folder / "a") as finished:
    ...     finished.put("r1-k", "一")
    ...     finished.put("r2-k", "二")
    >>> copy_without({"r1"}, folder / "a", folder / "b")
    >>> with Finished(folder / "b") as finished:
    ...     finished.get("r1-k"), finished.get("r2-k")
    (None, '二')
    """
    if not source.is_file():
        return
    with source.open("rb") as kept, target.open("wb") as file:
        for line in kept:
            report, dash, _ = line.partition(b" ")[0].partition(b"-")
            if dash and report.decode("ascii", "replace") not in reports:
                file.write(line)


def _opened(path: Path | None) -> BinaryIO | None:
    try:
        return path.open("rb") if path else None
    except OSError:
        return None


def _packed(text: str) -> bytes:
    data = zlib.compress(text.encode(), 6)
    return _digest(data) + b" " + base64.b64encode(data)


def _unpacked(line: bytes) -> str | None:
    try:
        _, digest, packed = line.rstrip(b"\n").split(b" ")
        data = base64.b64decode(packed, validate=True)
        if _digest(data) != digest:
            return None
        unpack = zlib.decompressobj()
        text = unpack.decompress(data, _LONGEST)
        return text.decode() if unpack.eof else None
    except (ValueError, binascii.Error, zlib.error):
        return None


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest()[:_DIGEST].encode()
