"""Who tries a programme out: 甲被列为某制度试点单位; 确定甲为试点; 在甲开展试点.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院被列为家庭病床服务试点单位。"
>>> [(c.type, c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('pilots', '县医院', '家庭病床服务试点')]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.relations.roles import actor, is_care, listed_after, named_next, paired, parties, programmes_in
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_SELECTED = re.compile(one_of("relations", "cues.selected"))
_SITE_OF_IT = re.compile(f"(?:^|{one_of('relations', 'cues.before_site')})$")
_TRIAL = re.compile(one_of("relations", "cues.trial"))
_SITE = re.compile(f"试点{one_of('relations', 'cues.pilot_site')}")
_PAPER = re.compile(f"试点(?:工作)?{one_of('relations', 'cues.pilot_paper')}")
_CHOOSING = re.compile(one_of("relations", "cues.choosing"))
_SITE_BEFORE = re.compile(f"(?:试点|示范){one_of('relations', 'cues.pilot_site')}(?:分别)?(?:为|是|——)?$")
_FIRST_IN = re.compile("^先(?:行|期)?(?:在|选择|确定)[^，]{2,24}试(?:点|行)$")  # 某制度破题。先在甲、乙试点
_TRIED_BY = ("由", "有", "交由", "交给", "委托")
_FARTHEST = 24  # characters between a programme and 试点


def pilot(state: State, trigger: Trigger) -> None:
    """Read who pilots which programme.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "印发分级诊疗试点方案"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> pilot(state, Trigger("pilots", "pilot", 6, 8, "试点"))
    >>> state.candidates
    []
    """
    clause = state.clause
    programmes = _programmes(state)
    if not programmes or _PAPER.search(clause.text):
        return
    heads = _heads(state, max(trigger.start, programmes[-1].start))
    if is_sited_next(state) and not any(h is not None and is_care(h, "own") for h in heads):
        return
    apart = any(g.apart for g in clause.groups) or "分别" in clause.text
    if apart and len(heads) == len(programmes) > 1:
        state.say("pilots", paired(heads, programmes, apart=True), trigger)
        return
    near = [p for p in programmes if abs(p.end - trigger.start) <= _FARTHEST or p.end >= trigger.end]
    state.say("pilots", paired(heads, near or programmes, apart=False), trigger)


def is_sited_next(state: State) -> bool:
    """启动某项试点，在甲先行先试: whether the clause behind tells where.

    >>> is_sited_next(State("启动试点"))
    False
    """
    after = state.sentence.clause_after(state.clause)
    sited = after is not None and parties(after, "place", "object") and _TRIAL.search(after.text)
    return bool(sited) and after is not None and not programmes_in(after)


def _programmes(state: State) -> list[Found]:
    """The programmes of the clause, else the one named before, where the clause speaks of its pilots."""
    text = state.clause.text
    if programmes := programmes_in(state.clause):
        return programmes
    if state.programme is None:
        return []
    in_sentence = state.sentence.start <= state.programme.start
    line = state.text.rfind("\n", 0, state.clause.start)
    tried_first = line < state.programme.start and _FIRST_IN.search(text)
    selected = tried_first or (in_sentence and (_SELECTED.search(text) or _TRIAL.search(text)))
    site = _SITE.search(text)
    return [state.programme] if selected or (site and _SITE_OF_IT.search(text[: site.start()])) else []


def _heads(state: State, position: int) -> Ends:
    """Who is chosen, else by whom it is tried, else who acts (a bureau that chooses does not), else where it is done,
    else who is caused to."""
    clause = state.clause
    if chosen := parties(clause, "object"):
        return chosen[0].mentions
    if trying := [g for g in parties(clause, "by") if g.marker in _TRIED_BY and g.first.cls != "GovernmentBody"]:
        return trying[0].mentions
    acting = actor(clause, position) or _apposed(state)
    placed = parties(clause, "place")
    chooses = acting is not None and acting.first.cls == "GovernmentBody" and (placed or _CHOOSING.search(clause.text))
    if acting is not None and not chooses:
        return acting.mentions
    if placed:
        return placed[0].mentions
    if named := parties(clause, "cause"):
        return named[-1].mentions
    return named_next(state.sentence, clause) or listed_after(state.sentence, clause) or state.carried()


def _apposed(state: State) -> Group | None:
    """安宁疗护试点医院县医院, 试点医院为县医院: named right behind what it is."""
    return next((g for g in parties(state.clause, "", "for") if _SITE_BEFORE.search(state.text, 0, g.start)), None)
