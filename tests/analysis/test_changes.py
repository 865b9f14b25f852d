"""What changed between two years: counted by hand on the small graph, and read in the shipped reports of 杉川县."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commandline import graph_folder, kg
from graphs import sample_extractions, sample_graph

from kg.analysis import diff
from kg.analysis.changes import Changes
from kg.errors import NoReports
from kg.model import Graph, Relation
from kg.pipeline import build
from kg.samples import samples

COUNTY, CANCER, CENTRES, LIUWAN = "青禾县人民医院", "丰原省肿瘤医院", "青禾县乡镇卫生院", "柳湾镇卫生院"
ALLIANCE = "青禾县医疗集团"

# 青禾县, 2018 and 2019: every relation of either report, by hand.
QINGHE = {
    ("carried out", COUNTY, "签约", CANCER, "planned", "actual"),
    ("added", COUNTY, "帮扶", LIUWAN, None, "actual"),
    ("added", COUNTY, "远程会诊", CANCER, None, "actual"),
    ("added", LIUWAN, "派员进修", COUNTY, None, "actual"),
    ("added", COUNTY, "双向转诊", LIUWAN, None, "actual"),
    ("added", "前湾村卫生室", "加入", ALLIANCE, None, "actual"),
    ("added", "青禾县", "实施", "先诊疗后付费", None, "actual"),
    ("added", "青禾县疾病预防控制中心", "合作", '海岳"O\'Neil"\\<b>𠮷康</b>公司', None, "planned"),
    ("continued", COUNTY, "帮扶", CENTRES, "actual", "actual"),
    ("dropped", COUNTY, "加入", ALLIANCE, "actual", None),
    ("dropped", LIUWAN, "加入", ALLIANCE, "actual", None),
    ("dropped", "青禾县人民医院远程会诊中心", "隶属", COUNTY, "actual", None),
    ("dropped", "青禾县卫生健康局", "实施", "春芽工程", "actual", None),
    ("dropped", "青禾县", "试点", "先诊疗后付费", "planned", None),
}


SYMMETRIC = {"签约", "合作", "远程会诊", "双向转诊"}


def rows(found: Changes, graph: Graph) -> set[tuple[object, ...]]:
    """Change, ends and statuses."""
    columns = ("change", "head", "relation", "tail", "earlier", "later")
    return by_name({tuple(row[column] for column in columns) for row in found.rows(graph).records()})


def by_name(changes: set[tuple[Any, ...]]) -> set[tuple[object, ...]]:
    """The same with the ends of a symmetric relation in the order of their names."""
    return {
        (change, *sorted((a, b)), r, *statuses) if r in SYMMETRIC else (change, a, b, r, *statuses)
        for change, a, r, b, *statuses in changes
    }


def test_every_change_of_a_county():
    graph = sample_graph()
    found = diff(graph, 2018, 2019)
    assert rows(found, graph) == by_name(QINGHE)
    assert len(found.changes) == len(QINGHE)
    assert (found.only_earlier, found.only_later) == ((), ("望川县",))


@pytest.mark.parametrize("place", ["青禾县", "青禾", "990101"])
def test_one_county_by_any_of_its_names(place: str):
    graph = sample_graph()
    assert diff(graph, 2018, 2019, place=place).changes == diff(graph, 2018, 2019).changes


def test_with_the_years_of_the_reports_swapped_what_was_added_is_dropped():
    other = {2018: 2019, 2019: 2018}
    graph = Graph.of(replace(e, report=replace(e.report, year=other[e.report.year])) for e in sample_extractions())
    turned = {"added": "dropped", "dropped": "added", "continued": "continued", "carried out": "planned again"}
    found = rows(diff(graph, 2018, 2019), graph)
    assert found == {(turned[str(kind)], a, b, r, now, was) for kind, a, b, r, was, now in by_name(QINGHE)}


def test_a_change_comes_with_the_sentence_of_its_year():
    graph = sample_graph()
    told = {
        (r["change"], r["relation"], r["source"]): r["sentence"] for r in diff(graph, 2018, 2019).rows(graph).records()
    }
    assert told["carried out", "签约", "qinghe.txt"] == "县医院与省肿瘤医院签订了框架协议，并开展远程会诊。"
    assert told["dropped", "隶属", "qinghe.txt"] == "远程会诊中心设在县人民医院。"


def test_a_relation_said_both_ways_round_is_one():
    first, second, third = sample_extractions()
    turned = tuple(
        replace(r, head=r.tail, tail=r.head) if r.type in ("contractsWith", "teleconsultsWith") else r
        for r in second.relations
    )
    graph = Graph.of([first, replace(second, relations=turned), third])
    assert rows(diff(graph, 2018, 2019), graph) == by_name(QINGHE)


def test_what_a_year_says_as_done_and_as_planned_is_done():
    first, second, third = sample_extractions()
    signed = next(r for r in second.relations if r.type == "contractsWith")
    both = replace(second, relations=(replace(signed, status="planned"), *second.relations))
    graph = Graph.of([first, both, third])
    assert rows(diff(graph, 2018, 2019), graph) == by_name(QINGHE)


def test_halves_of_a_year_are_taken_together():
    first, second, third = sample_extractions()
    half = len(second.relations) // 2
    halves = []
    for number, part in ((1, second.relations[:half]), (2, second.relations[half:])):
        report = replace(second.report, id=str(number), half=number)
        halves.append(replace(second, report=report, relations=tuple(renamed(r, report.id) for r in part)))
    graph = Graph.of([first, *halves, third])
    assert rows(diff(graph, 2018, 2019), graph) == by_name(QINGHE)


def renamed(relation: Relation, report: str) -> Relation:
    return replace(relation, evidence=tuple(replace(e, report=report) for e in relation.evidence))


@pytest.mark.parametrize(
    ("years", "place", "said"),
    [
        ((2017, 2019), None, "no report of 2017: the graph's reports are of 2018, 2019"),
        ((2018, 2019), "望川县", "no report of 2018 is of 望川县; there are reports of both from 青禾县"),
        ((2018, 2019), "无此县", "no report of 2018 and 2019 is of 无此县"),
    ],
)
def test_what_cannot_be_compared(years: tuple[int, int], place: str | None, said: str):
    with pytest.raises(NoReports, match=said):
        diff(sample_graph(), *years, place=place)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (("2019", "2018"), "2019 is not before 2018. Give the earlier year first (--from 2018 --to 2019)."),
        (("2019", "2019"), "2019 is compared with itself, where nothing can have changed. Give two years."),
    ],
)
def test_years_in_the_wrong_order_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, years: tuple[str, str], said: str
):
    g = graph_folder(tmp_path / "g", *sample_extractions())
    ended = kg(capsys, "diff", g, "--from", years[0], "--to", years[1])
    assert (ended.code, ended.out, ended.err) == (2, "", f"kg: {said}\n")


# The shipped reports of 杉川县. What is expected was read in the two texts, relation by relation, of the kinds below.

SHANCHUAN, COMMUNITY = "杉川县人民医院", "杉川县人民医院医共体"
UNIVERSITY = "苍屿医科大学附属第一医院"
READ = {
    ("added", SHANCHUAN, "帮扶", "稻溪乡卫生院", None, "actual"),
    ("added", "杉川县妇幼保健院", "帮扶", "月亭乡卫生院", None, "actual"),
    ("added", "杉川县疾病预防控制中心", "帮扶", "鹿坪镇卫生院", None, "actual"),
    ("continued", SHANCHUAN, "帮扶", "柳滩镇中心卫生院", "actual", "actual"),
    ("continued", "杉川县中医院", "帮扶", "梅坞乡卫生院", "actual", "actual"),
    ("dropped", SHANCHUAN, "帮扶", "鹿坪镇卫生院", "actual", None),
    ("carried out", "杉川县妇幼保健院", "加入", COMMUNITY, "planned", "actual"),
    ("added", "稻溪乡卫生院", "加入", COMMUNITY, None, "actual"),
    ("added", "月亭乡卫生院", "加入", COMMUNITY, None, "actual"),
    ("dropped", SHANCHUAN, "加入", COMMUNITY, "actual", None),
    ("dropped", "柳滩镇中心卫生院", "加入", COMMUNITY, "actual", None),
    ("dropped", "鹿坪镇卫生院", "加入", COMMUNITY, "actual", None),
    ("dropped", "梅坞乡卫生院", "加入", COMMUNITY, "actual", None),
    ("dropped", SHANCHUAN, "加入", "苍屿卒中专科联盟", "actual", None),
    ("dropped", UNIVERSITY, "加入", "苍屿卒中专科联盟", "actual", None),
    ("carried out", SHANCHUAN, "签约", UNIVERSITY, "planned", "actual"),
    ("added", "杉川县中医院", "签约", "苍屿中医药大学", None, "planned"),
    ("dropped", SHANCHUAN, "签约", "松鹤养老院", "actual", None),
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(samples(), tmp_path_factory.mktemp("diff") / "g").folder


def test_the_shipped_reports(capsys: pytest.CaptureFixture[str], shipped: Path):
    ended = kg(capsys, "diff", shipped, "--from", "2020", "--to", "2021", "--place", "杉川县", "--format", "json")
    assert ended.code == 0
    found = {
        (r["change"], r["head"], r["relation"], r["tail"], r["earlier"], r["later"])
        for r in json.loads(ended.out)
        if (r["relation"] == "帮扶" and r["head"].startswith("杉川县")) or r["relation"] in ("加入", "签约")
    }
    assert found == READ


def test_the_command_prints_every_form(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    g = graph_folder(tmp_path / "g", *sample_extractions())
    years = ("--from", "2018", "--to", "2019")
    ended = kg(capsys, "diff", g, *years)
    assert ended.code == 0
    assert "carried out" in ended.out and "框架协议" not in ended.out
    assert "not compared, with reports of 2019 only: 望川县" in ended.err
    read = list(csv.DictReader(io.StringIO(kg(capsys, "diff", g, *years, "--format", "csv").out)))
    assert len(read) == len(QINGHE) == len(json.loads(kg(capsys, "diff", g, *years, "--format", "json").out))
    ended = kg(capsys, "diff", g, "--from", "1999", "--to", "2019")
    assert (ended.code, ended.out) == (2, "")
