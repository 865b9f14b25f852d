"""Alliances with members in common, and counties with help from outside, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graphs import sample_extractions, sample_graph

from kg.analysis import alliances, outside_help, overlaps, stats, tables
from kg.model import Entity, Graph, Relation, Report

MEMBERS = {
    "甲医共体": "县医院 中医院 一院 二院",
    "乙联盟": "县医院 中医院 省医院",
    "丙联盟": "省医院",
    "丁集团": "三院",
    "戊联盟": "",
}


def graph_of_alliances() -> Graph:
    entities = {name: Entity(name, "MedicalAlliance", name) for name in MEMBERS}
    entities |= {name: Entity(name, "Hospital", name) for of in MEMBERS.values() for name in of.split()}
    said = [Relation("memberOf", m, alliance, "actual", ()) for alliance, of in MEMBERS.items() for m in of.split()]
    said.append(Relation("memberOf", "一院", "丙联盟", "planned", ()))
    return Graph(entities=entities, relations={relation.key: relation for relation in said})


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("actual", [("甲医共体", "乙联盟", "中医院 县医院", 2 / 5), ("丙联盟", "乙联盟", "省医院", 1 / 3)]),
        (
            "any",
            [
                ("甲医共体", "乙联盟", "中医院 县医院", 2 / 5),
                ("丙联盟", "乙联盟", "省医院", 1 / 4),
                ("丙联盟", "甲医共体", "一院", 1 / 5),
            ],
        ),
        ("planned", []),
    ],
)
def test_members_in_common(status, expected):
    found = {
        (frozenset(each.names), " ".join(each.members), round(each.share, 6))
        for each in overlaps(graph_of_alliances(), status=status)
    }
    assert found == {(frozenset((one, other)), members, round(share, 6)) for one, other, members, share in expected}


def test_the_most_in_common_comes_first_and_all_alliances_are_counted():
    assert [len(each.members) for each in overlaps(graph_of_alliances())] == [2, 1]
    assert {each.name: each.members for each in alliances(graph_of_alliances())} == {
        name: len(of.split()) for name, of in MEMBERS.items()
    }


def test_help_from_outside_in_the_sample_graph():
    # 丰原省肿瘤医院 sends specialists to 望川; in 青禾 only its own hospital helps.
    assert [(c.place, c.is_alone, c.helpers, c.helped) for c in outside_help(sample_graph())] == [
        ("青禾县", True, (), ()),
        ("望川县", False, ("丰原省肿瘤医院",), ("望川县人民医院",)),
    ]


def test_who_only_plans_to_help_is_listed_apart():
    *others, wangchuan = sample_extractions()
    planned = tuple(replace(r, status="planned") if r.type == "assists" else r for r in wangchuan.relations)
    found = {c.place: c for c in outside_help(Graph.of([*others, replace(wangchuan, relations=planned)]))}
    assert (found["望川县"].is_alone, found["望川县"].planned) == (True, ("丰原省肿瘤医院",))


@pytest.mark.parametrize(
    ("helper", "type_", "scope", "is_what"),
    [
        ("江北市中心医院", "Hospital", "江北市", "helpers"),
        ("云岭县中医院", "Hospital", "云岭县", None),
        ("泰禾公司云岭支公司", "PartnerInstitution", "云岭县", None),
        ("石桥镇卫生院", "TownshipHealthCentre", "云岭县", None),
        ("济和医院", "Hospital", "云岭县", "perhaps"),
        ("苍屿医科大学附属医院", "Hospital", "云岭县", "perhaps"),
    ],
)
def test_who_is_from_outside(helper, type_, scope, is_what):
    ends = Entity("a", type_, helper, scope=scope), Entity("b", "Hospital", "云岭县人民医院", scope="云岭县")
    helps = Relation("assists", "a", "b", "actual", ())
    report = Report("r", "a.txt", (1, 1), 0, 9, "", place="云岭县")
    graph = Graph({"r": report}, {each.iri: each for each in ends}, {helps.key: helps})
    [found] = outside_help(graph)
    assert {name: getattr(found, name) for name in ("helpers", "perhaps")} == {
        name: (helper,) if name == is_what else () for name in ("helpers", "perhaps")
    }


def test_of_a_masked_county_the_local_names_tell():
    ends = [Entity(iri, "Hospital", name, scope="report-r") for iri, name in (("a", "县人民医院"), ("b", "市中心医院"))]
    ends.append(Entity("c", "Hospital", "县中医院", scope="report-r"))
    said = [Relation("assists", helper, "c", "actual", ()) for helper in "ab"]
    report = Report("r", "a.txt", (1, 1), 0, 9, "")
    [found] = outside_help(Graph({"r": report}, {e.iri: e for e in ends}, {r.key: r for r in said}))
    assert (found.place, found.scope, found.perhaps) == (None, "report-r", ("市中心医院",))


def test_the_tables():
    shown = tables(stats(graph_of_alliances()))["alliances with members in common"]
    assert shown.rows[0] == ("乙联盟", "甲医共体", 2, 0.4, "中医院、县医院")
    shown = tables(stats(sample_graph()))["counties by outside help"]
    assert shown.rows == [("青禾县", 0, 0, 0, 0, ""), ("望川县", 1, 0, 1, 0, "丰原省肿瘤医院")]
