"""Lists before a counted kind: 王村、侯堡2个卫生院 names two; 甲医院、乙医院两家医院 no more than what is listed.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> hits = lexicon().scan("东湾、柳林2个卫生院")
>>> found = [Found(5, 10, "2个卫生院", "TownshipHealthCentre", "kind", count=2, quantified=True, inner="卫生院")]
>>> [m.full for m in shortened(hits, found)], found
(['东湾卫生院', '柳林卫生院'], [])
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.lexicon import Hits
from kg.nlp.mentions.list_items import Span, items
from kg.nlp.mentions.names import FOUNDING
from kg.nlp.mentions.numbers import number
from kg.nlp.mentions.shared_endings import COMMON_ENDING, shared_endings
from kg.nlp.rules import at

_GENERIC: list[str] = at("collectives", "shared_ending.generic")
_SUM = "sum of a list"
_LEVELS = frozenset("村镇乡县市区旗")
_SEVERAL = re.compile("([两三四五六2-6])[家院所](?![医卫单机公企社银保乡镇村定基民])")
_STEM = re.compile("(?:镇|乡|街道|苏木)?(?:中心)?(?:卫生院|社区卫生服务中心|社区卫生服务站|村?卫生室|村?卫生所)?$")
_OPENING = re.compile("——|—|[（(]")


def shortened(hits: Hits, found: list[Found]) -> list[Found]:
    """The members of shortened lists. Of `found` the counted kinds that only sum up a list are taken out; those
    behind 等 (甲医院等3家医院) are marked.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> counted = Found(5, 9, "3家医院", "Hospital", "kind", count=3, quantified=True)
    >>> found = [Found(0, 4, "县中医院", "Hospital"), counted]
    >>> shortened(lexicon().scan("县中医院等3家医院"), found), counted.after_etc
    ([], True)
    """
    more: list[Found] = []
    ends = {m.end: m for m in found if m.kind == "name"}
    starts = {m.start: m for m in found if m.kind == "name" and m.owner is None}
    for mention in list(found):
        if mention.kind == "name":
            more += shared_endings(hits, mention, found)
        elif mention.kind == "kind" and mention.quantified and mention.count is not None:
            more += _members(hits, mention, ends, starts)
    found[:] = [m for m in found if m.rule != _SUM]
    return [*more, *_known(hits, [*found, *more])]


def _known(hits: Hits, found: list[Found]) -> Iterator[Found]:
    """向柳林、石塘两家派驻院长: institutions that have been named, by their stems and a count without a noun."""
    several = list(_SEVERAL.finditer(hits.text))
    names = {_STEM.sub("", m.full): m for m in reversed(found) if several and m.kind == "name" and m.cls in CARE}
    for match in several:
        spans = items(hits, match.start())
        stems = [_STEM.sub("", hits.text[start:end]) for start, end in spans]
        if 1 < len(spans) == number(match[1]) and all(s in names and names[s].end <= spans[0][0] for s in stems):
            for (start, end), stem in zip(spans, stems, strict=True):
                name = names[stem]
                yield Found(
                    start, end, hits.text[start:end], name.cls, full=name.full, rule=COMMON_ENDING, inner=name.full
                )


def _members(hits: Hits, mention: Found, ends: dict[int, Found], starts: dict[int, Found]) -> list[Found]:
    """The items before a counted kind, each with its ending; none where they are names of their own."""
    text, head = hits.text, mention.start
    if text[head - 1 : head] == "“" and text[mention.end : mention.end + 1] == "”":
        head -= 1  # 胸痛、卒中“两个中心”
    behind = tuple(_listed_behind(text, starts, mention.end))
    if len(behind) == mention.count and len(behind) > 1:
        mention.kind, mention.listed = "anaphor", behind
        return []
    etc = text[max(0, head - 1) : head] == "等"
    listed = tuple(_listed_before(text, ends, head))
    owned = len(listed) > 1 or (listed and mention.inner.endswith("中心"))
    if owned and mention.cls == "Unit" and listed[0].cls != "Unit":
        return []  # 县医院、县中医院2个实验室, 县医院医共体五大中心: units of those before, not their sum
    if head in ends or (etc and head - 1 in ends):
        mention.after_etc = etc
        if not etc:
            mention.rule = _SUM
            mention.listed = listed
        return []
    spans = items(hits, head - 1 if etc else head)
    if any(start == end for start, end in spans):
        return []  # 12家卫生院、2家社区卫生服务中心: the set is an item itself
    if (etc and not spans) or (not etc and not 2 <= len(spans) == mention.count):
        return []
    members = [_member(text, mention, span, spans, starts.get(span[0])) for span in spans]
    mention.after_etc = etc
    if not etc:
        mention.rule = _SUM
        mention.listed = tuple(members)
    return members


def _member(text: str, mention: Found, span: Span, spans: list[Span], owner: Found | None) -> Found:
    start, end = span
    if owner is not None and owner.end < end:
        start = owner.end  # 县医院胸痛、卒中两个中心
    if founding := FOUNDING.match(text, start, end):
        start = founding.end()
    item = text[start:end]
    following = next((s for s in spans if s[0] > start), None)
    if len(item) == 1 and following and following[1] - following[0] > 1:
        item += text[following[1] - 1]  # 东、西城: 东城 and 西城
    full = item + _completion(mention, item)
    return Found(start, end, text[start:end], mention.cls, full=full, rule=COMMON_ENDING, inner=full)


def _listed_behind(text: str, starts: dict[int, Found], head: int) -> Iterator[Found]:
    """The names of the list that a dash or bracket introduces here: 两家医院——甲、乙——, 2家医院（甲、乙）."""
    opening = _OPENING.match(text, head)
    position = opening.end() if opening else -1
    while position in starts:
        mention = starts[position]
        yield mention
        if text[mention.end : mention.end + 1] not in ("、", "和", "及", "与"):
            return
        position = mention.end + 1


def _listed_before(text: str, ends: dict[int, Found], head: int) -> Iterator[Found]:
    """The names of the list that ends here, from the last to the first."""
    while head in ends:
        mention = ends[head]
        yield mention
        head = mention.start
        if text[head - 1 : head] not in ("、", "和", "及", "与"):
            return
        head -= 1


def _completion(mention: Found, item: str) -> str:
    """What the list's ending adds to an item: 乡镇卫生院 adds 卫生院, 卫生室 adds 村卫生室."""
    ending = mention.inner
    while generic := next((word for word in _GENERIC if ending.startswith(word)), None):
        if ending.startswith("大学"):
            break
        ending = ending[len(generic) :]
    if mention.cls == "VillageClinic" and not ending.startswith("村") and not item.endswith("村"):
        ending = "村" + ending
    return ending[1:] if ending[:1] in _LEVELS and item.endswith(ending[0]) else ending
