"""A graph as a networkx graph."""

from __future__ import annotations

import networkx as nx
import pytest
from graphs import (
    CANCER_HOSPITAL,
    CDC,
    COMPANY,
    CONTRACT,
    COUNTY_HOSPITAL,
    LIUWAN,
    TOWNSHIP_CENTRES,
    sample_extractions,
    sample_graph,
)

from kg.analysis import to_networkx
from kg.model import Graph


@pytest.mark.parametrize(("status", "edges"), [("actual", 16), ("planned", 4), ("any", 20)])
def test_the_status_chooses_the_edges_and_all_entities_are_nodes(status, edges):
    network = to_networkx(sample_graph(), status=status)
    assert (network.number_of_nodes(), network.number_of_edges()) == (16, edges)


def test_a_plan_that_became_a_fact_is_two_edges():
    network = to_networkx(sample_graph(), status="any")
    assert sorted(network[CONTRACT[0]][CONTRACT[1]]) == [
        ("contractsWith", "actual"),
        ("contractsWith", "planned"),
        ("teleconsultsWith", "actual"),
    ]


def test_nodes_and_edges_carry_what_an_analysis_filters_by():
    graph = sample_graph()
    network = to_networkx(graph)
    assert network.nodes[TOWNSHIP_CENTRES] == {
        "name": "青禾县乡镇卫生院",
        "type": "TownshipHealthCentre",
        "scope": "990101",
        "collective": True,
    }
    assert network.edges[COUNTY_HOSPITAL, TOWNSHIP_CENTRES, ("assists", "actual")] == {
        "type": "assists",
        "status": "actual",
        "confidence": 1.0,  # the greater of 0.9 in 2018 and 1.0 in 2019
        "reports": sorted(id_ for id_, report in graph.reports.items() if report.place == "青禾县"),
    }


def test_the_shortest_chain_between_two_institutions():
    network = to_networkx(sample_graph()).to_undirected()
    assert nx.shortest_path(network, LIUWAN, CANCER_HOSPITAL) == [LIUWAN, COUNTY_HOSPITAL, CANCER_HOSPITAL]
    assert not nx.has_path(network, CDC, COMPANY), "their cooperation is only planned"


def test_the_order_of_the_reports_does_not_show():
    turned = Graph.of(reversed(sample_extractions()))
    assert list(to_networkx(turned).edges(data=True)) == list(to_networkx(sample_graph()).edges(data=True))


def test_another_status_is_refused():
    with pytest.raises(ValueError, match="actual, planned or any, not 'done'"):
        to_networkx(sample_graph(), status="done")
