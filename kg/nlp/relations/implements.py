"""Who carries a programme out: 甲推行先诊疗后付费; 由甲实施某工程.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院推行先诊疗后付费。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('implements', '县医院', '先诊疗后付费')]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.relations.roles import actor, mentions_of, parties, programmes_in
from kg.nlp.relations.sections import ENUMERATOR
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import at, one_of

_CARRIED_OUT = re.compile(one_of("relations", "implements.words"))
_TOGETHER = frozenset(at("relations", "implements.together"))


def read_programmes(state: State, relations: set[str]) -> None:
    """Note who carries out the programmes of the clause, unless they are only piloted in it.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("", clause=Clause(0, 0, ""))
    >>> read_programmes(state, set())
    >>> state.candidates
    []
    """
    clause = state.clause
    programmes = programmes_in(clause)
    if not programmes or ("pilots" in relations and state.has_said("pilots")):
        return
    if not _CARRIED_OUT.search(clause.text) and not ENUMERATOR.match(clause.text):
        return
    for programme in programmes:
        acting = actor(clause, programme.start) or _doer(clause, programme)
        heads: list[Found | None] = list(acting.mentions) if acting else []
        heads = heads or [s for s in state.subject if state.in_sentence(s)] or [None]
        withs = (g for g in parties(clause, "with", before=programme.start) if g.marker in _TOGETHER)
        heads += mentions_of(withs)
        trigger = Trigger("implements", "programme", programme.start, programme.end, programme.text)
        state.say("implements", [(head, programme) for head in heads], trigger)


def _doer(clause: Clause, programme: Found) -> Group | None:
    """By whom, else where; a bureau is no place."""
    placed = (g for g in parties(clause, "place", before=programme.start) if g.first.cls != "GovernmentBody")
    return next(iter([*parties(clause, "by"), *placed]), None)
