"""The ontology among the standards: readable by all, within OWL 2 RL, aligned with other vocabularies."""

from __future__ import annotations

from io import BytesIO

import owlready2
import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.ids import ONTOLOGY
from kg.ontology import ontology_dir

YL = Namespace(ONTOLOGY)
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
OTHERS = {
    "schema.org": "https://schema.org/",
    "ORG": "http://www.w3.org/ns/org#",
    "PROV-O": "http://www.w3.org/ns/prov#",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "DCTERMS": "http://purl.org/dc/terms/",
    "GeoSPARQL": "http://www.opengis.net/ont/geosparql#",
}
ALIGNMENTS = (SKOS.exactMatch, SKOS.broadMatch, SKOS.closeMatch)

# OWL 2 Profiles, section 4: what OWL 2 RL does not have at all, and the class expressions that it allows only in
# some places, of which this ontology, which has named classes alone, needs none.
NOT_IN_RL = [
    *("ReflexiveProperty", "disjointUnionOf", "hasSelf", "datatypeComplementOf", "onDatatype", "withRestrictions"),
    *("topObjectProperty", "bottomObjectProperty", "topDataProperty", "bottomDataProperty", "real", "rational"),
]
EXPRESSIONS = [
    *("Restriction", "unionOf", "intersectionOf", "complementOf", "oneOf", "someValuesFrom", "allValuesFrom"),
    *("hasValue", "minCardinality", "maxCardinality", "cardinality", "minQualifiedCardinality"),
    *("maxQualifiedCardinality", "qualifiedCardinality", "onProperty", "onClass", "onDataRange", "DataRange"),
]
RL_DATATYPES = {XSD.string, XSD.boolean, XSD.integer, XSD.double, XSD.decimal, XSD.dateTime, XSD.anyURI}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "yilian.ttl")


def test_owlready2_reads_the_same_classes_and_properties(ontology: Graph) -> None:
    triples = serialize(parse(path=ontology_dir() / "yilian.ttl"), format=RdfFormat.N_TRIPLES)
    read = owlready2.World().get_ontology(ONTOLOGY).load(fileobj=BytesIO(triples or b""))
    for found, kind in (
        (read.classes(), OWL.Class),
        (read.object_properties(), OWL.ObjectProperty),
        (read.data_properties(), OWL.DatatypeProperty),
    ):
        ours = {s for s in ontology.subjects(RDF.type, kind) if str(s).startswith(ONTOLOGY)}
        assert {URIRef(entity.iri) for entity in found if entity.iri.startswith(ONTOLOGY)} == ours
        assert len(ours) > 5
    hospital = read.world[str(YL.Hospital)]
    assert hospital.label.zh == ["医院"]
    assert read.world[str(YL.Organization)] in hospital.ancestors()


@pytest.mark.parametrize("name", [*NOT_IN_RL, *EXPRESSIONS])
def test_a_construct_that_rl_forbids_or_restricts_is_not_used(ontology: Graph, name: str) -> None:
    construct = OWL[name] if name in dir(OWL) else URIRef(f"{OWL}{name}")
    assert not any(construct in triple for triple in ontology)


def test_what_stands_above_or_at_an_end_is_a_named_class_or_an_rl_datatype(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range):
        for subject, object_ in ontology.subject_objects(predicate):
            assert isinstance(object_, URIRef)
            assert object_ != OWL.Thing
            assert object_ in classes | RL_DATATYPES, (subject, predicate, object_)


def test_every_property_is_of_one_kind(ontology: Graph) -> None:
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for subject in set(ontology.subjects(RDF.type)):
        assert len(kinds & set(ontology.objects(subject, RDF.type))) <= 1, subject


def test_only_declared_vocabulary_is_used_as_predicates(ontology: Graph) -> None:
    declared = set(ontology.subjects(RDF.type, OWL.AnnotationProperty))
    built_in = (str(RDF), str(RDFS), str(OWL))
    for predicate in set(ontology.predicates()):
        assert predicate in declared or str(predicate).startswith(built_in), predicate


@pytest.mark.parametrize("name", OTHERS)
def test_it_is_aligned_with(ontology: Graph, name: str) -> None:
    aligned = {o for p in (*ALIGNMENTS, RDFS.subClassOf) for o in ontology.objects(None, p)}
    assert any(str(term).startswith(OTHERS[name]) for term in aligned)


def test_an_alignment_says_one_thing_and_leads_out(ontology: Graph) -> None:
    for term in set(ontology.subjects()):
        others = [other for p in ALIGNMENTS for other in ontology.objects(term, p)]
        assert len(set(others)) == len(others), term
        assert not any(str(other).startswith(ONTOLOGY) for other in others)
        assert len(list(ontology.objects(term, SKOS.exactMatch))) <= 1


def test_what_is_a_kind_of_anothers_class_is_aligned_with_it(ontology: Graph) -> None:
    for term, above in ontology.subject_objects(RDFS.subClassOf):
        if not str(above).startswith(ONTOLOGY):
            assert above in {other for p in ALIGNMENTS for other in ontology.objects(term, p)}, (term, above)
            assert (above, RDF.type, OWL.Class) in ontology


@pytest.mark.parametrize(
    ("instance", "of"),
    [
        ("Hospital", "https://schema.org/MedicalOrganization"),
        ("Unit", "http://www.w3.org/ns/org#Organization"),
        ("MedicalAlliance", "http://www.w3.org/ns/org#OrganizationalCollaboration"),
        ("Place", "http://www.opengis.net/ont/geosparql#Feature"),
        ("Report", "http://www.w3.org/ns/prov#Entity"),
        ("Evidence", "http://www.w3.org/ns/prov#Entity"),
    ],
)
def test_a_reasoner_sees_our_things_as_theirs(ontology: Graph, instance: str, of: str) -> None:
    one = Graph() + ontology
    one.add((YL.x, RDF.type, YL[instance]))
    DeductiveClosure(OWLRL_Semantics).expand(one)
    assert (YL.x, RDF.type, URIRef(of)) in one
    assert not [s for s in one.subjects(RDF.type) if str(s).endswith("ErrorMessage")]


def test_it_names_its_version_licence_and_what_changed(ontology: Graph) -> None:
    itself = URIRef(ONTOLOGY.removesuffix("#"))
    version = str(ontology.value(itself, OWL.versionInfo))
    assert ontology.value(itself, OWL.versionIRI) == URIRef(f"{itself}/{version}")
    licence = URIRef("http://purl.org/dc/terms/license")
    assert ontology.value(itself, licence) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    note = ontology.value(itself, SKOS.changeNote)
    assert isinstance(note, Literal)
    assert note.startswith(f"{version}: ")
