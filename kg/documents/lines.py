"""The lines of a text, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

_END = re.compile(r"\r\n|\n|\r")

# What stands around a line's words: indents, quote marks of web pages, marks of Markdown.
_AROUND = " \t　\u00a0\ufeff\u200b>#"


class Line(NamedTuple):
    """A line: its number (from 1), offsets (without the line end) and words without what stands around them."""

    number: int
    start: int
    end: int
    text: str


def lines_of(text: str) -> Iterator[Line]:
    r"""The lines of a text, ended by \n, \r\n or \r; the last one need not be ended.

    >>> [tuple(line) for line in lines_of("　　一\r\n\n> 二\n")]
    [(1, 0, 3, '一'), (2, 5, 5, ''), (3, 6, 9, '二')]
    """
    number, start, size = 1, 0, len(text)
    for stop, following in chain((match.span() for match in _END.finditer(text)), ((size, size),)):
        if start == size:
            return
        words = text[start:stop].strip(_AROUND)
        if words[:2] == "**" == words[-2:]:  # bold; at one end alone it is a mask (**县)
            words = words.strip("*")
        yield Line(number, start, stop, words)
        number, start = number + 1, following


def is_short(line: Line, most: int) -> bool:
    """Whether the line's words are not empty and at most so many characters."""
    return 0 < len(line.text) <= most
