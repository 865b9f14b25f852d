"""RDF, through Oxigraph's parsers and serializers, quad by quad.

What has named graphs is read from the folder's N-Quads, what has none from the default graph of its store,
which has each triple once and those of one subject together.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse, serialize

from kg.folder import QUADS
from kg.ids import DATA
from kg.rdf import open_store
from kg.rdf.formats import GRAPH_FORMATS
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
    else:
        file = cast("IO[bytes]", _ForXml(file)) if format == "rdfxml" else file
        serialize(_triples(folder), file, format=GRAPH_FORMATS[format], prefixes=_USED)


def _triples(folder: Path) -> Iterator[Triple]:
    """What the reports say, without the ontology, which lies in the same graph of the store."""
    for quad in open_store(folder).quads_for_pattern(None, None, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(DATA):
            yield quad.triple


class _ForXml:
    """A file to write XML into: a carriage return as a reference, other control characters as U+FFFD."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(_IN_XML.sub(lambda found: b"&#13;" if found[0] == b"\r" else "\ufffd".encode(), data))
        return len(data)

    def flush(self) -> None:
        self._file.flush()
