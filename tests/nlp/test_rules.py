"""The examples beside the rules: what each group of rules finds, and where it must not fire.

Every rule file carries them (kg/nlp/rules/*.toml, kg/resolution/full_forms.toml); a rule without an example fails.
The reports are of 青禾县, an invented county.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from kg.model import Extraction, Report
from kg.nlp.mentions.shared_endings import COMMON_ENDING
from kg.nlp.pipeline import annotate
from kg.nlp.relations.candidate import Candidate
from kg.nlp.relations.plans import opens_plans
from kg.nlp.relations.sentences import sentences
from kg.nlp.relations.status import is_done, status_of
from kg.nlp.rules import load
from kg.ontology import schema
from kg.resolution import resolve
from kg.resolution.names import full_forms

HOME = "青禾县"
Find = Callable[[str], list[str]]
Group = dict[str, Any]


@cache
def read(text: str) -> tuple[Any, Extraction]:
    """The annotated text and what it says, as a report of 青禾县; its first line is its title."""
    title = text.split("\n", 1)[0] if "\n" in text else None
    report = Report("r", "a.txt", (1, text.count("\n") + 1), 0, len(text), text, title=title, place=HOME, year=2020)
    doc = annotate(report)
    return doc, resolve(report, doc._.mentions, doc._.relations)


def mentions(text: str, *kinds: str) -> list[Any]:
    return [m for m in read(text)[0]._.mentions if m.kind in (kinds or ("name", "kind"))]


def pair(said: Candidate) -> str:
    return f"{said.head.text if said.head else '-'} → {said.tail.text if said.tail else '-'}"


# -- what the rules of each file find in a sentence --------------------------------------------------------------


def names_of(cls: str) -> Find:
    return lambda text: [m.text for m in mentions(text) if m.cls == cls]


def sets(text: str) -> list[str]:
    return [m.text for m in mentions(text, "kind") if m.quantified]


def pointed_at(text: str) -> list[str]:
    return [m.text for stand_in in mentions(text, "anaphor") for m in stand_in.listed]


def completed(text: str) -> list[str]:
    return [m.full for m in mentions(text, "name") if m.rule == COMMON_ENDING]


def programmes(text: str) -> list[str]:
    return [m.full for m in mentions(text) if m.cls == "Programme"]


def with_case(case: str) -> Find:
    def find(text: str) -> list[str]:
        found = sentences(text, read(text)[0]._.mentions)
        groups = [g for sentence in found for clause in sentence.clauses for g in clause.groups]
        return [m.text for group in groups if group.case == case for m in group.mentions]

    return find


def told_by(relation: str, frame: str) -> Find:
    def find(text: str) -> list[str]:
        return [pair(c) for c in read(text)[0]._.relations if c.type == relation and c.rule.startswith(f"{frame}: ")]

    return find


def told(relation: str) -> Find:
    return lambda text: [pair(c) for c in read(text)[0]._.relations if c.type == relation]


def meant_by(words: list[str]) -> Find:
    """The names of the entities that stand-ins of these words mean."""

    def find(text: str) -> list[str]:
        implied = (
            (m.start, e.name) for e in read(text)[1].entities for m in e.mentions if m.implied and m.text in words
        )
        return [name for _, name in sorted(implied)]

    return find


def canonical(text: str) -> list[str]:
    """The full names of the institutions of a text that differ from what is printed."""
    entities = sorted(read(text)[1].entities, key=lambda e: min((m.start for m in e.mentions), default=0))
    return [e.name for e in entities if e.name not in e.names and e.type not in ("Place", "Programme")]


def qualities(text: str) -> list[str]:
    """Which institutions have which qualities, in the order of the text."""
    told = [(e.mentions[0].start, q.start, f"{e.name} {q.name}") for e in read(text)[1].entities for q in e.qualities]
    return [said for _, _, said in sorted(told)]


def leaders(text: str) -> list[str]:
    said = read(text)[1]
    names = {entity.iri: entity.name for entity in said.entities}
    return [names[r.head] for r in said.relations if r.attributes.get("role")]


def is_case(holds: Callable[[str], bool]) -> Find:
    """For groups whose examples need no finding: the cue is there or it is not."""
    return lambda text: ["yes"] if holds(text) else []


# -- the groups of rules, each with its finder ---------------------------------------------------------------------


def groups() -> Iterator[tuple[str, Group, Find]]:
    for entry in load("institutions")["suffix"]:
        kind = ", kinds" if entry.get("kind") else ""
        yield f"institutions: {entry['class']}{kind}", entry, names_of(entry["class"])
    yield "places", load("places"), names_of("Place")
    for name, find in (("quantifier", sets), ("pointing", pointed_at), ("shared_ending", completed)):
        yield f"collectives: {name}", load("collectives")[name], find
    for name, group in load("programmes")["tests"].items():
        yield f"programmes: {name}", group, programmes
    for name, group in load("cases").items():
        yield f"cases: {name}", group, with_case(name)
    for entry in load("relations")["trigger"]:
        name = f"relations: {entry['relation']}, {entry['frame']}"
        yield name, entry, told_by(entry["relation"], entry["frame"])
    yield "relations: partOf", load("relations")["units"], told("partOf")
    yield "relations: implements", load("relations")["implements"], told("implements")
    status = load("status")
    yield "status: planned", status["planned"], is_case(lambda clause: status_of(clause) == "planned")
    yield "status: denied", status["denied"], is_case(lambda clause: status_of(clause) == "denied")
    yield "status: affirmed", status["affirmed"], is_case(lambda clause: status_of(clause) == "actual")
    yield "status: done", status["done"], is_case(is_done)
    yield "status: planned_heading", status["planned_heading"], is_case(opens_plans)
    yield "status: actual_heading", status["actual_heading"], is_case(lambda title: not opens_plans(title))
    for entry in load("anaphora")["word"]:
        classes = "".join(f", {cls}" for cls in entry.get("class", ())[:1])
        yield f"anaphora: {entry['means']}{classes}", entry, meant_by(entry["words"])
    for name in ("before", "bracket", "after", "list"):
        yield f"qualities: {name}", load("qualities")[name], qualities
    yield "qualities: leading", load("qualities")["leading"], leaders
    for name in ("endings", "whole", "same", "known"):
        yield f"full forms: {name}", full_forms()[name], canonical


GROUPS = list(groups())


def examples() -> Iterator[Any]:
    for name, group, find in GROUPS:
        given = group.get("examples", {})
        for number, sentence in enumerate(given, 1):
            expected = given[sentence] if isinstance(given, dict) else "yes"
            found = [expected] if isinstance(expected, str) else expected
            yield pytest.param(find, sentence, found, id=f"{name}, {number}")


def counterexamples() -> Iterator[Any]:
    for name, group, find in GROUPS:
        for number, sentence in enumerate(group.get("counterexamples", ()), 1):
            yield pytest.param(find, sentence, id=f"{name}, {number}")


@pytest.mark.parametrize(("find", "sentence", "expected"), list(examples()))
def test_the_rule_finds(find: Find, sentence: str, expected: list[str]) -> None:
    assert find(sentence) == expected


@pytest.mark.parametrize(("find", "sentence"), list(counterexamples()))
def test_the_rule_does_not_fire(find: Find, sentence: str) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize("group", [pytest.param(group, id=name) for name, group, _ in GROUPS])
def test_every_group_of_rules_has_examples_of_both_kinds(group: Group) -> None:
    assert group.get("examples")
    assert group.get("counterexamples")


def test_the_words_for_qualities_are_those_of_the_ontology_and_tell_one_each() -> None:
    words = load("qualities")["quality"]
    assert list(words) == list(schema().qualities)
    all_words = [word for each in words.values() for word in each]
    assert sorted(all_words) == sorted(set(all_words))


def test_no_word_stands_in_two_cases() -> None:
    words = [word for group in load("cases").values() for word in group["words"]]
    assert sorted(words) == sorted(set(words))
