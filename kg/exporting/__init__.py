"""The graph in the forms of others: RDF, pictures of networks, tables, Cypher. Each is written as it is made.

    turtle ntriples rdfxml      all that is said, once each, without telling which report says it
    trig nquads jsonld          the same with a named graph for each report
    graphml gexf                entities and relations, for Gephi, yEd, Cytoscape, networkx
    csv                         nodes.csv and relations.csv, in a folder or a zip
    cypher                      statements that write the property graph into Neo4j; safe to repeat

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

Format = Literal["turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld", "graphml", "gexf", "csv", "cypher"]
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
    kg.exporting.CannotExport: graph.doc: its ending says no form. Give one with --format: turtle, ntriples, …, cypher.
    """
    found = _SUFFIXES.get(Path(path).suffix.lower())
    if found is None:
        raise CannotExport(
            f"{path}: its ending says no form. Give one with --format: {FORMATS[0]}, {FORMATS[1]}, …, {FORMATS[-1]}."
        )
    return found


def export(folder: Path | str, output: Path | str | IO[bytes], format: Format | None = None) -> None:
    """Write the graph of a folder to a file, or to an open binary stream, in a form; else in that of the file's name.

    Memory does not grow with the graph. A file takes the place of an older one when it is whole. csv makes a
    folder, or a zip where the name ends so; a stream gets the zip.

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
    write = _writer(format)
    if not isinstance(output, Path | str):
        write(Path(folder), output)
        return
    output = Path(output)
    if format == "csv" and output.suffix.lower() != ".zip":
        from kg.exporting.tables import write_folder

        write_folder(Path(folder), output)
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


def _writer(format: Format) -> Callable[[Path, IO[bytes]], None]:
    from kg.exporting import networks, rdf, statements, tables

    if format in rdf.WITH_GRAPHS or format in rdf.WITHOUT_GRAPHS:
        return lambda folder, file: rdf.write(folder, file, format)
    writers: dict[str, Callable[[Path, IO[bytes]], None]] = {
        "graphml": networks.write_graphml,
        "gexf": networks.write_gexf,
        "csv": tables.write_zip,
        "cypher": statements.write,
    }
    if format not in writers:
        raise CannotExport(f"{format}: no such form; there are {', '.join(FORMATS)}.")
    return writers[format]
