"""A `Graph` as a networkx graph."""

from __future__ import annotations

from typing import Literal

import networkx as nx

from kg.model import Graph

StatusFilter = Literal["actual", "planned", "any"]


def to_networkx(graph: Graph, *, status: StatusFilter = "actual") -> nx.MultiDiGraph:
    """The entities as nodes (by IRI) and the relations of a status as edges, keyed by (type, status).

    >>> from kg.model import Entity, Evidence, Extraction, Relation, Report
    >>> report = Report(id="r1", source="a.txt", lines=(1, 1), start=0, end=9, text="")
    >>> said = Evidence("r1", 0, 9, "甲医院帮扶乙卫生院", "甲医院帮扶乙卫生院。", 0)
    >>> ends = (Entity("e:甲", "Hospital", "甲医院"), Entity("e:乙", "TownshipHealthCentre", "乙卫生院"))
    >>> graph = Graph.of([Extraction(report, ends, (Relation("assists", "e:甲", "e:乙", "planned", (said,)),))])
    >>> list(to_networkx(graph).edges), list(to_networkx(graph, status="planned").edges)
    ([], [('e:甲', 'e:乙', ('assists', 'planned'))])

    All entities are nodes, whatever the status, with the attributes `name`, `type`, `scope` and
    `collective`. Edges have `type`, `status`, `confidence` and `reports` (the sorted ids of the reports
    that say them). An edge of a symmetric relation stands once, in the direction that the graph has.
    Nodes and edges come in sorted order, so equal graphs give equal networks.

    Raises ValueError for another status.
    """
    if status not in ("actual", "planned", "any"):
        raise ValueError(f"status is actual, planned or any, not {status!r}")
    network = nx.MultiDiGraph()
    for iri, entity in sorted(graph.entities.items()):
        network.add_node(iri, name=entity.name, type=entity.type, scope=entity.scope, collective=entity.collective)
    for (type_, head, tail, said), relation in sorted(graph.relations.items()):
        if status in ("any", said):
            network.add_edge(
                head,
                tail,
                key=(type_, said),
                type=type_,
                status=said,
                confidence=relation.confidence,
                reports=sorted({evidence.report for evidence in relation.evidence}),
            )
    return network
