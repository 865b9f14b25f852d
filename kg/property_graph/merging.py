"""The property graph of a folder, node by node and relationship by relationship, without holding it.

What a graph merges (the same entity or relation, said by several reports) stands far apart in the record.
SQLite sorts it on disk, so that what belongs together comes together and is merged by itself, by the
same functions that merge a graph in memory.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from kg.extraction import entity_of, from_record, read_records, relation_of
from kg.folder import EXTRACTIONS, read_manifest
from kg.model import Extraction, Graph, Report, copies
from kg.ontology import schema
from kg.property_graph.mapping import Row, node_groups, relationship_groups

_TABLES = """
CREATE TABLE report (id PRIMARY KEY, said) WITHOUT ROWID;
CREATE TABLE entity (iri, report, said);
CREATE TABLE relation (kind INTEGER, one, other, report, source, year, said);
"""
_SOME_REPORTS = 1_000

Progress = Callable[[str, int, int], None]


class RowSource(Protocol):
    """A graph as rows of `kg.property_graph.mapping`, in a fixed order: nodes with their labels, relationships."""

    @property
    def size(self) -> int:
        """How many rows there are: entities, reports and relationships."""
        ...

    def entities(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The entities."""
        ...

    def reports(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The reports; copies among them."""
        ...

    def relationships(self) -> Iterator[tuple[str, Row]]:
        """The relationships by type."""
        ...


class Held:
    """The rows of a graph that is held in memory."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @property
    def size(self) -> int:
        relationships = sum(group.size for group in relationship_groups(self._graph))
        return len(self._graph.entities) + len(self._graph.reports) + relationships

    def entities(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        return _rows_of(Graph(entities=self._graph.entities))

    def reports(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        return _rows_of(Graph(reports=self._graph.reports, copies=self._graph.copies))

    def relationships(self) -> Iterator[tuple[str, Row]]:
        for group in relationship_groups(self._graph):
            yield from ((group.type, row) for row in group.rows)


class Merged:
    """The rows of a folder, merged from one place to the next as they are asked for."""

    def __init__(self, sorter: sqlite3.Connection, originals: dict[str, str]) -> None:
        self._sorter, self._originals = sorter, originals

    @property
    def size(self) -> int:
        (size,) = self._sorter.execute(
            "SELECT (SELECT count(*) FROM report) + (SELECT count(DISTINCT iri) FROM entity)"
            " + (SELECT count(*) FROM (SELECT DISTINCT kind, one, other, json_extract(said, '$.status') FROM relation))"
        ).fetchone()
        return int(size)

    def uses(self, character: str) -> bool:
        """Whether a character occurs in any text of the folder."""
        (used,) = self._sorter.execute(
            "SELECT EXISTS (SELECT 1 FROM (SELECT said FROM report UNION ALL SELECT said FROM entity"
            " UNION ALL SELECT said FROM relation) WHERE instr(said, ?))",
            (_json(character)[1:-1],),
        ).fetchone()
        return bool(used)

    def entities(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The entities by IRI."""
        rows = self._sorter.execute("SELECT iri, report, said FROM entity ORDER BY iri, report")
        for _, said in groupby(rows, itemgetter(0)):
            known = Graph.of(
                Extraction(_report(report), (entity_of(json.loads(record), report),), ()) for _, report, record in said
            )
            yield from _rows_of(Graph(entities=known.entities))

    def reports(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The reports by id; copies among them."""
        rows = self._sorter.execute("SELECT said FROM report ORDER BY id")
        while some := rows.fetchmany(_SOME_REPORTS):
            reports = {report.id: report for report in (_read_back(record) for (record,) in some)}
            yield from _rows_of(Graph(reports=reports, copies=self._originals))

    def relationships(self) -> Iterator[tuple[str, Row]]:
        """The relationships by type, in the ontology's order, head and tail."""
        rows = self._sorter.execute(
            "SELECT kind, one, other, report, source, year, said FROM relation ORDER BY kind, one, other, report"
        )
        for _, said in groupby(rows, itemgetter(0, 1, 2)):
            for group in relationship_groups(_graph_of(said)):
                yield from ((group.type, row) for row in group.rows)


@contextmanager
def merged(folder: Path, progress: Progress | None = None) -> Iterator[Merged]:
    """The folder's property graph, while the block lasts. `progress` is called with ("read", reports, of how many).

    Raises NotAGraph where the folder is none or its record is damaged.
    """
    total = read_manifest(folder).reports
    with tempfile.TemporaryDirectory(prefix="kg-merging-") as temporary:
        # Rows may be asked for in another thread than the one that opens it, one at a time.
        sorter = sqlite3.connect(Path(temporary, "sorter"), isolation_level=None, check_same_thread=False)
        try:
            sorter.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
            alike: dict[str, Report] = {}
            for done, (record, said) in enumerate(read_records(folder / EXTRACTIONS), 1):
                _keep(sorter, record, said.report, alike)
                if progress:
                    progress("read", min(done, total), total)
            originals = _originals(sorter, alike)
            for table in ("entity", "relation"):
                sorter.executemany(f"DELETE FROM {table} WHERE report = ?", ((copy,) for copy in originals))  # noqa: S608
            sorter.execute("COMMIT")
            yield Merged(sorter, originals)
        finally:
            sorter.close()


def _keep(sorter: sqlite3.Connection, record: dict[str, Any], report: Report, alike: dict[str, Report]) -> None:
    """Put what a report says among the rest, unless it is there already: a report that comes twice counts once."""
    alone = record | {"entities": [], "relations": [], "report": record["report"] | {"line_starts": []}}
    if not sorter.execute("INSERT OR IGNORE INTO report VALUES (?, ?)", (report.id, _json(alone))).rowcount:
        return
    if report.like:
        alike[report.id] = report
    order = list(schema().relations)
    sorter.executemany(
        "INSERT INTO entity VALUES (?, ?, ?)",
        ((entity["id"], report.id, _json(entity | {"mentions": []})) for entity in record["entities"]),
    )
    sorter.executemany(
        "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (order.index(relation["type"]), *_ends(relation), report.id, report.source, report.year, _json(relation))
            for relation in record["relations"]
        ),
    )


def _originals(sorter: sqlite3.Connection, alike: dict[str, Report]) -> dict[str, str]:
    """Which reports are copies of which: only those that are like another can be."""
    for id_ in {other for report in alike.values() for other in report.like} - alike.keys():
        for (record,) in sorter.execute("SELECT said FROM report WHERE id = ?", (id_,)):
            alike[id_] = _read_back(record)
    return copies(alike.values())


def _read_back(record: str) -> Report:
    return from_record(json.loads(record)).report


def _ends(relation: dict[str, Any]) -> tuple[str, str]:
    """Head and tail; of a symmetric relation the lesser first, for it may be said both ways round."""
    ends = relation["head"], relation["tail"]
    return (min(ends), max(ends)) if schema().relations[relation["type"]].symmetric else ends


def _graph_of(said: Iterable[tuple[Any, ...]]) -> Graph:
    """The graph of the relations of a kind between two entities, by report, with what is known of the reports."""
    return Graph.of(
        Extraction(
            _report(*report), (), tuple(relation_of(json.loads(record), report[0]) for *_, record in of_one_report)
        )
        for report, of_one_report in groupby(said, itemgetter(3, 4, 5))
    )


def _report(id_: str, source: str = "", year: int | None = None) -> Report:
    return Report(id_, source, (1, 1), 0, 0, "", year=year)


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False)


def _rows_of(graph: Graph) -> Iterator[tuple[tuple[str, ...], Row]]:
    for group in node_groups(graph):
        yield from ((group.labels, row) for row in group.rows)
