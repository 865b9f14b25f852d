"""From reports to a graph: build, retract, extract, validate, demo."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from kg.commands.options import (
    format_option,
    graph_argument,
    jobs_option,
    json_option,
    place_option,
    reports_argument,
    reviewed_option,
    volume_options,
)
from kg.terminal import PARTLY, answer, progress_bar, say, show, tell, verbose, warn

if TYPE_CHECKING:
    from kg.tables import Format


@click.command()
@reports_argument
@click.option("-o", "--output", metavar="DIR", help="The graph folder to write; else that of yilian.toml.")
@place_option
@reviewed_option
@jobs_option
@json_option
@volume_options
@click.pass_context
def build(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    place: str | None,
    reviewed: tuple[str, ...],
    jobs: int,
    as_json: bool,
) -> None:
    """Read reports and write their graph.

    PATH is a .txt, .md, .html, .htm, .docx or .pdf file, through LibreOffice a .doc, .wps, .rtf or .odt file, a picture
    of a page (.png, .jpg, .jpeg), or a folder or .zip archive; pictures in folders and archives, and files of other
    kinds there, are passed over. Its reports are read, what they say is extracted, and the graph is checked against
    the ontology. A file that cannot be read is named and left out; so are phone and identity numbers and the names
    beside them. DIR is replaced only when the new one is whole.

    A build that was stopped goes on where it stood, and one of more reports does only what is new: what is finished
    is kept in .DIR.unfinished beside DIR until that is whole, then in DIR/finished. Deleting either loses nothing
    but time.
    """
    from kg.pipeline import build
    from kg.records import build_record
    from kg.summary import complaints, summary

    if output is None:
        raise click.UsageError("No graph folder: give -o DIR, or name it in yilian.toml (`kg init`).")
    with progress_bar("extract", "write", "store", "check", jobs=jobs) as progress:
        result = build(paths, output, place=place, reviewed=reviewed, jobs=jobs, progress=progress)
    # first what went wrong, so that the result is what a terminal shows at the end
    for line in complaints(result, whole=verbose()):
        warn(line)
    if as_json:
        answer(build_record(result))
    else:
        tell(summary(result))
    if result.failures or not result.conforms:
        ctx.exit(PARTLY)


@click.command()
@graph_argument
@click.argument("report")
@json_option
@volume_options
@click.pass_context
def retract(ctx: click.Context, folder: str, report: str, as_json: bool) -> None:
    """Withdraw a report from a graph.

    REPORT is its id, its IRI or its source file. What it alone said goes, what other reports say too stays. DIR is
    replaced only when the new one is whole. The file itself stays, and a later `kg build` reads it again.
    """
    from kg.pipeline import retract
    from kg.records import retract_record
    from kg.summary import numbered, retraction, still_there

    with progress_bar("write", "store", "check") as progress:
        result = retract(folder, report, progress=progress)
    if as_json:
        answer(retract_record(result))
    else:
        tell(retraction(result))
    say(still_there(result))
    if result.violations:
        found = numbered(len(result.violations), "violation")
        warn(f"{folder}: {found} of the ontology's shapes; `kg validate` lists them")
        ctx.exit(PARTLY)


@click.command()
@reports_argument
@click.option("-o", "--output", metavar="FILE.jsonl", default="-", help="Else standard output.")
@place_option
@reviewed_option
@jobs_option
@json_option
@volume_options
@click.pass_context
def extract(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str,
    place: str | None,
    reviewed: tuple[str, ...],
    jobs: int,
    as_json: bool,
) -> None:
    """Write what each report says as a line of JSON.

    With --json a summary comes on standard output, and so -o is needed.
    """
    from kg.errors import NoReports
    from kg.extraction import to_line, write_jsonl
    from kg.pipeline import Reading, nothing_found
    from kg.records import ExtractRecord, decision_records, failure_records
    from kg.reviewing import read_decisions
    from kg.summary import passed_over, unmet

    if as_json and output == "-":
        raise click.UsageError("--json needs -o FILE.jsonl: without it the lines come on standard output.")
    reading, count = Reading(decisions=read_decisions(reviewed)), 0
    with progress_bar("extract") as progress:
        extractions = reading.extractions(paths, place=place, jobs=jobs, progress=progress)
        if output == "-":
            for extraction in extractions:
                click.echo(to_line(extraction), nl=False)
                count += 1
        else:
            count = write_jsonl(extractions, output)
    if not count:
        raise NoReports(nothing_found(reading.failures, reading.passed_over))
    if as_json:
        failures, lost = failure_records(reading.failures), decision_records(reading.decisions.unmet)
        answer(ExtractRecord(output=output, reports=count, failures=failures, unmet=lost))
    if reading.passed_over:
        warn(passed_over(reading.passed_over))
    for complaint in (*unmet(reading.decisions.unmet), *map(str, reading.failures)):
        warn(complaint)
    if reading.failures:
        ctx.exit(PARTLY)


@click.command()
@graph_argument
@format_option
@volume_options
@click.pass_context
def validate(ctx: click.Context, folder: str, format: Format) -> None:
    """Check a graph against the ontology's shapes.

    Exit 0 if it conforms, 1 if it does not, 2 if it could not be checked.
    """
    from kg.rdf import validate
    from kg.summary import numbered, violations

    result = validate(folder)
    if result.conforms and format == "table":
        tell(f"{folder} conforms to the ontology's shapes.")
    else:
        show(violations(result.violations, brief=format == "table"), format)
    if not result.conforms:
        warn(f"{folder}: {numbered(len(result.violations), 'violation')} of the ontology's shapes")
        ctx.exit(PARTLY)


@click.command()
@click.option("-o", "--output", metavar="DIR", default="yilian-demo", show_default=True, help="The folder to write.")
@json_option
@volume_options
def demo(output: str, as_json: bool) -> None:
    """Build the shipped sample reports and say what to try next."""
    from kg.pipeline import build
    from kg.records import build_record
    from kg.samples import samples
    from kg.summary import complaints, examples, summary
    from kg.views import picture, view

    with progress_bar("extract", "write", "store", "check") as progress:
        result = build(samples(), output, progress=progress)
    view(result.graph, result.folder / "network.html")
    picture(result.graph, result.folder / "network.svg")
    for line in complaints(result, whole=verbose()):
        warn(line)
    if as_json:
        answer(build_record(result))
        return
    tell(summary(result))
    tell("\nFrom a sentence to an edge:")
    for line in examples(result.graph, ("assists", "contractsWith", "memberOf")):
        tell(line)
    on_path = shutil.which("kg") or not sys.argv[0].endswith("kg")
    tell(NEXT.format(folder=result.folder, kg="kg" if on_path else sys.argv[0]))


NEXT = """
The network:  {folder}/network.html  (open it in a browser; it works offline)
The picture:  {folder}/network.svg

Try next:
  {kg} stats {folder}
  {kg} sparql {folder} "SELECT ?a ?b WHERE {{ ?x yl:assists ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }}"
  {kg} cypher {folder} "MATCH (a)-[r:CONTRACTS_WITH]-(b) RETURN a.name, r.status, b.name"
  {kg} build YOUR-REPORTS -o graph"""
