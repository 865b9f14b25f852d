"""What the name of a unit says that it does: 甲远程影像中心为乙提供服务, 覆盖乙.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院远程影像中心为柳林镇卫生院提供服务。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))][:1]
[('teleconsultsWith', '县医院远程影像中心', '柳林镇卫生院')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import actor, is_care, parties, product
from kg.nlp.relations.state import State
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_SERVING = re.compile(one_of("relations", "cues.serving"))
_REACHING = re.compile(f"{one_of('relations', 'cues.reach')}(?:了|到|至)?(?:全县)?$")
_REMOTE = re.compile(one_of("relations", "cues.remote_unit"))


def read_service(state: State, relations: set[str]) -> None:
    """Note whom a unit for remote diagnosis serves, if the clause has not said it otherwise.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("县医院召开会议", clause=Clause(0, 7, "县医院召开会议"))
    >>> read_service(state, set())
    >>> state.candidates
    []
    """
    clause = state.clause
    served = [g for g in parties(clause, "for") if is_care(g.first)] if _SERVING.search(clause.text) else []
    served = served or [
        g
        for g in parties(clause, "object", "place", "")
        if is_care(g.first) and _REACHING.search(state.text, clause.start, g.start)
    ]
    if not served or "teleconsultsWith" in relations:
        return
    giver = actor(clause, served[0].start)
    if giver is not None and giver.first.cls == "Unit" and _REMOTE.search(giver.first.text):
        trigger = Trigger("teleconsultsWith", "service", giver.start, served[0].end, giver.first.text)
        state.say("teleconsultsWith", product(giver.mentions, served[0].mentions), trigger)
