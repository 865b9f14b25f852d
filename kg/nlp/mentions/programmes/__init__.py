"""Programmes: terms of art, schemes in quotes, and names that end as schemes do after a verb that carries them out.

>>> text = "深入开展“暖心护航”行动，落实先诊疗后付费，扎实推进优质护理提升工程。"
>>> [p.text for p in find_programmes(text, [])]
['“暖心护航”行动', '先诊疗后付费', '优质护理提升工程']
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.overlaps import ByStart, Taken
from kg.nlp.mentions.programmes.endings import ENDING, by_ending
from kg.nlp.mentions.programmes.quoted import WITH_ENDING, quoted
from kg.nlp.mentions.programmes.terms import TERM, terms_of_art
from kg.nlp.rules import one_of

# Rules whose names are whole: an institution's name within them is no mention.
WHOLE_NAMES = frozenset({TERM, WITH_ENDING})
_OTHER, _PROGRAMME = 1, 2
_COUNTED = re.compile(one_of("programmes", "counted"))
_NEAR = 16


def find_programmes(text: str, found: list[Found]) -> list[Found]:
    """The programmes of a text that do not cross the given mentions, in order, the longest of overlapping ones.

    >>> [(p.text, p.full) for p in find_programmes("全面推行家庭医生签约服务制度", [])]
    [('家庭医生签约服务制度', '家庭医生签约服务')]
    """
    told = [*by_ending(text, found), *terms_of_art(text)]
    told_of = ByStart(told)
    taken = Taken(text, ())
    for mention in found:
        own = mention.cls != "Place" and (mention.kind == "name" or mention.quantified)
        if own and not any(begins_with(scheme, mention) for scheme in told_of.touching(mention.start, mention.end)):
            taken.take(mention.start, mention.end, _OTHER)
    candidates = [*quoted(text), *(c for c in told if not _COUNTED.match(text, c.end, c.end + _NEAR))]
    arts = ByStart(c for c in candidates if c.rule == TERM)
    near = ByStart(m for m in found if m.kind == "name" and m.cls != "Place")
    candidates = [c for c in candidates if c.rule != ENDING or not _is_art(c, arts)]
    kept: list[Found] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.rule != TERM)):
        if candidate.rule in WHOLE_NAMES:
            edges = (taken.by(candidate.start), taken.by(candidate.end - 1))
            free = _PROGRAMME not in edges and not _crosses(candidate, near)
        else:
            free = taken.free(candidate.start, candidate.end)
        if free:
            taken.take(candidate.start, candidate.end, _PROGRAMME)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def begins_with(scheme: Found, kind: Found) -> bool:
    """全市公立医院薪酬改革: whether the scheme's name begins with a kind of all institutions of an area.

    >>> hospitals = Found(0, 6, "全市公立医院", "Hospital", "kind", quantified=True)
    >>> begins_with(Found(2, 10, "公立医院薪酬改革", "Programme"), hospitals)
    True
    """
    is_kind = kind.kind == "kind" and kind.count is None and (kind.quantified or scheme.rule != TERM)
    return is_kind and kind.start <= scheme.start < kind.end < scheme.end


def _is_art(candidate: Found, arts: ByStart) -> bool:
    """Whether a term of art ends it (what stands before is no part of the name); one that begins it names it."""
    for art in arts.touching(candidate.start, candidate.end):
        if candidate.start < art.start and art.end == candidate.end:
            return True
        if art.start == candidate.start and art.end < candidate.end <= art.end + 6:
            candidate.full = art.full
    return False


def _crosses(candidate: Found, near: ByStart) -> bool:
    """Whether the scheme cuts through a name instead of holding it whole, or holds one that has a place of its own."""
    return any(
        m.start < candidate.start or m.end > candidate.end or (m.place is not None and len(m.text) > 4)
        for m in near.touching(candidate.start, candidate.end)
    )
