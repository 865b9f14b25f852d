"""Where a server is and how to log in to it."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

HOST = "127.0.0.1"
BOLT_PORT, HTTP_PORT = 7687, 7474

Kind = Literal["existing", "docker", "java"]


@dataclass(frozen=True, slots=True)
class Server:
    """A Neo4j server: `kind` says whether it was there already (NEO4J_URI), or runs in Docker or on this Java.

    `http_uri` is None where it is not known. `log` is a file of a server on this Java.

    >>> Server("bolt://127.0.0.1:7687", "http://127.0.0.1:7474", "neo4j", "secret", "java").browser_uri
    'http://127.0.0.1:7474/browser/?dbms=bolt://127.0.0.1:7687'
    """

    uri: str
    http_uri: str | None
    user: str
    password: str = field(repr=False)
    kind: Kind
    log: Path | None = None

    @property
    def browser_uri(self) -> str | None:
        """Neo4j Browser with this server filled in."""
        return f"{self.http_uri}/browser/?dbms={self.uri}" if self.http_uri else None

    def is_at(self, uri: str) -> bool:
        """Whether an address is this server's: each name of the loopback is as good as another.

        >>> here = Server("bolt://127.0.0.1:7687", None, "neo4j", "secret", "java")
        >>> here.is_at("neo4j://localhost"), here.is_at("bolt://localhost:7688")
        (True, False)
        """
        return _place(uri) == _place(self.uri)


def _place(uri: str) -> tuple[str | None, int] | None:
    try:
        parts = urlsplit(uri)
        return (HOST if parts.hostname in ("localhost", "::1") else parts.hostname), parts.port or BOLT_PORT
    except ValueError:  # no port, which the connection tells
        return None


def free_port(preferred: int, *, other_than: int | None = None) -> int:
    """The preferred port of this machine's loopback, or any other where it is taken."""
    for port in (preferred, 0, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            found = int(probe.getsockname()[1])
            if found != other_than:
                return found
    raise OSError("no free port on the loopback address")
