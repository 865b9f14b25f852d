"""The Neo4j that `kg neo4j` runs; the session's server is one of these."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from kg.errors import MissingExtra, StoreUnavailable
from kg.property_graph import cypher
from kg.property_graph.server import Server, running_server, start, status, stop
from kg.property_graph.server import maven as maven_module
from kg.property_graph.server.address import free_port
from kg.property_graph.server.java import JavaServer


@pytest.fixture
def started(neo4j_server: Server) -> Server:
    if neo4j_server.kind != "java":
        pytest.skip("these are about a server that the tests have started")
    return neo4j_server


def test_it_is_the_neo4j_that_the_pom_names(started: Server) -> None:
    query = "CALL dbms.components() YIELD versions, edition RETURN versions[0], edition"
    rows = cypher(started.uri, query, user=started.user, password=started.password).rows
    assert rows == [(maven_module.neo4j_version(), "community")]


def test_it_listens_to_this_machine_only(started: Server, neo4j_home: Path) -> None:
    (server,) = [p for p in psutil.process_iter(["cmdline"]) if f"--home-dir={neo4j_home}" in (p.info["cmdline"] or [])]
    listening = {c.laddr.ip.removeprefix("::ffff:") for c in server.net_connections() if c.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def test_it_serves_neo4j_browser(started: Server) -> None:
    address = urlsplit(started.browser_uri or "")
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request("GET", f"{address.path}?{address.query}")
    assert "Neo4j Browser" in connection.getresponse().read().decode()


def test_it_wants_a_password(started: Server) -> None:
    assert len(started.password) >= 12
    assert started.password not in repr(started)
    with pytest.raises(StoreUnavailable, match="password is wrong"):
        cypher(started.uri, "RETURN 1", user="neo4j", password="neo4j")


def test_others_on_the_machine_cannot_read_the_password(started: Server, neo4j_home: Path) -> None:
    for file in neo4j_home.rglob("*"):
        if file.is_file() and started.password.encode() in file.read_bytes():
            assert file.stat().st_mode & 0o077 == 0, file


def test_starting_again_finds_the_one_that_runs(started: Server, neo4j_home: Path) -> None:
    assert status(neo4j_home) == started
    assert start(neo4j_home) == started


def test_nothing_runs_in_another_home(tmp_path: Path) -> None:
    assert status(tmp_path) is None
    assert stop(tmp_path) is False


def test_a_server_of_the_environment_is_used_as_it_is(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    with running_server() as server:
        assert (server.uri, server.kind) == (neo4j_server.uri, "existing")
    assert cypher(neo4j_server.uri, "RETURN 1").rows == [(1,)]  # it still runs
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD is not set"), running_server():
        pass


def test_a_taken_port_is_left_to_its_owner() -> None:
    with socket.create_server(("127.0.0.1", 0)) as owner:
        taken = owner.getsockname()[1]
        assert free_port(taken) != taken
    assert free_port(taken) == taken
    assert free_port(taken, other_than=taken) != taken


def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingExtra, match="apt-get install default-jre-headless maven"):
        start(tmp_path / "home", runtime="java")


def test_a_java_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(MissingExtra, match=r"needs Java 17 to 24, and .* is version 11"):
        start(tmp_path / "home", runtime="java")


def test_a_server_that_cannot_start_names_its_log(
    neo4j_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if neo4j_server.kind != "java":
        pytest.skip("needs Neo4j's jars")
    monkeypatch.setenv("NEO4J_PASSWORD", "long-enough-1")
    server = JavaServer(tmp_path, heap="1k")  # Java refuses so small a heap
    with pytest.raises(StoreUnavailable, match=r"ended at once: .*See .*console\.log"):
        server.start()
    assert server.pid is None
