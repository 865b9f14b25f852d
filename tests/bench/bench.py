"""How fast, and with how much memory: `make bench` prints the figures and keeps them in results.json.

The input is made of the shipped sample reports: each copy has its own county, so that no
text repeats another and the graph grows with the number of reports.

    python tests/bench/bench.py [--reports 50] [--build-reports 50 500 5000] [--neo4j-reports 6400]
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

import growth
import loading
import quads
import view
from growth import write_reports

from kg.documents import Failure, read_reports
from kg.model import Report
from kg.nlp.pipeline import annotate, pipeline
from kg.pipeline import build
from kg.rdf import validate
from kg.resolution import resolve
from kg.tables import Rows, render

T = TypeVar("T")
KG = (sys.executable, "-c", "from kg.cli import main; main()")
RESULTS = Path(__file__).with_name("results.json")


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
    (first, *reports), seconds = timed(lambda: list(reports_of(folder)))
    characters = sum(len(report.text) for report in reports)
    yield Figure("read", (len(first.text) + characters) / seconds, "characters/s")
    resolve(first, (doc := annotate(first))._.mentions, doc._.relations)  # what is loaded when it is first needed
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
    yield Figure("validate", timed(lambda: validate(out))[1], f"s for {result.counts.relations} relations")


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


def measured(given: argparse.Namespace, folder: Path) -> Iterator[Figure]:
    """All figures that are asked for, as they are measured."""
    small = folder / "small"
    characters = write_reports(small, given.reports)
    yield Figure("input", characters, f"characters in {given.reports} reports")
    yield from end_to_end(small, characters)
    rows = [growth.measured(given.build_reports)]
    if given.quads_reports:
        rows.append(quads.measured(given.quads_reports))
    if given.view_counties:
        rows.append(view.measured(given.view_counties))
    if given.neo4j_reports:
        rows.append(loading.measured(given.neo4j_reports))
    yield from (Figure(*row) for part in rows for row in part)
    # last, for what this process takes counts as the least of those that it starts (getrusage(2), ru_maxrss)
    yield from stages(small)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=50, help="reports to extract")
    options.add_argument("--build-reports", type=int, nargs="*", default=growth.REPORTS, help="reports of whole builds")
    options.add_argument("--quads-reports", type=int, default=quads.REPORTS, help="reports that make quads; 0 for none")
    options.add_argument("--neo4j-reports", type=int, default=loading.LARGE, help="reports to load; 0 for none")
    options.add_argument("--view-counties", type=int, default=view.COUNTIES, help="counties of the page; 0 for none")
    given = options.parse_args()
    figures: list[Figure] = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        for figure in measured(given, Path(temporary)):
            figures.append(figure)
            what, value, unit = figure.row()
            print(f"{time.monotonic() - started:,.0f} s: {what}: {value} {unit}", file=sys.stderr, flush=True)
    print(render(Rows(("what", "value", "unit"), [figure.row() for figure in figures])), end="")
    kept = {"date": datetime.date.today().isoformat(), "machine": machine(), "figures": [asdict(f) for f in figures]}
    RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"kept in {RESULTS}")


if __name__ == "__main__":
    main()
