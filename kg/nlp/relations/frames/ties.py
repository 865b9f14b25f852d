"""What one is to another: 甲是乙的合作单位; 甲以乙为合作伙伴; 甲的合作单位有乙; 乙的教学基地落户甲.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院以江北医科大学为合作伙伴，县中医院的协作单位是江北市中医院。"
>>> [(c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '江北医科大学'), ('县中医院', '江北市中医院')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import is_care, mentions_of, parties, product
from kg.nlp.relations.state import Pairs, State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_TIE = re.compile(one_of("relations", "lists.ties"))
_A_TIED = one_of("relations", "lists.tied")
_TIED = re.compile(_A_TIED)
_ENDING = re.compile(f"{_A_TIED}$")
_MADE = re.compile(f"(?:等[一-龥]{{0,6}})?{one_of('relations', 'cues.making')}[一-龥]{{0,6}}")
_IS = re.compile(f"的?{_A_TIED}?[一-龥]{{0,2}}{one_of('relations', 'cues.being')}|{_A_TIED}")
_OF_WHOM = re.compile("的?[一-龥]{0,2}|的[一-龥]{3,4}")
_COPULA = re.compile("(?:并|又|同时)?(?:正式|成功|挂牌)?(?:已|也|还|均|都)?(?:是|成为|系)")
_SETS_UP = re.compile("[一-龥]{0,4}?(?:设|建|成立|挂)[一-龥]{0,6}")
_SITE = re.compile("[一-龥]{0,4}")


def tied(state: State, trigger: Trigger) -> Pairs:
    """The pairs of those whom a word for a tie (合作单位) joins; none where it does not.

    >>> list(tied(State("议定"), Trigger("contractsWith", "mutual", 0, 2, "议定")))
    []
    """
    if not _TIE.match(trigger.text):
        return []
    clause = state.clause
    acting = next(iter(parties(clause, "", before=trigger.start)), None)
    if acting is not None and _COPULA.fullmatch(state.text, clause.start, acting.start):
        acting = None  # 也是乙的实习基地: who acted before is
    heads = acting.mentions if acting else state.carried()
    if state.here.partners and state.text[trigger.start - 1 : trigger.start] == "其" and _is_noun(state, trigger):
        return (
            [] if state.here.relation == "contractsWith" else product(heads, state.here.partners)
        )  # 与乙合作，成为其教学医院
    if of_whom := _of_whom(state, trigger, acting):
        if acting is None and _has_signed_with(state, of_whom):
            return []
        made = mentions_of(g for g in parties(clause, "object") if g is not of_whom)  # 把甲列为乙的教学基地
        return product(made or heads, of_whom.mentions)
    if any(head is not None and head.cls == "GovernmentBody" for head in heads):
        return []
    others = (
        _by_whom(clause, trigger, acting)
        or _sited(state, trigger, acting)
        or _chosen(state, trigger)
        or _named_behind(state, trigger, acting)
    )
    return product(heads, others.mentions) if others else []


def _has_signed_with(state: State, partner: Group) -> bool:
    """与乙签约，成为乙的教学医院: that tells no more than the contract."""
    signed = state.here.partners if state.here.relation == "contractsWith" else []
    return partner.first.full in {m.full for m in signed}


def _of_whom(state: State, trigger: Trigger, acting: Group | None) -> Group | None:
    """甲是乙的长期合作伙伴: whose it is, right before the tie."""
    if not _is_noun(state, trigger):
        return None
    before = [
        g
        for g in parties(state.clause, "", "for", "object", before=trigger.start)
        if g is not acting and not _is_made(state, g, trigger)
    ]
    if before and _COPULA.fullmatch(state.text, acting.end if acting else state.clause.start, before[0].start):
        return before[0]
    return next((g for g in before if _OF_WHOM.fullmatch(state.text, g.end, trigger.start)), None)


def _by_whom(clause: Clause, trigger: Trigger, acting: Group | None) -> Group | None:
    """甲被乙授予教学基地."""
    by = parties(clause, "by", before=trigger.start)
    told = acting is not None or (by and by[-1].marker == "被")  # 并被乙确定为协作单位
    return by[-1] if by and told and len(by[-1].mentions) == 1 else None


def _sited(state: State, trigger: Trigger, acting: Group | None) -> Group | None:
    """甲在乙设立教学基地."""
    if acting is None or not _is_noun(state, trigger):
        return None
    sites = parties(state.clause, "place", after=acting.end, before=trigger.start)
    return next((g for g in sites if is_care(g.first) and _SETS_UP.fullmatch(state.text, g.end, trigger.start)), None)


def _chosen(state: State, trigger: Trigger) -> Group | None:
    """甲以乙为合作伙伴."""
    before = parties(state.clause, "object", "cause", before=trigger.start)
    return next((g for g in before if _is_made(state, g, trigger)), None)


def _is_made(state: State, group: Group, trigger: Trigger) -> bool:
    return group.case in ("object", "cause") and _MADE.fullmatch(state.text, group.end, trigger.start) is not None


def _named_behind(state: State, trigger: Trigger, acting: Group | None) -> Group | None:
    """甲的合作单位有乙; 甲教学基地落户乙."""
    behind = parties(state.clause, "", "for", "by", "object", after=trigger.end)
    if behind and _IS.fullmatch(state.text, trigger.end, behind[0].start):
        return behind[0]
    its_own = acting is not None and state.text[acting.end : trigger.start] in ("", "的")
    sites = parties(state.clause, "place", after=trigger.end) if its_own and _is_noun(state, trigger) else []
    return next((g for g in sites if _SITE.fullmatch(state.text, trigger.end, g.start)), None)


def _is_noun(state: State, trigger: Trigger) -> bool:
    """合作单位, 签约|单位; not 合作."""
    return _ENDING.search(trigger.text) is not None or _TIED.match(state.text, trigger.end) is not None
