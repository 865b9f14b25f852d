"""Which files there are to read, in an order that does not depend on the machine."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.documents.archives import Member, members
from kg.documents.privacy import covered
from kg.errors import UnreadableFile
from kg.folder import is_graph

READABLE = frozenset({".txt", ".md", ".docx", ".pdf", ".html", ".htm"})
CONVERTIBLE = frozenset({".doc", ".wps", ".rtf", ".odt"})
"""What LibreOffice is asked to read."""
PICTURES = frozenset({".png", ".jpg", ".jpeg"})
"""Scanned pages. In a folder pictures are mostly none: they are read where they are given by name."""
SLOW = CONVERTIBLE | PICTURES | {".pdf"}
"""What takes so long to read that its text is kept for later builds."""
ARCHIVE = ".zip"
_IN_FOLDERS = READABLE | CONVERTIBLE | {ARCHIVE}
WHAT_IS_READ = (
    ".txt, .md, .html, .htm, .docx and .pdf files, .zip archives of them, .doc, .wps, .rtf and .odt files through "
    "LibreOffice, and .png, .jpg and .jpeg pictures that are given by name"
)


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
    """A file to read and the name its reports cite it by: the path below the given folder, or the file's own name.

    `size` are its bytes; `member` is what it is in the archive `path`, if it lies in one.
    """

    path: Path
    source: str
    size: int = 0
    member: Member | None = None

    @property
    def suffix(self) -> str:
        """The ending of its name in lower case, which tells its format."""
        return Path(self.source).suffix.lower()

    @property
    def shown(self) -> Path:
        """The path as people are told it: of a member that of the archive with the member's name."""
        return self.path if self.member is None else self.path / self.member.name


def files_of(paths: Iterable[Path | str], *, others: set[Path] | None = None) -> Iterator[File | Failure]:
    """The files of paths by source name, then the folders and archives that could not be listed.

    Hidden files, lock files of word processors, graph folders and suffixes that no reader knows are passed over
    in folders and archives; a path that is given itself is always taken. The files of such suffixes come into `others`.
    Where two files would be cited alike (the same name in two folders), the whole path as given is used instead.
    """
    others = set() if others is None else others
    found: dict[tuple[Path, Member | None], File] = {}
    failures: list[Failure] = []
    for given in dict.fromkeys(map(Path, paths)):
        if given.is_dir():
            listed = [(path, path.relative_to(given).as_posix()) for path in sorted(_below(given, failures, others))]
        else:
            listed = [(given, given.name)]
        for file in (file for path, source in listed for file in _with_members(path, source, failures, others)):
            # a file given twice, by itself and in a folder, is cited alike in whichever order it is given
            key = (file.path.absolute(), file.member)
            found[key] = max(found.get(key, file), file, key=lambda file: (len(file.source), str(file.path)))
    times = Counter(file.source for file in found.values())
    named = (f if times[f.source] == 1 else replace(f, source=f.shown.as_posix()) for f in found.values())
    yield from sorted(named, key=lambda file: (file.source, str(file.path), file.member.index if file.member else 0))
    yield from dict.fromkeys(failures)


def _with_members(path: Path, source: str, failures: list[Failure], others: set[Path]) -> Iterator[File]:
    """The file, or of an archive its members that are to be read."""
    if path.suffix.lower() != ARCHIVE or not path.is_file():
        yield File(path, source, path.stat().st_size if path.is_file() else 0)
        return
    try:
        for member in members(path):
            parts = member.name.split("/")
            suffix = Path(parts[-1]).suffix.lower()
            if not all(map(_is_shown, parts)):
                continue
            if suffix not in _IN_FOLDERS:
                others.add(path / member.name)
                continue
            wrong = "An archive in an archive is not read. Unpack it." if suffix == ARCHIVE else member.wrong
            if wrong:
                failures.append(Failure(path / member.name, wrong))
            else:
                yield File(path, f"{source}/{member.name}", member.size, member)
    except UnreadableFile as error:
        failures.append(Failure(path, str(error)))


def _is_shown(name: str) -> bool:
    return name == ".." or not name.startswith((".", "~$", "__MACOSX"))


def _below(folder: Path, failures: list[Failure], others: set[Path]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        failures.append(Failure(Path(error.filename), "The folder cannot be listed: check its permissions."))

    for where, folders, names in os.walk(folder, onerror=refused):
        # what lies in a graph folder is ours: its parts, and the page of `kg demo`
        folders[:] = [name for name in folders if _is_shown(name) and not is_graph(Path(where) / name)]
        for path in (Path(where) / name for name in names if _is_shown(name)):
            if path.suffix.lower() in _IN_FOLDERS:
                yield path
            else:
                others.add(path)


def find_files(paths: Iterable[Path | str]) -> list[Path]:
    """The files that `read_reports` will read for these paths, in its order; a missing path is among them.

    Of an archive there is the archive, once.

    >>> [str(path) for path in find_files(["no-such-file.txt"])]
    ['no-such-file.txt']
    """
    return list(dict.fromkeys(file.path for file in files_of(paths) if isinstance(file, File)))


def endings(paths: Iterable[Path]) -> str:
    """The endings of files with how often each comes, the most frequent first.

    >>> endings([Path("a.xlsx"), Path("b.jpg"), Path("c.JPG"), Path("d")])
    '.jpg (2), .xlsx, no ending'
    """
    times = Counter(path.suffix.lower() or "no ending" for path in paths)
    ranked = sorted(times.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{ending} ({number})" if number > 1 else ending for ending, number in ranked)
