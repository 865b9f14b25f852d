"""A connection to a Neo4j server, and its errors in words that say what to do."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import StoreUnavailable

if TYPE_CHECKING:
    from neo4j import Driver

SCHEMES = {"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"}
PORT = 7687
CONNECT_SECONDS = 10.0
RETRY_SECONDS = 15.0

_NO_ADDRESS = "{uri}: not the address of a Neo4j server; it looks like bolt://localhost:7687."
_START = "Start one with `kg neo4j start`, or check the address."
_RESOLVED = re.compile(r" \(resolved to .*|:$")  # a Python tuple, which tells a reader nothing


@contextmanager
def connected(uri: str, *, user: str, password: str) -> Iterator[Driver]:
    """A driver that has reached the server and logged in; it is closed at the end of the block.

    Whatever in the block fails because the server is away, or refuses the log-in, the database or the work, is raised
    as StoreUnavailable; what is the fault of a query is for the block to catch.

    >>> with connected("http://localhost", user="neo4j", password="-") as driver:
    ...     pass
    Traceback (most recent call last):
    kg.errors.StoreUnavailable: http://localhost: not the address of a Neo4j server; it looks like bolt://localhost:7687.
    """
    from neo4j import GraphDatabase, exceptions

    reached = False
    _check_address(uri)
    try:
        driver = GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
    except (exceptions.DriverError, ValueError):
        raise StoreUnavailable(_NO_ADDRESS.format(uri=uri)) from None
    try:
        with driver:
            driver.verify_connectivity()
            reached = True
            yield driver
    except exceptions.AuthError as error:
        raise StoreUnavailable(_refused(uri, user, error)) from error
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
        said = _RESOLVED.sub("", _first_line(error))
        raise StoreUnavailable(
            f"{uri}: Neo4j answers no longer ({said}). When it does, a repeat of the command completes what was begun."
            if reached
            else f"{uri}: no Neo4j answers there ({said}). {_START}"
        ) from error
    except exceptions.ClientError as error:
        if error.code == "Neo.ClientError.Database.DatabaseNotFound":
            raise StoreUnavailable(f"{uri}: {_first_line(error)}; SHOW DATABASES lists what is there.") from error
        if "ReadOnly" in (error.code or ""):
            raise StoreUnavailable(f"{uri}: the database can only be read ({_first_line(error)}).") from error
        if "TransactionTimedOut" in (error.code or "") or "LockClientStopped" in (error.code or ""):
            raise StoreUnavailable(
                f"{uri}: longer than the server allows ({_first_line(error)}). Raise db.transaction.timeout , "
                "or write less at once (--batch-size); a repeat of the command completes what was begun."
            ) from error
        raise StoreUnavailable(f"{uri}: the server refuses ({_first_line(error)}).") from error
    except exceptions.TransientError as error:
        raise StoreUnavailable(
            f"{uri}: the server cannot do it now ({_first_line(error)}). Repeat the command; what is there stays."
        ) from error
    except (exceptions.DatabaseError, exceptions.DriverError) as error:
        raise StoreUnavailable(
            f"{uri}: the server failed ({_first_line(error)}). Its log says why (a full disk?); "
            "when it is well again, a repeat of the command completes what was begun."
        ) from error


def check_listening(uri: str) -> None:
    """Raise StoreUnavailable unless something listens at the address: it needs no password to find out.

    >>> check_listening("bolt://localhost:1")
    Traceback (most recent call last):
    kg.errors.StoreUnavailable: bolt://localhost:1: nothing listens there (Connection refused). \
Start one with `kg neo4j start`, or check the address.
    """
    host, port = _check_address(uri)
    try:
        socket.create_connection((host, port), timeout=CONNECT_SECONDS).close()
    except (OSError, UnicodeError) as error:  # no name of a host is a UnicodeError
        said = getattr(error, "strerror", None) or str(error)
        raise StoreUnavailable(f"{uri}: nothing listens there ({said}). {_START}") from None


def _check_address(uri: str) -> tuple[str, int]:
    """Host and port of the address; StoreUnavailable unless it is a server's: the driver takes some it cannot use."""
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise StoreUnavailable(_NO_ADDRESS.format(uri=uri)) from None
    if parts.scheme not in SCHEMES or not host or port == 0:
        raise StoreUnavailable(_NO_ADDRESS.format(uri=uri))
    return host, port or PORT


def _refused(uri: str, user: str, error: Exception) -> str:
    code = getattr(error, "code", None) or ""
    if code.endswith("AuthenticationRateLimit"):
        return f"{uri}: too many wrong passwords; the server waits some seconds before the next try."
    if code.endswith("Forbidden"):
        return f"{uri}: user {user!r} may not do this ({_first_line(error)})."
    if code.endswith("CredentialsExpired"):
        return f"{uri}: the password of {user!r} must be changed first, in Neo4j Browser."
    return f"{uri}: user {user!r} or the password is wrong. Set NEO4J_USERNAME and NEO4J_PASSWORD."


def _first_line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    return text.strip().splitlines()[0] if text.strip() else type(error).__name__
