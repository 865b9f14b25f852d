"""ORDER BY carried out on the rows of an answer.

Oxigraph reads both strings from the store for each comparison while it sorts: thousands of rows take seconds.
Here each is read once. Only what ends a query as `ORDER BY ?a DESC(?b)` is taken out of it; all else Oxigraph sorts.

>>> split("SELECT ?a ?b { ?a ?p ?b }\\nORDER BY DESC(?b) ?a")
('SELECT ?a ?b { ?a ?p ?b }\\n', (('b', True), ('a', False)))
>>> split("SELECT ?a { ?a ?p ?b } ORDER BY ?a LIMIT 3")
('SELECT ?a { ?a ?p ?b } ORDER BY ?a LIMIT 3', ())
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.rdf.parameters import QUOTED
from kg.rdf.terms import TEXTS, Term, plain

Keys = tuple[tuple[str, bool], ...]
Row = tuple[Term | None, ...]

_NUMBERS = {bool, int, float}
_AT_END = re.compile(r"\bORDER\s+BY\s+((?:(?:DESC\s*\(\s*)?[?$]\w+\s*\)?\s*)+)\Z", re.IGNORECASE)
_KEY = re.compile(r"(DESC\s*\(\s*)?[?$](\w+)", re.IGNORECASE)


def split(query: str) -> tuple[str, Keys]:
    """The query without its ORDER BY, and by which variables (descending or not) it wants its rows sorted."""
    found = _AT_END.search(query)
    if found is None or any(q.start() <= found.start() < q.end() for q in QUOTED.finditer(query)):
        return query, ()
    return query[: found.start()], tuple((name, bool(desc)) for desc, name in _KEY.findall(found[1]))


def in_order(columns: Sequence[str], rows: list[Row], keys: Keys) -> list[tuple[object, ...]] | None:
    """The rows as plain values, as SPARQL orders them; None where a key is no column, or only a store can compare it.

    >>> in_order(("n",), [(Literal(10),), (Literal(9),), (None,)], (("n", False),))
    [(None,), (9,), (10,)]
    """
    if any(name not in columns for name, _ in keys):
        return None
    values = [tuple(map(plain, row)) for row in rows]
    places = list(range(len(rows)))
    try:
        for name, descending in reversed(keys):
            at = columns.index(name)
            ranks = _ranks([row[at] for row in rows], [row[at] for row in values])
            places.sort(key=ranks.__getitem__, reverse=descending)
    except TypeError:
        return None
    return [values[place] for place in places]


def _ranks(terms: list[Term | None], values: list[Any]) -> list[Any]:
    """What to sort a column by. Where all are texts, or all numbers, their values will do, which takes a third."""
    kinds = set(map(type, values))
    if kinds <= _NUMBERS:
        return values
    literals = [term for term in terms if isinstance(term, Literal)] if kinds == {str} else []
    if len(literals) == len(terms) and {literal.datatype.value for literal in literals} <= TEXTS:
        return values
    return list(map(_rank, terms, values))


def _rank(term: Term | None, value: object) -> tuple[int, object]:
    if term is None:
        return 0, ""
    if isinstance(term, NamedNode):
        return 1, value
    if type(value) in _NUMBERS or (isinstance(term, Literal) and term.datatype.value in TEXTS):
        return 2, value  # numbers and texts in one column do not compare: a TypeError, and the store sorts
    raise TypeError(term)
