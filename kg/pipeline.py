"""The order of the whole, once: read, extract, merge, write, check.

    paths ─ read_reports ─→ Report ─ extract ─→ Extraction ─ Graph.of ─→ Graph ─ write ─→ DIR ─ validate

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "a.txt").write_text(
...     "青禾县卫健局2019年工作总结\\n今年以来，青禾县人民医院对口支援柳林镇卫生院。\\n", encoding="utf-8")
>>> result = build([folder / "a.txt"], folder / "g")
>>> [(summary.report.source, summary.report.place) for summary in result.reports]
[('a.txt', '青禾县')]
>>> sorted(path.name for path in (folder / "g").iterdir())
['extractions.jsonl', 'finished', 'graph.nq', 'manifest.json', 'store']
>>> open_graph(folder / "g").reports.keys() == {result.reports[0].report.id}
True
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg.adaptation import VARIABLE
from kg.counting import Counts
from kg.documents import Failure, read_reports
from kg.documents.copies import KnownReports
from kg.documents.files import WHAT_IS_READ, File, endings, files_of
from kg.errors import NoReports, NotAGraph, NotInOntology
from kg.extracting import extract
from kg.extraction import ByReport, read_jsonl, to_line, write_jsonl
from kg.finished import Finished, copy_without
from kg.folder import EXTRACTIONS, FINISHED, PARTS, QUADS, STORE, is_graph, read_manifest, write_manifest
from kg.ids import report_iri
from kg.model import Extraction, Graph, Report, Withheld, copies
from kg.ontology import schema
from kg.rdf import Violation, build_store, validate, write_nquads_in_order
from kg.replacing import replacing
from kg.reviewing import Decision, Decisions, read_decisions
from kg.workload import Workload

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called as a stage goes on: its name, how much is done, how much there is.

Before "extract", "known" says how much of it an earlier build had finished.
"""


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report and how much was found in it."""

    report: Report
    entities: int
    actual: int
    planned: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading paths, filled while `extractions` is consumed.

    `passed_over` are the files in folders and archives of kinds that are not read. `duplicates` pairs each report that
    repeats another's text with the one that was kept. `decisions` are an analyst's, applied to what the reports say.
    """

    failures: list[Failure] = field(default_factory=list)
    passed_over: set[Path] = field(default_factory=set)
    duplicates: list[tuple[Report, Report]] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)

    def extractions(
        self,
        paths: Iterable[Path | str],
        *,
        place: str | None = None,
        progress: Progress | None = None,
        distinct: bool = False,
        jobs: int = 1,
        finished: Finished | None = None,
    ) -> Iterator[Extraction]:
        """What the reports of the paths say, in their order.

        With `distinct`, a repeated text is left out, and what is one but for some characters is noted (`Report.like`).

        `jobs` processes share the work; what comes of it is the same for any number of them. What `finished` has is
        not done again. `progress` is told of characters.
        """
        paths, done, known = list(paths), 0, 0
        workload = Workload(file for file in files_of(paths, others=self.passed_over) if isinstance(file, File))
        reports = self._reports(read_reports(paths, place=place, finished=finished), workload, distinct=distinct)
        for extraction in extract(reports, jobs=jobs, finished=finished):
            report = extraction.report
            found = len(extraction.entities), len(extraction.relations)
            _log.info("%s lines %d–%d: %d entities, %d relations", report.source, *report.lines, *found)
            yield self.decisions.applied(extraction)
            done += len(extraction.report.text)
            if progress:
                total = max(done, round(workload.total))
                if finished is not None and report.id in finished.reused:
                    known += len(report.text)
                    progress("known", known, total)
                progress("extract", done, total)

    def _reports(self, found: Iterable[Report | Failure], workload: Workload, *, distinct: bool) -> Iterator[Report]:
        first: dict[str, Report] = {}
        known = KnownReports()
        for report in found:
            if isinstance(report, Failure):
                self.failures.append(report)
                continue
            # without the text: that of all reports together may be long
            kept = first.get(report.id)
            if distinct and kept is not None:
                self.duplicates.append((_without_text(report), kept))
                continue
            first.setdefault(report.id, _without_text(report))
            workload.read(report.source, len(report.text))
            yield replace(report, like=known.like(report)) if distinct else report


@dataclass(frozen=True)
class Built:
    """A graph folder that has been written: where it is, how large, and what does not obey the ontology's shapes."""

    folder: Path
    counts: Counts = field(repr=False)
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        return not self.violations

    @cached_property
    def graph(self) -> Graph:
        """The graph, read from the folder when it is first asked for."""
        return open_graph(self.folder)


@dataclass(frozen=True)
class BuildResult(Built):
    """What `build` did. `failures` are files without a report, `passed_over` those in folders of kinds not read.

    `unmet` are an analyst's decisions on what no report says any longer. `copies` pairs each report that is
    another but for some characters with that one.
    """

    reports: tuple[ReportSummary, ...]
    duplicates: tuple[tuple[Report, Report], ...]
    failures: tuple[Failure, ...]
    passed_over: tuple[Path, ...]
    unmet: tuple[Decision, ...]
    seconds: float

    @property
    def copies(self) -> tuple[tuple[Report, Report], ...]:
        known = self.counts.reports
        return tuple((known[copy], known[original]) for copy, original in sorted(self.counts.copies.items()))

    @property
    def withheld(self) -> Withheld:
        """How much of the reports is personal and was left out."""
        return sum((each.report.withheld for each in self.reports), Withheld())


@dataclass(frozen=True)
class Retraction(Built):
    """What `retract` did: the reports that are gone, and what is left."""

    reports: tuple[Report, ...]


def build(
    paths: Iterable[Path | str],
    out: Path | str,
    *,
    place: str | None = None,
    reviewed: Iterable[Path | str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> BuildResult:
    """Read the reports of files and folders and write the graph folder `out`.

    A file that cannot be read is noted in `failures` and the rest is built. `out` is replaced only
    when the new one is whole; a user's own files in it stay. `place` is the reporting county for all
    the paths, where the texts hide it. `reviewed` are files that `kg review` wrote and an analyst filled
    in: what is rejected there is left out. `jobs` processes share the work; the graph is the same.

    What has been finished is kept beside `out` until that is whole, and then in it: a build that was stopped goes on
    where it stood, and one of more reports does only what is new. The graph is the same as of a build at one go.

    Raises NoReports if nothing can be built, NotAGraph if `out` holds something else than a graph,
    MalformedFile for a review that cannot be read.
    """
    started = time.monotonic()
    tell = progress or (lambda stage, done, total: None)
    paths, out = list(paths), Path(out)
    _check_replaceable(out)
    reading = Reading(decisions=read_decisions(reviewed))
    unfinished = out.resolve().with_name(f".{out.resolve().name}.unfinished")
    try:
        with replacing(out, parts=PARTS) as workplace, Finished(unfinished, out / FINISHED) as finished:
            summaries = []
            with (workplace / EXTRACTIONS).open("w", encoding="utf-8", newline="\n") as file:
                for extraction in reading.extractions(
                    paths, place=place, progress=tell, distinct=True, jobs=jobs, finished=finished
                ):
                    file.write(to_line(extraction))
                    summaries.append(_summary(extraction))
            if not summaries:
                raise NoReports(nothing_found(reading.failures, reading.passed_over))
            finished.write(workplace / FINISHED)
            counts, violations = derive(workplace, progress=tell)
    except KeyboardInterrupt as stop:
        if unfinished.exists():
            stop.add_note(f"what is finished is kept: the same command goes on from there (or delete {unfinished})")
        raise
    unfinished.unlink(missing_ok=True)
    return BuildResult(
        folder=out,
        counts=counts,
        violations=violations,
        reports=tuple(summaries),
        duplicates=tuple(reading.duplicates),
        failures=tuple(reading.failures),
        passed_over=tuple(sorted(reading.passed_over)),
        unmet=tuple(reading.decisions.unmet),
        seconds=time.monotonic() - started,
    )


def derive(folder: Path, *, progress: Progress | None = None) -> tuple[Counts, tuple[Violation, ...]]:
    """Make all else of a graph folder from its extractions.jsonl: quads, store, manifest. Returns what it holds.

    One report is in memory at a time.
    """
    tell = progress or (lambda stage, done, total: None)
    extractions = ByReport(folder / EXTRACTIONS)
    total = len(extractions.reports)
    counts = Counts(copies(extractions.reports))
    _log.info("writing %d reports", total)

    def told() -> Iterator[Extraction]:
        for done, extraction in enumerate(counts.along(extractions)):
            tell("write", done, total)
            yield extraction

    write_nquads_in_order(told(), counts.copies, folder / QUADS)
    tell("write", total, total)
    build_store(folder / QUADS, folder / STORE, progress=tell)
    write_manifest(folder, reports=len(counts.reports), entities=counts.entities, relations=counts.relations)
    _log.info("checking the ontology's shapes: %d entities, %d relations", counts.entities, counts.relations)
    return counts, tuple(validate(folder, progress=tell).violations)


def retract(folder: Path | str, report: str, *, progress: Progress | None = None) -> Retraction:
    """Withdraw a report from a graph folder: what it alone said goes, what others say too stays.

    `report` is its id, its IRI, or the path of its source, which may hold several. If it has a copy, that
    counts from then on. The folder is then as `build` would have made it without the report, and is replaced only
    when it is whole; a user's own files in it stay.

    Raises NoReports where no report is called so, NotAGraph where the folder is none.

    >>> retract("no/such/folder", "a.txt")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    folder = Path(folder)
    read_manifest(folder)
    _check_replaceable(folder)
    gone = {
        said.report.id: said.report
        for said in read_jsonl(folder / EXTRACTIONS)
        if report in (said.report.id, report_iri(said.report.id), said.report.source)
    }
    if not gone:
        raise NoReports(
            f"{folder} has no report {report}. Give the id, the IRI or the source of one; "
            f"`kg sparql {folder} reports` lists them."
        )
    with replacing(folder, parts=PARTS) as workplace:
        write_jsonl(_without(gone, read_jsonl(folder / EXTRACTIONS)), workplace / EXTRACTIONS)
        copy_without(gone, folder / FINISHED, workplace / FINISHED)
        counts, violations = derive(workplace, progress=progress)
    return Retraction(folder, counts, violations, tuple(gone.values()))


def _without(gone: Collection[str], extractions: Iterable[Extraction]) -> Iterator[Extraction]:
    for said in extractions:
        if said.report.id not in gone:
            like = tuple(id_ for id_ in said.report.like if id_ not in gone)
            yield replace(said, report=replace(said.report, like=like))


def open_graph(folder: Path | str) -> Graph:
    """The graph of a folder that `build` wrote.

    Raises NotAGraph where it is missing, damaged or of another format, NotInOntology where it holds a class or a
    relation that the ontology does not have.
    """
    read_manifest(folder)
    graph = Graph.of(read_jsonl(Path(folder) / EXTRACTIONS))
    held = {entity.type for entity in graph.entities.values()} | {relation.type for relation in graph}
    if unknown := held - schema().classes.keys() - schema().relations.keys():
        raise NotInOntology(
            f"{folder}: the ontology does not have {', '.join(sorted(unknown))}. If the graph was built with an "
            f"adaptation, name its folder in {VARIABLE}."
        )
    return graph


def nothing_found(failures: Sequence[Failure], passed_over: Collection[Path] = ()) -> str:
    """Why there is nothing to build: a line for each file, and what to do.

    >>> print(nothing_found([], [Path("reports/a.xlsx"), Path("reports/b.XLSX"), Path("reports/c")]))
    no files to read, but 3 of other kinds: .xlsx (2), no ending. Read are .txt, .md, .html, .htm, .docx and .pdf \
files, .zip archives of them, .doc, .wps, .rtf and .odt files through LibreOffice, and .png, .jpg and .jpeg pictures \
that are given by name. Give some, or folders that hold some
    """
    if not failures:
        but = f", but {len(passed_over)} of other kinds: {endings(passed_over)}" if passed_over else ""
        return f"no files to read{but}. Read are {WHAT_IS_READ}. Give some, or folders that hold some"
    return "\n".join([*map(str, failures), "no report was found. Give other files, or mend these"])


def _summary(extraction: Extraction) -> ReportSummary:
    statuses = [relation.status for relation in extraction.relations]
    return ReportSummary(
        _without_text(extraction.report),
        len(extraction.entities),
        statuses.count("actual"),
        statuses.count("planned"),
    )


def _without_text(report: Report) -> Report:
    return replace(report, text="", skip=())


def _check_replaceable(out: Path) -> None:
    """Refuse to replace what is no graph folder, before any work is done."""
    if not out.exists():
        return
    if not out.is_dir():
        raise NotAGraph(f"{out}: that is a file. Give a folder with -o.")
    if not is_graph(out) and any(out.iterdir()):
        raise NotAGraph(f"{out}: holds other files and no graph, so it is left alone. Give another folder with -o.")
    if Path.cwd().is_relative_to(out.resolve()):
        raise NotAGraph(f"{out}: you are in that folder, which would be replaced. Give another folder with -o.")
