"""A part of a graph: what some reports say, and some of its relations.

>>> from kg.model import Entity, Evidence, Relation, Report
>>> ends = {name: Entity(name, "Hospital", name) for name in ("县医院", "省医院")}
>>> reports = {y: Report(y, f"{y}.txt", (1, 1), 0, 9, "", place="云岭县", year=int(y)) for y in ("2018", "2019")}
>>> said = [Relation(type_, "省医院", "县医院", "actual", (Evidence(year, 0, 2, "帮扶", "帮扶。", 0),))
...         for type_, year in (("assists", "2018"), ("assists", "2019"), ("partOf", "2019"))]
>>> graph = Graph(reports, ends, {relation.key: relation for relation in said})
>>> [(relation.type, len(relation.evidence)) for relation in subgraph(graph, relations=["linkedWith"], year=2019)]
[('assists', 1)]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.errors import NoReports, NotInOntology
from kg.model import Graph, Report
from kg.ontology import schema

TIES = "linkedWith"
"""What joins two actors: help, contract, cooperation, membership, …; neither a part of one, nor a programme."""


def subgraph(
    graph: Graph, *, relations: Iterable[str] = (), place: str | None = None, year: int | None = None
) -> Graph:
    """The part of a graph that some reports say, of some relations; without an argument, all of it.

    `relations` are names of the ontology: of a relation, or of a property above several (`linkedWith` for all ties
    between actors). `place` is a county by its name (with or without 县, 市, 区) or its code, `year` the year of a
    report: what remains are these reports, the entities that they name and the relations that they say, with the
    evidence that stands in them. All entities that the reports name remain, whether a relation joins them or not.

    Raises NotInOntology for another name of a relation, NoReports where no report is of the place or the year.

    >>> subgraph(Graph(), relations=["helps"])
    Traceback (most recent call last):
    kg.errors.NotInOntology: 'helps' is no relation of the ontology. Its relations: assists, contractsWith, \
cooperatesWith, pilots, memberOf, teleconsultsWith, sendsTraineesTo, refersPatientsWith, partOf, implements; \
several at once: linkedWith, relatedTo, takesPartIn.
    """
    types = relation_types(relations)
    if place is None and year is None:
        return replace(graph, relations={key: said for key, said in graph.relations.items() if said.type in types})
    reports = _reports(graph, place, year)
    chosen = {}
    for key, relation in graph.relations.items():
        evidence = tuple(each for each in relation.evidence if each.report in reports)
        if evidence and relation.type in types:
            chosen[key] = replace(relation, evidence=evidence)
    said_by = {iri: said & reports.keys() for iri, said in graph.said_by.items() if said & reports.keys()}
    return Graph(
        reports=reports,
        entities={iri: entity for iri, entity in graph.entities.items() if iri in said_by},
        relations=chosen,
        said_by=said_by,
        copies={copy: original for copy, original in graph.copies.items() if copy in reports},
    )


def _reports(graph: Graph, place: str | None, year: int | None) -> dict[str, Report]:
    found = {
        id_: report
        for id_, report in graph.reports.items()
        if (place is None or is_of(report, place)) and year in (None, report.year)
    }
    if not found:
        wanted = " and ".join(str(given) for given in (place, year) if given is not None)
        known = sorted({f"{r.place} {r.year or ''}".rstrip() for r in graph.reports.values() if r.place})
        raise NoReports(f"no report is of {wanted}. There are reports of: {', '.join(known) or 'no named county'}.")
    return found


def relation_types(names: Iterable[str]) -> frozenset[str]:
    """The relations that the names mean: each is a relation's, or one of a property above several; none means all.

    Raises NotInOntology.

    >>> sorted(relation_types(["takesPartIn", "assists"]))
    ['assists', 'implements', 'pilots']
    """
    known = schema().relations
    groups: dict[str, set[str]] = {}
    for relation in known.values():
        for name in relation.superproperties:
            groups.setdefault(name, set()).add(relation.name)
    found: set[str] = set()
    for name in (names := tuple(names)):
        if name not in known and name not in groups:
            raise NotInOntology(
                f"{name!r} is no relation of the ontology. Its relations: {', '.join(known)}; "
                f"several at once: {', '.join(sorted(groups))}."
            )
        found |= groups.get(name, {name})
    return frozenset(found if names else known)


def is_of(report: Report, place: str) -> bool:
    """Whether a report is of a county, given by its name (with or without 县, 市, 区) or its code.

    >>> report = Report("r", "a.txt", (1, 1), 0, 9, "", place="青禾县", place_code="990101")
    >>> [is_of(report, place) for place in ("青禾县", "青禾", "990101", "青", "望川县")]
    [True, True, True, False, False]
    """
    name = report.place or ""
    return place in (name, report.place_code) or (len(place) > 1 and name[:-1] == place)
