"""支援医院, 受援医院 without a name: those who help, and those who are helped, in the help last told of.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "江北市中心医院对口支援东湾乡卫生院。支援医院免费接收受援医院人员进修。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('assists', '江北市中心医院', '东湾乡卫生院'), ('sendsTraineesTo', '东湾乡卫生院', '江北市中心医院')]
"""

from __future__ import annotations

import re
from itertools import takewhile

from kg.nlp.mentions.found import Found
from kg.nlp.relations.state import State
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_SORTS = one_of("anaphora", "counterparts.sorts")
_HELPING = re.compile(f"{one_of('anaphora', 'counterparts.helping')}{_SORTS}")
_HELPED = re.compile(f"{one_of('anaphora', 'counterparts.helped')}{_SORTS}")


def recall_counterparts(state: State) -> None:
    """Let what the clause calls 支援医院 or 受援医院 be those whom the line has told of.

    >>> recall_counterparts(State("县医院签约。"))
    """
    for group in state.clause.groups:
        called = group.first
        if called.kind != "kind" or called.quantified or called.count is not None or len(group.mentions) > 1:
            continue
        helped = _HELPED.fullmatch(called.text) is not None
        if (helped or _HELPING.fullmatch(called.text)) and (meant := _last_told(state, helped=helped)):
            group.counted, group.mentions = called, meant


def is_within_one(state: State, trigger: Trigger) -> bool:
    """Whether a trigger is only part of such a noun, which says nothing new.

    >>> is_within_one(State("县医院签约。"), Trigger("contractsWith", "mutual", 3, 5, "签约"))
    False
    """
    calls = (g.counted for g in state.clause.groups if g.counted is not None and g.counted.kind == "kind")
    return any(
        called.start <= trigger.start < called.end
        and (_HELPED.fullmatch(called.text) or _HELPING.fullmatch(called.text))
        for called in calls
    )


def _last_told(state: State, *, helped: bool) -> list[Found]:
    """Who helped, or was helped, by what was last said in the line; nobody where one of them is who writes."""
    line = state.text.rfind("\n", 0, state.clause.start) + 1
    told = (c for c in reversed(state.candidates) if c.type == "assists" and c.start >= line)
    last = next(told, None)
    if last is None:
        return []
    together = takewhile(lambda c: (c.sentence_start, c.words) == (last.sentence_start, last.words), told)
    ends = [c.tail if helped else c.head for c in (last, *together)]
    return list(dict.fromkeys(end for end in reversed(ends) if end is not None)) if None not in ends else []
