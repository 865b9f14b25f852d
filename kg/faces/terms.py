"""The ontology's terms as values, with all that a face tells of them.

>>> from kg.ontology import ontology_dir
>>> terms = read_terms(ontology_dir() / "yilian.ttl")
>>> next(t for t in terms.classes if t.name == "Hospital").above
('HealthcareInstitution',)
>>> [t.name for t in terms.individuals][-2:]
['actual', 'planned']
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Literal, Node

from kg.ids import ONTOLOGY

_DCTERMS = Namespace("http://purl.org/dc/terms/")
_KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
    OWL.NamedIndividual: "individual",
}
_DEGREES = {"exact": SKOS.exactMatch, "broader": SKOS.broadMatch, "close": SKOS.closeMatch}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ours. `above`, `domain` and `range` are names (ours), or short forms such as `schema:Report`.

    `matches` are pairs such as ("exact", "schema:Hospital"); texts are by language (`zh`, `en`); `traits` are
    "functional", "symmetric", "asymmetric" and "irreflexive".
    """

    name: str
    kind: str
    labels: dict[str, str]
    definitions: dict[str, str]
    example: str
    note: str
    above: tuple[str, ...]
    domain: str | None
    range: str | None
    inverse: str | None
    traits: frozenset[str]
    matches: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ontology:
    """All terms, in the order of the file, and what the ontology says of itself."""

    iri: str
    version: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    licence: str
    changes: str
    prefixes: dict[str, str]
    terms: tuple[Term, ...]

    def _of_kind(self, *kinds: str) -> list[Term]:
        return [term for term in self.terms if term.kind in kinds]

    @cached_property
    def classes(self) -> list[Term]:
        return self._of_kind("class")

    @cached_property
    def properties(self) -> list[Term]:
        return self._of_kind("object property", "datatype property")

    @cached_property
    def individuals(self) -> list[Term]:
        return self._of_kind("individual")


def read_terms(path: Path) -> Ontology:
    """Read an ontology file in Turtle."""
    graph = Graph().parse(path)
    text = path.read_text(encoding="utf-8")
    itself = URIRef(ONTOLOGY.removesuffix("#"))
    ours = {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(ONTOLOGY)}
    in_order = sorted(ours, key=lambda iri: (text.find(f"\nyl:{iri.removeprefix(ONTOLOGY)} a "), iri))
    return Ontology(
        iri=str(itself),
        version=str(graph.value(itself, OWL.versionInfo)),
        titles=_texts(graph, itself, _DCTERMS.title),
        descriptions=_texts(graph, itself, _DCTERMS.description),
        licence=str(graph.value(itself, _DCTERMS.license)),
        changes=str(graph.value(itself, SKOS.changeNote)),
        prefixes={prefix: str(iri) for prefix, iri in sorted(graph.namespaces()) if f"@prefix {prefix}:" in text},
        terms=tuple(_term(graph, iri) for iri in in_order),
    )


def _term(graph: Graph, iri: URIRef) -> Term:
    types = set(graph.objects(iri, RDF.type))
    traits = ("Functional", "Symmetric", "Asymmetric", "Irreflexive")

    def names(*predicates: Node) -> tuple[str, ...]:
        return tuple(sorted(_short(graph, other) for p in predicates for other in graph.objects(iri, p)))

    def one(predicate: Node) -> str | None:
        return next(iter(names(predicate)), None)

    return Term(
        name=iri.removeprefix(ONTOLOGY),
        kind=next(kind for type_, kind in _KINDS.items() if type_ in types),
        labels=_texts(graph, iri, RDFS.label),
        definitions=_texts(graph, iri, SKOS.definition),
        example=str(graph.value(iri, SKOS.example) or ""),
        note=str(graph.value(iri, SKOS.scopeNote) or ""),
        above=names(RDFS.subClassOf, RDFS.subPropertyOf),
        domain=one(RDFS.domain),
        range=one(RDFS.range),
        inverse=one(OWL.inverseOf) or next((_short(graph, s) for s in graph.subjects(OWL.inverseOf, iri)), None),
        traits=frozenset(trait.lower() for trait in traits if OWL[f"{trait}Property"] in types),
        matches=tuple((degree, other) for degree, predicate in _DEGREES.items() for other in names(predicate)),
    )


def _texts(graph: Graph, subject: Node, predicate: Node) -> dict[str, str]:
    found = [text for text in graph.objects(subject, predicate) if isinstance(text, Literal)]
    return {text.language or "": str(text) for text in sorted(found, key=lambda t: t.language or "", reverse=True)}


def _short(graph: Graph, node: Node) -> str:
    if isinstance(node, URIRef) and node.startswith(ONTOLOGY):
        return node.removeprefix(ONTOLOGY)
    return graph.namespace_manager.qname(str(node))
