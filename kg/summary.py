"""What a build found, in a page: the reports, the relations, and what was left out.

>>> from kg.model import Report
>>> period(Report("r1", "a.txt", (1, 2), 0, 30, "", year=2021, half=1))
'2021上半年'
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.counting import Counts
from kg.documents.files import endings
from kg.model import MASKED, Graph, Report, Withheld
from kg.tables import Rows, render

if TYPE_CHECKING:
    from kg.pipeline import BuildResult, Retraction
    from kg.rdf import Violation
    from kg.reviewing import Decision

MOST_REPORTS = 40
MOST_REPEATS = 5
MOST_VIOLATIONS = 10
MOST_UNMET = 10


def period(report: Report) -> str:
    """The year or half-year that a report is about, as its readers write it."""
    half = {None: "", 1: "上半年", 2: "下半年"}[report.half]
    return f"{report.year or ''}{half}"


def summary(result: BuildResult, *, width: int | None = None) -> str:
    """The tables that `kg build` prints. Of more than 40 reports only their number is shown."""
    parts = []
    if len(result.reports) <= MOST_REPORTS:
        parts.append(render(_reports(result), width=width))
    parts.append(render(_relations(result.counts), width=width))
    parts.append(f"{_size(result.counts)} in {result.seconds:.1f} s → {result.folder}\n")
    if any(result.withheld):
        parts.append(f"left out as personal: {withheld(result.withheld)}\n")
    return "\n".join(parts)


def withheld(found: Withheld) -> str:
    """How much that is personal was left out, in words.

    >>> withheld(Withheld(phones=1, names=2))
    '1 phone number, 2 names beside it'
    """
    numbers = [
        numbered(count, what)
        for count, what in ((found.phones, "phone number"), (found.ids, "identity number"))
        if count
    ]
    beside = "them" if found.phones + found.ids > 1 else "it"
    names = [f"{numbered(found.names, 'name')} beside {beside}"] if found.names else []
    return ", ".join(numbers + names)


def complaints(result: BuildResult, *, whole: bool = False) -> Iterator[str]:
    """What a reader has to know of a build besides its result, a line each.

    Of more than five reports that repeat others only their number is told, unless the `whole` is wanted.
    """
    if result.passed_over:
        yield passed_over(result.passed_over)
    repeats = [f"{_where(report)} repeats {_where(kept)} and counts once" for report, kept in result.duplicates]
    yield from in_brief(repeats, "reports repeat others and count once", whole=whole)
    copies = [
        f"{_where(copy)} is a copy of {_where(original)} but for some characters, and counts once"
        for copy, original in result.copies
    ]
    yield from in_brief(copies, "reports are copies of others but for some characters, and count once", whole=whole)
    for failure in result.failures:
        yield str(failure)
    yield from unmet(result.unmet)
    shown = result.violations[:MOST_VIOLATIONS]
    for violation in shown:
        yield f"does not conform: {violation.name or violation.node}: {violation.rule}"
    if len(result.violations) > len(shown):
        yield f"does not conform: {len(result.violations) - len(shown)} more; `kg validate {result.folder}` lists them"


def in_brief(lines: Sequence[str], of_many: str, *, whole: bool = False) -> Iterator[str]:
    """The lines; of more than five only how many there are, unless the `whole` is wanted.

    >>> list(in_brief(["a repeats b"], "reports repeat others")), list(in_brief("abcdef", "reports repeat others"))
    (['a repeats b'], ['6 reports repeat others; `--verbose` lists them'])
    """
    if whole or len(lines) <= MOST_REPEATS:
        yield from lines
    else:
        yield f"{len(lines)} {of_many}; `--verbose` lists them"


def passed_over(files: Collection[Path]) -> str:
    """How many files in folders are of kinds that are not read, and their endings.

    >>> passed_over([Path("reports/a.xlsx"), Path("reports/b.jpg")])
    'passed over 2 files of other kinds: .jpg, .xlsx; `kg build --help` says what is read'
    """
    number = numbered(len(files), "file")
    return f"passed over {number} of other kinds: {endings(files)}; `kg build --help` says what is read"


def retraction(result: Retraction) -> str:
    """What `kg retract` prints: the reports that are gone, and what is left."""
    gone = "".join(f"withdrawn: {_where(report)}, {report.title or report.id}\n" for report in result.reports)
    return f"{gone}left: {_size(result.counts)} → {result.folder}\n"


def still_there(result: Retraction) -> str:
    """What to do so that a withdrawn report does not come back."""
    sources = ", ".join(dict.fromkeys(report.source for report in result.reports))
    return f"a later `kg build` of the folder that holds {sources} reads it again, unless it is taken out there"


def _size(counts: Counts) -> str:
    return size(len(counts.reports), counts.entities, counts.relations)


def size(reports: int, entities: int, relations: int) -> str:
    """How large a graph is, in words.

    >>> size(1, 2, 0)
    '1 report, 2 entities, 0 relations'
    """
    return ", ".join(
        (numbered(reports, "report"), numbered(entities, "entity", "entities"), numbered(relations, "relation"))
    )


def numbered(count: int, one: str, many: str | None = None) -> str:
    """A number of things, in words.

    >>> numbered(1, "report"), numbered(2, "report")
    ('1 report', '2 reports')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def unmet(decisions: Sequence[Decision]) -> Iterator[str]:
    """The decisions on what no report says any longer; of many the first ten and their number."""
    for decision in decisions[:MOST_UNMET]:
        yield f"no report says this any longer: {decision}"
    if len(decisions) > MOST_UNMET:
        yield f"no report says what {len(decisions) - MOST_UNMET} more decisions are about"


def examples(graph: Graph, types: Sequence[str]) -> Iterator[str]:
    """For each type an edge between single institutions whose sentence is neither long nor bare, and that sentence."""
    from kg.ontology import schema

    for type_ in types:
        relations = [
            relation
            for relation in graph
            if relation.type == type_
            and not graph.entities[relation.head].collective
            and not graph.entities[relation.tail].collective
        ]
        if not relations:
            continue
        relation = min(relations, key=lambda r: (abs(len(r.evidence[0].sentence) - 32), r.key))
        head, tail = graph.entities[relation.head].name, graph.entities[relation.tail].name
        said = relation.evidence[0]
        source = graph.reports[said.report].source
        yield f"  {head} ─[{schema().relations[type_].label_zh} {type_}, {relation.status}]→ {tail}"
        yield f"      {source}: {said.sentence.strip()}"


def violations(found: Sequence[Violation], *, brief: bool = False) -> Rows:
    """Broken rules as rows; in brief, a node that has a name goes by it alone."""
    columns = (
        ("name", "rule", "sentence", "source") if brief else ("node", "name", "rule", "value", "sentence", "source")
    )
    named = (replace(each, name=each.name or each.node) if brief else each for each in found)
    return Rows(columns, [tuple(getattr(each, column) for column in columns) for each in named])


def _where(report: Report) -> str:
    return f"{report.source} lines {report.lines[0]}–{report.lines[1]}"


def _reports(result: BuildResult) -> Rows:
    columns = ("report", "lines", "county", "period", "entities", "actual", "planned")
    rows = [
        (
            each.report.source,
            f"{each.report.lines[0]}–{each.report.lines[1]}",
            each.report.place or MASKED,
            period(each.report),
            each.entities,
            each.actual,
            each.planned,
        )
        for each in result.reports
    ]
    return Rows(columns, rows)


def _relations(counts: Counts) -> Rows:
    from kg.ontology import schema

    rows = [
        (relation.label_zh, name, counts.by_kind[name, "actual"], counts.by_kind[name, "planned"])
        for name, relation in schema().relations.items()
    ]
    return Rows(("relation", "", "actual", "planned"), rows)
