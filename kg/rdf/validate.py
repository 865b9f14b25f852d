"""Whether a graph obeys the rules of `ontology/shapes.ttl`, and which facts break them.

pySHACL checks the store in place: nothing is copied into memory, and the rules written in SPARQL run in Oxigraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Variable

from kg.ids import ONTOLOGY
from kg.ontology import ontology_dir
from kg.rdf.store import open_store

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the node, its name where it has one, the rule in words, and where the fact comes from.

    `value` is the offending value (an IRI or a literal's text), `sentence` and `source` the sentence of a
    report and its file that the fact rests on; each is None where there is none.
    """

    node: str
    name: str | None
    rule: str
    value: str | None
    sentence: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """What `validate` found. `violations` are sorted, so equal graphs give equal results."""

    conforms: bool
    violations: tuple[Violation, ...]


def validate(folder: Path | str) -> ValidationResult:
    """Check the graph folder's store against the shapes.

    Raises NotAGraph where the folder is no graph folder.

    >>> validate("no/such/folder")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    return validate_store(open_store(folder))


def validate_store(store: Store) -> ValidationResult:
    """Check an open store (its default graph, with the ontology in it) against the shapes.

    >>> store = Store()
    >>> store.load(path=str(ontology_dir() / "yilian.ttl"))
    >>> validate_store(store)
    ValidationResult(conforms=True, violations=())
    """
    from pyshacl import validate as run
    from rdflib import Graph

    from kg.rdf.readonly import graph_over

    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    conforms, report, text = run(graph_over(store), shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise RuntimeError(f"the shapes themselves cannot be run: {text}")
    return ValidationResult(conforms, tuple(sorted(set(_violations(report, store)), key=_order)))


def _violations(report: Graph, store: Store) -> Iterator[Violation]:
    from rdflib import SH, URIRef

    for result in report.subjects(predicate=SH.resultSeverity):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        messages = {getattr(m, "language", None): str(m) for m in report.objects(result, SH.resultMessage)}
        node = focus
        # Rules that look from a term of the ontology at many nodes give the culprit as the value.
        if str(focus).startswith(ONTOLOGY) and isinstance(value, URIRef):
            node, value = value, focus
        said = _where(store, str(node), str(value) if str(value).startswith(ONTOLOGY) else None)
        yield Violation(
            node=str(node),
            name=_first(store, "SELECT ?x { ?node rdfs:label ?x } ORDER BY ?x", node=NamedNode(str(node))),
            rule=messages.get("en") or next(iter(messages.values())),
            value=None if value is None else str(value),
            sentence=said and said[0],
            source=said and said[1],
        )


_WHERE = """SELECT ?sentence ?source {
    { BIND(?node AS ?evidence) } UNION { ?node yl:evidence ?evidence }
    UNION { ?s yl:head|yl:tail ?node ; yl:relation ?relation ; yl:evidence ?evidence }
    ?evidence yl:sentence ?sentence ; yl:report/yl:source ?source ; yl:start ?start
} ORDER BY ?source ?start ?sentence LIMIT 1"""


def _where(store: Store, node: str, relation: str | None) -> tuple[str, str] | None:
    """The first sentence that the node rests on, and its source."""
    bound = {"node": NamedNode(node)}
    if relation is not None:
        bound["relation"] = NamedNode(relation)
    for row in _rows(store, _WHERE, **bound):
        return row[0].value, row[1].value
    return None


def _first(store: Store, query: str, **bound: NamedNode) -> str | None:
    return next((row[0].value for row in _rows(store, query, **bound)), None)


def _rows(store: Store, query: str, **bound: NamedNode | BlankNode | Literal) -> Any:
    prefixes = {"yl": ONTOLOGY, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    return store.query(query, prefixes=prefixes, substitutions={Variable(k): v for k, v in bound.items()})


def _order(violation: Violation) -> tuple[str, ...]:
    return (violation.rule, violation.node, violation.value or "", violation.sentence or "")
