"""The schema says what the ontology says."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection

from kg.ids import ONTOLOGY
from kg.ontology import ontology_dir, schema

CLASSES = [
    "Hospital",
    "TownshipHealthCentre",
    "VillageClinic",
    "CommunityHealthCentre",
    "PublicHealthInstitution",
    "GovernmentBody",
    "PartnerInstitution",
    "MedicalAlliance",
    "Unit",
    "Programme",
    "Place",
]

RELATIONS = {
    "assists": ("ASSISTS", "Actor", "Actor", "directed"),
    "contractsWith": ("CONTRACTS_WITH", "Actor", "Actor", "symmetric"),
    "cooperatesWith": ("COOPERATES_WITH", "Actor", "Actor", "symmetric"),
    "pilots": ("PILOTS", "Actor", "Programme", "directed"),
    "memberOf": ("MEMBER_OF", "Actor", "MedicalAlliance", "directed"),
    "teleconsultsWith": ("TELECONSULTS_WITH", "Actor", "Actor", "symmetric"),
    "sendsTraineesTo": ("SENDS_TRAINEES_TO", "Actor", "Actor", "directed"),
    "refersPatientsWith": ("REFERS_PATIENTS_WITH", "Actor", "Actor", "symmetric"),
    "partOf": ("PART_OF", "Organization", "Organization", "directed"),
    "implements": ("IMPLEMENTS", "Actor", "Programme", "directed"),
}


def test_the_classes():
    assert list(schema().classes) == CLASSES
    assert all(schema().labels_for(name)[0] == "Entity" and schema().labels_for(name)[-1] == name for name in CLASSES)
    colours = [c.colour for c in schema().classes.values()]
    assert len(set(colours)) == len(colours)


def test_the_relations():
    assert {
        r.name: (r.cypher_type, r.domain, r.range, "symmetric" if r.symmetric else "directed")
        for r in schema().relations.values()
    } == RELATIONS
    for relation in schema().relations.values():
        assert (relation.label_zh == relation.inverse_zh) == relation.symmetric


def test_the_statuses_and_attributes():
    assert {name: s.label_zh for name, s in schema().statuses.items()} == {"actual": "已实施", "planned": "计划中"}
    assert set(schema().attributes) == {"programme", "personnel", "role", "date"}


def test_the_qualities():
    assert schema().quality_properties == ("level", "ownership")
    assert [q.label_zh for q in schema().qualities.values() if q.property == "ownership"] == ["民营", "公立"]
    assert {q.name: q.broader for q in schema().qualities.values() if q.broader} == {
        "tertiaryA": "tertiary",
        "tertiaryB": "tertiary",
        "secondaryA": "secondary",
        "secondaryB": "secondary",
        "primaryA": "primary",
    }


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (["tertiary", "tertiaryA"], "tertiaryA"),
        (["secondaryA", "tertiary"], "tertiary"),
        (["private"], None),
        ([], None),
    ],
)
def test_of_several_levels_the_highest_counts(said: list[str], level: str | None):
    assert schema().quality("level", said) == level


@pytest.mark.parametrize(
    ("relation", "head", "tail", "may"),
    [
        ("assists", "Hospital", "TownshipHealthCentre", True),
        ("assists", "Place", "Unit", True),
        ("assists", "Programme", "Hospital", False),
        ("memberOf", "Hospital", "MedicalAlliance", True),
        ("memberOf", "MedicalAlliance", "Hospital", False),
        ("partOf", "Unit", "Hospital", True),
        ("partOf", "Unit", "Place", False),
        ("pilots", "Place", "Programme", True),
        ("implements", "Hospital", "Hospital", False),
    ],
)
def test_what_may_join_what(relation: str, head: str, tail: str, may: bool):
    assert schema().may_join(relation, head, tail) is may


def test_an_unknown_class_is_named():
    with pytest.raises(KeyError, match="'Clinic' is no class of the ontology; its classes are Hospital"):
        schema().labels_for("Clinic")


def test_it_is_read_fast():
    code = (
        "import time; from kg.ontology import schema\n"
        "started = time.process_time(); schema(); print(time.process_time() - started)"
    )
    # in a process of its own, where no other test's objects are collected meanwhile
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert float(done.stdout) < 0.25  # some 0.01 on an idle machine


def test_the_shapes_know_the_same_classes_relations_and_ends():
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    listed = {
        frozenset(str(item).removeprefix(ONTOLOGY) for item in Collection(shapes, head))
        for head in shapes.objects(predicate=SH["in"])
    }
    assert {frozenset(CLASSES), frozenset(RELATIONS), frozenset({"actual", "planned"})} <= listed
    ends = {}
    for shape, class_ in shapes.subject_objects(SH["class"]):
        path = shapes.value(shape, SH.path)
        if shapes.value(path, RDF.first) is not None:
            end = str(list(Collection(shapes, path))[-1]).removeprefix(ONTOLOGY)
            for relation in shapes.objects(shape, SH.targetNode):
                ends[str(relation).removeprefix(ONTOLOGY), end] = str(URIRef(class_)).removeprefix(ONTOLOGY)
    assert ends == {
        **{(r.name, "head"): r.domain for r in schema().relations.values()},
        **{(r.name, "tail"): r.range for r in schema().relations.values()},
    }
