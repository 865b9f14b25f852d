"""The lines of a text, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")

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
    for number, match in enumerate(_LINE.finditer(text), 1):
        start, end = match.span()
        if start == len(text):
            return
        raw = match[0].rstrip("\r\n")
        words = raw.strip(_AROUND)
        if words.startswith("**") and words.endswith("**"):  # bold; at one end alone it is a mask (**县)
            words = words.strip("*")
        yield Line(number, start, start + len(raw), words)
        if end == len(text):
            return


def is_short(line: Line, most: int) -> bool:
    """Whether the line's words are not empty and at most so many characters."""
    return 0 < len(line.text) <= most
