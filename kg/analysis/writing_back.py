"""Scores as properties of the nodes in Neo4j, so that its Browser can size and colour by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.analysis.scores import SCORES, EntityScores
from kg.property_graph.connection import connected
from kg.property_graph.statements import DEFAULT_GRAPH

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

BATCH_SIZE = 2_000

# A property that is set to null is removed.
_WRITE = """UNWIND $rows AS row
MATCH (node:Entity {iri: row.iri}) WHERE $graph IS NULL OR node.graph = $graph
SET node += row.scores
RETURN count(DISTINCT row.iri) AS nodes"""
_SCORED = """MATCH (node:Entity) WHERE node.degree IS NOT NULL AND ($graph IS NULL OR node.graph = $graph)
RETURN DISTINCT node.iri AS iri"""


@dataclass(frozen=True, slots=True)
class WriteBackResult:
    """How many nodes bear scores now, how many no longer, and how many of the scored are not in the server."""

    written: int
    removed: int
    missing: int


def write_back(
    found: Iterable[EntityScores],
    uri: str,
    *,
    user: str = "neo4j",
    password: str,
    database: str | None = None,
    graph: str | None = DEFAULT_GRAPH,
    batch_size: int = BATCH_SIZE,
    progress: Callable[[str, int, int], None] | None = None,
) -> WriteBackResult:
    """Write scores to the nodes of a graph that `load` has put into Neo4j; twice is once.

    A node gets the properties `degree`, `betweenness`, `pageRank`, `community` and `coreNumber`, and one that is
    scored no longer loses them: what stands there is of one analysis. Nodes are never made. A database may hold
    several graphs: `graph` names the one that is meant (the property `graph` of its nodes), None all of them.
    `batch_size` nodes are written in a transaction, which the driver repeats where the server asks for it.

    Raises StoreUnavailable where the server is away or goes away, or refuses the log-in or the writing.
    """
    tell = progress or (lambda stage, done, total: None)
    rows: list[dict[str, Any]] = [{"iri": each.iri, "scores": each.properties()} for each in found]
    scored = {row["iri"] for row in rows}
    with (
        connected(uri, user=user, password=password) as driver,
        driver.session(database=database) as session,
    ):
        before = set(session.execute_read(_scored, graph))
        gone: list[dict[str, Any]] = [{"iri": iri, "scores": dict.fromkeys(SCORES)} for iri in sorted(before - scored)]
        batches, done, written = iter((*gone, *rows)), 0, 0
        while batch := list(islice(batches, batch_size)):
            written += session.execute_write(_write, batch, graph)
            done += len(batch)
            tell("write back", done, len(gone) + len(rows))
    written -= len(gone)
    return WriteBackResult(written, len(gone), len(rows) - written)


def _scored(transaction: ManagedTransaction, graph: str | None) -> list[str]:
    return [record["iri"] for record in transaction.run(_SCORED, graph=graph)]


def _write(transaction: ManagedTransaction, rows: list[dict[str, Any]], graph: str | None) -> int:
    """How many entities were there to be written."""
    counted = transaction.run(_WRITE, rows=rows, graph=graph).single(strict=True)
    nodes: int = counted["nodes"]
    return nodes
