"""Who belongs to an alliance: 甲加入联盟; 联盟由甲牵头; 甲与乙组建医联体.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院牵头，与柳林镇卫生院组建医共体。"
>>> [(c.head.text, c.tail.text, c.partners[0].text) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '医共体', '县医院'), ('柳林镇卫生院', '医共体', '县医院')]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.numbers import NUMERAL, number
from kg.nlp.relations.roles import (
    actor,
    chained,
    is_care,
    is_party,
    listed_after,
    mentions_of,
    named_next,
    parties,
    product,
)
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_MEMBERSHIP = re.compile(one_of("relations", "cues.membership"))
_FOUNDING = re.compile(one_of("relations", "cues.founding"))
_APPEARING = re.compile(one_of("relations", "cues.appearing"))
_CEREMONY = re.compile(one_of("relations", "cues.ceremony"))
_MEETING = re.compile(f"{one_of('relations', 'cues.meeting')}(?=[，。；、\n上在于召举]|$)")
_AGREEMENT = re.compile("(?:协议|签约)$")
_OF_ONE = ("医联体", "医共体")
_LEFT = ("从", "自")  # 从甲医共体划转至乙医共体
_ROLE = re.compile(f"{one_of('relations', 'cues.part_of_alliance')}(?:分别)?为$")
_JOINING = re.compile(one_of("relations", "cues.joining"))
_BELONGING = re.compile(one_of("relations", "cues.belonging"))
_ENTERING = re.compile(one_of("relations", "cues.entering"))
_EACH_ITS_OWN = re.compile("(?:各自?|分别)(?:牵头|发起|领办)")
_ITS = re.compile(f"(?:由其|其){one_of('relations', 'cues.leading')}{one_of('relations', 'cues.led')}?的[“]?$")
_HEADS = re.compile(f"为{one_of('relations', 'cues.heading')}[一-龥]{{0,2}}$")
_JOINED = re.compile("联合|整合|携手|会同")
_THEM_TAKEN_IN = re.compile(one_of("relations", "cues.them_taken_in"))
_COUNTED = re.compile(f"({NUMERAL})[个大家][^，。、个家]{{2,12}}$")
_LEADS = re.compile("牵头|领办|主导")
_LED = re.compile(
    f"(?:各自?|分别)?(?:{one_of('relations', 'cues.leading')}{one_of('relations', 'cues.led')}?"
    f"|为{one_of('relations', 'cues.heading')})的[^，。]{{0,10}}"
)


def membership(state: State, trigger: Trigger) -> None:
    """Read who belongs to the alliance of the clause, or to the one last named; who may belong to one yet to be
    named waits.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "以县医院为龙头"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> membership(state, Trigger("memberOf", "membership", 5, 7, "龙头"))
    >>> [m.text for m in state.waiting]
    ['县医院']
    """
    clause = state.clause
    signed = _AGREEMENT.search(trigger.text) is not None
    alliances = [
        m
        for m in mentions_of(g for g in clause.groups if not _is_no_target(state, trigger, g, signed))
        if m.cls == "MedicalAlliance" and not _MEETING.match(state.text, m.end)
    ]
    if trigger.text.endswith("协议"):  # 签订医联体协议: of an alliance that has no name, they have signed, no more
        alliances = [m for m in alliances if not is_unnamed(m) and not (m.local and m.full.endswith(_OF_ONE))]
    if signed and not alliances:
        return  # 与医共体签约: with it, not to be in it
    if not alliances and state.alliance is not None and _MEETING.match(state.text, state.alliance.end):
        return
    if trigger.text == "挂靠" and all(m.cls == "Unit" for m in mentions_of(parties(clause, ""))):
        return  # 四个中心挂靠于甲
    pointed = _pointed_at(state)
    members = [m for m in _members(state, trigger) if pointed is None or m.means not in ("first", "second")]
    speaks = _MEMBERSHIP.search(clause.text)
    if not alliances and (state.alliance is None or _leads_into_one(state)):
        if speaks or _is_founded_next(state):
            state.waiting += [m for m in members if m not in state.waiting]
        return
    members += _who_founded_it(state, alliances, members)
    appears = state.waiting and _APPEARING.search(clause.text)
    founded = _FOUNDING.search(clause.text) or appears or _appears_next(state)
    if not speaks and not (alliances and founded):
        return
    targets = _targets(state, alliances)
    if state.here.partners and _THEM_TAKEN_IN.search(clause.text):
        state.say("memberOf", product(state.here.partners, targets), trigger)
        return
    members = members or listed_after(state.sentence, clause)
    everyone = _with_subject(state, [*(m for m in state.waiting if m not in members), *members])
    if not everyone and alliances and _ENTERING.search(clause.text):
        state.say("memberOf", [(None, target) for target in targets], trigger)
        return
    _join_all(state, trigger, everyone, targets)
    state.waiting = []


def _appears_next(state: State) -> bool:
    """甲与乙牵手，儿科医联体揭牌运行: what those have founded who agreed on something in the clause before."""
    groups = state.clause.groups
    alone = len(groups) == 1 and groups[0].case == "" and groups[0].start - state.clause.start <= 1
    return bool(alone and state.here.partners and _APPEARING.search(state.clause.text))


def _is_founded_next(state: State) -> bool:
    """以甲为龙头，联合乙、丙，6月挂牌成立医共体: those who are joined found what a clause behind names."""
    if not _JOINED.search(state.clause.text):
        return False
    behind = (c for c in state.sentence.clauses if c.start > state.clause.start)
    return any(
        _FOUNDING.search(c.text) and any(m.cls == "MedicalAlliance" for m in mentions_of(c.groups)) for c in behind
    )


def _leads_into_one(state: State) -> bool:
    """以甲、乙为牵头单位，分别组建…: who heads the alliances that the clause behind names, not the one named before."""
    after = state.sentence.clause_after(state.clause)
    if after is None or not any(g.marker == "以" for g in state.clause.groups):
        return False
    heads = _HEADS.search(state.clause.text) and _FOUNDING.search(after.text)
    return bool(heads) and any(m.cls == "MedicalAlliance" for m in mentions_of(after.groups))


def _who_founded_it(state: State, alliances: list[Found], members: list[Found]) -> list[Found]:
    """甲辐射基层，乙成为其发起的联盟成员: who acted before."""
    its = alliances and _ITS.search(state.text, state.clause.start, alliances[0].start)
    return [s for s in state.subject if is_care(s) and s not in members] if its else []


def _is_no_target(state: State, trigger: Trigger, group: Group, signed: bool) -> bool:
    """从甲医共体划转; 与医共体签约, and 医共体与甲共建专科 tell what an alliance does, not who is in it."""
    if group.marker in _LEFT or (signed and group.case == "with"):
        return True
    partner = next(iter(parties(state.clause, "with", after=group.end)), None)
    acts = (
        group.case in ("", "cause")
        and group.end <= trigger.start
        and partner is not None
        and partner.start == group.end + len(partner.marker)
    )
    return acts and not _JOINING.search(state.clause.text)


def is_unnamed(alliance: Found) -> bool:
    """Whether an alliance has no name of its own (医共体, 专科联盟): its founder tells it apart.

    >>> is_unnamed(Found(0, 3, "医共体", "MedicalAlliance"))
    True
    """
    return alliance.kind == "kind" or len(alliance.full) <= 4


def _members(state: State, trigger: Trigger) -> list[Found]:
    """Whom the clause names as members or leaders."""
    return [
        m
        for group in state.clause.groups
        if group.case != "except" and is_party(group) and _is_in_role(state, trigger, group)
        for m in group.mentions
        if is_care(m, "own", "last", "both", "all", "first", "second")
        or (m.cls in ("PartnerInstitution", "Unit") and group.case in ("", "with", "by", "cause", "object"))
    ]


def _is_in_role(state: State, trigger: Trigger, group: Group) -> bool:
    """为乙, 向乙 make no member, but in 覆盖 and 成员单位为乙; nor does where a ceremony is held."""
    if group.case == "place" and _CEREMONY.search(state.text, group.end, state.clause.end):
        return False
    if group.case not in ("for", "to") or trigger.text == "覆盖":
        return True
    return _ROLE.search(state.text, state.clause.start, group.start) is not None


def _targets(state: State, alliances: list[Found]) -> list[Found]:
    """The alliances with names, else the first, else the one last named."""
    if alliances:
        return [a for a in alliances if a.kind == "name" and len(a.full) > 4] or alliances[:1]
    if pointed := _pointed_at(state):
        return [pointed]
    return [state.alliance] if state.alliance is not None else []


def _pointed_at(state: State) -> Found | None:
    """甲集团与乙集团挂牌，前者下辖…: which of the two alliances of the sentence."""
    means = next((m.means for m in mentions_of(state.clause.groups) if m.means in ("first", "second")), None)
    named = [m for m in state.sentence.mentions if m.cls == "MedicalAlliance" and m.end <= state.clause.start]
    if means is None or len(named) < 2:
        return None
    return named[-2] if means == "first" else named[-1]


def _with_subject(state: State, everyone: list[Found]) -> list[Found]:
    """The members with who acted before, where the clause says that they join."""
    clause = state.clause
    subject = [s for s in state.subject if is_care(s) or s.means]
    if (
        state.subject
        and _JOINING.search(clause.text)
        and not parties(clause, "", "cause", "object")
        and not any(s in everyone for s in state.subject)
    ):
        everyone = [*subject, *everyone]
    with_them: Ends = state.here.met[1] if state.here.met else _signed_with(state)
    founded = bool(with_them) and (_FOUNDING.search(clause.text) is not None or _appears_next(state))
    if not everyone and (founded or _BELONGING.search(clause.text)):
        with_them = with_them if founded else []
        return named_next(state.sentence, clause) or [*subject, *(m for m in with_them if m is not None)]
    return everyone


def _signed_with(state: State) -> Ends:
    """甲与乙签约，组建医联体: both do; not where 甲 leads it."""
    led = _LEADS.search(state.clause.text)
    return [] if led else [m for m in state.here.partners if is_care(m)]


def _join_all(state: State, trigger: Trigger, everyone: list[Found], targets: list[Found]) -> None:
    clause = state.clause
    subject = [s for s in state.subject if is_care(s) or s.means]
    withs = parties(clause, "with")
    acting = actor(clause, trigger.start)
    if withs and acting is None and not any(m in state.subject for m in everyone):
        everyone = [*subject, *everyone]
    leaders = [_led(state.text, clause, [target]) for target in targets]
    if len(targets) > 1 and all(leaders):  # 以甲为核心的A集团与以乙为核心的B集团
        for target, leader in zip(targets, leaders, strict=True):
            assert leader is not None
            _join(state, leader.mentions, target, trigger, None if not is_unnamed(target) else leader.first)
        return
    led = leaders[0] if leaders else None
    begins = leaders[0] is not None and not clause.text[: leaders[0].start - clause.start].strip("，“")
    if len(everyone) == 1 and not begins and any(everyone[0] in leader.mentions for leader in leaders if leader):
        everyone = [*everyone, *subject]
    nobody_acts = not subject and (acting is None or acting.first.cls == "MedicalAlliance")
    if nobody_acts and any(leader and _JOINING.search(state.text, clause.start, leader.start) for leader in leaders):
        state.say("memberOf", [(None, target) for target in targets], trigger)  # who writes joins what they lead
    apart = any(g.apart for g in clause.groups)
    for index, target in enumerate(targets):
        if not is_unnamed(target):
            one_each = apart and len(targets) == len(everyone) > 1
            lead_others = mentions_of(g for g in leaders if g and g is not leaders[index])
            joining = [everyone[index]] if one_each else [m for m in everyone if m not in lead_others]
            _join(state, joining, target, trigger, None)
            if withs and acting is None and not subject and target.start >= clause.start:
                state.say("memberOf", [(None, target)], trigger)  # 与甲共建联盟: so does who writes
            continue
        if led and len(led.mentions) > 1 and _EACH_ITS_OWN.match(state.text, led.end):
            for founder in led.mentions:  # 甲和乙分别牵头的两个医共体: who else is in which is not told
                _join(state, [founder], target, trigger, founder)
            continue
        if len(everyone) > 1:
            state.here.helped = ([everyone[0]], list(everyone[1:]))
        if apart and withs and acting is not None and len(acting.mentions) == len(withs[0].mentions) > 1:
            for founder, partner in zip(acting.mentions, withs[0].mentions, strict=True):
                _join(state, [founder, partner], target, trigger, founder)
            continue
        if acting is not None and (pairs := chained(state.text, acting, withs)):
            for pair in pairs:  # 甲与乙、丙与丁组建医联体
                _join(state, [m for m in pair if m is not None], target, trigger, pair[0])
            continue
        if acting is not None and len(acting.mentions) > 1 and _EACH_ITS_OWN.match(state.text, acting.end):
            for founder in acting.mentions:  # 甲、乙各牵头组建1个医共体
                _join(state, [founder], target, trigger, founder)
            continue
        founders = led.mentions if led else everyone
        heads = [m for m in founders if m.cls == "Hospital" and m.kind == "name"]
        rest = [m for m in founders if m not in heads]
        sets = all(m.kind == "kind" for m in rest)
        if sets and len(heads) == _how_many(state.text, target) > 1:
            for founder in heads:  # 以甲、乙为龙头，分别与9个、7个卫生院组建2个医共体: some of these are in each
                _join(state, [founder, *rest], target, trigger, founder)
            continue
        if state.here.partners and state.text[target.start - 1 : target.start] == "其":
            founders = state.here.partners  # 与乙签约，成为其医联体成员
        _join(state, everyone, target, trigger, state.founders.get(id(target)) or next(iter(founders), None))


def _how_many(text: str, alliance: Found) -> int:
    """两大医共体, 2个紧密型医共体: how many there are."""
    counted = _COUNTED.search(text, max(0, alliance.start - 12), alliance.end)
    return number(counted[1]) or 0 if counted else 0


def _led(text: str, clause: Clause, targets: list[Found]) -> Group | None:
    """甲牵头组建的医联体: who leads it, right before it."""
    if not targets:
        return None
    alliance = targets[0]
    leaders = (
        g
        for g in clause.groups
        if is_party(g) and g.end <= alliance.start and _LED.fullmatch(text, g.end, alliance.start)
    )
    return next(leaders, None)


def _is_led_already(state: State, member: Found, alliance: Found) -> bool:
    """拟加入乙牵头的联盟: 乙 leads it now."""
    led = _led(state.text, state.clause, [alliance])
    return led is not None and member in led.mentions


def _join(state: State, members: list[Found], alliance: Found, trigger: Trigger, founder: Found | None) -> None:
    first = len(state.candidates)
    leads = [m for m in members if state.status == "planned" and _is_led_already(state, m, alliance)]
    state.say("memberOf", [(m, alliance) for m in members if m not in leads], trigger)
    if leads:
        status, state.status = state.status, "actual"
        state.say("memberOf", [(m, alliance) for m in leads], trigger)
        state.status = status
    if founder is not None:
        state.founders.setdefault(id(alliance), founder)
    for candidate in state.candidates[first:]:
        candidate.partners = (founder,) if founder is not None else ()
