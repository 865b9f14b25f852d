"""Graph folders and stores for the tests of RDF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.extraction import write_jsonl
from kg.folder import EXTRACTIONS, QUADS, STORE, write_manifest
from kg.ids import ONTOLOGY
from kg.model import Extraction, Graph
from kg.rdf import build_store, write_nquads


def write_folder(folder: Path, extractions: Iterable[Extraction]) -> Path:
    """A graph folder with the parts that RDF reads."""
    extractions = list(extractions)
    folder.mkdir(exist_ok=True)
    write_jsonl(extractions, folder / EXTRACTIONS)
    write_nquads(extractions, folder / QUADS)
    build_store(folder / QUADS, folder / STORE)
    graph = Graph.of(extractions)
    write_manifest(folder, reports=len(graph.reports), entities=len(graph.entities), relations=len(graph.relations))
    return folder


def add_turtle(store: Store, turtle: str) -> None:
    """Add triples in Turtle (prefixes yl, id, rdfs, xsd) to the store's default graph."""
    prefixes = {
        "yl": ONTOLOGY,
        "id": "https://w3id.org/yilian/id/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    store.load(head + turtle, format=RdfFormat.TURTLE)
