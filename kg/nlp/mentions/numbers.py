"""Counts before nouns: 12所, 两家, 十余个.

>>> [number(n) for n in ("12", "两", "十四", "二十", "三十六", "一百二十")]
[12, 2, 14, 20, 36, 120]
"""

from __future__ import annotations

NUMERAL = r"(?:[0-9]+|[一二两三四五六七八九十百]+)"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "○": 0, "〇": 0}


def number(text: str) -> int | None:
    """A number below a thousand in Arabic or Chinese digits, None where it is masked or another word.

    >>> number("十余"), number("若干")
    (None, None)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    total = current = 0
    for character in text:
        if character in _DIGITS:
            current = _DIGITS[character]
        elif character == "十":
            total += (current or 1) * 10
            current = 0
        elif character == "百":
            total += (current or 1) * 100
            current = 0
        else:
            return None
    return total + current or None
