"""What `--json` prints: a shape for each result, made of JSON's own kinds.

Commands that answer with rows (`stats`, `sparql`, `validate`, …) print an array of objects, or an object of such
arrays by title. The shapes of the others are here.

>>> from kg.model import Report
>>> report_record(Report("r1", "a.txt", (1, 2), 0, 30, "", year=2021, half=1))["year"]
2021
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypedDict

from kg.model import Report

if TYPE_CHECKING:
    from kg.documents import Failure
    from kg.pipeline import BuildResult, ReportSummary, Retraction
    from kg.property_graph import LoadResult
    from kg.property_graph.server import Server
    from kg.reviewing import Decision


class ReportRecord(TypedDict):
    """A report: its id, the file it stands in with its first and last line there, its title, county and period."""

    id: str
    source: str
    lines: list[int]
    title: str | None
    place: str | None
    year: int | None
    half: int | None


class ReadReport(ReportRecord):
    """A report that was read, and how much was found in it."""

    entities: int
    actual: int
    planned: int


class FailureRecord(TypedDict):
    """A path that gave no report, and why."""

    path: str
    reason: str


class PairRecord(TypedDict):
    """A report that says what another says, and that other one, which counts."""

    report: ReportRecord
    kept: ReportRecord


class DecisionRecord(TypedDict):
    """A decision on what no report says any longer: where it stands, and about what it is."""

    path: str
    row: int
    said: str


class BuildRecord(TypedDict):
    """What `kg build` did: the reports that were read, the size of the graph, and what has to be known of it.

    `duplicates` are the same to the letter, `copies` but for some characters. `passed_over` are the files in folders
    of kinds that are not read. `violations` have node, name, rule, value, sentence and source. `withheld` counts what
    was left out as personal, by kind.
    """

    folder: str
    reports: list[ReadReport]
    entities: int
    relations: int
    withheld: dict[str, int]
    duplicates: list[PairRecord]
    copies: list[PairRecord]
    failures: list[FailureRecord]
    passed_over: list[str]
    violations: list[dict[str, Any]]
    unmet: list[DecisionRecord]
    seconds: float


class RetractRecord(TypedDict):
    """What `kg retract` did: the reports that are gone, and how much is left."""

    folder: str
    withdrawn: list[ReportRecord]
    reports: int
    entities: int
    relations: int
    violations: list[dict[str, Any]]


class ExtractRecord(TypedDict):
    """What `kg extract -o FILE` wrote: the file, how many reports, the paths that gave none."""

    output: str
    reports: int
    failures: list[FailureRecord]
    unmet: list[DecisionRecord]


class LoadRecord(TypedDict):
    """What `kg load` wrote (made or renewed), where, and how long it took."""

    uri: str
    nodes: int
    relationships: int
    seconds: float


class ServerRecord(TypedDict):
    """How to reach a Neo4j: what `kg neo4j start` and `status` print."""

    uri: str
    user: str
    password: str
    browser: str | None


def report_record(report: Report) -> ReportRecord:
    """A report without its text."""
    return ReportRecord(
        id=report.id,
        source=report.source,
        lines=list(report.lines),
        title=report.title,
        place=report.place,
        year=report.year,
        half=report.half,
    )


def build_record(result: BuildResult) -> BuildRecord:
    """What `kg build --json` prints."""
    return BuildRecord(
        folder=str(result.folder),
        reports=[_read(each) for each in result.reports],
        entities=result.counts.entities,
        relations=result.counts.relations,
        withheld=result.withheld._asdict(),
        duplicates=_pairs(result.duplicates),
        copies=_pairs(result.copies),
        failures=failure_records(result.failures),
        passed_over=list(map(str, result.passed_over)),
        violations=[asdict(each) for each in result.violations],
        unmet=decision_records(result.unmet),
        seconds=round(result.seconds, 3),
    )


def retract_record(result: Retraction) -> RetractRecord:
    """What `kg retract --json` prints."""
    return RetractRecord(
        folder=str(result.folder),
        withdrawn=[report_record(report) for report in result.reports],
        reports=len(result.counts.reports),
        entities=result.counts.entities,
        relations=result.counts.relations,
        violations=[asdict(each) for each in result.violations],
    )


def load_record(result: LoadResult, uri: str) -> LoadRecord:
    """What `kg load --json` prints."""
    return LoadRecord(uri=uri, nodes=result.nodes, relationships=result.relationships, seconds=round(result.seconds, 3))


def server_record(server: Server) -> ServerRecord:
    """What `kg neo4j start --json` prints."""
    return ServerRecord(uri=server.uri, user=server.user, password=server.password, browser=server.browser_uri)


def failure_records(failures: Iterable[Failure]) -> list[FailureRecord]:
    """The paths that gave no report."""
    return [FailureRecord(path=str(each.path), reason=each.reason) for each in failures]


def decision_records(decisions: Iterable[Decision]) -> list[DecisionRecord]:
    """Decisions on what no report says any longer."""
    return [DecisionRecord(path=str(each.path), row=each.row, said=each.said) for each in decisions]


def _read(summary: ReportSummary) -> ReadReport:
    return ReadReport(
        **report_record(summary.report), entities=summary.entities, actual=summary.actual, planned=summary.planned
    )


def _pairs(pairs: Sequence[tuple[Report, Report]]) -> list[PairRecord]:
    return [PairRecord(report=report_record(report), kept=report_record(kept)) for report, kept in pairs]
