"""The property graph of a folder, node by node and relationship by relationship, without holding it.

What a graph merges (the same entity or relation, said by several reports) stands far apart in the record.
SQLite sorts it on disk, so that what belongs together comes together and is merged by itself, by the
same functions that merge a graph in memory.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from kg.extraction import from_record, read_jsonl, to_record
from kg.folder import EXTRACTIONS
from kg.model import Extraction, Graph, Report, copies
from kg.ontology import schema
from kg.property_graph.mapping import Row, node_groups, relationship_groups

_TABLES = "CREATE TABLE entity (iri, report, said); CREATE TABLE relation (type, one, other, report, said);"


class Merged:
    """A folder's nodes, as (labels, row), and relationships, as (type, row); rows are `kg.property_graph.mapping`'s."""

    def __init__(self, reports: dict[str, Report], sorter: sqlite3.Connection) -> None:
        self._reports, self._sorter = reports, sorter

    def entities(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The entities by IRI."""
        rows = self._sorter.execute("SELECT iri, report, said FROM entity ORDER BY iri, report")
        for _, said in groupby(rows, itemgetter(0)):
            for group in node_groups(_graph("entities", (row[1:] for row in said))):
                yield from ((group.labels, row) for row in group.rows if group.labels[0] == "Entity")

    def reports(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The reports by id; copies among them."""
        for group in node_groups(Graph(reports=self._reports, copies=copies(self._reports.values()))):
            yield from ((group.labels, row) for row in group.rows)

    def relationships(self) -> Iterator[tuple[str, Row]]:
        """The relationships by type, in the ontology's order, head and tail."""
        for type_ in schema().relations:
            rows = self._sorter.execute(
                "SELECT one, other, report, said FROM relation WHERE type = ? ORDER BY one, other, report", (type_,)
            )
            for _, said in groupby(rows, itemgetter(0, 1)):
                for group in relationship_groups(_graph("relations", (row[2:] for row in said))):
                    yield from ((group.type, row) for row in group.rows)


@contextmanager
def merged(folder: Path) -> Iterator[Merged]:
    """The folder's property graph, while the block lasts."""
    reports: dict[str, Report] = {}
    for said in read_jsonl(folder / EXTRACTIONS):
        reports.setdefault(said.report.id, said.report)
    counted = reports.keys() - copies(reports.values()).keys()
    with tempfile.TemporaryDirectory(prefix="kg-export-") as temporary:
        sorter = sqlite3.connect(Path(temporary, "sorter"), isolation_level=None)
        try:
            sorter.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
            for said in read_jsonl(folder / EXTRACTIONS):
                if said.report.id in counted:
                    counted.remove(said.report.id)  # a report that comes twice counts once
                    _keep(sorter, said)
            sorter.execute("COMMIT")
            yield Merged(reports, sorter)
        finally:
            sorter.close()


def _keep(sorter: sqlite3.Connection, said: Extraction) -> None:
    record, id_ = to_record(said), said.report.id
    sorter.executemany(
        "INSERT INTO entity VALUES (?, ?, ?)",
        ((entity["id"], id_, _json(entity | {"mentions": []})) for entity in record["entities"]),
    )
    sorter.executemany(
        "INSERT INTO relation VALUES (?, ?, ?, ?, ?)",
        ((relation["type"], *_ends(relation), id_, _json(relation)) for relation in record["relations"]),
    )


def _ends(relation: dict[str, Any]) -> tuple[str, str]:
    """Head and tail; of a symmetric relation the lesser first, for it may be said both ways round."""
    ends = relation["head"], relation["tail"]
    return (min(ends), max(ends)) if schema().relations[relation["type"]].symmetric else ends


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _graph(kind: str, rows: Iterable[tuple[str, str]]) -> Graph:
    """The graph of records of a kind, by report, where they are all that these reports say."""
    return Graph.of(
        from_record(to_record(_silent(report)) | {kind: [json.loads(record) for _, record in records]})
        for report, records in groupby(rows, itemgetter(0))
    )


def _silent(report: str) -> Extraction:
    return Extraction(Report(report, "", (1, 1), 0, 0, ""), (), ())
