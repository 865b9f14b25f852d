r"""Cypher that writes the property graph into an empty Neo4j: for cypher-shell or any other client. Twice is once.

A graph that has changed is written over an older one by `kg load`.

>>> print(literal({"name": "县'医院'\\", "names": ["a", "b"], "count": None, "collective": False}))
{name: '县\'医院\'\\', names: ['a', 'b'], collective: false}
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import IO, Any

from kg.property_graph.loading import fingerprint
from kg.property_graph.mapping import Row, digest
from kg.property_graph.merging import merged
from kg.property_graph.statements import CONSTRAINTS, FULL_TEXT_INDEX, INDEXES, label_expression, merge_relationships

_ROWS = 200  # in a statement: few statements to carry out, and none of them too long to read


def write(folder: Path, file: IO[bytes], graph: str) -> None:
    """Write the folder's property graph as Cypher, a statement after another, each ended by `;`.

    `graph` is its name in the database. What the statements write is what `kg load` writes.
    """
    with merged(folder) as rows:
        script = _Script(file, graph)
        file.write("".join(f"{statement};\n" for statement in (*CONSTRAINTS, *INDEXES, FULL_TEXT_INDEX)).encode())
        for labels, row in chain(rows.entities(), rows.reports()):
            script.put(_merge_nodes(labels), _with_digest(row, digest(row, *labels)))
            script.nodes += 1
        script.end()
        for type_, row in rows.relationships():
            script.put(merge_relationships(type_), _with_digest(row, digest(row, type_)))
            script.nodes += len(row["evidence"])
            script.relationships += 1 + 3 * len(row["evidence"])
        script.end()
        said = {"fingerprint": fingerprint(folder), "nodes": script.nodes, "relationships": script.relationships}
        file.write(f"MERGE (g:Graph {{name: {literal(graph)}}}) SET g += {literal(said)};\n".encode())


def _merge_nodes(labels: tuple[str, ...]) -> str:
    return (
        f"UNWIND $rows AS row\nMERGE (node{label_expression(labels)} {{graph: $graph, iri: row.iri}})\n"
        "SET node += row.properties"
    )


class _Script:
    """The statements so far, and those that wait to be full. Counts what they write."""

    def __init__(self, file: IO[bytes], graph: str) -> None:
        self._file, self._graph = file, literal(graph)
        self._waiting: dict[str, list[str]] = defaultdict(list)
        self.nodes = self.relationships = 0

    def put(self, statement: str, row: Row) -> None:
        self._waiting[statement].append(literal(row))
        if len(self._waiting[statement]) == _ROWS:
            self._write(statement)

    def end(self) -> None:
        for statement in list(self._waiting):
            self._write(statement)

    def _write(self, statement: str) -> None:
        values = ",\n  ".join(self._waiting.pop(statement))
        text = statement.replace("$graph", self._graph).replace("$rows", f"[\n  {values}\n]", 1)
        self._file.write((text + ";\n").encode())


def _with_digest(row: Row, said: str) -> Row:
    return row | {"properties": row["properties"] | {"digest": said}}


def literal(value: Any) -> str:
    r"""A value as Cypher writes it; of a map, what is None is left out.

    >>> print(literal("a\nb\u2028 \\u0041 𠮷"))
    'a\nb\u2028 \\u0041 𠮷'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(each)}" for name, each in value.items() if each is not None) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, str):
        return "'" + "".join(map(_character, value)) + "'"
    return json.dumps(value)


def _character(character: str) -> str:
    if character in "\\'":
        return "\\" + character
    return character if character.isprintable() else json.dumps(character)[1:-1]
