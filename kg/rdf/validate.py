"""Whether a graph obeys the rules of `ontology/shapes.ttl`, and which facts break them.

pySHACL checks the store in place: nothing is copied into memory, and the rules written in SPARQL run in Oxigraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QuerySolutions, Store

from kg.ids import ONTOLOGY
from kg.ontology import RelationType, ontology_dir, schema
from kg.rdf.parameters import with_values
from kg.rdf.parts import Progress, parts
from kg.rdf.store import open_store
from kg.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

SHAPES = "https://w3id.org/yilian/shapes#"


_AT_ONCE = 50  # reports


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


def validate(folder: Path | str, *, progress: Progress | None = None) -> ValidationResult:
    """Check the graph folder's store against the shapes. `progress` is called with ("check", reports, of how many).

    Raises NotAGraph where the folder is no graph folder.

    >>> validate("no/such/folder")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    return validate_store(open_store(folder), progress=progress)


def validate_store(store: Store, *, progress: Progress | None = None) -> ValidationResult:
    """Check an open store (its default graph, with the ontology in it) against the shapes.

    A store of many reports is checked some hundred reports at a time, with what others say of the same entities, so
    that memory does not grow with their number.

    >>> store = Store()
    >>> store.load(path=str(ontology_dir() / "yilian.ttl"))
    >>> validate_store(store)
    ValidationResult(conforms=True, violations=())
    """
    from pyshacl import validate as run
    from rdflib import Graph

    from kg.rdf.readonly import graph_over

    shapes = _shapes()
    found: set[Violation] = set()

    def broken_in(part: Store) -> Iterator[Violation]:
        _, report, text = run(graph_over(part), shacl_graph=shapes, inplace=True)
        if not isinstance(report, Graph):
            raise RuntimeError(f"the shapes themselves cannot be run: {text}")
        return _violations(report, shapes, store)

    # by map, for a loop's own variable would keep each part while the next one is made
    for violations in map(broken_in, parts(store, most=_AT_ONCE, progress=progress)):
        found.update(violations)
    return ValidationResult(not found, tuple(sorted(found, key=_order)))


def _shapes() -> Graph:
    """The shapes; those that list all classes or relations list also what an adaptation adds."""
    from rdflib import SH, Graph, URIRef
    from rdflib.collection import Collection

    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    for shape, names in (("knownClass", schema().classes), ("knownRelation", schema().relations)):
        [head] = shapes.objects(URIRef(SHAPES + shape), SH["in"])
        listed = Collection(shapes, head)
        known = set(listed)
        for name in names:
            if (term := URIRef(ONTOLOGY + name)) not in known:
                listed.append(term)
                if name in schema().relations:
                    shapes.parse(data=_ends(schema().relations[name]), format="turtle")
    return shapes


def _ends(relation: RelationType) -> str:
    """What the hand-written shapes say of a relation of ours, for one that an adaptation adds."""
    return "".join(
        f"""@prefix yl: <{ONTOLOGY}> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        <{SHAPES}{relation.name}-{end}> a sh:PropertyShape ; sh:targetNode yl:{relation.name} ;
            sh:path ( [ sh:inversePath yl:relation ] yl:{end} ) ; sh:class yl:{class_} ;
            sh:message "The {end} of yl:{relation.name} must be of yl:{class_}."@en .
        """
        for end, class_ in (("head", relation.domain), ("tail", relation.range))
    )


def _violations(report: Graph, shapes: Graph, store: Store) -> Iterator[Violation]:
    from rdflib import SH, URIRef

    for result in report.subjects(predicate=SH.resultSeverity):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        # pySHACL reports one message of a SPARQL rule, in a language of its choice; the shapes have both.
        broken = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        rule = next(str(m) for m in shapes.objects(broken, SH.message) if getattr(m, "language", None) == "en")
        node, relation = str(focus), ""
        # Rules that look from a term of the ontology at many nodes give the culprit as the value.
        if node.startswith(ONTOLOGY) and isinstance(value, URIRef):
            relation = node.removeprefix(ONTOLOGY)
            node, value = str(value), focus
        name = _first(store, _NAME, {"node": NamedNode(node)})
        said = _where(store, node, ONTOLOGY + relation if relation in schema().relations else None)
        yield Violation(
            node=node,
            name=name and name[0].value,
            rule=rule,
            value=None if value is None else str(value),
            sentence=said[0],
            source=said[1],
        )


_NAME = "SELECT ?name { ?node rdfs:label ?name } ORDER BY ?name LIMIT 1"
# A report stands for itself; all else for the first sentence that it rests on.
_WHERE = """SELECT ?sentence ?source {
    { ?node a yl:Report ; yl:source ?source }
    UNION {
        { BIND(?node AS ?evidence) } UNION { ?node yl:evidence ?evidence }
        UNION { ?s yl:head|yl:tail ?node ; yl:relation ?relation ; yl:evidence ?evidence }
        ?evidence yl:sentence ?sentence ; yl:report/yl:source ?source ; yl:start ?start
    }
} ORDER BY ?source ?start ?sentence LIMIT 1"""


def _where(store: Store, node: str, relation: str | None) -> tuple[str | None, str | None]:
    """The sentence that the node (in that relation) rests on, and its source."""
    bound = {"node": NamedNode(node)}
    if relation is not None:
        bound["relation"] = NamedNode(relation)
    row = _first(store, _WHERE, bound)
    return (row[0] and row[0].value, row[1].value) if row else (None, None)


def _first(store: Store, query: str, bound: dict[str, NamedNode]) -> Any:
    rows = store.query(with_values(query, bound), prefixes=PREFIXES)
    return next(rows, None) if isinstance(rows, QuerySolutions) else None


def _order(violation: Violation) -> tuple[str, ...]:
    return (violation.rule, violation.node, violation.value or "", violation.sentence or "")
