"""Sentences of the genre whose words and entities are known because they were put together from parts.

They train the segmenter and can train a tagger: a span says which words name an entity of which class.

>>> sentence = next(generate(1, seed=3))
>>> sentence.text == "".join(sentence.words)
True
>>> all(span.type and span.start < span.end <= len(sentence.words) for span in sentence.spans)
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from random import Random

from kg.nlp.training.names import Names, Words
from kg.ontology import schema

_SLOT = re.compile(r"\{(?P<kind>\w+)(?P<many>[+*]?)\}")
_SENTENCES_A_COUNTY = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Words `start` up to but not including `end` name an entity of class `type` (a set, if `collective`)."""

    start: int
    end: int
    type: str
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence and the entities they name. In a shortened list a stem is the name."""

    words: Words
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(self.words)


class _Draft:
    def __init__(self) -> None:
        self.words: list[str] = []
        self.spans: list[Span] = []

    def name(self, words: Words, type_: str, collective: bool = False) -> None:
        start = len(self.words)
        self.words.extend(words)
        if type_ in schema().classes:
            self.spans.append(Span(start, len(self.words), type_, collective))


def templates() -> list[Words]:
    """The templates of `templates.txt`, each as its words and slots."""
    lines = files(__package__).joinpath("templates.txt").read_text("utf-8").splitlines()
    return [tuple(line.split()) for line in lines if line.strip() and not line.startswith("#")]


def generate(count: int, seed: int = 0) -> Iterator[Sentence]:
    """Yield `count` sentences, the same for the same seed. Each dozen speaks of one county."""
    random = Random(seed)  # noqa: S311 (no secret)
    all_templates = templates()
    names = Names(seed=random.getrandbits(32))
    for number in range(count):
        if number % _SENTENCES_A_COUNTY == 0:
            names = Names(seed=random.getrandbits(32))
        yield _fill(random.choice(all_templates), names)


def _fill(template: Words, names: Names) -> Sentence:
    draft = _Draft()
    for part in template:
        slot = _SLOT.fullmatch(part)
        if slot is None:
            draft.words.append(part)
        elif slot["many"] == "+":
            _list(draft, slot["kind"], names)
        elif slot["many"] == "*":
            draft.name(names.collective(slot["kind"]), slot["kind"], collective=True)
        else:
            draft.name(names.draw(slot["kind"]), slot["kind"])
    return Sentence(tuple(draft.words), tuple(draft.spans))


def _list(draft: _Draft, kind: str, names: Names) -> None:
    if kind == "TownshipHealthCentre" and names.chance(0.5):
        stems, tail = names.short_list()
        for number, stem in enumerate(stems):
            if number:
                draft.words.append("、")
            draft.name(stem, kind)
        draft.words.extend(tail)
        return
    members = names.several(kind)
    for number, member in enumerate(members):
        if number:
            draft.words.append("、" if number < len(members) - 1 or names.chance(0.4) else "和")
        draft.name(member, kind)
