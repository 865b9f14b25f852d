"""`kg explain`: mentions with their rules and places, relations, several matches, names that nothing bears."""

import csv
import json

import pytest
from commandline import kg

from kg import explain
from kg.errors import NotInGraph
from kg.pipeline import build, open_graph

QINGHE = """青禾县卫生健康局2019年工作总结
今年以来，青禾县人民医院对口支援柳林镇卫生院。\r
县医院与江北市中心医院签订协议。该院还与青禾县中医院开展远程会诊。
"""
WANGCHUAN = """望川县卫生健康局2019年工作总结
今年以来，我县推行家庭医生签约服务，望川县人民医院帮扶东苑镇卫生院。县医院与江北市中心医院签订协议。
"""
TEXTS = {"qinghe.txt": QINGHE + "\n" + WANGCHUAN, "again.txt": WANGCHUAN.replace("2019", "2020")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    reports = tmp_path_factory.mktemp("explain")
    for name, text in TEXTS.items():
        (reports / name).write_text(text, encoding="utf-8", newline="")
    build(sorted(reports.iterdir()), reports / "g")
    return reports / "g"


@pytest.fixture(scope="module")
def graph(folder):
    return open_graph(folder)


def name_of(explanations):
    return [explanation.entity.name for explanation in explanations]


def test_by_iri_by_name_and_by_printed_form(folder, graph):
    (iri,) = [e.iri for e in graph.entities.values() if e.name == "青禾县人民医院"]
    assert name_of(explain(folder, iri)) == name_of(explain(folder, "青禾县人民医院")) == ["青禾县人民医院"]
    assert sorted(name_of(explain(folder, "县医院"))) == ["望川县人民医院", "青禾县人民医院"]


def test_mentions_stand_where_they_are_said_to(folder):
    (found,) = explain(folder, "青禾县人民医院")
    assert len(found.mentions) >= 2
    for report, line, mention in found.mentions:
        text = TEXTS[report.source]
        assert text[mention.start : mention.end] == mention.text
        assert mention.text in text.splitlines()[line - 1]
        assert mention.rule


def test_stand_ins_show_their_rule(folder):
    places = [place for each in explain(folder, "青禾县人民医院") for place in each.mentions if place.mention.implied]
    assert [(place.mention.text, place.line) for place in places] == [("该院", 3)]
    assert places[0].mention.rule.startswith("stand-in")
    assert "青禾县人民医院" in name_of(explain(folder, "该院"))


def test_an_entity_of_several_reports_has_all_their_mentions_and_relations(folder):
    (found,) = explain(folder, "江北市中心医院")
    assert [(place.report.source, place.line) for place in found.mentions] == [
        ("again.txt", 2),
        ("qinghe.txt", 3),
        ("qinghe.txt", 6),
    ]
    for said in found.relations:
        text = TEXTS[said.report.source]
        assert text[said.evidence.start : said.evidence.end] == said.evidence.text
        assert said.evidence.text.splitlines()[0] in text.splitlines()[said.line - 1]
    assert {(said.head, said.relation.type) for said in found.relations} >= {("青禾县人民医院", "contractsWith")}


def test_the_tables_of_the_command(capsys, folder):
    ended = kg(capsys, "explain", folder, "县医院")
    assert (ended.code, ended.err) == (0, "")
    for words in ("望川县人民医院", "青禾县人民医院", "该院", "stand-in", "contractsWith", "qinghe.txt"):
        assert words in ended.out


def test_json_and_csv_for_programs(capsys, folder):
    answer = json.loads(kg(capsys, "explain", folder, "县医院", "--format", "json").out)
    assert [len(answer["entities"]), {m["entity"] for m in answer["mentions"]}] == [
        2,
        {entity["iri"] for entity in answer["entities"]},
    ]
    assert {r["source"] for r in answer["relations"]} == {"qinghe.txt", "again.txt"}
    rows = list(csv.reader(kg(capsys, "explain", folder, "县医院", "--format", "csv").out.splitlines()))
    assert ["# mentions"] in rows


@pytest.mark.parametrize(
    ("name", "like"),
    [("人民医院", "望川县人民医院"), ("青禾县人民院", "青禾县人民医院"), ("", "Give an IRI"), ("火星", "")],
)
def test_a_name_that_nothing_bears(capsys, folder, name, like):
    ended = kg(capsys, "explain", folder, name)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert ended.err.startswith(f"kg: {folder}: no entity is called {name!r}.") and like in ended.err
    with pytest.raises(NotInGraph):
        explain(folder, name)


def test_a_folder_that_is_no_graph(capsys, tmp_path):
    assert kg(capsys, "explain", tmp_path, "县医院").code == 2
