"""Centres that stand in brackets behind their number, departments that are counted without a classifier:
“五大中心”（胸痛、卒中、创伤……）, 肛肠、推拿两科.

>>> [m.full for m in listed_centres("建成三大中心（胸痛、卒中、创伤中心）")]
['胸痛中心', '卒中中心', '创伤中心']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.lexicon import Hits
from kg.nlp.mentions.list_items import items
from kg.nlp.mentions.names import FOUNDING
from kg.nlp.mentions.numbers import number
from kg.nlp.mentions.parts import COUNTED_DEPARTMENTS
from kg.nlp.mentions.shared_endings import COMMON_ENDING
from kg.nlp.rules import one_of

_CENTRES = re.compile(
    rf"[三四五六七]大{one_of('collectives', 'shared_ending.centres')}?中心[”\"]?(?:建设)?[（(]([一-龥、]{{4,60}})[）)]"
)


def listed_centres(text: str) -> Iterator[Found]:
    """Each of them is a centre.

    >>> list(listed_centres("三大中心建设进展顺利"))
    []
    """
    for match in _CENTRES.finditer(text):
        position = match.start(1)
        for item in match[1].split("、"):
            name = item.removesuffix("中心") + "中心"
            yield Found(position, position + len(item), item, "Unit", full=name, inner=name, rule=COMMON_ENDING)
            position += len(item) + 1


def counted_departments(hits: Hits, found: list[Found]) -> Iterator[Found]:
    """Each department of a list that only its number ends: 县医院增设肛肠、推拿两科.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> [m.full for m in counted_departments(lexicon().scan("增设肛肠、推拿两科"), [])]
    ['肛肠科', '推拿科']
    """
    owners = {m.start: m.end for m in found if m.kind == "name"}
    for match in COUNTED_DEPARTMENTS.finditer(hits.text):
        spans = items(hits, match.start(1))
        if len(spans) != number(match[1]):
            continue
        for first, end in spans:
            start = max(first, owners.get(first, first))
            if founding := FOUNDING.match(hits.text, start, end):
                start = founding.end()
            item = hits.text[start:end]
            yield Found(start, end, item, "Unit", full=f"{item}科", inner=f"{item}科", rule=COMMON_ENDING)
