"""Two tables in CSV (RFC 4180, UTF-8): nodes.csv with entities and reports, relations.csv with their relationships.

Columns are the properties of the property graph; a cell that holds a list is a JSON array. `labels` of a node and
`type` of a relationship are those of Cypher.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any

from kg.errors import NotAGraph
from kg.property_graph.mapping import entity_properties, relationship_properties, report_properties
from kg.property_graph.merging import Merged, merged
from kg.replacing import replacing

NODES, RELATIONS = "nodes.csv", "relations.csv"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # equal graphs give equal zips


def write_folder(folder: Path, output: Path) -> None:
    """Write the two tables into a folder, which is made if there is none; other files in it stay.

    Raises NotAGraph where OUTPUT is a file, or is the graph folder itself.
    """
    if output.is_file() or output.resolve() == folder.resolve():
        raise NotAGraph(f"{output}: give another folder, or the name of a .zip, for the tables.")
    with merged(folder) as graph, replacing(output, parts=(NODES, RELATIONS)) as workplace:
        for name, rows in _tables(graph):
            with (workplace / name).open("wb") as file:
                _write(file, rows)


def write_zip(folder: Path, file: IO[bytes]) -> None:
    """Write the two tables as a zip."""
    with merged(folder) as graph, zipfile.ZipFile(file, "w") as archive:
        for name, rows in _tables(graph):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as member:
                _write(member, rows)


def _tables(graph: Merged) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    yield NODES, _node_rows(graph)
    yield RELATIONS, _relation_rows(graph)


def _node_rows(graph: Merged) -> Iterator[Sequence[Any]]:
    columns = list(dict.fromkeys((*entity_properties(), *report_properties())))
    yield ["labels", *columns]
    for labels, row in chain(graph.entities(), graph.reports()):
        yield [":".join(labels), *(row["properties"].get(column) for column in columns)]


def _relation_rows(graph: Merged) -> Iterator[Sequence[Any]]:
    columns = relationship_properties()
    yield ["head", "type", "tail", *columns]
    for type_, row in graph.relationships():
        yield [row["head"], type_, row["tail"], *(row["properties"].get(column) for column in columns)]


def _write(file: IO[bytes], rows: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | bool) else value
