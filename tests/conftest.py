"""Stores that the tests share: a real Neo4j server, started once in a session, and embedded databases.

The server is the one that NEO4J_URI names (it must be empty: the tests write and delete), else one on this machine's
Java. Where neither is to be had its tests are skipped, but never in CI.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from property_graph.stores import clear
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from kg.errors import MissingExtra
from kg.property_graph.server import Server, start, stop
from kg.property_graph.server.running import existing_server


@pytest.fixture(scope="session")
def neo4j_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the session's server."""
    return tmp_path_factory.mktemp("neo4j")


@pytest.fixture(scope="session")
def neo4j_server(neo4j_home: Path) -> Iterator[Server]:
    """A Neo4j server for the session."""
    server = existing_server()
    if server is not None:
        _require_empty(server)
        yield server
        clear(server)
        return
    try:
        server = start(neo4j_home, runtime="java")
    except MissingExtra as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield server
    stop(neo4j_home)


@pytest.fixture
def empty_neo4j(neo4j_server: Server) -> Server:
    """The session's server, with no node in it."""
    clear(neo4j_server)
    return neo4j_server


def _require_empty(server: Server) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        if driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]:
            pytest.exit(f"{server.uri} is not empty, and the tests would delete what is there", returncode=2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a store bears its marker, so that `-m "not neo4j"` leaves it out; files that take long come first.

    Of several processes none is then left alone with them at the end.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        chosen = getattr(getattr(item, "callspec", None), "params", {}).values()
        if {"neo4j_server", "empty_neo4j"} & set(fixtures) or "neo4j" in chosen:
            item.add_marker("neo4j")
        if "embedded" in chosen or "sample_folder" in fixtures:
            item.add_marker("embedded")
    long = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("neo4j")}
    items.sort(key=lambda item: item.path not in long)


# What a test that wants the session's server asks for; `store` is each of the two Cypher stores in turn.
_OF_THE_SERVER = ("neo4j_server", "empty_neo4j", "neo4j_home", "store: Store")


class _OneHasTheServer(LoadScopeScheduling):
    """Of several processes (`-n`) each runs whole files, and one all those that want the session's server."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return "neo4j" if _wants_server(self.config.rootpath / path) else path


@cache
def _wants_server(path: Path) -> bool:
    """Whether a file of tests asks for the session's server."""
    if "tests" not in path.parts or not path.exists():
        return False
    text = path.read_text("utf-8")
    return any(word in text for word in _OF_THE_SERVER)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """For pytest-xdist."""
    return _OneHasTheServer(config, log)
