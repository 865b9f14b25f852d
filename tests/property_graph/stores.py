"""The two Cypher stores behind one face, so that one test asks both the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extraction import write_jsonl
from kg.folder import EXTRACTIONS, write_manifest
from kg.model import Extraction, Graph
from kg.property_graph import LoadResult, cypher, load
from kg.property_graph.server import Server
from kg.property_graph.statements import DEFAULT_GRAPH, OF_THE_LOAD
from kg.tables import Rows


@dataclass(frozen=True)
class Store:
    """A store with the sample graph in it."""

    name: str
    target: str
    server: Server | None = None

    def ask(self, query: str, **parameters: Any) -> Rows:
        return self.ask_with(query, parameters)

    def ask_with(self, query: str, parameters: dict[str, Any], *, timeout: float | None = None) -> Rows:
        login = {"user": self.server.user, "password": self.server.password} if self.server else {}
        return cypher(self.target, query, parameters=parameters, timeout=timeout, **login)


def write_folder(folder: Path, extractions: Iterable[Extraction]) -> Path:
    """A graph folder as far as the Cypher store needs it: the record and the manifest."""
    extractions = list(extractions)
    graph = Graph.of(extractions)
    folder.mkdir(exist_ok=True)
    write_jsonl(extractions, folder / EXTRACTIONS)
    write_manifest(folder, reports=len(graph.reports), entities=len(graph.entities), relations=len(graph.relations))
    return folder


def without_load(found: dict[str, Any]) -> dict[str, Any]:
    """A node or relationship without the properties that only a load into a server adds."""
    properties = {name: value for name, value in found["properties"].items() if name not in OF_THE_LOAD}
    return {**found, "properties": properties}


def whole(server: Server, graph: str = DEFAULT_GRAPH) -> tuple[list[Any], list[Any], list[Any]]:
    """Every node of a graph with its labels and properties, every relationship, and what the server says of the graph.

    In an order of their own; two servers that hold the same graph give equal lists.
    """

    def ask(query: str) -> list[Any]:
        found = cypher(server.uri, query, parameters={"graph": graph}, user=server.user, password=server.password)
        return sorted(found.rows, key=repr)

    nodes = ask("MATCH (n {graph: $graph}) RETURN n")
    relationships = ask("MATCH (a {graph: $graph})-[r]->(b) RETURN a.iri, type(r), b.iri, r")
    return nodes, relationships, ask("MATCH (g:Graph {name: $graph}) RETURN g")


def put(source: Graph | Path, server: Server, **options: Any) -> LoadResult:
    return load(source, server.uri, user=server.user, password=server.password, **options)


def clear(server: Server) -> None:
    """Delete all nodes and relationships."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
