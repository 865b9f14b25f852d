r"""Cypher that writes the property graph into an empty Neo4j: for cypher-shell or any other client. Twice is once.

A graph that has changed is written over an older one by `kg load`.

>>> print(literal({"name": "县'医院'\\", "names": ["a", "b"], "count": None, "collective": False}))
{name: '县\'医院\'\\', names: ['a', 'b'], collective: false}
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any, TypeVar

from kg.exporting.merging import merged
from kg.property_graph.mapping import Row
from kg.property_graph.statements import CONSTRAINTS, NAME_INDEX, label_expression, merge_relationships

Kind = TypeVar("Kind")

_ROWS = 200  # in a statement: few statements to carry out, and none of them too long to read


def write(folder: Path, file: IO[bytes]) -> None:
    """Write the folder's property graph as Cypher, a statement after another, each ended by `;`."""
    with merged(folder) as graph:
        file.write("".join(f"{statement};\n" for statement in (*CONSTRAINTS, NAME_INDEX)).encode())
        _write_rows(file, _merge_nodes, chain(graph.entities(), graph.reports()))
        _write_rows(file, merge_relationships, graph.relationships())


def _merge_nodes(labels: tuple[str, ...]) -> str:
    return f"UNWIND $rows AS row\nMERGE (node{label_expression(labels)} {{iri: row.iri}})\nSET node += row.properties"


def _write_rows(file: IO[bytes], statement: Callable[[Kind], str], rows: Iterable[tuple[Kind, Row]]) -> None:
    waiting: dict[Kind, list[str]] = defaultdict(list)

    def put(kind: Kind) -> None:
        values = ",\n  ".join(waiting.pop(kind))
        file.write((statement(kind).replace("$rows", f"[\n  {values}\n]", 1) + ";\n").encode())

    for kind, row in rows:
        waiting[kind].append(literal(row))
        if len(waiting[kind]) == _ROWS:
            put(kind)
    for kind in list(waiting):
        put(kind)


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
