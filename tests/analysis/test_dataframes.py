"""A graph and an answer as pandas DataFrames."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from commandline import graph_folder
from graphs import COUNTY_HOSPITAL, LIUWAN, sample_extractions, sample_graph

from kg import cypher, open_graph, sparql, to_dataframes
from kg.errors import MissingExtra
from kg.tables import Rows


def test_a_row_for_each():
    frames = to_dataframes(sample_graph())
    graph = sample_graph()
    assert len(frames.reports) == len(graph.reports)
    assert set(frames.entities["iri"]) == set(graph.entities)
    assert len(frames.relations) == len(graph.relations)
    assert len(frames.evidence) == sum(len(relation.evidence) for relation in graph)


def test_the_folder_of_a_graph_will_do(tmp_path: Path):
    folder = graph_folder(tmp_path / "g", *sample_extractions())
    for given in (folder, str(folder)):
        for frame, same in zip(to_dataframes(given), to_dataframes(open_graph(folder)), strict=True):
            assert frame.equals(same)


def test_questions_that_a_frame_answers():
    frames = to_dataframes(sample_graph())
    assert frames.relations.groupby(["type", "status"]).size()["assists", "actual"] == 3
    assert frames.relations["personnel"].sum() == 14
    actual = frames.relations.query("type == 'assists' and status == 'actual'")
    helped = actual[actual["head"] == COUNTY_HOSPITAL]
    assert sorted(helped["tail_name"]) == ["柳湾镇卫生院", "青禾县乡镇卫生院"]
    said = frames.evidence.merge(helped, on=["head", "type", "tail", "status"])
    assert len(said) == 4
    assert frames.reports.set_index("title")["relations"].to_dict() == {
        "青禾县卫生健康局2018年工作总结": 7,
        "青禾县卫生健康局2019年工作总结": 9,
        "望川县2019年上半年卫生健康工作总结": 5,
    }


def test_evidence_has_its_place_in_the_source():
    evidence = to_dataframes(sample_graph()).evidence
    [line] = evidence[(evidence["head"] == LIUWAN) & (evidence["type"] == "sendsTraineesTo")]["line"]
    assert line == 8


def test_what_is_not_known_is_absent_and_numbers_stay_whole():
    frames = to_dataframes(sample_graph())
    assert {str(frames.reports[name].dtype) for name in ("year", "half", "first_line")} == {"Int64"}
    assert frames.reports["half"].isna().sum() == 2
    assert frames.relations["personnel"].dropna().tolist() == [12, 2]
    assert frames.entities["collective"].dtype == "boolean"
    assert frames.entities["collective"].sum() == 1


def test_an_answer_of_either_language_becomes_a_frame(tmp_path: Path):
    folder = graph_folder(tmp_path / "g", *sample_extractions())
    asked = cypher(
        folder, "MATCH (r:Report) RETURN r.place AS place, r.year AS year, r.half AS half ORDER BY place, year"
    )
    assert asked.to_dataframe().to_dict("list")["year"] == [2019, 2018, 2019]
    frame = asked.to_dataframe()
    assert str(frame["half"].dtype) == "Int64"
    same = sparql(
        folder,
        "SELECT ?place ?year ?half { ?r a yl:Report ; yl:place ?place ; yl:year ?year OPTIONAL { ?r yl:half ?half } }"
        " ORDER BY ?place ?year",
    )
    assert isinstance(same, Rows)
    assert same.to_dataframe().equals(frame)


def test_an_empty_answer_keeps_its_columns():
    assert list(Rows(("name", "year"), []).to_dataframe().columns) == ["name", "year"]


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    for give in (lambda: to_dataframes(sample_graph()), Rows(("n",), [(1,)]).to_dataframe):
        with pytest.raises(MissingExtra, match=r"pip install 'yilian-kg\[dataframes\]'"):
            give()
