"""Scores as node properties in a real Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from commandline import graph_folder, kg
from graphs import COUNTY_HOSPITAL, LIUWAN, SPROUT, sample_extractions, sample_graph
from neo4j import GraphDatabase

from kg.analysis import WriteBackResult, scores, subgraph, write_back
from kg.errors import StoreUnavailable
from kg.property_graph import cypher, load
from kg.property_graph.server import Server

PROPERTIES = "MATCH (n:Entity) WHERE n.{} IS NOT NULL RETURN n.iri, n.{} AS score"
NAMES = ("degree", "betweenness", "pageRank", "community", "coreNumber")


def login(server: Server) -> dict[str, Any]:
    return {"user": server.user, "password": server.password}


@pytest.fixture
def loaded(empty_neo4j: Server) -> Server:
    load(sample_graph(), empty_neo4j.uri, **login(empty_neo4j))
    return empty_neo4j


def stored(server: Server, name: str) -> dict[str, Any]:
    return dict(cypher(server.uri, PROPERTIES.format(name, name), **login(server)).rows)


def test_each_score_is_a_property_and_twice_is_once(loaded: Server):
    found = scores(sample_graph())
    for _ in range(2):
        assert write_back(found, loaded.uri, **login(loaded), batch_size=3) == WriteBackResult(7, 0, 0)
        for name in NAMES:
            assert stored(loaded, name) == {each.iri: each.properties()[name] for each in found}


def test_what_stands_there_is_of_the_last_analysis(loaded: Server):
    write_back(scores(sample_graph()), loaded.uri, **login(loaded))
    later = scores(subgraph(sample_graph(), relations=["sendsTraineesTo"]))
    assert write_back(later, loaded.uri, **login(loaded)) == WriteBackResult(written=2, removed=5, missing=0)
    for name in NAMES:
        assert set(stored(loaded, name)) == {COUNTY_HOSPITAL, LIUWAN}


def test_nothing_but_the_scores_is_touched(loaded: Server):
    everything = "MATCH (n) RETURN n.iri AS iri, labels(n) AS labels, properties(n) AS properties ORDER BY iri"
    before = cypher(loaded.uri, everything, **login(loaded)).rows
    write_back(scores(sample_graph()), loaded.uri, **login(loaded))
    assert SPROUT not in stored(loaded, "degree"), "a programme has no ties"
    write_back((), loaded.uri, **login(loaded))
    assert cypher(loaded.uri, everything, **login(loaded)).rows == before


def test_a_load_after_it_keeps_the_scores(loaded: Server):
    write_back(scores(sample_graph()), loaded.uri, **login(loaded))
    load(sample_graph(), loaded.uri, **login(loaded))
    assert len(stored(loaded, "pageRank")) == 7


def test_another_graph_of_the_database_is_left_alone(loaded: Server):
    with GraphDatabase.driver(loaded.uri, auth=(loaded.user, loaded.password)) as driver:
        driver.execute_query("MATCH (n:Entity) SET n.graph = CASE n.scope WHEN '990101' THEN 'a' ELSE 'b' END")
    own = {e.iri for e in scores(sample_graph()) if sample_graph().entities[e.iri].scope == "990101"}
    found = write_back(scores(sample_graph()), loaded.uri, **login(loaded), graph="a")
    assert found == WriteBackResult(len(own), 0, 7 - len(own))
    assert set(stored(loaded, "degree")) == own
    assert write_back((), loaded.uri, **login(loaded), graph="b").removed == 0
    assert write_back((), loaded.uri, **login(loaded), graph="a").removed == len(own)


def test_what_is_not_in_the_server_is_not_made(empty_neo4j: Server):
    assert write_back(scores(sample_graph()), empty_neo4j.uri, **login(empty_neo4j)) == WriteBackResult(0, 0, 7)
    assert cypher(empty_neo4j.uri, "MATCH (n) RETURN count(n)", **login(empty_neo4j)).rows == [(0,)]


def test_no_server():
    with pytest.raises(StoreUnavailable, match="no Neo4j answers there"):
        write_back(scores(sample_graph()), "bolt://127.0.0.1:1", password="none")


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path, loaded: Server, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", loaded.password)
    folder = graph_folder(tmp_path / "g", *sample_extractions())
    ended = kg(capsys, "stats", folder, "--write-back", "--uri", loaded.uri, "--user", loaded.user, "--table", "scores")
    assert (ended.code, ended.err) == (0, f"scores of 7 nodes → {loaded.uri}\n")
    assert "青禾县人民医院" in ended.out
    assert stored(loaded, "degree")[COUNTY_HOSPITAL] == 5
