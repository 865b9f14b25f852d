"""The graph in the forms of others: RDF, pictures of networks, tables, Cypher. Each is written as it is made.

    turtle ntriples rdfxml      all that is said, once each, without telling which report says it
    trig nquads jsonld          the same with a named graph for each report
    graphml gexf                entities and relations, for Gephi, yEd, Cytoscape, networkx
    csv                         nodes.csv and relations.csv, in a folder or a zip
    cypher                      statements that write the property graph into Neo4j; safe to repeat
    neo4j-admin                 a folder of tables for neo4j-admin's import, and the command that imports them

>>> format_of("graph.ttl"), format_of("g.graphml"), format_of("tables.zip")
('turtle', 'graphml', 'csv')
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Literal, get_args

from kg.errors import YilianError
from kg.folder import read_manifest
from kg.property_graph.statements import DEFAULT_GRAPH

Format = Literal[
    "turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld", "graphml", "gexf", "csv", "cypher", "neo4j-admin"
]
FORMATS: tuple[Format, ...] = get_args(Format)

_SUFFIXES: dict[str, Format] = {
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".zip": "csv",
    ".cypher": "cypher",
    ".cql": "cypher",
}


class CannotExport(YilianError):
    """A form that is not known, or cannot be written there."""


def format_of(path: Path | str) -> Format:
    """The form that a file's name asks for.

    Raises CannotExport where its ending says none.

    >>> format_of("graph.doc")
    Traceback (most recent call last):
    kg.exporting.CannotExport: graph.doc: its ending says no form. Give one with --format: turtle, ntriples, rdfxml, \
trig, nquads, jsonld, graphml, gexf, csv, cypher, neo4j-admin.
    """
    suffix = Path(path).suffix.lower()
    if suffix in (".csv", ".tsv", ".xlsx"):
        raise CannotExport(f"{path}: the tables are several files. Give FILE.zip, or a folder with --format csv.")
    if suffix not in _SUFFIXES:
        raise CannotExport(f"{path}: its ending says no form. Give one with --format: {', '.join(FORMATS)}.")
    return _SUFFIXES[suffix]


def export(
    folder: Path | str,
    output: Path | str | IO[bytes],
    format: Format | None = None,
    *,
    graph: str = DEFAULT_GRAPH,
) -> None:
    """Write the graph of a folder to a file, or to an open binary stream, in a form; else in that of the file's name.

    Memory does not grow with the graph. A file takes the place of an older one when it is whole. csv and neo4j-admin
    make a folder, or a zip where the name ends so; a stream gets the zip. `graph` is the graph's name in Neo4j, for
    cypher and neo4j-admin.

    Raises NotAGraph where the folder is none, CannotExport where the form is not known.

    >>> export("no/such/folder", "graph.ttl")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    if format is None:
        if not isinstance(output, Path | str):
            raise CannotExport("a stream has no name that says the form; give one.")
        format = format_of(output)
    read_manifest(folder)
    write = _writer(format, graph)
    if not isinstance(output, Path | str):
        write(Path(folder), output)
        return
    output = Path(output)
    if format in ("csv", "neo4j-admin") and output.suffix.lower() != ".zip":
        from kg.exporting import bulk, tables

        if format == "csv":
            tables.write_folder(Path(folder), output)
        else:
            bulk.write_folder(Path(folder), output, graph)
        return
    if output.is_dir():
        raise CannotExport(f"{output}: that is a folder. Give the name of a file.")
    part = output.with_name(output.name + ".part")
    try:
        with part.open("wb") as file:
            write(Path(folder), file)
        part.replace(output)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _writer(format: Format, graph: str) -> Callable[[Path, IO[bytes]], None]:
    from kg.exporting import bulk, networks, rdf, statements, tables

    if format in rdf.WITH_GRAPHS or format in rdf.WITHOUT_GRAPHS:
        return lambda folder, file: rdf.write(folder, file, format)
    writers: dict[str, Callable[[Path, IO[bytes]], None]] = {
        "graphml": networks.write_graphml,
        "gexf": networks.write_gexf,
        "csv": tables.write_zip,
        "cypher": lambda folder, file: statements.write(folder, file, graph),
        "neo4j-admin": lambda folder, file: bulk.write_zip(folder, file, graph),
    }
    if format not in writers:
        raise CannotExport(f"{format}: no such form; there are {', '.join(FORMATS)}.")
    return writers[format]
