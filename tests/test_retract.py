"""Withdrawing a report: what it alone said goes, and the folder is as if it had never been read. Copies count once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commandline import REPORT, kg
from pyoxigraph import RdfFormat, parse

from kg.documents import read_reports
from kg.errors import NoReports, NotAGraph
from kg.folder import EXTRACTIONS, QUADS, read_manifest
from kg.ids import report_iri
from kg.model import Report
from kg.pipeline import build, open_graph, retract
from kg.rdf import sparql
from kg.tables import Rows

LATER = """云岭县卫生健康局2020年工作总结
云岭县人民医院对口支援石桥镇卫生院。云岭县人民医院与澄江省肿瘤医院签订合作协议。
云岭县妇幼保健院与石桥镇卫生院开展远程会诊，云岭县中医院选派医师到澄江省中医院进修。
"""
COPY = "转载\n" + REPORT.replace("2019", "20××")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"2019.txt": REPORT, "2020.txt": LATER, "copy.txt": COPY}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def g(sources: Path, tmp_path: Path) -> Path:
    return build([sources], tmp_path / "g").folder


def quads(folder: Path) -> set[object]:
    """The graph; it has no blank nodes, so equal sets are isomorphic graphs."""
    found = set(parse(path=str(folder / QUADS), format=RdfFormat.N_QUADS))
    assert not any("_:" in str(quad)[:2] for quad in found)
    return found


def id_of(source: Path) -> str:
    [found] = read_reports([source])
    assert isinstance(found, Report)
    return found.id


def facts(folder: Path) -> set[tuple[str, str, str, str]]:
    return set(open_graph(folder).relations)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    answer = sparql(folder, query)
    assert isinstance(answer, Rows)
    return [tuple(row) for row in answer.rows]


def test_what_only_it_said_goes_and_the_rest_stays(g: Path):
    before, other = facts(g), {r.key for r in open_graph(g) if len({e.report for e in r.evidence}) > 1}
    assert other, "the two reports share a fact"
    result = retract(g, "2020.txt")
    assert [report.source for report in result.reports] == ["2020.txt"]
    assert other <= facts(g) < before
    assert not any(key[0] == "teleconsultsWith" for key in facts(g))
    assert read_manifest(g).reports == 2
    assert rows(g, "ASK { ?report yl:source '2020.txt' }") == [(False,)]
    assert rows(g, "ASK { ?a yl:teleconsultsWith ?b }") == [(False,)]


@pytest.mark.parametrize("name", ["2019.txt", "2020.txt", "copy.txt"])
@pytest.mark.parametrize("by", ["source", "id", "iri"])
def test_it_is_as_if_the_report_had_never_been_read(sources: Path, g: Path, tmp_path: Path, name: str, by: str):
    whole = quads(g)
    called = {"source": name, "id": id_of(sources / name), "iri": report_iri(id_of(sources / name))}[by]
    retract(g, called)
    rest = [path for path in sources.iterdir() if path.name != name]
    without = build(rest, tmp_path / "without").folder
    assert (g / EXTRACTIONS).read_bytes() == (without / EXTRACTIONS).read_bytes()
    assert quads(g) == quads(without) != whole
    build([sources], g)
    assert quads(g) == whole  # and with it again, all is as before


def test_building_without_it_is_the_same(sources: Path, g: Path, tmp_path: Path):
    shutil.copytree(g, tmp_path / "other")
    retract(g, "2020.txt")
    (sources / "2020.txt").unlink()
    build([sources], tmp_path / "other")
    assert quads(g) == quads(tmp_path / "other")
    assert sorted(path.name for path in g.iterdir()) == sorted(path.name for path in (tmp_path / "other").iterdir())


def test_a_source_of_several_reports_goes_whole(tmp_path: Path):
    (tmp_path / "all.txt").write_text(REPORT + LATER, encoding="utf-8")
    (tmp_path / "more.txt").write_text(LATER.replace("云岭县", "望川县"), encoding="utf-8")
    g = build([tmp_path / "all.txt", tmp_path / "more.txt"], tmp_path / "g").folder
    assert len(retract(g, "all.txt").reports) == 2
    assert {report.source for report in open_graph(g).reports.values()} == {"more.txt"}


def test_the_last_report_leaves_an_empty_graph(tmp_path: Path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    g = build([tmp_path / "a.txt"], tmp_path / "g").folder
    retract(g, "a.txt")
    assert (open_graph(g).reports, rows(g, "ASK { ?s a yl:Report }")) == ({}, [(False,)])


def test_what_is_no_report_leaves_the_folder_alone(capsys: pytest.CaptureFixture[str], g: Path, tmp_path: Path):
    before = quads(g)
    with pytest.raises(NoReports, match=r"no report 2018\.txt.*reports` lists them"):
        retract(g, "2018.txt")
    with pytest.raises(NotAGraph):
        retract(tmp_path / "none", "2018.txt")
    assert kg(capsys, "retract", g, "2018.txt").code == 2
    assert quads(g) == before


def test_a_fault_half_way_leaves_the_folder_alone(monkeypatch: pytest.MonkeyPatch, g: Path):
    def fault(*_: object, **__: object) -> None:
        raise OSError("no space left")

    before = quads(g)
    monkeypatch.setattr("kg.pipeline.build_store", fault)
    with pytest.raises(OSError, match="no space"):
        retract(g, "2020.txt")
    assert quads(g) == before
    assert rows(g, "ASK { ?report yl:source '2020.txt' }") == [(True,)]


def test_the_command_says_what_is_gone(capsys: pytest.CaptureFixture[str], g: Path):
    (g / "notes.txt").write_text("a user's own")
    ended = kg(capsys, "retract", g, "2020.txt")
    assert ended.code == 0
    assert ended.err == (
        "kg: a later `kg build` of the folder that holds 2020.txt reads it again, unless it is taken out there\n"
    )
    assert "withdrawn: 2020.txt lines 1–3, 云岭县卫生健康局2020年工作总结" in ended.out
    assert "2 reports" in ended.out
    assert (g / "notes.txt").read_text() == "a user's own"
    assert kg(capsys, "retract", g, "2019.txt", "-q").err == ""


# Copies


def test_a_copy_is_linked_and_counts_once(capsys: pytest.CaptureFixture[str], sources: Path, g: Path):
    original, copy = id_of(sources / "2019.txt"), id_of(sources / "copy.txt")
    graph = open_graph(g)
    assert graph.copies == {copy: original}
    assert {e.report for relation in graph for e in relation.evidence} == {original, id_of(sources / "2020.txt")}
    assert rows(g, "SELECT ?a ?b { ?x yl:copyOf ?y . ?x yl:source ?a . ?y yl:source ?b }") == [("copy.txt", "2019.txt")]
    assert rows(g, "ASK { ?s a yl:Statement ; yl:report/yl:source 'copy.txt' }") == [(False,)]
    ended = kg(capsys, "build", sources, "-o", g)
    assert ended.code == 0
    assert "copy.txt lines 1–4 is a copy of 2019.txt lines 1–3 but for some characters, and counts once" in ended.err


def test_the_copy_speaks_when_its_original_is_withdrawn(sources: Path, g: Path):
    said = facts(g)
    retract(g, "2019.txt")
    assert open_graph(g).copies == {}
    assert {key[0] for key in facts(g)} == {key[0] for key in said}
    assert id_of(sources / "copy.txt") in {e.report for relation in open_graph(g) for e in relation.evidence}
