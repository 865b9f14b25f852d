"""Who acts where it is told only behind: 与甲签约的乙; 3月与甲签约，9月与丙签约，乙….

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "3月与江北市中心医院签约，县医院有了伙伴。与县医院签约的江北市中医院派出专家。"
>>> [(c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None)) if c.type == "contractsWith"]
[('县医院', '江北市中心医院'), ('江北市中医院', '县医院')]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.relations.roles import parties
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

# 与甲签约的乙; 与甲签约的是乙; 与甲签约是乙的任务
_TOLD_OF = re.compile(
    f"[一-龥]{{0,6}}的(?:{one_of('relations', 'cues.being')})?[一-龥]{{0,2}}|[一-龥]{{0,6}}(?:是|列入|写入)"
)
_BEGINS = re.compile("[“”]?(?:这|那)?(?:便|就)?是?(?:至此|如今|目前|现在)?")
_LOOKS_ON = re.compile(one_of("relations", "cues.looking_on"))


def told_of(state: State, trigger: Trigger, partners: list[Group]) -> Group | None:
    """Who is told to do so, right behind the trigger.

    >>> told_of(State("签约"), Trigger("contractsWith", "mutual", 0, 2, "签约"), []) is None
    True
    """
    if not partners or partners[-1].end > trigger.start:
        return None
    behind = next(iter(parties(state.clause, "", "by", "for", after=trigger.end)), None)
    if behind is None or behind.first.cls == "Unit":
        return None
    gap = state.text[trigger.end : behind.start]
    return behind if _TOLD_OF.fullmatch(gap) else None


def who_acts(state: State) -> Ends:
    """Who acts where the clause does not say: who has acted, else who begins a clause that follows. Behind 在…下
    it is the latter.

    >>> who_acts(State("签约"))
    [None]
    """
    adverbial = any(g.marker == "在" for g in parties(state.clause, "by"))
    if state.subject and not adverbial:
        return state.carried()
    return _to_come(state) or state.carried()


def _to_come(state: State) -> list[Found]:
    """Who begins a clause that follows in the sentence: an institution that does more than look on."""
    here = {m.text for g in state.clause.groups for m in g.mentions}
    partners = parties(state.clause, "with")
    with_offices = bool(partners) and all(g.first.cls == "GovernmentBody" for g in partners)
    for clause in state.sentence.clauses:
        if clause.start > state.clause.start and (first := _beginning(state.text, clause)) is not None:
            looks_on = _LOOKS_ON.match(state.text, first.end, clause.end)
            known = first.first.text in here or (first.first.kind != "name" and not first.first.means)
            known = known or first.first.place in here  # 与某区协作，该区卫健委…
            with_others = any(g.start == first.end + len(g.marker) for g in parties(clause, "with"))
            known = known or with_others  # 与县民政局联合发文，县医院与县福利院签约
            able = first.first.cls in (*CARE, "GovernmentBody", "PartnerInstitution") or first.first.means
            # 与县妇联联合印发方案，县妇幼保健院承担筛查: offices issue papers with the bureau that writes
            known = known or (with_offices and first.first.cls in CARE)
            return [] if looks_on or known or not able else list(first.mentions)
    return []


def _beginning(text: str, clause: Clause) -> Group | None:
    first = next(iter(clause.groups), None)
    begins = first is not None and first.case == "" and _BEGINS.fullmatch(text, clause.start, first.start)
    return first if begins else None
