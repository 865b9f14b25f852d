"""How fast, and with how much memory: `make bench` prints the figures and keeps them in results.json.

The input is made of the shipped sample reports: each copy has its own county, so that no
text repeats another and the graph grows with the number of reports.

    python tests/bench/bench.py [--reports 50] [--neo4j-reports 500]
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import quads
import view

from kg.documents import Failure, read_reports
from kg.extracting import extract
from kg.model import Graph, Report
from kg.nlp.pipeline import pipeline
from kg.pipeline import build
from kg.property_graph import load
from kg.property_graph.server import running_server
from kg.rdf import validate
from kg.resolution import resolve
from kg.samples import samples
from kg.tables import Rows, render

T = TypeVar("T")
KG = (sys.executable, "-c", "from kg.cli import main; main()")
RESULTS = Path(__file__).with_name("results.json")


def write_reports(folder: Path, number: int) -> int:
    """Write that many report files, each unlike the others in its county; returns their characters."""
    folder.mkdir()
    characters = 0
    reports = (report for report in read_reports(samples()) if not isinstance(report, Failure))
    texts = [(report.text, report.place) for report in reports if report.place]
    for index in range(number):
        text, place = texts[index % len(texts)]
        text = text.replace(place[:-1], invented_name(index // len(texts)) + place[:-1])
        (folder / f"{index:05}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def invented_name(number: int) -> str:
    """A prefix for the name of a county, another for each number: 东, 南, 西, …, 东东, 东南, …"""
    characters = "东南西北上中下新古大"
    name = ""
    while number:
        number, digit = divmod(number - 1, len(characters))
        name = characters[digit] + name
    return name


@dataclass(frozen=True)
class Figure:
    """One measured number."""

    what: str
    value: float
    unit: str

    def row(self) -> tuple[str, str, str]:
        return self.what, f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:,.2f}", self.unit


def end_to_end(folder: Path, characters: int) -> Iterator[Figure]:
    """`kg extract` as a user runs it, in a process of its own: first output, speed, peak memory."""
    started = time.perf_counter()
    process = subprocess.Popen([*KG, "extract", str(folder)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    first = time.perf_counter() - started
    while process.stdout.read(1 << 20):
        pass
    _, status, usage = os.wait4(process.pid, 0)
    whole = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("kg extract failed")
    yield Figure("extract: first output", first, "s after the start")
    yield Figure("extract: all, start included", characters / whole, "characters/s")
    yield Figure("extract: all but the start", characters / (whole - first), "characters/s")
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
    yield Figure("extract: peak memory", usage.ru_maxrss * unit / 2**20, "MB")


def stages(folder: Path) -> Iterator[Figure]:
    """The characters a second of each stage by itself, in this process, with everything loaded."""
    reports, seconds = timed(lambda: list(reports_of(folder)))
    characters = sum(len(report.text) for report in reports)
    yield Figure("read", characters / seconds, "characters/s")
    nlp, spent = pipeline(), dict.fromkeys(["segment", *pipeline().pipe_names, "resolve"], 0.0)
    for report in reports:
        doc, spent_here = timed(lambda report=report: nlp.make_doc(report.text))
        spent["segment"] += spent_here
        doc._.place = report.place
        for name, component in nlp.pipeline:
            doc, spent_here = timed(lambda component=component, doc=doc: component(doc))
            spent[name] += spent_here
        spent["resolve"] += timed(lambda report=report, doc=doc: resolve(report, doc._.mentions, doc._.relations))[1]
    for name, seconds in spent.items():
        yield Figure(name, characters / seconds, "characters/s")
    yield Figure("extract: all stages", characters / sum(spent.values()), "characters/s")
    out = folder.parent / "g"
    result, seconds = timed(lambda: build([folder], out))
    yield Figure("build: all", characters / seconds, "characters/s")
    yield Figure("validate", timed(lambda: validate(out))[1], f"s for {len(result.graph.relations)} relations")


def neo4j(folder: Path) -> Iterator[Figure]:
    """Nodes and relationships a second into an empty Neo4j, and again into the full one."""
    graph = Graph.of(extract(reports_of(folder)))
    with running_server() as server:
        for what in ("load: into an empty Neo4j", "load: again"):
            result = load(graph, server.uri, user=server.user, password=server.password)
            number = result.nodes + result.relationships
            yield Figure(what, number / result.seconds, f"nodes+relationships/s ({number:,})")


def reports_of(folder: Path) -> Iterator[Report]:
    for found in read_reports([folder]):
        if isinstance(found, Failure):
            raise SystemExit(f"the bench's own input cannot be read: {found}")
        yield found


def timed(action: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    value = action()
    return value, time.perf_counter() - started


def machine() -> dict[str, str | int | None]:
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", cpu.read_text()) if cpu.exists() else None
    return {
        "cpu": model[1] if model else platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=50, help="reports to extract")
    options.add_argument("--quads-reports", type=int, default=quads.REPORTS, help="reports that make quads; 0 for none")
    options.add_argument("--neo4j-reports", type=int, default=500, help="reports whose graph is loaded; 0 for none")
    options.add_argument("--view-counties", type=int, default=view.COUNTIES, help="counties of the page; 0 for none")
    given = options.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as temporary:
        small, large = Path(temporary, "small"), Path(temporary, "large")
        characters = write_reports(small, given.reports)
        figures.append(Figure("input", characters, f"characters in {given.reports} reports"))
        figures.extend(end_to_end(small, characters))
        figures.extend(stages(small))
        if given.quads_reports:
            figures.extend(Figure(*row) for row in quads.measured(given.quads_reports))
        if given.view_counties:
            figures.extend(Figure(*row) for row in view.measured(given.view_counties))
        if given.neo4j_reports:
            write_reports(large, given.neo4j_reports)
            figures.extend(neo4j(large))
    print(render(Rows(("what", "value", "unit"), [figure.row() for figure in figures])), end="")
    kept = {"date": datetime.date.today().isoformat(), "machine": machine(), "figures": [asdict(f) for f in figures]}
    RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"kept in {RESULTS}")


if __name__ == "__main__":
    main()
