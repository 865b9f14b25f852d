"""The shipped questions as files: each in both languages, with the same head, in the ontology's words."""

from __future__ import annotations

import re

import pytest

from kg.ontology import schema
from kg.queries import cypher_questions, questions, sparql_questions

NAMES = sorted(sparql_questions() | cypher_questions())
SYMMETRIC = {relation for relation in schema().relations.values() if relation.symmetric}


def body(text: str, comment: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(comment))


def test_there_are_enough_and_each_is_in_both_languages() -> None:
    assert len(NAMES) >= 25
    assert list(sparql_questions()) == list(cypher_questions()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_heads_are_the_same_in_both_languages(name: str) -> None:
    one, other = sparql_questions()[name], cypher_questions()[name]
    assert (one.title_zh, one.title_en, one.parameters) == (other.title_zh, other.title_en, other.parameters)
    assert re.search("[一-鿿]", one.title_zh)
    assert one.title_en and not re.search("[一-鿿]", one.title_en)


def test_no_two_have_one_title() -> None:
    titles = [title for q in sparql_questions().values() for title in (q.title_zh, q.title_en)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_declared_is_used(name: str) -> None:
    declared = set(sparql_questions()[name].parameters)
    assert declared <= set(re.findall(r"\?(\w+)", body(sparql_questions()[name].text, "#")))
    assert declared == set(re.findall(r"\$(\w+)", body(cypher_questions()[name].text, "//")))


@pytest.mark.parametrize("name", NAMES)
def test_the_cypher_speaks_the_ontology(name: str) -> None:
    known = {"Report", *schema().classes, *schema().superclasses}
    known |= {relation.cypher_type for relation in schema().relations.values()}
    text = body(cypher_questions()[name].text, "//")
    used = {each for names in re.findall(r"[(\[]\w*:([\w|]+)", text) for each in names.split("|")}
    assert used | set(re.findall(r"'([A-Z_]{4,})'", text)) <= known


@pytest.mark.parametrize("name", NAMES)
def test_where_symmetric_relations_are_listed_none_is_left_out(name: str) -> None:
    for listed in re.findall(r"IN \((yl:contractsWith[^)]*)\)", sparql_questions()[name].text):
        assert set(re.findall(r"yl:(\w+)", listed)) == {relation.name for relation in SYMMETRIC}
    for listed in re.findall(r"IN \[('CONTRACTS_WITH', 'COO[^\]]*)\]", cypher_questions()[name].text):
        assert set(re.findall(r"'(\w+)'", listed)) == {relation.cypher_type for relation in SYMMETRIC}


def test_part_of_is_the_only_relation_of_actors_that_is_no_link() -> None:
    """The Cypher of links between actors says `<> 'PART_OF'` where the SPARQL says `subPropertyOf yl:linkedWith`."""
    between_actors = {r.name for r in schema().relations.values() if schema().is_a(r.range, "Actor")}
    linked = {r.name for r in schema().relations.values() if "linkedWith" in r.superproperties}
    assert between_actors - linked == {"partOf"}


def test_the_listing_names_them_all_with_their_parameters() -> None:
    rows = {row[0]: row for row in questions().rows}
    assert list(rows) == NAMES
    assert rows["evidence-of"][3] == 'one="人民医院", other="卫生院"'
    assert rows["between"][3] == "one, other"
