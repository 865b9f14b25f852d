"""Loading a graph into a Neo4j server, and asking the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.model import Graph
from kg.property_graph import statements
from kg.property_graph.connection import connected
from kg.property_graph.driver_values import plain
from kg.property_graph.mapping import Row, node_groups, relationship_groups
from kg.property_graph.queries import MISSING_PARAMETERS, ONLY_READS, TOO_LONG
from kg.tables import Rows

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

BATCH_SIZE = 2_000

_NOT_THE_QUERY = ("Neo.ClientError.Security.", "Neo.ClientError.Database.")


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How much was written (made or renewed), and how long it took in seconds."""

    nodes: int
    relationships: int
    seconds: float


def load(
    graph: Graph,
    uri: str,
    *,
    user: str = "neo4j",
    password: str,
    database: str | None = None,
    batch_size: int = BATCH_SIZE,
    progress: Callable[[str, int, int], None] | None = None,
) -> LoadResult:
    """Write a graph into Neo4j; twice is once, and a load that broke off is completed by the next.

    First the constraints, then the nodes by class, then the relationships by type, `batch_size` rows in a transaction.
    What others have put beside the graph is left alone. `progress` is called with ("load", done, total).

    Raises StoreUnavailable where the server is away or goes away, or refuses the log-in or the writing.
    """
    started = time.monotonic()
    tell = progress or (lambda stage, done, total: None)
    nodes, relationships = list(node_groups(graph)), list(relationship_groups(graph))
    groups = [(statements.merge_nodes(group.labels), group.rows) for group in nodes]
    groups += [(statements.merge_relationships(group.type), group.rows) for group in relationships]
    node_count, relationship_count = sum(group.size for group in nodes), sum(group.size for group in relationships)
    total, done = node_count + relationship_count, 0

    tell("load", 0, total)
    with (
        connected(uri, user=user, password=password) as driver,
        driver.session(database=database) as session,
    ):
        for statement in (*statements.CONSTRAINTS, statements.NAME_INDEX, statements.FULL_TEXT_INDEX):
            session.run(statement).consume()
        for statement, rows in groups:
            while batch := list(islice(rows, batch_size)):
                session.execute_write(_write, statement, batch)
                done += len(batch)
                tell("load", done, total)
    return LoadResult(node_count, relationship_count, time.monotonic() - started)


def _write(transaction: ManagedTransaction, statement: str, rows: list[Row]) -> None:
    transaction.run(statement, rows=rows).consume()


def ask(
    uri: str,
    query: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    user: str = "neo4j",
    password: str,
    database: str | None = None,
    timeout: float | None = None,
) -> Rows:
    """The answer of a server to a Cypher query in a read transaction; `timeout` in seconds.

    Raises QueryError for a query that cannot be read, writes, or takes too long, StoreUnavailable as `load` does.
    """
    from neo4j import READ_ACCESS, unit_of_work
    from neo4j.exceptions import ClientError

    @unit_of_work(timeout=timeout)
    def read(transaction: ManagedTransaction) -> Rows:
        result = transaction.run(query, dict(parameters or {}))
        return Rows(tuple(result.keys()), [tuple(plain(value) for value in record.values()) for record in result])

    with connected(uri, user=user, password=password) as driver:
        try:
            with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
                return session.execute_read(read)
        except ClientError as error:
            if (error.code or "").startswith(_NOT_THE_QUERY):
                raise
            raise QueryError(_explain(error)) from error


def _explain(error: Any) -> str:
    code, text = error.code or "", error.message or str(error)
    if code.endswith("Statement.AccessMode"):
        return ONLY_READS
    if code.endswith("ParameterMissing"):
        return MISSING_PARAMETERS.format(text.rpartition(":")[2].strip())
    if "TransactionTimedOut" in code:
        return TOO_LONG
    return f"The query cannot be run: {text}"
