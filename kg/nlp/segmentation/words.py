"""The user dictionary: words of the domain that the word model need not know.

>>> dictionary = Dictionary(["中心卫生院", "卫生院", "人民医院", "人民"])
>>> list(dictionary.matches("柳河中心卫生院与人民医生"))
[(2, 7), (8, 10)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick


def parse_words(text: str) -> list[str]:
    """The words of a dictionary file: separated by white space, `#` lines left out, sorted, each once.

    >>> parse_words("# kinds\\n卫生院 医联体\\n卫生院\\n")
    ['医联体', '卫生院']
    """
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return sorted({word for line in lines for word in line.split()})


class Dictionary:
    """Finds the words of a list in a text, in time linear in the text."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._automaton = ahocorasick.Automaton()
        for word in self.words:
            self._automaton.add_word(word, len(word))
        if self.words:
            self._automaton.make_automaton()

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the words in the text, leftmost and longest, none overlapping another."""
        if self.words:
            for end, length in self._automaton.iter_long(text):
                yield end + 1 - length, end + 1
