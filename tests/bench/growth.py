"""Whole builds of 50 to 5,000 reports: speed and peak memory at both ends, and where the time goes.

    python tests/bench/growth.py [--reports 50 500 5000]

Each build runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generated import invented_name

from kg.documents import Failure, read_reports
from kg.pipeline import build
from kg.samples import samples
from kg.tables import Rows, render

REPORTS = (50, 500, 5000)
STAGES = {
    "extract": "reading and extraction",
    "write": "writing the graph",
    "store": "building the store",
    "check": "checking",
}

Row = tuple[str, float, str]


def write_reports(folder: Path, number: int) -> int:
    """Write that many report files, each unlike the others in its county; returns their characters.

    They are the shipped samples: each copy has its own county, so that no text repeats another and the graph grows
    with the number of reports.
    """
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


@dataclass
class Built:
    """A build: its characters, seconds by stage, peak memory in MB, relations."""

    characters: int
    stages: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0
    relations: int = 0

    @property
    def speed(self) -> float:
        return self.characters / sum(self.stages.values())


def measured(sizes: Sequence[int] = REPORTS) -> Iterator[Row]:
    """What, how much and of what unit, for builds of so many reports each."""
    builds: dict[int, Built] = {}
    for size in sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            each = builds[size] = pool.apply(one_build, (size,))
        what = f"build of {size:,} reports"
        yield what, each.speed, f"characters/s ({each.characters:,} characters, {each.relations:,} relations)"
        yield f"{what}: peak memory", each.memory, "MB"
        for stage, name in STAGES.items():
            yield f"{what}: {name}", 100 * each.stages[stage] / sum(each.stages.values()), "% of the time"
    if len(builds) > 1:
        few, many = min(builds), max(builds)
        share = builds[many].speed / builds[few].speed
        yield f"build: speed with {many:,} reports", 100 * share, f"% of that with {few:,} (100: linear)"


def one_build(size: int) -> Built:
    """Build that many reports in this process, with nothing loaded before."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        built = Built(write_reports(folder / "reports", size), dict.fromkeys(STAGES, 0.0))
        marks: list[tuple[str, float]] = [("extract", time.perf_counter())]

        def note(stage: str, done: int, total: int) -> None:
            if stage != marks[-1][0]:
                marks.append((stage, time.perf_counter()))

        result = build([folder / "reports"], folder / "g", progress=note)
        marks.append(("", time.perf_counter()))
        for (stage, start), (_, end) in zip(marks, marks[1:], strict=False):
            built.stages[stage] += end - start
        built.relations = result.counts.relations
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    built.memory = peak / (2**20 if sys.platform == "darwin" else 2**10)  # ru_maxrss is in bytes there
    return built


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, nargs="+", default=REPORTS)
    rows = [(what, f"{value:,.1f}", unit) for what, value, unit in measured(options.parse_args().reports)]
    print(render(Rows(("what", "value", "unit"), rows)), end="")


if __name__ == "__main__":
    main()
