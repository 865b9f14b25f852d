"""A part of a graph, and what is found in it."""

from __future__ import annotations

import pytest
from graphs import CANCER_HOSPITAL, COUNTY_HOSPITAL, QINGHE, sample_graph

from kg.analysis import stats, subgraph, to_networkx
from kg.errors import NoReports, NotInOntology


def test_without_a_choice_it_is_the_whole():
    assert subgraph(sample_graph()) == sample_graph()


@pytest.mark.parametrize(
    ("place", "year", "reports", "entities", "relations"),
    [
        ("青禾县", None, 2, 13, 15),
        ("青禾", None, 2, 13, 15),
        (QINGHE, None, 2, 13, 15),
        ("望川县", None, 1, 7, 5),
        (None, 2018, 1, 10, 7),
        (None, 2019, 2, 14, 14),
        ("青禾县", 2019, 1, 10, 9),
    ],
)
def test_what_the_reports_of_a_county_or_a_year_say(place, year, reports, entities, relations):
    part = subgraph(sample_graph(), place=place, year=year)
    assert (len(part.reports), len(part.entities), len(part.relations)) == (reports, entities, relations)
    assert stats(part).reports == reports
    assert {evidence.report for relation in part for evidence in relation.evidence} == part.reports.keys()
    assert part.said_by.keys() == part.entities.keys()


def test_some_relations():
    part = subgraph(sample_graph(), relations=["assists", "pilots"])
    assert {relation.type for relation in part} == {"assists", "pilots"}
    assert part.entities == sample_graph().entities


def test_several_relations_by_what_is_above_them():
    part = subgraph(sample_graph(), relations=["takesPartIn"])
    assert {relation.type for relation in part} == {"pilots", "implements"}


def test_only_the_evidence_of_the_chosen_reports_remains():
    def reports_of_help(part):
        network = to_networkx(part)
        return [network.edges[edge]["reports"] for edge in network.edges if edge[2] == ("assists", "actual")]

    assert max(map(len, reports_of_help(sample_graph()))) == 2
    assert max(map(len, reports_of_help(subgraph(sample_graph(), year=2019)))) == 1


@pytest.mark.parametrize(
    ("chosen", "error", "said"),
    [
        ({"place": "无此县"}, NoReports, "no report is of 无此县. There are reports of: 望川县 2019, 青禾县 2018"),
        ({"place": "望川县", "year": 2018}, NoReports, "no report is of 望川县 and 2018"),
        ({"relations": ["helps"]}, NotInOntology, "'helps' is no relation of the ontology. Its relations: assists"),
    ],
)
def test_what_cannot_be_chosen(chosen, error, said):
    with pytest.raises(error, match=said):
        subgraph(sample_graph(), **chosen)


def test_the_ends_of_what_remains_are_there():
    part = subgraph(sample_graph(), year=2018)
    assert {COUNTY_HOSPITAL, CANCER_HOSPITAL} <= part.entities.keys()
    assert {iri for relation in part for iri in (relation.head, relation.tail)} <= part.entities.keys()
