"""Validation of a graph folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from folders import write_folder
from graphs import PAY_LATER, sample_extractions

from kg.errors import NotAGraph
from kg.model import Extraction
from kg.rdf import validate


@pytest.fixture(autouse=True, params=["at once", "one report at a time"])
def parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large graph is checked in parts; what is found is the same."""
    if request.param != "at once":
        monkeypatch.setattr(sys.modules["kg.rdf.validate"], "_AT_ONCE", 1)


def test_the_sample_folder_conforms(sample_folder: Path):
    result = validate(sample_folder)
    assert (result.conforms, result.violations) == (True, ())


def test_what_extraction_got_wrong_is_told_with_its_sentence(tmp_path: Path):
    first, *others = sample_extractions()
    helps, *rest = first.relations
    wrong = Extraction(first.report, first.entities, (replace(helps, tail=PAY_LATER), *rest))
    result = validate(write_folder(tmp_path / "g", [wrong, *others]))
    assert not result.conforms
    assert [(v.name, v.rule, v.sentence, v.source) for v in result.violations] == [
        (
            "先诊疗后付费",
            "The tail of this relation must be an organisation or a place.",
            "我局依托春芽工程，县医院对口支援6所乡镇卫生院，选派医师12名。",
            "qinghe.txt",
        )
    ]


def test_two_reports_that_disagree_on_a_name_are_found(tmp_path: Path):
    first, second, third = sample_extractions()
    renamed = tuple(replace(e, name="青禾县中心医院") if e.name == "青禾县人民医院" else e for e in third.entities)
    result = validate(write_folder(tmp_path / "g", [first, second, replace(third, entities=renamed)]))
    assert [v.rule for v in result.violations] == ["One IRI has two canonical names."]


def test_a_relation_to_what_no_report_names_is_found(tmp_path: Path):
    first, *others = sample_extractions()
    unnamed = replace(
        first, relations=(replace(first.relations[0], tail="https://w3id.org/yilian/id/institution/x/y"),)
    )
    rules = {v.rule for v in validate(write_folder(tmp_path / "g", [unnamed, *others])).violations}
    assert {"An entity must have a class.", "An entity must have a name."} <= rules


def test_a_folder_that_is_none(tmp_path: Path):
    with pytest.raises(NotAGraph, match="not a graph folder"):
        validate(tmp_path)
