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
['extractions.jsonl', 'graph.nq', 'manifest.json', 'store']
>>> open_graph(folder / "g").reports.keys() == {result.reports[0].report.id}
True
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.adaptation import VARIABLE
from kg.documents import Failure, find_files, read_reports
from kg.documents.copies import KnownReports
from kg.errors import NoReports, NotAGraph, NotInOntology
from kg.extract import extract
from kg.extraction import read_jsonl, to_line, write_jsonl
from kg.folder import EXTRACTIONS, PARTS, QUADS, STORE, is_graph, read_manifest, write_manifest
from kg.ids import report_iri
from kg.model import Extraction, Graph, Report
from kg.ontology import schema
from kg.rdf import Violation, build_store, validate, write_nquads
from kg.replacing import replacing
from kg.reviewing import Decision, Decisions, read_decisions

Progress = Callable[[str, int, int], None]
"""Called as a stage goes on: its name, how much is done, how much there is."""


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

    `duplicates` pairs each report that repeats another's text with the one that was kept. `decisions`
    are an analyst's, applied to what the reports say.
    """

    failures: list[Failure] = field(default_factory=list)
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
    ) -> Iterator[Extraction]:
        """What the reports of the paths say, in their order.

        With `distinct`, a repeated text is left out, and what is one but for some characters is noted (`Report.like`).

        `jobs` processes share the work; what comes of it is the same for any number of them.
        """
        paths = list(paths)
        total, sources = len(find_files(paths)), set[str]()
        for extraction in extract(self._reports(paths, place=place, distinct=distinct), jobs=jobs):
            yield self.decisions.applied(extraction)
            sources.add(extraction.report.source)
            if progress:
                progress("extract", len(sources), total)

    def _reports(self, paths: list[Path | str], *, place: str | None, distinct: bool) -> Iterator[Report]:
        first: dict[str, Report] = {}
        known = KnownReports()
        for found in read_reports(paths, place=place):
            if isinstance(found, Failure):
                self.failures.append(found)
                continue
            kept = first.setdefault(found.id, found)
            if distinct and kept is not found:
                self.duplicates.append((found, kept))
            else:
                yield replace(found, like=known.like(found)) if distinct else found


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What `build` did. `failures` are files without a report; `violations` are of the ontology's shapes.

    `unmet` are an analyst's decisions on what no report says any longer. `copies` pairs each report that is
    another but for some characters with that one.
    """

    folder: Path
    graph: Graph = field(repr=False)
    reports: tuple[ReportSummary, ...]
    duplicates: tuple[tuple[Report, Report], ...]
    failures: tuple[Failure, ...]
    violations: tuple[Violation, ...]
    unmet: tuple[Decision, ...]
    seconds: float

    @property
    def conforms(self) -> bool:
        return not self.violations

    @property
    def copies(self) -> tuple[tuple[Report, Report], ...]:
        known = self.graph.reports
        return tuple((known[copy], known[original]) for copy, original in sorted(self.graph.copies.items()))


@dataclass(frozen=True, slots=True)
class Retraction:
    """What `retract` did: the reports that are gone, what is left, and whether that obeys the ontology's shapes."""

    folder: Path
    reports: tuple[Report, ...]
    graph: Graph = field(repr=False)
    violations: tuple[Violation, ...]


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

    Raises NoReports if nothing can be built, NotAGraph if `out` holds something else than a graph,
    MalformedFile for a review that cannot be read.
    """
    started = time.monotonic()
    tell = progress or (lambda stage, done, total: None)
    paths, out = list(paths), Path(out)
    _check_replaceable(out)
    reading = Reading(decisions=read_decisions(reviewed))
    with replacing(out, parts=PARTS) as workplace:
        summaries = []
        with (workplace / EXTRACTIONS).open("w", encoding="utf-8", newline="\n") as file:
            for extraction in reading.extractions(paths, place=place, progress=tell, distinct=True, jobs=jobs):
                file.write(to_line(extraction))
                summaries.append(_summary(extraction))
        if not summaries:
            raise NoReports(nothing_found(reading.failures))
        graph, violations = derive(workplace, progress=tell)
    return BuildResult(
        folder=out,
        graph=graph,
        reports=tuple(summaries),
        duplicates=tuple(reading.duplicates),
        failures=tuple(reading.failures),
        violations=violations,
        unmet=tuple(reading.decisions.unmet),
        seconds=time.monotonic() - started,
    )


def derive(folder: Path, *, progress: Progress | None = None) -> tuple[Graph, tuple[Violation, ...]]:
    """Make all else of a graph folder from its extractions.jsonl: quads, store, manifest. Returns what it holds."""
    tell = progress or (lambda stage, done, total: None)
    tell("write", 0, 1)
    extractions = list(read_jsonl(folder / EXTRACTIONS))
    graph = Graph.of(extractions)
    write_nquads(extractions, folder / QUADS)
    build_store(folder / QUADS, folder / STORE)
    write_manifest(folder, reports=len(graph.reports), entities=len(graph.entities), relations=len(graph.relations))
    tell("check", 0, 1)
    return graph, tuple(validate(folder).violations)


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
        graph, violations = derive(workplace, progress=progress)
    return Retraction(folder, tuple(gone.values()), graph, violations)


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


def nothing_found(failures: Sequence[Failure]) -> str:
    """Why there is nothing to build: a line for each file, and what to do.

    >>> print(nothing_found([]))
    no files to read: give .txt, .md, .docx, .pdf or .html files, or folders that hold some
    """
    if not failures:
        return "no files to read: give .txt, .md, .docx, .pdf or .html files, or folders that hold some"
    return "\n".join([*map(str, failures), "nothing to build: no report was found"])


def _summary(extraction: Extraction) -> ReportSummary:
    statuses = [relation.status for relation in extraction.relations]
    return ReportSummary(
        replace(extraction.report, text=""),
        len(extraction.entities),
        statuses.count("actual"),
        statuses.count("planned"),
    )


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
