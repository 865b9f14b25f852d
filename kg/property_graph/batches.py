"""What a load writes: the rows that the server does not have as they are, grouped by statement.

>>> with Comparison() as there:
...     there.note("Place", [(("a",), "1"), (("b",), "2"), (("c",), "3")])
...     [there.take("Place", ("a",), "1"), there.take("Place", ("b",), "x"), there.take("Place", ("d",), "4")]
...     list(there.left("Place", 10))
[<Had.SAME: 1>, <Had.OTHER: 2>, <Had.NONE: 3>]
[[('c',)]]
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.property_graph.mapping import EVIDENCE, Row, digest
from kg.property_graph.merging import RowSource
from kg.property_graph.statements import merge_nodes, merge_relationships

_BETWEEN = "\x1f"


class Had(Enum):
    """How the server has a row: as it is, otherwise, or not at all."""

    SAME = 1
    OTHER = 2
    NONE = 3


class Comparison:
    """What a server holds, by kind (a label or type) and key, with digests; it lies on disk."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kg-loading-")
        # Noted in one thread, compared in another, never in both at a time.
        self._there = sqlite3.connect(Path(self._folder.name, "there"), isolation_level=None, check_same_thread=False)
        self._there.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE there (kind, key, digest, PRIMARY KEY (kind, key)) WITHOUT ROWID; BEGIN;"
        )
        self.is_empty = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._there.close()
        self._folder.cleanup()

    def note(self, kind: str, rows: Iterable[tuple[tuple[str, ...], str | None]]) -> None:
        """Note that the server has these."""
        noted = self._there.executemany(
            "INSERT OR REPLACE INTO there VALUES (?, ?, ?)",
            ((kind, _BETWEEN.join(key), said or "") for key, said in rows),
        )
        self.is_empty = self.is_empty and noted.rowcount < 1

    def take(self, kind: str, key: tuple[str, ...], said: str) -> Had:
        """How the server has what should be there; from now on it is not `left`."""
        if self.is_empty:
            return Had.NONE
        found = self._there.execute(
            "DELETE FROM there WHERE kind = ? AND key = ? RETURNING digest", (kind, _BETWEEN.join(key))
        ).fetchone()
        if found is None:
            return Had.NONE
        return Had.SAME if found[0] == said else Had.OTHER

    def left(self, kind: str, size: int) -> Iterator[list[tuple[str, ...]]]:
        """What is there and should not be, in lists of at most that size."""
        rows = self._there.execute("SELECT key FROM there WHERE kind = ?", (kind,))
        while some := rows.fetchmany(size):
            yield [tuple(key.split(_BETWEEN)) for (key,) in some]


@dataclass(slots=True)
class Batch:
    """Rows for one statement; without a statement, what the server has as it is: only counted.

    `size` is how many rows they are of the source, `nodes` and `relationships` how many of those in the server.
    """

    statement: str
    rows: list[Row] = field(default_factory=list)
    size: int = 0
    nodes: int = 0
    relationships: int = 0


def batches(source: RowSource, there: Comparison, batch_size: int, *, again: bool = False) -> Iterator[Batch]:
    """The nodes by their labels, then the relationships by type with their evidence, in batches of about that size.

    With `again` all rows are to be written, also those that the server has as they are.
    """
    yield from _filled(_nodes(source, there, again=again), batch_size)
    yield from _filled(_relationships(source, there, again=again), batch_size)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row, how many nodes and relationships it is, and the statement that writes it; "" where the server has it."""

    statement: str
    row: Row
    nodes: int
    relationships: int


def _nodes(source: RowSource, there: Comparison, *, again: bool) -> Iterator[_Piece]:
    for labels, row in chain(source.entities(), source.reports()):
        said = digest(row, *labels)
        had = there.take(labels[0], (row["iri"],), said)
        if had is Had.SAME and not again:
            yield _Piece("", {}, 1, 0)
        else:
            statement = merge_nodes(labels, renew=had is not Had.NONE)
            properties = _properties(row["properties"], had) | {"digest": said}
            yield _Piece(statement, {"iri": row["iri"], "properties": properties}, 1, 0)


def _relationships(source: RowSource, there: Comparison, *, again: bool) -> Iterator[_Piece]:
    for type_, row in source.relationships():
        said = digest(row, type_)
        evidence = row["evidence"]
        had = there.take(type_, (row["head"], row["tail"], row["status"]), said)
        # That the relationship is there says nothing of its passages: others may have deleted some.
        missing = [passage for passage in evidence if there.take(EVIDENCE, (passage["iri"],), "") is Had.NONE]
        if had is Had.SAME and not missing and not again:
            yield _Piece("", {}, len(evidence), 1 + 3 * len(evidence))
        else:
            passages = [passage | {"properties": _properties(passage["properties"], had)} for passage in evidence]
            written = row | {"properties": _properties(row["properties"], had) | {"digest": said}, "evidence": passages}
            yield _Piece(merge_relationships(type_), written, len(evidence), 1 + 3 * len(evidence))


def _properties(properties: dict[str, Any], had: Had) -> dict[str, Any]:
    """What is to be set: what is not known must be taken away where the server has something, else it need not go."""
    if had is Had.NONE:
        return {name: value for name, value in properties.items() if value is not None}
    return properties


def _filled(pieces: Iterable[_Piece], batch_size: int) -> Iterator[Batch]:
    """Pieces as batches, each of one statement, of about that many nodes and relations with their passages."""
    waiting: dict[str, Batch] = {}
    for piece in pieces:
        batch = waiting.setdefault(piece.statement, Batch(piece.statement))
        if piece.statement:
            batch.rows.append(piece.row)
        batch.size += 1
        batch.nodes += piece.nodes
        batch.relationships += piece.relationships
        if batch.nodes >= batch_size:
            yield waiting.pop(piece.statement)
    yield from waiting.values()
