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
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy
import numpy.typing

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


Numbers = numpy.typing.NDArray[numpy.uint64]


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A report in some kilobytes. `digests` are in order; each figure has one for each time it is told."""

    id: str
    told: tuple[str | int | None, ...]
    digests: Numbers
    runs: int
    length: int
    figures: Numbers


class KnownReports:
    """The reports seen so far, to ask which of them a further one is like."""

    def __init__(self) -> None:
        self._by_key: dict[int, list[_Sketch]] = defaultdict(list)

    def like(self, report: Report) -> tuple[str, ...]:
        """The ids of the known reports that this one is alike, as they came; the report is known from then on."""
        sketch = _sketch(report)
        keys = sketch.digests[:_KEYS].tolist()
        candidates = {other.id: other for key in keys for other in self._by_key.get(key, ())}
        found = [id_ for id_, other in candidates.items() if _alike(sketch, other)]
        for key in keys:
            self._by_key[key].append(sketch)
        return tuple(sorted(set(found) - {report.id}))


def _sketch(report: Report) -> _Sketch:
    text = "".join(_WORDS.findall(report.text)).translate(_MASKS)
    runs = {text[at : at + RUN] for at in range(max(1, len(text) - RUN + 1))}
    times = Counter(_FIGURE.findall(report.text))
    return _Sketch(
        id=report.id,
        told=(report.place, report.year, report.half),
        digests=_digests(runs)[:_SKETCH].copy(),
        runs=len(runs),
        length=len(text),
        figures=_digests(f"{figure} {time}" for figure, often in times.items() for time in range(often)),
    )


def _digests(texts: Iterable[str]) -> Numbers:
    data = b"".join(blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return numpy.sort(numpy.frombuffer(data, dtype=">u8").astype(numpy.uint64))


def _alike(one: _Sketch, other: _Sketch) -> bool:
    return (
        _agree(one, other)
        and min(one.length, other.length) >= LENGTHS * max(one.length, other.length)
        and _shared(one, other) >= SHARED
        and _same_figures(one.figures, other.figures)
    )


def _agree(one: _Sketch, other: _Sketch) -> bool:
    """Whether what both reports tell of their county and period is the same."""
    return all(a is None or b is None or a == b for a, b in zip(one.told, other.told, strict=True))


def _shared(one: _Sketch, other: _Sketch) -> float:
    """The estimated share of the shorter report's runs that the other has."""
    smallest = numpy.union1d(one.digests, other.digests)[:_SKETCH]
    both = numpy.intersect1d(one.digests, other.digests, assume_unique=True)
    jaccard = float(numpy.isin(smallest, both, assume_unique=True).sum()) / len(smallest)
    return jaccard / (1 + jaccard) * (one.runs + other.runs) / min(one.runs, other.runs)


def _same_figures(one: Numbers, other: Numbers) -> bool:
    shared = numpy.intersect1d(one, other, assume_unique=True)
    return len(shared) >= NUMBERS * min(len(one), len(other))
