"""The quads as an N-Quads file, and as an Oxigraph store on disk that answers SPARQL.

The store holds each report's named graph, the ontology in a graph of its own, and the union of
all these in the default graph. The union is stored, not computed when asked: a fact that two reports
say is then one fact, as SPARQL wants it, and joins need not look through all graphs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from kg.errors import NotAGraph
from kg.folder import STORE, read_manifest
from kg.ids import ONTOLOGY
from kg.model import Extraction
from kg.ontology import ontology_files
from kg.rdf.mapping import quads, quads_in_order

_MOST_THREADS = 4
_STRETCH = 8 << 20  # bytes; with four times as much memory doubles, and it takes no less time
ONTOLOGY_GRAPH = NamedNode(ONTOLOGY.removesuffix("#"))


def write_nquads(extractions: Iterable[Extraction], path: Path | str) -> None:
    """Write all quads of the extractions as N-Quads; equal extractions give equal bytes.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "graph.nq"
    >>> write_nquads([], path)
    >>> path.read_text()
    ''
    """
    _write(quads(extractions), path)


def write_nquads_in_order(extractions: Iterable[Extraction], originals: Mapping[str, str], path: Path | str) -> None:
    """The same of extractions that come by the ids of their reports, one at a time in memory.

    `originals` are those of reports that are copies, by id (`kg.model.copies`).
    """
    _write(quads_in_order(extractions, originals), path)


def _write(found: Iterator[Quad], path: Path | str) -> None:
    with Path(path).open("wb") as file:
        serialize(found, file, format=RdfFormat.N_QUADS)


def build_store(
    nquads: Path | str, folder: Path | str, *, progress: Callable[[str, int, int], None] | None = None
) -> None:
    """Load an N-Quads file and the ontology into a new Oxigraph store in `folder`.

    The folder must not hold a store yet. The store is compacted, so that it opens fast read-only. `progress` is called
    with ("store", done, total).

    >>> import tempfile
    >>> home = Path(tempfile.mkdtemp())
    >>> write_nquads([], home / "graph.nq")
    >>> build_store(home / "graph.nq", home / "store")
    >>> store = Store.read_only(str(home / "store"))
    >>> bool(store.query(f"ASK {{ GRAPH <{ONTOLOGY_GRAPH.value}> {{ <{ONTOLOGY}assists> ?p ?o }} }}"))
    True
    """
    tell = progress or (lambda stage, done, total: None)
    store = Store(str(folder))

    def load(start: int, end: int, format: RdfFormat) -> None:
        data = _stretch(Path(nquads), start, end)
        if format == RdfFormat.N_TRIPLES:
            data = b"".join(without_graphs(data.splitlines(keepends=True)))
        store.bulk_load(input=data, format=format, lenient=True)

    # Oxigraph loads one input in one thread; leniently, for it need not check again what it wrote itself.
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
        ends = _stretches(Path(nquads))
        loads = [
            threads.submit(load, start, end, format)
            for start, end in pairwise(ends)
            for format in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)
        ]
        for number, done in enumerate(loads):
            tell("store", number, len(loads) + 1)
            done.result()
    tell("store", len(loads), len(loads) + 1)
    for graph in (ONTOLOGY_GRAPH, DefaultGraph()):
        for path in ontology_files():
            store.bulk_load(path=str(path), format=RdfFormat.TURTLE, to_graph=graph)
    store.optimize()
    store.flush()
    tell("store", len(loads) + 1, len(loads) + 1)


def open_store(folder: Path | str) -> Store:
    """The store of a graph folder (what `kg build` wrote), to be read only.

    Raises NotAGraph where the folder is none or its store cannot be opened.

    >>> open_store("no/such/folder")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    read_manifest(folder)
    path = Path(folder) / STORE
    if not path.is_dir():
        raise NotAGraph(f"{path}: the RDF store is missing. Run `kg build` again.")
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise NotAGraph(f"{path}: the RDF store cannot be opened ({error}). Run `kg build` again.") from error


def _stretches(path: Path) -> list[int]:
    """Where to cut the file, in bytes, so that each stretch is of whole lines and fits into memory; its ends too."""
    size = path.stat().st_size
    ends = [0]
    with path.open("rb") as file:
        for about in range(_STRETCH, size, _STRETCH):
            file.seek(about)
            file.readline()
            ends.append(file.tell())
    return [*ends, size]


def _stretch(path: Path, start: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(end - start)


def without_graphs(nquads: Iterable[bytes]) -> Iterator[bytes]:
    r"""The triples of our own N-Quads: each line without its graph, which is an IRI and stands last.

    >>> list(without_graphs([b"<http://e/a> <http://e/p> 'x' <http://e/g> .\n"]))
    [b"<http://e/a> <http://e/p> 'x' .\n"]
    """
    return (line[: line.rindex(b" <")] + b" .\n" for line in nquads)
