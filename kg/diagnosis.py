"""What is installed, what is missing, and how to get it.

>>> found = doctor()
>>> found.healthy, [check.name for check in found.checks][:2]
(True, ['Python', 'packages'])
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import YilianError
from kg.tables import Rows

State = Literal["ok", "missing", "absent"]

DISTRIBUTION = "yilian-kg"
EXTRAS = {
    "cypher": "kg cypher without a server",
    "serve": "kg serve",
    "ocr": "scanned PDF reports",
    "dataframes": "tables as DataFrames",
    "notebooks": "the notebooks",
}
SENTENCE = "青禾县人民医院对口支援柳林镇卫生院。"


@dataclass(frozen=True, slots=True)
class Check:
    """One part: `missing` parts are needed, `absent` ones can be done without. `how` says how to get what is not ok."""

    name: str
    state: State
    needed_for: str
    found: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All checks; `healthy` if nothing is missing that is needed."""

    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        return all(check.state != "missing" for check in self.checks)

    def rows(self) -> Rows:
        """The checks as a table."""
        columns = ("part", "state", "needed for", "found", "how to get it")
        return Rows(columns, [(c.name, c.state, c.needed_for, c.found, c.how) for c in self.checks], whole=columns[-1:])


def doctor(folder: Path | str = ".") -> Diagnosis:
    """Look at this machine, and at the project of a folder. Nothing is changed and nothing fetched."""
    parts = (_python, _packages, _reading, _extras, _project, _server, _java, _docker, _office, _fonts)
    return Diagnosis(tuple(check for part in parts for check in part(Path(folder))))


def _python(folder: Path) -> Iterator[Check]:
    version = f"{platform.python_version()} ({sys.executable})"
    right = sys.version_info >= (3, 11)
    yield Check("Python", "ok" if right else "missing", "everything", version, "" if right else "Python 3.11 or newer")


def _packages(folder: Path) -> Iterator[Check]:
    try:
        needed = _needed("")
    except importlib.metadata.PackageNotFoundError:
        yield Check("packages", "missing", "everything", f"{DISTRIBUTION} is not installed", "pip install .")
        return
    wrong = _wrong(needed)
    found = f"{len(needed) - len(wrong)} of {len(needed)}" + "".join(f"; {each}" for each in wrong)
    how = f"pip install --upgrade {DISTRIBUTION}" if wrong else ""
    yield Check("packages", "missing" if wrong else "ok", "everything", found, how)


def _reading(folder: Path) -> Iterator[Check]:
    """Whether a sentence becomes an edge: the segmentation model, the rules and the ontology are all there."""
    name, needed_for = "reading", "kg build"
    try:
        from kg.extracting import extract
        from kg.model import Report

        (said,) = extract([Report("r", "a.txt", (1, 1), 0, len(SENTENCE), SENTENCE, place="青禾县")])
        right = [relation.type for relation in said.relations] == ["assists"]
        found = "a sentence becomes an edge" if right else "a sentence does not become an edge"
    except Exception as error:  # whatever is wrong with an installation is what is asked for
        right, found = False, f"{type(error).__name__}: {error}".splitlines()[0]
    how = "" if right else f"pip install --force-reinstall {DISTRIBUTION}"
    yield Check(name, "ok" if right else "missing", needed_for, found, how)


def _extras(folder: Path) -> Iterator[Check]:
    try:
        extras = importlib.metadata.metadata(DISTRIBUTION).get_all("Provides-Extra") or []
    except importlib.metadata.PackageNotFoundError:
        return
    for extra in extras:
        needed = _needed(extra)
        wrong = _wrong(needed)
        found = "; ".join(wrong) if wrong else ", ".join(f"{name} {_version(name)}" for name, _ in needed)
        how = f"pip install '{DISTRIBUTION}[{extra}]'" if wrong else ""
        yield Check(f"extra {extra}", "absent" if wrong else "ok", EXTRAS.get(extra, ""), found, how)


def _project(folder: Path) -> Iterator[Check]:
    from kg.folder import read_manifest
    from kg.project import NAME, find, read
    from kg.summary import size

    needed_for = "commands without options"
    file = find(folder)
    if file is None:
        yield Check(NAME, "absent", needed_for, "none here or above", "kg init")
        return
    try:
        project = read(file)
    except YilianError as error:
        yield Check(NAME, "missing", needed_for, str(error), "mend that line")
        return
    yield Check(NAME, "ok", needed_for, str(file))
    for path in (*project.reports, *project.reviewed):
        if not path.exists():
            yield Check(NAME, "missing", "kg build", f"{path}: there is nothing", f"put it there, or change {NAME}")
    if project.graph:
        try:
            manifest = read_manifest(project.graph)
            counts = size(manifest.reports, manifest.entities, manifest.relations)
            yield Check("graph", "ok", "kg stats, view, sparql, …", f"{project.graph}: {counts}")
        except YilianError as error:
            yield Check("graph", "absent", "kg stats, view, sparql, …", str(error).partition(". ")[0], "kg build")


def _server(folder: Path) -> Iterator[Check]:
    """The Neo4j of NEO4J_URI, of the project file, or of `kg neo4j start`."""
    from kg.project import Project, find, read
    from kg.property_graph.connection import connected
    from kg.property_graph.server import status

    name, needed_for = "Neo4j", "kg load"
    file = find(folder)
    try:
        project = read(file) if file else Project(Path())
    except YilianError:  # which `_project` tells
        project = Project(Path())
    uri = os.environ.get("NEO4J_URI") or project.uri
    user = os.environ.get("NEO4J_USERNAME") or project.user or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    try:
        started = None if uri else status()
        if started:
            uri, user, password = started.uri, started.user, started.password
        if not uri:
            yield Check(name, "absent", needed_for, "none runs here, and NEO4J_URI is not set", "kg neo4j start")
        elif password is None:
            yield Check(name, "absent", needed_for, f"{uri}: no password", "export NEO4J_PASSWORD=…")
        else:
            with connected(uri, user=user, password=password) as driver:
                agent = driver.get_server_info().agent
            yield Check(name, "ok", needed_for, f"{uri}: {agent}")
    except YilianError as error:
        yield Check(name, "absent", needed_for, str(error), "kg neo4j start, or another NEO4J_URI")


def _java(folder: Path) -> Iterator[Check]:
    from kg.property_graph.server.maven import java

    needed_for = "kg neo4j without Docker"
    debian = "on Debian or Ubuntu: sudo apt-get install"
    try:
        yield Check("Java", "ok", needed_for, _first_line(java(), "-version"))
    except YilianError as error:
        yield Check("Java", "absent", needed_for, str(error).partition("; ")[0], f"{debian} default-jre-headless")
    yield _program("Maven", needed_for, ("mvn",), f"{debian} maven")


def _docker(folder: Path) -> Iterator[Check]:
    from kg.property_graph.server.docker import engine_runs

    runs = engine_runs()
    found = "its engine answers" if runs else "no engine answers"
    how = "" if runs else "https://docs.docker.com/engine/install/"
    yield Check("Docker", "ok" if runs else "absent", "kg neo4j without Java", found, how)


def _office(folder: Path) -> Iterator[Check]:
    how = "on Debian or Ubuntu: sudo apt-get install libreoffice-writer-nogui"
    yield _program("LibreOffice", ".doc, .wps, .rtf, .odt reports", ("soffice", "libreoffice"), how)


def _fonts(folder: Path) -> Iterator[Check]:
    """Chinese fonts: Windows and macOS have some."""
    if sys.platform != "linux":
        return
    lister = shutil.which("fc-list")
    said = _said(lister, ":lang=zh", "family").splitlines() if lister else []
    found = f"{len(said)}, such as {sorted(said)[0]}" if said else "none"
    how = "" if said else "on Debian or Ubuntu: sudo apt-get install fonts-noto-cjk"
    yield Check("Chinese fonts", "ok" if said else "absent", "pictures and pages on this screen", found, how)


def _program(name: str, needed_for: str, programs: tuple[str, ...], how: str) -> Check:
    found = next(filter(None, map(shutil.which, programs)), None)
    return Check(name, "ok", needed_for, found) if found else Check(name, "absent", needed_for, "not on the path", how)


def _first_line(*command: str) -> str:
    return (_said(*command).splitlines() or [""])[0]


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout or done.stderr


def _needed(extra: str) -> list[tuple[str, Callable[[str], bool]]]:
    """The packages that the distribution, or one of its extras, wants here, each with a test of its version.

    An extra that wants others of the distribution wants what they want.
    """
    from packaging.requirements import Requirement

    found: list[tuple[str, Callable[[str], bool]]] = []
    for line in importlib.metadata.requires(DISTRIBUTION) or []:
        requirement = Requirement(line)
        marker = requirement.marker
        of_extra = marker is not None and "extra" in str(marker)
        if of_extra != bool(extra) or not (marker is None or marker.evaluate({"extra": extra})):
            continue
        if requirement.name == DISTRIBUTION:
            found += [each for other in sorted(requirement.extras) for each in _needed(other)]
        else:
            found.append((requirement.name, requirement.specifier.contains))
    return found


def _wrong(needed: list[tuple[str, Callable[[str], bool]]]) -> list[str]:
    wrong = []
    for name, right in needed:
        version = _version(name)
        if version is None:
            wrong.append(f"{name} is not installed")
        elif not right(version):
            wrong.append(f"{name} {version} does not fit")
    return wrong


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
