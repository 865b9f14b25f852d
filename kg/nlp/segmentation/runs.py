"""What of a text the word model decides, and what follows from the characters themselves.

White space, figures, Latin words and symbols are words by their characters. Between them stand runs of
Chinese characters. A run, with the figures and Latin words in it, is what the model cuts; there a figure
stands as `0` and a Latin word as `a`, so that 12家 and 3.5家 are one thing to learn.

>>> [run.text for run in runs("县医院与12家签约。\\n")]
['县医院与12家签约', '。', '\\n']
>>> atoms("县医院与12家")
['县', '医', '院', '与', '12', '家']
>>> model_view("与12家做CT")
'与0家做a'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_HAN = "〇々㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_FIGURE = r"\d[\d_]*(?:[.,]\d+)*[%％‰]?"
_LATIN = rf"(?:(?![{_HAN}])[^\W\d_])(?:(?![{_HAN}])\w)*"
_ATOM = re.compile(rf"[{_HAN}]|{_FIGURE}|{_LATIN}")
_NOT_HAN = re.compile(rf"(?P<figure>{_FIGURE})|{_LATIN}")
LONGEST = 400
"""Characters of a run at most, so that a text without any punctuation costs no more than another."""
RUN = re.compile(
    rf"(?P<words>(?:[{_HAN}]|{_FIGURE}|{_LATIN}){{1,{LONGEST}}})"
    r"|(?P<space>[\r\n]+|[^\S\r\n]+)"  # line ends apart from blanks
    r"|(?P<symbol>.)",
    re.DOTALL,
)


class Run(NamedTuple):
    """A stretch of text: `words` for the model to cut, white space, or one symbol."""

    text: str
    kind: Literal["words", "space", "symbol"]


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of a text in order; their texts joined are the text."""
    for match in RUN.finditer(text):
        yield Run(match[0], match.lastgroup)  # type: ignore[arg-type]


def atoms(text: str) -> list[str]:
    """Cut a run of words to what no word border can go through: a Chinese character, a figure, a Latin word."""
    return list(text) if _NOT_HAN.search(text) is None else _ATOM.findall(text)


def model_view(text: str) -> str:
    """Write a run of words as the model sees it, one character for each atom."""
    return _NOT_HAN.sub(lambda match: "0" if match["figure"] else "a", text)
