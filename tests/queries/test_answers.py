"""Every question in both languages: its answer on the sample graph, and one answer on all stores.

`answers.json` holds the rows that each question must give on the graph of tests/graphs.py, as sets. On the graph of
the shipped reports, whose rows change as extraction gets better, the stores must agree with each other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from graphs import sample_extractions
from property_graph.stores import put
from rdf.folders import write_folder

from kg.errors import QueryError
from kg.extraction import read_jsonl
from kg.folder import EXTRACTIONS
from kg.model import Graph
from kg.pipeline import build
from kg.property_graph import cypher
from kg.property_graph.server import Server
from kg.queries import sparql_questions
from kg.rdf import sparql
from kg.samples import samples
from kg.tables import Rows, render

ANSWERS: dict[str, Any] = json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))
NAMES = sorted(sparql_questions())

# What the questions without a default are asked, and others so that they have an answer on the sample graph.
GIVEN: dict[str, dict[str, Any]] = {
    "between": {"one": "青禾县人民医院", "other": "望川县人民医院"},
    "helped-by-several": {"least": 1},
    "in-several-alliances": {"least": 1},
    "shortest-chain": {"one": "前湾村卫生室", "other": "丰原省肿瘤医院"},
    "new-in-year": {"year": 2019},
}
# The sample graph has nobody of this kind.
NONE_THERE = {"help-chains", "signed-only", "without-ties"}

NARROWED = [
    ("alliance-members", {"alliance": "望川"}, 0),
    ("alliance-members", {"alliance": "青禾"}, 3),
    ("doubtful", {"below": 0.5}, 0),
    ("doubtful", {"below": 0.95}, 2),
    ("evidence-of", {"one": "肿瘤", "other": "青禾县"}, 3),
    ("new-in-year", {"year": 2018}, 5),
    ("partners-of", {"name": "肿瘤"}, 4),
    ("programmes", {"programme": "春芽"}, 2),
    ("said-by-several", {"least": 3}, 0),
    ("staff-sent", {"least": 10}, 1),
    ("who-assists-whom", {"name": "望川"}, 1),
]


@dataclass(frozen=True)
class Stores:
    """One graph in a folder, and in a Neo4j where there is one."""

    folder: Path
    server: Server | None = None

    def ask(self, store: str, name: str, parameters: dict[str, Any]) -> Rows:
        if store == "sparql":
            answer = sparql(self.folder, name, parameters=parameters)
            assert isinstance(answer, Rows)
            return answer
        if store == "embedded":
            return cypher(self.folder, name, parameters=parameters)
        assert self.server
        return cypher(
            self.server.uri, name, parameters=parameters, user=self.server.user, password=self.server.password
        )


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return Stores(write_folder(tmp_path_factory.mktemp("questions") / "g", sample_extractions()))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return Stores(build(samples(), tmp_path_factory.mktemp("shipped") / "g").folder)


@pytest.fixture(scope="module")
def sample_neo4j(sample: Stores, neo4j_server: Server) -> Iterator[Stores]:
    yield loaded(sample, neo4j_server)


@pytest.fixture(scope="module")
def shipped_neo4j(shipped: Stores, neo4j_server: Server) -> Iterator[Stores]:
    yield loaded(shipped, neo4j_server)


def loaded(stores: Stores, server: Server) -> Stores:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    put(Graph.of(read_jsonl(stores.folder / EXTRACTIONS)), server)
    return Stores(stores.folder, server)


def content(rows: Rows) -> tuple[tuple[str, ...], Counter[tuple[Any, ...]]]:
    """The columns, and the rows without their order."""
    return rows.columns, Counter(tuple(row) for row in rows.rows)


def expected(name: str) -> tuple[tuple[str, ...], Counter[tuple[Any, ...]]]:
    return content(Rows(tuple(ANSWERS[name]["columns"]), ANSWERS[name]["rows"]))


def test_every_question_has_an_expected_answer() -> None:
    assert sorted(ANSWERS) == NAMES
    assert {name for name in NAMES if not ANSWERS[name]["rows"]} == NONE_THERE


@pytest.mark.parametrize("store", ["sparql", "embedded"])
@pytest.mark.parametrize("name", NAMES)
def test_the_answer_on_the_sample_graph(sample: Stores, store: str, name: str) -> None:
    assert content(sample.ask(store, name, GIVEN.get(name, {}))) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_neo4j_gives_the_answer_on_the_sample_graph(sample_neo4j: Stores, name: str) -> None:
    assert content(sample_neo4j.ask("neo4j", name, GIVEN.get(name, {}))) == expected(name)


@pytest.mark.parametrize(("name", "parameters", "rows"), NARROWED)
@pytest.mark.parametrize("store", ["sparql", "embedded"])
def test_parameters_narrow_the_answer(
    sample: Stores, store: str, name: str, parameters: dict[str, Any], rows: int
) -> None:
    assert len(sample.ask(store, name, parameters).rows) == rows


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_agree_on_the_shipped_reports(shipped: Stores, name: str) -> None:
    assert content(shipped.ask("sparql", name, GIVEN.get(name, {}))) == content(
        shipped.ask("embedded", name, GIVEN.get(name, {}))
    )


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_give_the_same_bytes_as_csv(shipped: Stores, name: str) -> None:
    text = sparql(shipped.folder, name, parameters=GIVEN.get(name, {}), format="csv")
    assert isinstance(text, str) and text.count("\n") == text.count("\r\n")
    assert text == render(shipped.ask("embedded", name, GIVEN.get(name, {})), "csv")


@pytest.mark.parametrize("name", NAMES)
def test_neo4j_agrees_on_the_shipped_reports(shipped_neo4j: Stores, name: str) -> None:
    assert content(shipped_neo4j.ask("neo4j", name, GIVEN.get(name, {}))) == content(
        shipped_neo4j.ask("sparql", name, GIVEN.get(name, {}))
    )


@pytest.mark.parametrize("store", ["sparql", "embedded"])
def test_a_parameter_without_default_must_be_given(sample: Stores, store: str) -> None:
    with pytest.raises(QueryError, match="one"):
        sample.ask(store, "between", {"other": "望川县人民医院"})
