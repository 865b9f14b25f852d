"""Loading into a real Neo4j: repeated, interrupted, refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from graphs import COUNTY_HOSPITAL, sample_graph
from property_graph.stores import put

from kg.errors import StoreUnavailable
from kg.model import Entity, Evidence, Graph, Relation
from kg.property_graph import cypher, load
from kg.property_graph.server import Server, start, status
from kg.property_graph.server.address import free_port
from kg.tables import Rows


def ask(server: Server, query: str, **parameters: Any) -> Rows:
    return cypher(server.uri, query, parameters=parameters, user=server.user, password=server.password)


def whole(server: Server) -> tuple[Rows, Rows]:
    """Every node and relationship with every label and property."""
    return (
        ask(server, "MATCH (n) RETURN n ORDER BY n.iri"),
        ask(server, "MATCH (a)-[r]->(b) RETURN a.iri AS a, b.iri AS b, r ORDER BY a, b, type(r), r.status"),
    )


def many(size: int) -> Graph:
    """A ring of so many village clinics, each assisting the next."""
    graph = Graph()
    clinics = [
        Entity(f"https://w3id.org/yilian/id/institution/1/{i:06}", "VillageClinic", f"第{i}卫生室") for i in range(size)
    ]
    graph.entities = {clinic.iri: clinic for clinic in clinics}
    for i, clinic in enumerate(clinics):
        said = Evidence("r1", i, i + 2, "帮扶", "帮扶。", i)
        relation = Relation("assists", clinic.iri, clinics[(i + 1) % size].iri, "actual", (said,))
        graph.relations[relation.key] = relation
    return graph


def test_a_load_says_how_much_it_wrote(empty_neo4j: Server) -> None:
    seen: list[tuple[str, int, int]] = []
    result = load(
        sample_graph(),
        empty_neo4j.uri,
        user=empty_neo4j.user,
        password=empty_neo4j.password,
        progress=lambda *told: seen.append(told),
    )
    assert (result.nodes, result.relationships) == (19, 20)
    assert 0 < result.seconds < 120
    assert seen[0] == ("load", 0, 39)
    assert seen[-1] == ("load", 39, 39)
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


def test_twice_is_once(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    once = whole(empty_neo4j)
    put(sample_graph(), empty_neo4j)
    assert whole(empty_neo4j) == once
    assert (len(once[0].rows), len(once[1].rows)) == (19, 20)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_batch_size_changes_nothing(empty_neo4j: Server, batch_size: int) -> None:
    put(sample_graph(), empty_neo4j, batch_size=batch_size)
    small = whole(empty_neo4j)
    put(sample_graph(), empty_neo4j)
    assert whole(empty_neo4j) == small


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
    from neo4j import GraphDatabase

    put(sample_graph(), empty_neo4j)
    with GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:
        driver.execute_query(
            "MATCH (n:Entity {iri: $iri}) SET n.rank = 1 CREATE (:Note {text: 'mine'})", iri=COUNTY_HOSPITAL
        )
    put(sample_graph(), empty_neo4j)
    assert ask(empty_neo4j, "MATCH (n:Entity {iri: $iri}) RETURN n.rank", iri=COUNTY_HOSPITAL).rows == [(1,)]
    assert ask(empty_neo4j, "MATCH (n:Note) RETURN count(n)").rows == [(1,)]


def test_names_are_found_by_their_parts(empty_neo4j: Server) -> None:
    put(sample_graph(), empty_neo4j)
    found = "CALL db.index.fulltext.queryNodes('entity_names', $words) YIELD node RETURN node.name ORDER BY node.name"
    from neo4j import GraphDatabase

    with GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:
        driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    assert ask(empty_neo4j, found, words='"人民医院"').rows == [
        ("望川县人民医院",),
        ("青禾县人民医院",),
        ("青禾县人民医院远程会诊中心",),
    ]
    assert ask(empty_neo4j, found, words='"疾控中心"').rows == [("青禾县疾病预防控制中心",)]  # by another of its names


def test_an_iri_is_unique_in_the_server(empty_neo4j: Server) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import ConstraintError

    put(sample_graph(), empty_neo4j)
    with (
        GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver,
        pytest.raises(ConstraintError),
    ):
        driver.execute_query("CREATE (:Entity {iri: $iri})", iri=COUNTY_HOSPITAL)


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


def test_the_server_is_killed_in_the_middle_and_a_repeat_completes_the_load(
    empty_neo4j: Server, neo4j_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if empty_neo4j.kind != "java":
        pytest.skip("only a server that the tests have started is theirs to kill")
    monkeypatch.setattr("kg.property_graph.connection.RETRY_SECONDS", 2.0)
    graph = many(3_000)
    half_way = threading.Event()

    def kill_half_way(stage: str, done: int, total: int) -> None:
        if done > total * 0.6 and not half_way.is_set():
            half_way.set()
            (server,) = [
                p for p in psutil.process_iter(["cmdline"]) if f"--home-dir={neo4j_home}" in (p.info["cmdline"] or [])
            ]
            server.kill()
            server.wait()

    with pytest.raises(StoreUnavailable, match="a repeat of the command completes what was begun"):
        put(graph, empty_neo4j, batch_size=100, progress=kill_half_way)
    assert half_way.is_set()
    assert status(neo4j_home) is None

    assert start(neo4j_home, runtime="java") == empty_neo4j  # the same address and password
    nodes, relationships = (len(part.rows) for part in whole(empty_neo4j))
    assert nodes == 3_000
    assert 0 < relationships < 3_000  # whole batches of the broken load

    put(graph, empty_neo4j)
    repeated = whole(empty_neo4j)
    assert [len(part.rows) for part in repeated] == [3_000, 3_000]
    put(graph, empty_neo4j)
    assert whole(empty_neo4j) == repeated
