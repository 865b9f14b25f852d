"""Asking a graph in Cypher, wherever it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import QueryError, StoreUnavailable
from kg.property_graph.queries import NOTHING_TO_WRITE, find
from kg.tables import Rows


def cypher(
    target: Path | str,
    query: str,
    *,
    parameters: Mapping[str, Any] | None = None,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    timeout: float | None = None,
    write: bool = False,
) -> Rows:
    """Ask a graph folder or a Neo4j server a Cypher question; it can only read, unless `write` is given for a server.

    `target` is a folder that `kg build` wrote, or an address such as bolt://localhost:7687, for which `user`,
    `password` and `database` are taken from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE where they are not
    given. `query` is text, a .cypher file, or the name of a shipped query. `timeout` is in seconds.

    The rows hold plain values: a node is `{"labels": […], "properties": {…}}`, a relationship
    `{"type": …, "properties": {…}}`, a path `{"nodes": […], "relationships": […]}`, a date ISO 8601 text.

    Raises NotAGraph, MissingExtra, QueryError, StoreUnavailable.
    """
    text, bound = find(query, parameters or {})
    if "://" not in str(target):
        from kg.property_graph import embedded

        if write:
            raise QueryError(f"{target}: {NOTHING_TO_WRITE}")
        return embedded.ask(target, text, bound, timeout=timeout)

    from kg.property_graph import neo4j

    password = os.environ.get("NEO4J_PASSWORD") if password is None else password
    if password is None:
        raise StoreUnavailable(f"{target}: Neo4j needs a password; set NEO4J_PASSWORD.")
    return neo4j.ask(
        str(target),
        text,
        bound,
        user=user or os.environ.get("NEO4J_USERNAME") or "neo4j",
        password=password,
        database=database or os.environ.get("NEO4J_DATABASE") or None,
        timeout=timeout,
        write=write,
    )
