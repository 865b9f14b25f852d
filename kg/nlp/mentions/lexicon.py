"""One pass over the characters of a text finds everything that the rule files list.

>>> hits = lexicon().scan("由县中医医院牵头")
>>> [(s.start, s.end, s.cls) for s in hits.suffixes]
[(4, 6, 'Hospital')]
>>> (0 in hits.boundary, 1 in hits.boundary)
(True, True)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import ahocorasick

from kg.nlp.rules import load, load_words


class Suffix(NamedTuple):
    """The end of an institution's name, and the class that it tells."""

    start: int
    end: int
    cls: str
    word: str


class Atom(NamedTuple):
    """A known part of names that ends at some position: where it starts, what it is, what it costs to use."""

    start: int
    kind: str
    cost: float


@dataclass(slots=True)
class Hits:
    """What the lexicon knows of a text. `atoms` by end; `boundary` are the positions right after a word that
    may stand before a name; `penalty` are the positions whose character ends a word that no name holds; `strong` are borders beyond
    doubt; `shielded` are the characters of words such as 和平; `inside` those of （福建） in a company's name."""

    text: str
    suffixes: list[Suffix] = field(default_factory=list)
    atoms: dict[int, list[Atom]] = field(default_factory=lambda: defaultdict(list))
    boundary: set[int] = field(default_factory=set)
    penalty: set[int] = field(default_factory=set)
    strong: set[int] = field(default_factory=set)
    shielded: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)
    word_starts: frozenset[int] = frozenset()
    ends: set[int] = field(default_factory=set)

    def close(self, start: int, end: int) -> None:
        """No border lies inside this known word."""
        self.boundary.difference_update(range(start + 1, end))
        self.strong.difference_update(range(start + 1, end))
        self.penalty.difference_update(range(start, end))

    def add_place(self, start: int, end: int) -> None:
        """A place that is known from elsewhere (the gazetteer, the report's own county)."""
        self.atoms[end].append(Atom(start, "place", 0.0))


class Lexicon:
    """The rule files as an automaton."""

    def __init__(self) -> None:
        words: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        self.bare: dict[str, str] = {}
        self.words: set[str] = set()
        self.kinds: set[str] = set()
        for entry in load("institutions")["suffix"]:
            for word in entry["words"]:
                words[word].append(("suffix", entry["class"]))
            if entry.get("kind"):
                self.kinds.update(entry["words"])
            for word in entry.get("bare", ()):
                self.bare[word] = entry["class"]
        modifiers = load("modifiers")
        for kind, listed in modifiers["specific"].items():
            for word in listed:
                words[word].append(("specific" if kind == "any" else kind, 0.0))
        for word in modifiers["generic"]:
            words[word].append(("generic", 0.3))
        for word in modifiers["ordinals"]:
            words[word].append(("ordinal", 0.0))
        for word in modifiers["departments"]:
            words[word].append(("department", 0.0))
        boundaries = load("boundaries")
        for word in boundaries["protected"]:
            if len(word) > 1:
                words[word].append(("protected", 0.4 * len(word)))
        self.particles = frozenset(boundaries["particles"])
        specific = {word for listed in modifiers["specific"].values() for word in listed} | set(modifiers["generic"])
        for word in load_words("general_words") | set(boundaries["words"]):
            self.words.add(word)
            if word not in specific or word in boundaries["words"]:
                words[word].append(
                    ("border" if word in boundaries["words"] else "word", len(word) > 1 and word not in specific)
                )
        self._automaton: Any = ahocorasick.Automaton()
        for word, kinds in words.items():
            self._automaton.add_word(word, (len(word), word, tuple(kinds)))
        self._automaton.make_automaton()

    def scan(self, text: str) -> Hits:
        """Everything listed that occurs in the text; of suffixes only those not inside a longer one."""
        hits = Hits(text)
        suffixes: list[Suffix] = []
        for i, character in enumerate(text):
            if character in self.particles:
                hits.boundary.add(i + 1)
                hits.penalty.add(i)
        for last, (length, word, kinds) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            for kind, value in kinds:
                if kind == "suffix":
                    while suffixes and suffixes[-1].start >= start:
                        suffixes.pop()
                    if not suffixes or suffixes[-1].end < end:
                        suffixes.append(Suffix(start, end, value, word))
                elif kind in ("word", "border"):
                    hits.boundary.add(end)
                    if kind == "border":
                        hits.strong.add(end)
                    if value:
                        hits.penalty.add(last)
                else:
                    hits.atoms[end].append(Atom(start, kind, value))
        hits.suffixes = suffixes
        return hits


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon()
