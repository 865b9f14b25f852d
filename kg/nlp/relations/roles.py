"""Who plays which part in a clause: parties by case, who acts, what the clause says besides.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.sentences import sentences
>>> text = "县卫健局组织县医院到柳林镇卫生院坐诊"
>>> [sentence] = sentences(text, find_mentions(text, None))
>>> actor(sentence.clauses[0], len(text)).first.text
'县医院'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.numbers import NUMERAL, number
from kg.nlp.relations.structure import Clause, Group, Sentence
from kg.nlp.rules import at, one_of

PEOPLE = re.compile(rf"({NUMERAL})(?:余|多)?(?:名|位|人(?!次|民)|个(?=医|专))")
# The share of one in a list (甲5人、乙7人).
SHARE = re.compile(r"([0-9]+)[名人位](?=[、，和及。；）]|$)")
# Markers of acting together.
JOINT = frozenset(at("relations", "cues.joint"))
_TOLD = re.compile("(?:[归回]来)?的(?:还|则|都)?[是有为]?")
_NAMES_THEM = re.compile("有|是|包括|…(?:已|均|都)?(?:成为|成了|是)")  # 帮扶甲的，有乙; 到甲进修，是乙新人的必修课
_BOTH_ACT = re.compile(one_of("relations", "cues.both_act"))
_LONGEST_LINK = 8  # between the two of a pair (甲派人到乙、丙派人到丁)
_SHORTEST = 4
_LEVELS = {"TownshipHealthCentre": 1, "CommunityHealthCentre": 1, "VillageClinic": 0}
_LEVELS_OF_PLACES = {"镇": 1, "乡": 1, "道": 1, "村": 0}
_NATIONAL = ("中国", "国家", "解放军")


def is_party(group: Group) -> bool:
    """Whether a group can be the end of a relation: no programme, and no alliance without a name of its own.

    >>> is_party(Group([Found(0, 3, "医共体", "MedicalAlliance")]))
    False
    """
    first = group.first
    if first.cls == "MedicalAlliance":
        return first.kind == "name" and (
            len(first.full) > 4 or first.place is not None or first.inner.endswith("总医院")
        )
    return first.cls != "Programme"


def parties(clause: Clause, *cases: str, before: int | None = None, after: int | None = None) -> list[Group]:
    """The groups of a clause with one of these cases, that start before or from a position on.

    >>> clause = Clause(0, 9, "", [Group([Found(2, 5, "县医院", "Hospital")], "to")])
    >>> len(parties(clause, "to", "for", before=4)), len(parties(clause, "to", after=4))
    (1, 0)
    """
    return [
        g
        for g in clause.groups
        if g.case in cases
        and (before is None or g.start < before)
        and (after is None or g.start >= after)
        and is_party(g)
    ]


def actor(clause: Clause, position: int) -> Group | None:
    """Who acts before this position: the last one caused to act, else the first bare group.

    >>> actor(Clause(0, 9, "", [Group([Found(2, 5, "县医院", "Hospital")])]), 1) is None
    True
    """
    if caused := parties(clause, "cause", before=position):
        return caused[-1]
    bare = parties(clause, "", before=position)
    return bare[0] if bare else None


def company(text: str, clause: Clause, acting: Group | None, position: int) -> list[Found]:
    """Those who act together with who acts before a position: 甲联合乙为丙捐赠; 甲与乙都派员到丙.

    >>> company("", Clause(0, 0, ""), None, 0)
    []
    """
    if acting is None or acting.case not in ("", "cause"):
        return []
    withs = [g for g in parties(clause, "with", before=position) if g.start >= acting.end]
    return [
        m
        for g in withs
        for m in g.mentions
        if g.marker in JOINT or (text[acting.end : g.start] == g.marker and _BOTH_ACT.match(text, g.end, clause.end))
    ]


def mentions_of(groups: Iterable[Group]) -> list[Found]:
    """The mentions of groups, in order.

    >>> [m.text for m in mentions_of([Group([Found(2, 5, "县医院", "Hospital")], "to")])]
    ['县医院']
    """
    return [m for g in groups for m in g.mentions]


def programmes_in(clause: Clause) -> list[Found]:
    """The programmes that a clause names, in order.

    >>> programmes_in(Clause(0, 9, "", [Group([Found(2, 5, "县医院", "Hospital")])]))
    []
    """
    return [m for m in mentions_of(clause.groups) if m.cls == "Programme"]


def attributes(clause: Clause) -> dict[str, Any]:
    """The number of people and the programme that a clause gives.

    >>> attributes(Clause(0, 0, "选派12名骨干"))
    {'personnel': 12}
    >>> attributes(Clause(0, 0, "市第一人民医院派出6名专家"))
    {'personnel': 6}
    """
    given: dict[str, Any] = {}
    people = PEOPLE.search(clause.text)
    if people and (count := number(people[1])):
        given["personnel"] = count
    if programmes := programmes_in(clause):
        given["programme"] = programmes[0].full
    return given


def rank(mention: Found | None) -> int:
    """How high in the system: province or university 4, city 3, county 2, township 1, village 0.

    >>> rank(Found(0, 7, "江北市中心医院", "Hospital", place="江北市")), rank(None)
    (3, 2)
    """
    if mention is None:
        return 2
    if mention.cls in _LEVELS:
        return _LEVELS[mention.cls]
    if mention.cls == "Place" and mention.full[-1:] in _LEVELS_OF_PLACES:
        return _LEVELS_OF_PLACES[mention.full[-1]]
    head = mention.place or mention.text
    if "大学" in mention.text or head.endswith("省") or mention.text.startswith(_NATIONAL):
        return 4
    return 3 if head.endswith("市") else 2


def is_same(mention: Found, other: Found | None) -> bool:
    """Whether two mentions are likely of one institution: the same name, or 市中心医院 beside 江北市中心医院.

    >>> whole = Found(0, 7, "江北市中心医院", "Hospital", place="江北市", inner="中心医院")
    >>> short = Found(9, 14, "市中心医院", "Hospital", place="市", inner="中心医院")
    >>> is_same(short, whole), is_same(short, Found(0, 6, "石坝市医院", "Hospital", place="石坝市", inner="医院"))
    (True, False)
    """
    if other is None or mention.cls != other.cls:
        return False
    if mention.full == other.full:
        return True
    if mention.rule == "bare word":
        return other.full.endswith(mention.text)  # 甲与柳林镇卫生院结对，卫生院派员
    short, whole = sorted((mention, other), key=lambda m: len(m.full))
    if "大学" in whole.full and short.full[0] == whole.full[0] and len(short.full) >= _SHORTEST:
        rest = iter(whole.full)
        return all(character in rest for character in short.full)  # 江大一院 of 江北大学第一医院
    if not short.place or not whole.place or not whole.place.endswith(short.place):
        return False
    of_the_people = (short.inner, whole.inner) == ("医院", "人民医院")
    return of_the_people or (short.inner == whole.inner and short.inner != "")


def is_care(mention: Found, *means: str) -> bool:
    """Whether it is an institution that treats people, or a stand-in with one of these meanings.

    >>> is_care(Found(0, 2, "我院", "Hospital", "anaphor", means="own"), "own")
    True
    """
    return mention.cls in CARE or mention.means in means


def is_of_their_own(group: Group) -> bool:
    """Whether it is a department (产科) of whoever acts, that no house is named with.

    >>> is_of_their_own(Group([Found(0, 2, "产科", "Unit", "kind")], ""))
    True
    """
    own = all(m.cls == "Unit" and m.owner is None for m in group.mentions)
    return own and (group.case == "cause" or all(m.kind == "kind" for m in group.mentions))


def told_behind(text: str, clause: Clause, position: int) -> list[Found]:
    """帮扶甲的是乙; 驻甲的乙医师: those who are told of by what ends here.

    >>> told_behind("", Clause(0, 0, ""), 0)
    []
    """
    after = next(iter(parties(clause, "", "by", after=position)), None)
    return list(after.mentions) if after and _TOLD.fullmatch(text, position, after.start) else []


def product(
    heads: Iterable[Found | None], tails: Iterable[Found | None]
) -> Iterator[tuple[Found | None, Found | None]]:
    """Each head with each tail.

    >>> list(product([None], [None]))
    [(None, None)]
    """
    tails = list(tails)
    return ((head, tail) for head in heads for tail in tails)


def paired(
    heads: Iterable[Found | None], tails: Iterable[Found | None], *, apart: bool
) -> list[tuple[Found | None, Found | None]]:
    """Each head with the tail of its place in the list (分别), where there are as many; else each with each.

    >>> one, two = Found(0, 3, "县医院", "Hospital"), Found(4, 8, "县中医院", "Hospital")
    >>> paired([one, two], [two, one], apart=True) == [(one, two), (two, one)]
    True
    """
    heads, tails = list(heads), list(tails)
    if apart and len(heads) == len(tails) > 1:
        return list(zip(heads, tails, strict=True))
    return list(product(heads, tails))


def chained(text: str, acting: Group, groups: list[Group]) -> list[tuple[Found | None, Found | None]]:
    """甲与乙、丙与丁、戊与己; 甲对乙、丙对丁: each with the one behind its 与; nothing where it is not said so.

    >>> chained("", Group([Found(0, 3, "县医院", "Hospital")]), [])
    []
    """
    pairs: list[tuple[Found | None, Found | None]] = []
    head, before = acting.first, acting
    between = _link(text[acting.end : groups[0].start]) if groups else ""
    for place, group in enumerate(groups):
        last = place == len(groups) - 1
        if len(group.mentions) != (1 if last else 2) or not group.marker or len(between) > _LONGEST_LINK:
            return []
        if _link(text[before.end : group.start]) != between or not between.endswith(group.marker):
            return []
        pairs.append((head, group.first))
        head, before = group.mentions[-1], group
    return pairs if len(pairs) > 1 and len(acting.mentions) == 1 else []


def _link(between: str) -> str:
    """甲的2名医师到乙、丙的3名医师到我县丁: neither the number nor the county matters."""
    return re.sub("[我本该][县市区旗]?$", "", re.sub("[0-9]+", "0", between))


def named_next(sentence: Sentence, clause: Clause) -> list[Found]:
    """作为试点单位，甲…: who acts in the clause behind, where this one tells what they are.

    >>> named_next(Sentence(0, 0, "", 0), Clause(0, 6, "作为试点单位"))
    []
    """
    after = sentence.clause_after(clause)
    if after is None or not clause.text.lstrip("，").startswith("作为"):
        return []
    return mentions_of(parties(after, "")[:1])


def listed_after(sentence: Sentence, clause: Clause) -> list[Found]:
    """试点单位：甲、乙: those whom a colon introduces.

    >>> listed_after(Sentence(0, 4, "试点单位", 0), Clause(0, 4, "试点单位"))
    []
    """
    after, end = sentence.clause_after(clause), clause.end - sentence.start
    if after is None or sentence.text[end : end + 1] not in ("：", ":") or not after.groups:
        return []
    first = after.groups[0]
    return list(first.mentions) if first.start == after.start and is_party(first) else []


def named_after(sentence: Sentence, clause: Clause) -> list[Found]:
    """帮扶甲的，有乙、丙; 到甲进修，是乙的规矩: those whom the clause behind names, where this one is told of them.

    >>> named_after(Sentence(0, 0, "", 0), Clause(0, 3, "帮扶甲"))
    []
    """
    after = sentence.clause_after(clause)
    if after is None or not _NAMES_THEM.match(after.text if clause.text.endswith("的") else f"…{after.text}"):
        return []
    return [m for g in after.groups if is_party(g) for m in g.mentions]
