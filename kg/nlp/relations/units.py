"""Whose part a unit is: 县中医院针灸科; 县医院设立康复科; 在县医院建立名医工作室.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "江北市中医院在县医院设立名医工作室。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('partOf', '名医工作室', '县医院'), ('assists', '江北市中医院', '县医院')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.relations.candidate import Candidate
from kg.nlp.relations.doubts import doubts
from kg.nlp.relations.roles import actor, is_care, parties, product
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import at, one_of

FOUNDING = re.compile(one_of("relations", "units.founding"))
_PLACING = re.compile(one_of("relations", "units.placing"))
_HELPING = re.compile(one_of("relations", "units.helping"))
_BUILT_FOR = re.compile(f"{one_of('relations', 'units.built_for')}(?:了|起|成)?[一-龥]{{0,2}}$")
_JOINING = frozenset(at("relations", "units.joining"))
_OWNING = frozenset(at("relations", "units.owning"))
_LEAGUES = ("联盟", "协作网")
_BRANCHES = ("分院", "院区", "互联网医院")
_STAND_INS = ("own", "last", "first", "second")
_BELONGS = re.compile(f"[一-龥]{{0,3}}{one_of('relations', 'units.belonging')}")
_IS = re.compile("[现均都也今已]?(?:是|为|系|由)")
_OWNED = re.compile(f"[^，]{{0,12}}?{one_of('relations', 'units.owned')}")
_LISTS = re.compile(f"{one_of('relations', 'units.listed')}(?:[0-9]+|[一二两三四五六七八九十]+)?个?$")
_ITEMISES = re.compile("，?(?:其中)?(?:包括|包含|涵盖|即|分别[是为])")
_ARE_PLACED = re.compile(
    "(?:[一二两三四五六七八九]个?(?:中心|科室)|地点|地址)?(?:均|都|全部|统一|一并|就)*"
    "(?:(?:设|放|建|设置|挂靠|落户)[在于]|(?:(?<=[均都就])|分别)在)"
)
_FULL_STOP = re.compile("[。！？!?\n]")
_BEGINS = re.compile("，?(?:其中)?的?[“]?")
_WITHIN = re.compile("[还又另并]?[下内增新开]?设(?:置|立|有|了|的)?[“]?")
_SETS_UP = re.compile("设(?:置|立|有|了)?[“]?$")
_JOINTLY = re.compile(one_of("relations", "units.jointly"))
_PEOPLE_OF_IT = re.compile(one_of("relations", "units.people"))
_BECOMING = re.compile(f'{one_of("relations", "units.becoming")}[“"]?$')
_TITLE_OF = re.compile(f'[”"]{one_of("relations", "units.title_of")}')
_JUDGED = re.compile(f"[一-龥]{{0,4}}{one_of('relations', 'units.title_of')}")
_PASSING = re.compile("[一-龥]{0,6}(?:通过|获得|获|取得|接受|迎接)了?[一-龥]{0,6}")
_LISTED_BEFORE = ("、", "和", "及", "与")
_IN_ITS_NAME = "within its name"
_FOUNDED = "founded or placed"
_LISTED = "listed with another of its owner"
_OF_THE_HOUSE = "of the house that the sentence tells of"
_AT_HOME = ("县", "区", "旗")  # 县医院, as who writes calls it
_FARTHEST_LISTED = 2
_FARTHEST_HOUSE = 400


class _Part(NamedTuple):
    """Why a unit is a part; the owner is None where it is the reporting institution itself. The `others` have such a
    unit each as well."""

    owner: Found | None
    rule: str
    host: Group | None = None
    others: tuple[Found, ...] = ()


def read_units(state: State) -> None:
    """Note whose parts the units and branches of the clause are; they get their owners.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "县中医院针灸科"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> read_units(state)
    >>> [(c.head.text, c.tail.text, c.rule) for c in state.candidates]
    [('县中医院针灸科', '县中医院', 'within its name')]
    """
    clause = state.clause
    inside = [m for m in state.sentence.mentions if clause.start <= m.start < clause.end and _can_be_part(m)]
    before: tuple[Found, _Part] | None = None
    for unit in inside:
        part = _owner(state, unit, before, inside)
        if part is None or (part.owner is not None and unit in (part.owner, part.owner.owner)):
            continue  # 急诊科设在东院区: the campus is no part of itself
        unit.owner = part.owner
        for owner in (part.owner, *part.others):
            _note(state, unit, part._replace(owner=owner))
        if part.host is not None:
            _note_outpost(state, unit, part)
        before = unit, part


def _can_be_part(mention: Found) -> bool:
    if mention.cls == "Unit" or mention.owner is not None:
        return True
    every = mention.kind == "kind" and mention.count is None  # 各分院
    return mention.cls == "Hospital" and mention.full.endswith(_BRANCHES) and not every


def _owner(state: State, unit: Found, before: tuple[Found, _Part] | None, inside: list[Found]) -> _Part | None:
    """Whose part a unit is; `before` is the last one that has an owner."""
    if unit.owner is not None:
        others = _sets_before(state, unit.owner) if unit.owner.kind == "kind" else []
        return _Part(unit.owner, _IN_ITS_NAME, others=tuple(others))
    if adjoining := _adjoining(state, unit):
        return _Part(adjoining, "right behind its owner", others=_each_of(state, unit, adjoining))
    if belonging := _belonging(state, unit):
        return _Part(belonging, "said to be its owner's")
    if before is not None and _passes(state, before[0], unit):
        return None
    if before is not None and _WITHIN.fullmatch(state.text, before[0].end, unit.start):
        return _Part(before[0], "within another unit")
    listed = before is not None and before[0].owner is not None and unit.start - before[0].end <= _FARTHEST_LISTED
    if listed and before is not None and not _is_told_apart(state, *before):
        return _Part(before[0].owner, _LISTED, others=before[1].others)
    if placed := _placed_next(state):
        return _Part(placed[0], "placed by the clause behind", others=tuple(placed[1:]))
    return None if state.denied else _founded(state, unit, inside)


def _placed_next(state: State) -> list[Found]:
    """设立影像、心电两个中心，均设在县医院: whom the clause behind places them with."""
    after = state.sentence.clause_after(state.clause)
    if after is None or not _ARE_PLACED.match(after.text):
        return []
    return next((g.mentions for g in after.groups if is_care(g.first, *_STAND_INS)), [])


def _is_told_apart(state: State, unit: Found, part: _Part) -> bool:
    """Whether the unit is only one owner's of those told 分别, so that the next is another's."""
    several = len(state.subject) > 1 and part.owner in state.subject
    return any(
        g.apart and (part.owner in g.mentions[:-1] or (several and unit in g.mentions)) for g in state.clause.groups
    )


def _passes(state: State, unit: Found, title: Found) -> bool:
    """县医院卒中中心通过国家高级卒中中心评审: what a unit is found to be is no second one."""
    behind = _JUDGED.match(state.text, title.end, state.clause.end)
    return behind is not None and _PASSING.fullmatch(state.text, unit.end, title.start) is not None


def _sets_before(state: State, owner: Found) -> list[Found]:
    """12所卫生院、3个社区卫生服务中心中医馆: the sets listed before the owner have such units too."""
    listed: list[Found] = []
    for mention in reversed([m for m in state.sentence.mentions if m.end < owner.start]):
        after = listed[-1] if listed else owner
        if (
            mention.kind != "kind"
            or not is_care(mention)
            or state.text[mention.end : after.start] not in _LISTED_BEFORE
        ):
            break
        listed.append(mention)
    return listed


def _each_of(state: State, unit: Found, last: Found) -> tuple[Found, ...]:
    """县医院、县中医院2个核酸检测实验室: as many units as owners are listed, so that each has one."""
    if unit.kind != "kind" or unit.count is None:
        return ()
    listed = next((g.mentions for g in state.clause.groups if last in g.mentions), [])
    if len(listed) != unit.count or listed[-1] is not last:
        return ()
    unit.kind, unit.count, unit.quantified, unit.full = "name", None, False, unit.inner
    return tuple(listed[:-1])


def _adjoining(state: State, unit: Found) -> Found | None:
    """县医院的康复科, 该院“名医工作室”."""
    return next(
        (
            m
            for m in state.sentence.mentions
            if m is not unit
            and m.end <= unit.start
            and (is_care(m, *_STAND_INS) or _holds(m, unit))
            and state.text[m.end : unit.start] in _JOINING
        ),
        None,
    )


def _holds(mention: Found, unit: Found) -> bool:
    """县卫健局医政科; 县总医院下设的影像中心, where it is an alliance."""
    if mention.cls == "MedicalAlliance":
        return _has_house(mention)
    return mention.cls == "GovernmentBody" and mention.end == unit.start


def _has_house(alliance: Found) -> bool:
    """A county's alliance has centres, a 专科联盟 has members alone."""
    return alliance.cls == "MedicalAlliance" and alliance.kind == "name" and not alliance.full.endswith(_LEAGUES)


def _belonging(state: State, unit: Found) -> Found | None:
    """疼痛科隶属县医院, 健康教育科是县疾控中心增设的内设机构, 城北院区为县医院新辟."""
    clause, text = state.clause, state.text
    owner = next((g.first for g in clause.groups if g.start > unit.end and is_care(g.first, *_STAND_INS)), None)
    if owner is None or clause.groups[0].start > unit.start:
        return None
    listed = next((g for g in clause.groups if unit in g.mentions), None)
    between = text[listed.end if listed is not None else unit.end : owner.start]
    said = _BELONGS.fullmatch(between) or (_IS.fullmatch(between) and _OWNED.match(text, owner.end, clause.end))
    return owner if said else None


def _founded(state: State, unit: Found, inside: list[Found]) -> _Part | None:
    """The owner by what the clause says: it is founded, or placed, or follows from who acted before."""
    text = state.clause.text
    if _BECOMING.search(state.text, state.clause.start, unit.start) or _TITLE_OF.match(state.text, unit.end):
        return None  # what another becomes or is called
    founding = FOUNDING.search(text) is not None or _is_list_of_founded(state)
    hosts = _hosts(state, unit)
    acting = actor(state.clause, unit.start) or next(iter(parties(state.clause, "by", before=unit.start)), None)
    owners: list[Found] = []
    host: Group | None = None
    for_another = not hosts and _BUILT_FOR.search(state.text, state.clause.start, unit.start)
    if for_another and (others := built_for(state, acting)):
        return _Part(others[0], _FOUNDED)
    if hosts and (founding or _PLACING.search(text)):
        host, owners = hosts[0], _in_place(state, hosts[0].mentions, unit, hosts[0], inside)
    elif acting is not None and unit not in acting.mentions:
        owners = _acting_owners(state, unit, acting, founding, inside)
    elif state.subject and (founding or state.text[unit.start - 1 : unit.start] in ("其", "的")):
        owners = _carried_owners(state, unit)
    helped = _HELPING.search(text[: max(0, unit.start - state.clause.start)])
    if helped and founding and acting is None and state.here.helped:
        first = state.here.helped[1][0]
        if first is None or first.means == "both":
            return _Part(None, "founded")
        owners = [first]
        host = host if host is not None and host.first is first else None
    if not owners and founding and acting is None and not state.subject:
        return _Part(None, "founded")
    if not owners and (house := _house(state, unit)):
        return _Part(house, _OF_THE_HOUSE)
    if not owners:
        # in an institution's own report its departments stand without it
        return _Part(None, "of the reporting institution") if unit.cls == "Unit" and unit.kind == "name" else None
    owner, *others = owners
    if owner is unit or owner.cls == "Place" or owner.means == "home_place":
        return None
    return _Part(owner, _FOUNDED, host, tuple(others))


def _is_list_of_founded(state: State) -> bool:
    """添了三个科室：疼痛科、介入科; 建成三个中心，包括影像中心: the clause before founds them."""
    start = state.clause.start
    if state.text[start - 1 : start] not in ("：", ":") and not _ITEMISES.match(state.clause.text):
        return False
    before = next((c for c in state.sentence.clauses if c.end == start - 1), None)
    return before is not None and (FOUNDING.search(before.text) or _LISTS.search(before.text)) is not None


def _hosts(state: State, unit: Found) -> list[Group]:
    """Where it is set up: 在甲, 帮甲, 依托甲."""
    hosts = [
        g
        for g in parties(state.clause, "place", "object")
        if is_care(g.first, "own") or (g.marker == "在" and g.first.cls == "PartnerInstitution")
    ]
    hosts += [
        g for g in parties(state.clause, "for", before=unit.start) if g.marker == "帮" and is_care(g.first, "own")
    ]
    return hosts + [
        g
        for clause in state.sentence.clauses
        for g in clause.groups
        if g.marker == "依托"
        and g.first.cls in CARE
        and (g.start < unit.start or clause is state.clause)
        and not any(is_care(actor.first) for actor in parties(clause, "", before=g.start))  # 甲依托乙建成
    ]


def _acting_owners(state: State, unit: Found, acting: Group, founding: bool, inside: list[Found]) -> list[Found]:
    """Who acts owns what it founds, or what is called its own."""
    if founding and (acting.first.cls in CARE or acting.first.means or _has_house(acting.first)):
        return _in_place(state, acting.mentions, unit, acting, inside)
    if founding and acting.first.cls == "Unit":
        if acting.first.kind == "name" and _SETS_UP.search(state.text, acting.end, unit.start):
            return [acting.first]
        if acting.first.owner is not None:
            return [acting.first.owner]
    owning = state.text[acting.end : unit.start] in _OWNING
    return [acting.first] if owning and is_care(acting.first, *_STAND_INS) else []


def _carried_owners(state: State, unit: Found) -> list[Found]:
    """Who acted before owns what is founded; of several, the one in the unit's place if they are told 分别."""
    first = state.subject[0]
    if first.cls == "Unit":
        return [first.owner] if first.owner is not None else []
    if not (is_care(first) or first.means or _has_house(first)):
        return []
    if state.text[state.clause.start - 1 : state.clause.start] == "，" and (helped := _helped_by(state, first)):
        return helped  # 甲帮扶乙，建立名医工作室: at whom it helps
    units = next((g for g in state.clause.groups if unit in g.mentions), None)
    if units is not None and units.apart and len(units.mentions) == len(state.subject):
        return [state.subject[units.mentions.index(unit)]]
    if not _is_at_home(first) and (at_home := [m for m in state.here.partners if _is_at_home(m)]):
        return at_home[:1]  # 江北市中心医院与县医院签约，胸痛中心揭牌: 县医院's
    return [first]


def built_for(state: State, helper: Group | None) -> list[Found]:
    """甲帮带乙，援建康复科; 乙争取甲援建康复科: at whom a helper builds, who is not named beside it.

    >>> built_for(State("援建康复科", subject=[Found(0, 3, "县医院", "Hospital")]), None)
    []
    """
    told: Sequence[Found | None] = []
    if state.here.helped:
        told = state.here.helped[1]
    elif helper is not None:
        told = [s for s in state.subject if s not in helper.mentions]
    return [m for m in told if m is not None and is_care(m, *_STAND_INS)]


def _is_at_home(mention: Found) -> bool:
    return mention.means == "own" or (mention.kind == "name" and mention.place in _AT_HOME)


def _helped_by(state: State, helper: Found) -> list[Found]:
    """Whom somebody was said to help before in the sentence."""
    here = takewhile(lambda c: c.sentence_start == state.sentence.start, reversed(state.candidates))
    told = [c.tail for c in here if c.type == "assists" and c.head is helper]
    return [m for m in dict.fromkeys(reversed(told)) if m is not None and is_care(m, *_STAND_INS)]


def _house(state: State, unit: Found) -> Found | None:
    """县医院胸痛中心通过认证，急诊科改造；康复科迁址: a clause that begins with a unit is of the house that was told of
    since the last full stop."""
    if unit.cls != "Unit" or unit.kind != "name" or state.here.helped or _PEOPLE_OF_IT.match(state.text, unit.end):
        return None
    if len(state.subject) != 1 or not _BEGINS.fullmatch(state.text, state.clause.start, unit.start):
        return None
    [first] = state.subject
    if unit.start - first.end > _FARTHEST_HOUSE or _FULL_STOP.search(state.text, first.end, unit.start):
        return None
    house = first.owner if first.cls == "Unit" else first
    return house if house is not None and house.cls in CARE and house.kind == "name" else None


def _in_place(state: State, owners: list[Found], unit: Found, group: Group, inside: list[Found]) -> list[Found]:
    """The one of a group in the unit's place, where they are told 分别; else all, but the first of those who found it
    together."""
    if group.apart:
        units = [u for u in inside if u.owner is None or u.owner in owners]
        return [owners[min(units.index(unit), len(owners) - 1)]]
    together = group.marker == "依托" or _JOINTLY.search(state.text, state.clause.start, unit.start)
    if together and owners[0].means == "both" and state.here.agreed:
        owners = [m for m in state.here.agreed if m is not None] or owners  # 甲与乙签约，双方共建康复科
    return owners[:1] if together or not all(is_care(o, *_STAND_INS) for o in owners) else list(owners)


def _note(state: State, unit: Found, part: _Part) -> None:
    said = [unit]
    if part.owner is not None and state.in_sentence(part.owner):
        said.append(part.owner)
    start, end = min(m.start for m in said), max(m.end for m in said)
    state.candidates.append(
        Candidate(
            *("partOf", unit, part.owner),
            status="actual" if part.rule == _IN_ITS_NAME else state.status,
            start=start,
            end=end,
            sentence_start=state.sentence.start,
            sentence_end=state.sentence.end,
            reading=part.rule,
            doubts=doubts(state.clause, state.sentence, (unit, part.owner)),
        )
    )


def _note_outpost(state: State, unit: Found, part: _Part) -> None:
    """An outside hospital that sets up a studio at a host works there; a ward in an elder-care home is only there."""
    acting = actor(state.clause, unit.start)
    host = part.host
    if acting is None or host is None or acting.end > host.start:
        return
    if acting.first is part.owner or unit in acting.mentions or host.first.cls == "PartnerInstitution":
        return
    if acting.first.cls in CARE or acting.first.cls in ("Unit", "PartnerInstitution"):
        trigger = Trigger("assists", "outpost", host.start, unit.end, "设立")
        hosts = [h for h in host.mentions if h is not unit] if part.owner in host.mentions else [part.owner]
        state.say("assists", product(acting.mentions, hosts), trigger)
