"""Who stand-ins mean: 我县, 我局, 该院, 双方, 前者, 上级医院.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 2, "我县", place="青禾县"), [], [])
>>> [d.name for d in entities(context, Found(0, 2, "我县", "Place", "anaphor", means="home_place"))]
['青禾县']
"""

from __future__ import annotations

import re
from itertools import islice

from kg.nlp.mentions.found import CARE, Found
from kg.resolution.context import Context
from kg.resolution.drafts import Draft

_AS_OBJECT = frozenset("赴到在与向同和为对驻由")
_ANOTHER = ("该", "这")
_LEADS = ("牵头", "发起", "主导")
_PEOPLE_OF = re.compile("(?:的?[一-龥]{0,6}(?:专家|教授|团队|医师|医生|专家团队))?[一-龥]{0,3}")
_LIST_OF_TWO = re.compile("[、和与同及]|以及")
_MANY = {"三": 3, "四": 4}


def entities(context: Context, mention: Found | None) -> list[Draft]:
    """What a mention means; [] where nothing can be told. None is the reporting institution or county.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> [d.name for d in entities(context, None)]
    ['青禾县']
    """
    if mention is None:
        return [context.itself()]
    known = context.drafts.meaning(mention)
    if known is None and mention.kind == "anaphor":
        meant = _meant(context, mention)
        context.drafts.means_nothing(mention)
        for draft in meant:
            context.drafts.meet(mention, draft, f"stand-in: {mention.means}")
        known = context.drafts.meaning(mention)
    return known or []


def _meant(context: Context, mention: Found) -> list[Draft]:
    means = mention.means
    if means == "home_place":
        return [_home(context, mention)]
    if means == "home_bureau":
        return [context.home_bureau()]
    if means == "own kind":
        return [context.own] if context.own and context.own.name.endswith(mention.text) else []
    if means == "own":
        return [context.own] if context.own else last(context, mention, tuple(CARE))
    if means == "last":
        return last(context, mention, mention.classes)
    if means in ("first", "second"):
        pair = _pair(context, mention)
        return [pair[0 if means == "first" else 1]] if len(pair) >= 2 else []
    if mention.listed:
        return [d for m in mention.listed for d in entities(context, m)[:1]]
    if means == "superior":
        return _superiors(context, mention)
    wanted = _MANY.get(mention.text[0], 2)
    group = (_with_own(context, mention) if means == "both" else []) or _recent(context, mention, wanted)
    return group if len(group) == wanted else []


def _home(context: Context, mention: Found) -> Draft:
    """我县; 我市 of a county's report is the city above; 全院, 全县 of a hospital's report is the hospital."""
    home, level = context.home, mention.text[-1]
    if home and not home.endswith(level) and level in "市州省":
        above = context.places.above(level)
        return context.drafts.draft("Place", above) if above else context.county()
    return context.itself() if mention.text.startswith("全") else context.county()


def _sentence_start(context: Context, position: int, ends: str = "。；\n") -> int:
    """Where the sentence before a position ends."""
    return max(context.report.text.rfind(end, 0, max(position, 0)) for end in ends)


def _superiors(context: Context, mention: Found) -> list[Draft]:
    """上级医院 after hospitals from elsewhere in the same sentence means those."""
    start = _sentence_start(context, mention.start, "。\n")
    found = [
        d
        for m in context.before(mention)
        if m.start > start and m.cls == "Hospital" and m.kind == "name"
        for d in entities(context, m)[:1]
    ]
    return [d for d in dict.fromkeys(found[::-1]) if not context.home or not d.name.startswith(context.home)]


def last(context: Context, mention: Found, classes: tuple[str, ...]) -> list[Draft]:
    """The entity of these classes that was last the subject; after 赴, 到, 与 simply the last one named.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 2, "该县", place="青禾县"), [], [])
    >>> last(context, Found(0, 2, "该县", "Place", "anaphor"), ("Place",))
    []
    """
    if context.own and (mention.text == "来院" or (mention.rule == "bare word" and context.own.cls == "Hospital")):
        return [context.own]
    previous = [m for m in context.before(mention) if _can_be_last(m, classes) and _is_called(m, mention)]
    if mention.text.startswith(_ANOTHER):
        previous = [m for m in previous if m.means != "own"]  # 我院医生在该院进修
    if mention.text == "来院":
        here = [m for m in previous if m.start > _sentence_start(context, mention.start)]
        if len(here) > 1:
            return entities(context, here[-1])[:1]  # 甲聘请乙的专家来院: to 甲
        if here and (others := _others_of_last_sentence(context, mention, previous)):
            return others  # 甲与乙签约。甲专家每月来院: to 乙
    if not previous:
        is_own = context.own and context.own.cls in classes and mention.rule == "bare word"
        return [context.own] if context.own and is_own else []
    if mention.rule == "bare word" and mention.cls == "TownshipHealthCentre":
        return entities(context, previous[0])[:1]
    if context.report.text[max(0, mention.start - 1) : mention.start] in _AS_OBJECT:
        acts = len(previous) > 1 and _acts_on(context, previous[0], mention)  # 甲对该院的帮扶: not of itself
        elsewhere = _before_list(context, previous) if acts else previous
        return entities(context, elsewhere[0])[:1] if elsewhere else []
    if context.report.text.startswith(_LEADS, mention.end):
        return entities(context, previous[0])[:1]  # 与乙共建专科，加入该院牵头的联盟
    sentence = _sentence_start(context, mention.start)
    earlier = [m for m in previous if m.start <= sentence] or previous
    last_sentence = _sentence_start(context, sentence)
    in_last = [m for m in earlier if m.start > last_sentence]
    return entities(context, in_last[-1] if in_last else earlier[0])[:1]


def other(context: Context, mention: Found, draft: Draft) -> list[Draft]:
    """The last entity before a stand-in, in its sentence or the one before, that it may mean and that is not `draft`.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 2, "该院", place="青禾县"), [], [])
    >>> other(context, Found(0, 2, "该院", "Hospital", "anaphor", means="last"), context.county())
    []
    """
    start = _sentence_start(context, _sentence_start(context, mention.start))
    named = (m for m in context.before(mention) if m.start > start and _can_be_last(m, mention.classes))
    meant = (d for m in named for d in entities(context, m)[:1] if d is not draft)
    return list(islice(meant, 1))


def _before_list(context: Context, previous: list[Found]) -> list[Found]:
    """甲、乙等与该院合作: who was named before the list that acts."""
    text, number = context.report.text, 1
    while number < len(previous) and text[previous[number].end : previous[number - 1].start] in ("、", "和", "及"):
        number += 1
    return previous[number:]


def _acts_on(context: Context, actor: Found, mention: Found) -> bool:
    """甲对该院的帮扶, 甲专家在该院设立工作室: who begins the clause, where nothing but people stands between."""
    text = context.report.text
    begins = actor.start == 0 or not "一" <= text[actor.start - 1] <= "龥" or actor.end == mention.start - 1
    return begins and _PEOPLE_OF.fullmatch(text, actor.end, mention.start - 1) is not None


def _others_of_last_sentence(context: Context, mention: Found, previous: list[Found]) -> list[Draft]:
    """The first of the sentence before that is none of those whom the sentence at hand names."""
    start = _sentence_start(context, mention.start)
    come = [d for m in previous if m.start > start for d in entities(context, m)[:1]]
    first = _sentence_start(context, start)
    before = (d for m in previous[::-1] if first < m.start <= start for d in entities(context, m)[:1])
    return [next((d for d in before if d not in come), None) or come[0]] if come else []


def _is_called(mention: Found, stand_in: Found) -> bool:
    """该中心 is a hospital only where it is called so (儿童医学中心)."""
    return stand_in.text != "该中心" or mention.cls != "Hospital" or mention.full.endswith("中心")


def _can_be_last(mention: Found, classes: tuple[str, ...]) -> bool:
    if mention.cls in classes and mention.kind == "name":
        return True
    stand_in = mention.kind == "anaphor" and mention.means in ("own", "last", "first", "second")
    return stand_in and "Hospital" in classes


def _with_own(context: Context, mention: Found) -> list[Draft]:
    """The institution that writes and the only other one of the sentence (卒中中心的共建方是乙，双方签约)."""
    start = _sentence_start(context, mention.start)
    named = [m for m in context.before(mention) if m.start > start and _is_party(m)]
    others = dict.fromkeys(d for m in named for d in entities(context, m)[:1])
    own = context.own
    return [own, *others] if own is not None and len(others) == 1 and own not in others else []


def _is_party(mention: Found) -> bool:
    no_party = mention.cls in ("Place", "Programme", "Unit", "MedicalAlliance") and mention.kind == "name"
    return not no_party and mention.kind != "kind"


def _recent(context: Context, mention: Found, wanted: int) -> list[Draft]:
    """The last `wanted` distinct institutions named before, in order."""
    found: list[Draft] = []
    for other in context.before(mention):
        if not _is_party(other):
            continue
        for draft in entities(context, other)[:1]:
            if draft not in found and draft.cls != "Place":
                found.append(draft)
        if len(found) == wanted:
            break
    return found[::-1]


def _pair(context: Context, mention: Found) -> list[Draft]:
    """The two that 前者 and 后者 tell apart: the last list of two, else the last two named."""
    names = [m for m in context.before(mention) if m.kind == "name" and m.cls not in ("Programme", "Unit")]
    start = _sentence_start(context, mention.start)
    inside = [m for m in names if m.start > start]
    if len(inside) < 2:
        start = _sentence_start(context, start)
        inside = [m for m in names if m.start > start]
    in_order = (inside if len(inside) >= 2 else names)[::-1]
    for left, right in zip(in_order, in_order[1:], strict=False):
        if "Place" in (left.cls, right.cls):
            continue
        if _LIST_OF_TWO.fullmatch(context.report.text, left.end, right.start):
            return [*entities(context, left)[:1], *entities(context, right)[:1]]
    return _recent(context, mention, 2)
