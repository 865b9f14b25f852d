"""Kinds that point back to a list: 两家医院 after two hospitals, 试点卫生院 after the two that were chosen.

>>> text = "县医院与县中医院签约。两家医院互转患者。"
>>> found = [Found(0, 3, "县医院", "Hospital"), Found(4, 8, "县中医院", "Hospital")]
>>> pointing = Found(11, 15, "两家医院", "Hospital", "kind", count=2, quantified=True, inner="医院")
>>> point_back(text, [*found, pointing])
>>> pointing.kind, [m.text for m in pointing.listed]
('anaphor', ['县医院', '县中医院'])
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.numbers import NUMERAL
from kg.nlp.rules import at, one_of

_POINTING = re.compile(
    rf"^{one_of('collectives', 'pointing.counts')}?(?:几|些)?[家所个]?"
    rf"{one_of('collectives', 'pointing.chosen')}?{one_of('collectives', 'pointing.kinds')}$"
)
_LEADING = "牵头"
_LEADS = re.compile(f"(?:为|是|作为)?{_LEADING}(?!的)")
_ALONE = tuple(at("collectives", "pointing.alone"))
_SUMMED = re.compile(rf"(?:{NUMERAL})[家所个][一-龥]{{1,6}}[院心站室]")
_ARE_MEMBERS = re.compile(one_of("collectives", "pointing.are_members"))
_MEMBERS_ARE = re.compile(f"{one_of('collectives', 'pointing.members_are')}$")
_MEMBERS = re.compile(one_of("collectives", "pointing.members"))
_LIST_GAP = re.compile(r"^(?:[0-9]+[名人])?(?:、|和|及|与|以及|暨|，)$")


def point_back(text: str, found: list[Found]) -> None:
    """Turn such kinds into stand-ins for the last list of as many, in the same line.

    >>> kind = Found(0, 4, "两家医院", "Hospital", "kind", count=2, quantified=True, inner="医院")
    >>> point_back("两家医院互转患者。", [kind])
    >>> kind.kind
    'kind'
    """
    lists: list[list[Found]] = []
    owners = {id(m.owner) for m in found if m.owner is not None}
    for mention in found:
        if id(mention) in owners:
            continue
        if mention.kind == "name" and mention.cls not in ("Place", "Unit", "Programme", "GovernmentBody"):
            last = lists[-1][-1] if lists else None
            if last is not None and last.cls == mention.cls and _LIST_GAP.match(text[last.end : mention.start]):
                lists[-1].append(mention)
            else:
                lists.append([mention])
        elif (
            mention.kind == "kind"
            and _points(mention)
            and (group := _list_meant(text, mention, lists) or _leaders(text, mention, found))
        ):
            mention.kind, mention.means, mention.rule = "anaphor", "all", "stand-in"
            mention.listed = tuple(group)


def _points(mention: Found) -> bool:
    if mention.after_etc or not _POINTING.match(mention.text):
        return False
    return bool(mention.count) or mention.inner.startswith(_ALONE)


def _leaders(text: str, mention: Found, found: list[Found]) -> list[Found] | None:
    """两家牵头医院: as many as have been said to lead, wherever that was."""
    if not mention.count or _LEADING not in mention.inner:
        return None
    told = {m.inner: m for m in found if m.end <= mention.start and m.kind == "name" and _LEADS.match(text, m.end)}
    leaders = [m for m in told.values() if m.cls == mention.cls]
    return leaders if len(leaders) == mention.count else None


def _list_meant(text: str, mention: Found, lists: list[list[Found]]) -> list[Found] | None:
    line = text.rfind("\n", 0, mention.start)
    for group in reversed(lists):
        if group[0].start <= line:
            return None
        enough = len(group) > 1 if mention.count is None else len(group) == mention.count
        if group[0].cls == mention.cls and enough:
            return group
    return None


def members_told(text: str, found: list[Found]) -> Iterator[Found]:
    """成员单位, where it acts, stands for those who have been said to be members.

    >>> text = "甲乡卫生院、乙乡卫生院是成员。成员单位与县医院签约。"
    >>> names = [Found(0, 5, "甲乡卫生院", "TownshipHealthCentre"), Found(6, 11, "乙乡卫生院", "TownshipHealthCentre")]
    >>> [(m.text, len(m.listed)) for m in members_told(text, names)]
    [('成员单位', 2)]
    """
    if (first := _MEMBERS.search(text)) is None:
        return
    lists = _lists_of_members(text, found)
    ends = [listed[-1].end for listed in lists]
    for match in _MEMBERS.finditer(text, first.start()):
        if before := bisect_right(ends, match.start()):
            yield Found(
                *(*match.span(), match[0], "Hospital", "anaphor"),
                means="all",
                listed=tuple(lists[before - 1]),
                rule="stand-in",
            )


def _lists_of_members(text: str, found: list[Found]) -> list[list[Found]]:
    """The lists of institutions, whatever their kinds, that are said to be members: 甲、乙是成员; 成员单位有甲、乙."""
    lists: list[list[Found]] = []
    for mention in sorted(found, key=lambda m: m.start):
        if mention.kind != "name" or mention.cls not in CARE:
            continue
        if lists and _goes_on(text, lists[-1][-1], mention):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return [
        listed
        for listed in lists
        if _ARE_MEMBERS.match(text, listed[-1].end)
        or _MEMBERS_ARE.search(text, max(0, listed[0].start - 10), listed[0].start)
    ]


def _goes_on(text: str, last: Found, mention: Found) -> bool:
    """甲、乙2个卫生院和丙: a list, whose parts may be summed up."""
    summed = _SUMMED.match(text, last.end, mention.start)
    return _LIST_GAP.match(text[summed.end() if summed else last.end : mention.start]) is not None
