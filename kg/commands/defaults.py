"""What the project file gives to each command: click's `default_map`, read when a command first needs it.

>>> import tempfile
>>> from kg.project import init
>>> folder = Path(tempfile.mkdtemp())
>>> _ = init(folder)
>>> stats = ProjectDefaults(folder)["stats"]
>>> Path(stats["folder"][0]).name
'graph'
>>> "format" in stats
False
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import YilianError

if TYPE_CHECKING:
    from kg.project import Project

_READING = {"paths": "reports", "place": "place", "reviewed": "reviewed", "jobs": "jobs"}
_ASKING = {"folder": "graph"}
_NEO4J = {"user": "user", "database": "database"}

# For each command the parameters that the file can give, with its keys.
GIVEN: dict[str, dict[str, str]] = {
    "build": {**_READING, "output": "graph"},
    "extract": _READING,
    "cypher": {"target": "graph", **_NEO4J},
    "load": {**_ASKING, **_NEO4J, "uri": "uri"},
    "view": {**_ASKING, "output": "page"},
    **dict.fromkeys(
        ("retract", "validate", "sparql", "serve", "stats", "diff", "export", "explain", "review"), _ASKING
    ),
}


class ProjectDefaults(Mapping[str, Any]):
    """The defaults of each command by its name."""

    def __init__(self, start: Path | str = ".") -> None:
        self.start = start

    def __getitem__(self, command: str) -> CommandDefaults:
        return CommandDefaults(self.start, GIVEN[command])

    def __iter__(self) -> Iterator[str]:
        return iter(GIVEN)

    def __len__(self) -> int:
        return len(GIVEN)


class CommandDefaults(Mapping[str, Any]):
    """The defaults of a command. A file that cannot be read fails what needs it, but no `--help`."""

    def __init__(self, start: Path | str, given: dict[str, str]) -> None:
        self.start, self.given = start, given

    @cached_property
    def project(self) -> Project | None:
        """The project of the folder, if it is in one."""
        from kg.project import find, read

        file = find(self.start)
        if file is None:
            return None
        logging.getLogger(__name__).info("defaults of %s", file)
        try:
            return read(file)
        except YilianError:
            context = click.get_current_context(silent=True)
            if context and context.resilient_parsing:  # the help and a shell that completes can do without
                return None
            raise

    def __getitem__(self, parameter: str) -> Any:
        value = getattr(self.project, self.given[parameter], None)
        if not value:
            raise KeyError(parameter)
        if parameter in ("folder", "target"):
            return (_from_here(value),)
        if isinstance(value, tuple):
            return tuple(map(_from_here, value))
        return _from_here(value) if isinstance(value, Path) else value

    def __iter__(self) -> Iterator[str]:
        return (parameter for parameter, key in self.given.items() if getattr(self.project, key, None))

    def __len__(self) -> int:
        return len(list(iter(self)))


def _from_here(path: Path) -> str:
    """A path as one would write it in the folder one is in."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)
