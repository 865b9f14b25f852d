"""The figures of the sample graph, each counted by hand from its three reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graphs import ALLIANCE, COUNTY_HOSPITAL, QINGHE, WANGCHUAN, sample_extractions, sample_graph

from kg.analysis import Alliance, County, RelationCount, Stats, stats, tables
from kg.model import Graph


def test_entities_by_class():
    assert dict(stats(sample_graph()).entities) == {
        "Hospital": 3,
        "Place": 2,
        "Programme": 2,
        "TownshipHealthCentre": 2,
        "CommunityHealthCentre": 1,
        "GovernmentBody": 1,
        "MedicalAlliance": 1,
        "PartnerInstitution": 1,
        "PublicHealthInstitution": 1,
        "Unit": 1,
        "VillageClinic": 1,
    }


def test_relations_by_type_and_status():
    assert dict(stats(sample_graph()).relations) == {
        "assists": RelationCount(actual=3, planned=1),
        "implements": RelationCount(actual=3, planned=0),
        "memberOf": RelationCount(actual=3, planned=0),
        "contractsWith": RelationCount(actual=1, planned=1),
        "cooperatesWith": RelationCount(actual=1, planned=1),
        "pilots": RelationCount(actual=1, planned=1),
        "partOf": RelationCount(actual=1, planned=0),
        "refersPatientsWith": RelationCount(actual=1, planned=0),
        "sendsTraineesTo": RelationCount(actual=1, planned=0),
        "teleconsultsWith": RelationCount(actual=1, planned=0),
    }


def test_components():
    # The hospitals with what hangs on them; the counties and bureau around two programmes; 疾控中心 and its company.
    assert stats(sample_graph()).components == (9, 5, 2)


@pytest.mark.parametrize(
    ("status", "partners"),
    [
        # 青禾县人民医院: the six centres, 柳湾, the alliance, 肿瘤医院, 望川; its telecentre is a part, no partner.
        ("actual", {"青禾县人民医院": 5, "丰原省肿瘤医院": 2, "望川县人民医院": 2}),
        ("planned", {"青禾县人民医院": 1, "丰原省肿瘤医院": 1, "望川县人民医院": 1}),
        ("any", {"青禾县人民医院": 5, "望川县人民医院": 3, "丰原省肿瘤医院": 2}),
    ],
)
def test_hospitals_by_partners(status, partners):
    hubs = stats(sample_graph(), status=status).hubs
    assert {hub.name: hub.partners for hub in hubs} == partners
    assert [hub.partners for hub in hubs] == sorted(partners.values(), reverse=True)


def test_only_the_first_hospitals_are_listed():
    assert [hub.iri for hub in stats(sample_graph(), top=1).hubs] == [COUNTY_HOSPITAL]


def test_alliances_by_members():
    assert stats(sample_graph()).alliances == (Alliance(ALLIANCE, "青禾县医疗集团", members=3),)
    assert stats(sample_graph(), status="planned").alliances == (Alliance(ALLIANCE, "青禾县医疗集团", members=0),)


def test_counties():
    # 16 relations are said in 青禾县, one of them in both of its reports.
    assert stats(sample_graph()).counties == (
        County(QINGHE, "青禾县", QINGHE, reports=2, entities=13, relations=15),
        County(WANGCHUAN, "望川县", WANGCHUAN, reports=1, entities=7, relations=5),
    )


def test_bridges_between_counties():
    bridges = stats(sample_graph()).bridges
    assert [(bridge.name, bridge.counties) for bridge in bridges] == [
        ("丰原省肿瘤医院", ("望川县", "青禾县")),
        ("望川县人民医院", ("望川县", "青禾县")),
        ("青禾县人民医院", ("望川县", "青禾县")),
    ]


def test_a_county_that_its_report_masks_is_no_end_of_a_bridge():
    masked = [
        replace(e, report=replace(e.report, place=None, place_code=None)) if e.report.place == "望川县" else e
        for e in sample_extractions()
    ]
    found = stats(Graph.of(masked))
    assert found.bridges == ()
    assert [county.place for county in found.counties] == ["青禾县", None]
    for title in ("counties", "counties by outside help"):
        assert {row["county"] for row in tables(found)[title].records()} == {"青禾县", "(masked)"}


def test_the_order_of_the_reports_does_not_show():
    assert stats(Graph.of(reversed(sample_extractions()))) == stats(sample_graph())


def test_nothing_is_found_in_an_empty_graph():
    assert stats(Graph()) == Stats()
    assert list(tables(Stats())) == ["size"]


def test_tables_speak_the_language_of_their_labels():
    shown = tables(stats(sample_graph()), class_labels={"Hospital": "医院"}, relation_labels={"assists": "帮扶"})
    assert shown["entities"].rows[0] == ("医院", 3)
    assert shown["relations"].rows[0] == ("帮扶", 3, 1)
    assert shown["hospitals by partners"].rows[0] == ("青禾县人民医院", 5)
    assert dict(shown["size"].rows) == {
        "reports": 3,
        "entities": 16,
        "relations": 20,
        "components": 3,
        "largest component": 9,
    }
