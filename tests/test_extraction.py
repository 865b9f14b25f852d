"""Extractions written as JSON Lines come back as they were."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotAGraph
from kg.extraction import from_record, read_jsonl, to_line, to_record, write_jsonl
from kg.model import Entity, Evidence, Extraction, Mention, Relation, Report

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBER = st.integers(0, 10**6)
OPTIONAL_TEXT = st.none() | TEXT

REPORTS = st.builds(
    Report,
    id=TEXT,
    source=TEXT,
    lines=st.tuples(NUMBER, NUMBER),
    start=NUMBER,
    end=NUMBER,
    text=TEXT,
    title=OPTIONAL_TEXT,
    place=OPTIONAL_TEXT,
    place_code=OPTIONAL_TEXT,
    issuer=OPTIONAL_TEXT,
    year=st.none() | st.integers(1990, 2100),
    half=st.sampled_from([None, 1, 2]),
    date=OPTIONAL_TEXT,
)
MENTIONS = st.builds(Mention, start=NUMBER, end=NUMBER, text=TEXT, rule=TEXT, implied=st.booleans())
ENTITIES = st.builds(
    Entity,
    iri=TEXT,
    type=TEXT,
    name=TEXT,
    names=st.lists(TEXT, max_size=3).map(tuple),
    scope=TEXT,
    collective=st.booleans(),
    count=st.none() | NUMBER,
    mentions=st.lists(MENTIONS, max_size=2).map(tuple),
)


def relations(report: Report) -> st.SearchStrategy[Relation]:
    evidence = st.builds(
        Evidence,
        report=st.just(report.id),
        start=NUMBER,
        end=NUMBER,
        text=TEXT,
        sentence=TEXT,
        sentence_start=NUMBER,
    )
    return st.builds(
        Relation,
        type=TEXT,
        head=TEXT,
        tail=TEXT,
        status=st.sampled_from(["actual", "planned"]),
        evidence=st.lists(evidence, max_size=2).map(tuple),
        attributes=st.dictionaries(st.sampled_from(["programme", "personnel", "date"]), TEXT | NUMBER),
        confidence=st.floats(0, 1),
    )


EXTRACTIONS = REPORTS.flatmap(
    lambda report: st.builds(
        Extraction,
        report=st.just(report),
        entities=st.lists(ENTITIES, max_size=3).map(tuple),
        relations=st.lists(relations(report), max_size=3).map(tuple),
    )
)


def without_text(extraction: Extraction) -> Extraction:
    return replace(extraction, report=replace(extraction.report, text=""))


@given(EXTRACTIONS)
def test_a_record_gives_back_its_extraction(extraction):
    assert from_record(json.loads(to_line(extraction))) == without_text(extraction)


@given(EXTRACTIONS)
def test_a_line_is_one_line_whatever_the_text_holds(extraction):
    assert to_line(extraction).count("\n") == 1
    assert to_line(extraction).endswith("\n")


@given(EXTRACTIONS)
def test_attributes_in_another_order_give_the_same_bytes(extraction):
    turned = replace(
        extraction,
        relations=tuple(
            replace(relation, attributes=dict(reversed(relation.attributes.items())))
            for relation in extraction.relations
        ),
    )
    assert to_line(turned) == to_line(extraction)


@given(st.lists(EXTRACTIONS, max_size=3))
def test_a_file_gives_back_its_extractions_in_order(tmp_path_factory, extractions):
    path = tmp_path_factory.mktemp("jsonl") / "x.jsonl"
    assert write_jsonl(extractions, path) == len(extractions)
    assert list(read_jsonl(path)) == [without_text(extraction) for extraction in extractions]


def an_extraction() -> Extraction:
    report = Report(id="r1", source="a.txt", lines=(1, 2), start=0, end=20, text="…", place="云岭县")
    hospital = Entity("e:1", "Hospital", "云岭县人民医院", ("县医院",), mentions=(Mention(0, 3, "县医院", "short"),))
    clinic = Entity("e:2", "TownshipHealthCentre", "石桥镇卫生院", ("石桥镇卫生院",))
    said = Evidence("r1", 0, 14, "县医院对口支援石桥镇卫生院", "县医院对口支援石桥镇卫生院。", 0)
    return Extraction(report, (hospital, clinic), (Relation("assists", "e:1", "e:2", "actual", (said,)),))


def test_the_record_has_the_form_that_scorers_read():
    record = to_record(an_extraction())
    assert {key: record[key] for key in ("source", "lines", "place")} == {
        "source": "a.txt",
        "lines": [1, 2],
        "place": "云岭县",
    }
    assert (
        record["entities"][0].items() >= {"id": "e:1", "type": "Hospital", "names": ["县医院"], "count": None}.items()
    )
    assert record["relations"][0].items() >= {"type": "assists", "head": "e:1", "tail": "e:2"}.items()


def test_an_interrupted_writing_leaves_the_older_file(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text("older\n")

    def broken():
        yield an_extraction()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_jsonl(broken(), path)
    assert path.read_text() == "older\n"
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize("damage", ["not json", "[]", "{}", '{"source": "a.txt"}', '"text"', "null"])
def test_a_damaged_line_is_named(tmp_path, damage):
    path = tmp_path / "x.jsonl"
    path.write_text(to_line(an_extraction()) + damage + "\n", encoding="utf-8")
    with pytest.raises(NotAGraph, match=r"x\.jsonl, line 2: .*kg build"):
        list(read_jsonl(path))


def test_a_file_cut_short_is_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(to_line(an_extraction()).encode()[:-30])
    with pytest.raises(NotAGraph, match="line 1"):
        list(read_jsonl(path))
