"""A million quads of generated reports: load, questions, export; beside rdflib's store in memory.

    python tests/bench/quads.py [--reports 1090]

Each part runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generated import extractions

from kg.errors import QueryError
from kg.exporting import FORMATS, export
from kg.extraction import write_jsonl
from kg.folder import EXTRACTIONS, QUADS, STORE, write_manifest
from kg.model import Graph
from kg.queries import sparql_questions
from kg.rdf import build_store, open_store, write_nquads
from kg.rdf.query import sparql_store
from kg.tables import Rows, render

REPORTS = 1090  # about a million quads
_ENDS = {"one": "东县人民医院", "other": "石桥镇卫生院"}
GIVEN = {"between": _ENDS, "shortest-chain": _ENDS}  # parameters without a default
COMPARED = "alliance-members"

Row = tuple[str, float, str]


def measured(reports: int = REPORTS) -> Iterator[Row]:
    """What, how much and of what unit, as it is measured."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, quarter = Path(temporary, "g"), Path(temporary, "quarter")
        number, _ = apart(write, folder, reports)
        apart(write, quarter, reports // 4)
        yield "quads: in", number, f"quads of {reports} generated reports"
        for name in (folder, quarter):
            seconds, memory = apart(load, name)
            if name is folder:
                yield "quads: load, named graphs and their union", seconds, f"s, {memory:,.0f} MB at most"
        answered, _ = apart(questions, folder)
        answered.sort(key=lambda each: -each[1])
        within = sum(seconds < 0.5 for _, seconds, _ in answered)
        yield "quads: questions answered in half a second", within, f"of {len(answered)}"
        for name, seconds, rows in answered[:5]:
            yield f"quads: question {name}", seconds, f"s, {rows:,} rows"
        for format in FORMATS:
            (seconds, size), memory = apart(exported, folder, format)
            _, before = apart(exported, quarter, format)
            unit = f"s, {size / 2**20:,.0f} MB written, {memory:,.0f} MB of memory ({before:,.0f} for a quarter)"
            yield f"quads: export {format}", seconds, unit
        (loading, asking, rows), memory = apart(with_rdflib, folder)
        yield "quads: rdflib, load into memory", loading, f"s, {memory:,.0f} MB at most"
        yield f"quads: rdflib, question {COMPARED}", asking, f"s, {rows:,} rows"


def write(folder: Path, reports: int) -> int:
    folder.mkdir()
    said = list(extractions(reports))
    write_jsonl(said, folder / EXTRACTIONS)
    write_nquads(said, folder / QUADS)
    graph = Graph.of(said)
    write_manifest(folder, reports=reports, entities=len(graph.entities), relations=len(graph.relations))
    with (folder / QUADS).open("rb") as file:
        return sum(1 for _ in file)


def load(folder: Path) -> float:
    return timed(lambda: build_store(folder / QUADS, folder / STORE))[1]


def questions(folder: Path) -> list[tuple[str, float, int]]:
    store, found = open_store(folder), []
    for name in sparql_questions():
        try:
            for _ in range(2):  # the second time, as of a store that is in use
                answer, seconds = timed(lambda name=name: sparql_store(store, name, parameters=GIVEN.get(name)))
            found.append((name, seconds, len(answer.rows)))
        except QueryError:
            found.append((name, 60.0, -1))
    return found


def exported(folder: Path, format: Any) -> tuple[float, int]:
    path = folder / ("export.zip" if format == "csv" else "export")
    seconds = timed(lambda: export(folder, path, format))[1]
    if path.is_file():
        size = path.stat().st_size
        path.unlink()
    else:  # neo4j-admin reads a folder
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        shutil.rmtree(path)
    return seconds, size


def with_rdflib(folder: Path) -> tuple[float, float, int]:
    from rdflib import Dataset, URIRef

    from kg.ontology import ontology_dir
    from kg.rdf.terms import PREFIXES

    dataset = Dataset(default_union=True)
    _, loading = timed(lambda: dataset.parse(folder / QUADS, format="nquads"))
    dataset.parse(ontology_dir() / "yilian.ttl", publicID=URIRef("urn:ontology"))
    text = sparql_questions()[COMPARED].text.replace("?alliance)", '"")')
    answer, asking = timed(lambda: list(dataset.query(text, initNs=PREFIXES)))
    return loading, asking, len(answer)


def apart(work: Callable[..., Any], *args: Any) -> tuple[Any, float]:
    """What work comes to in a process of its own, and the memory that it had at most, in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_with_memory, (work, args))


def _with_memory(work: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, float]:
    value = work(*args)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return value, peak / (2**20 if sys.platform == "darwin" else 2**10)  # ru_maxrss is in bytes there


def timed(action: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    value = action()
    return value, time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=REPORTS)
    rows = []
    for what, value, unit in measured(options.parse_args().reports):
        rows.append((what, f"{value:,.2f}", unit))
        print(f"{what}: {value:,.2f} {unit}", file=sys.stderr, flush=True)
    print(render(Rows(("what", "value", "unit"), rows)), end="")


if __name__ == "__main__":
    main()
