"""Who learns where: 甲选派骨干到乙进修; 乙接收甲的医师进修; 乙为甲培训骨干.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院选派6名骨干到江北市中心医院进修。"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '江北市中心医院', {'personnel': 6})]
"""

from __future__ import annotations

import re
from itertools import permutations

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.numbers import NUMERAL
from kg.nlp.relations.frames.assistance import assist
from kg.nlp.relations.roles import (
    PEOPLE,
    SHARE,
    actor,
    attributes,
    chained,
    company,
    is_care,
    is_of_their_own,
    mentions_of,
    named_after,
    paired,
    parties,
    product,
    rank,
    told_behind,
)
from kg.nlp.relations.state import Ends, Sent, State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import at, one_of

_RECEIVING = re.compile(one_of("relations", "cues.receiving"))
_HOSTING: list[str] = at("relations", "cues.hosting")
_NO_HOST = re.compile(one_of("relations", "cues.no_host"))
_THITHER = re.compile(one_of("relations", "cues.thither"))
_LEARNERS = re.compile(f"的?[一-龥]{{0,4}}?{one_of('relations', 'cues.learners')}")
_INSPECTED = re.compile(one_of("relations", "cues.inspected"))
_NO_STUDY = re.compile(f"{one_of('relations', 'cues.taught')}|{one_of('relations', 'cues.inspected')}")
# 119名乡村医生在乙轮训: whoever acted before, they are nobody's but the county's.
_VILLAGE_DOCTORS = re.compile(
    f"[一-龥]{{0,4}}?(?:(?:{NUMERAL})余?[名位])?{one_of('relations', 'cues.village_doctors')}"
)
_RETURNED = re.compile(one_of("relations", "cues.returned"))
_ATTENDING = re.compile("参加(?:了)?$")
_HELD = re.compile(f"{one_of('relations', 'cues.held')}?的?[^，。]{{0,12}}$")
_PLACES = re.compile(one_of("relations", "cues.places_for_trainees"))
_ARE_LISTED = re.compile("(?:人员|医师|名单)(?:有|为|是)?：")
_TAKES_CARE = re.compile("负责|承担")
_TRAINED_BY = ("由", "交由", "委托")
_ASKED = ("委托", "交由", "交给")
_SENT = re.compile("派|选送|输送|安排|抽调")
_EACH_OTHER = re.compile(one_of("relations", "cues.each_other"))
_TWO = ("first", "second")
_TO_LEARN = re.compile("学习|观摩|取经|考察")
_LESSON = re.compile(one_of("relations", "cues.lesson"))


def trainees(state: State, trigger: Trigger) -> None:
    """Read who sends trainees to whom.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "县医院接收柳林镇卫生院的医师进修"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> trainees(state, Trigger("sendsTraineesTo", "trainees", 14, 16, "进修"))
    >>> [(c.head.text, c.tail.text) for c in state.candidates]
    [('柳林镇卫生院', '县医院')]
    """
    clause = state.clause
    places = _places(state, trigger)
    received = [
        g for g in parties(clause, "object", "by", before=trigger.start) if any(word in g.marker for word in _HOSTING)
    ]
    served = [g for g in parties(clause, "for", "to", before=trigger.start) if is_care(g.first)]
    if received:
        _taken_in(state, trigger, received)
    elif not places and state.here.helped and _RECEIVING.search(clause.text) and not parties(clause, "", "by"):
        helpers, helped = state.here.helped
        state.say(trigger.relation, product(helped, helpers), trigger, attributes(clause))
    elif places:
        _sent(state, trigger, places)
    elif not served and (hosts := _hosts(state, trigger)):
        acting = actor(clause, trigger.start)
        if acting is not None and acting.first.means in _TWO:
            goers = _one_of_two(state, acting)
        else:
            goers = acting.mentions if acting else state.here.went[0] if state.here.went else state.carried()
        state.say(trigger.relation, product(goers, hosts), trigger, attributes(clause))
    elif served and (PEOPLE.search(clause.text) or _PLACES.match(state.text, trigger.end)):
        _served(state, trigger, served[0])
    elif not served and (both := _each_other(state, trigger)):
        state.say(trigger.relation, permutations(both, 2), trigger, attributes(clause))
    elif not served and (PEOPLE.search(clause.text) or state.text[clause.end : clause.end + 1] == "："):
        _without_place(state, trigger)


def _each_other(state: State, trigger: Trigger) -> Ends:
    """甲与乙互派骨干跟班学习: the two, who send to each other."""
    if not _EACH_OTHER.search(state.text, state.clause.start, trigger.start):
        return ()
    acting = actor(state.clause, trigger.start)
    withs = parties(state.clause, "with", before=trigger.start)
    both = [*(acting.mentions if acting else state.carried()), *mentions_of(withs)]
    return both if len(both) == 2 else ()


def _shared_out(state: State) -> list[Found]:
    """选送21名到乙进修（其中甲15名、丙6名）: whose they are, where the clause has them with their numbers."""
    clause, text = state.clause, state.text
    among = text.find("其中", clause.start, clause.end)
    told = [m for m in mentions_of(clause.groups) if among >= 0 and m.start > among]
    return told if told and all(is_care(m) and SHARE.match(text, m.end) for m in told) else []


def _places(state: State, trigger: Trigger) -> list[Group]:
    """Where to; or from where they come back (从乙进修归来)."""
    clause, text = state.clause, state.text
    places = [g for g in parties(clause, "place", before=trigger.end + 1) if _is_host(g)]
    places = places or [g for g in parties(clause, "with", before=trigger.start) if g.marker == "跟"]
    if places and _NO_STUDY.search(text, places[-1].end, clause.end):
        goer = actor(clause, places[0].start)
        above = rank(places[-1].first) > rank(goer.first if goer else None)
        return places if above and not _INSPECTED.search(clause.text) else []
    if places:
        return places
    if not _RETURNED.match(text, trigger.end):
        return []
    return [g for g in parties(clause, "cause", before=trigger.start) if g.marker == "从"]


def _served(state: State, trigger: Trigger, served: Group) -> None:
    """甲为乙培训骨干6名; what a bureau teaches is no training elsewhere."""
    acting = actor(state.clause, served.start)
    hosts: Ends = acting.mentions if acting else state.carried()
    if served.case == "to" and not all(h is not None and is_care(h) for h in hosts):
        return
    state.say(trigger.relation, product(served.mentions, hosts), trigger, attributes(state.clause))


def _without_place(state: State, trigger: Trigger) -> None:
    """乙上门授课，甲40人参训: those teach who came; else where to, or from where, may still come (其中甲3人)."""
    clause = state.clause
    acting = actor(clause, trigger.start)
    ends: Ends = acting.mentions if acting else state.carried()
    taught = [g for g in parties(clause, "", after=trigger.end) if g.start == trigger.end and is_care(g.first)]
    if taught and acting is not None and is_care(acting.first) and "训" in trigger.text:
        state.say(trigger.relation, product(taught[0].mentions, ends), trigger, attributes(clause))  # 乙培训甲医师6人
        return
    if state.here.taught and acting is not None and is_care(acting.first):
        assist(state, state.here.taught, ends, trigger._replace(relation="assists"), acting)
        return
    state.here.sent = Sent(trigger.relation, ends, received=_RECEIVING.search(clause.text) is not None)


def _hosts(state: State, trigger: Trigger) -> Ends:
    """Who trains them without a word of place: 由乙负责培训; 参加乙举办的培训班; whom the clauses before name."""
    clause, text = state.clause, state.text
    acting = actor(clause, trigger.start)
    if acting is None and (asked := [g for g in parties(clause, "by") if g.marker in _ASKED and is_care(g.first)]):
        return asked[0].mentions  # 委托乙对医护人员进行轮训
    if acting is not None and is_care(acting.first):
        offered = _PLACES.match(text, trigger.end)
        by = [
            g
            for g in parties(clause, "by", after=acting.end)
            if (offered or g.marker in _TRAINED_BY or _RECEIVING.match(text, g.end)) and not _is_official(g)
        ]
        if by and (by[0].start < trigger.start or _TAKES_CARE.match(text, by[0].end)):
            return by[0].mentions
        attended = [g for g in parties(clause, "", after=acting.end) if _ATTENDING.search(text, clause.start, g.start)]
        if attended and _HELD.match(text, attended[0].end, trigger.end) and not _is_official(attended[0]):
            return attended[0].mentions
    if acting is not None and acting.first.means in _TWO:
        return _one_of_two(state, acting, other=True)
    return _named_before(state)


def _one_of_two(state: State, acting: Group, *, other: bool = False) -> Ends:
    """前者, 后者 of those who agreed on something, or the other one."""
    here = state.here
    return here.agreed if (acting.first.means == "first") != other else here.partners


def _is_official(group: Group) -> bool:
    return group.first.cls in ("GovernmentBody", "Place")


def _named_before(state: State) -> Ends:
    """The host that the clauses before name: 与乙签约，派医师前去进修; 启程前往乙，开始半年的培训."""
    if state.here.partners and (_THITHER.search(state.clause.text) or _are_sent(state)):
        return state.here.partners
    taught = state.here.relation == "assists"  # 甲专家到乙开展培训，参训55人
    if state.here.went and not taught and not parties(state.clause, "", "by", "cause"):
        return state.here.went[1]
    return []


def _are_sent(state: State) -> bool:
    """与乙结为协作医院，选派3名医生进修: to 乙, where nobody else is named and 乙 stands higher."""
    agreed = [m for m in state.here.agreed if m is not None]
    above = bool(agreed) and all(rank(p) > rank(m) for p in state.here.partners for m in agreed)
    sent = _SENT.search(state.clause.text) is not None
    return above and sent and not state.clause.groups and PEOPLE.search(state.clause.text) is not None


def _is_host(group: Group) -> bool:
    return group.first.cls != "MedicalAlliance" and not _NO_HOST.search(group.first.text)


def _taken_in(state: State, trigger: Trigger, received: list[Group]) -> None:
    clause = state.clause
    acting = actor(clause, received[0].start)
    heads = mentions_of(received)
    heads += mentions_of(parties(clause, "", after=received[0].end, before=trigger.start))
    places = [g for g in parties(clause, "place", after=received[0].end, before=trigger.start) if is_care(g.first)]
    hosts = places[-1].mentions if places else acting.mentions if acting else state.carried()
    state.say(trigger.relation, product(heads, hosts), trigger, attributes(clause))


def _sent(state: State, trigger: Trigger, places: list[Group]) -> None:
    clause, place = state.clause, places[-1]
    if place.first.means == "home_place" and place.first.cls == "Place":
        if guests := _guests(state, trigger, place):
            state.say(trigger.relation, product(guests, place.mentions), trigger, attributes(clause))
        return
    if place.first.cls == "Unit" and place.first.kind == "kind":
        return
    acting = actor(clause, places[0].start) or next(iter(parties(clause, "object", before=place.start)), None)
    if acting is not None and is_of_their_own(acting):
        acting = actor(clause, acting.start)  # 选派产科、儿科骨干
    if place.marker == "在" and _LESSON.search(trigger.text) and not _has_learners(state, place, acting):
        return
    apart = place.apart or (state.apart if acting is None else acting.apart)
    told = told_behind(state.text, clause, trigger.end)
    shared_out = [] if acting is not None and is_care(acting.first) else _shared_out(state)
    carried: Ends = list(state.section) or [None] if _VILLAGE_DOCTORS.match(clause.text) else state.carried()
    goers: Ends = shared_out or (acting.mentions if acting else told or named_after(state.sentence, clause) or carried)
    goers = [*goers, *company(state.text, clause, acting, place.start)]
    numbered = [g for g in places if SHARE.match(state.text, g.end)]
    hosts = mentions_of(numbered) if len(numbered) == len(places) else place.mentions
    state.here.sent = Sent(trigger.relation, hosts, received=True)
    if acting is None and _ARE_LISTED.fullmatch(state.text, trigger.end, clause.end + 1):
        return  # 赴乙进修人员：甲2人，丙3人
    pairs = (acting is not None and chained(state.text, acting, places)) or paired(goers, hosts, apart=apart)
    state.say(trigger.relation, pairs, trigger, attributes(clause))


def _guests(state: State, trigger: Trigger, place: Group) -> Ends:
    """丙县卫健局前来我县观摩学习: those of other counties who come to learn; who stands higher comes to inspect."""
    acting = actor(state.clause, place.start)
    if acting is None or not _TO_LEARN.search(state.text, place.end, state.clause.end):
        return ()
    come = acting.mentions
    elsewhere = all(len(m.text if m.cls == "Place" else m.place or "") > 2 for m in come)
    return come if elsewhere and all(rank(m) <= rank(None) for m in come) else ()


def _has_learners(state: State, place: Group, acting: Group | None) -> bool:
    """在乙学习: only with people who are sent, or who are said to learn there (甲护士长在乙学习)."""
    if PEOPLE.search(state.clause.text):
        return True
    if acting is None or not is_care(acting.first):
        return False
    return _LEARNERS.match(state.text, acting.end, place.start) is not None
