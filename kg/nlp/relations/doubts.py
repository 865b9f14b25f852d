"""How sure a reading is: what makes it doubtful, and what that costs, measured on annotated reports.

The weights in confidence.toml are those of a logistic regression, which `python -m kg.nlp.training.confidence` fits:
a reading with confidence 0.8 should be right four times out of five.

>>> confidence("mutual", ()) > confidence("mutual", ("carried over", "crowded"))
True
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from kg.nlp.mentions.found import Found
from kg.nlp.relations.structure import Clause, Sentence

DOUBTS = {
    "carried over": "who acts is carried over from a clause before",
    "another sentence": "an end stands in a sentence before",
    "nobody named": "nobody is named: the reporting county, bureau or institution is meant",
    "stand-in": "an end is a stand-in (该院, 双方)",
    "a kind": "an end names a kind, not a set or a thing",
    "crowded": "the clause names others between them",
}
"""What a reading may be doubted for, with what it means."""

_OF_THE_REPORT = frozenset({"home_place", "home_bureau", "own"})
WEIGHTS = Path(__file__).with_name("confidence.toml")


def doubts(clause: Clause, sentence: Sentence, ends: tuple[Found | None, Found | None]) -> tuple[str, ...]:
    """What makes it doubtful that a clause says a relation of these ends; names of DOUBTS.

    >>> clause = Clause(0, 6, "县医院签约了")
    >>> doubts(clause, Sentence(0, 6, clause.text, 0), (None, Found(0, 3, "县医院", "Hospital", place="县")))
    ('nobody named',)
    """
    named = [end for end in ends if end is not None]
    found = []
    if any(sentence.start <= end.start < clause.start for end in named):
        found.append("carried over")
    if any(end.start < sentence.start for end in named):
        found.append("another sentence")
    if len(named) < 2:
        found.append("nobody named")
    if any(end.kind == "anaphor" and end.means not in _OF_THE_REPORT for end in named):
        found.append("stand-in")
    if any(end.kind == "kind" and not end.quantified and end.cls != "MedicalAlliance" for end in named):
        found.append("a kind")
    if _others_between(clause, named):
        found.append("crowded")
    return tuple(found)


def _others_between(clause: Clause, ends: list[Found]) -> bool:
    """Whether a group that holds none of the ends stands between them."""
    if len(ends) < 2:
        return False
    first, last = min(end.start for end in ends), max(end.end for end in ends)
    return any(
        first < group.start and group.end < last and not any(end in group.mentions for end in ends)
        for group in clause.groups
        if group.first.cls != "Programme"
    )


@cache
def _weights() -> dict[str, Any]:
    with WEIGHTS.open("rb") as file:
        return tomllib.load(file)


def confidence(reading: str, doubted: Iterable[str]) -> float:
    """How likely it is, in (0, 1), that what was read by a frame or rule of this name is right.

    >>> 0 < confidence("no such frame", ()) < 1
    True
    """
    weights = _weights()
    score = weights["readings"].get(reading, weights["other"]) + sum(weights["doubts"].get(d, 0.0) for d in doubted)
    return round(1 / (1 + math.exp(-score)), 2)
