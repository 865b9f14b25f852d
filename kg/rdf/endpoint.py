"""A graph folder as a SPARQL 1.1 Protocol endpoint: Oxigraph's own server, read only, on this machine alone.

The server is the program `oxigraph` (the extra `serve`). It answers at ADDRESS/query, refuses updates, stops a query
at its time limit (the answer then breaks off), and has a query page at ADDRESS that is part of the program and needs
no other server. A query that itself names another server (SERVICE) makes this one ask it: one more reason to serve on
loopback alone.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from kg.errors import MissingExtra, StoreUnavailable
from kg.folder import STORE
from kg.rdf.store import open_store

LOOPBACK = "127.0.0.1"
PORT = 7878
QUERY_SECONDS = 30
START_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an endpoint answers: its query page, and the address that SPARQL clients take."""

    page: str
    query: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(
    folder: Path | str, *, host: str = LOOPBACK, port: int = PORT, timeout: int = QUERY_SECONDS
) -> Iterator[Endpoint]:
    """Serve a graph folder until the block ends; `port` 0 takes a free one, `timeout` is a query's limit in seconds.

    The folder must not be built anew meanwhile.

    Raises NotAGraph, MissingExtra where the program is not installed, StoreUnavailable where it does not start.

    >>> with serving("no/such/folder"):
    ...     pass
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    open_store(folder)
    port = port or _free_port(host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if _answers(host, port):
        raise StoreUnavailable(f"{address}: another program listens there. Give another port, or 0 for a free one.")
    command = [_program(), "serve-read-only", "--location", str(Path(folder) / STORE)]
    command += ["--bind", address.removeprefix("http://"), "--timeout-s", str(timeout)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603
    try:
        _wait(process, host, port, address)
        yield Endpoint(address, f"{address}/query", process)
    finally:
        process.terminate()
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _program() -> str:
    """The program, beside this Python first."""
    name = "oxigraph.exe" if sys.platform == "win32" else "oxigraph"
    beside = Path(sysconfig.get_path("scripts")) / name
    found = str(beside) if beside.is_file() else which("oxigraph")
    if found is None:
        raise MissingExtra("An endpoint needs Oxigraph's server: pip install 'yilian-kg[serve]'.")
    return found


def _wait(process: subprocess.Popen[bytes], host: str, port: int, address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not _answers(host, port):
        if process.poll() is not None:
            said = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
            raise StoreUnavailable(f"{address}: the server does not start ({said}).")
        if time.monotonic() > end:
            raise StoreUnavailable(f"{address}: the server does not answer after {START_SECONDS:g} s.")
        time.sleep(0.05)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
