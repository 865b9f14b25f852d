"""The shipped queries as files, and how a query is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.ontology import schema
from kg.property_graph.queries import Query, find, parse, shipped

QUERIES = shipped().values()


def by_name(query: Query) -> str:
    return query.name


def test_there_are_enough_to_be_useful() -> None:
    assert len(QUERIES) >= 8


@pytest.mark.parametrize("query", QUERIES, ids=by_name)
def test_a_shipped_query_says_what_it_is_in_both_languages(query: Query) -> None:
    chinese, english = query.title.split(" · ")
    assert re.search("[一-鿿]", chinese)
    assert not re.search("[一-鿿]", english)
    lines = query.description.splitlines()
    assert re.search("[一-鿿]", lines[0])
    assert not re.search("[一-鿿]", lines[-1])


@pytest.mark.parametrize("query", QUERIES, ids=by_name)
def test_a_shipped_query_uses_the_parameters_that_it_declares(query: Query) -> None:
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))
    assert set(re.findall(r"\$(\w+)", body)) == set(query.parameters)


@pytest.mark.parametrize("query", QUERIES, ids=by_name)
def test_a_shipped_query_speaks_the_ontology(query: Query) -> None:
    known = {"Report", *schema().classes, *schema().superclasses}
    known |= {relation.cypher_type for relation in schema().relations.values()}
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))
    used = {name for names in re.findall(r"[(\[]\w*:([\w|]+)", body) for name in names.split("|")}
    used |= set(re.findall(r"'([A-Z_]{4,})'", body))
    assert used <= known


def test_reach_knows_which_relations_have_no_direction() -> None:
    symmetric = {relation.cypher_type for relation in schema().relations.values() if relation.symmetric}
    assert set(re.findall(r"'([A-Z_]{4,})'", shipped()["reach"].text)) == symmetric


def test_the_head_of_a_query() -> None:
    query = parse("q", '// 题 · Title\n// 一。\n// One.\n// param a: "x"\n// param b: 3\nRETURN $a, $b // param c: 1\n')
    assert (query.title, query.description) == ("题 · Title", "一。\nOne.")
    assert query.parameters == {"a": "x", "b": 3}
    assert query.bind({"b": 4}) == {"a": "x", "b": 4}


def test_a_file_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_text('\ufeff// 题\n// param a: "x"\nRETURN $a', encoding="utf-8")
    text, parameters = find(str(file), {})
    assert parameters == {"a": "x"}
    assert "\ufeff" not in text
    file.write_text("RETURN $b", encoding="utf-8")
    assert find(str(file), {"b": 1}) == ("RETURN $b", {"b": 1})


@pytest.mark.parametrize(
    ("query", "given", "said"),
    [
        ("partner", {}, "Did you mean partners?"),
        ("no-such-query", {}, "`kg cypher` knows: alliances"),
        ("missing.cypher", {}, "missing.cypher: the query cannot be read"),
        ("partners", {"row": 3}, "there is no parameter 'row'; it has rows"),
        ("plans", {"x": 3}, "it has none"),
    ],
)
def test_a_query_that_is_not_to_be_found(query: str, given: dict[str, int], said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)):
        find(query, given)


def test_a_default_that_is_not_json(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_text("// 题\n// param a: 青禾县\nRETURN $a", encoding="utf-8")
    with pytest.raises(QueryError, match="line 2: the default of a is not JSON"):
        find(str(file), {})


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_bytes("// 帮扶\nRETURN 1".encode("gb18030"))
    with pytest.raises(QueryError, match="not UTF-8"):
        find(str(file), {})
