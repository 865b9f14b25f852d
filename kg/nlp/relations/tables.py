"""Tables of assistance: under 支援单位, 受援单位 each row says who helps whom.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "支援医院\\t受援医院\\t人数\\n县医院\\t柳林镇卫生院\\t3名\\n"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '柳林镇卫生院', {'personnel': 3})]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import CARE
from kg.nlp.mentions.numbers import number
from kg.nlp.relations.roles import PEOPLE
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Sentence
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_COLUMN = "(?:单位|医院|机构)?"
_HEAD = re.compile(
    rf"{one_of('relations', 'cues.assistance_heads')}{_COLUMN}\t{one_of('relations', 'cues.assisted_heads')}{_COLUMN}"
)


def opens_table(sentence: Sentence) -> bool:
    """Whether it is the head of such a table.

    >>> opens_table(Sentence(0, 9, "支援医院\\t受援医院", 0))
    True
    """
    return _HEAD.search(sentence.text) is not None


def read_row(state: State, sentence: Sentence) -> None:
    """Who helps stands left of who is helped.

    >>> state = State("县医院\\t3名")
    >>> read_row(state, Sentence(0, 6, "县医院\\t3名", 0))  # no pair
    >>> state.candidates
    []
    """
    ends = [m for m in sentence.mentions if m.kind == "name" and m.cls in CARE]
    if len(ends) != 2:
        return
    state.sentence, state.status, state.denied = sentence, "actual", False
    trigger = Trigger("assists", "table", ends[0].start, ends[1].end, "支援单位")
    people = PEOPLE.search(sentence.text)
    state.say("assists", [(ends[0], ends[1])], trigger, {"personnel": number(people[1])} if people else None)
