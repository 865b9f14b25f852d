"""ZIP archives of reports: their members as files, read where they lie; nothing is unpacked to the disk.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "a.zip"
>>> with zipfile.ZipFile(path, "w") as archive:
...     archive.writestr("2019/岚汀县.txt", "县医院")
>>> [(member.name, read_member(path, member.index).decode()) for member in members(path)]
[('2019/岚汀县.txt', '县医院')]
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UnreadableFile

MOST_MEMBERS = 20_000
LARGEST = 256 << 20
"""Bytes that a member may unpack to."""
LARGEST_WHOLE = 4 << 30
"""Bytes that all members together may unpack to."""
RATIO = 200
"""How often larger than packed a member of more than a megabyte may be; text packs to a tenth or so."""

_UTF8 = 0x800  # the flag of a name in UTF-8
_ENCRYPTED = 0x1
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in the archive's list, its name with `/`, its bytes when unpacked."""

    index: int
    name: str
    size: int
    wrong: str | None = None
    """Why it is not to be read."""


def members(path: Path) -> Iterator[Member]:
    """The files of an archive in its order, those that are not to be read with the reason.

    Raises UnreadableFile where it is damaged or holds too much.
    """
    with _opened(path) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_MEMBERS:
            raise UnreadableFile(f"The archive has more than {MOST_MEMBERS:,} files. Unpack it and give the folder.")
        if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
            raise UnreadableFile(f"The archive unpacks to more than {LARGEST_WHOLE >> 30} GB. It is not read.")
        for index, entry in enumerate(entries):
            if not entry.is_dir():
                name = _name(entry)
                yield Member(index, _CONTROL.sub("�", name).strip("/"), entry.file_size, _wrong(entry, name))


def read_member(path: Path, index: int) -> bytes:
    """The bytes of a member.

    Raises UnreadableFile where it is damaged or another than the archive's list says.
    """
    with _opened(path) as archive:
        try:
            with archive.open(archive.infolist()[index]) as member:
                data = member.read(LARGEST + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            IndexError,
            OSError,
        ) as error:
            raise UnreadableFile(f"The file is damaged in the archive ({error}). Pack it anew.") from None
    if len(data) > LARGEST:
        raise UnreadableFile(_TOO_LARGE)
    return data


_TOO_LARGE = f"The file unpacks to more than {LARGEST >> 20} MB. It is not a report."


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise UnreadableFile("There is no such file or folder. Check the path.") from None
    except PermissionError:
        raise UnreadableFile("The file may not be read. Check its permissions.") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(f"The archive is damaged ({error}). Pack it anew.") from None


def _wrong(entry: zipfile.ZipInfo, name: str) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return "The file is encrypted in the archive. Pack it without a password."
    if ".." in name.split("/") or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "The name of the file leads out of the archive. Pack it anew."
    if entry.file_size > LARGEST:
        return _TOO_LARGE
    if entry.file_size > 1 << 20 and entry.file_size > RATIO * max(1, entry.compress_size):
        return f"The file unpacks to more than {RATIO} times its size. It is not a report."
    return None


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: programs in China write GBK, and macOS UTF-8, without saying so."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        data = name.encode("cp437")  # as which zipfile has read it
        for encoding in ("utf-8", "gb18030"):
            try:
                name = data.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.partition("\0")[0].replace("\\", "/")
