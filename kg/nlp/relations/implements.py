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
from kg.nlp.mentions.programmes.modifiers import VERB
from kg.nlp.relations.frames.pilot import is_sited_next
from kg.nlp.relations.roles import JOINT, actor, is_care, is_party, mentions_of, parties, programmes_in
from kg.nlp.relations.sections import ENUMERATOR, LONGEST_HEADING
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import at, one_of

_CARRIED_OUT = re.compile(one_of("relations", "implements.words"))
_TASKED = re.compile(f"{one_of('relations', 'implements.tasked')}(?:分别)?(?:为|是|有|包括)?$")
_SENDING = "(?:派员|派人|(?:选派|派出|组织)[^，。]{1,10}?)"
_JOINS_IN = re.compile(f"[也均都共各]?(?:共同|积极|分别)?{_SENDING}?{one_of('relations', 'implements.joining')}$")
_MEETING = re.compile(f"{one_of('relations', 'cues.meeting')}(?=[，。；、\n上在于召举]|$)")
_NEAR = 8  # candidates
_TOGETHER = frozenset(at("relations", "implements.together")) | JOINT
_HANDED_TO = frozenset(at("relations", "implements.handed_to"))
_FRONTED = re.compile(f"^{one_of('relations', 'implements.fronted')}")
_LEAD = re.compile(f"{one_of('relations', 'cues.lead')}、")
_IS = re.compile('[”"]?(?:就|便|均|都)?[是系为]由?')
_LAUNCHED = re.compile(f"(?:共同|联合|牵头|合力)*{one_of('relations', 'implements.launching')}的")
_IN_COMMON = re.compile("联合|共同|合力")
_CARRYING = re.compile(f"{VERB.pattern}$")


def read_programmes(state: State, relations: set[str]) -> None:
    """Note who carries out the programmes of the clause, unless they are only piloted in it.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("", clause=Clause(0, 0, ""))
    >>> read_programmes(state, set())
    >>> state.candidates
    []
    """
    clause = state.clause
    programmes = [p for p in programmes_in(clause) if not _MEETING.match(state.text, p.end)]
    before = state.programme
    if not programmes and before is not None and any(c.tail is before for c in state.candidates[-_NEAR:]):
        _read_joining(state, before)
    if not programmes or ("pilots" in relations and (state.has_said("pilots") or is_sited_next(state))):
        return
    if not any(p.search(clause.text) for p in (_CARRIED_OUT, ENUMERATOR, _FRONTED)) and not _in_heading(state):
        return
    for programme in programmes:
        acting = _tasked(state, programme) or _actor(state, programme) or _doer(state, programme)
        heads: list[Found | None] = list(acting.mentions) if acting else []
        if acting and not acting.case:
            heads = [*_leaders(state, programme), *heads]
        if acting and len(heads) == len(programmes) > 1 and (acting.apart or clause.groups[-1].apart):
            heads = [heads[programmes.index(programme)]]
        if not heads:
            # 组织甲到乙培训，启动某计划: who sends them there does
            subject = state.causer if state.here.training and state.causer is not None else state.subject
            heads += _named_next(state) or [s for s in subject if state.in_sentence(s)]
            heads = heads or [None]
            if _IN_COMMON.search(state.text, clause.start, programme.start):
                heads += state.here.partners
        withs = parties(clause, "with", before=programme.start)
        heads += mentions_of(g for g in withs if g.marker in _TOGETHER and g.first.cls != "Unit")
        trigger = Trigger("implements", "programme", programme.start, programme.end, programme.text)
        state.say("implements", [(head, programme) for head in heads], trigger)


def _leaders(state: State, programme: Found) -> list[Found]:
    """由甲牵头、乙配合的某行动: who leads it."""
    return mentions_of(g for g in parties(state.clause, "by", before=programme.start) if _LEAD.match(state.text, g.end))


def _in_heading(state: State) -> bool:
    """（五）尽锐出战，健康扶贫见底: a numbered heading of its own line."""
    sentence = state.sentence
    alone = sentence.end - sentence.start <= LONGEST_HEADING and state.text[sentence.end : sentence.end + 1] in "\n"
    return alone and ENUMERATOR.match(sentence.text) is not None


def _read_joining(state: State, programme: Found) -> None:
    """甲发起某行动，乙参与: who takes part in what the clause before names."""
    clause = state.clause
    acting = actor(clause, clause.end)
    if acting is not None and _JOINS_IN.fullmatch(state.text, acting.end, clause.end):
        trigger = Trigger("implements", "programme", acting.end, clause.end, state.text[acting.end : clause.end])
        state.say("implements", [(head, programme) for head in acting.mentions], trigger)


def _tasked(state: State, programme: Found) -> Group | None:
    """甲将某工程交由乙承担: who it is handed to."""
    return next((g for g in parties(state.clause, "by", after=programme.end) if g.marker in _HANDED_TO), None)


def _actor(state: State, programme: Found) -> Group | None:
    """Who acts, unless the verb before it makes it a part of the scheme's name (落实江北省“青松计划”)."""
    acting = actor(state.clause, programme.start)
    if acting is not None and acting.end == programme.start and acting.case == "":
        return None if _CARRYING.search(state.text, state.clause.start, acting.start) else acting
    return acting


def _named_next(state: State) -> list[Found]:
    """按照某行动安排，甲帮扶丙，乙帮扶丁: who acts in the clauses behind, where this one tells why or how they do."""
    if not _FRONTED.search(state.clause.text):
        return []
    named: list[Found] = []
    for clause in (c for c in state.sentence.clauses if c.start > state.clause.start):
        acting = actor(clause, clause.end)
        if acting is None or (acting.first.cls == "Unit" and acting.first.owner is None):
            break
        if named and (
            named[0].cls == "Place"
            or not is_care(acting.first)
            or acting.start > clause.start
            or _is_told_of(state, acting)
        ):
            break
        named += acting.mentions
    return named


def _is_told_of(state: State, group: Group) -> bool:
    """Whether the sentence has named one of them before."""
    texts = {m.text for m in group.mentions}
    return any(m.text in texts for m in state.sentence.mentions if m.start < group.start)


def _doer(state: State, programme: Found) -> Group | None:
    """By whom, else where or whom it reaches, else whose it is said to be; a bureau is no place."""
    clause = state.clause
    learnt_at = {id(c.tail) for c in state.candidates[-_NEAR:] if c.type == "sendsTraineesTo"}
    placed = [g for g in parties(clause, "place") if g.first.cls != "GovernmentBody" and id(g.first) not in learnt_at]
    reached = [g for g in parties(clause, "object", after=programme.end) if g.marker == "覆盖"]
    tasked = [g for g in clause.groups if is_party(g) and _TASKED.search(state.text, programme.end, g.start)]
    launched = [
        g
        for g in parties(clause, "", "for", after=programme.end)
        if _IS.fullmatch(state.text, programme.end, g.start) and _LAUNCHED.match(state.text, g.end, clause.end)
    ]
    return next(iter([*parties(clause, "by"), *placed, *reached, *tasked, *launched]), None)
