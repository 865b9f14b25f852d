"""How those sent out are shared: 全年下派医师21名，其中甲9名、乙12名.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院全年下派医师5名，其中东湾乡卫生院2名、柳林镇卫生院3名，全年坐诊。"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '东湾乡卫生院', {'personnel': 2}), ('县医院', '柳林镇卫生院', {'personnel': 3})]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import PEOPLE, actor, attributes, is_care, mentions_of, parties, product, rank
from kg.nlp.relations.state import State
from kg.nlp.relations.triggers import Trigger

_STAYING = ("在", "于", "设在")
_SHARE_OF_CASES = re.compile(r"[0-9]+(?:余|多)?(?:[名人]次?|例次?|份|件)(?=[、，和及。；]|$)")
_SHARE = re.compile(r"([0-9]+)[名人](?=[、，和及。；]|$)")


def read_shares(state: State) -> None:
    """Each institution with its number is helped by the senders of the clause before, if all have one.

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
    senders = state.here.senders
    if senders is None or not state.clause.text.startswith("其中"):
        return
    shares = [(m, _SHARE.match(state.text[m.end : m.end + 8])) for m in mentions_of(state.clause.groups) if is_care(m)]
    if not all(share for _, share in shares) or any(rank(m) >= rank(sender) for m, _ in shares for sender in senders):
        return
    for mention, share in shares:
        trigger = Trigger("assists", "share", mention.start, mention.end, "其中")
        personnel = {"personnel": int(share[1])} if share else None
        state.say("assists", [(sender, mention) for sender in senders], trigger, personnel)


def _read_journey(state: State) -> None:
    """外出进修，其中甲8人去乙: each goes to train; where nothing is said of training yet, it may still come."""
    if state.has_said("assists", "sendsTraineesTo", "memberOf", "teleconsultsWith", "refersPatientsWith"):
        return
    gone = [g for g in parties(state.clause, "place") if is_care(g.first) and g.marker not in _STAYING]
    if not gone:
        return
    goer = actor(state.clause, gone[0].start)
    goers = goer.mentions if goer else state.carried()
    if state.here.training and PEOPLE.search(state.clause.text):
        trigger = Trigger("sendsTraineesTo", "share", gone[0].start, gone[0].end, gone[0].marker)
        state.say("sendsTraineesTo", product(goers, gone[0].mentions), trigger, attributes(state.clause))
    else:
        state.here.went = (goers, gone[0].mentions)


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
