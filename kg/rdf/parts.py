"""A store in parts that each say all that the ontology's shapes ask of some reports, so that few are in memory.

A report's named graph holds all that the report says. What the shapes ask beyond it is whether the reports agree on
an entity (its class, name and scope), and of what a copy is a copy; both are put to the part.

>>> from kg.ontology import ontology_dir
>>> store = Store()
>>> store.load(path=str(ontology_dir() / "yilian.ttl"))
>>> [len(part) == len(store) for part in parts(store, most=100)]
[True]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.ids import DATA
from kg.rdf.mapping import YL
from kg.rdf.store import ONTOLOGY_GRAPH

_OF_ENTITIES = (
    NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    *(YL.scope, YL.collective, YL.count),
)
Progress = Callable[[str, int, int], None]
_ENTITIES = tuple(f"{DATA}{kind}/" for kind in ("institution", "place", "programme"))


def parts(store: Store, *, most: int, progress: Progress | None = None) -> Iterator[Store]:
    """Stores of up to so many reports each, with the ontology; the store itself where it has no more.

    `progress` is called with ("check", reports, of how many) before each and after the last.
    """
    tell = progress or (lambda stage, done, total: None)
    reports = sorted((graph for graph in store.named_graphs() if _is_report(graph)), key=lambda graph: str(graph.value))
    if len(reports) <= most:
        tell("check", 0, 1)
        yield store
        tell("check", 1, 1)
        return
    ontology = [Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH)]
    for start in range(0, len(reports), most):
        tell("check", start, len(reports))
        part = Store()
        part.extend(ontology)
        for graph in reports[start : start + most]:
            part.bulk_extend(Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, graph))
        part.bulk_extend(list(_beyond(store, part)))
        yield part
    tell("check", len(reports), len(reports))


def _beyond(store: Store, part: Store) -> Iterator[Quad]:
    """What other reports say of the part's entities, and the originals of its copies."""
    default = DefaultGraph()
    subjects = {quad.subject for quad in part.quads_for_pattern(None, _OF_ENTITIES[1], None, default)}
    for subject in subjects:
        if isinstance(subject, NamedNode) and subject.value.startswith(_ENTITIES):
            for predicate in _OF_ENTITIES:
                yield from store.quads_for_pattern(subject, predicate, None, default)
    for quad in part.quads_for_pattern(None, YL.copyOf, None, default):
        if isinstance(quad.object, NamedNode):
            yield from store.quads_for_pattern(quad.object, None, None, default)


def _is_report(graph: object) -> bool:
    return isinstance(graph, NamedNode) and graph != ONTOLOGY_GRAPH
