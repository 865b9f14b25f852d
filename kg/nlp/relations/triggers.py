"""Where a clause says a relation.

>>> from kg.nlp.relations.sentences import sentences
>>> [sentence] = sentences("县医院与市医院签约", [Found(0, 3, "县医院", "Hospital")])
>>> [(t.relation, t.frame, t.text) for t in triggers_in("县医院与市医院签约", sentence, sentence.clauses[0])]
[('contractsWith', 'mutual', '签约')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import MalformedFile
from kg.nlp.mentions.found import Found
from kg.nlp.relations.structure import Clause, Sentence
from kg.nlp.rules import any_of, load
from kg.ontology import schema


class Trigger(NamedTuple):
    """Where a clause says a relation, and the frame that finds its ends."""

    relation: str
    frame: str
    start: int
    end: int
    text: str


def _triggers() -> list[tuple[str, str, re.Pattern[str]]]:
    entries = load("relations")["trigger"]
    for entry in entries:
        if entry.get("relation") not in schema().relations:
            raise MalformedFile(f"relations.toml: {entry.get('relation')!r} is no relation of the ontology.")
    return [(entry["relation"], entry["frame"], re.compile(any_of("relations", entry["words"]))) for entry in entries]


_TRIGGERS = _triggers()
_ALSO_IN_SCHEMES = ("pilot", "trainees")  # 到县医院参加全科医生转岗培训
_IS_JUDGED = re.compile('工作|先进|模范|[”"]')  # “驻村帮扶工作模范单位”
_ASIDE = re.compile(r"（[^（）]{8,}）|《[^《》]*》")


def triggers_in(text: str, sentence: Sentence, clause: Clause) -> Iterator[Trigger]:
    """The triggers of a clause, by the order of the rules; those inside names, titles and asides are none.

    >>> sentence = Sentence(0, 9, "印发《合作协议》。", 0)
    >>> list(triggers_in("印发《合作协议》。", sentence, Clause(0, 8, "印发《合作协议》")))
    []
    """
    names = [m for m in sentence.mentions if m.kind != "kind"]
    asides = [(m.start() + sentence.start, m.end() + sentence.start) for m in _ASIDE.finditer(sentence.text)]
    titles = [aside for aside in asides if text[aside[0]] == "《"]
    for relation, frame, pattern in _TRIGGERS:
        # a pilot may be told in an aside, and in the name of its programme
        closed = titles if frame == "pilot" else asides
        for match in pattern.finditer(text, clause.start, clause.end):
            start, end = match.span()
            signed = frame == "membership" and text.startswith("》", end)  # 签订《医联体协议》
            aims = frame == "directed" and any(m.start == end and m.cls == "Place" for m in names)  # 驻村帮扶|某村
            if (any(s <= start < e for s, e in closed) and not signed) or (
                _is_in_name(text, match, names, frame) and not aims
            ):
                continue
            yield Trigger(relation, frame, start, end, match[0])


def _is_in_name(text: str, match: re.Match[str], names: list[Found], frame: str) -> bool:
    inside = [m for m in names if m.start <= match.start() < m.end]
    schemes = [m for m in inside if m.cls == "Programme"]
    if frame == "directed" and any(m.end == match.end() for m in schemes):
        return _IS_JUDGED.match(text, match.end()) is not None  # 开展组团式帮扶: the name says what is done
    return bool(inside) and not (frame in _ALSO_IN_SCHEMES and bool(schemes))
