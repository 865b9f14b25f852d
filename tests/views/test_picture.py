"""The still picture: well-formed SVG with every linked entity and relation of the graph."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from graphs import COMPANY, sample_graph

from kg.model import Entity, Graph
from kg.ontology import schema
from kg.views import picture
from kg.views.appearance import wrapped
from kg.views.picture import MOST_LABELLED

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn(tmp_path: Path):
    def draw(graph: Graph, **options: str) -> ElementTree.Element:
        picture(graph, tmp_path / "network.svg", **options)
        return ElementTree.parse(tmp_path / "network.svg").getroot()

    return draw


def elements(root: ElementTree.Element, tag: str, class_: str) -> list[ElementTree.Element]:
    return [e for e in root.iter(SVG + tag) if class_ in (e.get("class") or "").split()]


def test_all_names_stand_in_it_as_text(drawn):
    root, graph = drawn(sample_graph()), sample_graph()
    names = "".join(e.text or "" for e in elements(root, "text", "name"))
    assert all(entity.name in names for entity in graph.entities.values())
    assert graph.entities[COMPANY].name in names, "quotes and markup are text"


def test_relations_are_drawn_by_status_with_their_labels(drawn):
    root = drawn(sample_graph())
    paths = [e for e in elements(root, "path", "edge") if "Q" in e.get("d", "")]
    assert len(paths) == 20
    assert len([e for e in paths if "planned" in e.get("class", "").split()]) == 4
    symmetric = [r for r in sample_graph() if schema().relations[r.type].symmetric]
    assert len([e for e in paths if e.get("marker-end") is None]) == len(symmetric) == 6
    labels = sorted(e.text or "" for e in elements(root, "text", "relation"))
    assert labels == sorted(schema().relations[r.type].label_zh for r in sample_graph())


def test_the_legend_names_the_classes_and_statuses_that_are_there(drawn):
    root = drawn(sample_graph())
    plain = [e.text for e in root.iter(SVG + "text") if e.get("class") is None]
    assert plain == [c.label_zh for c in schema().classes.values()] + [s.label_zh for s in schema().statuses.values()]


def test_colours_are_those_of_the_ontology(drawn):
    graph = Graph(entities={"e:甲": Entity("e:甲", "MedicalAlliance", "甲医联体")})
    figures = elements(drawn(graph), "polygon", "node")
    assert {e.get("fill") for e in figures} == {schema().classes["MedicalAlliance"].colour}


def test_entities_without_relations_are_left_out_of_a_network(drawn):
    graph = sample_graph()
    graph.entities["e:孤"] = Entity("e:孤", "Hospital", "孤岛医院")
    assert "孤岛医院" not in ElementTree.tostring(drawn(graph), encoding="unicode")


def test_it_has_a_name_for_those_who_do_not_see_it(drawn):
    assert drawn(Graph(), title="A & B").findtext(f"{SVG}title") == "A & B"


def test_everything_lies_within_the_picture(drawn):
    root = drawn(sample_graph())
    left, top, width, height = map(float, root.get("viewBox", "").split())
    for element in root.iter(SVG + "text"):
        x, y = float(element.get("x", "nan")), float(element.get("y", "nan"))
        assert left < x < left + width and top < y < top + height


def test_it_is_as_wide_as_its_window_and_its_names_stay_legible(drawn):
    root = drawn(sample_graph())
    width = float(root.get("viewBox", "").split()[2])
    assert (root.get("width"), root.get("height")) == ("100%", None)
    assert root.get("style") == f"min-width:{0.7 * width:.0f}px;height:auto"


def test_a_great_network_has_no_labels_on_its_relations(drawn):
    from provinces import province

    graph = province(8)
    assert len(graph.relations) > MOST_LABELLED
    root = drawn(graph)
    assert not elements(root, "text", "relation")
    assert len([e for e in elements(root, "path", "edge") if "Q" in e.get("d", "")]) == len(graph.relations)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("县医院", ["县医院"]),
        ("", [""]),
        ("青禾县人民医院远程会诊中心", ["青禾县人民医院", "远程会诊中心"]),
        ("东苑社区卫生服务中心", ["东苑社区卫", "生服务中心"]),
        ("解放军301医院", ["解放军301医院"]),
    ],
)
def test_names_are_broken_into_lines_of_like_length(name: str, lines: list[str]):
    assert wrapped(name) == lines
