"""How those sent out are shared: 全年下派医师21名，其中甲9名、乙12名.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院全年下派医师5名，其中东湾乡卫生院2名、柳林镇卫生院3名，全年坐诊。"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '东湾乡卫生院', {'personnel': 2}), ('县医院', '柳林镇卫生院', {'personnel': 3})]
"""

from __future__ import annotations

import re

from kg.nlp.relations.roles import is_care, mentions_of
from kg.nlp.relations.state import State
from kg.nlp.relations.triggers import Trigger

_SHARE = re.compile(r"([0-9]+)[名人](?=[、，和及]|$)")


def read_shares(state: State) -> None:
    """Each institution with its number is helped by the senders of the clause before, if all have one.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("其中县医院9名", clause=Clause(0, 8, "其中县医院9名"))
    >>> read_shares(state)  # nobody has been sent
    >>> state.candidates
    []
    """
    senders = state.here.senders
    if senders is None or not state.clause.text.startswith("其中"):
        return
    shares = [(m, _SHARE.match(state.text[m.end : m.end + 8])) for m in mentions_of(state.clause.groups) if is_care(m)]
    if not all(share for _, share in shares):
        return
    for mention, share in shares:
        trigger = Trigger("assists", "share", mention.start, mention.end, "其中")
        personnel = {"personnel": int(share[1])} if share else None
        state.say("assists", [(sender, mention) for sender in senders], trigger, personnel)
