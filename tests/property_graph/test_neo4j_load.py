"""Loading into a real Neo4j: repeated, changed, beside others, refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commandline import kg
from graphs import COUNTY_HOSPITAL, sample_extractions, sample_graph
from property_graph.stores import put, whole

from kg.errors import QueryError, StoreUnavailable
from kg.model import Graph
from kg.property_graph import cypher, load, remove
from kg.property_graph.server import Server
from kg.property_graph.server.address import free_port
from kg.tables import Rows


def ask(server: Server, query: str, **parameters: Any) -> Rows:
    return cypher(server.uri, query, parameters=parameters, user=server.user, password=server.password)


def write(server: Server, query: str, **parameters: Any) -> None:
    cypher(server.uri, query, parameters=parameters, user=server.user, password=server.password, write=True)


PASSAGES = sum(len(relation.evidence) for relation in sample_graph())
NODES, RELATIONSHIPS = 16 + 3 + PASSAGES, 20 + 3 * PASSAGES


def test_a_load_says_how_much_there_is_and_was_written(empty_neo4j: Server) -> None:
    seen: list[tuple[str, int, int]] = []
    result = put(sample_graph(), empty_neo4j, progress=lambda *told: seen.append(told))
    assert (result.nodes, result.relationships) == (NODES, RELATIONSHIPS)
    assert (result.written, result.deleted, result.unchanged) == (NODES + RELATIONSHIPS, 0, False)
    assert 0 < result.seconds < 120
    assert seen[0] == ("load", 0, 39)
    assert seen[-1] == ("load", 39, 39)
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


def test_a_folder_is_loaded_as_its_graph_is(empty_neo4j: Server, sample_folder: Path) -> None:
    put(sample_graph(), empty_neo4j)
    *graph, (said,) = whole(empty_neo4j)
    put(sample_folder, empty_neo4j, graph="other")
    *folder, (said_of_it,) = whole(empty_neo4j, "other")
    assert [[values_but_graph(row) for row in rows] for rows in folder] == [
        [values_but_graph(row) for row in rows] for rows in graph
    ]
    assert said_of_it[0]["properties"]["nodes"] == said[0]["properties"]["nodes"] == NODES


def values_but_graph(row: tuple[Any, ...]) -> list[Any]:
    return [
        {**value, "properties": {name: each for name, each in value["properties"].items() if name != "graph"}}
        if isinstance(value, dict)
        else value
        for value in row
    ]


def test_twice_is_once_and_the_second_time_nothing_is_done(empty_neo4j: Server, sample_folder: Path) -> None:
    for source in (sample_graph(), sample_folder):
        put(source, empty_neo4j)
        once = whole(empty_neo4j)
        result = put(source, empty_neo4j)
        assert (result.unchanged, result.written, result.deleted) == (True, 0, 0)
        assert (result.nodes, result.relationships) == (NODES, RELATIONSHIPS)
        assert whole(empty_neo4j) == once
    assert [len(part) for part in once] == [NODES, RELATIONSHIPS, 1]


def test_where_the_fingerprint_is_gone_all_is_compared_and_nothing_written(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    once = whole(empty_neo4j)
    write(empty_neo4j, "MATCH (g:Graph) REMOVE g.fingerprint")
    result = put(sample_graph(), empty_neo4j)
    assert (result.unchanged, result.written, result.deleted) == (False, 0, 0)
    assert whole(empty_neo4j) == once


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (n:Hospital) DETACH DELETE n",
        "MATCH (n:Report) DETACH DELETE n",
        "MATCH ()-[r:ASSISTS]->() DELETE r",
        "MATCH (n:Evidence) DETACH DELETE n",
        "MATCH (n:Evidence)-[r]->() DELETE r",
        "MATCH (n:Entity) SET n.name = 'x' REMOVE n:Hospital",
        "MATCH (n) DETACH DELETE n",
    ],
)
def test_what_others_have_damaged_is_written_again(empty_neo4j: Server, damage: str) -> None:
    put(sample_graph(), empty_neo4j)
    once = whole(empty_neo4j)
    write(empty_neo4j, damage)
    assert whole(empty_neo4j) != once
    put(sample_graph(), empty_neo4j, again=True)
    assert whole(empty_neo4j) == once


def test_only_the_difference_is_written(empty_neo4j: Server) -> None:
    graph = sample_graph()
    put(graph, empty_neo4j)
    key = next(iter(graph.relations))
    relation = graph.relations[key]
    graph.relations[key] = replace(relation, confidence=0.25, evidence=relation.evidence[:1])
    result = put(graph, empty_neo4j)
    assert result.written == 1 + 1 + 3  # the relationship, its passage, and where that leads to
    assert result.deleted == len(relation.evidence) - 1
    assert whole(empty_neo4j)[:2] == loaded_apart(empty_neo4j, graph)


def loaded_apart(server: Server, graph: Graph) -> tuple[list[Any], list[Any]]:
    """What the server holds of a graph that is loaded at one go."""
    write(server, "MATCH (n) DETACH DELETE n")
    put(graph, server)
    return whole(server)[:2]


@pytest.mark.parametrize("gone", range(3))
def test_what_no_report_says_any_more_is_deleted(empty_neo4j: Server, gone: int) -> None:
    put(sample_graph(), empty_neo4j)
    fewer = Graph.of(said for number, said in enumerate(sample_extractions()) if number != gone)
    result = put(fewer, empty_neo4j)
    assert result.deleted > 0
    assert whole(empty_neo4j)[:2] == loaded_apart(empty_neo4j, fewer)
    put(sample_graph(), empty_neo4j)
    assert whole(empty_neo4j)[:2] == loaded_apart(empty_neo4j, sample_graph())


def test_an_empty_graph_leaves_nothing_but_its_name(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    result = put(Graph(), empty_neo4j)
    assert (result.nodes, result.relationships) == (0, 0)
    assert [len(part) for part in whole(empty_neo4j)] == [0, 0, 1]


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_batch_size_changes_nothing(empty_neo4j: Server, batch_size: int) -> None:
    put(sample_graph(), empty_neo4j, batch_size=batch_size)
    small = whole(empty_neo4j)
    assert small[:2] == loaded_apart(empty_neo4j, sample_graph())


# Several graphs in one database


def test_two_graphs_do_not_touch_each_other_and_one_is_removed_alone(empty_neo4j: Server) -> None:
    first, *others = sample_extractions()
    one, other = Graph.of([first]), Graph.of(others)  # they have entities and programmes in common
    put(one, empty_neo4j, graph="一")
    alone = whole(empty_neo4j, "一")
    put(other, empty_neo4j, graph="other")
    assert whole(empty_neo4j, "一") == alone
    assert put(one, empty_neo4j, graph="一").unchanged
    put(sample_graph(), empty_neo4j, graph="other")
    put(other, empty_neo4j, graph="other")
    assert whole(empty_neo4j, "一") == alone

    nodes = remove("other", empty_neo4j.uri, user=empty_neo4j.user, password=empty_neo4j.password)
    assert nodes == len(other.entities) + len(other.reports) + sum(len(relation.evidence) for relation in other)
    assert whole(empty_neo4j, "other") == ([], [], [])
    assert whole(empty_neo4j, "一") == alone
    assert ask(empty_neo4j, "MATCH (n) RETURN count(n)").rows == [(len(alone[0]) + 1,)]


def test_a_graph_has_a_name(empty_neo4j: Server) -> None:
    with pytest.raises(ValueError, match="not empty"):
        put(sample_graph(), empty_neo4j, graph="")


# Repeats of a changed graph


def test_a_repeat_renews_what_has_changed(empty_neo4j: Server) -> None:
    graph = sample_graph()
    put(graph, empty_neo4j)
    known = graph.entities[COUNTY_HOSPITAL]
    graph.entities[COUNTY_HOSPITAL] = replace(known, type="PublicHealthInstitution", name="青禾县总医院", scope="")
    put(graph, empty_neo4j)
    ((node,),) = ask(empty_neo4j, "MATCH (n:Entity {iri: $iri}) RETURN n", iri=COUNTY_HOSPITAL).rows
    assert node["labels"] == ["Actor", "Entity", "HealthcareInstitution", "Organization", "PublicHealthInstitution"]
    assert node["properties"]["name"] == "青禾县总医院"
    assert "scope" not in node["properties"]


def test_what_others_put_beside_the_graph_stays(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    about = "MATCH (n:Entity {iri: $iri}) SET n.rank = 1 CREATE (:Note {text: 'mine'})-[:ABOUT]->(n)"
    write(empty_neo4j, about, iri=COUNTY_HOSPITAL)
    put(sample_graph(), empty_neo4j, again=True)
    assert ask(empty_neo4j, "MATCH (n:Entity {iri: $iri}) RETURN n.rank", iri=COUNTY_HOSPITAL).rows == [(1,)]
    assert ask(empty_neo4j, "MATCH (n:Note)-[:ABOUT]->(:Hospital) RETURN count(n)").rows == [(1,)]


def test_names_are_found_by_their_parts(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    found = "CALL db.index.fulltext.queryNodes('entity_names', $words) YIELD node RETURN node.name ORDER BY node.name"
    assert ask(empty_neo4j, found, words='"人民医院"').rows == [
        ("望川县人民医院",),
        ("青禾县人民医院",),
        ("青禾县人民医院远程会诊中心",),
    ]
    assert ask(empty_neo4j, found, words='"疾控中心"').rows == [("青禾县疾病预防控制中心",)]  # by another of its names


def test_an_iri_is_unique_in_a_graph(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    with pytest.raises(QueryError, match="already exists"):
        write(empty_neo4j, "CREATE (:Entity {graph: 'yilian', iri: $iri})", iri=COUNTY_HOSPITAL)
    write(empty_neo4j, "CREATE (:Entity {graph: 'other', iri: $iri})", iri=COUNTY_HOSPITAL)


# The commands


def test_the_commands_load_and_remove(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, empty_neo4j: Server, sample_folder: Path
) -> None:
    monkeypatch.setenv("NEO4J_URI", empty_neo4j.uri)
    monkeypatch.setenv("NEO4J_USERNAME", empty_neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", empty_neo4j.password)
    size = f"{NODES} nodes, {RELATIONSHIPS} relationships"
    assert kg(capsys, "load", sample_folder).out.startswith(f"{size}: {NODES + RELATIONSHIPS} written, 0 deleted in ")
    assert kg(capsys, "load", sample_folder).out.startswith(f"{size}: unchanged in ")
    assert put(sample_folder, empty_neo4j).unchanged  # the name is the one that the library takes
    assert kg(capsys, "load", sample_folder, "--graph", "另一个").code == 0
    assert kg(capsys, "neo4j", "remove", "另一个").out.startswith(f"{NODES} nodes of graph '另一个' removed")
    assert put(sample_folder, empty_neo4j).unchanged


def test_a_query_writes_only_where_it_is_allowed_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, empty_neo4j: Server, sample_folder: Path
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", empty_neo4j.password)
    query = "CREATE (n:Note {text: $text}) RETURN n.text AS text"
    asked = ("cypher", empty_neo4j.uri, query, "--param", "text=} DETACH DELETE n //", "--format", "csv")
    ended = kg(capsys, *asked)
    assert (ended.code, ended.out) == (2, "")
    assert "This query writes" in ended.err
    assert ask(empty_neo4j, "MATCH (n:Note) RETURN count(n)").rows == [(0,)]
    assert kg(capsys, *asked, "--write").out.splitlines() == ["text", "} DETACH DELETE n //"]
    assert ask(empty_neo4j, "MATCH (n:Note) RETURN count(n)").rows == [(1,)]
    ended = kg(capsys, "cypher", sample_folder, query, "--write")
    assert (ended.code, ended.out) == (2, "")
    assert "--write is for a Neo4j server" in ended.err


@pytest.mark.parametrize("where", ["server", "folder"])
def test_a_query_has_a_time_limit(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    neo4j_server: Server,
    sample_folder: Path,
    where: str,
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b % 7)"
    ended = kg(capsys, "cypher", neo4j_server.uri if where == "server" else sample_folder, endless, "--timeout", "1")
    assert (ended.code, ended.out) == (2, "")
    assert "took too long" in ended.err


# What goes wrong


def loading(server: Server, **change: Any) -> Callable[[], object]:
    login = {"uri": server.uri, "user": server.user, "password": server.password, **change}
    return lambda: load(sample_graph(), **login)


def test_a_wrong_password(neo4j_server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="the password is wrong. Set NEO4J_USERNAME and NEO4J_PASSWORD"):
        loading(neo4j_server, password="not-the-password")()


def test_a_database_that_is_not_there(neo4j_server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="nowhere.*SHOW DATABASES"):
        loading(neo4j_server, database="nowhere")()


def test_nobody_answers() -> None:
    uri = f"bolt://127.0.0.1:{free_port(0)}"
    with pytest.raises(StoreUnavailable, match=f"{uri}: no Neo4j answers there .*kg neo4j start"):
        load(sample_graph(), uri, password="x")
    with pytest.raises(StoreUnavailable, match=uri):
        cypher(uri, "RETURN 1", password="x")


@pytest.mark.parametrize("uri", ["http://localhost:7474", "bolt://", "neo4j+x://localhost", "bolt://localhost:port"])
def test_an_address_that_is_none(uri: str) -> None:
    with pytest.raises(StoreUnavailable, match="it looks like bolt://localhost:7687"):
        load(sample_graph(), uri, password="x")


def test_no_password_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    with pytest.raises(StoreUnavailable, match="set NEO4J_PASSWORD"):
        cypher("bolt://localhost", "RETURN 1")
