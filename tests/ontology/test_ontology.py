"""The ontology is complete, well formed, within OWL 2 RL's reach and consistent."""

from __future__ import annotations

import pytest
from graphs import sample_extractions
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.ids import ONTOLOGY
from kg.ontology import ontology_dir, schema
from kg.rdf import quads

YL = Namespace(ONTOLOGY)
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "yilian.ttl")


def terms(ontology: Graph) -> list[URIRef]:
    return sorted({s for s in ontology.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(ONTOLOGY)})


def test_both_parsers_read_the_same(ontology: Graph):
    for name in ("yilian.ttl", "shapes.ttl"):
        triples = serialize(parse(path=ontology_dir() / name), format=RdfFormat.N_TRIPLES)
        assert len(Graph().parse(data=triples, format="nt")) == len(Graph().parse(ontology_dir() / name)) > 100


def test_every_term_has_labels_definitions_and_an_example(ontology: Graph):
    for term in terms(ontology):
        for predicate in (RDFS.label, SKOS.definition):
            texts = list(ontology.objects(term, predicate))
            assert sorted(text.language for text in texts) == ["en", "zh"], (term, predicate)
            assert all(text.strip() for text in texts)
        assert ontology.value(term, SKOS.example), term


def test_every_term_that_is_used_is_declared(ontology: Graph):
    used = {node for triple in ontology for node in triple if isinstance(node, URIRef) and node.startswith(ONTOLOGY)}
    assert used == set(terms(ontology))


def test_it_says_its_version_licence_and_changes(ontology: Graph):
    itself = URIRef(ONTOLOGY.removesuffix("#"))
    assert str(ontology.value(itself, OWL.versionInfo)) == schema().version
    assert ontology.value(itself, OWL.versionIRI) == itself + "/" + schema().version
    assert schema().version in ontology.value(itself, SKOS.changeNote)


def test_labels_in_one_language_name_one_class_or_relation():
    for kind in (schema().classes, schema().relations):
        for language in ("label_zh", "label_en"):
            labels = [getattr(term, language) for term in kind.values()]
            assert len(set(labels)) == len(labels)


def test_the_sample_graph_is_consistent_with_it(ontology: Graph):
    closure = deductions(ontology, sample=True)
    assert not list(closure.subjects(RDF.type, ERROR))
    hospital = URIRef("https://w3id.org/yilian/id/institution/990101/青禾县人民医院")
    assert (hospital, RDF.type, YL.HealthcareInstitution) in closure
    assert (YL.PrimaryCareInstitution, RDFS.subClassOf, YL.Actor) in closure


@pytest.mark.parametrize(
    "triples",
    [
        "yl:x a yl:Hospital , yl:Programme .",
        "yl:x a yl:Hospital ; yl:partOf yl:x .",
        "yl:a yl:partOf yl:b . yl:b yl:partOf yl:a .",
        "yl:a a yl:Hospital ; yl:memberOf yl:b . yl:b a yl:Programme .",
        "yl:s yl:status yl:actual , yl:planned .",
    ],
    ids=["two classes", "part of itself", "parts of each other", "member of a programme", "both actual and planned"],
)
def test_a_contradiction_is_found(ontology: Graph, triples: str):
    wrong = Graph().parse(data=f"@prefix yl: <{ONTOLOGY}> . {triples}", format="turtle")
    assert list(deductions(ontology + wrong).subjects(RDF.type, ERROR))


def deductions(graph: Graph, *, sample: bool = False) -> Graph:
    closure = Graph() + graph
    if sample:
        triples = serialize((quad.triple for quad in quads(sample_extractions())), format=RdfFormat.N_TRIPLES)
        closure.parse(data=triples, format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(closure)
    return closure
