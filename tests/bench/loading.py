"""Into Neo4j: how fast, with how much memory, and beside rdflib-neo4j on the same facts.

    python tests/bench/loading.py [--large 6400] [--small 64] [--compared 1000]

The input is made by generated.py. Every load runs in a process of its own, so that its memory is its own, into an
empty Neo4j. rdflib-neo4j gets the graph's triples, in N-Triples, and an environment of its own: it is installed
into a temporary folder and left there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generated import extractions
from neo4j import GraphDatabase
from quads import apart

from kg.exporting import export
from kg.extraction import write_jsonl
from kg.folder import EXTRACTIONS, QUADS, STORE, write_manifest
from kg.property_graph import LoadResult, load
from kg.property_graph.merging import merged
from kg.property_graph.server import Server, running_server
from kg.rdf import build_store, write_nquads
from kg.tables import Rows, render

LARGE, SMALL, COMPARED = 6400, 64, 1000  # reports: about 1,000,000 relationships, 10,000, 160,000
RDFLIB_NEO4J = "rdflib-neo4j==1.1"

Row = tuple[str, float, str]


def measured(large: int = LARGE, small: int = SMALL, compared: int = COMPARED) -> Iterator[Row]:
    """What, how much and of what unit, as it is measured."""
    with tempfile.TemporaryDirectory() as temporary, running_server() as server:
        folders = {reports: Path(temporary, str(reports)) for reports in (small, large, compared)}
        for reports, folder in folders.items():
            apart(write, folder, reports)
        _, before = apart(nothing)
        for reports in (small, large):
            clear(server)
            first, memory = apart(loaded, folders[reports], server)
            again, _ = apart(loaded, folders[reports], server)
            size = first.nodes + first.relationships
            about = f"{first.nodes:,} nodes, {first.relationships:,} relationships"
            yield "neo4j: load into an empty database", size / first.seconds, f"nodes+relationships/s ({about})"
            yield "neo4j: memory of the loader", memory, f"MB ({before:,.0f} before it begins)"
            if not again.unchanged:
                raise SystemExit("the second load did not find the graph unchanged")
            yield "neo4j: load again, unchanged", again.seconds, f"s; the first took {first.seconds:,.1f} s"
        if compared:
            yield from beside_rdflib_neo4j(folders[compared], server)


def beside_rdflib_neo4j(folder: Path, server: Server) -> Iterator[Row]:
    """The same facts, one after the other, into the same server, which is warm by now."""
    clear(server)
    ours, _ = apart(loaded, folder, server)
    yield "neo4j: load of the compared reports", ours.seconds, f"s ({ours.nodes + ours.relationships:,} of both)"
    clear(server)
    triples = folder / "graph.nt"
    export(folder, triples)
    with triples.open("rb") as file:
        number = sum(1 for _ in file)
    with tempfile.TemporaryDirectory() as temporary:
        python = Path(temporary) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        venv.create(temporary, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", RDFLIB_NEO4J], check=True)
        given = {"uri": server.uri, "user": server.user, "pwd": server.password, "file": str(triples)}
        told = subprocess.run(
            [python, "-c", _WITH_RDFLIB_NEO4J], input=json.dumps(given), capture_output=True, text=True, check=True
        )
    seconds = float(told.stdout.splitlines()[-1])
    yield "neo4j: rdflib-neo4j, the same facts", seconds, f"s ({number:,} triples), {seconds / ours.seconds:,.1f} times"


_WITH_RDFLIB_NEO4J = """
import json, sys, time
from rdflib import Graph, Namespace
from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig
given = json.load(sys.stdin)
file = given.pop("file")
config = Neo4jStoreConfig(
    auth_data={"database": "neo4j", **given},
    handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
    batching=True,
)
started = time.monotonic()
graph = Graph(store=Neo4jStore(config=config))
graph.parse(file, format="nt")
graph.close(True)
print(time.monotonic() - started)
"""


def write(folder: Path, reports: int) -> None:
    """A graph folder of generated reports, without ever holding them all."""
    folder.mkdir()
    write_jsonl(extractions(reports), folder / EXTRACTIONS)
    write_manifest(folder, reports=reports, entities=0, relations=0)
    with merged(folder) as rows:
        entities, relations = sum(1 for _ in rows.entities()), sum(1 for _ in rows.relationships())
    write_manifest(folder, reports=reports, entities=entities, relations=relations)
    if reports <= COMPARED:  # for the comparison in triples
        write_nquads(list(extractions(reports)), folder / QUADS)
        build_store(folder / QUADS, folder / STORE)


def loaded(folder: Path, server: Server) -> LoadResult:
    return load(folder, server.uri, user=server.user, password=server.password)


def nothing() -> None:
    """What a process holds before it loads anything."""
    import neo4j  # noqa: F401

    from kg.ontology import schema

    schema()


def clear(server: Server) -> None:
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--large", type=int, default=LARGE, help="reports of the large graph")
    options.add_argument("--small", type=int, default=SMALL, help="reports of the small graph")
    options.add_argument("--compared", type=int, default=COMPARED, help="reports for rdflib-neo4j; 0 for none")
    given = options.parse_args()
    started = time.monotonic()
    rows: list[Any] = []
    for what, value, unit in measured(given.large, given.small, given.compared):
        rows.append((what, f"{value:,.2f}", unit))
        print(f"{time.monotonic() - started:,.0f} s: {what}: {value:,.2f} {unit}", file=sys.stderr, flush=True)
    print(render(Rows(("what", "value", "unit"), rows)), end="")


if __name__ == "__main__":
    main()
