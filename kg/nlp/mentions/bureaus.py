"""Bureaus that a count sums up: 青禾县民政、医保两局; 县卫健、教育两部门.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> [(m.text, m.full) for m in counted_bureaus(lexicon().scan("由县民政、医保两局会商"))]
[('县民政', '县民政局'), ('医保', '县医保局')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.lexicon import Hits
from kg.nlp.mentions.shared_endings import COMMON_ENDING
from kg.nlp.rules import load, longest, one_of

_BUREAU = "局"
_SHORT = longest(
    word.removesuffix(_BUREAU)
    for entry in load("institutions")["suffix"]
    for word in entry["words"]
    if entry["class"] == "GovernmentBody" and word.endswith(_BUREAU) and len(word) > 2
)
_LIST = re.compile(
    rf"({_SHORT}(?:[、和及与]{_SHORT})+)(?:[两二三四五六2-6]个?|等){one_of('collectives', 'shared_ending.bureaus')}"
)
_LEVELS = "县市区旗州省"


def counted_bureaus(hits: Hits) -> Iterator[Found]:
    """Each of them, in the place before the first.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> list(counted_bureaus(lexicon().scan("民政、医保工作")))
    []
    """
    text = hits.text
    for match in _LIST.finditer(text):
        above = hits.place_before(match.start())
        start = above.start if above is not None else match.start() - 1
        if above is None and text[start : match.start()] not in _LEVELS:
            start = match.start()
        place = text[max(0, start) : match.start()]
        for item in re.finditer(_SHORT, match[1]):
            begin = match.start() + item.start()
            bureau = item[0] + _BUREAU
            first = start if begin == match.start() else begin
            end = match.start() + item.end()
            yield Found(
                *(first, end, text[first:end], "GovernmentBody"),
                full=place + bureau,
                rule=COMMON_ENDING,
                place=place or None,
                inner=bureau,
                local=not place,
            )
