"""The review loop with real files: what goes out, what spreadsheet programs give back, what holds."""

import codecs
import csv
import io
import re
from dataclasses import replace

import pytest
from commandline import kg
from graphs import sample_extractions

from kg import read_jsonl, review
from kg.errors import MalformedFile
from kg.folder import EXTRACTIONS
from kg.model import Entity, Evidence, Extraction, Relation, Report
from kg.nlp.relations.doubts import DOUBTS
from kg.pipeline import build, open_graph
from kg.reviewing import Decisions, doubtful, read_decisions, to_csv, write_csv
from kg.reviewing.doubtful import reason

TEXT = """青禾县卫生健康局2019年工作总结
今年以来，青禾县人民医院对口支援柳林镇卫生院。
我县全面推行家庭医生签约服务，县中医院开展医养结合。
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "qinghe.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def folder(report, tmp_path):
    build([report], tmp_path / "g")
    return tmp_path / "g"


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def filled(path, rows, *, encoding="utf-8-sig", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def said(folder):
    graph = open_graph(folder)
    return {(r.type, graph.entities[r.head].name, graph.entities[r.tail].name): r.confidence for r in graph}


# What goes out


def test_a_row_for_each_doubtful_relation_the_most_doubtful_first(folder):
    found = review(folder, below=1)
    rows = found.records()
    assert {(row["type"], row["head"], row["tail"]) for row in rows} == set(said(folder))
    assert [row["confidence"] for row in rows] == sorted(row["confidence"] for row in rows)
    assert {row["decision"] for row in rows} == {""}
    for row in rows:
        assert row["evidence"] in row["sentence"]
        assert row["evidence"] in TEXT.splitlines()[int(row["lines"]) - 1]
        assert row["report"] == "qinghe.txt"


@pytest.mark.parametrize("below", [0, 0.5, 0.75, 0.91, 1])
def test_below(folder, below):
    expected = sum(confidence < below for confidence in said(folder).values())
    assert len(review(folder, below=below).rows) == expected


def test_why_is_said_in_chinese_and_in_english():
    for doubt, meaning in DOUBTS.items():
        chinese, english = reason(doubt).split(" / ")
        assert english == meaning and re.search("[一-龥]", chinese)
    evidence = Evidence("r1", 0, 2, "帮扶", "帮扶。", 0, doubts=("stand-in", "crowded"))
    ends = (Entity("x:a", "Hospital", "甲医院"), Entity("x:b", "Hospital", "乙医院"))
    relation = Relation("assists", "x:a", "x:b", "actual", (evidence,), confidence=0.1)
    said = Extraction(Report("r1", "a.txt", (1, 1), 0, 3, "帮扶。"), ends, (relation,))
    (row,) = doubtful([said]).records()
    assert row["why"] == f"{reason('stand-in')} ／ {reason('crowded')}"


def test_excel_sees_utf_8(capsys, folder, tmp_path):
    ended = kg(capsys, "review", folder, "-o", tmp_path / "review.csv", "--below", "1")
    data = (tmp_path / "review.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    rows = rows_of(data)
    assert ended.out == f"{len(rows)} relations to decide on → {tmp_path}/review.csv\n"
    assert list(rows[0]) == [
        *("decision", "type", "head", "tail", "status", "confidence"),
        *("why", "report", "lines", "evidence", "sentence", "ids"),
    ]
    assert all(row["ids"].isascii() for row in rows)
    assert kg(capsys, "review", folder, "--below", "1").out == data.decode("utf-8")


def test_a_cell_is_no_formula_and_not_too_long():
    report = Report("r1", "=cmd.txt", (1, 1), 0, 3, "+1。")
    evidence = Evidence("r1", 0, 2, "+1", "-" + "长" * 40_000, 0)
    ends = (Entity("x:a", "Hospital", "@医院"), Entity("x:b", "Hospital", "乙医院"))
    relation = Relation("assists", "x:a", "x:b", "actual", (evidence,), confidence=0.1)
    (row,) = rows_of(to_csv(doubtful([Extraction(report, ends, (relation,))])))
    assert (row["head"], row["report"], row["evidence"]) == ("'@医院", "'=cmd.txt", "'+1")
    assert row["sentence"].startswith("'-长") and len(row["sentence"]) <= 32_767


def test_a_file_with_decisions_is_left_alone(capsys, folder, tmp_path):
    path = tmp_path / "review.csv"
    assert [kg(capsys, "review", folder, "-o", path, "--below", "1").code for _ in range(2)] == [0, 0]
    rows = rows_of(path.read_bytes())
    rows[0]["decision"] = "y"
    before = filled(path, rows).read_bytes()
    ended = kg(capsys, "review", folder, "-o", path, "--below", "1")
    assert (ended.code, ended.err) == (
        2,
        f"kg: {path}: holds 1 decisions, so it is left alone. Give another file with -o.\n",
    )
    assert path.read_bytes() == before
    (tmp_path / "thesis.csv").write_text("years;of;work")
    assert kg(capsys, "review", folder, "-o", tmp_path / "thesis.csv").code == 2
    assert (tmp_path / "thesis.csv").read_text() == "years;of;work"


# What comes back


SAVED_AS = [
    ("utf-8-sig", ","),
    ("utf-8", ","),
    ("gb18030", ","),
    ("utf-16", "\t"),
    ("utf-8-sig", ";"),
]


@pytest.mark.parametrize(("encoding", "delimiter"), SAVED_AS)
@pytest.mark.parametrize(
    ("accept", "reject"),
    [("accept", "reject"), ("接受", "拒绝"), ("y", "n"), (" Ｙ", "N "), ("是", "否"), ("YES", "No")],
)
def test_decisions_as_spreadsheet_programs_save_them(report, folder, tmp_path, encoding, delimiter, accept, reject):
    rows = review(folder, below=1).records()
    rows[0]["decision"], rows[-1]["decision"] = accept, reject
    path = filled(tmp_path / "review.csv", rows, encoding=encoding, delimiter=delimiter)
    result = build([report], tmp_path / "g2", reviewed=[path])
    before, after = said(folder), said(tmp_path / "g2")
    accepted, rejected = ((row["type"], row["head"], row["tail"]) for row in (rows[0], rows[-1]))
    assert result.unmet == ()
    assert after[accepted] == 1.0
    assert rejected in before and rejected not in after
    assert {k: v for k, v in after.items() if k != accepted} == {
        k: v for k, v in before.items() if k not in (accepted, rejected)
    }


def test_decisions_hold_through_later_builds_whatever_their_rows(capsys, report, folder, tmp_path):
    rows = review(folder, below=1).records()
    for row in rows:
        row["decision"] = "n"
    more = [{"note": "mine", **row} for row in reversed(rows)]  # sorted otherwise, and with a column more
    one, two = filled(tmp_path / "1.csv", more[:1]), filled(tmp_path / "2.csv", more[1:])
    other = tmp_path / "another.txt"
    other.write_text(TEXT.replace("青禾", "望川"), encoding="utf-8")
    for _ in range(2):
        ended = kg(capsys, "build", report, other, "-o", tmp_path / "g", "--reviewed", one, "--reviewed", two)
        assert (ended.code, ended.err) == (0, "")
        graph = open_graph(tmp_path / "g")
        assert len(graph.relations) == len(rows)
        assert {graph.reports[e.report].source for r in graph for e in r.evidence} == {"another.txt"}
    ended = kg(capsys, "extract", report, "--reviewed", one, "--reviewed", two, "-o", tmp_path / "x.jsonl")
    (extraction,) = read_jsonl(tmp_path / "x.jsonl")
    assert (ended.code, extraction.relations) == (0, ())


def test_what_no_report_says_any_longer_is_told(capsys, report, folder, tmp_path):
    rows = review(folder, below=1).records()
    for row in rows:
        row["decision"] = "accept"
    path = filled(tmp_path / "review.csv", rows)
    report.write_text(TEXT.replace("对口支援", "参观"), encoding="utf-8")
    ended = kg(capsys, "build", report, "-o", folder, "--reviewed", path)
    assert ended.code == 0
    lines = ended.err.splitlines()
    assert len(lines) == len(rows)  # another text is another report
    assert all(line.startswith(f"kg: no report says this any longer: {path}, row ") for line in lines)
    assert any("青禾县人民医院 assists 柳林镇卫生院 (actual) in qinghe.txt" in line for line in lines)


def test_of_many_only_ten_are_told(capsys, folder, report, tmp_path):
    (row, *_) = review(folder, below=1).records()
    rows = [{**row, "decision": "y", "ids": f"{row['ids']}{number}"} for number in range(25)]
    lines = kg(capsys, "extract", report, "--reviewed", filled(tmp_path / "r.csv", rows)).err.splitlines()
    assert len(lines) == 11 and lines[-1] == "kg: no report says what 15 more decisions are about"


def test_what_stood_for_a_rejected_relation_alone_goes_with_it(tmp_path):
    for extraction in sample_extractions():
        rows = [{**row, "decision": "reject"} for row in doubtful([extraction], below=1.1).records()]
        decisions = read_decisions([filled(tmp_path / "review.csv", rows)])
        left = decisions.applied(extraction)
        assert left.relations == ()
        assert all(entity in extraction.entities for entity in left.entities)
        assert not any(entity.collective for entity in left.entities)
        assert {e.iri for e in extraction.entities if e.names and not e.collective} <= {e.iri for e in left.entities}


def test_no_decisions_change_nothing(tmp_path):
    for extraction in sample_extractions():
        rows = doubtful([extraction], below=1.1).records()
        assert read_decisions([filled(tmp_path / "review.csv", rows)]).applied(extraction) is extraction
        assert Decisions().applied(extraction) is extraction


def test_a_relation_without_direction_is_one_decision_both_ways(tmp_path):
    report = Report("r1", "a.txt", (1, 1), 0, 9, "甲医院与乙医院签约。")
    ends = (Entity("x:a", "Hospital", "甲医院", ("甲医院",)), Entity("x:b", "Hospital", "乙医院", ("乙医院",)))
    said = Relation("contractsWith", "x:a", "x:b", "actual", (Evidence("r1", 0, 9, *[report.text] * 2, 0),))
    rows = [{**row, "decision": "n"} for row in doubtful([Extraction(report, ends, (said,))], below=1.1).records()]
    decisions = read_decisions([filled(tmp_path / "review.csv", rows)])
    turned = replace(said, head="x:b", tail="x:a")
    assert decisions.applied(Extraction(report, ends, (turned,))).relations == ()


# Bad files


def spoil(rows, **cells):
    return [{**rows[0], "decision": "y"}, {**rows[1], "decision": "n", **cells}]


BAD = [
    ("a word that is none", lambda rows: spoil(rows, decision="maybe"), "row 3: 'maybe' is no decision"),
    ("no id", lambda rows: spoil(rows, ids=""), "row 3: the column ids does not hold"),
    ("a spoiled id", lambda rows: spoil(rows, ids="1.23E+45"), "row 3: the column ids does not hold"),
    ("decided both ways", lambda rows: spoil(rows, ids=rows[0]["ids"]), "row 3: decides otherwise than"),
    ("no column ids", lambda rows: [{"decision": "y"}], "row 1: no column ids."),
    ("other columns", lambda rows: [{"a": 1, "b": 2}], "row 1: no column decision and no column ids."),
]


@pytest.mark.parametrize(("make", "reason"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_bad_review_is_one_line_that_names_file_and_row(capsys, report, folder, tmp_path, make, reason, command):
    path = filled(tmp_path / "review.csv", make(review(folder, below=1).records()))
    before = (folder / EXTRACTIONS).read_bytes()
    ended = kg(capsys, command, report, "--reviewed", path, "-o", folder if command == "build" else tmp_path / "x")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert ended.err.startswith(f"kg: {path}, {reason}")
    assert (folder / EXTRACTIONS).read_bytes() == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", ", row 1: no column decision"),
        (bytes(range(256)), ": The file holds binary data"),
        (b'decision,ids\n"y,https', ", row 2: not CSV"),
        (b'decision,ids\n\n"y"y,https', ", row 3: not CSV"),
        (b"decision,ids\n\xff\xfe\xfd", ": The file is neither UTF-8 nor GB18030"),
    ],
)
def test_files_that_are_no_table(capsys, report, tmp_path, data, reason):
    path = tmp_path / "review.csv"
    path.write_bytes(data)
    ended = kg(capsys, "extract", report, "--reviewed", path)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert ended.err.startswith(f"kg: {path}{reason}")


def test_a_missing_file(capsys, report, tmp_path):
    ended = kg(capsys, "build", report, "-o", tmp_path / "g", "--reviewed", tmp_path / "none.csv")
    assert (ended.code, ended.err) == (
        2,
        f"kg: {tmp_path}/none.csv: No such file or directory. Check the path.\n",
    )


def test_writing_over_what_is_no_review(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\0\1")
    with pytest.raises(MalformedFile, match="left alone"):
        write_csv(doubtful(sample_extractions()), tmp_path / "a.csv")
