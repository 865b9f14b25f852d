"""Every rule of the shapes: the sample graph obeys it, and one change of it is found for the stated reason."""

from __future__ import annotations

import pytest
from graphs import COUNTY_HOSPITAL, LIUWAN, PAY_LATER, QINGHE_COUNTY, TOWNSHIP_CENTRES, sample_extractions
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store
from rdflib import RDF, SH, Graph, URIRef

from kg.ids import report_iri, statement_iri
from kg.ontology import ontology_dir
from kg.rdf import quads
from kg.rdf.terms import PREFIXES
from kg.rdf.validate import validate_store

REPORT_ID = sample_extractions()[0].report.id
REPORT = f"<{report_iri(REPORT_ID)}>"
OTHER_REPORT, THIRD_REPORT = (f"<{report_iri(said.report.id)}>" for said in sample_extractions()[1:])
HELPS = f"<{statement_iri('assists', COUNTY_HOSPITAL, TOWNSHIP_CENTRES, 'actual', REPORT_ID)}>"
PASSAGE = f"<{report_iri(REPORT_ID)}/evidence/27-41>"
HOSPITAL, CENTRES, CLINIC, PROGRAMME, COUNTY = (
    f"<{iri}>" for iri in (COUNTY_HOSPITAL, TOWNSHIP_CENTRES, LIUWAN, PAY_LATER, QINGHE_COUNTY)
)


def other_value(subject: str, predicate: str, value: str) -> str:
    return f"DELETE {{ {subject} {predicate} ?was }} INSERT {{ {subject} {predicate} {value} }} " + (
        f"WHERE {{ OPTIONAL {{ {subject} {predicate} ?was }} }}"
    )


def without(subject: str, predicate: str) -> str:
    return f"DELETE WHERE {{ {subject} {predicate} ?was }}"


def also(triple: str) -> str:
    return f"INSERT DATA {{ {triple} }}"


# Rule, the change that breaks it, the node that is to be named, what the message says.
MISTAKES = [
    ("hasClass", without(HOSPITAL, "a"), HOSPITAL, "must have a class"),
    ("oneClass", also(f"{HOSPITAL} a yl:Unit"), HOSPITAL, "two classes"),
    ("knownClass", other_value(HOSPITAL, "a", "yl:Organization"), HOSPITAL, "one of the eleven"),
    ("hasName", without(HOSPITAL, "rdfs:label"), HOSPITAL, "must have a name"),
    ("oneName", also(f'{HOSPITAL} rdfs:label "青禾县第二医院"@zh'), HOSPITAL, "two canonical names"),
    ("chineseName", other_value(HOSPITAL, "rdfs:label", '"hospital"@en'), HOSPITAL, "must be Chinese"),
    ("chineseName", other_value(HOSPITAL, "rdfs:label", '" "@zh'), HOSPITAL, "not blank"),
    ("hasCounty", without(CLINIC, "yl:scope"), CLINIC, "must say their county"),
    ("hasCounty", other_value(COUNTY, "yl:scope", '" "'), COUNTY, "must say their county"),
    ("oneScope", also(f'{HOSPITAL} yl:scope "990102"'), HOSPITAL, "two scopes"),
    ("positiveCount", other_value(CENTRES, "yl:count", "0"), CENTRES, "above 0"),
    ("onlySetsAreCounted", also(f"{CLINIC} yl:count 2"), CLINIC, "Only a collective"),
    ("knownLevel", also(f"{HOSPITAL} yl:level yl:public"), HOSPITAL, "one of the ontology's levels"),
    ("knownOwnership", also(f'{HOSPITAL} yl:ownership "民营"'), HOSPITAL, "public or private"),
    (
        "institutionsHaveQualities",
        also(f"{PROGRAMME} yl:level yl:tertiary"),
        PROGRAMME,
        "Only a health-care institution",
    ),
    ("oneHead", without(HELPS, "yl:head"), HELPS, "one head"),
    ("oneTail", also(f"{HELPS} yl:tail {CLINIC}"), HELPS, "one tail"),
    ("notItself", other_value(HELPS, "yl:tail", HOSPITAL), HELPS, "to itself"),
    ("knownRelation", other_value(HELPS, "yl:relation", "yl:relatedTo"), HELPS, "one of the ten relations"),
    ("knownStatus", other_value(HELPS, "yl:status", '"actual"'), HELPS, "actual or planned"),
    ("knownStatus", also(f"{HELPS} yl:status yl:planned"), HELPS, "actual or planned"),
    ("oneKey", without(HELPS, "yl:key"), HELPS, "must have one key"),
    (
        "oneKeyOneRelation",
        f"DELETE {{ ?s yl:key ?k }} INSERT {{ ?s yl:key ?same }} WHERE {{ {HELPS} yl:key ?same . ?s yl:key ?k }}",
        HELPS,
        "with one key must be of one relation",
    ),
    ("oneReport", without(HELPS, "yl:report"), HELPS, "made by one report"),
    ("copySaysNothing", also(f"{REPORT} yl:copyOf {OTHER_REPORT}"), REPORT, "must make no statements"),
    ("copyOfOne", also(f"{REPORT} yl:copyOf {OTHER_REPORT} , {THIRD_REPORT}"), REPORT, "of one other report"),
    ("copyOfOne", also(f"{REPORT} yl:copyOf {HOSPITAL}"), REPORT, "of one other report"),
    (
        "copyOfAnOriginal",
        also(f"{REPORT} yl:copyOf {OTHER_REPORT} . {OTHER_REPORT} yl:copyOf {THIRD_REPORT}"),
        REPORT,
        "not of a copy",
    ),
    ("hasEvidence", without(HELPS, "yl:evidence"), HELPS, "must have evidence"),
    ("confidenceRange", other_value(HELPS, "yl:confidence", "1.5e0"), HELPS, "between 0 and 1"),
    ("positivePersonnel", other_value(HELPS, "yl:personnel", "-3"), HELPS, "above 0"),
    ("evidenceReport", without(PASSAGE, "yl:report"), PASSAGE, "stand in one report"),
    ("evidenceText", other_value(PASSAGE, "yl:text", '""@zh'), PASSAGE, "one text"),
    ("evidenceSentence", without(PASSAGE, "yl:sentence"), PASSAGE, "one sentence"),
    ("evidenceStart", other_value(PASSAGE, "yl:start", "-1"), PASSAGE, "0 or more"),
    ("evidenceEnd", without(PASSAGE, "yl:end"), PASSAGE, "one end"),
    ("startBeforeEnd", other_value(PASSAGE, "yl:end", "27"), PASSAGE, "start before it ends"),
    ("sentenceStartBeforeStart", other_value(PASSAGE, "yl:sentenceStart", "30"), PASSAGE, "before its sentence"),
    ("textAsLongAsOffsets", other_value(PASSAGE, "yl:end", "67"), PASSAGE, "code points, not bytes"),
    (
        "textInSentence",
        other_value(PASSAGE, "yl:text", '"县医院对口支援6所乡镇卫生室"@zh'),
        PASSAGE,
        "stand in its sentence",
    ),
    ("textInSentence", other_value(PASSAGE, "yl:sentenceStart", "20"), PASSAGE, "stand in its sentence"),
    ("evidenceWithinReport", other_value(REPORT, "yl:end", "30"), PASSAGE, "within its report"),
    (
        "evidenceOfSameReport",
        other_value(PASSAGE, "yl:report", "<https://w3id.org/yilian/id/report/other>"),
        HELPS,
        "belong to one report",
    ),
    ("reportSource", without(REPORT, "yl:source"), REPORT, "name its source"),
    ("reportFirstLine", other_value(REPORT, "yl:firstLine", "0"), REPORT, "1 or more"),
    ("reportLines", other_value(REPORT, "yl:firstLine", "99"), REPORT, "end before its first line"),
    ("halfOfYear", other_value(REPORT, "yl:half", "3"), REPORT, "1 or 2"),
    ("yearRange", other_value(REPORT, "yl:year", "20191"), REPORT, "between 1949 and 2100"),
    ("directFactIsStated", also(f"{CLINIC} yl:assists {HOSPITAL}"), CLINIC, "stated as actual"),
    ("directFactIsStated", other_value(HELPS, "yl:status", "yl:planned"), None, None),
    ("actorHead", other_value(HELPS, "yl:head", PROGRAMME), PROGRAMME, "organisation or a place"),
    ("actorTail", other_value(HELPS, "yl:tail", PROGRAMME), PROGRAMME, "organisation or a place"),
    *(
        (rule, other_value(HELPS, "yl:relation", relation), culprit, message)
        for rule, relation, culprit, message in [
            ("programmeTail", "yl:pilots", CENTRES, "must be a programme"),
            ("memberTail", "yl:memberOf", CENTRES, "in a medical alliance"),
        ]
    ),
    (
        "programmeHead",
        other_value(HELPS, "yl:relation", "yl:implements") + ";" + other_value(HELPS, "yl:head", PROGRAMME),
        PROGRAMME,
        "pilots or implements a programme must be",
    ),
    (
        "memberHead",
        other_value(HELPS, "yl:relation", "yl:memberOf") + ";" + other_value(HELPS, "yl:head", PROGRAMME),
        PROGRAMME,
        "A member must be",
    ),
    (
        "partHead",
        other_value(HELPS, "yl:relation", "yl:partOf") + ";" + other_value(HELPS, "yl:head", PROGRAMME),
        PROGRAMME,
        "A part must be",
    ),
    (
        "partTail",
        other_value(HELPS, "yl:relation", "yl:partOf") + ";" + other_value(HELPS, "yl:tail", PROGRAMME),
        PROGRAMME,
        "What has the part must be",
    ),
]


@pytest.fixture
def store() -> Store:
    """The sample graph and the ontology in one default graph, free to be changed."""
    store = Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in quads(sample_extractions()))
    store.load(path=str(ontology_dir() / "yilian.ttl"), format=RdfFormat.TURTLE, to_graph=DefaultGraph())
    return store


def change(store: Store, update: str) -> None:
    store.update("".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + update)


def test_the_sample_graph_obeys_all(store: Store):
    assert validate_store(store).violations == ()


@pytest.mark.parametrize(
    ("update", "culprit", "message"),
    [mistake[1:] for mistake in MISTAKES if mistake[2]],
    ids=[f"{rule}-{number}" for number, (rule, _, culprit, _) in enumerate(MISTAKES) if culprit],
)
def test_a_mistake_is_found_and_named(store: Store, update: str, culprit: str, message: str):
    change(store, update)
    result = validate_store(store)
    assert not result.conforms
    found = [v for v in result.violations if message in v.rule]
    assert culprit in [f"<{v.node}>" for v in found], result.violations
    assert (
        all(v.sentence for v in found if v.node != REPORT.strip("<>") and "evidence" not in update)
        or "report" in update
    )


def test_a_fact_that_another_report_still_states_stands(store: Store):
    change(store, other_value(HELPS, "yl:status", "yl:planned") + ";" + other_value(HELPS, "yl:key", '"of a plan"'))
    assert validate_store(store).conforms


def test_every_rule_has_a_mistake_here():
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    rules = {*shapes.subjects(SH.path), *shapes.objects(None, SH.sparql)}
    named = {str(rule).rpartition("#")[2] for rule in rules if isinstance(rule, URIRef)}
    assert {rule for rule, *_ in MISTAKES} == named


def test_every_rule_says_in_both_languages_what_is_wrong():
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    for rule in (*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.objects(None, SH.sparql)):
        assert {message.language for message in shapes.objects(rule, SH.message)} == {"zh", "en"}, rule


def test_a_violation_comes_with_its_name_sentence_and_source(store: Store):
    change(store, other_value(HELPS, "yl:tail", PROGRAMME))
    found = [v for v in validate_store(store).violations if v.node == PAY_LATER]
    assert [(v.name, v.rule, v.source) for v in found] == [
        ("先诊疗后付费", "The tail of this relation must be an organisation or a place.", "qinghe.txt")
    ]
    assert found[0].sentence == "我局依托春芽工程，县医院对口支援6所乡镇卫生院，选派医师12名。"
