"""RDF, through Oxigraph's parsers and serializers, quad by quad.

All is read from the folder's N-Quads. What has no named graphs is sorted first, so that a triple that several
reports say comes once, and those of one subject come together.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, parse, serialize

from kg.exporting.sorting import write_distinct
from kg.folder import QUADS
from kg.rdf.formats import GRAPH_FORMATS
from kg.rdf.store import without_graphs
from kg.rdf.terms import PREFIXES

WITH_GRAPHS = ("trig", "nquads", "jsonld")
WITHOUT_GRAPHS = ("turtle", "ntriples", "rdfxml")
_USED = {name: iri for name, iri in PREFIXES.items() if name in ("yl", "rdf", "rdfs", "skos", "xsd")}
# What a reader of XML turns into another character, or refuses.
_IN_XML = re.compile(rb"[\x00-\x08\x0b-\x1f]")


def write(folder: Path, file: IO[bytes], format: str) -> None:
    """Write the graph of a folder as RDF."""
    if format == "nquads":
        with (folder / QUADS).open("rb") as as_they_are:
            shutil.copyfileobj(as_they_are, file)
    elif format in WITH_GRAPHS:
        quads = parse(path=str(folder / QUADS), format=RdfFormat.N_QUADS, lenient=True)
        serialize(quads, file, format=GRAPH_FORMATS[format], prefixes=_USED)
    elif format == "ntriples":
        _write_triples(folder, file)
    else:
        file = cast("IO[bytes]", _ForXml(file)) if format == "rdfxml" else file
        with tempfile.NamedTemporaryFile(prefix="kg-export-") as triples:
            _write_triples(folder, cast("IO[bytes]", triples))
            triples.seek(0)
            parsed = parse(triples, format=RdfFormat.N_TRIPLES, lenient=True)
            serialize(parsed, file, format=GRAPH_FORMATS[format], prefixes=_USED)


def _write_triples(folder: Path, file: IO[bytes]) -> None:
    with (folder / QUADS).open("rb") as quads:
        write_distinct(without_graphs(quads), file)


class _ForXml:
    """A file to write XML into: a carriage return as a reference, other control characters as U+FFFD."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(_IN_XML.sub(lambda found: b"&#13;" if found[0] == b"\r" else "\ufffd".encode(), data))
        return len(data)

    def flush(self) -> None:
        self._file.flush()
