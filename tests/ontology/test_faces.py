"""The faces of the ontology: up to date, and each good for what it is for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyshacl
import pytest
from graphs import COUNTY_HOSPITAL, PAY_LATER, sample_extractions
from lxml import html
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

from kg.faces import MADE, faces, stale
from kg.ids import ONTOLOGY
from kg.ontology import ontology_dir, schema
from kg.property_graph.server import Server
from kg.rdf import quads

YL = Namespace(ONTOLOGY)
DERIVED = ontology_dir() / "derived"
HOSPITAL = URIRef(COUNTY_HOSPITAL)


def test_none_is_stale() -> None:
    assert stale(DERIVED) == [], "run `make ontology`"


def test_a_change_of_the_ontology_makes_them_stale(tmp_path: Path) -> None:
    text = (ontology_dir() / "yilian.ttl").read_text(encoding="utf-8")
    (tmp_path / "other.ttl").write_text(text.replace('"签约"@zh', '"签署"@zh'), encoding="utf-8")
    changed = faces(tmp_path / "other.ttl")
    assert changed["index.html"] != faces()["index.html"]
    assert changed["shapes.ttl"] != faces()["shapes.ttl"]


def test_a_file_that_is_no_face_or_was_changed_by_hand_is_stale(tmp_path: Path) -> None:
    for name, text in faces().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / "shapes.ttl").write_text("# mine\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    (tmp_path / "index.html").unlink()
    assert stale(tmp_path) == ["index.html", "notes.txt", "shapes.ttl"]


def test_who_writes_a_file_is_seen_in_its_head() -> None:
    for path in DERIVED.iterdir():
        assert MADE in "\n".join(path.read_text(encoding="utf-8").splitlines()[:3]), path
    for name in ("yilian.ttl", "shapes.ttl"):
        head = (ontology_dir() / name).read_text(encoding="utf-8").partition("\n\n<")[0]
        assert "WRITTEN BY HAND" in head, name


# JSON-LD


def test_plain_json_with_the_context_is_our_rdf() -> None:
    document = json.loads((DERIVED / "context.jsonld").read_text(encoding="utf-8")) | {
        "@graph": [
            {"id": "entity:a", "type": "Hospital", "label": "云岭县人民医院", "assists": "entity:b", "scope": "990109"},
            {"id": "entity:b", "type": "TownshipHealthCentre", "label": "石桥镇卫生院", "altLabel": ["卫生院"]},
            {"id": "entity:s", "type": "Statement", "head": "entity:a", "relation": "assists", "tail": "entity:b"},
            {"id": "entity:s", "status": "actual", "confidence": 0.5, "personnel": 3},
        ]
    }
    document.pop("comment")
    expected = """
        @prefix yl: <https://w3id.org/yilian/ontology#> . @prefix id: <https://w3id.org/yilian/id/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        id:a a yl:Hospital ; rdfs:label "云岭县人民医院"@zh ; yl:assists id:b ; yl:scope "990109" .
        id:b a yl:TownshipHealthCentre ; rdfs:label "石桥镇卫生院"@zh ; skos:altLabel "卫生院"@zh .
        id:s a yl:Statement ; yl:head id:a ; yl:relation yl:assists ; yl:tail id:b ; yl:status yl:actual ;
            yl:confidence 0.5e0 ; yl:personnel 3 ."""
    read = Graph().parse(data=json.dumps(document), format="json-ld")
    assert set(read) == set(Graph().parse(data=expected, format="turtle"))


def test_the_context_has_every_term() -> None:
    context = json.loads((DERIVED / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {*schema().classes, *schema().superclasses, *schema().relations, *schema().attributes} <= set(context)


# SHACL


@pytest.fixture
def sample() -> Graph:
    """The sample graph with the ontology, free to be changed."""
    triples = serialize((quad.triple for quad in quads(sample_extractions())), format=RdfFormat.N_TRIPLES)
    return Graph().parse(ontology_dir() / "yilian.ttl").parse(data=triples, format="nt")


def broken(graph: Graph) -> set[str]:
    """The derived shapes that the graph breaks."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(DERIVED / "shapes.ttl"), inplace=True)
    return {str(shape).rpartition("#")[2] for shape in report.objects(None, SH.sourceShape)}


def test_the_sample_graph_conforms_to_the_derived_shapes(sample: Graph) -> None:
    assert broken(sample) == set()


def test_the_derived_shapes_find_what_the_ontology_forbids(sample: Graph) -> None:
    report = next(sample.subjects(RDF.type, YL.Report))
    sample.add((HOSPITAL, YL.memberOf, URIRef(PAY_LATER)))
    sample.add((HOSPITAL, YL.year, Literal("last")))
    sample.add((report, YL.half, Literal(1)))
    sample.add((report, YL.half, Literal(2)))
    assert broken(sample) == {"memberOfRange", "yearDomain", "yearValue", "halfValue"}


def test_every_end_of_a_property_has_its_shape() -> None:
    ontology, shapes = (Graph().parse(path) for path in (ontology_dir() / "yilian.ttl", DERIVED / "shapes.ttl"))
    for target, end in ((SH.targetSubjectsOf, RDFS.domain), (SH.targetObjectsOf, RDFS.range)):
        made = {(p, c) for shape, p in shapes.subject_objects(target) for c in shapes.objects(shape, SH["class"])}
        said = {(p, c) for p, c in ontology.subject_objects(end) if c in set(ontology.subjects()) and c.startswith(YL)}
        assert made == said
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert {message.language for message in shapes.objects(shape, SH.message)} == {"zh", "en"}


# Cypher


def test_the_property_graph_schema_names_all_labels_and_types() -> None:
    text = (DERIVED / "schema.cypher").read_text(encoding="utf-8")
    types = set(re.findall(r"\[:(\w+)\]", text))
    assert types == {relation.cypher_type for relation in schema().relations.values()} | {"HEAD", "TAIL", "REPORT"}
    assert {"(:Report)", "(:Evidence)", "(:Graph)"} <= {*re.findall(r"\(:\w+\)", text)}
    for name in schema().classes:
        assert f"(:{':'.join(schema().labels_for(name))})" in text


def test_neo4j_takes_the_property_graph_schema(empty_neo4j: Server) -> None:
    from neo4j import GraphDatabase

    text = (DERIVED / "schema.cypher").read_text(encoding="utf-8")
    statements = [line.rstrip(";") for line in text.splitlines() if line and not line.startswith("//")]
    login = (empty_neo4j.user, empty_neo4j.password)
    with GraphDatabase.driver(empty_neo4j.uri, auth=login) as driver:
        for statement in statements:
            driver.execute_query(statement)
        known = driver.execute_query("SHOW INDEXES YIELD name").records
    assert {"entity_key", "report_key", "evidence_key", "entity_name", "entity_names"} <= {
        record["name"] for record in known
    }


# The page


def test_the_page_tells_every_term_in_both_languages_and_needs_nothing_else() -> None:
    page = html.fromstring((DERIVED / "index.html").read_text(encoding="utf-8"))
    ontology = Graph().parse(ontology_dir() / "yilian.ttl")
    ours = {s.removeprefix(ONTOLOGY) for s in ontology.subjects(RDF.type) if str(s).startswith(ONTOLOGY)}
    assert {section.get("id") for section in page.iter("section")} == ours
    for section in page.iter("section"):
        text = section.text_content()
        for label in ontology.objects(YL[section.get("id")], RDFS.label):
            assert str(label) in text
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    assert {link.get("href")[1:] for link in page.iter("a") if link.get("href").startswith("#")} <= anchors
    assert not page.xpath("//script | //link | //img | //iframe")
