"""Items before a full name that share its ending: 大塘镇、水口乡卫生院; 省、市卫健委; 第一、第二人民医院.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> bureau = Found(2, 6, "市卫健委", "GovernmentBody", place="市", inner="卫健委")
>>> [m.full for m in shared_endings(lexicon().scan("省、市卫健委"), bureau, [bureau])]
['省卫健委']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.lexicon import Hits
from kg.nlp.mentions.list_items import items
from kg.nlp.rules import at, load_words, one_of

COMMON_ENDING = "common ending of a list"
_LEVELS = re.compile(rf"((?:[{at('collectives', 'shared_ending.levels')}]{{1,2}}、)+)$")
_ORDINALS = re.compile(r"((?:第[一二三四五六七八九十]+、)+)$")
_ORDINAL = re.compile("^第[一二三四五六七八九十]+")
_PLACE = re.compile(f"{one_of('collectives', 'shared_ending.places')}$")
_STEM = re.compile(r"([一-龥]{2,3})、$")
_OTHER_ENDING = re.compile("[镇乡村院心站室道]$")
_DEAREST_PLACE = 3.0
_RELATIVE = ("市", "县", "区", "州", "旗")
_CLINICS = ("TownshipHealthCentre", "CommunityHealthCentre")
_OF_CLINICS = ("中心卫生院", "卫生院", "社区卫生服务中心", "社区卫生服务站")


def shared_endings(hits: Hits, mention: Found, found: list[Found]) -> Iterator[Found]:
    """The items listed before a name that are names with its ending. `found` are all mentions so far.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> from kg.nlp.mentions.parts import add_parts
    >>> hits = lexicon().scan("大塘镇、水口乡卫生院")
    >>> add_parts(hits)
    >>> clinic = Found(4, 10, "水口乡卫生院", "TownshipHealthCentre", place="水口乡", inner="卫生院")
    >>> [m.full for m in shared_endings(hits, clinic, [clinic])]
    ['大塘镇卫生院']
    """
    if mention.cls == "GovernmentBody":
        yield from _bodies(hits, mention)
    elif mention.cls in ("Hospital", "PublicHealthInstitution", "MedicalAlliance"):
        yield from (_of_levels(hits.text, mention) if mention.place in _RELATIVE else _numbered(hits, mention))
    elif mention.cls in (*_CLINICS, "VillageClinic") and (place := mention.place or _township(mention)):
        ending = _PLACE.search(place)
        if ending:
            stems = list(_stems(hits, mention, ending[0]))
            yield from stems or _townships(hits, mention, place, found)
    elif mention.cls in _CLINICS and mention.full == mention.text:
        yield from _proper(hits, mention)


def _bodies(hits: Hits, mention: Found) -> Iterator[Found]:
    """省、市卫健委; 江北市、青禾县卫健局."""
    text, place = hits.text, mention.place
    if place in _RELATIVE:
        yield from _of_levels(text, mention)
    elif place and len(place) > 2 and text[mention.start - 1 : mention.start] in ("、", "和"):
        above = hits.place_before(mention.start - 1)
        if above is not None and above.cost < 2 and text[mention.start - 2] in "省市县区":
            yield _with_place(text, mention, above.start, mention.start - 1, mention.inner)


def _of_levels(text: str, mention: Found) -> Iterator[Found]:
    """省、市疾控中心."""
    levels = _LEVELS.search(text, max(0, mention.start - 8), mention.start)
    position = levels.start() if levels else 0
    for level in levels[1].rstrip("、").split("、") if levels else ():
        form = text[position : mention.end]
        yield Found(
            *(position, position + len(level), form, mention.cls),
            full=level + mention.inner,
            rule=COMMON_ENDING,
            place=level,
            inner=mention.inner,
            forms=(form,),
        )
        position += len(level) + 1


def _numbered(hits: Hits, mention: Found) -> Iterator[Found]:
    """江北市第一、第二人民医院: the place before the first is that of all."""
    text = hits.text
    ordinals = _ORDINALS.search(text, max(0, mention.start - 16), mention.start)
    if not ordinals:
        return
    position = first = ordinals.start()
    prefix = text[position - 1 : position] if text[position - 1 : position] in ("县", "市", "省") else ""
    if (place := hits.place_before(position)) is not None:
        prefix = text[place.start : position]
    ending = _ORDINAL.sub("", mention.inner)
    for item in ordinals[1].rstrip("、").split("、"):
        start = position - len(prefix) if position == first else position
        yield Found(
            *(start, position + len(item), text[start : position + len(item)], mention.cls),
            full=prefix + item + ending,
            rule=COMMON_ENDING,
            place=prefix or None,
            inner=item + ending,
        )
        position += len(item) + 1
    mention.place, mention.full, mention.local = prefix or None, prefix + mention.full, False


def _stems(hits: Hits, mention: Found, kind: str) -> Iterator[Found]:
    """大塘、水口乡卫生院: the items have no ending of their own."""
    text, place = hits.text, mention.place or ""
    stem = _STEM.search(text, max(0, mention.start - 4), mention.start)
    if not stem or _OTHER_ENDING.search(stem[1]) or len(place) - len(kind) < 2:
        return
    spans = items(hits, mention.start - 1)
    if not all(2 <= end - start <= 3 and text[start:end] not in load_words("general_words") for start, end in spans):
        return
    ending = text[mention.start + len(place) : mention.end]
    for start, end in spans:
        named = text[start:end] + kind
        yield Found(
            *(start, end, text[start:end], mention.cls),
            full=named + ending,
            rule=COMMON_ENDING,
            place=named,
            inner=ending,
        )


def _proper(hits: Hits, mention: Found) -> Iterator[Found]:
    """双江、平寨卫生院, 东门、西门社区卫生服务中心: names without a place, whose list begins at a border."""
    text = hits.text
    ending = next((word for word in _OF_CLINICS if mention.text.endswith(word)), "")
    stem = mention.text[: len(mention.text) - len(ending)]
    if not (ending and 2 <= len(stem) <= 3 and text[mention.start - 1 : mention.start] == "、"):
        return
    spans = items(hits, mention.start - 1)
    names = [text[start:end] for start, end in spans]
    general = load_words("general_words")
    if not all(2 <= len(n) <= 3 and n not in general and not _OTHER_ENDING.search(n) for n in names):
        return
    for (start, end), name in zip(spans, names, strict=True):
        if all("一" <= character <= "龥" for character in name):
            full = name + ending
            yield Found(start, end, name, mention.cls, full=full, rule=COMMON_ENDING, inner=full)


def _township(mention: Found) -> str:
    """城关镇 of 城关镇卫生院: a township that any county may have."""
    ending = next((word for word in _OF_CLINICS if mention.text.endswith(word)), "")
    township = mention.text[: len(mention.text) - len(ending)]
    return township if ending and len(township) > 2 and township[-1] in "镇乡" else ""


def _townships(hits: Hits, mention: Found, of: str, found: list[Found]) -> Iterator[Found]:
    """大塘镇、水口乡卫生院: the items are places by themselves. `of` is that of the mention."""
    text = hits.text
    ending = text[mention.start + len(of) : mention.end]
    position = mention.start
    while position > 0 and text[position - 1] in "、和及":
        end = position - 1
        place = hits.place_before(end) if _PLACE.search(text, max(0, end - 3), end) else None
        if place is None or place.cost > _DEAREST_PLACE:
            return
        if any(m.end == end and m.kind == "name" and m.cls != "Place" for m in found):
            return  # it is a name by itself
        yield _with_place(text, mention, place.start, end, ending)
        position = place.start


def _with_place(text: str, mention: Found, start: int, end: int, inner: str) -> Found:
    place = text[start:end]
    return Found(start, end, place, mention.cls, full=place + inner, rule=COMMON_ENDING, place=place, inner=inner)
