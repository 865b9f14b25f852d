"""The project file: what the commands take where their command line says nothing.

`kg init` writes `yilian.toml`; the commands find it in the folder they run in, or in the nearest folder above. Its
paths are relative to the file itself.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> [path.relative_to(folder).as_posix() for path in init(folder, place="青禾县")]
['yilian.toml', '.gitignore', 'reports']
>>> project = read(folder / "yilian.toml")
>>> project.place, project.graph == folder / "graph"
('青禾县', True)
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import MalformedFile, UnreadableFile

NAME = "yilian.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """What a project file says; None or () where it says nothing. Paths are absolute. It never holds a password."""

    file: Path
    reports: tuple[Path, ...] = ()
    graph: Path | None = None
    page: Path | None = None
    place: str | None = None
    reviewed: tuple[Path, ...] = ()
    jobs: int | None = None
    uri: str | None = None
    user: str | None = None
    database: str | None = None


def find(start: Path | str = ".") -> Path | None:
    """The project file of a folder: its own, or that of the nearest folder above it; None where there is none."""
    folder = Path(start).absolute()
    return next((each / NAME for each in (folder, *folder.parents) if (each / NAME).is_file()), None)


def read(file: Path | str) -> Project:
    """What a project file says.

    Raises MalformedFile, naming line and key, for one that says something else than it can.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "yilian.toml"
    >>> _ = file.write_text('graph = "g"\\njobs = "four"\\n')
    >>> try:
    ...     read(file)
    ... except MalformedFile as error:
    ...     print(str(error).replace(str(file), "yilian.toml"))
    yilian.toml, line 2: jobs: must be a whole number from 1, not "four".
    """
    file = Path(file).absolute()
    try:
        text = file.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        raise MalformedFile(f"{file}: not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise UnreadableFile(f"{file}: {error.strerror}.") from None
    except tomllib.TOMLDecodeError as error:
        raise MalformedFile(_not_toml(file, error)) from None

    found: dict[str, Any] = {}
    for key, value in values.items():
        if key == "neo4j" and isinstance(value, dict):
            members = {f"neo4j.{name}": each for name, each in value.items()}
        else:
            members = {key: value}
        for name, each in members.items():
            wrong = _complaint(name, each)
            if wrong:
                raise MalformedFile(f"{file}, line {_line_of(name, text)}: {name}: {wrong}")
            found[name.removeprefix("neo4j.")] = _KEYS[name].made(file.parent, each)
    return Project(file, **found)


def init(
    folder: Path | str = ".", *, reports: Iterable[Path | str] = (), place: str | None = None, samples: bool = False
) -> tuple[Path, ...]:
    """Make a project in a folder: yilian.toml, a .gitignore for what is made anew, a folder for the reports.

    `reports` are the files and folders to build from, else the project's own folder `reports`; `samples` puts the
    sample reports into that one. Returns what was written. A project that is there already is left alone.

    Raises MalformedFile where there is one.
    """
    from kg.samples import samples as sample_reports

    folder = Path(folder)
    file = folder / NAME
    if file.exists():
        raise MalformedFile(f"{file}: there is one already. Edit it, or remove it first.")
    folder.mkdir(parents=True, exist_ok=True)
    written = [file]
    given = [_relative(Path(path).absolute(), folder.absolute()) for path in reports]
    file.write_text(_template(given or ["reports"], place), encoding="utf-8", newline="\n")
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text(GITIGNORE, encoding="utf-8", newline="\n")
        written.append(folder / ".gitignore")
    if not given and not (folder / "reports").exists():
        (folder / "reports").mkdir()
        written.append(folder / "reports")
    if samples:
        for path in sample_reports():
            target = folder / "reports" / path.name
            if not target.exists():
                target.write_bytes(path.read_bytes())
                written.append(target)
    return tuple(written)


GITIGNORE = """\
# What kg makes from the reports can be made again.
/graph/
/network.html
"""


def _template(reports: list[str], place: str | None) -> str:
    """The file that `init` writes: what there is to say, with the rest to be uncommented."""
    listed = ", ".join(json.dumps(path, ensure_ascii=False) for path in reports)
    place_line = f"place = {json.dumps(place, ensure_ascii=False)}" if place else '# place = "青禾县"'
    return f"""\
# What kg takes where its command line says nothing. Paths are relative to this file.

# The files and folders of reports that `kg build` reads.
reports = [{listed}]

# The graph folder that `kg build` writes and that all other commands ask.
graph = "graph"

# The page that `kg view` writes.
page = "network.html"

# The reporting county, where the texts hide it.
{place_line}

# Decisions on doubtful relations: what `kg review -o review.csv` wrote and you filled in.
# reviewed = ["review.csv"]

# Processes that share the work of reading.
# jobs = 4

# A Neo4j of your own. Its password never stands here: set NEO4J_PASSWORD.
# [neo4j]
# uri = "bolt://localhost:7687"
# user = "neo4j"
# database = "neo4j"
"""


def _relative(path: Path, folder: Path) -> str:
    """A path as the project file names it: relative where it lies in the folder, else whole."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key may be: whether a value is right, how that is called, and what it is made into."""

    right: Callable[[Any], bool]
    called: str
    made: Callable[[Path, Any], Any] = lambda folder, value: value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _path(folder: Path, value: str) -> Path:
    return Path(os.path.normpath(folder / Path(value).expanduser()))


def _paths(folder: Path, value: list[str]) -> tuple[Path, ...]:
    return tuple(_path(folder, each) for each in value)


_TEXT = _Key(_is_text, "a text in quotes")
_PATH = _Key(_is_text, "a path in quotes", _path)
_PATHS = _Key(_is_list, 'a list of paths, such as ["reports"]', _paths)

_KEYS = {
    "reports": _PATHS,
    "graph": _PATH,
    "page": _PATH,
    "place": _TEXT,
    "reviewed": _PATHS,
    "jobs": _Key(lambda value: type(value) is int and value >= 1, "a whole number from 1"),
    "neo4j.uri": _TEXT,
    "neo4j.user": _TEXT,
    "neo4j.database": _TEXT,
}


def _complaint(name: str, value: Any) -> str | None:
    """What is wrong with a key and its value, if anything."""
    if name == "neo4j":
        return "must be a table: [neo4j] on a line of its own, then uri, user, database."
    if name.rpartition(".")[2] == "password":
        return "a password never stands in this file. Set NEO4J_PASSWORD, and take the line out."
    if name not in _KEYS:
        near = [f"neo4j.{name}"] if f"neo4j.{name}" in _KEYS else difflib.get_close_matches(name, _KEYS, n=1)
        return f"no such key. Do you mean {near[0]}?" if near else f"no such key. There are {', '.join(_KEYS)}."
    if not _KEYS[name].right(value):
        return f"must be {_KEYS[name].called}, not {json.dumps(value, ensure_ascii=False, default=str)}."
    return None


def _line_of(name: str, text: str) -> int:
    """The line (from 1) of a key; that of its table, or 1, where it stands in some other form of TOML."""
    table, _, key = name.rpartition(".")
    inside, nearest = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            inside = header[1]
            nearest = number if inside == table else nearest
        elif re.match(rf"""\s*(["']?){re.escape(key if inside == table else name)}\1\s*=""", line):
            return number
    return nearest


def _not_toml(file: Path, error: tomllib.TOMLDecodeError) -> str:
    what = str(error)
    where = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", what)
    line = f", line {where[1]}" if where and where[1] else ""
    return f"{file}{line}: not TOML: {what[: where.start()] if where else what}. Texts and paths stand in quotes."
