"""The items of a list that ends before a common ending or a count: 王村、侯堡和夏店| 3个卫生院.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> from kg.nlp.mentions.parts import add_parts
>>> hits = lexicon().scan("改造东湾、柳林和苇塘3个卫生院")
>>> add_parts(hits)
>>> [hits.text[start:end] for start, end in items(hits, 10)]
['东湾', '柳林', '苇塘']
"""

from __future__ import annotations

import re

from kg.nlp.mentions.borders import left_border
from kg.nlp.mentions.lexicon import HARD, Hits
from kg.nlp.mentions.names import COMPASS

Span = tuple[int, int]

_JOINT = re.compile("[和及与]")
_LAST_JOINT = re.compile("[和及与](?=[一-龥]{1,5}$)")
_LONGEST_RUN = 14
_LONGEST_BETWEEN = 7
_LONGEST_FIRST = 6


def items(hits: Hits, end: int) -> list[Span]:
    """The spans of the items of the list that ends here, in order; one item where there is no list.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> hits = lexicon().scan("。东湾、柳林")
    >>> items(hits, 6)
    [(1, 3), (4, 6)]
    """
    text = hits.text
    spans: list[Span] = []
    position = end
    while True:
        start = position
        while start > 0 and text[start - 1] not in HARD and position - start < _LONGEST_RUN:
            start -= 1
        last = position == end
        if start > 0 and text[start - 1] == "、" and position - start <= _LONGEST_BETWEEN:
            spans += _between(text, start, position, last)
            position = start - 1
            continue
        if last and (joint := _LAST_JOINT.search(text[start:position])) and joint.start() > 0:
            spans.append((start + joint.end(), position))
            position = start + joint.start()
        first = _first(hits, position)
        return sorted([*spans, first] if first else spans)


def _between(text: str, start: int, end: int, last: bool) -> list[Span]:
    """What stands between two 、, or behind the last: there 柳林和苇塘 is two."""
    joint = _JOINT.search(text[start:end]) if last else None
    if joint and joint.start() >= 1 and joint.end() < end - start:
        return [(start + joint.end(), end), (start, start + joint.start())]
    return [(start, end)]


def _first(hits: Hits, end: int) -> Span | None:
    """The first item, which has a border instead of 、 before it; 东 may be one (东、西两个院区)."""
    least = 1 if hits.text[end - 1] in COMPASS else 2
    border = left_border(hits, end, relative=False, least=least)
    if border is None or end - border[0] > _LONGEST_FIRST or border[0] == end:
        return None
    return border[0], end
