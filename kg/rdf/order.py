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

from pyoxigraph import Literal, NamedNode

from kg.rdf.parameters import QUOTED
from kg.rdf.terms import Term, is_text, plain

Keys = tuple[tuple[str, bool], ...]
Row = tuple[Term | None, ...]

_AT_END = re.compile(r"\bORDER\s+BY\s+((?:(?:DESC\s*\(\s*)?[?$]\w+\s*\)?\s*)+)\Z", re.IGNORECASE)
_KEY = re.compile(r"(DESC\s*\(\s*)?[?$](\w+)", re.IGNORECASE)


def split(query: str) -> tuple[str, Keys]:
    """The query without its ORDER BY, and by which variables (descending or not) it wants its rows sorted."""
    found = _AT_END.search(query)
    if found is None or any(q.start() <= found.start() < q.end() for q in QUOTED.finditer(query)):
        return query, ()
    return query[: found.start()], tuple((name, bool(desc)) for desc, name in _KEY.findall(found[1]))


def in_order(columns: Sequence[str], rows: list[Row], keys: Keys) -> list[Row] | None:
    """The rows as SPARQL orders them; None where a key is no column, or holds what only a store can compare.

    >>> [row[0].value for row in in_order(("n",), [(Literal(10),), (Literal(9),)], (("n", False),))]
    ['9', '10']
    """
    if any(name not in columns for name, _ in keys):
        return None
    for name, descending in reversed(keys):
        at = columns.index(name)
        try:
            rows = sorted(rows, key=lambda row, at=at: _rank(row[at]), reverse=descending)  # type: ignore[misc]
        except TypeError:
            return None
    return rows


def _rank(term: Term | None) -> tuple[int, object]:
    if term is None:
        return 0, ""
    if isinstance(term, NamedNode):
        return 1, term.value
    value = plain(term)
    if isinstance(term, Literal) and (isinstance(value, bool | int | float) or is_text(term)):
        return 2, value  # numbers and texts in one column do not compare: a TypeError, and the store sorts
    raise TypeError(term)
