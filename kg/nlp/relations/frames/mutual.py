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
from kg.nlp.relations.roles import actor, chained, mentions_of, paired, parties, product
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_CARE_AT_A_DISTANCE = ("teleconsultsWith", "refersPatientsWith")
_TIE = re.compile(one_of("relations", "lists.ties"))
_WITH_CITIZENS = re.compile(one_of("relations", "cues.people"))


def mutual(state: State, trigger: Trigger) -> None:
    """Read who does it with whom.

    >>> from kg.nlp.relations.sentences import sentences
    >>> bureau, clinic = Found(0, 3, "卫健局", "GovernmentBody"), Found(4, 7, "卫生院", "TownshipHealthCentre")
    >>> [sentence] = sentences("卫健局与卫生院签约", [bureau, clinic])
    >>> state = State("卫健局与卫生院签约", sentence=sentence, clause=sentence.clauses[0])
    >>> mutual(state, Trigger("contractsWith", "mutual", 7, 9, "签约"))
    >>> [(c.head is bureau, c.tail is clinic) for c in state.candidates]
    [(True, True)]
    """
    clause = state.clause
    partners = _partners(clause, trigger)
    acting = actor(clause, max((g.start for g in partners), default=trigger.start))
    if acting is None:
        done_by = (g for g in parties(clause, "by", before=trigger.start) if g not in partners)
        acting = next(done_by, None)
    if not partners:
        _among_themselves(state, trigger, acting)
        return
    if acting is not None and (pairs := chained(state.text, acting, partners)):
        state.say(trigger.relation, pairs, trigger)
        return
    tails = mentions_of(partners)
    state.here.partners, state.here.agreed = list(tails), list(acting.mentions) if acting else state.carried()
    if trigger.relation == "refersPatientsWith" and acting is not None and acting.first.cls == "GovernmentBody":
        return
    if acting is None:
        state.say(trigger.relation, product(_called(state, trigger), tails), trigger)
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
    if trigger.relation not in _CARE_AT_A_DISTANCE:
        return partners
    if not partners:
        partners = [
            g
            for g in parties(clause, "to", "for", "place", "object")
            if g.case != "object" or g.start > trigger.start or "接入" in trigger.text
        ] or parties(clause, "by", before=trigger.start)
    return [g for g in partners if g.first.cls not in ("GovernmentBody", "Place")]


def _called(state: State, trigger: Trigger) -> list[Found | None]:
    """Who acts where the clause does not say: for remote care those called in, if there are several groups."""
    caused = parties(state.clause, "cause") if trigger.relation == "teleconsultsWith" else []
    return list(caused[0].mentions) if len(caused) > 1 else state.carried()


def _among_themselves(state: State, trigger: Trigger, acting: Group | None) -> None:
    """甲、乙签约; 双方签约; 甲请乙会诊; 甲上转乙; or those whom the sentence has joined before."""
    clause, relation = state.clause, trigger.relation
    remote = relation in _CARE_AT_A_DISTANCE
    called = parties(clause, "cause", before=trigger.start)
    bare = parties(clause, "", before=trigger.start)
    if remote and called and bare:
        state.say(relation, product(bare[0].mentions, called[0].mentions), trigger)
    elif acting is None:
        known = state.here.helped or (state.here.reached if remote else None) or state.here.met
        if known and not parties(clause, "", "by", "cause"):
            state.say(relation, product(*known), trigger)
    elif len(acting.mentions) >= 2 and (acting.joined or relation != "teleconsultsWith"):
        listed = [m for m in acting.mentions if m.kind != "kind" or m.count or m.quantified]
        state.say(relation, combinations(listed, 2), trigger)
    elif of_whom := _tied(state, trigger, acting):
        made = mentions_of(g for g in parties(clause, "object") if g is not of_whom)  # 把甲列为乙的教学基地
        state.say(relation, product(made or acting.mentions, of_whom.mentions), trigger)
    elif _TIE.match(trigger.text) and (by := parties(clause, "by", before=trigger.start)):
        state.say(relation, product(acting.mentions, by[-1].mentions), trigger)  # 甲被乙授予教学基地
    elif acting.first.means in ("both", "all"):
        state.say(relation, [(acting.first, acting.first)], trigger)
    elif relation == "refersPatientsWith" and (after := parties(clause, "", after=trigger.end)):
        state.say(relation, product(acting.mentions, after[0].mentions), trigger)


def _tied(state: State, trigger: Trigger, acting: Group) -> Group | None:
    """甲是乙协作医院: whose it is, right before the tie."""
    if not _TIE.match(trigger.text):
        return None
    before = parties(state.clause, "", "for", "object", before=trigger.start)
    return next((g for g in before if g is not acting and state.text[g.end : trigger.start] in ("", "的")), None)
