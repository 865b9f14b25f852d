"""Where in a JSON text a value stands, so that a complaint about it can name the line.

>>> text = '{"a": [1,\\n  {"b": 2}]}'
>>> line_of(text, ("a", 1, "b")), line_of(text, ("a", 0)), line_of(text, ("a", 7))
(2, 1, 1)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

Step = str | int

_SPACE = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def line_of(text: str, path: Sequence[Step]) -> int:
    """The line (from 1) on which the value at the path begins; that of the nearest value around it if it is absent."""
    at = _after_space(text, 0)
    for step in path:
        inner = next((start for key, start in _members(text, at) if key == step), None)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _members(text: str, at: int) -> Iterator[tuple[Step, int]]:
    """The keys (or indices) and starts of the values within the object or array that begins at an offset."""
    if text[at] not in "{[":
        return
    is_object, index = text[at] == "{", 0
    at = _after_space(text, at + 1)
    while text[at] not in "}]":
        key: Step = index
        if is_object:
            key, at = _decoder.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)  # the colon
        yield key, at
        _, at = _decoder.raw_decode(text, at)
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)
        index += 1


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found  # the pattern matches the empty string too
    return found.end()
