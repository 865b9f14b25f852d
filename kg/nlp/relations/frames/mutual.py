"""What two do with each other: 甲与乙签约; 甲、乙双方签约; 甲为乙提供远程诊断; 甲上转患者至乙.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院与江北市第一医院、江北市中医院签约，为柳林镇卫生院提供远程诊断。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
... # doctest: +NORMALIZE_WHITESPACE
[('contractsWith', '县医院', '江北市第一医院'), ('contractsWith', '县医院', '江北市中医院'),
 ('teleconsultsWith', '县医院', '柳林镇卫生院')]
"""

from __future__ import annotations

import re
from itertools import combinations

from kg.nlp.mentions.found import Found
from kg.nlp.relations.frames.ties import tied
from kg.nlp.relations.roles import actor, chained, is_care, is_same, mentions_of, paired, parties, product, rank
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.told_behind import told_of, who_acts
from kg.nlp.relations.triggers import Trigger
from kg.nlp.relations.units import FOUNDING
from kg.nlp.rules import at, one_of

CARE_AT_A_DISTANCE = ("teleconsultsWith", "refersPatientsWith")
_WITH_CITIZENS = re.compile(one_of("relations", "cues.people"))
_AMONG_ALL = re.compile(one_of("relations", "cues.among_all"))
_ONE_WAY = re.compile(one_of("relations", "cues.one_way"))
_TO_AND_FRO = re.compile(one_of("relations", "cues.to_and_fro"))
_WITH_UNKNOWN = re.compile("[一-龥]{0,3}(?:与|(?<![共协])同(?!时|步))")
_EACH = re.compile(f"均|都|{one_of('relations', 'cues.apart')}")
_TAKES_ON = re.compile(one_of("relations", "cues.lead") + "(?:着|了)?(?:全[县市区])?$")
_PAPER_BEHIND = re.compile(f"的[一-龥]{{0,8}}?{one_of('relations', 'lists.papers')}")
_SIDES = re.compile("(?:的)?(?:双方|三方|各方)(?:分别)?(?:为|是|系|有|包括)")
_IT = re.compile(one_of("relations", "cues.it"))
_THEIR_PAPER = re.compile("的[一-龥]{0,4}")
_UP_OR_DOWN = re.compile("(?:向|对)?[上下](?:联|接|连)")
_LATELY = 8  # relations
_BY_MEANS_OF = frozenset(at("relations", "cues.by_help"))
_RECEIVING = frozenset(at("relations", "cues.hosting"))


def mutual(state: State, trigger: Trigger) -> None:
    """Read who does it with whom.

    >>> from kg.nlp.mentions.found import Found
    >>> from kg.nlp.relations.sentences import sentences
    >>> bureau, clinic = Found(0, 3, "卫健局", "GovernmentBody"), Found(4, 7, "卫生院", "TownshipHealthCentre")
    >>> [sentence] = sentences("卫健局与卫生院签约", [bureau, clinic])
    >>> state = State("卫健局与卫生院签约", sentence=sentence, clause=sentence.clauses[0])
    >>> mutual(state, Trigger("contractsWith", "mutual", 7, 9, "签约"))
    >>> [(c.head is bureau, c.tail is clinic) for c in state.candidates]
    [(True, True)]
    """
    clause = state.clause
    if sides := _SIDES.match(state.text, trigger.end):  # 签约双方为甲和乙
        both = [m for g in parties(clause, "", "for", after=sides.end()) for m in g.mentions]
        state.say(trigger.relation, combinations(both, 2), trigger)
        return
    partners = _partners(clause, trigger)
    acting = actor(clause, max((g.start for g in partners), default=trigger.start))
    done_by = [g for g in parties(clause, "by", before=trigger.end) if g not in partners]
    if done_by and (acting is None or acting.first.cls == "Unit"):
        acting = done_by[0]
    if not partners:
        _among_themselves(state, trigger, acting)
        return
    acting = acting or _joined_to(state, partners) or told_of(state, trigger, partners)
    if acting is not None and (pairs := chained(state.text, acting, partners)):
        state.say(trigger.relation, pairs, trigger)
        return
    if acting is not None and (too := _act_too(state.text, acting, partners)):
        acting = Group([*acting.mentions, *mentions_of(too)], apart=any(g.apart for g in (acting, *too)), joined=True)
        partners = [g for g in partners if g not in too]
    tails = mentions_of(partners)
    heads: Ends = acting.mentions if acting else who_acts(state)
    state.here.partners, state.here.agreed = list(tails), list(heads)
    if trigger.relation == "refersPatientsWith" and acting is not None and acting.first.cls == "GovernmentBody":
        return
    if acting is None:
        if _UP_OR_DOWN.match(trigger.text) and heads == [None] and (unit := _founded_before(state)):
            state.say(trigger.relation, product([unit], tails), trigger)
            return
        if trigger.relation in CARE_AT_A_DISTANCE and heads == [None]:
            state.here.one_side = trigger.relation, tails
        state.say(trigger.relation, product(_called(state, trigger), tails), trigger)
        return
    if _AMONG_ALL.search(clause.text):
        state.say(trigger.relation, combinations([*acting.mentions, *tails], 2), trigger)
        return
    apart = any(g.apart for g in (acting, *partners)) and len(acting.mentions) == len(tails) > 1
    pairs = paired(acting.mentions, tails, apart=apart)
    state.say(trigger.relation, pairs, trigger)


def is_no_contract(clause: Clause, trigger: Trigger) -> bool:
    """Whether it is citizens who sign, or the parties only intend to.

    >>> is_no_contract(Clause(0, 0, "与2000户居民签约"), Trigger("contractsWith", "mutual", 0, 0, "签约"))
    True
    """
    if _WITH_CITIZENS.search(clause.text) and not parties(clause, "with", before=trigger.start):
        return True
    return "意向" in trigger.text and "意向书" not in trigger.text


def _partners(clause: Clause, trigger: Trigger) -> list[Group]:
    """With whom; care at a distance is also given to somebody, at some place, or got from somebody."""
    partners = parties(clause, "with")
    if trigger.relation not in CARE_AT_A_DISTANCE:
        by = [g for g in parties(clause, "by", before=trigger.start) if _is_with_its_help(g, trigger)]
        return partners or by or _whose_paper(clause, trigger)
    if not partners:
        partners = [
            g for g in parties(clause, "to", "for", "place", "object") if g.case != "object" or _is_taken_in(g, trigger)
        ] or [g for g in parties(clause, "by") if g.start <= trigger.end + len(g.marker)]
    return [g for g in partners if g.first.cls not in ("GovernmentBody", "Place")]


def _whose_paper(clause: Clause, trigger: Trigger) -> list[Group]:
    """甲对乙的帮扶协议续签三年."""
    signed = trigger.relation == "contractsWith"
    return [
        g
        for g in parties(clause, "to", before=trigger.start + 1)
        if signed and _PAPER_BEHIND.match(clause.text, g.end - clause.start)
    ]


def _is_taken_in(group: Group, trigger: Trigger) -> bool:
    """接收甲转诊的患者, 将甲接入远程会诊; not 远程会诊把甲和乙连在一起."""
    disposed = group.marker in ("把", "将")
    return group.marker in _RECEIVING or "接入" in trigger.text or (group.start > trigger.start and not disposed)


def _founded_before(state: State) -> Found | None:
    """建成县医院远程会诊中心，上联甲，下联乙: the unit that the sentence begins with."""
    first = next(iter(state.sentence.clauses), None)
    if first is None or first.start == state.clause.start or not FOUNDING.search(first.text):
        return None
    units = [m for m in mentions_of(first.groups) if m.cls == "Unit" and m.kind == "name"]
    return units[0] if len(units) == 1 and len(first.groups) == 1 else None


def _called(state: State, trigger: Trigger) -> Ends:
    """Who acts where the clause does not say: for remote care those called in, if there are several groups."""
    caused = parties(state.clause, "cause") if trigger.relation == "teleconsultsWith" else []
    return list(caused[0].mentions) if len(caused) > 1 else who_acts(state)


def _act_too(text: str, acting: Group, partners: list[Group]) -> list[Group]:
    """甲与乙均签约, 甲与乙分别与丙、丁签约: 乙 is no partner of 甲; but 甲、乙与丙、丁均签约 are four partners."""
    each = [g for g in partners if _EACH.match(text, g.end)]
    if len(each) == len(partners) and len(acting.mentions) > 1 and len(each[0].mentions) > 1:
        return []
    return each if len(each) < len(partners) or any(text[g.end] in "均都" for g in each) else []


def _joined_to(state: State, partners: list[Group]) -> Group | None:
    """在甲与乙之间签订, 把甲与乙连在一起."""
    marked = parties(state.clause, "place", "object", before=partners[0].start)
    return marked[-1] if marked and state.text[marked[-1].end : partners[0].start] == partners[0].marker else None


def _is_with_its_help(group: Group, trigger: Trigger) -> bool:
    """在甲配合下."""
    return group.marker == "在" and trigger.start - group.end <= 1


def _among_themselves(state: State, trigger: Trigger, acting: Group | None) -> None:
    """甲、乙签约; 双方签约; 甲请乙会诊; 甲上转乙; or those whom the sentence has joined before."""
    clause, relation = state.clause, trigger.relation
    remote = relation in CARE_AT_A_DISTANCE
    called = parties(clause, "cause", before=trigger.end + 1)
    acting = acting or next(iter(parties(clause, "object", after=trigger.end)), None)  # 远程会诊把甲和乙连在一起
    bare = parties(clause, "", before=trigger.start)
    if pairs := list(tied(state, trigger)):
        state.say(relation, pairs, trigger)
    elif remote and called and bare:
        state.say(relation, product(bare[0].mentions, called[0].mentions), trigger)
    elif acting is not None and (it := _it(state, trigger, acting)):
        state.say(relation, product(acting.mentions, it), trigger)
    elif remote and acting is not None and state.here.lent and acting.case == "" and is_care(acting.first):
        state.say(relation, product(acting.mentions, state.here.lent), trigger)
    elif remote and acting is not None and (served := _served(state, trigger, acting)):
        state.say(relation, product(acting.mentions, served.mentions), trigger)
    elif acting is None and _AMONG_ALL.search(clause.text) and len(state.subject) > 2:
        state.say(relation, combinations(state.subject, 2), trigger)  # 甲、乙和丙座谈，签订三方协议
    elif acting is None:
        known = state.here.helped or (state.here.reached if remote else None) or state.here.met
        if known is None and remote and state.here.partners:
            known = state.here.agreed, state.here.partners  # 甲与乙签约，开通双向转诊
        if known is None and relation == "teleconsultsWith" and state.here.handed and state.here.handed[1]:
            known = state.here.handed  # 甲把影像传给乙，由其出具报告
        if known and not parties(clause, "", "by", "cause", before=trigger.end):
            state.say(relation, product(*known), trigger)
    elif len(acting.mentions) >= 2 and (acting.joined or relation != "teleconsultsWith"):
        if _with_others(state, trigger, acting):
            return
        listed = [m for m in acting.mentions if m.kind != "kind" or m.count or m.quantified]
        signed = relation == "contractsWith" and len(listed) == 2 and not state.here.partners
        if signed and all(m.kind == "name" and m.cls != "Unit" for m in listed):
            state.here.agreed, state.here.partners = listed[:1], listed[1:]  # 甲和乙签约，每周巡诊
        state.say(relation, combinations(listed, 2), trigger)
    elif acting.first.means in ("both", "all"):
        state.say(relation, [(acting.first, acting.first)], trigger)
    elif relation == "contractsWith" and (signing := _who_signs_too(state, trigger, acting)):
        state.say(relation, product(signing, acting.mentions), trigger)
    elif relation == "refersPatientsWith" and (after := parties(clause, "", after=trigger.end)):
        state.say(relation, product(acting.mentions, after[0].mentions), trigger)
    elif relation == "teleconsultsWith" and (handed := _handed(state, acting)):
        state.say(relation, product(*handed), trigger)
    elif remote and acting.first.kind != "kind" and (is_care(acting.first) or acting.first.cls == "Unit"):
        state.here.one_side = relation, acting.mentions
        if acting.marker in _BY_MEANS_OF:
            state.here.lent = acting.mentions  # 依托乙远程会诊平台，甲开展会诊


def _who_signs_too(state: State, trigger: Trigger, acting: Group) -> Ends:
    """甲与乙签约；丙的协议已拟好: who has signed with others."""
    if not _THEIR_PAPER.fullmatch(state.text, acting.end, trigger.start):
        return []
    signed = [c.head for c in state.candidates[-_LATELY:] if c.type == "contractsWith"]
    return [m for m in state.subject if m in signed and m not in acting.mentions]


def _with_others(state: State, trigger: Trigger, acting: Group) -> bool:
    """甲、乙上转患者; 甲、乙分别签约; 甲、乙与企业签约: each of them with somebody else."""
    one_way = acting.apart or _ONE_WAY.search(trigger.text) is not None
    behind = _WITH_UNKNOWN.match(state.text, acting.end, trigger.start) is not None
    return behind or (one_way and not _TO_AND_FRO.search(state.clause.text))


def _served(state: State, trigger: Trigger, acting: Group) -> Group | None:
    """甲承担乙的远程阅片: whose it is, right before the trigger."""
    others = [g for g in parties(state.clause, "", after=acting.end, before=trigger.start) if is_care(g.first)]
    taken_on = [g for g in others if _TAKES_ON.search(state.text, acting.end, g.start)]
    return next((g for g in taken_on if state.text[g.end : trigger.start] in ("", "的")), None)


def _it(state: State, trigger: Trigger, acting: Group) -> Ends:
    """平台落户甲，乙的影像由其诊断: who acted before; and whom one higher up helps from afar (甲拍片，乙远程诊断)."""
    before = [m for m in state.subject if state.in_sentence(m) and m not in acting.mentions]
    if _IT.search(state.text, state.clause.start, trigger.start):
        return before
    from_above = any(rank(acting.first) > rank(m) for m in before) and is_care(acting.first)
    return before if from_above and trigger.relation == "teleconsultsWith" else []


def _handed(state: State, acting: Group) -> tuple[Ends, Ends] | None:
    """甲把影像传给乙，后者出具报告; 甲拍片，乙远程诊断: whose pictures they are."""
    handed = state.here.handed
    if handed is None:
        return None
    to_whom = handed[1] or acting.mentions
    is_theirs = acting.first.means == "second" or any(is_same(acting.first, m) for m in to_whom)
    return (handed[0], to_whom) if is_theirs else None
