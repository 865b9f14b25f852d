"""How a Cypher query is found, and which parameters it is run with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.property_graph.queries import bind, find
from kg.queries import parse


def test_the_head_of_a_query() -> None:
    question = parse(
        "q", '// zh: 题\n// en: Title\n// param: a = "x"\n// param: b = 3\nRETURN $a, $b // param: c = 1\n'
    )
    assert (question.title_zh, question.title_en) == ("题", "Title")
    assert bind(question, {}) == {"a": "x", "b": 3}
    assert bind(question, {"b": 4}) == {"a": "x", "b": 4}


def test_a_file_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_text('\ufeff// zh: 题\n// param: a = "x"\nRETURN $a', encoding="utf-8")
    text, parameters = find(str(file), {})
    assert parameters == {"a": "x"}
    assert "\ufeff" not in text
    file.write_text("RETURN $b", encoding="utf-8")
    assert find(str(file), {"b": 1}) == ("RETURN $b", {"b": 1})


@pytest.mark.parametrize(
    ("query", "given", "said"),
    [
        ("partner-of", {}, "Did you mean partners-of?"),
        ("no-such-query", {}, "`kg questions` lists them"),
        ("missing.cypher", {}, "missing.cypher: the query cannot be read"),
        ("most-partners", {"row": 3}, "there is no parameter 'row'; it has least"),
        ("reports", {"x": 3}, "it has none"),
        ("between", {"one": "青禾县人民医院"}, "parameters that were not given: other"),
    ],
)
def test_a_query_that_is_not_to_be_found(query: str, given: dict[str, int], said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)):
        find(query, given)


def test_a_default_that_is_not_json(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_text("// zh: 题\n// param: a = 青禾县\nRETURN $a", encoding="utf-8")
    with pytest.raises(QueryError, match="the default of a is not JSON"):
        find(str(file), {})


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_bytes("// 帮扶\nRETURN 1".encode("gb18030"))
    with pytest.raises(QueryError, match="not UTF-8"):
        find(str(file), {})
