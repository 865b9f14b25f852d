"""Acting together without a word that says more: 甲联合乙…, 与丙密切配合.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院联合县疾控中心下乡宣传。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('cooperatesWith', '县医院', '县疾控中心')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import JOINT, actor, paired, parties
from kg.nlp.relations.state import State
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_COORDINATION = re.compile(f"[^，]{{0,8}}(?:密切)?{one_of('relations', 'cues.coordination')}")
_SAYS_MORE = frozenset({"contractsWith", "cooperatesWith", "teleconsultsWith", "refersPatientsWith", "memberOf"})


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
    for group in parties(clause, "with"):
        if all(m.kind == "kind" and not m.quantified for m in group.mentions):
            continue
        if group.marker not in JOINT and not _COORDINATION.match(state.text, group.end, clause.end):
            continue
        acting = actor(clause, group.start)
        heads = acting.mentions if acting else state.carried()
        apart = acting is not None and (acting.apart or group.apart)
        start = group.start - len(group.marker)
        trigger = Trigger("cooperatesWith", "joint action", start, group.start, group.marker)
        state.say("cooperatesWith", paired(heads, group.mentions, apart=apart), trigger)
