"""Acting together without a word that says more: 甲联合乙…, 与丙密切配合.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院联合县疾控中心下乡宣传。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('cooperatesWith', '县医院', '县疾控中心')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import JOINT, actor, paired, parties, product
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Clause, Group, Sentence
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

# What may stand behind the last of a list: 龙泉、大坪|两镇卫生院一道
_REST_OF_LIST = re.compile(
    "(?:[两三四五六七八九十0-9]+[家所个镇乡村县区][一-龥]{0,8}?[院室心站所])?(?:[、和及与][^，]*[院室心站所])?(?:一道|一起|共同)?"
)
_FOUNDING = re.compile(one_of("relations", "cues.founding"))
_COORDINATION = re.compile(f"[^，]{{0,8}}(?:密切)?{one_of('relations', 'cues.coordination')}")
_HELPING_OUT = re.compile("(?:等[一-龥]{0,4})?(?:积极|密切|大力|全力|共同|协同)?配合(?![下做完的])")
_SAYS_MORE = frozenset({"contractsWith", "cooperatesWith", "teleconsultsWith", "refersPatientsWith", "memberOf"})


def ends_open(sentence: Sentence, clause: Clause, group: Group) -> bool:
    """甲联合乙，组建医共体: whether what they do together is told behind, and that is to found an alliance.

    >>> from kg.nlp.mentions.found import Found
    >>> clinic = Group([Found(2, 5, "卫生院", "TownshipHealthCentre")], "with", "联合")
    >>> ends_open(Sentence(0, 5, "联合卫生院", 0), Clause(0, 5, "联合卫生院", [clinic]), clinic)
    False
    """
    after = sentence.clause_after(clause)
    if after is None or not _REST_OF_LIST.fullmatch(
        sentence.text[group.end - sentence.start : clause.end - sentence.start]
    ):
        return False
    alliance = any(m.cls == "MedicalAlliance" for g in after.groups for m in g.mentions)
    return alliance and _FOUNDING.search(after.text) is not None


def read_joint_action(state: State, relations: set[str]) -> None:
    """Note that they cooperate, unless the clause has said one of its `relations` that tells more.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("", clause=Clause(0, 0, ""))
    >>> read_joint_action(state, set())
    >>> state.candidates
    []
    """
    if relations & _SAYS_MORE and state.has_said(*relations):
        return
    clause = state.clause
    if helping := who_help_out(state):
        trigger = Trigger("cooperatesWith", "joint action", helping.end, clause.end, "配合")
        state.say("cooperatesWith", product(state.carried(), helping.mentions), trigger)
    for group in parties(clause, "with"):
        if all(m.kind == "kind" and not m.quantified for m in group.mentions):
            continue
        if ends_open(state.sentence, clause, group):
            continue
        if group.marker not in JOINT and not _COORDINATION.match(state.text, group.end, clause.end):
            continue
        acting = actor(clause, group.start)
        heads = acting.mentions if acting else state.carried()
        apart = acting is not None and (acting.apart or group.apart)
        start = group.start - len(group.marker)
        trigger = Trigger("cooperatesWith", "joint action", start, group.start, group.marker)
        state.say("cooperatesWith", paired(heads, group.mentions, apart=apart), trigger)


def who_help_out(state: State) -> Group | None:
    """由甲牵头，乙、丙配合，开展检查: who acts with who leads or has acted in the sentence; offices also with us.

    >>> who_help_out(State("", clause=Clause(0, 0, ""))) is None
    True
    """
    first = next(iter(parties(state.clause, "")), None)
    if first is None or not _HELPING_OUT.match(state.text, first.end, state.clause.end):
        return None
    others = [s for s in state.carried() if s not in first.mentions]
    with_us = first.first.cls == "GovernmentBody"
    return first if any(state.in_sentence(s) if s is not None else with_us for s in others) else None
