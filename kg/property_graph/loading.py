"""Loading a graph into a Neo4j server, so that the server holds what the graph says: no less, and no more.

A database may hold several graphs, each under a name. Of each there is a node `(:Graph {name, fingerprint, …})`. The
fingerprint is that of what was loaded; it is there only while the graph in the server is whole:

    1. the fingerprint is the same                      nothing is to do
    2. it is taken away                                 from here on the graph may be half of one and half of another
    3. the node is locked until the end                 so that one load of a graph goes on at a time
    4. what the server does not have is written, what no report says any more is deleted, batch by batch
    5. the fingerprint is set, and the lock let go      in one transaction

A load that breaks off anywhere (its process or the server killed, the network gone) leaves whole batches and no
fingerprint, and lets the lock go. The next one compares what is there with what should be, by digests that every
node and relationship bears, and writes the difference.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreUnavailable
from kg.folder import read_manifest
from kg.model import Graph
from kg.ontology import schema
from kg.property_graph import mapping, statements
from kg.property_graph.batches import Batch, Comparison, batches
from kg.property_graph.connection import connected
from kg.property_graph.mapping import digest
from kg.property_graph.merging import Held, Progress, RowSource, merged
from kg.property_graph.prefetching import prefetched

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session, Transaction

BATCH_SIZE = 2_000
WAIT_SECONDS = 600.0
"""How long a load waits for another of the same graph to end."""
_PROBE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What the server holds of the graph after a load, what was done for it, and how long it took in seconds.

    `nodes` and `relationships` are all that the graph has in the server; `written` were made or renewed, `deleted`
    are those (nodes and relations) that no report says any more. `unchanged`: the server had this very graph already.
    """

    nodes: int
    relationships: int
    written: int
    deleted: int
    unchanged: bool
    seconds: float


def load(
    source: Graph | Path | str,
    uri: str,
    *,
    user: str = "neo4j",
    password: str,
    database: str | None = None,
    graph: str = statements.DEFAULT_GRAPH,
    batch_size: int = BATCH_SIZE,
    again: bool = False,
    progress: Progress | None = None,
) -> LoadResult:
    """Load a graph folder, or a graph, into Neo4j under a name; twice is once, and what broke off is completed.

    Of a folder no more than some batches are held in memory. Nodes and relationships of other graphs, and what others
    have put beside this one, are left alone; only what hangs on a node that no report names any more goes with it.
    `batch_size` is how many rows (nodes, relationships, passages) a transaction writes. With `again` everything is
    written, whatever the server says it has. `progress` is called with ("read" or "load", done, total).

    Raises NotAGraph where the folder is none; StoreUnavailable where the server is away or goes away, refuses the
    log-in or the writing, or another load of the same graph does not end within `WAIT_SECONDS`.
    """
    if not graph:
        raise ValueError("a graph's name is not empty")
    started = time.monotonic()
    key = fingerprint(source)
    with connected(uri, user=user, password=password) as driver, driver.session(database=database) as session:
        known = None if again else session.execute_read(_read_state, graph)
        if known and known["fingerprint"] == key:
            return LoadResult(known["nodes"], known["relationships"], 0, 0, True, time.monotonic() - started)
        with _rows(source, progress) as rows:
            prepare(session)
            with _only_load(driver, database, graph) as whole:
                writer = _Writer(session, graph, again=again)
                writer.write(rows, batch_size, progress or (lambda stage, done, total: None))
                whole(key, writer.nodes, writer.relationships)
    return LoadResult(
        *(writer.nodes, writer.relationships, writer.written, writer.deleted), False, time.monotonic() - started
    )


def fingerprint(source: Graph | Path | str) -> str:
    """A key of all that a load of this graph writes: another record, ontology or layout has another.

    Raises NotAGraph where the folder is none.
    """
    said = hashlib.sha256(f"{schema().version} {_layout()} ".encode())
    if isinstance(source, Graph):
        rows = Held(source)
        for labels, row in (*rows.entities(), *rows.reports()):
            said.update(digest(row, *labels).encode())
        for type_, row in rows.relationships():
            said.update(digest(row, type_).encode())
    else:
        said.update(read_manifest(source).sha256.encode())
    return said.hexdigest()


def _layout() -> str:
    """A key of how graphs are laid out: the modules that say so."""
    said = hashlib.sha256()
    for module in (mapping, statements):
        said.update(Path(str(module.__file__)).read_bytes())
    return said.hexdigest()


def prepare(session: Session) -> None:
    """Make the constraints and indexes that are not there yet, and wait until they can be used."""
    wanted = (*statements.CONSTRAINTS, *statements.INDEXES, statements.FULL_TEXT_INDEX)
    there = set(session.run("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name").value())
    missing = [statement for statement in wanted if there.isdisjoint(statement.split()[2:4])]
    for statement in missing:
        session.execute_write(_run, statement)
    if missing:
        session.run("CALL db.awaitIndexes(3600)").consume()


@contextmanager
def _rows(source: Graph | Path | str, progress: Progress | None) -> Iterator[RowSource]:
    if isinstance(source, Graph):
        yield Held(source)
    else:
        with merged(Path(source), progress) as rows:
            yield rows


@contextmanager
def _only_load(driver: Driver, database: str | None, graph: str) -> Iterator[Callable[[str, int, int], None]]:
    """The only load of a graph for the length of the block; what it yields says that the graph is whole.

    The lock is a transaction that stays open: the server itself ends it when this process or its network is gone.
    """
    with driver.session(database=database) as session:
        deadline = time.monotonic() + WAIT_SECONDS
        while (lock := _locked(session, graph)) is None:
            if time.monotonic() > deadline:
                raise StoreUnavailable(
                    f"Another load of graph {graph!r} has gone on in this database for {WAIT_SECONDS:.0f} s. "
                    "Repeat the command when it has ended."
                )
        try:
            yield lambda key, nodes, relationships: _end(lock, graph, key, nodes, relationships)
            lock.commit()
        finally:
            lock.close()


def _locked(session: Session, graph: str) -> Transaction | None:
    """A transaction that has the lock, with the fingerprint away for good; None where another load has it.

    What is taken away within the lock would come back if this process died, so it is taken away before.
    """
    from neo4j import unit_of_work
    from neo4j.exceptions import Neo4jError

    @unit_of_work(timeout=_PROBE_SECONDS)
    def begin(transaction: ManagedTransaction) -> None:
        transaction.run("MERGE (g:Graph {name: $graph}) REMOVE g.fingerprint", graph=graph).consume()

    try:
        session.execute_write(begin)
    except Neo4jError as error:
        if "TransactionTimedOut" in (error.code or "") or "LockClientStopped" in (error.code or ""):
            return None
        raise
    lock = session.begin_transaction(timeout=0)  # however long it takes
    try:
        locked = lock.run(
            "MATCH (g:Graph {name: $graph}) SET g.name = $graph WITH g WHERE g.fingerprint IS NULL RETURN g",
            graph=graph,
        ).single()
    except BaseException:
        lock.close()
        raise
    if locked is None:  # another load came in between, and has ended
        lock.close()
        return None
    return lock


def _end(lock: Transaction, graph: str, key: str, nodes: int, relationships: int) -> None:
    lock.run(
        "MATCH (g:Graph {name: $graph}) SET g.fingerprint = $key, g.nodes = $nodes, g.relationships = $relationships",
        graph=graph,
        key=key,
        nodes=nodes,
        relationships=relationships,
    ).consume()


class _Writer:
    """Writes rows, and counts what the graph has and what was done."""

    def __init__(self, session: Session, graph: str, *, again: bool) -> None:
        self._session, self._graph, self._again = session, graph, again
        self.nodes = self.relationships = self.written = self.deleted = 0

    def write(self, rows: RowSource, batch_size: int, tell: Progress) -> None:
        total, done = rows.size, 0
        tell("load", 0, total)
        with Comparison() as there:
            self._list(there)
            with prefetched(batches(rows, there, batch_size, again=self._again)) as prepared:
                for batch in prepared:
                    self._put(batch)
                    done = min(total, done + batch.size)
                    tell("load", done, total)
            self._clear(there, batch_size)

    def _list(self, there: Comparison) -> None:
        """Note what the server holds of the graph."""
        for label in (mapping.ENTITY, mapping.REPORT, mapping.EVIDENCE):
            there.note(label, (((iri,), key) for iri, key in self._all(statements.list_nodes(label))))
        if there.is_empty:
            return
        for relation in schema().relations.values():
            found = self._all(statements.list_relationships(relation.cypher_type))
            there.note(relation.cypher_type, ((tuple(key), said) for *key, said in found))

    def _all(self, statement: str) -> Iterator[Any]:
        yield from self._session.run(statement, graph=self._graph)

    def _put(self, batch: Batch) -> None:
        self.nodes += batch.nodes
        self.relationships += batch.relationships
        if batch.rows:
            self._session.execute_write(_run, batch.statement, rows=batch.rows, graph=self._graph)
            self.written += batch.nodes + batch.relationships

    def _clear(self, there: Comparison, batch_size: int) -> None:
        """Delete what is there and should not be: passages, relationships, then nodes."""
        for relation in schema().relations.values():
            for keys in there.left(relation.cypher_type, batch_size):
                rows = [dict(zip(("head", "tail", "status"), key, strict=True)) for key in keys]
                self._delete(statements.delete_relationships(relation.cypher_type), rows=rows)
        for label in (mapping.EVIDENCE, mapping.ENTITY, mapping.REPORT):
            for keys in there.left(label, batch_size):
                self._delete(statements.delete_nodes(label), iris=[iri for (iri,) in keys])

    def _delete(self, statement: str, **parameters: Any) -> None:
        self._session.execute_write(_run, statement, graph=self._graph, **parameters)
        self.deleted += len(next(iter(parameters.values())))


def _run(transaction: ManagedTransaction, /, statement: str, **parameters: Any) -> None:
    transaction.run(statement, parameters).consume()


def _read_state(transaction: ManagedTransaction, graph: str) -> dict[str, Any] | None:
    record = transaction.run(
        "MATCH (g:Graph {name: $graph}) "
        "RETURN g.fingerprint AS fingerprint, g.nodes AS nodes, g.relationships AS relationships",
        graph=graph,
    ).single()
    return record.data() if record else None


def remove(graph: str, uri: str, *, user: str = "neo4j", password: str, database: str | None = None) -> int:
    """Remove a graph from a database, and leave the others; returns how many nodes there were. Raises as `load`."""
    with connected(uri, user=user, password=password) as driver, driver.session(database=database) as session:
        gone = 0
        with _only_load(driver, database, graph):
            for label in (mapping.EVIDENCE, mapping.ENTITY, mapping.REPORT):
                gone += _delete_all(session, label, graph)
        session.execute_write(_run, "MATCH (g:Graph {name: $graph}) WHERE g.fingerprint IS NULL DELETE g", graph=graph)
    return gone


def _delete_all(session: Session, label: str, graph: str) -> int:
    statement = f"""\
MATCH (node:{label}) WHERE node.graph = $graph AND node.iri IS NOT NULL
WITH node LIMIT {BATCH_SIZE * 5}
DETACH DELETE node
RETURN count(*) AS gone"""
    gone = 0
    while some := session.execute_write(lambda tx: tx.run(statement, graph=graph).single(strict=True)["gone"]):
        gone += some
    return gone
