"""What changed in a county between the reports of two years.

A relation is known as of the reports that state it. Of what the county's reports of the later year say, a relation is
`added` if those of the earlier one do not say it, `continued` if they say it too, `carried out` if they
planned it, and `planned again` if they said it was so already. `dropped` is what only the earlier year's reports say:
they do not say that it ended, only that it is not mentioned again.

>>> from kg.model import Entity, Evidence, Relation, Report
>>> entities = {name: Entity(name, "Hospital", name) for name in ("县医院", "省医院")}
>>> reports = {y: Report(y, f"{y}.txt", (1, 1), 0, 9, "", place="云岭县", year=int(y)) for y in ("2018", "2019")}
>>> def signs(year, status):
...     said = Evidence(year, 0, 9, "签约", f"{status}签约。", 0)
...     return Relation("contractsWith", "县医院", "省医院", status, (said,))
>>> said = [signs("2018", "planned"), signs("2019", "actual")]
>>> graph = Graph(reports=reports, entities=entities, relations={relation.key: relation for relation in said})
>>> [(change.kind, change.earlier, change.later) for change in diff(graph, 2018, 2019).changes]
[('carried out', 'planned', 'actual')]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.analysis.subgraphs import is_of
from kg.errors import NoReports, YilianError
from kg.model import MASKED, Evidence, Graph, Relation, Report, Status
from kg.ontology import schema
from kg.tables import Rows

Kind = Literal["carried out", "added", "continued", "planned again", "dropped"]
KINDS: tuple[Kind, ...] = ("carried out", "added", "continued", "planned again", "dropped")

_Key = tuple[str, str, str]


class NotEarlier(YilianError):
    """Two years to compare of which the first is not before the second."""


@dataclass(frozen=True, slots=True)
class Change:
    """A relation of a county in two years: its status in each, None where no report of that year says it.

    `said` is a passage of the later year that says so, of the earlier one where it is dropped.
    """

    county: str
    kind: Kind
    head: str
    type: str
    tail: str
    earlier: Status | None
    later: Status | None
    said: Evidence


@dataclass(frozen=True, slots=True)
class Changes:
    """What `diff` found: the changes by county and kind, and the counties with reports of one of the years only."""

    changes: tuple[Change, ...]
    only_earlier: tuple[str, ...]
    only_later: tuple[str, ...]

    def rows(self, graph: Graph, *, brief: bool = False) -> Rows:
        """The changes as a table, with the names of the graph's entities; in brief, without the sentences."""
        columns = ("county", "change", "head", "relation", "tail", "earlier", "later", "source", "sentence")
        rows = [
            (
                change.county,
                change.kind,
                graph.entities[change.head].name,
                schema().relations[change.type].label_zh,
                graph.entities[change.tail].name,
                change.earlier,
                change.later,
                graph.reports[change.said.report].source,
                change.said.sentence,
            )
            for change in self.changes
        ]
        return Rows(columns[:-2], [row[:-2] for row in rows]) if brief else Rows(columns, rows)


def diff(graph: Graph, earlier: int, later: int, *, place: str | None = None) -> Changes:
    """How what a county's reports of the later year say differs from what those of the earlier one say.

    `place` is a county by its name (with or without 县, 市, 区) or its code; else all counties are compared that have
    reports of both years. Half-years belong to their year, and copies say nothing.

    Raises NoReports where the graph has no report of a year, or none of the place of both, NotEarlier where the first
    year is not before the second.

    >>> diff(Graph(), 2018, 2019)
    Traceback (most recent call last):
    kg.errors.NoReports: no report of 2018: the graph's reports are of no year.
    >>> diff(Graph(), 2019, 2018)
    Traceback (most recent call last):
    kg.analysis.changes.NotEarlier: 2019 is not before 2018. Give the earlier year first (--from 2018 --to 2019).
    """
    if earlier == later:
        raise NotEarlier(f"{earlier} is compared with itself, where nothing can have changed. Give two years.")
    if earlier > later:
        # backwards, what was carried out would read as "planned again", and what is new as dropped
        again = f"--from {later} --to {earlier}"
        raise NotEarlier(f"{earlier} is not before {later}. Give the earlier year first ({again}).")
    years = sorted({report.year for report in graph.reports.values() if report.year is not None})
    for year in (earlier, later):
        if year not in years:
            raise NoReports(f"no report of {year}: the graph's reports are of {_listed(years)}.")
    said = {year: _said(graph, year, place) for year in (earlier, later)}
    before, after = said[earlier], said[later]
    if place is not None and not (before and after):
        missing = " and ".join(str(year) for year in (earlier, later) if not said[year])
        raise NoReports(f"no report of {missing} is of {place}; {_counties(graph, earlier, later)}.")
    names = {scope: report.place or MASKED for scope, (report, _) in (*before.items(), *after.items())}
    found = [
        change
        for scope in before.keys() & after.keys()
        for change in _changes(names[scope], before[scope][1], after[scope][1])
    ]
    return Changes(
        tuple(sorted(found, key=lambda change: _order(graph, change))),
        tuple(sorted(names[scope] for scope in before.keys() - after.keys())),
        tuple(sorted(names[scope] for scope in after.keys() - before.keys())),
    )


_Said = dict[_Key, tuple[Status, Evidence]]


def _said(graph: Graph, year: int, place: str | None) -> dict[str, tuple[Report, _Said]]:
    """By scope of county: one of its reports of the year, and what they say with status and a passage."""
    found: dict[str, tuple[Report, _Said]] = {}
    for report in graph.reports.values():
        if report.year == year and (place is None or is_of(report, place)):
            found.setdefault(report.scope, (report, {}))
    for relation in graph:
        for evidence in relation.evidence:
            report = graph.reports[evidence.report]
            if report.year == year and report.scope in found:
                _keep(found[report.scope][1], relation, evidence)
    return found


def _keep(said: _Said, relation: Relation, evidence: Evidence) -> None:
    """What is said as done and as planned in one year counts as done; of the passages the first stays."""
    ends = relation.head, relation.tail
    head, tail = sorted(ends) if schema().relations[relation.type].symmetric else ends
    known = said.get((relation.type, head, tail))
    if known is None or (known[0] == "planned" and relation.status == "actual"):
        said[relation.type, head, tail] = relation.status, evidence


def _changes(county: str, before: Mapping[_Key, tuple[Status, Evidence]], after: _Said) -> list[Change]:
    found = []
    for key in before.keys() | after.keys():
        was, earlier_said = before.get(key, (None, None))
        now, later_said = after.get(key, (None, None))
        said = later_said or earlier_said
        assert said is not None
        type_, head, tail = key
        found.append(Change(county, _kind(was, now), head, type_, tail, was, now, said))
    return found


def _kind(was: Status | None, now: Status | None) -> Kind:
    if was is None:
        return "added"
    if now is None:
        return "dropped"
    if was == now:
        return "continued"
    return "carried out" if now == "actual" else "planned again"


def _order(graph: Graph, change: Change) -> tuple[object, ...]:
    types = list(schema().relations)
    names = graph.entities[change.head].name, graph.entities[change.tail].name
    return change.county, KINDS.index(change.kind), types.index(change.type), *names, change.head, change.tail


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years)) if years else "no year"


def _counties(graph: Graph, earlier: int, later: int) -> str:
    known: dict[str, set[int]] = {}
    for report in graph.reports.values():
        if report.place and report.year:
            known.setdefault(report.place, set()).add(report.year)
    both = sorted(place for place, years in known.items() if {earlier, later} <= years)
    if not both:
        return "no county has reports of both"
    return f"there are reports of both from {', '.join(both[:10])}{' and others' if len(both) > 10 else ''}"
