"""The sample graph says of itself only what is so."""

from __future__ import annotations

from graphs import SOURCES, sample_extractions, sample_graph

from kg.ontology import schema


def test_every_evidence_stands_where_it_says():
    for extraction in sample_extractions():
        source = SOURCES[extraction.report.source]
        assert source[extraction.report.start : extraction.report.end] == extraction.report.text
        first, last = extraction.report.lines
        assert "".join(source.splitlines(keepends=True)[first - 1 : last]) == extraction.report.text
        for relation in extraction.relations:
            for said in relation.evidence:
                assert source[said.start : said.end] == said.text
                assert source[said.sentence_start :].startswith(said.sentence)
                assert said.text in said.sentence


def test_every_mention_stands_where_it_says():
    for extraction in sample_extractions():
        for entity in extraction.entities:
            assert {m.text for m in entity.mentions if not m.implied} == set(entity.names)
            for mention in entity.mentions:
                assert SOURCES[extraction.report.source][mention.start : mention.end] == mention.text


def test_it_has_every_class_relation_and_status_and_obeys_the_ontology():
    graph = sample_graph()
    assert {entity.type for entity in graph.entities.values()} == set(schema().classes)
    assert {relation.type for relation in graph} == set(schema().relations)
    assert {relation.status for relation in graph} == set(schema().statuses)
    for relation in graph:
        assert schema().may_join(relation.type, graph.entities[relation.head].type, graph.entities[relation.tail].type)


def test_one_relation_was_planned_and_became_actual():
    statuses: dict[tuple[str, str, str], set[str]] = {}
    for relation in sample_graph():
        statuses.setdefault((relation.type, relation.head, relation.tail), set()).add(relation.status)
    assert [key[0] for key, found in statuses.items() if found == {"actual", "planned"}] == ["contractsWith"]
