"""Which reports are copies of one another but for some characters: masked years and names, a publisher's words.

Two reports are alike if nine tenths of what the shorter says, in runs of five characters, the longer says too,
and nothing that both tell speaks against it: another county, another period, other numbers. A county's reports of
two years may repeat each other almost word for word, but not figure for figure.

What a report says in runs is estimated from the 512 runs with the smallest digests (a bottom-k sketch, Broder 1997),
so that each report is held in some kilobytes and compared with those alone that share some of its smallest digests.

>>> from kg.model import Report
>>> said = "".join(f"{town}镇卫生院诊疗{number}人次，同比增长。" for number, town in enumerate("东西南北上中下", 1100))
>>> known = KnownReports()
>>> known.like(Report("a", "a.txt", (1, 1), 0, len(said), said, year=2019))
()
>>> copy = "某文库收集" + said.replace("1103", "××")
>>> known.like(Report("b", "b.txt", (1, 1), 0, len(copy), copy))
('a',)
>>> later = said.replace("110", "212")
>>> known.like(Report("c", "c.txt", (1, 1), 0, len(later), later))
()
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import nsmallest

from kg.model import Report

RUN = 5
SHARED = 0.9
"""The share of the shorter report's runs that a copy has, by estimate."""
LENGTHS = 0.5
"""How short one of two copies may be, as a share of the other."""
NUMBERS = 0.75
"""The share of the figures that two copies have in common, of those of the report that tells fewer."""

_SKETCH = 512
_KEYS = 24  # of the smallest digests, by which reports are found; so many that copies share some
_WORDS = re.compile(r"[^\W\d_]+")
_MASK = "某×＊*XxＸｘ"
_FIGURE = re.compile(rf"(?<![\d.{_MASK}])\d+(?:\.\d+)?(?![\d.{_MASK}])")
_MASKS = str.maketrans("", "", _MASK)


@dataclass(frozen=True, slots=True)
class _Sketch:
    report: Report
    digests: frozenset[int]
    runs: int
    length: int
    figures: Counter[str]


class KnownReports:
    """The reports seen so far, to ask which of them a further one is like."""

    def __init__(self) -> None:
        self._by_key: dict[int, list[_Sketch]] = defaultdict(list)

    def like(self, report: Report) -> tuple[str, ...]:
        """The ids of the known reports that this one is alike, as they came; the report is known from then on."""
        sketch = _sketch(report)
        keys = nsmallest(_KEYS, sketch.digests)
        candidates = {other.report.id: other for key in keys for other in self._by_key[key]}
        found = [id_ for id_, other in candidates.items() if _alike(sketch, other)]
        for key in keys:
            self._by_key[key].append(sketch)
        return tuple(sorted(set(found) - {report.id}))


def _sketch(report: Report) -> _Sketch:
    text = "".join(_WORDS.findall(report.text)).translate(_MASKS)
    runs = {text[at : at + RUN] for at in range(max(1, len(text) - RUN + 1))}
    digests = (int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
    return _Sketch(
        report=replace(report, text="", skip=(), line_starts=(0,)),
        digests=frozenset(nsmallest(_SKETCH, digests)),
        runs=len(runs),
        length=len(text),
        figures=Counter(_FIGURE.findall(report.text)),
    )


def _alike(one: _Sketch, other: _Sketch) -> bool:
    return (
        _agree(one.report, other.report)
        and min(one.length, other.length) >= LENGTHS * max(one.length, other.length)
        and _shared(one, other) >= SHARED
        and _same_figures(one.figures, other.figures)
    )


def _agree(one: Report, other: Report) -> bool:
    """Whether what both reports tell of their county and period is the same."""
    told = ((one.place, other.place), (one.year, other.year), (one.half, other.half))
    return all(a is None or b is None or a == b for a, b in told)


def _shared(one: _Sketch, other: _Sketch) -> float:
    """The estimated share of the shorter report's runs that the other has."""
    smallest = nsmallest(_SKETCH, one.digests | other.digests)
    jaccard = sum(digest in one.digests and digest in other.digests for digest in smallest) / len(smallest)
    return jaccard / (1 + jaccard) * (one.runs + other.runs) / min(one.runs, other.runs)


def _same_figures(one: Counter[str], other: Counter[str]) -> bool:
    fewer = min(one.total(), other.total())
    return (one & other).total() >= NUMBERS * fewer
