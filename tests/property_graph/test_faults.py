"""What goes wrong in the middle of a load, with real processes: kill -9, locks, deadlocks, limits, a full disk.

Whatever happens, the next load completes what was begun: then the graph in the server equals the source.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from commandline import kg_process
from generated import extractions
from property_graph.stores import clear, put, whole, write_folder

from kg.errors import MissingExtra, StoreUnavailable
from kg.model import Extraction, Graph
from kg.property_graph import cypher, loading
from kg.property_graph.server import Server
from kg.property_graph.server.java import JavaServer

SEED = 20
LOADER_KILLS, SERVER_KILLS = 16, 4
BATCH_SIZE = 40
LOADER = Path(__file__).with_name("loader.py")

Whole = tuple[list[Any], list[Any], list[Any]]

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two states of a graph, half of whose reports are in both."""
    folder, said = tmp_path_factory.mktemp("states"), list[Extraction](extractions(9))
    return write_folder(folder / "a", said[:6]), write_folder(folder / "b", said[3:])


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaServer]:
    """A server that a test may kill and start again with other settings; its address stays."""
    server = JavaServer(tmp_path_factory.mktemp("own"), ports=(0, 0), brief=True, heap="512m", page_cache="64m")
    try:
        server.start()
    except MissingExtra as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture
def empty_server(own_server: JavaServer) -> Server:
    """The same with no node in it."""
    server = own_server.address or started(own_server)
    clear(server)
    return server


def sources(server: Server, states: tuple[Path, Path]) -> list[tuple[Path, Whole]]:
    """Both states, with what the server holds of each when it is loaded into an empty database."""
    found = []
    for folder in states:
        clear(server)
        put(folder, server)
        found.append((folder, whole(server)))
    return found


def test_a_loader_is_killed_anywhere_and_a_repeat_completes_its_load(
    empty_server: Server, states: tuple[Path, Path]
) -> None:
    """From one state of the graph to the other and back, from an empty database at times."""
    chance, killed, in_the_middle = random.Random(SEED), 0, 0
    known = sources(empty_server, states)
    before = known[1][1]
    for number in range(LOADER_KILLS):
        folder, expected = known[number % 2]
        if number % 4 == 3:
            clear(empty_server)
            before = ([], [], [])
        killed += load_and_kill(folder, empty_server, chance.random())
        left = whole(empty_server)
        in_the_middle += left[:2] not in (before[:2], expected[:2])
        assert not left[2] or "fingerprint" not in left[2][0][0]["properties"] or left == expected
        put(folder, empty_server, batch_size=BATCH_SIZE)
        assert whole(empty_server) == expected, f"after kill {number}"
        before = expected
    assert killed >= LOADER_KILLS - 2  # some may have ended before they were killed
    assert in_the_middle >= LOADER_KILLS // 2


def load_and_kill(folder: Path, server: Server, share: float) -> bool:
    """Load in a process that is killed when it has come so far; False where it ended before."""
    with loader(folder, server) as process:
        assert process.stdout
        for line in process.stdout:
            stage, *numbers = line.split()
            if stage == "load" and int(numbers[0]) >= share * int(numbers[1]):
                process.kill()
                break
        said = process.stdout.read()
        process.wait()
    return "whole" not in said


def loader(folder: Path, server: Server) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, LOADER, folder, server.uri, server.user, str(BATCH_SIZE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    process.stdin.write(server.password + "\n")
    process.stdin.close()
    return process


def test_the_server_is_killed_anywhere_and_a_repeat_completes_the_load(
    own_server: JavaServer, states: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.property_graph.connection.RETRY_SECONDS", 1.0)
    chance, server = random.Random(SEED), started(own_server)
    known = sources(server, states)
    for number in range(SERVER_KILLS):
        folder, expected = known[number % 2]
        share, delay = chance.random(), chance.random() * 0.05
        timer = threading.Timer(delay, own_server.kill)

        def kill_later(stage: str, done: int, total: int, share: float = share, timer: threading.Timer = timer) -> None:
            if stage == "load" and done >= share * total and not timer.is_alive():
                timer.start() if timer.ident is None else timer.join()

        with pytest.raises(StoreUnavailable, match="completes what was begun|no Neo4j answers there"):
            put(folder, server, batch_size=5, progress=kill_later)
            timer.join()  # it was too late
            put(folder, server)
        assert started(own_server).uri == server.uri
        put(folder, server, batch_size=BATCH_SIZE)
        assert whole(server) == expected, f"after kill {number}"


def test_a_server_that_two_threads_end_at_once_has_ended_for_both(own_server: JavaServer) -> None:
    started(own_server)
    with ThreadPoolExecutor() as threads:
        for ended in [threads.submit(own_server.kill), threads.submit(own_server.stop)]:
            ended.result()
            assert own_server.pid is None


def started(server: JavaServer, **settings: str) -> Server:
    """The server with these settings, on its earlier ports, with its earlier data."""
    return server.restart({name.replace("__", "."): value for name, value in settings.items()})


# Others at the same time


@contextmanager
def transaction_of(server: Server) -> Iterator[Any]:
    """A transaction of another program, which holds what it has touched until the block ends."""
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
        driver.session() as session,
        closing(session.begin_transaction(timeout=0)) as transaction,
    ):
        yield transaction


def test_two_loads_of_a_graph_go_one_after_the_other(empty_server: Server, states: tuple[Path, Path]) -> None:
    """Whichever comes last, the graph is one of the two, and not something of both."""
    known = sources(empty_server, states)
    clear(empty_server)
    with loader(states[0], empty_server) as one, loader(states[1], empty_server) as other:
        for process in (one, other):
            assert process.stdout
            assert process.stdout.read().splitlines()[-1] == "whole"
    assert whole(empty_server) in [expected for _, expected in known]


def test_a_load_that_waits_too_long_says_so(
    empty_server: Server, states: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(states[0], empty_server)
    before = whole(empty_server)
    monkeypatch.setattr(loading, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(loading, "_PROBE_SECONDS", 0.2)
    with transaction_of(empty_server) as other:
        other.run("MATCH (g:Graph) SET g.name = g.name").consume()
        with pytest.raises(StoreUnavailable, match="Another load of graph 'yilian' has gone on"):
            put(states[1], empty_server)
    assert whole(empty_server) == before


def test_a_deadlock_is_tried_again(empty_server: Server, states: tuple[Path, Path]) -> None:
    """Another program and the load each hold what the other wants: the server stops one, and the load goes on."""
    from neo4j.exceptions import TransientError

    put(states[0], empty_server)
    expected = whole(empty_server)
    touch = "MATCH (n:Report {graph: 'yilian', id: $id}) SET n.id = n.id"
    ids = sorted(Graph.of(extractions(6)).reports)  # the order in which a load writes them
    load = threading.Thread(target=put, args=(states[0], empty_server), kwargs={"again": True})
    with transaction_of(empty_server) as other:
        other.run(touch, id=ids[-1]).consume()
        load.start()
        while not waiting(empty_server):
            load.join(0.05)
        try:
            other.run(touch, id=ids[0]).consume()
        except TransientError as error:
            assert error.code == "Neo.TransientError.Transaction.DeadlockDetected"
    load.join(60)
    assert not load.is_alive()
    assert whole(empty_server) == expected


def waiting(server: Server) -> bool:
    rows = cypher(server.uri, "SHOW TRANSACTIONS YIELD status", user=server.user, password=server.password).rows
    return any(status.startswith("Blocked") for (status,) in rows)


# Limits of the server


def test_a_transaction_that_takes_longer_than_the_server_allows(
    own_server: JavaServer, states: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.property_graph.connection.RETRY_SECONDS", 1.0)
    server = started(own_server)
    _, (folder, expected) = sources(server, states)
    put(states[0], server)
    server = started(own_server, db__transaction__timeout="3s")
    with transaction_of(server) as other:
        other.run("MATCH (n:Report) SET n.id = n.id").consume()
        with pytest.raises(StoreUnavailable, match="longer than the server allows.*--batch-size"):
            put(folder, server, again=True, batch_size=BATCH_SIZE)
    server = started(own_server)
    put(folder, server)
    assert whole(server) == expected


def test_the_disk_is_full(own_server: JavaServer, states: tuple[Path, Path]) -> None:
    """A limit on the size of files is to the server what a full disk is: it cannot write any more."""
    server = started(own_server)
    _, (folder, expected) = sources(server, states)
    clear(server)
    assert own_server.pid
    psutil.Process(own_server.pid).rlimit(psutil.RLIMIT_FSIZE, (256 * 2**10, psutil.RLIM_INFINITY))
    ended = kg_process("load", folder, "--uri", server.uri, env=os.environ | {"NEO4J_PASSWORD": server.password})
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"kg: {server.uri}: ")
    assert "repeat" in ended.stderr.lower()
    assert len(ended.stderr.splitlines()) == 1
    own_server.kill()
    server = started(own_server)
    put(folder, server)
    assert whole(server) == expected


def test_a_database_that_can_only_be_read(own_server: JavaServer, states: tuple[Path, Path]) -> None:
    server = started(own_server)
    clear(server)
    put(states[0], server)
    before = whole(server)
    server = started(own_server, server__databases__read_only="neo4j")
    assert put(states[0], server).unchanged  # nothing is to be written
    ended = kg_process("load", states[1], "--uri", server.uri, env=os.environ | {"NEO4J_PASSWORD": server.password})
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"kg: {server.uri}: the database can only be read" in ended.stderr
    assert whole(server) == before
    own_server.stop()  # what comes next wants to write
