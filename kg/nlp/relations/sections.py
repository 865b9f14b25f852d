"""Numbered headings of a report, and the lines that they stand in.

>>> heading_number("二、下一步打算")
('二、', 0)
"""

from __future__ import annotations

import re

# A number at the beginning of a line or sentence.
ENUMERATOR = re.compile(
    r"^[\s　>]*(?:[一二三四五六七八九十]是|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|[0-9]{1,2}[.、．]|（[0-9]{1,2}）|第[一二三四五六七八九十])"
)
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9]{1,2}[.、．]|[（(][0-9]{1,2}[）)]"
)
_LEVELS = (
    re.compile("^(?:[一二三四五六七八九十]{1,3}、|第)"),
    re.compile(r"^[（(][一二三四五六七八九十]"),
    re.compile("^[0-9（(]"),
)
LONGEST_HEADING = 30
# What may stand before a heading in its line.
HEADING_MARKS = "　 \t>►■●*#—·•"


def line_at(text: str, position: int) -> tuple[int, str]:
    """Where the line starts in which a position stands, and the line.

    >>> line_at("总结\\n一、成效", 4)
    (3, '一、成效')
    """
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, text[start : end if end >= 0 else len(text)]


def heading_number(heading: str) -> tuple[str, int | None]:
    """The number that a heading begins with and its level, 0 the highest; nothing and None where it has none.

    >>> heading_number("（一）签约"), heading_number("签约")
    (('（一）', 1), ('', None))
    """
    number = _NUMBER.match(heading)
    if number is None:
        return "", None
    return number[0], next((level for level, pattern in enumerate(_LEVELS) if pattern.match(number[0])), None)
