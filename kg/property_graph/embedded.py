"""Cypher without a server: ArcadeDB within this process, on a folder of its own.

`ask(DIR, …)` asks a graph folder. Its database lies in DIR/cypher and is derived from extractions.jsonl: it is made at
the first question, and made anew when the record has changed since. It is opened for reading only, so that several
processes can ask at once and no query can write.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import QueryError, StoreUnavailable
from kg.extraction import read_jsonl
from kg.folder import CYPHER, EXTRACTIONS, read_manifest
from kg.model import Graph
from kg.ontology import schema
from kg.property_graph import mapping, statements
from kg.property_graph.java_values import plain
from kg.property_graph.jvm import start_jvm
from kg.property_graph.queries import MISSING_PARAMETERS, ONLY_READS, TOO_LONG
from kg.replacing import replacing
from kg.tables import Rows

DATABASE = "database"
SOURCE = "source.json"
BATCH = 2_000


def ask(
    folder: Path | str, query: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None
) -> Rows:
    """The answer of a graph folder to a Cypher query; `timeout` in seconds.

    Raises NotAGraph, MissingExtra where arcadedb-embedded is not installed, QueryError for a query that cannot be
    read, writes, or takes too long, StoreUnavailable where the database cannot be made or opened.
    """
    with opened(up_to_date(folder)) as database:
        return read(database, query, parameters or {}, timeout=timeout)


def up_to_date(folder: Path | str) -> Path:
    """The folder of the database of a graph folder, made first where it is missing or out of date."""
    folder = Path(folder)
    source = {"extractions": read_manifest(folder).sha256, "layout": _layout()}
    store = folder / CYPHER
    try:
        if json.loads((store / SOURCE).read_text(encoding="utf-8")) == source:
            return store / DATABASE
    except (OSError, ValueError):
        pass
    graph = Graph.of(read_jsonl(folder / EXTRACTIONS))
    try:
        with replacing(store) as workplace:
            create(graph, workplace / DATABASE)
            (workplace / SOURCE).write_text(json.dumps(source), encoding="utf-8")
    except OSError as error:
        raise StoreUnavailable(
            f"{store}: the Cypher database cannot be written there ({error.strerror}). "
            "It is made once, at the first question: free some space, or ask a copy of the folder that can be written."
        ) from error
    return store / DATABASE


def create(graph: Graph, path: Path) -> None:
    """Write a graph as a new database in a folder that is not there yet."""
    start_jvm()
    from arcadedb_embedded import create_database

    with create_database(str(path)) as database:
        for statement in (*statements.UNIQUE_IRIS, statements.NAME_INDEX):
            database.command("opencypher", statement)
        groups = [(statements.create_nodes(nodes.labels), nodes.rows) for nodes in mapping.node_groups(graph)]
        for related in mapping.relationship_groups(graph):
            groups.append((statements.create_relationships(related.type), related.rows))
        for statement, rows in groups:
            while batch := list(islice(rows, BATCH)):
                with database.transaction():
                    database.command("opencypher", statement, {"rows": batch})


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The database of a folder (`arcadedb_embedded.Database`), open for reading only.

    Within a process a database can be open once only, so threads and nested uses share it.
    """
    start_jvm()
    import jpype
    from arcadedb_embedded import Database

    key = str(path.resolve())
    with _opening:
        database, users = _open.get(key, (None, 0))
        if database is None:
            factory = jpype.JClass("com.arcadedb.database.DatabaseFactory")(key)
            try:
                database = Database(factory.open(jpype.JClass("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY))
            except Exception as error:
                raise StoreUnavailable(
                    f"{path}: the Cypher database does not open ({_message(error)}). "
                    f"Remove {path.parent}; it is made anew at the next question."
                ) from error
            _refuse_files_and_addresses(database)
        _open[key] = (database, users + 1)
    try:
        yield database
    finally:
        with _opening:
            database, users = _open.pop(key)
            if users > 1:
                _open[key] = (database, users - 1)
            else:
                database.close()


_opening = threading.Lock()
_open: dict[str, tuple[Any, int]] = {}


def read(database: Any, query: str, parameters: Mapping[str, Any], *, timeout: float | None = None) -> Rows:
    """Ask an open database; rows in plain values (see `java_values.plain`)."""
    _set(database, "COMMAND_TIMEOUT", 0 if timeout is None else max(1, round(timeout * 1000)))
    try:
        columns = _columns(query)
        results = list(database.query("opencypher", query, dict(parameters)))
        if columns is None:
            columns = tuple(results[0].property_names) if results else ()
        rows = [tuple(plain(result.get(column)) for column in columns) for result in results]
    except Exception as error:
        raise QueryError(_explain(error)) from error
    return Rows(columns, rows)


def _columns(query: str) -> tuple[str, ...] | None:
    """The names of the columns, also where there are no rows; None where only rows can tell (RETURN *, CALL)."""
    import jpype

    statement = jpype.JClass("com.arcadedb.query.opencypher.parser.Cypher25AntlrParser")().parse(query)
    returned = statement.getReturnClause()
    if returned is None or returned.isReturnAll():
        return None
    items = list(returned.getReturnItems())
    if any(item.isStar() for item in items):
        return None
    return tuple(str(item.getOutputName()) for item in items)


def _set(database: Any, name: str, value: Any) -> None:
    import jpype

    setting = getattr(jpype.JClass("com.arcadedb.GlobalConfiguration"), name)
    database.get_java_database().getConfiguration().setValue(setting, value)


def _refuse_files_and_addresses(database: Any) -> None:
    """A question about the graph has no business with LOAD CSV of local files and addresses."""
    _set(database, "OPENCYPHER_LOAD_CSV_ALLOW_FILE_URLS", False)
    _set(database, "OPENCYPHER_LOAD_CSV_ALLOW_REMOTE_URLS", False)


def _explain(error: Exception) -> str:
    text = _message(error)
    if "not idempotent" in text or "read only" in text:
        return ONLY_READS
    if "LOAD CSV" in text:
        return "LOAD CSV is refused: a query reads the graph, not files or addresses."
    if "Expected parameter" in text:
        return MISSING_PARAMETERS.format(text.rpartition(":")[2].strip())
    if "imeout" in text:
        return TOO_LONG
    return f"The query cannot be run: {text.removeprefix('com.arcadedb.exception.CommandParsingException: ')}"


def _message(error: BaseException) -> str:
    """What the innermost Java exception says."""
    text = str(error)
    cause: Any = error
    while cause is not None:
        java_cause = cause.getCause() if hasattr(cause, "getCause") else None
        cause = java_cause or (cause.__cause__ if not hasattr(cause, "getCause") else None)
        if cause is not None and hasattr(cause, "getMessage") and cause.getMessage():
            text = str(cause.getMessage())
    return text


def _layout() -> str:
    """A key of how graphs are laid out in the store: another ontology or mapping makes another."""
    digest = hashlib.sha256(schema().version.encode())
    for module in (mapping, statements):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]
