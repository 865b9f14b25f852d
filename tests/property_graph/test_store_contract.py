"""What every Cypher store promises: the same tests on the embedded store and on a real Neo4j."""

from __future__ import annotations

from typing import Any

import pytest
from graphs import (
    CANCER_HOSPITAL,
    COMPANY,
    CONTRACT,
    COUNTY_HOSPITAL,
    LIUWAN,
    OTHER_HOSPITAL,
    SOURCES,
    SPROUT,
    TOWNSHIP_CENTRES,
    sample_graph,
)
from property_graph.stores import Store, without_load

from kg.errors import QueryError
from kg.ontology import schema

PASSAGES = sum(len(relation.evidence) for relation in sample_graph())
NODES = 16 + 3 + PASSAGES


# What is stored


def test_every_entity_report_and_relation_is_there_once(store: Store) -> None:
    assert store.ask("MATCH (n:Entity) RETURN count(n), count(DISTINCT n.iri)").rows == [(16, 16)]
    assert store.ask("MATCH (r:Report) RETURN count(r), count(DISTINCT r.id)").rows == [(3, 3)]
    assert store.ask("MATCH (n) WHERE NOT n:Graph RETURN count(n)").rows == [(NODES,)]
    assert store.ask("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)").rows == [(20,)]
    assert store.ask("MATCH ()-[r]->() RETURN count(r)").rows == [(20 + 3 * PASSAGES,)]


@pytest.mark.parametrize(
    ("iri", "labels"),
    [
        (COUNTY_HOSPITAL, {"Entity", "Actor", "Organization", "HealthcareInstitution", "Hospital"}),
        (
            LIUWAN,
            {"Entity", "Actor", "Organization", "HealthcareInstitution"}
            | {"PrimaryCareInstitution", "TownshipHealthCentre"},
        ),
        (COMPANY, {"Entity", "Actor", "Organization", "PartnerInstitution"}),
        (SPROUT, {"Entity", "Programme"}),
    ],
)
def test_a_node_bears_its_class_and_the_classes_above_it(store: Store, iri: str, labels: set[str]) -> None:
    ((found,),) = store.ask("MATCH (n:Entity {iri: $iri}) RETURN labels(n)", iri=iri).rows
    assert set(found) == labels


@pytest.mark.parametrize("label", ["Organization", "HealthcareInstitution", "Hospital", "Place"])
def test_a_label_finds_all_that_lies_below_it(store: Store, label: str) -> None:
    expected = {iri for iri, entity in sample_graph().entities.items() if schema().is_a(entity.type, label)}
    assert {iri for (iri,) in store.ask(f"MATCH (n:{label}) RETURN n.iri").rows} == expected != set()


def test_the_properties_of_a_node(store: Store) -> None:
    ((node,),) = store.ask("MATCH (n:Entity {iri: $iri}) RETURN n", iri=TOWNSHIP_CENTRES).rows
    assert without_load(node)["properties"] == {
        "iri": TOWNSHIP_CENTRES,
        "type": "TownshipHealthCentre",
        "kind": "乡镇卫生院",
        "name": "青禾县乡镇卫生院",
        "names": ["6所乡镇卫生院"],
        "scope": "990101",
        "collective": True,
        "count": 6,
    }


def test_what_is_not_known_is_absent(store: Store) -> None:
    rows = store.ask("MATCH (n:Entity {iri: $iri}) RETURN n.count, n.scope, 'scope' IN keys(n)", iri=SPROUT).rows
    assert rows == [(None, None, False)]


def test_text_arrives_as_it_was_written(store: Store) -> None:
    name = '海岳"O\'Neil"\\<b>𠮷康</b>公司'
    assert store.ask("MATCH (n:Entity {iri: $iri}) RETURN n.name, n.names", iri=COMPANY).rows == [(name, [name])]


def test_the_properties_of_a_report(store: Store) -> None:
    ((node,),) = store.ask("MATCH (r:Report {year: 2019, half: 1}) RETURN r").rows
    report = next(report for report in sample_graph().reports.values() if report.half == 1)
    assert node["labels"] == ["Report"]
    assert without_load(node)["properties"] == {
        "iri": f"https://w3id.org/yilian/id/report/{report.id}",
        "id": report.id,
        "title": "望川县2019年上半年卫生健康工作总结",
        "place": "望川县",
        "placeCode": "990102",
        "year": 2019,
        "half": 1,
        "source": "2019/wangchuan.txt",
        "firstLine": 1,
        "lastLine": 3,
    } | ({"issuer": report.issuer} if report.issuer else {})


def test_a_relation_keeps_its_attributes_and_every_passage(store: Store) -> None:
    ((found,),) = store.ask(
        "MATCH (:Entity {iri: $head})-[r:ASSISTS]->(:Entity {iri: $tail}) RETURN r",
        head=COUNTY_HOSPITAL,
        tail=TOWNSHIP_CENTRES,
    ).rows
    relation = found["properties"]
    assert (relation["status"], relation["programme"], relation["personnel"]) == ("actual", "春芽工程", 12)
    assert sorted(relation["evidence"]) == ["县医院对口支援6所乡镇卫生院", "县医院继续帮扶6所乡镇卫生院"]
    assert relation["reports"] == sorted(relation["evidenceReport"])
    assert len(relation["reports"]) == 2
    assert (relation["sources"], relation["years"]) == (["qinghe.txt", "qinghe.txt"], [2018, 2019])


def test_every_passage_is_a_node_between_what_it_says_and_its_report(store: Store) -> None:
    rows = store.ask(
        """
        MATCH (head)<-[:HEAD]-(passage:Evidence)-[:TAIL]->(tail), (passage)-[:REPORT]->(report:Report)
        MATCH (head)-[r {status: passage.status}]->(tail) WHERE type(r) = passage.relation
        RETURN r, passage, report
        """
    ).rows
    assert len(rows) == len({passage["properties"]["iri"] for _, passage, _ in rows}) == PASSAGES
    for relation, passage, report in rows:
        said, words = relation["properties"], passage["properties"]
        (at,) = [
            i
            for i, id_ in enumerate(said["evidenceReport"])
            if (id_, said["evidenceStart"][i], said["evidenceEnd"][i])
            == (words["report"], words["start"], words["end"])
        ]
        assert (said["evidence"][at], said["evidenceSentence"][at]) == (words["text"], words["sentence"])
        assert (words["report"], words["source"], words["year"]) == tuple(
            report["properties"][name] for name in ("id", "source", "year")
        )
        assert SOURCES[words["source"]][words["start"] : words["end"]] == words["text"]


def test_evidence_stands_where_it_says(store: Store) -> None:
    rows = store.ask(
        """
        MATCH (:Entity)-[r]->(:Entity) UNWIND range(0, size(r.evidence) - 1) AS i
        WITH r, i, r.evidenceReport[i] AS id
        MATCH (report:Report {id: id})
        RETURN report.source, r.evidence[i], r.evidenceStart[i], r.evidenceEnd[i],
               r.evidenceSentence[i], r.evidenceSentenceStart[i]
        """
    ).rows
    assert len(rows) == sum(len(relation.evidence) for relation in sample_graph())
    for source, text, start, end, sentence, sentence_start in rows:
        assert SOURCES[source][start:end] == text
        assert SOURCES[source][sentence_start : sentence_start + len(sentence)] == sentence


def test_a_plan_and_what_became_of_it_are_two_relationships(store: Store) -> None:
    head, tail = sorted(CONTRACT)
    rows = store.ask(
        "MATCH (a {iri: $a})-[r:CONTRACTS_WITH]->(b {iri: $b}) RETURN r.status ORDER BY r.status", a=head, b=tail
    ).rows
    assert rows == [("actual",), ("planned",)]


def test_a_symmetric_relation_is_stored_once_and_found_from_both_ends(store: Store) -> None:
    directed = "MATCH (a {iri: $a})-[r:COOPERATES_WITH]->(b {iri: $b}) RETURN count(r)"
    either = "MATCH (a {iri: $a})-[r:COOPERATES_WITH]-(b {iri: $b}) RETURN count(r)"
    a, b = sorted((COUNTY_HOSPITAL, OTHER_HOSPITAL))
    assert [store.ask(q, a=a, b=b).rows[0][0] for q in (directed, either)] == [1, 1]
    assert [store.ask(q, a=b, b=a).rows[0][0] for q in (directed, either)] == [0, 1]


def test_two_counties_may_call_their_hospitals_alike(store: Store) -> None:
    rows = store.ask("MATCH (n:Hospital) WHERE '县医院' IN n.names RETURN n.iri ORDER BY n.iri").rows
    assert rows == [(COUNTY_HOSPITAL,), (OTHER_HOSPITAL,)]


# Asking


def test_an_answer_without_rows_still_has_its_columns(store: Store) -> None:
    answer = store.ask("MATCH (n:Entity {name: '没有'}) RETURN n.name AS name, n.scope, count(*) AS rows")
    assert (answer.columns, list(answer.rows)) == (("name", "n.scope", "rows"), [])


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 1", 2),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
        ("'医院'", "医院"),
        ("[1, 'a', [true]]", [1, "a", [True]]),
        ("{a: 1, b: ['x']}", {"a": 1, "b": ["x"]}),
        ("date('2019-12-20')", "2019-12-20"),
        ("duration('P1DT2H')", "P1DT2H"),
        ("$given", {"a": [1, None, "医"]}),
    ],
)
def test_values_are_plain_python(store: Store, expression: str, value: Any) -> None:
    parameters = {"given": {"a": [1, None, "医"]}} if expression == "$given" else {}
    assert store.ask_with(f"RETURN {expression} AS value", parameters).rows == [(value,)]


def test_nodes_relationships_and_paths_are_plain_too(store: Store) -> None:
    ((node, relationship, path),) = store.ask(
        "MATCH path = (a {iri: $a})-[r:ASSISTS]->(b:Hospital) RETURN a, r, path", a=CANCER_HOSPITAL
    ).rows
    assert node["labels"] == ["Actor", "Entity", "HealthcareInstitution", "Hospital", "Organization"]
    assert node["properties"]["name"] == "丰原省肿瘤医院"
    assert (relationship["type"], relationship["properties"]["status"]) == ("ASSISTS", "actual")
    assert [n["properties"]["iri"] for n in path["nodes"]] == [CANCER_HOSPITAL, OTHER_HOSPITAL]
    assert path["relationships"] == [relationship]


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Entity {iri: 'x'}) RETURN n",
        "MATCH (n:Entity) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Entity {iri: 'x'}) RETURN n",
        "CREATE INDEX other FOR (n:Entity) ON (n.scope)",
        "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row",
    ],
)
def test_a_query_reads_the_graph_and_does_nothing_else(store: Store, query: str) -> None:
    with pytest.raises(QueryError):
        store.ask(query)
    assert store.ask("MATCH (n) WHERE NOT n:Graph RETURN count(n)").rows == [(NODES,)]


@pytest.mark.parametrize("name", ["' OR 1=1 //", "'}) DETACH DELETE n //", "$x", "`", '"', "\\", "云\n岭"])
def test_a_parameter_is_never_a_piece_of_the_query(store: Store, name: str) -> None:
    assert store.ask("MATCH (n:Entity {name: $name}) RETURN n.name", name=name).rows == []
    assert store.ask("RETURN $name", name=name).rows == [(name,)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("MATCH (n) RETRN n", "RETRN"),
        ("MATCH (n:Entity {name: $name}) RETURN n", "parameters that were not given: name"),
        ("CREATE (n) RETURN n", "This query writes"),
    ],
)
def test_a_query_that_cannot_be_run_says_why(store: Store, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        store.ask(query)


def test_a_query_that_takes_too_long_is_stopped(store: Store) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b % 7)"
    with pytest.raises(QueryError, match="took too long"):
        store.ask_with(endless, {}, timeout=1.0)


def test_both_stores_hold_the_same_graph(embedded_store: Store, neo4j_store: Store) -> None:
    nodes = "MATCH (n) WHERE NOT n:Graph RETURN n ORDER BY n.iri"
    relationships = "MATCH (a)-[r]->(b) RETURN a.iri AS a, b.iri AS b, r ORDER BY a, b, type(r), r.status"
    for query in (nodes, relationships):
        embedded, neo4j = (
            [(*others, without_load(last)) for *others, last in store.ask(query).rows]
            for store in (embedded_store, neo4j_store)
        )
        assert embedded == neo4j
