"""The two Cypher stores behind one face, so that one test asks both the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extraction import write_jsonl
from kg.folder import EXTRACTIONS, write_manifest
from kg.model import Extraction, Graph
from kg.property_graph import cypher, load
from kg.property_graph.server import Server
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


def put(graph: Graph, server: Server, **options: Any) -> None:
    load(graph, server.uri, user=server.user, password=server.password, **options)
