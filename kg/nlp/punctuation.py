"""Punctuation as the rules know it, in texts that are typed with the marks of a machine.

>>> full_width('县医院开展"暖心护航"行动,与市中心医院(三甲)签约;收治1,200人。')
'县医院开展“暖心护航”行动，与市中心医院（三甲）签约；收治1,200人。'
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.nlp.mentions.found import Found

_QUOTED = re.compile('["＂]([^"＂\n]*)["＂]')
# Between figures and Latin letters they are none of a sentence's (1,200, 9:30).
_MARK = re.compile("(?<![0-9A-Za-z ])[,;:()]|[,;:()](?![0-9A-Za-z ])")
_FULL_WIDTH = dict(zip(",;:()", "，；：（）", strict=True))


@lru_cache(maxsize=1)  # each component of the pipeline asks for that of the same text
def full_width(text: str) -> str:
    """The text with the marks of Chinese sentences, those in pairs opened and closed; no offset changes.

    >>> full_width('7"管')
    '7"管'
    """
    return _MARK.sub(lambda mark: _FULL_WIDTH[mark[0]], _QUOTED.sub(r"“\1”", text))


def as_printed(text: str, mentions: list[Found]) -> list[Found]:
    """The mentions of a text in full width, with the marks that are printed.

    >>> [(m.text, m.full) for m in as_printed('"守护"行动', [Found(0, 6, "“守护”行动", "Programme")])]
    [('"守护"行动', '"守护"行动')]
    """
    for mention in mentions:
        printed = text[mention.start : mention.end]
        if mention.full == mention.text:
            mention.full = printed
        mention.text = printed
    return mentions
