"""An Oxigraph store as an rdflib graph that is only read, fast enough for pySHACL.

`oxrdflib` gives rdflib's interface to Oxigraph. It converts every term of every answer anew and counts
all quads when asked whether there is a graph at all; validation asks both hundreds of thousands of times
about the same few terms, so here terms are converted once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oxrdflib import OxigraphStore
from oxrdflib._converter import from_ox, to_ox
from pyoxigraph import DefaultGraph, Store
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID


class _ReadStore(OxigraphStore):
    def __init__(self, store: Store) -> None:
        super().__init__(store=store)
        self._ox = store
        self._from: dict[Any, Any] = {}
        self._to: dict[Any, Any] = {None: None}

    def __bool__(self) -> bool:
        return True

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        try:
            subject, predicate, object_ = (self._to[term] for term in triple_pattern)
        except KeyError:
            self._to.update((term, to_ox(term)) for term in triple_pattern if term is not None)
            subject, predicate, object_ = (self._to[term] for term in triple_pattern)
        known = self._from
        for quad in self._ox.quads_for_pattern(subject, predicate, object_, DefaultGraph()):
            triple = quad.triple
            try:
                yield (known[triple.subject], known[triple.predicate], known[triple.object]), iter(())
            except KeyError:
                known.update((term, from_ox(term)) for term in triple)
                yield (known[triple.subject], known[triple.predicate], known[triple.object]), iter(())


class _ReadGraph(Graph):
    def __bool__(self) -> bool:
        return True


def graph_over(store: Store) -> Graph:
    """The default graph of the store, read only.

    >>> from pyoxigraph import Literal, NamedNode, Quad
    >>> store = Store()
    >>> store.add(Quad(NamedNode("http://e/a"), NamedNode("http://e/p"), Literal(3)))
    >>> list(graph_over(store))
    [(rdflib.term.URIRef('http://e/a'), rdflib.term.URIRef('http://e/p'), rdflib.term.Literal('3', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer')))]
    """
    return _ReadGraph(store=_ReadStore(store), identifier=DATASET_DEFAULT_GRAPH_ID)
