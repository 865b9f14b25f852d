"""Where entities stand: everyone has a place, names do not cover each other, and every run agrees."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from graphs import sample_graph
from hypothesis import given, settings
from hypothesis import strategies as st
from provinces import province

from kg.model import Entity, Graph, Relation
from kg.views.layout import BOX, layout, layout_by_group
from kg.views.page_data import page_data


def network(size: int, pairs: list[tuple[int, int]]) -> Graph:
    """A graph of so many hospitals with relations between them, by number."""
    iris = [f"e:{n:05}" for n in range(size)]
    relations = [Relation("assists", iris[a], iris[b], "actual", ()) for a, b in pairs]
    return Graph(entities={iri: Entity(iri, "Hospital", iri) for iri in iris}, relations={r.key: r for r in relations})


def overlaps(places: dict[str, tuple[int, int]]) -> int:
    """How many pairs of names cover more than a tenth of each other's box."""
    return sum(
        abs(a[0] - b[0]) < BOX[0] * 0.9 and abs(a[1] - b[1]) < BOX[1] * 0.9 for a, b in combinations(places.values(), 2)
    )


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 24).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40))
    )
)
def test_small_networks_have_no_covered_names(drawn: tuple[int, list[tuple[int, int]]]):
    graph = network(*drawn)
    places = layout(graph)
    assert places.keys() == graph.entities.keys()
    assert overlaps(places) == 0
    assert layout(graph) == places


def test_the_sample_graph_is_wider_than_high_and_round_the_middle():
    xs, ys = zip(*layout(sample_graph()).values(), strict=True)
    assert max(xs) - min(xs) > max(ys) - min(ys)
    assert abs(max(xs) + min(xs)) < BOX[0] * 2 and abs(max(ys) + min(ys)) < BOX[1] * 2


def test_a_close_layout_takes_less_room_and_covers_no_names():
    graph = province(5)
    wide, close = layout(graph), layout(graph, close=True)
    assert overlaps(close) == 0 and close.keys() == wide.keys()
    assert room(close) < 0.5 * room(wide)


def room(places: dict[str, tuple[int, int]]) -> int:
    xs, ys = zip(*places.values(), strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def test_an_empty_graph_has_no_places():
    assert layout(Graph()) == {}
    assert layout_by_group(Graph(), {}) == ({}, [])


def test_a_county_stays_together():
    graph = province(12)
    places = layout(graph)

    def spread(iris: list[str]) -> float:
        xs, ys = zip(*(places[iri] for iri in iris), strict=True)
        return (max(xs) - min(xs)) * (max(ys) - min(ys))

    whole = spread(list(places))
    for code in {entity.scope for entity in graph.entities.values()} - {""}:
        alliance = [
            e.iri
            for e in graph.entities.values()
            if e.scope == code and e.type in ("MedicalAlliance", "TownshipHealthCentre")
        ]
        assert spread(alliance) < whole / 4


@pytest.mark.parametrize("graph", [sample_graph(), province(12), network(5, [])], ids=["sample", "province", "alone"])
def test_by_group_each_stands_in_its_block_and_no_block_covers_another(graph: Graph):
    group_of = {iri: entity.scope for iri, entity in graph.entities.items() if entity.scope}
    places, blocks = layout_by_group(graph, group_of)
    boxes = {name: (x, y, x + width, y + height) for name, (x, y), (width, height) in blocks}
    assert boxes.keys() == {group_of.get(iri) for iri in graph.entities}
    for iri, (x, y) in places.items():
        left, top, right, bottom = boxes[group_of.get(iri)]
        assert left < x < right and top < y < bottom
    for a, b in combinations(boxes.values(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert overlaps(places) == 0
    assert layout_by_group(graph, group_of) == (places, blocks)


def test_the_county_of_an_entity_is_its_own_or_the_only_one_that_names_it():
    county = {node["name"]: node["county"] for node in page_data(sample_graph())["nodes"]}
    assert county["青禾县人民医院"] == "青禾县"
    assert county["望川县人民医院"] == "望川县"
    assert county["丰原省肿瘤医院"] is None and county["先诊疗后付费"] is None


@pytest.mark.parametrize(
    "graph",
    [
        province(110),
        network(2000, [(0, n) for n in range(1, 2000)]),
        network(2000, [(n, n + 1) for n in range(0, 2000, 2)]),
        network(2000, []),
    ],
    ids=["province", "star", "pairs", "alone"],
)
def test_thousands_of_entities_take_seconds(graph: Graph):
    started = time.monotonic()
    assert len(set(layout(graph).values())) > 0.99 * len(graph.entities)
    assert time.monotonic() - started < 20
