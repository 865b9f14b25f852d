"""Departments that only tell what experts are experts in: 派驻县医院消化内科、放射科医师各1名 is of the hospital.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> [m.text for m in find_mentions("市中医院派驻县医院消化内科、放射科医师各1名。", None)]
['市中医院', '县医院']
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.rules import one_of

_DEPARTMENT = ("科", "专业")
_ONE_MORE = "(?P<more>[、和及与][一-龥]{1,8}?(?:科|专业))?(?:等(?:科室|学科|专业|专科)?)?"
_PEOPLE = re.compile(
    f"{_ONE_MORE}的?(?:[0-9]+|[一二两三四五六七八九十几]+)?余?[名位]?{one_of('institutions', 'experts')}"
)
_SENT_TO = re.compile(f"{one_of('institutions', 'sending')}(?:了|至|到|往)?(?:该院|我院|本院)?$")
_LISTED = ("、", "和", "及", "与")


def without_specialties(text: str, found: list[Found]) -> list[Found]:
    """The mentions in order, but for units that are nothing but the specialties of people who come from somewhere.

    >>> unit = Found(2, 5, "放射科", "Unit")
    >>> without_specialties("派驻放射科医师", [unit])
    []
    >>> without_specialties("建成放射科", [unit]) == [unit]
    True
    """
    ordered = sorted((m for m in found if m.cls == "Unit"), key=lambda m: m.start)
    dropped: set[int] = set()
    run: list[Found] = []
    for unit in ordered:
        follows = run and text[run[-1].end : unit.start] in _LISTED
        run = [*run, unit] if follows else [unit]
        people = _PEOPLE.match(text, unit.end)
        if people is None or not all(m.text.endswith(_DEPARTMENT) for m in run):
            continue
        listed = len(run) > 1 or people["more"] is not None
        if _are_sent(text, run[0]) or (listed and text[run[0].start - 1 : run[0].start] == "的"):
            dropped |= {id(m) for m in run}
    return [m for m in found if id(m) not in dropped]


def _are_sent(text: str, unit: Found) -> bool:
    """派驻甲放射科医师: whose they are is told by who sends them."""
    return _SENT_TO.search(text, 0, unit.owner.start if unit.owner is not None else unit.start) is not None
