"""The property graph as tables for `neo4j-admin database import full`: the way into Neo4j for graphs of millions.

    entities.csv  reports.csv  evidence.csv  graph.csv      nodes
    relations.csv  links.csv                                relationships; links lead from evidence
    import.sh                                               the command that imports them

They hold what `kg load` writes, its fingerprint too: a load after the import finds the graph as it should be, and one
of a later state writes the difference.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from kg.errors import NotAGraph
from kg.exporting.tables import LONG_AGO
from kg.property_graph.loading import fingerprint
from kg.property_graph.mapping import (
    EVIDENCE,
    HEAD,
    IN_REPORT,
    TAIL,
    Row,
    digest,
    entity_properties,
    evidence_properties,
    relationship_properties,
    report_properties,
)
from kg.property_graph.merging import Merged, merged
from kg.property_graph.statements import GRAPH
from kg.replacing import replacing

ENTITIES, REPORTS, PASSAGES, GRAPHS = "entities.csv", "reports.csv", "evidence.csv", "graph.csv"
RELATIONS, LINKS, COMMAND = "relations.csv", "links.csv", "import.sh"
PARTS = (ENTITIES, REPORTS, PASSAGES, GRAPHS, RELATIONS, LINKS, COMMAND)

_LISTS = {
    **dict.fromkeys(
        ("names", "reports", "sources", "evidence", "evidenceReport", "evidenceSentence", "doubts"), "string[]"
    ),
    **dict.fromkeys(("years", "evidenceStart", "evidenceEnd", "evidenceSentenceStart"), "long[]"),
}
_NUMBERS = ("count", "year", "half", "firstLine", "lastLine", "start", "end", "sentenceStart", "personnel")
_TYPES = {**_LISTS, **dict.fromkeys(_NUMBERS, "long"), "collective": "boolean", "confidence": "double"}
# What stands between the items of a list: the first of these that no report has.
_BETWEEN = "\x1f\x1e\x1d\x1c\ue000\ue001\ue002\ue003"
_BUFFER = 4 * 2**20  # how long a line neo4j-admin reads unless it is told otherwise


def write_folder(folder: Path, output: Path, graph: str) -> None:
    """Write the tables and the command into a folder, which is made if there is none; other files in it stay.

    `graph` is the graph's name in the database. Raises NotAGraph where OUTPUT is a file, or the graph folder itself.
    """
    if output.is_file() or output.resolve() == folder.resolve():
        raise NotAGraph(f"{output}: give another folder for the tables.")
    with replacing(output, parts=PARTS) as workplace:
        _write(folder, workplace, graph)


def write_zip(folder: Path, file: IO[bytes], graph: str) -> None:
    """Write the same as a zip."""
    with tempfile.TemporaryDirectory(prefix="kg-export-") as temporary, zipfile.ZipFile(file, "w") as archive:
        _write(folder, Path(temporary), graph)
        for name in PARTS:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name == COMMAND else 0o100644) << 16
            with (
                archive.open(entry, "w", force_zip64=True) as member,
                Path(temporary, name).open("rb") as table,
            ):
                shutil.copyfileobj(table, member)


def _write(folder: Path, output: Path, graph: str) -> None:
    key = fingerprint(folder)
    with merged(folder) as rows:
        between = next((character for character in _BETWEEN if not rows.uses(character)), None)
        if between is None:
            raise NotAGraph(f"{folder}: its texts use every character that could stand between the items of a list.")
        tables = _Tables(output, graph, between)
        with tables:
            tables.write(rows, key)
    command = output / COMMAND
    command.write_text(_command(between, tables.longest), encoding="utf-8")
    command.chmod(0o755)


class _Tables:
    """The open tables. `longest` is the longest line so far, in bytes."""

    def __init__(self, folder: Path, graph: str, between: str) -> None:
        self._folder, self._graph, self._between = folder, graph, between
        self._files: dict[str, IO[bytes]] = {}
        self._closing = ExitStack()
        self.longest = 0

    def __enter__(self) -> None:
        for name in PARTS[:-1]:
            self._files[name] = self._closing.enter_context((self._folder / name).open("wb"))

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def write(self, rows: Merged, key: str) -> None:
        nodes = [(ENTITIES, entity_properties()), (REPORTS, report_properties()), (PASSAGES, evidence_properties())]
        for name, properties in nodes:
            self._head(name, "iri:ID", ":LABEL", *_typed(("graph", "digest", *properties[1:])))
        self._head(RELATIONS, ":START_ID", ":TYPE", ":END_ID", *_typed(("digest", *relationship_properties())))
        self._head(LINKS, ":START_ID", ":TYPE", ":END_ID")
        self._head(GRAPHS, ":ID", ":LABEL", "name", "fingerprint", "nodes:long", "relationships:long")

        count, relationships = 0, 0
        for name, source, properties in (
            (ENTITIES, rows.entities(), entity_properties()),
            (REPORTS, rows.reports(), report_properties()),
        ):
            for labels, row in source:
                self._node(name, labels, row, properties, digest(row, *labels))
                count += 1
        for type_, row in rows.relationships():
            self._relation(type_, row)
            count += len(row["evidence"])
            relationships += 1 + 3 * len(row["evidence"])
        self._line(GRAPHS, (f"graph {self._graph}", GRAPH, self._graph, key, count, relationships))

    def _relation(self, type_: str, row: Row) -> None:
        values = _in_order(row["properties"], relationship_properties())
        self._line(RELATIONS, (row["head"], type_, row["tail"], digest(row, type_), *values))
        for passage in row["evidence"]:
            self._node(PASSAGES, (EVIDENCE,), passage, evidence_properties(), None)
            for link, end in ((HEAD, row["head"]), (TAIL, row["tail"]), (IN_REPORT, passage["report"])):
                self._line(LINKS, (passage["iri"], link, end))

    def _node(
        self, name: str, labels: tuple[str, ...], row: Row, properties: tuple[str, ...], said: str | None
    ) -> None:
        values = _in_order(row["properties"], properties[1:])
        self._line(name, (row["iri"], self._between.join(labels), self._graph, said, *values))

    def _head(self, name: str, *columns: str) -> None:
        self._files[name].write(",".join(columns).encode() + b"\n")

    def _line(self, name: str, values: Iterable[Any]) -> None:
        line = ",".join(self._cell(value) for value in values).encode() + b"\n"
        self.longest = max(self.longest, len(line))
        self._files[name].write(line)

    def _cell(self, value: Any) -> str:
        """Text in quotes, so that "" is text without characters and an empty cell is what is not known."""
        if value is None:
            return ""
        if isinstance(value, list):
            value = self._between.join(str(item) for item in value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)


def _typed(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield f"{name}:{_TYPES[name]}" if name in _TYPES else name


def _in_order(properties: Mapping[str, Any], names: tuple[str, ...]) -> list[Any]:
    return [properties[name] for name in names]


def _command(between: str, longest: int) -> str:
    buffer = max(_BUFFER, 2 * longest)
    nodes = " ".join(f"--nodes={name}" for name in (ENTITIES, REPORTS, PASSAGES, GRAPHS))
    relationships = " ".join(f"--relationships={name}" for name in (RELATIONS, LINKS))
    return f"""\
#!/bin/sh
# Imports the tables into a database that is empty or not there yet, with Neo4j stopped: ./import.sh [DATABASE]
# neo4j-admin is that of NEO4J_HOME, else the one on the path. Options after the name go to it, such as
# --overwrite-destination, which gives up what the database holds. `kg load` makes the indexes afterwards.
set -eu
cd "$(dirname "$0")"
database=neo4j
if [ $# -gt 0 ]; then database=$1; shift; fi
exec "${{NEO4J_HOME:+$NEO4J_HOME/bin/}}neo4j-admin" database import full "$database" "$@" \\
  --id-type=string --array-delimiter=U+{ord(between):04X} --multiline-fields=true --read-buffer-size={buffer} \\
  {nodes} \\
  {relationships}
"""
