"""Asking a Neo4j server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.property_graph.connection import connected
from kg.property_graph.driver_values import plain
from kg.property_graph.queries import MISSING_PARAMETERS, ONLY_READS, TOO_LONG
from kg.tables import Rows

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

_NOT_THE_QUERY = ("Neo.ClientError.Security.", "Neo.ClientError.Database.")


def ask(
    uri: str,
    query: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    user: str = "neo4j",
    password: str,
    database: str | None = None,
    timeout: float | None = None,
    write: bool = False,
) -> Rows:
    """The answer of a server to a Cypher query in a read transaction, or with `write` in one that may write.

    The query's text goes to the server as it is, and parameters beside it. `timeout` is in seconds.

    Raises QueryError for a query that cannot be run, writes without leave, or takes too long, StoreUnavailable as
    `load` does.
    """
    from neo4j import READ_ACCESS, WRITE_ACCESS, unit_of_work
    from neo4j.exceptions import ClientError

    @unit_of_work(timeout=timeout)
    def answer(transaction: ManagedTransaction) -> Rows:
        result = transaction.run(query, dict(parameters or {}))
        return Rows(tuple(result.keys()), [tuple(plain(value) for value in record.values()) for record in result])

    with connected(uri, user=user, password=password) as driver:
        try:
            mode = WRITE_ACCESS if write else READ_ACCESS
            with driver.session(database=database, default_access_mode=mode) as session:
                return session.execute_write(answer) if write else session.execute_read(answer)
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
    if "TransactionTimedOut" in code or code.endswith("LockClientStopped"):
        return TOO_LONG
    return f"The query cannot be run: {text}"
