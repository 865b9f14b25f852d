"""Scores against hand-computed values, and against other ways to the same figures."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from commandline import graph_folder, kg
from graphs import (
    ALLIANCE,
    CANCER_HOSPITAL,
    COMMUNITY_CENTRE,
    COUNTY_HOSPITAL,
    LIUWAN,
    OTHER_HOSPITAL,
    QIANWAN,
    TOWNSHIP_CENTRES,
    sample_extractions,
    sample_graph,
)

from kg.analysis import EntityScores, scores, subgraph
from kg.model import Entity, Graph, Relation
from kg.ontology import schema
from kg.pipeline import build
from kg.samples import samples

Ties = set[frozenset[str]]


def graph_of(*said: tuple[str, str, str]) -> Graph:
    """A graph of hospitals that these relations join."""
    entities = {name: Entity(name, "Hospital", name) for _, head, tail in said for name in (head, tail)}
    relations = [Relation(type_, head, tail, "actual", ()) for type_, head, tail in said]
    return Graph(entities=entities, relations={relation.key: relation for relation in relations})


def by_iri(found: tuple[EntityScores, ...]) -> dict[str, EntityScores]:
    return {each.iri: each for each in found}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return build(samples(), tmp_path_factory.mktemp("scores") / "g").graph


# -- by hand ------------------------------------------------------------------------------------------------------


def test_the_sample_graph_by_hand():
    # 青禾县人民医院 stands between its six centres, 柳湾 and the alliance, and the hospitals of the other places:
    # of the 15 pairs of the six others 11 go through it, and 5 (those of 前湾) through the alliance.
    found = by_iri(scores(sample_graph()))
    assert {iri: (each.degree, round(each.betweenness * 15, 9), each.core_number) for iri, each in found.items()} == {
        COUNTY_HOSPITAL: (5, 11, 2),
        ALLIANCE: (3, 5, 2),
        LIUWAN: (2, 0, 2),
        CANCER_HOSPITAL: (2, 0, 2),
        OTHER_HOSPITAL: (2, 0, 2),
        TOWNSHIP_CENTRES: (1, 0, 1),
        QIANWAN: (1, 0, 1),
    }


def test_planned_ties_count_when_asked_for():
    found = by_iri(scores(sample_graph(), status="any"))
    assert found[OTHER_HOSPITAL].degree == 3, "it plans to help the community centre"
    assert found[COMMUNITY_CENTRE].degree == 1
    assert set(by_iri(scores(sample_graph(), status="planned"))) > {COMMUNITY_CENTRE, OTHER_HOSPITAL}


def test_page_rank_by_hand():
    # Three help one, which helps none: its rank goes to all alike. With damping 0.85 the helpers have x each and it
    # has y: x = 0.15/4 + 0.85 y/4 and y = x + 0.85 * 3x, so that x = 1 / (3 + 3.55) and y = 3.55 x.
    found = by_iri(scores(graph_of(*(("assists", helper, "县") for helper in "甲乙丙"))))
    assert found["甲"].page_rank == pytest.approx(1 / 6.55)
    assert found["县"].page_rank == pytest.approx(3.55 / 6.55)


def test_a_mutual_relation_ranks_both_ways():
    found = by_iri(scores(graph_of(("contractsWith", "甲", "乙"))))
    assert found["甲"].page_rank == found["乙"].page_rank == pytest.approx(0.5)


@pytest.mark.parametrize("type_", ["partOf", "pilots", "implements"])
def test_what_joins_no_two_actors_is_no_tie(type_: str):
    assert scores(graph_of((type_, "甲", "乙"))) == ()


def test_two_groups_with_a_bridge_are_two_communities():
    groups = [combinations("甲乙丙", 2), combinations("丁戊己庚", 2), [("丙", "丁")]]
    found = scores(graph_of(*(("cooperatesWith", *pair) for group in groups for pair in group)))
    assert {each.community: {e.name for e in found if e.community == each.community} for each in found} == {
        1: set("丁戊己庚"),
        2: set("甲乙丙"),
    }
    assert {each.name: each.core_number for each in found} == {
        **dict.fromkeys("甲乙丙", 2),
        **dict.fromkeys("丁戊己庚", 3),
    }


def test_several_relations_are_one_tie_and_weigh_in_communities():
    # A ring of four; what joins 甲 with 乙 and 丙 with 丁 several times makes two pairs of it.
    ring = [("cooperatesWith", a, b) for a, b in ("甲乙", "乙丙", "丙丁", "丁甲")]
    more = [(type_, a, b) for type_ in ("assists", "contractsWith", "sendsTraineesTo") for a, b in ("甲乙", "丙丁")]
    found = by_iri(scores(graph_of(*ring, *more)))
    assert {each.degree for each in found.values()} == {2}
    assert found["甲"].community == found["乙"].community != found["丙"].community == found["丁"].community


# -- by other ways --------------------------------------------------------------------------------------------------


def ties_of(graph: Graph, *, both_ways: bool = True) -> tuple[list[str], set[tuple[str, str]]]:
    """The actual ties, from head to tail; a mutual one both ways, and with `both_ways` all of them."""
    found = set()
    for relation in graph:
        known = schema().relations[relation.type]
        if relation.status == "actual" and "linkedWith" in known.superproperties and relation.head != relation.tail:
            found.add((relation.head, relation.tail))
            if both_ways or known.symmetric:
                found.add((relation.tail, relation.head))
    return sorted({iri for tie in found for iri in tie}), found


def test_degree_and_core_by_their_definition(shipped: Graph):
    iris, ties = ties_of(shipped)
    partners = {iri: {other for one, other in ties if one == iri} for iri in iris}
    found = by_iri(scores(shipped))
    assert {iri: each.degree for iri, each in found.items()} == {iri: len(of) for iri, of in partners.items()}
    for k in range(1, max(each.core_number for each in found.values()) + 2):
        rest = set(iris)
        while weak := {iri for iri in rest if len(partners[iri] & rest) < k}:
            rest -= weak
        assert rest == {iri for iri, each in found.items() if each.core_number >= k}


def test_page_rank_by_linear_algebra(shipped: Graph):
    iris, ties = ties_of(shipped, both_ways=False)
    n, number = len(iris), {iri: i for i, iri in enumerate(iris)}
    moves = np.zeros((n, n))  # to, from
    for head, tail in ties:
        moves[number[tail], number[head]] = 1
    outgoing = moves.sum(axis=0)
    moves = np.where(outgoing > 0, moves / np.where(outgoing > 0, outgoing, 1), 1 / n)
    exact = np.linalg.solve(np.eye(n) - 0.85 * moves, np.full(n, 0.15 / n))
    found = by_iri(scores(shipped))
    assert [found[iri].page_rank for iri in iris] == pytest.approx(list(exact), abs=1e-7)
    assert sum(each.page_rank for each in found.values()) == pytest.approx(1)


def test_betweenness_by_counting_the_shortest_chains(shipped: Graph):
    iris, ties = ties_of(shipped)
    partners = {iri: sorted(other for one, other in ties if one == iri) for iri in iris}
    distance, chains = {}, {}
    for start in iris:
        distance[start], chains[start] = {start: 0}, {start: 1}
        waiting = deque([start])
        while waiting:
            one = waiting.popleft()
            for other in partners[one]:
                if other not in distance[start]:
                    distance[start][other] = distance[start][one] + 1
                    chains[start][other] = 0
                    waiting.append(other)
                if distance[start][other] == distance[start][one] + 1:
                    chains[start][other] += chains[start][one]
    expected = dict.fromkeys(iris, 0.0)
    for a, b in combinations(iris, 2):
        for middle in distance[a].keys() - {a, b} if b in distance[a] else ():
            if distance[a][middle] + distance[b][middle] == distance[a][b]:
                expected[middle] += chains[a][middle] * chains[b][middle] / chains[a][b]
    pairs = (len(iris) - 1) * (len(iris) - 2) / 2
    found = by_iri(scores(shipped))
    for iri in iris:
        assert found[iri].betweenness == pytest.approx(expected[iri] / pairs)


def test_communities_are_the_best_of_all_partitions():
    # The sample graph is small enough to try every partition (877) and take that of the greatest modularity.
    iris, ties = ties_of(sample_graph())
    network = nx.Graph()
    for one, other in ties:
        kinds = {r.type for r in sample_graph() if r.status == "actual" and {r.head, r.tail} == {one, other}}
        network.add_edge(one, other, weight=len(kinds))

    def partitions(rest: list[str]) -> Iterator[list[set[str]]]:
        if not rest:
            yield []
            return
        for parts in partitions(rest[1:]):
            for i in range(len(parts)):
                yield [*parts[:i], parts[i] | {rest[0]}, *parts[i + 1 :]]
            yield [*parts, {rest[0]}]

    best = max(nx.community.modularity(network, parts) for parts in partitions(iris))
    found = scores(sample_graph())
    communities = [{e.iri for e in found if e.community == number} for number in {e.community for e in found}]
    assert nx.community.modularity(network, communities) == pytest.approx(best)


# -- what must hold -------------------------------------------------------------------------------------------------


def test_the_order_of_the_reports_does_not_show():
    assert scores(Graph.of(reversed(sample_extractions()))) == scores(sample_graph())


def test_equal_graphs_give_equal_scores_in_every_process(tmp_path: Path):
    folder = graph_folder(tmp_path / "g", *sample_extractions())
    program = f"from kg import open_graph; from kg.analysis import scores; print(scores(open_graph({str(folder)!r})))"
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_a_large_network_is_sampled_and_comes_near():
    chain = [("assists", str(i), str(i + 1)) for i in range(700)]
    exact, estimated = by_iri(scores(graph_of(*chain))), by_iri(scores(graph_of(*chain), exact=0))
    middle = exact["350"].betweenness
    assert middle == pytest.approx(0.5, abs=0.01)
    assert estimated["350"].betweenness == pytest.approx(middle, abs=0.05)
    assert estimated != exact
    assert by_iri(scores(graph_of(*chain), exact=0)) == estimated


def test_another_status_is_refused():
    with pytest.raises(ValueError, match="actual, planned or any, not 'done'"):
        scores(sample_graph(), status="done")  # type: ignore[arg-type]


# -- the command ----------------------------------------------------------------------------------------------------


def test_the_command_shows_the_scores_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    g = graph_folder(tmp_path / "g", *sample_extractions())
    ended = kg(capsys, "stats", g, "--table", "scores", "--top", "2", "--format", "csv")
    assert ended.code == 0
    first, second = scores(sample_graph())[:2]
    assert list(csv.reader(io.StringIO(ended.out))) == [
        ["name", "class", "degree", "betweenness", "pageRank", "community", "coreNumber"],
        ["青禾县人民医院", "医院", "5", "0.7333", f"{first.page_rank:.4f}", str(first.community), "2"],
        ["青禾县医疗集团", "医疗联合体", "3", "0.3333", f"{second.page_rank:.4f}", str(second.community), "2"],
    ]
    everything = json.loads(kg(capsys, "stats", g, "--top", "0", "--format", "json").out)
    assert len(everything["scores"]) == 7
    assert sum(row["size"] for row in everything["communities"]) == 7
    ended = kg(capsys, "stats", g, "--table", "centrality")
    assert (ended.code, ended.out) == (2, "")
    assert "No table 'centrality': there are size, entities" in ended.err


def test_the_command_chooses_a_part(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    g = graph_folder(tmp_path / "g", *sample_extractions())
    chosen = ("--relation", "assists", "--place", "望川县", "--status", "any")
    said = json.loads(kg(capsys, "stats", g, *chosen, "--format", "json").out)
    assert said["relations"] == [{"type": "帮扶", "actual": 1, "planned": 1}]
    assert [row["name"] for row in said["scores"]] == ["望川县人民医院", "东苑社区卫生服务中心", "丰原省肿瘤医院"]
    assert [row["name"] for row in said["scores"]] == [
        each.name for each in scores(subgraph(sample_graph(), relations=["assists"], place="990102"), status="any")
    ]
    ended = kg(capsys, "stats", g, "--relation", "helps")
    assert (ended.code, ended.out) == (2, "")
    assert "'helps' is no relation of the ontology" in ended.err
    ended = kg(capsys, "stats", g, "--year", "1999")
    assert (ended.code, ended.out) == (2, "")
    assert "no report is of 1999. There are reports of: 望川县 2019, 青禾县 2018, 青禾县 2019." in ended.err
