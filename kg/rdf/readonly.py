"""An Oxigraph store as an rdflib graph that is only read, fast enough for pySHACL.

`oxrdflib` gives rdflib's interface to Oxigraph, but converts every term of every answer anew and counts all
quads when asked whether there is a graph at all. Validation takes one rule after another and asks for one
property of every node in turn, so here a property is fetched whole when it is first asked for, and the
last few are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

_PROPERTIES_KEPT = 6


class _ReadStore(OxigraphStore):
    def __init__(self, store: ox.Store) -> None:
        super().__init__(store=store)
        self._quads = store
        self._terms: dict[Any, Any] = {}
        self._properties: dict[Any, dict[Any, list[Any]]] = {}

    def __bool__(self) -> bool:
        return True

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        subject, predicate, object_ = triple_pattern
        if subject is not None and predicate is not None:
            values = self._values(predicate).get(subject, ())
            yield from (((subject, predicate, o), iter(())) for o in values if object_ is None or o == object_)
        else:
            yield from ((triple, iter(())) for triple in self._matching(subject, predicate, object_))

    def _values(self, predicate: Any) -> dict[Any, list[Any]]:
        """The values of a property by subject."""
        values = self._properties.pop(predicate, None)
        if values is None:
            values = {}
            for subject, _, object_ in self._matching(None, predicate, None):
                values.setdefault(subject, []).append(object_)
            while len(self._properties) >= _PROPERTIES_KEPT:
                del self._properties[next(iter(self._properties))]
        self._properties[predicate] = values  # the last asked for stands last
        return values

    def _matching(self, s: Any, p: Any, o: Any) -> Iterator[tuple[Any, Any, Any]]:
        if isinstance(s, Literal):
            return  # a shape's path may lead to a literal and on from it, where nothing can be
        for quad in self._quads.quads_for_pattern(_to_ox(s), _to_ox(p), _to_ox(o), ox.DefaultGraph()):
            yield self._term(quad.subject), self._term(quad.predicate), self._term(quad.object)

    def _term(self, term: Any) -> Any:
        if not isinstance(term, ox.NamedNode):
            return _to_rdflib(term)
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = _to_rdflib(term)
        return known


def _to_ox(term: Any) -> Any:
    if term is None:
        return None
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if isinstance(term, BNode):
        return ox.BlankNode(term)
    if term.language:
        return ox.Literal(term, language=term.language)
    return ox.Literal(term, datatype=term.datatype and ox.NamedNode(term.datatype))


def _to_rdflib(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype.value))


class _ReadGraph(Graph):
    def __bool__(self) -> bool:
        return True


def graph_over(store: ox.Store) -> Graph:
    """The default graph of the store, read only.

    >>> store = ox.Store()
    >>> store.add(ox.Quad(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), ox.Literal(3)))
    >>> [tuple(map(str, triple)) for triple in graph_over(store)]
    [('http://e/a', 'http://e/p', '3')]
    """
    return _ReadGraph(store=_ReadStore(store), identifier=DATASET_DEFAULT_GRAPH_ID)
