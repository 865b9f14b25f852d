"""How an institution stands in the network: partners, betweenness, PageRank, community, core.

All are networkx's. They are taken on the ties between actors (the relations below `linkedWith` in the ontology: not
the parts of an institution, nor its programmes), between two actors once however many relations join them:

| score | what it says |
| --- | --- |
| degree | with how many others it has ties |
| betweenness | on what share of the shortest chains between two others it stands (Freeman) |
| pageRank | how much comes together at it, from head to tail, mutual relations both ways (Brin and Page) |
| community | its group, of those that have more ties within than without (Louvain); 1 is the largest |
| coreNumber | the k of the densest part to which it belongs: one in which each has k partners (Seidman) |

Two hospitals that help one county hospital, which helps a health centre:

>>> from kg.model import Entity, Relation
>>> entities = {name: Entity(name, "Hospital", name) for name in ("省医院", "市医院", "县医院", "卫生院")}
>>> helped = [("省医院", "县医院"), ("市医院", "县医院"), ("县医院", "卫生院")]
>>> said = [Relation("assists", head, tail, "actual", ()) for head, tail in helped]
>>> found = scores(Graph(entities=entities, relations={relation.key: relation for relation in said}))
>>> [(each.name, each.degree, each.betweenness) for each in found][:2]
[('县医院', 3, 1.0), ('卫生院', 1, 0.0)]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.analysis.networks import StatusFilter, to_networkx
from kg.analysis.subgraphs import TIES, relation_types
from kg.model import Graph
from kg.ontology import schema
from kg.tables import Rows

SEED = 20
EXACT = 2_000
PIVOTS = 500

SCORES = ("degree", "betweenness", "pageRank", "community", "coreNumber")


@dataclass(frozen=True, slots=True)
class EntityScores:
    """The scores of one entity. `betweenness` is a share from 0 to 1, the `page_rank` of all add up to 1."""

    iri: str
    name: str
    type: str
    degree: int
    betweenness: float
    page_rank: float
    community: int
    core_number: int

    def properties(self) -> dict[str, int | float]:
        """The scores by the names that properties of a node bear.

        >>> EntityScores("e", "县医院", "Hospital", 3, 1.0, 0.5, 1, 1).properties()
        {'degree': 3, 'betweenness': 1.0, 'pageRank': 0.5, 'community': 1, 'coreNumber': 1}
        """
        return dict(
            zip(
                SCORES,
                (self.degree, self.betweenness, self.page_rank, self.community, self.core_number),
                strict=True,
            )
        )


def scores(graph: Graph, *, status: StatusFilter = "actual", exact: int = EXACT) -> tuple[EntityScores, ...]:
    """The scores of the entities that have ties, the one with the most partners first.

    `subgraph` chooses a part of the graph before. Betweenness takes the chains from every entity where there are up
    to `exact` of them, else those from 500, chosen by a fixed seed: an estimate. Louvain is seeded too, so equal
    graphs give equal scores.

    Raises ValueError for another status.

    >>> scores(Graph())
    ()
    """
    directed = _ties(graph, status)
    if not directed:
        return ()
    iris: list[str] = [iri for _, iri in directed.nodes(data="iri")]
    mutual = nx.Graph()
    mutual.add_nodes_from(directed)
    for head, tail, relations in directed.edges(data="relations"):
        known = mutual.get_edge_data(head, tail, {"relations": set()})["relations"]
        mutual.add_edge(head, tail, relations=known | relations, weight=len(known | relations))
    pivots = None if len(iris) <= exact else min(PIVOTS, len(iris))
    betweenness = nx.betweenness_centrality(mutual, k=pivots, seed=SEED)
    page_rank = nx.pagerank(directed, weight=None, tol=1e-10, max_iter=1_000)
    core_number = nx.core_number(mutual)
    community = _communities(mutual)
    found = [
        EntityScores(
            iri=iri,
            name=graph.entities[iri].name,
            type=graph.entities[iri].type,
            degree=mutual.degree(node),
            betweenness=betweenness[node],
            page_rank=page_rank[node],
            community=community[node],
            core_number=core_number[node],
        )
        for node, iri in enumerate(iris)
    ]
    return tuple(sorted(found, key=lambda each: (-each.degree, -each.betweenness, each.name, each.iri)))


def score_tables(
    found: Sequence[EntityScores], *, top: int | None = 10, class_labels: Mapping[str, str] | None = None
) -> dict[str, Rows]:
    """The scores as tables by title, cut to `top` rows (None: all); none where there are no scores.

    >>> found = [EntityScores("a", "县医院", "Hospital", 1, 0.0, 0.65, 1, 1),
    ...          EntityScores("b", "卫生院", "TownshipHealthCentre", 1, 0.0, 0.35, 1, 1)]
    >>> for title, rows in score_tables(found).items():
    ...     print(title, rows.columns, rows.rows[0])
    scores ('name', 'class', 'degree', 'betweenness', 'pageRank', 'community', 'coreNumber') \
('县医院', 'Hospital', 1, 0.0, 0.65, 1, 1)
    communities ('community', 'size', 'members') (1, 2, '县医院、卫生院')
    """
    labels = class_labels or {}
    each = [
        (one.name, labels.get(one.type, one.type), *(round(value, 4) for value in one.properties().values()))
        for one in found
    ]
    members: dict[int, list[str]] = {}
    for one in found:
        members.setdefault(one.community, []).append(one.name)
    groups = [(number, len(names), "、".join(names)) for number, names in sorted(members.items())]
    tables = {
        "scores": Rows(("name", "class", *SCORES), each[:top]),
        "communities": Rows(("community", "size", "members"), groups[:top]),
    }
    return {title: rows for title, rows in tables.items() if rows.rows}


def _ties(graph: Graph, status: StatusFilter) -> nx.DiGraph:
    """The ties, as numbered nodes and an edge for each direction; `relations` are the types that join the two.

    Nodes are numbers in the order of the IRIs, since the hashes of texts, and with them the order of a set, differ
    from one process to the next.
    """
    whole, ties = to_networkx(graph, status=status), relation_types([TIES])
    edges = [(head, tail, type_) for head, tail, type_ in whole.edges(data="type") if type_ in ties and head != tail]
    iris = sorted({iri for head, tail, _ in edges for iri in (head, tail)})
    number = {iri: node for node, iri in enumerate(iris)}
    network = nx.DiGraph()
    network.add_nodes_from((node, {"iri": iri}) for node, iri in enumerate(iris))
    for head, tail, type_ in edges:
        ways = [(head, tail), (tail, head)] if schema().relations[type_].symmetric else [(head, tail)]
        for one, other in ways:
            if not network.has_edge(number[one], number[other]):
                network.add_edge(number[one], number[other], relations=set())
            network[number[one]][number[other]]["relations"].add(type_)
    return network


def _communities(network: nx.Graph) -> dict[int, int]:
    """The number of each node's community: 1 for the largest, and of equal ones for that with the least node."""
    found: Sequence[set[int]] = nx.community.louvain_communities(network, weight="weight", seed=SEED)
    ranked = sorted(found, key=lambda members: (-len(members), min(members)))
    return {node: number for number, members in enumerate(ranked, start=1) for node in members}
