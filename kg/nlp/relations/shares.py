"""How those sent out, or taken in, are shared: 全年下派医师21名，其中甲9名、乙12名; 外出进修8人：甲5人，乙3人.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院全年下派医师5名，其中东湾乡卫生院2名、柳林镇卫生院3名，全年坐诊。"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '东湾乡卫生院', {'personnel': 2}), ('县医院', '柳林镇卫生院', {'personnel': 3})]
"""

from __future__ import annotations

import re
from itertools import takewhile

from kg.nlp.mentions.found import Found
from kg.nlp.relations.roles import PEOPLE, SHARE, actor, attributes, is_care, mentions_of, parties, product, rank
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_WHITHER = re.compile(one_of("relations", "cues.whither"))
_STAYING = ("在", "于", "设在")
_OPENS = re.compile(r"(?:其中|[：:（(]|分别(?:是|为))(?:到|赴|去|往|来自)?$")
_SHARE_BEFORE = re.compile("、[0-9]+[名人位]$")
_SHARE_OF_CASES = re.compile(r"[0-9]+(?:余|多)?(?:[名人]次?|例次?|份|件)(?=[、，和及。；]|$)")


def read_shares(state: State) -> None:
    """Each institution with its number is helped by the senders of the clause before, if all have one; of trainees,
    those that stand lower than the host send them to it, others are where they go.

    Those that stand as high as the senders are these themselves, each with what it has sent:

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.reading import read_relations
    >>> text = "江北市中心医院、江北市中医院派驻专家7名，其中市中心医院4名、市中医院3名。"
    >>> read_relations(text, find_mentions(text, None))
    []


    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("其中县医院9名", clause=Clause(0, 8, "其中县医院9名"))
    >>> read_shares(state)  # nobody has been sent
    >>> state.candidates
    []
    """
    _read_journey(state)
    _read_cases(state)
    here = state.here
    shared = [m for m in mentions_of(state.clause.groups) if is_care(m)]
    shares = [(m, share) for m in shared if (share := SHARE.match(state.text, m.end))]
    opens = shares and _OPENS.search(state.text, max(0, state.sentence.start), shares[0][0].start)
    if opens and _read_senders(state, shares):
        return
    if not shares or here.sent is None or state.has_said("assists", "sendsTraineesTo"):
        return
    if not opens and not here.sharing:
        return
    if len(shares) < len([m for m in shared if m.start >= shares[0][0].start]):
        return
    if {m.text for m, _ in shares} & {end.text for end in here.sent.ends if end is not None}:
        return  # where they are sent to, with how many go where
    here.sharing = True
    for mention, share in shares:
        trigger = Trigger(here.sent.relation, "share", mention.start, mention.end, "其中")
        pairs = [_share_of(here.sent.relation, end, mention, here.sent.received) for end in here.sent.ends]
        state.say(here.sent.relation, [pair for pair in pairs if pair], trigger, {"personnel": int(share[1])})


def _read_senders(state: State, shares: list[tuple[Found, re.Match[str]]]) -> bool:
    """选派14人驰援某市，其中甲9名、乙5名: who has sent them, where the clause before names nobody; whether it is so."""
    start = max((c.start for c in state.sentence.clauses if c.start < state.clause.start), default=state.clause.start)
    here = takewhile(lambda c: c.sentence_start == state.sentence.start, reversed(state.candidates))
    told = [c for c in here if c.type == "assists" and c.start >= start and (c.head is None or c.head.start < start)]
    helped = dict.fromkeys(c.tail for c in told)
    houses = [tail for tail in helped if tail is not None and tail.cls != "Place"]
    if not told or any(m.text == house.text or rank(m) < rank(house) for m, _ in shares for house in houses):
        return False
    state.candidates[:] = [c for c in state.candidates if c not in told]
    for mention, share in shares:
        trigger = Trigger("assists", "share", mention.start, mention.end, "其中")
        state.say("assists", product([mention], helped), trigger, {"personnel": int(share[1])})
    return True


def _share_of(
    relation: str, end: Found | None, mention: Found, received: bool
) -> tuple[Found | None, Found | None] | None:
    """Who sends to whom where somebody who sends or takes in has this one with a share."""
    if relation == "assists":
        from_place = end is not None and end.cls in ("Place", "GovernmentBody")
        return (end, mention) if from_place or rank(mention) < rank(end) else None
    return (mention, end) if received or rank(mention) < rank(end) else (end, mention)


def _read_journey(state: State) -> None:
    """外出进修，其中甲8人去乙, 去向主要是乙: to train; where nothing is said of training yet, it may still come."""
    if state.has_said("assists", "sendsTraineesTo", "memberOf", "teleconsultsWith", "refersPatientsWith"):
        return
    if any(c.type == "assists" and c.end > state.clause.start and "派" not in c.words for c in state.candidates[-1:]):
        return  # 38人到甲进修，12名专家应邀到乙会诊手术
    if state.here.training and _WHITHER.match(state.clause.text):
        hosts = [m for m in mentions_of(parties(state.clause, "", "for", "by")) if is_care(m)]
        trigger = Trigger("sendsTraineesTo", "share", state.clause.start, state.clause.end, "去向")
        state.say("sendsTraineesTo", product(state.carried(), hosts), trigger)
        return
    gone = [g for g in parties(state.clause, "place") if is_care(g.first) and g.marker not in _STAYING]
    if not gone or gone[0].first.text == "来院":
        return
    goer = actor(state.clause, gone[0].start)
    goers = goer.mentions if goer else state.carried()
    if state.here.training and PEOPLE.search(state.clause.text):
        trigger = Trigger("sendsTraineesTo", "share", gone[0].start, gone[0].end, gone[0].marker)
        hosts = [m for g in gone if g is gone[0] or _has_share(state, g) for m in g.mentions]
        state.say("sendsTraineesTo", product(goers, hosts), trigger, attributes(state.clause))
    else:
        state.here.went = (goers, gone[0].mentions)


def _has_share(state: State, group: Group) -> bool:
    """3人到甲、5人到乙; 到甲3人、到乙5人."""
    marker = group.start - len(group.marker)
    return bool(SHARE.match(state.text, group.end) or _SHARE_BEFORE.search(state.text, state.clause.start, marker))


def _read_cases(state: State) -> None:
    """甲全年下转患者86人，其中乙50人、丙36人: each of them with whom the clause before tells of."""
    one_side, clause = state.here.one_side, state.clause
    if one_side is None or not clause.text.startswith("其中"):
        return
    relation, ends = one_side
    shares = [m for m in mentions_of(parties(clause, "", "to", "place", "with")) if is_care(m)]
    known = {end.text for end in ends if end is not None}
    if all(_SHARE_OF_CASES.match(state.text, m.end) for m in shares) and not known & {m.text for m in shares}:
        for mention in shares:
            trigger = Trigger(relation, "share", mention.start, mention.end, "其中")
            state.say(relation, product(ends, [mention]), trigger)
