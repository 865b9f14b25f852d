"""One pass over the characters of a text finds everything that the rule files list.

>>> hits = lexicon().scan("由县中医医院牵头")
>>> [(s.start, s.end, s.cls) for s in hits.suffixes]
[(2, 6, 'Hospital')]
>>> (0 in hits.boundary, 1 in hits.boundary)
(False, True)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import ahocorasick

from kg.nlp.rules import load, load_words

# Characters that no name goes across.
HARD = frozenset("。；，：！？、（）()《》〈〉“”‘’\"'「」『』【】[]〔〕\n\r\t 　>►■●◆*|/;,!?:…—－_%％")

_Words = defaultdict[str, list[tuple[str, Any]]]


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
    """What the lexicon knows of a text.

    `atoms` by end; `boundary` are the positions right after a word that may stand before a name, `strong` those
    beyond doubt; `penalty` are the positions whose character ends a word that no name holds; `shielded` are the
    characters of words such as 和平; `inside` those of （福建） in a company's name; `ends` the positions where
    something that 和 can join may end; `word_starts` those where the word model begins a word.
    """

    text: str
    suffixes: list[Suffix] = field(default_factory=list)
    atoms: dict[int, list[Atom]] = field(default_factory=lambda: defaultdict(list))
    boundary: set[int] = field(default_factory=set)
    penalty: set[int] = field(default_factory=set)
    strong: set[int] = field(default_factory=set)
    shielded: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)
    word_starts: Container[int] | None = None
    ends: set[int] = field(default_factory=set)
    _places: Counter[str] | None = None

    def begins_word(self, position: int) -> bool:
        """Whether the word model, if one was asked, begins a word here.

        >>> Hits("东湾", word_starts={0, 2}).begins_word(1), Hits("东湾").begins_word(1)
        (False, True)
        """
        return self.word_starts is None or position in self.word_starts

    def close(self, start: int, end: int) -> None:
        """No border lies inside this known word.

        >>> hits = Hits("和平医院", boundary={1})
        >>> hits.close(0, 2)
        >>> hits.boundary
        set()
        """
        for position in range(start + 1, end):
            self.boundary.discard(position)
            self.strong.discard(position)
            self.penalty.discard(position)
        self.penalty.discard(start)

    def open(self, position: int) -> None:
        """A border beyond doubt lies here.

        >>> hits = Hits("3家医院")
        >>> hits.open(2)
        >>> hits.strong
        {2}
        """
        self.boundary.add(position)
        self.strong.add(position)

    def shut(self, position: int) -> None:
        """No border lies here, whatever word ends before.

        >>> hits = Hits("中西医结合医院", boundary={5})
        >>> hits.shut(5)
        >>> hits.boundary
        set()
        """
        self.boundary.discard(position)
        self.strong.discard(position)

    def add_place(self, start: int, end: int) -> None:
        """A place that is known from elsewhere (the gazetteer, the report's own county).

        >>> hits = Hits("青禾县医院")
        >>> hits.add_place(0, 3)
        >>> hits.place_before(3)
        Atom(start=0, kind='place', cost=0.0)
        """
        self.atoms[end].append(Atom(start, "place", 0.0))

    def repeats(self, name: str) -> bool:
        """Whether the text has what looks like this place more than once."""
        if self._places is None:
            self._places = Counter(
                self.text[atom.start : end]
                for end, atoms in self.atoms.items()
                for atom in atoms
                if atom.kind == "place"
            )
        return self._places[name] > 1

    def place_before(self, end: int) -> Atom | None:
        """The likeliest place that ends here, whatever it costs.

        >>> Hits("青禾县医院").place_before(3) is None
        True
        """
        places = (atom for atom in self.atoms.get(end, ()) if atom.kind == "place")
        return min(places, key=lambda atom: atom.cost, default=None)


class Lexicon:
    """The rule files as an automaton.

    `bare` are the suffixes that are names by themselves, `kinds` those that never are; `words` the general words;
    `dependent` the parts with which no name begins.

    >>> "县委" in lexicon().bare, "医疗机构" in lexicon().kinds, "但是" in lexicon().words
    (True, True, True)
    """

    def __init__(self) -> None:
        suffixes = load("institutions")["suffix"]
        boundaries = load("boundaries")
        self.dependent = frozenset(load("modifiers")["dependent"])
        self.bare = frozenset(word for entry in suffixes for word in entry.get("bare", ()))
        self.kinds = frozenset(word for entry in suffixes if entry.get("kind") for word in entry["words"])
        self.particles = frozenset(boundaries["particles"])
        self._particle = re.compile(f"[{''.join(boundaries['particles'])}]")
        self.words = load_words("general_words") | {*boundaries["words"], *boundaries["verbal_nouns"]}
        words: _Words = defaultdict(list)
        for entry in suffixes:
            for word in entry["words"]:
                words[word].append(("suffix", entry["class"]))
        parts = _add_parts(words)
        for word in boundaries["protected"]:
            words[word].append(("protected", 0.4 * len(word)))
        _add_borders(words, self.words, frozenset(boundaries["words"]), parts)
        self._automaton: Any = ahocorasick.Automaton()
        for word, kinds in words.items():
            self._automaton.add_word(word, (len(word), word, tuple(kinds)))
        self._automaton.make_automaton()

    def scan(self, text: str) -> Hits:
        """Everything listed that occurs in the text; of suffixes only those not inside a longer one.

        >>> [s.word for s in lexicon().scan("县医共体总医院").suffixes]
        ['医共体', '总医院']
        """
        hits = Hits(text)
        suffixes = hits.suffixes
        for particle in self._particle.finditer(text):
            hits.boundary.add(particle.end())
            hits.penalty.add(particle.start())
        for last, (length, word, kinds) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if word == "中心" and text[start - 1 : start] == "其":
                continue  # 其中|心电中心
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
        return hits


def _add_parts(words: _Words) -> set[str]:
    """Enter what stands inside names before the suffix; returns those words but for ordinals and departments."""
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
    return {word for listed in modifiers["specific"].values() for word in listed} | set(modifiers["generic"])


def _add_borders(words: _Words, general: frozenset[str], listed: frozenset[str], parts: set[str]) -> None:
    """Enter the words after which a name may begin; a general word that is also part of names is none."""
    for word in general:
        if word not in parts or word in listed:
            ends_no_name = len(word) > 1 and word not in parts
            words[word].append(("border" if word in listed else "word", ends_no_name))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once.

    >>> lexicon() is lexicon()
    True
    """
    return Lexicon()
