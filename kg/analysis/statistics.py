"""The figures of a graph: its size, its parts, and who stands in the middle of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from kg.analysis.alliances import Alliance, Overlap, alliances, overlaps
from kg.analysis.networks import StatusFilter, to_networkx
from kg.analysis.outside_help import OutsideHelp, outside_help
from kg.analysis.subgraphs import TIES, relation_types
from kg.model import MASKED, Graph
from kg.tables import Rows


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many relations of one type are actual and how many planned."""

    actual: int
    planned: int


@dataclass(frozen=True, slots=True)
class Hub:
    """A hospital and the number of its distinct partners."""

    iri: str
    name: str
    partners: int


@dataclass(frozen=True, slots=True)
class County:
    """A reporting county: its reports, the entities they name and the relations they say.

    `place` and `code` are None where the report masks its county.
    """

    scope: str
    place: str | None
    code: str | None
    reports: int
    entities: int
    relations: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """An institution that is linked with partners in two or more named reporting counties, its own counted."""

    iri: str
    name: str
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """What `stats` finds. Mappings and tuples run from the greatest to the least, then by name."""

    reports: int = 0
    entities: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, RelationCount] = field(default_factory=dict)
    components: tuple[int, ...] = ()
    hubs: tuple[Hub, ...] = ()
    alliances: tuple[Alliance, ...] = ()
    counties: tuple[County, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    outside_help: tuple[OutsideHelp, ...] = ()


def stats(graph: Graph, *, top: int | None = 10, status: StatusFilter = "actual") -> Stats:
    """Count a graph and rank its hospitals, alliances and counties.

    >>> from kg.model import Entity, Evidence, Extraction, Relation, Report
    >>> report = Report(id="r1", source="a.txt", lines=(1, 1), start=0, end=9, text="", place="云溪县")
    >>> said = Evidence("r1", 0, 9, "甲医院帮扶乙卫生院", "甲医院帮扶乙卫生院。", 0)
    >>> ends = (Entity("e:甲", "Hospital", "甲医院"), Entity("e:乙", "TownshipHealthCentre", "乙卫生院"))
    >>> found = stats(Graph.of([Extraction(report, ends, (Relation("assists", "e:甲", "e:乙", "actual", (said,)),))]))
    >>> found.entities, found.relations["assists"], found.hubs[0].partners
    ({'Hospital': 1, 'TownshipHealthCentre': 1}, RelationCount(actual=1, planned=0), 1)

    `entities` counts by class, `relations` by type and status, `components` has the sizes of the weakly
    connected components (single entities included). These take relations of any status.
    `hubs`, `alliances`, `bridges` and `overlaps` take relations of `status` only and are cut to `top` rows (None:
    all). `outside_help` looks at what is actual and what is planned.
    Two entities are partners if a tie joins them, which is a relation below `linkedWith` in the ontology: not
    `partOf`, nor one with a programme. A collective counts as one partner and is no hub itself.
    """
    everything = to_networkx(graph, status="any")
    network = everything if status == "any" else to_networkx(graph, status=status)
    partners = _partners(network)
    said = Counter((type_, said) for type_, _, _, said in graph.relations)
    by_type = Counter(type_ for type_, _, _, _ in graph.relations)
    return Stats(
        reports=len(graph.reports),
        entities=_ranked(Counter(entity.type for entity in graph.entities.values())),
        relations={t: RelationCount(said[t, "actual"], said[t, "planned"]) for t in _ranked(by_type)},
        components=tuple(sorted(map(len, nx.weakly_connected_components(everything)), reverse=True)),
        hubs=_hubs(graph, partners)[:top],
        alliances=alliances(graph, status=status)[:top],
        counties=_counties(graph),
        bridges=_bridges(graph, partners)[:top],
        overlaps=overlaps(graph, status=status)[:top],
        outside_help=outside_help(graph),
    )


def tables(
    found: Stats, *, class_labels: Mapping[str, str] | None = None, relation_labels: Mapping[str, str] | None = None
) -> dict[str, Rows]:
    """The figures as tables by title; those without rows are left out. A masked county is called so.

    >>> list(tables(Stats(reports=1, entities={"Hospital": 2}, components=(1, 1))))
    ['size', 'entities']
    >>> tables(Stats(counties=(County("report-1", None, None, reports=1, entities=2, relations=0),)))["counties"].rows
    [('(masked)', None, 1, 2, 0)]

    The labels translate the names of classes and relations, as `{"Hospital": "医院"}`.
    """
    classes, types = class_labels or {}, relation_labels or {}
    size = (
        ("reports", found.reports),
        ("entities", sum(found.entities.values())),
        ("relations", sum(count.actual + count.planned for count in found.relations.values())),
        ("components", len(found.components)),
        ("largest component", max(found.components, default=0)),
    )
    all_tables = {
        "size": Rows(("what", "number"), size),
        "entities": Rows(("class", "entities"), [(classes.get(c, c), n) for c, n in found.entities.items()]),
        "relations": Rows(
            ("type", "actual", "planned"),
            [(types.get(t, t), n.actual, n.planned) for t, n in found.relations.items()],
        ),
        "hospitals by partners": Rows(("hospital", "partners"), [(h.name, h.partners) for h in found.hubs]),
        "alliances by members": Rows(("alliance", "members"), [(a.name, a.members) for a in found.alliances]),
        "counties": Rows(
            ("county", "code", "reports", "entities", "relations"),
            [(c.place or MASKED, c.code, c.reports, c.entities, c.relations) for c in found.counties],
        ),
        "bridges between counties": Rows(
            ("institution", "counties"), [(b.name, "、".join(b.counties)) for b in found.bridges]
        ),
        "alliances with members in common": Rows(
            ("alliance", "other alliance", "members", "share", "names"),
            [(*o.names, len(o.members), round(o.share, 3), "、".join(o.members)) for o in found.overlaps],
        ),
        "counties by outside help": Rows(
            ("county", "helpers", "perhaps", "helped", "planned", "names"),
            [
                (
                    *(county.place or MASKED, len(county.helpers), len(county.perhaps)),
                    *(len(county.helped), len(county.planned), "、".join((*county.helpers, *county.perhaps))),
                )
                for county in found.outside_help
            ],
        ),
    }
    return {title: table for title, table in all_tables.items() if table.rows}


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _partners(network: nx.MultiDiGraph) -> dict[str, set[str]]:
    """The partners of every entity that has any."""
    ties = relation_types([TIES])
    partners: dict[str, set[str]] = {}
    for head, tail, type_ in network.edges(data="type"):
        if type_ in ties and head != tail:
            partners.setdefault(head, set()).add(tail)
            partners.setdefault(tail, set()).add(head)
    return partners


def _hubs(graph: Graph, partners: Mapping[str, set[str]]) -> tuple[Hub, ...]:
    hubs = (
        Hub(iri, graph.entities[iri].name, len(others))
        for iri, others in partners.items()
        if graph.entities[iri].type == "Hospital" and not graph.entities[iri].collective
    )
    return tuple(sorted(hubs, key=lambda hub: (-hub.partners, hub.name, hub.iri)))


def _counties(graph: Graph) -> tuple[County, ...]:
    reports: dict[str, set[str]] = {}
    for report in graph.reports.values():
        reports.setdefault(report.scope, set()).add(report.id)
    entities = Counter(scope for said_by in graph.said_by.values() for scope in _scopes(graph, said_by))
    relations = Counter(
        scope for relation in graph for scope in _scopes(graph, (evidence.report for evidence in relation.evidence))
    )
    counties = []
    for scope, ids in reports.items():
        any_report = graph.reports[min(ids)]
        counties.append(
            County(scope, any_report.place, any_report.place_code, len(ids), entities[scope], relations[scope])
        )
    return tuple(sorted(counties, key=lambda county: (-county.reports, county.place or "", county.scope)))


def _scopes(graph: Graph, reports: Iterable[str]) -> set[str]:
    return {graph.reports[report].scope for report in reports}


def _bridges(graph: Graph, partners: Mapping[str, set[str]]) -> tuple[Bridge, ...]:
    # Two reports that mask their county may be of the same one: only named counties can be told apart.
    names = {report.scope: report.place for report in graph.reports.values() if report.place}
    bridges = []
    for iri, others in partners.items():
        entity = graph.entities[iri]
        if entity.type == "Place":
            continue
        scopes = {graph.entities[other].scope for other in (*others, iri)} & names.keys()
        if len(scopes) > 1:
            bridges.append(Bridge(iri, entity.name, tuple(sorted(names[scope] for scope in scopes))))
    return tuple(sorted(bridges, key=lambda bridge: (-len(bridge.counties), bridge.name, bridge.iri)))
