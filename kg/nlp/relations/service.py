"""What the name of a unit says that it does: 甲远程影像中心为乙提供服务, 覆盖乙; 甲转诊中心对接乙.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院远程影像中心为柳林镇卫生院提供服务。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))][:1]
[('teleconsultsWith', '县医院远程影像中心', '柳林镇卫生院')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import actor, is_care, mentions_of, parties, product
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_SERVING = re.compile(one_of("relations", "cues.serving"))
_REACHING = re.compile(f"{one_of('relations', 'cues.reach')}(?:了|到|至)?(?:全县)?$")
_LINKED = re.compile(one_of("relations", "cues.linked"))
# What the name of a unit tells it to do.
_TELLS = {
    "teleconsultsWith": re.compile(one_of("relations", "cues.remote_unit")),
    "refersPatientsWith": re.compile(one_of("relations", "cues.referring_unit")),
}


def read_service(state: State, relations: set[str]) -> None:
    """Note whom a unit for remote diagnosis or referral serves, if the clause has not said it otherwise.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("县医院召开会议", clause=Clause(0, 7, "县医院召开会议"))
    >>> read_service(state, set())
    >>> state.candidates
    []
    """
    clause = state.clause
    served = [g for g in parties(clause, "for") if is_care(g.first)] if _SERVING.search(clause.text) else []
    served = served or [g for g in parties(clause, "object", "place", "", "with") if _is_reached(state, g)]
    acting = actor(clause, served[0].start) if served else None
    givers = acting.mentions if acting else state.subject if served and served[0].start <= clause.start + 6 else []
    if not givers or givers[0].cls != "Unit":
        return
    for relation, tells in _TELLS.items():
        if relation not in relations and tells.search(givers[0].text):
            start = acting.start if acting else clause.start
            trigger = Trigger(relation, "service", start, served[0].end, givers[0].text)
            state.say(relation, product(givers, mentions_of(served)), trigger)
            return


def _is_reached(state: State, group: Group) -> bool:
    """覆盖乙, 对接乙, 与乙联网."""
    reached = _REACHING.search(state.text, state.clause.start, group.start)
    linked = group.case == "with" and _LINKED.search(group.marker + state.text[group.end : state.clause.end])
    return is_care(group.first) and bool(reached or linked)
