"""Centres that stand in brackets behind their number: “五大中心”（胸痛、卒中、创伤……）.

>>> [m.full for m in listed_centres("建成三大中心（胸痛、卒中、创伤中心）")]
['胸痛中心', '卒中中心', '创伤中心']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
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
