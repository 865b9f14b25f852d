"""The graph as nodes and relationships, before any store sees it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from graphs import CONTRACT, COUNTY_HOSPITAL, TELECENTRE, sample_extractions, sample_graph
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Evidence, Graph, Relation
from kg.ontology import schema
from kg.property_graph.mapping import node_groups, relationship_groups
from kg.property_graph.statements import create_nodes, merge_nodes, merge_relationships


def everything(graph: Graph) -> tuple[list[Any], list[Any]]:
    nodes = [(group.labels, group.size, list(group.rows)) for group in node_groups(graph)]
    return nodes, [(group.type, group.size, list(group.rows)) for group in relationship_groups(graph)]


def test_groups_can_be_collected_before_their_rows_are_read() -> None:
    groups = list(relationship_groups(sample_graph()))
    assert [group.size for group in groups] == [len(list(group.rows)) for group in groups]
    assert [list(group.rows) for group in groups] == [[] for _ in groups]  # they are gone through once


def test_every_entity_has_a_row_in_the_group_of_its_class() -> None:
    graph = sample_graph()
    nodes, _ = everything(graph)
    for labels, size, rows in nodes:
        assert size == len(rows)
        for row in rows:
            if labels != ("Report",):
                assert labels == schema().labels_for(graph.entities[row["iri"]].type)
    assert sum(size for _, size, _ in nodes) == len(graph.entities) + len(graph.reports)


@given(st.randoms())
def test_rows_do_not_depend_on_the_order_of_reports(shuffle: random.Random) -> None:
    extractions = list(sample_extractions())
    shuffle.shuffle(extractions)
    assert everything(Graph.of(extractions)) == everything(sample_graph())


@pytest.mark.parametrize("kind", [kind for kind in schema().relations.values() if kind.symmetric], ids=lambda k: k.name)
def test_a_symmetric_relation_said_from_both_ends_is_one_relationship(kind: Any) -> None:
    graph = sample_graph()
    a, b = CONTRACT
    one = Relation(kind.name, a, b, "planned", (Evidence("r1", 0, 3, "甲与乙", "甲与乙。", 0),), {"personnel": 2}, 0.5)
    other = Relation(kind.name, b, a, "planned", (Evidence("r2", 5, 8, "乙与甲", "乙与甲。", 5),), {}, 0.9)
    graph.relations = {one.key: one, other.key: other}
    ((type_, size, (row,)),) = everything(graph)[1]
    assert (type_, size, row["head"], row["tail"]) == (kind.cypher_type, 1, *sorted(CONTRACT))
    assert row["properties"]["evidence"] == ["甲与乙", "乙与甲"]
    assert row["properties"]["reports"] == ["r1", "r2"]
    assert (row["properties"]["personnel"], row["properties"]["confidence"]) == (2, 0.9)


def test_a_directed_relation_keeps_its_direction() -> None:
    types = {type_: rows for type_, _, rows in everything(sample_graph())[1]}
    assert [(row["head"], row["tail"]) for row in types["PART_OF"]] == [(TELECENTRE, COUNTY_HOSPITAL)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "marries"}, "marries"),
        ({"status": "denied"}, "denied"),
        ({"attributes": {"phone": "1"}}, "phone"),
    ],
)
def test_what_the_ontology_does_not_have_is_refused(change: dict[str, Any], said: str) -> None:
    graph = sample_graph()
    relation = replace(next(iter(graph)), **change)
    graph.relations = {relation.key: relation}
    with pytest.raises(ValueError, match=said):
        everything(graph)


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="Temple"):
        list(node_groups(Graph(entities={"x": Entity("x", "Temple", "某寺")})))


@pytest.mark.parametrize("name", ["Hospital) DETACH DELETE n //", "Hospital:Admin", "", "hospital", "ASSISTS"])
def test_no_text_becomes_a_label_or_type_unless_the_ontology_has_it(name: str) -> None:
    for statement in (create_nodes, merge_nodes):
        with pytest.raises(ValueError, match="no class"):
            statement(("Entity", name))
    with pytest.raises(ValueError, match="no relation"):
        merge_relationships(name.removesuffix("ASSISTS"))
