"""A county's 总医院 is an alliance where the report tells of whom it is made up; 总医院 alone is the one that it names.

>>> text = "青禾县总医院由县医院、县中医院组成。总医院下设影像中心。"
>>> named = Found(0, 6, "青禾县总医院", "Hospital", place="青禾县", inner="总医院")
>>> [(m.start, m.cls, m.full) for m in general_hospitals(text, [named])], named.cls
([(18, 'MedicalAlliance', '青禾县总医院')], 'MedicalAlliance')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.overlaps import Taken
from kg.nlp.rules import one_of

_WORD = "总医院"
_MADE_UP = re.compile(one_of("institutions", "general_hospital.made_up"))
_MADE_OF = re.compile(f'{one_of("institutions", "general_hospital.made_of")}[“"]?$')
_LEADS = re.compile(one_of("institutions", "general_hospital.leads"))
_FARTHEST = 160


def general_hospitals(text: str, found: list[Found]) -> Iterator[Found]:
    """The mentions by 总医院 alone. Those of `found` that are made up of others become alliances; one that leads an
    alliance is a hospital.

    >>> leader = Found(0, 6, "青禾县总医院", "Hospital", place="青禾县", inner="总医院")
    >>> list(general_hospitals("青禾县总医院牵头组建医共体，由12家卫生院组成。", [leader])), leader.cls
    ([], 'Hospital')
    """
    named = [m for m in found if m.kind == "name" and m.cls == "Hospital" and m.place and _is_general(m)]
    if not named or len({m.inner for m in named}) > 1 or len({m.place for m in named if len(m.place or "") > 1}) > 1:
        return
    if not any(_LEADS.match(text, m.end) for m in named) and any(_is_made_up(text, m) for m in named):
        by_name = {m.text: m for m in named}
        for other in found:
            if other.cls == "MedicalAlliance" and (same := by_name.get(other.text.removesuffix("医共体"))):
                other.full, other.place, other.inner = same.full, same.place, same.inner
        for mention in named:
            mention.cls = "MedicalAlliance"
    taken, first = Taken(text, found), named[0]
    for match in re.finditer(_WORD, text):
        if taken.free(*match.span()):
            yield Found(
                *(*match.span(), _WORD, first.cls),
                full=first.full,
                place=first.place,
                inner=first.inner,
                rule="short for the only one",
            )


def _is_general(mention: Found) -> bool:
    return mention.inner in (_WORD, f"医共体{_WORD}")


def _is_made_up(text: str, mention: Found) -> bool:
    """由甲、乙组成 behind it in its sentence, 医共体 in its name or before it."""
    end = text.find("。", mention.end, mention.end + _FARTHEST)
    behind = _MADE_UP.search(text, mention.end, end if end >= 0 else mention.end + _FARTHEST)
    before = _MADE_OF.search(text, max(0, mention.start - 24), mention.start)
    return "医共体" in mention.inner or bool(behind or before)
