"""Who learns where: 甲选派骨干到乙进修; 乙接收甲的医师进修; 乙为甲培训骨干.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院选派6名骨干到江北市中心医院进修。"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '江北市中心医院', {'personnel': 6})]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import (
    PEOPLE,
    actor,
    attributes,
    is_care,
    mentions_of,
    named_after,
    paired,
    parties,
    product,
)
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import at, one_of

_RECEIVING = re.compile(one_of("relations", "cues.receiving"))
_HOSTING: list[str] = at("relations", "cues.hosting")
_NO_HOST = re.compile(one_of("relations", "cues.no_host"))
_THITHER = re.compile(one_of("relations", "cues.thither"))
_LESSON = re.compile(one_of("relations", "cues.lesson"))


def trainees(state: State, trigger: Trigger) -> None:
    """Read who sends trainees to whom.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "县医院接收柳林镇卫生院的医师进修"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> trainees(state, Trigger("sendsTraineesTo", "trainees", 14, 16, "进修"))
    >>> [(c.head.text, c.tail.text) for c in state.candidates]
    [('柳林镇卫生院', '县医院')]
    """
    clause = state.clause
    places = [g for g in parties(clause, "place", before=trigger.start) if _is_host(g)]
    received = [
        g for g in parties(clause, "object", before=trigger.start) if any(word in g.marker for word in _HOSTING)
    ]
    served = [g for g in parties(clause, "for", before=trigger.start) if is_care(g.first)]
    if received:
        _taken_in(state, trigger, received)
    elif not places and state.here.helped and _RECEIVING.search(clause.text) and not parties(clause, "", "by"):
        helpers, helped = state.here.helped
        state.say(trigger.relation, product(helped, helpers), trigger, attributes(clause))
    elif places:
        _sent(state, trigger, places[-1])
    elif not served and (hosts := _named_before(state)):
        acting = actor(clause, trigger.start)
        goers = acting.mentions if acting else state.here.went[0] if state.here.went else state.carried()
        state.say(trigger.relation, product(goers, hosts), trigger, attributes(clause))
    elif served and PEOPLE.search(clause.text):
        acting = actor(clause, served[0].start)
        hosts = acting.mentions if acting else state.carried()
        state.say(trigger.relation, product(served[0].mentions, hosts), trigger, attributes(clause))


def _named_before(state: State) -> Ends:
    """The host that the clauses before name: 与乙签约，派医师前去进修; 启程前往乙，开始半年的培训."""
    if state.here.partners and _THITHER.search(state.clause.text):
        return state.here.partners
    if state.here.went and not parties(state.clause, "", "by", "cause"):
        return state.here.went[1]
    return []


def _is_host(group: Group) -> bool:
    return group.first.cls != "MedicalAlliance" and not _NO_HOST.search(group.first.text)


def _taken_in(state: State, trigger: Trigger, received: list[Group]) -> None:
    clause = state.clause
    acting = actor(clause, received[0].start)
    heads = mentions_of(received)
    heads += mentions_of(parties(clause, "", after=received[0].end, before=trigger.start))
    hosts = acting.mentions if acting else state.carried()
    state.say(trigger.relation, product(heads, hosts), trigger, attributes(clause))


def _sent(state: State, trigger: Trigger, place: Group) -> None:
    clause = state.clause
    if place.first.means == "home_place" and place.first.cls == "Place":
        return
    if place.first.cls == "Unit" and place.first.kind == "kind":
        return
    if place.marker == "在" and not PEOPLE.search(clause.text) and _LESSON.search(trigger.text):
        return
    acting = actor(clause, place.start) or next(iter(parties(clause, "object", before=place.start)), None)
    apart = place.apart or (state.apart if acting is None else acting.apart)
    goers = acting.mentions if acting else named_after(state.sentence, clause) or state.carried()
    pairs = paired(goers, place.mentions, apart=apart)
    state.say(trigger.relation, pairs, trigger, attributes(clause))
