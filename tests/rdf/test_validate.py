"""Validation of a graph folder."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from commandline import kg
from folders import write_folder
from graphs import COUNTY_HOSPITAL, LIUWAN, PAY_LATER, sample_extractions

from kg.errors import NotAGraph
from kg.ids import report_iri, statement_iri
from kg.model import Entity, Extraction, Relation
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


FIRST, *OTHERS = sample_extractions()
HELPS, *REST = FIRST.relations


def renamed(entity: Entity) -> Entity:
    return replace(entity, name="青禾县中心医院") if entity.iri == COUNTY_HOSPITAL else entity


def without_county(entity: Entity) -> Entity:
    return replace(entity, scope="") if entity.iri == LIUWAN else entity


def with_(extraction: Extraction, relation: Relation) -> Extraction:
    return replace(extraction, relations=(relation, *REST))


SEEDED = {
    "wrong ends": (
        [with_(FIRST, replace(HELPS, tail=PAY_LATER)), *OTHERS],
        ("先诊疗后付费", "The tail of this relation must be an organisation or a place."),
    ),
    "a statement without evidence": (
        [with_(FIRST, replace(HELPS, evidence=())), *OTHERS],
        (statement_iri(*HELPS.key, FIRST.report.id), "A statement must have evidence."),
    ),
    "offsets outside the text": (
        [with_(FIRST, replace(HELPS, evidence=(replace(HELPS.evidence[0], start=9000, end=9014),))), *OTHERS],
        (f"{report_iri(FIRST.report.id)}/evidence/9000-9014", "Evidence must lie within its report."),
    ),
    "a township without its county": (
        [replace(said, entities=tuple(map(without_county, said.entities))) for said in sample_extractions()],
        (
            "柳湾镇卫生院",
            "A township, village or community institution and a place must say their county or area (yl:scope).",
        ),
    ),
    "two names for one IRI": (
        [replace(FIRST, entities=tuple(map(renamed, FIRST.entities))), *OTHERS],
        ("青禾县中心医院", "One IRI has two canonical names."),
    ),
}


@pytest.mark.parametrize("mistake", SEEDED)
def test_a_seeded_mistake_fails_the_command_for_its_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, mistake: str
):
    extractions, (node, rule) = SEEDED[mistake]
    ended = kg(capsys, "validate", write_folder(tmp_path / "g", extractions), "--format", "json")
    assert ended.code == 1
    [found] = [each for each in json.loads(ended.out) if each["rule"] == rule]
    assert node in (found["name"], found["node"])
    assert found["sentence"] or mistake == "a statement without evidence"
