"""Starting whichever server the machine can run, and finding it again later."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from kg.errors import StoreUnavailable
from kg.property_graph.server.address import BOLT_PORT, HTTP_PORT, Server
from kg.property_graph.server.docker import DockerServer, engine_runs
from kg.property_graph.server.java import JavaServer, answers, runs, stop_process

Runtime = Literal["docker", "java"]
Say = Callable[[str], None]

STATE = "server.json"


def silent(text: str) -> None:
    """Say nothing of what goes on."""


@contextmanager
def running_server(
    home: Path | str | None = None, *, runtime: Runtime | None = None, say: Say = silent
) -> Iterator[Server]:
    """A server for the length of a block: that of NEO4J_URI, else one that is started and stopped.

    Its data lies in `home`; without one it is in a temporary folder and goes with the block. `runtime` says what to
    run it on, else Docker is taken where its engine runs, and Java where not. `say` is told what takes time.

    Raises MissingExtra where the machine can run none, StoreUnavailable where it does not come up.
    """
    existing = existing_server()
    if existing is not None:
        yield existing
    elif (runtime or _choose()) == "docker":
        docker = DockerServer(f"yilian-{secrets.token_hex(4)}", say=say)
        try:
            yield docker.start()
        finally:
            docker.stop(forget=home is None)
    else:
        with tempfile.TemporaryDirectory(prefix="yilian-neo4j-", ignore_cleanup_errors=True) as temporary:
            java = JavaServer(Path(home or temporary), brief=home is None, say=say)
            try:
                yield java.start()
            finally:
                java.stop()


def start(home: Path | str | None = None, *, runtime: Runtime | None = None, say: Say = silent) -> Server:
    """Start a server that goes on after this process, or return the one that runs already; `stop` ends it.

    Without `home` its data is kept in the user's data folder (~/.local/share/yilian/neo4j). Raises as `running_server`.
    """
    running = status(home)
    if running is not None:
        return running
    folder = _home(home)
    if (runtime or _choose()) == "docker":
        server, handle = DockerServer(say=say).start(_kept_password(folder)), {}
    else:
        java = JavaServer(folder, ports=_earlier_ports(folder), say=say)
        server = java.start()
        handle = {"pid": java.pid}
    _write_state(folder, {"server": asdict(server) | {"log": str(server.log) if server.log else None}, **handle})
    return server


def status(home: Path | str | None = None) -> Server | None:
    """The server that runs: that of NEO4J_URI, else the one that `start` started; None where there is none."""
    return existing_server() or started_server(home)


def started_server(home: Path | str | None = None) -> Server | None:
    """The server that `start` started and that runs still, whatever NEO4J_URI says."""
    folder = _home(home)
    state = _read_state(folder)
    if state is None:
        return None
    server = _server(state)
    if server.kind == "java" and not runs(state["pid"], folder):
        return None
    return server if answers(server) else None


def stop(home: Path | str | None = None) -> bool:
    """Stop the server that `start` started; False where none runs. Its data stays, and so does one of NEO4J_URI."""
    folder = _home(home)
    state = _read_state(folder)
    if state is None:
        return False
    if _server(state).kind == "docker":
        if status(home) is None:
            return False
        DockerServer().stop()
    elif runs(state["pid"], folder):
        stop_process(state["pid"])
    else:
        return False
    return True


def existing_server() -> Server | None:
    """The server that NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD name; None where the first is not set.

    Raises StoreUnavailable where there is an address without a password.
    """
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        return None
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        raise StoreUnavailable(f"NEO4J_URI names {uri}, but NEO4J_PASSWORD is not set.")
    return Server(uri, None, os.environ.get("NEO4J_USERNAME") or "neo4j", password, "existing")


def _choose() -> Runtime:
    return "docker" if engine_runs() else "java"


def _home(home: Path | str | None) -> Path:
    if home is not None:
        return Path(home).resolve()
    base = os.environ.get("XDG_DATA_HOME")
    return ((Path(base) if base else Path.home() / ".local" / "share") / "yilian" / "neo4j").resolve()


def _server(state: dict[str, Any]) -> Server:
    values = state["server"]
    return Server(**{**values, "log": Path(values["log"]) if values["log"] else None})


def _earlier_ports(folder: Path) -> tuple[int, int]:
    """The ports of the last server of this home, so that bookmarks and settings stay good."""
    last = _read_state(folder)
    if last is None or not last["server"]["http_uri"]:
        return BOLT_PORT, HTTP_PORT
    bolt, web = (urlsplit(last["server"][name]).port for name in ("uri", "http_uri"))
    return bolt or BOLT_PORT, web or HTTP_PORT


def _kept_password(folder: Path) -> str | None:
    """The password of the last server of this home: its data keeps it."""
    last = _read_state(folder)
    return str(last["server"]["password"]) if last else None


def _read_state(folder: Path) -> dict[str, Any] | None:
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) and "server" in state else None


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / STATE
    file.touch(mode=0o600)  # it holds the password
    file.write_text(json.dumps(state, ensure_ascii=False, indent=2), encoding="utf-8")
