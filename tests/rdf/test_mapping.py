"""What becomes of an extraction as quads: one small golden graph, and laws that hold for any."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from graphs import ALLIANCE, COUNTY_HOSPITAL, sample_extractions
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import BNode, Dataset, Graph, URIRef
from rdflib.compare import graph_diff
from rdflib.term import Node

from kg.ids import ONTOLOGY, report_iri
from kg.model import Entity, Evidence, Extraction, Quality, Relation, Report, Status
from kg.ontology import schema
from kg.rdf import quads, report_quads, write_nquads

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

REPORT = Report(
    id="0123456789abcdef",
    source="2019/云岭.txt",
    lines=(3, 9),
    start=100,
    end=180,
    text="",
    title="云岭县2019年上半年工作总结",
    place="云岭县",
    place_code="990201",
    issuer="云岭县卫健局",
    year=2019,
    half=1,
    date="2019-07",
)
IRI = "https://w3id.org/yilian/id/"
HOSPITAL = Entity(f"{IRI}institution/990201/h", "Hospital", "云岭县人民医院", ("云岭县人民医院", "县医院"), "990201")
PARTNER_IS = Quality("tertiaryA", REPORT.id, 133, 135, "三甲")
CENTRES = Entity(f"{IRI}institution/990201/c", "TownshipHealthCentre", "云岭县乡镇卫生院", (), "990201", True, 6)
PARTNER = Entity(f"{IRI}institution/99/p", "Hospital", '省"三"院\\', (), "99", qualities=(PARTNER_IS,))
HELP = Evidence(REPORT.id, 110, 121, "县医院帮扶6所\n卫生院", "县医院帮扶6所\n卫生院。", 110)
CONTRACT = Evidence(REPORT.id, 130, 138, "县医院与省三院签", "县医院与省三院签约。", 130)

GOLDEN = """
@prefix yl: <https://w3id.org/yilian/ontology#> .
@prefix id: <https://w3id.org/yilian/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix h: <https://w3id.org/yilian/id/institution/990201/> .
@prefix p: <https://w3id.org/yilian/id/institution/99/> .
@prefix r: <https://w3id.org/yilian/id/report/0123456789abcdef/evidence/> .

<https://w3id.org/yilian/id/report/0123456789abcdef> a yl:Report ;
    yl:title "云岭县2019年上半年工作总结"@zh ; yl:place "云岭县"@zh ; yl:placeCode "990201" ; yl:scope "990201" ;
    yl:issuer "云岭县卫健局"@zh ; yl:year 2019 ; yl:half 1 ; yl:reportDate "2019-07" ; yl:source "2019/云岭.txt" ;
    yl:firstLine 3 ; yl:lastLine 9 ; yl:start 100 ; yl:end 180 .

h:h a yl:Hospital ; rdfs:label "云岭县人民医院"@zh ; skos:altLabel "县医院"@zh ; yl:scope "990201" .
h:c a yl:TownshipHealthCentre ; rdfs:label "云岭县乡镇卫生院"@zh ; yl:scope "990201" ; yl:collective true ; yl:count 6 .
p:p a yl:Hospital ; rdfs:label "省\\"三\\"院\\\\"@zh ; yl:scope "99" ; yl:level yl:tertiaryA .

h:h yl:assists h:c .
[] a yl:Statement ; yl:head h:h ; yl:relation yl:assists ; yl:tail h:c ; yl:status yl:actual ;
    yl:confidence "0.9"^^xsd:double ; yl:programme "春芽工程" ; yl:personnel 12 ;
    yl:report <https://w3id.org/yilian/id/report/0123456789abcdef> ; yl:evidence r:110-121 .
r:110-121 a yl:Evidence ; yl:report <https://w3id.org/yilian/id/report/0123456789abcdef> ;
    yl:text "县医院帮扶6所\\n卫生院"@zh ; yl:start 110 ; yl:end 121 ;
    yl:sentence "县医院帮扶6所\\n卫生院。"@zh ; yl:sentenceStart 110 .

[] a yl:Statement ; yl:head h:h ; yl:relation yl:contractsWith ; yl:tail p:p ; yl:status yl:planned ;
    yl:confidence "1"^^xsd:double ;
    yl:report <https://w3id.org/yilian/id/report/0123456789abcdef> ; yl:evidence r:130-138 .
r:130-138 a yl:Evidence ; yl:report <https://w3id.org/yilian/id/report/0123456789abcdef> ;
    yl:text "县医院与省三院签"@zh ; yl:start 130 ; yl:end 138 ;
    yl:sentence "县医院与省三院签约。"@zh ; yl:sentenceStart 130 .
"""


def test_the_golden_graph():
    attributes = {"programme": "春芽工程", "personnel": 12}
    extraction = Extraction(
        REPORT,
        (HOSPITAL, CENTRES, PARTNER),
        (
            Relation("assists", HOSPITAL.iri, CENTRES.iri, "actual", (HELP,), attributes, 0.9),
            Relation("contractsWith", HOSPITAL.iri, PARTNER.iri, "planned", (CONTRACT,)),
        ),
    )
    found = without_digests(as_graph(report_quads(extraction)))
    _, missing, unexpected = graph_diff(Graph().parse(data=GOLDEN, format="turtle"), found)
    assert (missing.serialize(format="nt").strip(), unexpected.serialize(format="nt").strip()) == ("", "")


def test_statements_of_one_relation_share_their_key():
    """Whichever report makes them, and of a symmetric relation whichever end comes first."""

    def key(type_: str, head: Entity, tail: Entity, status: Status = "actual", report: Report = REPORT) -> str:
        said = Relation(type_, head.iri, tail.iri, status, ())
        graph = as_graph(report_quads(Extraction(report, (head, tail), (said,))))
        [found] = graph.objects(None, URIRef(f"{ONTOLOGY}key"))
        return str(found)

    helps = key("assists", HOSPITAL, CENTRES)
    assert helps == key("assists", HOSPITAL, CENTRES, report=replace(REPORT, id="fedcba9876543210"))
    assert helps not in (key("assists", CENTRES, HOSPITAL), key("assists", HOSPITAL, CENTRES, "planned"))
    assert key("contractsWith", HOSPITAL, PARTNER) == key("contractsWith", PARTNER, HOSPITAL)


def as_graph(found: Iterable[Quad]) -> Graph:
    return Graph().parse(data=serialize((q.triple for q in found), format=RdfFormat.N_TRIPLES), format="nt")


def without_digests(graph: Graph) -> Graph:
    """The graph with blank nodes for statements and without their keys: digests, which the golden graph leaves open."""
    blank: dict[Node, BNode] = defaultdict(BNode)
    renamed = Graph()
    for triple in graph:
        if triple[1] == URIRef(f"{ONTOLOGY}key"):
            continue
        renamed.add(tuple(blank[t] if str(t).startswith(f"{IRI}statement/") else t for t in triple))
    return renamed


# ---------------------------------------------------------------- laws

ENTITIES = st.builds(
    lambda n, type_, name, names: Entity(f"{IRI}institution/1/e{n}", type_, name, tuple(sorted(names)), "1"),
    st.integers(0, 5),
    st.sampled_from(list(schema().classes)),
    st.text('县医院 \n"\\<>\u0301\U00020bb7a', min_size=1),
    st.sets(st.text('县院"\\\t', min_size=1), max_size=3),
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """What any report may say: relations of any kind between any two of its entities."""
    report = replace(REPORT, id=draw(st.sampled_from(["r1", "r2", "r3"])), start=0, end=1000)
    entities = draw(st.lists(ENTITIES, min_size=2, max_size=5, unique_by=lambda entity: entity.iri))
    ends = st.lists(st.sampled_from(entities), min_size=2, max_size=2, unique=True)
    relations = {}
    for _ in range(draw(st.integers(0, 6))):
        head, tail = draw(ends)
        starts = draw(st.sets(st.integers(0, 900), min_size=1, max_size=2))
        relation = Relation(
            draw(st.sampled_from(list(schema().relations))),
            head.iri,
            tail.iri,
            draw(st.sampled_from(["actual", "planned"])),
            tuple(Evidence(report.id, s, s + 3, "县医院", "县医院。", s) for s in sorted(starts)),
            draw(st.fixed_dictionaries({}, optional={"personnel": st.integers(1, 99), "programme": st.text("工程")})),
            draw(st.floats(0, 1)),
        )
        relations[relation.key] = relation
    return Extraction(report, tuple(entities), tuple(relations.values()))


@given(extractions())
def test_each_relation_is_one_statement_with_all_its_evidence(extraction: Extraction):
    found = list(report_quads(extraction))
    statements = {q.subject for q in found if q.object == NamedNode(f"{ONTOLOGY}Statement")}
    assert len(statements) == len(extraction.relations)
    links = [q for q in found if q.predicate.value == f"{ONTOLOGY}evidence"]
    assert len(links) == sum(len(relation.evidence) for relation in extraction.relations)
    passages = {(e.start, e.end) for relation in extraction.relations for e in relation.evidence}
    assert len([q for q in found if q.object == NamedNode(f"{ONTOLOGY}Evidence")]) == len(passages)


@given(extractions())
def test_direct_triples_say_what_is_actual_and_nothing_else(extraction: Extraction):
    expected = set()
    for relation in extraction.relations:
        if relation.status == "actual":
            expected.add((relation.head, relation.type, relation.tail))
            if schema().relations[relation.type].symmetric:
                expected.add((relation.tail, relation.type, relation.head))
    iris = {kind.iri: kind.name for kind in schema().relations.values()}
    found = {
        (q.subject.value, iris[q.predicate.value], q.object.value)
        for q in report_quads(extraction)
        if q.predicate.value in iris
    }
    assert found == expected


@given(extractions())
def test_a_reports_graph_has_no_quad_twice_and_no_other_graph(extraction: Extraction):
    found = list(report_quads(extraction))
    assert len(found) == len(set(found))
    assert {q.graph_name.value for q in found} == {report_iri(extraction.report.id)}


@given(st.lists(extractions(), max_size=4), st.randoms())
def test_the_order_of_reports_does_not_matter(said: list[Extraction], chance: random.Random):
    # Two reports with one text say one thing, so of each id only one is kept.
    said = list({extraction.report.id: extraction for extraction in said}.values())
    mixed = list(said)
    chance.shuffle(mixed)
    assert list(quads(mixed)) == list(quads(said))


@given(extractions())
def test_strange_names_come_back_from_n_quads(extraction: Extraction):
    found = list(report_quads(extraction))
    assert list(parse(serialize(found, format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)) == found


# ---------------------------------------------------------------- situations


def test_a_text_found_in_two_files_counts_once():
    first = sample_extractions()[0]
    copy = replace(first, report=replace(first.report, source="copy.txt"))
    assert list(quads([copy, first])) == list(quads([first, copy])) == list(quads([copy]))


def test_withdrawing_a_report_withdraws_only_what_it_alone_says():
    qinghe_2018, qinghe_2019, _ = sample_extractions()
    both = {(q.subject, q.predicate, q.object) for q in quads([qinghe_2018, qinghe_2019])}
    one = {(q.subject, q.predicate, q.object) for q in quads([qinghe_2019])}
    helps = NamedNode(f"{ONTOLOGY}assists")
    assert {t for t in both if t[1] == helps} == {t for t in one if t[1] == helps}  # both reports say that one
    joins = (NamedNode(COUNTY_HOSPITAL), NamedNode(f"{ONTOLOGY}memberOf"), NamedNode(ALLIANCE))
    assert joins in both - one


def test_the_sample_graph_in_numbers():
    kinds = Counter(q.object.value.removeprefix(ONTOLOGY) for q in quads(sample_extractions()) if q.predicate == TYPE)
    assert {name: kinds[name] for name in ("Report", "Statement", "Evidence")} == {
        "Report": 3,
        "Statement": 21,  # 20 relations, of which two reports state one
        "Evidence": 21,  # one relation has two passages, and two relations share one
    }
    assert sum(kinds[name] for name in schema().classes) == 10 + 10 + 7  # each report types what it names


@pytest.mark.filterwarnings("ignore:Dataset.default_context")  # rdflib's own parser uses it
def test_rdflib_reads_the_file_alike(tmp_path: Path):
    write_nquads(sample_extractions(), tmp_path / "graph.nq")
    read = Dataset().parse(tmp_path / "graph.nq", format="nquads")
    assert len(list(read.quads())) == len(list(quads(sample_extractions())))


def test_equal_extractions_give_equal_bytes(tmp_path: Path):
    for name, said in (("a.nq", sample_extractions()), ("b.nq", reversed(sample_extractions()))):
        write_nquads(said, tmp_path / name)
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Extraction(REPORT, (replace(HOSPITAL, type="Clinic"),), ()), "'Clinic' is no class"),
        (Extraction(REPORT, (), (Relation("likes", "urn:a", "urn:b", "actual", (HELP,)),)), "'likes' .* no relation"),
        (
            Extraction(REPORT, (), (Relation("assists", "urn:a", "urn:b", "over", (HELP,)),)),
            "over.* no relation or status",
        ),
        (
            Extraction(REPORT, (), (Relation("assists", "urn:a", "urn:b", "actual", (HELP,), {"mood": "good"}),)),
            "'mood' is no attribute",
        ),
    ],
    ids=["class", "relation", "status", "attribute"],
)
def test_what_the_ontology_does_not_have_is_refused(wrong: Extraction, said: str):
    with pytest.raises(ValueError, match=said):
        list(report_quads(wrong))
