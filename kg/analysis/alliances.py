"""Alliances by their members: how many each has, and which they have in common.

>>> from kg.model import Entity, Relation
>>> types = {"县医院": "Hospital", "中医院": "Hospital", "医共体": "MedicalAlliance", "联盟": "MedicalAlliance"}
>>> entities = {name: Entity(name, type_, name) for name, type_ in types.items()}
>>> joined = [("县医院", "医共体"), ("中医院", "医共体"), ("县医院", "联盟")]
>>> said = [Relation("memberOf", member, alliance, "actual", ()) for member, alliance in joined]
>>> graph = Graph(entities=entities, relations={relation.key: relation for relation in said})
>>> [(each.name, each.members) for each in alliances(graph)]
[('医共体', 2), ('联盟', 1)]
>>> [(each.names, each.members, each.share) for each in overlaps(graph)]
[(('医共体', '联盟'), ('县医院',), 0.5)]
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from kg.analysis.networks import StatusFilter
from kg.model import Graph


@dataclass(frozen=True, slots=True)
class Alliance:
    """A medical alliance and the number of its distinct members."""

    iri: str
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two alliances and the names of the members that they have in common.

    `share` is how much of the members of both that is, from 0 to 1 (Jaccard's index).
    """

    iris: tuple[str, str]
    names: tuple[str, str]
    members: tuple[str, ...]
    share: float


def alliances(graph: Graph, *, status: StatusFilter = "actual") -> tuple[Alliance, ...]:
    """All alliances, the one with the most members first; some may have none of that status."""
    found = (Alliance(iri, graph.entities[iri].name, len(of)) for iri, of in _members(graph, status).items())
    return tuple(sorted(found, key=lambda alliance: (-alliance.members, alliance.name, alliance.iri)))


def overlaps(graph: Graph, *, status: StatusFilter = "actual") -> tuple[Overlap, ...]:
    """The pairs of alliances that have members in common, those with the most first."""
    members = {iri: of for iri, of in _members(graph, status).items() if of}
    names = {iri: entity.name for iri, entity in graph.entities.items()}
    found = []
    for one, other in combinations(sorted(members, key=lambda iri: (names[iri], iri)), 2):
        if both := members[one] & members[other]:
            share = len(both) / len(members[one] | members[other])
            common = tuple(sorted(names[member] for member in both))
            found.append(Overlap((one, other), (names[one], names[other]), common, share))
    return tuple(sorted(found, key=lambda overlap: (-len(overlap.members), -overlap.share, overlap.names)))


def _members(graph: Graph, status: StatusFilter) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {e.iri: set() for e in graph.entities.values() if e.type == "MedicalAlliance"}
    for relation in graph:
        if relation.type == "memberOf" and status in ("any", relation.status) and relation.tail in members:
            members[relation.tail].add(relation.head)
    return members
