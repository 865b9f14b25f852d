"""The command `kg`: each command is a few lines over the library function of the same name.

>>> from kg.terminal import run
>>> run(cli, ["--version"])
kg 0.1.0
0
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kg import __version__
from kg.tables import FORMATS
from kg.terminal import PARTLY, enter, progress_bar, show, talk, warn

if TYPE_CHECKING:
    from kg.exporting import Format as ExportFormat
    from kg.property_graph.server import Server
    from kg.property_graph.server.running import Runtime
    from kg.rdf.query import Format as AnyFormat
    from kg.tables import Format

# Everything else is imported within the command that needs it: `kg --help` should not wait for spaCy.

SPARQL_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "trig", "nquads", "rdfxml", "jsonld")

EXPORT_FORMATS = (
    *("turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld"),
    *("graphml", "gexf", "csv", "cypher"),
)

EXIT_CODES = """\b
Exit codes:
  0  done
  1  done, but some input failed, or the graph does not conform
  2  could not run: the command line, the input or the surroundings are not right
"""

SECTIONS = {
    "From reports to a graph": ("build", "retract", "extract", "validate", "demo"),
    "Ask the graph": ("questions", "sparql", "cypher", "serve", "stats", "diff", "view", "export"),
    "Check the extraction": ("explain", "review", "evaluate"),
    "Neo4j": ("load", "neo4j"),
}


class Sections(click.Group):
    """A group whose help lists its commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self.commands))
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name.ljust(width), self.commands[name].get_short_help_str(limit=90)) for name in names]
                )


def main() -> NoReturn:
    """The entry point of the command `kg`."""
    enter(cli)


verbose_option = click.option(
    "-v", "--verbose", is_flag=True, expose_value=False, is_eager=True, callback=talk, help="Say more on stderr."
)
reports_argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True)
graph_argument = click.argument("folder", metavar="DIR")
place_option = click.option("--place", metavar="县名", help="The reporting county, where the texts hide it.")
reviewed_option = click.option(
    "--reviewed", metavar="FILE.csv", multiple=True, help="Decisions on what `kg review` asked; may be repeated."
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work."
)
format_option = click.option(
    "--format", "format", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print rows."
)


def parameters(ctx: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, Any]:
    """What `--param` gives: VALUE is read as JSON where it is JSON (12, true, ["a"]), else taken as text."""
    import json

    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE.", ctx, parameter)
        try:
            values[name] = json.loads(value)
        except ValueError:
            values[name] = value
    return values


param_option = click.option(
    "-p",
    "--param",
    "params",
    metavar="NAME=VALUE",
    multiple=True,
    callback=parameters,
    help="A parameter of the query; may be repeated.",
)


def neo4j_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How to log in to Neo4j. The password is no option: others on the machine can read a command line."""
    user = click.option("--user", envvar="NEO4J_USERNAME", default="neo4j", show_envvar=True, show_default=True)
    database = click.option("--database", envvar="NEO4J_DATABASE", show_envvar=True, help="Else the server's default.")
    return user(database(command))


def password() -> str:
    """The password of a Neo4j: from NEO4J_PASSWORD, else asked for on a terminal."""
    known = os.environ.get("NEO4J_PASSWORD")
    if known is None and sys.stdin.isatty():
        known = click.prompt("Neo4j password", hide_input=True, err=True)
    if known is None:
        raise click.UsageError("Neo4j needs a password: set NEO4J_PASSWORD.")
    return known


@click.group(cls=Sections, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="kg %(version)s")
@verbose_option
def cli() -> None:
    """From Chinese public-health reports to a knowledge graph with evidence, offline."""


@cli.command()
@reports_argument
@click.option("-o", "--output", metavar="DIR", required=True, help="The graph folder to write.")
@place_option
@reviewed_option
@jobs_option
@verbose_option
@click.pass_context
def build(
    ctx: click.Context, paths: tuple[str, ...], output: str, place: str | None, reviewed: tuple[str, ...], jobs: int
) -> None:
    """Read reports and write their graph.

    PATH is a .txt, .md, .docx, .pdf or .html file, or a folder of them. Its reports are read, what they
    say is extracted, and the graph is checked against the ontology. A file that cannot be read
    is named and left out. DIR is replaced only when the new one is whole.
    """
    from kg.pipeline import build
    from kg.summary import complaints, summary

    with progress_bar() as progress:
        result = build(paths, output, place=place, reviewed=reviewed, jobs=jobs, progress=progress)
    click.echo(summary(result), nl=False)
    for line in complaints(result):
        warn(line)
    if result.failures or not result.conforms:
        ctx.exit(PARTLY)


@cli.command()
@graph_argument
@click.argument("report")
@verbose_option
@click.pass_context
def retract(ctx: click.Context, folder: str, report: str) -> None:
    """Withdraw a report from a graph.

    REPORT is its id, its IRI or its source file. What it alone said goes, what other reports say too stays. DIR is
    replaced only when the new one is whole.
    """
    from kg.pipeline import retract
    from kg.summary import retraction

    with progress_bar() as progress:
        result = retract(folder, report, progress=progress)
    click.echo(retraction(result), nl=False)
    if result.violations:
        warn(f"{folder}: {len(result.violations)} violations of the ontology's shapes; `kg validate` lists them")
        ctx.exit(PARTLY)


@cli.command()
@reports_argument
@click.option("-o", "--output", metavar="FILE.jsonl", default="-", help="Else standard output.")
@place_option
@reviewed_option
@jobs_option
@verbose_option
@click.pass_context
def extract(
    ctx: click.Context, paths: tuple[str, ...], output: str, place: str | None, reviewed: tuple[str, ...], jobs: int
) -> None:
    """Write what each report says as a line of JSON."""
    from kg.errors import NoReports
    from kg.extraction import to_line, write_jsonl
    from kg.pipeline import Reading, nothing_found
    from kg.reviewing import read_decisions
    from kg.summary import unmet

    reading, count = Reading(decisions=read_decisions(reviewed)), 0
    with progress_bar() as progress:
        extractions = reading.extractions(paths, place=place, jobs=jobs, progress=progress)
        if output == "-":
            for extraction in extractions:
                click.echo(to_line(extraction), nl=False)
                count += 1
        else:
            count = write_jsonl(extractions, output)
    if not count:
        raise NoReports(nothing_found(reading.failures))
    for complaint in (*unmet(reading.decisions.unmet), *map(str, reading.failures)):
        warn(complaint)
    if reading.failures:
        ctx.exit(PARTLY)


@cli.command()
@graph_argument
@format_option
@verbose_option
@click.pass_context
def validate(ctx: click.Context, folder: str, format: Format) -> None:
    """Check a graph against the ontology's shapes.

    Exit 0 if it conforms, 1 if it does not, 2 if it could not be checked.
    """
    from kg.rdf import validate
    from kg.summary import violations

    result = validate(folder)
    if result.conforms and format == "table":
        click.echo(f"{folder} conforms to the ontology's shapes.")
    else:
        show(violations(result.violations, brief=format == "table"), format)
    if not result.conforms:
        warn(f"{folder}: {len(result.violations)} violations of the ontology's shapes")
        ctx.exit(PARTLY)


@cli.command()
@graph_argument
@click.argument("query")
@click.option(
    "--format",
    "format",
    type=click.Choice(SPARQL_FORMATS),
    default="table",
    show_default=True,
    help="table, or a W3C form: csv, tsv, json, xml of rows, the others of what CONSTRUCT and DESCRIBE give.",
)
@param_option
@verbose_option
def sparql(folder: str, query: str, format: AnyFormat, params: dict[str, Any]) -> None:
    """Ask the graph in SPARQL.

    QUERY is text, a .rq file or the name of a shipped question (see `kg questions`).

    \b
    kg sparql g "SELECT ?b WHERE {?a rdfs:label '青禾县人民医院'@zh ; yl:assists ?b}"
    """
    from kg.rdf import sparql

    answer = sparql(folder, query, parameters=params, format=format)
    if isinstance(answer, str):
        click.echo(answer, nl=False)
    else:
        show(answer, "table")


@cli.command()
@click.argument("target", metavar="DIR|bolt://…")
@click.argument("query")
@format_option
@param_option
@neo4j_options
@verbose_option
def cypher(target: str, query: str, format: Format, params: dict[str, Any], user: str, database: str | None) -> None:
    """Ask the graph in Cypher, in its folder or in Neo4j.

    QUERY is text, a .cypher file or the name of a shipped question. A Neo4j's password is taken from
    NEO4J_PASSWORD.

    \b
    kg cypher g "MATCH (a)-[:ASSISTS {status: 'actual'}]->(b) RETURN a.name, b.name"
    """
    from kg.property_graph import cypher

    if "://" in target:
        rows = cypher(target, query, parameters=params, user=user, password=password(), database=database)
    else:
        rows = cypher(target, query, parameters=params)
    show(rows, format)


@cli.command()
@format_option
@verbose_option
def questions(format: Format) -> None:
    """List the shipped questions.

    Each is a name that `kg sparql` and `kg cypher` take for QUERY, and both give the same answer. Its parameters
    are shown with their defaults; --param NAME=VALUE changes one.
    """
    from kg.questions import listing

    show(listing(), format)


@cli.command()
@graph_argument
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Other machines see what is not loopback.")
@click.option(
    "--timeout", type=click.IntRange(1), default=30, show_default=True, metavar="SECONDS", help="The limit of a query."
)
@verbose_option
def serve(folder: str, port: int, host: str, timeout: int) -> None:
    """Serve the graph as a SPARQL endpoint until Ctrl-C.

    It is read only and has a query page that works without the internet. DIR must not be built anew meanwhile.
    """
    from kg.rdf.endpoint import serving

    with serving(folder, host=host, port=port, timeout=timeout) as endpoint:
        click.echo(f"query page: {endpoint.page}\nendpoint:   {endpoint.query}")
        sys.stdout.flush()
        endpoint.process.wait()


@cli.command()
@graph_argument
@format_option
@verbose_option
def stats(folder: str, format: Format) -> None:
    """Count the graph and rank its hospitals.

    Its size, its parts, the hospitals with the most partners, alliances, counties.
    """
    from kg.analysis import stats, tables
    from kg.ontology import schema
    from kg.pipeline import open_graph

    known = schema()
    found = tables(
        stats(open_graph(folder)),
        class_labels={name: c.label_zh for name, c in known.classes.items()},
        relation_labels={name: r.label_zh for name, r in known.relations.items()},
    )
    show(found, format)


@cli.command()
@graph_argument
@click.option("--from", "earlier", metavar="YEAR", type=int, required=True, help="The earlier year.")
@click.option("--to", "later", metavar="YEAR", type=int, required=True, help="The later year.")
@click.option("--place", metavar="县名", help="One county, by name or code; else all that have reports of both years.")
@format_option
@verbose_option
def diff(folder: str, earlier: int, later: int, place: str | None, format: Format) -> None:
    """Show what changed in a county between two years.

    What its reports of the later year add, continue and carry out of earlier plans, and what they no longer mention.
    """
    from kg.analysis import diff
    from kg.pipeline import open_graph

    graph = open_graph(folder)
    found = diff(graph, earlier, later, place=place)
    show(found.rows(graph, brief=format == "table"), format)
    for year, counties in ((earlier, found.only_earlier), (later, found.only_later)):
        if counties:
            warn(f"not compared, with reports of {year} only: {', '.join(counties)}")


@cli.command()
@graph_argument
@click.option("-o", "--output", metavar="FILE", default="-", help="Else standard output; for csv a folder or FILE.zip.")
@click.option("--format", "format", type=click.Choice(EXPORT_FORMATS), help="Else the one of FILE's ending.")
@verbose_option
def export(folder: str, output: str, format: ExportFormat | None) -> None:
    """Write the graph for other programs.

    RDF with a named graph for each report (trig, nquads, jsonld) or without (turtle, ntriples, rdfxml); networks for
    Gephi, yEd or Cytoscape (graphml, gexf); tables of nodes and relations (csv); statements for Neo4j (cypher).
    """
    from kg.exporting import export

    if output == "-":
        export(folder, sys.stdout.buffer, format or "turtle")
        sys.stdout.flush()
    else:
        export(folder, output, format)
        click.echo(output)


@cli.command()
@graph_argument
@click.option("-o", "--output", metavar="FILE.html", required=True, help="The file to write; .svg for a still picture.")
@click.option("--title", help="The page's title.")
@verbose_option
def view(folder: str, output: str, title: str | None) -> None:
    """Write the network as one HTML page.

    The page is one file that needs no network: search, filter, click an edge to read its evidence.
    """
    from kg.pipeline import open_graph
    from kg.views import picture, view

    graph = open_graph(folder)
    if output.lower().endswith(".svg"):
        picture(graph, output)
    else:
        view(graph, output, title=title)
    click.echo(output)


@cli.command()
@graph_argument
@click.argument("entity")
@format_option
@verbose_option
def explain(folder: str, entity: str, format: Format) -> None:
    """Show why an entity is there: its mentions, the rule that joined each, its relations.

    ENTITY is an IRI, a name or any form that a report prints; of a form that means several, all are shown.
    """
    from kg.explanation import explain, tables

    show(tables(explain(folder, entity), format), format)


@cli.command()
@graph_argument
@click.option("-o", "--output", metavar="FILE.csv", default="-", help="Else standard output.")
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="The confidence below which a relation is doubtful.",
)
@verbose_option
def review(folder: str, output: str, below: float) -> None:
    """Write the doubtful relations as a table to decide on.

    Fill in the column `decision` with accept or reject (接受, 拒绝, y, n) and give the file to
    `kg build --reviewed FILE.csv`. FILE.csv opens in spreadsheet programs; one with decisions is left alone.
    """
    from kg.reviewing import review, to_csv, write_csv

    rows = review(folder, below=below)
    if output == "-":
        click.echo(to_csv(rows), nl=False)
    else:
        write_csv(rows, output)
        click.echo(f"{len(rows.rows)} relations to decide on → {output}")


def bars(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, float]:
    """What `--min` gives: the least value of a figure."""
    from kg.evaluation import FIGURES

    minima: dict[str, float] = {}
    for each in given:
        name, _, value = each.partition("=")
        if name not in FIGURES:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FIGURES)}.", ctx, parameter)
        try:
            minima[name] = float(value)
        except ValueError:
            raise click.BadParameter(f"{each!r}: {value!r} is not a number.", ctx, parameter) from None
    return minima


@cli.command()
@click.argument("predictions", metavar="PREDICTIONS")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True)
@click.option(
    "--min",
    "minima",
    metavar="FIGURE=VALUE",
    multiple=True,
    callback=bars,
    help="Exit 1 if a figure is lower (network=0.8); may be repeated.",
)
@click.option("--errors/--no-errors", default=True, show_default=True, help="List what is missed and invented.")
@format_option
@verbose_option
@click.pass_context
def evaluate(
    ctx: click.Context, predictions: str, gold: tuple[str, ...], minima: dict[str, float], errors: bool, format: Format
) -> None:
    """Score predictions against gold, with the errors.

    PREDICTIONS is what `kg extract` wrote, or a graph folder; GOLD are .json files or folders of them.
    Figures: institutions, places, programmes, network, partOf, implements (F1), canonical, status (shares).
    """
    from kg.evaluation import evaluate

    result = evaluate(predictions, gold)
    show(result.tables(errors=errors, format=format), format)
    for report in result.unread:
        warn(f"{report.name}: no predicted report covers {report.source} lines {report.lines[0]}–{report.lines[1]}")
    below = result.below(minima)
    for name, value in below.items():
        warn(f"below the bar: {name} {value:.3f} < {minima[name]}")
    if below:
        ctx.exit(PARTLY)


@cli.command()
@graph_argument
@click.option("--uri", envvar="NEO4J_URI", show_envvar=True, help="Such as bolt://localhost:7687.")
@neo4j_options
@verbose_option
def load(folder: str, uri: str | None, user: str, database: str | None) -> None:
    """Load the graph into Neo4j. Safe to repeat: twice is once.

    The password is taken from NEO4J_PASSWORD. Without an address, the server of `kg neo4j start` is taken.
    """
    from kg.pipeline import open_graph
    from kg.property_graph import load
    from kg.property_graph.server import status

    graph = open_graph(folder)
    started = None if uri else status()
    if started:
        uri, user, secret = started.uri, started.user, started.password
    elif uri:
        secret = password()
    else:
        raise click.UsageError("No Neo4j: give --uri, set NEO4J_URI, or run `kg neo4j start`.")
    with progress_bar() as progress:
        result = load(graph, uri, user=user, password=secret, database=database, progress=progress)
    click.echo(f"{result.nodes} nodes, {result.relationships} relationships in {result.seconds:.1f} s → {uri}")


@cli.group()
def neo4j() -> None:
    """Run a Neo4j on this machine.

    In Docker where its engine runs, else on this machine's Java (17 or newer) and Maven, which fetches Neo4j once.
    It listens on the loopback address alone.
    """


home_option = click.option("--home", metavar="DIR", help="Where its data lies; else in the user's data folder.")
runtime_option = click.option("--runtime", type=click.Choice(["docker", "java"]), help="Else whichever there is.")


def tell_server(server: Server) -> None:
    """How to reach a server, as lines that a shell can read."""
    if server.browser_uri:
        click.echo(f"# Neo4j Browser: {server.browser_uri}")
    click.echo(f"export NEO4J_URI={server.uri} NEO4J_USERNAME={server.user} NEO4J_PASSWORD={server.password}")


@neo4j.command()
@home_option
@runtime_option
@verbose_option
def start(home: str | None, runtime: Runtime | None) -> None:
    """Start a Neo4j that goes on until it is stopped."""
    from kg.property_graph.server import start

    tell_server(start(home, runtime=runtime, say=warn))


@neo4j.command()
@home_option
@verbose_option
@click.pass_context
def status(ctx: click.Context, home: str | None) -> None:
    """Tell where the Neo4j is: exit 0 if it runs, 1 if not."""
    from kg.property_graph.server import status

    server = status(home)
    if server is None:
        warn("no Neo4j runs here; `kg neo4j start` starts one")
        ctx.exit(PARTLY)
    tell_server(server)


@neo4j.command()
@home_option
@verbose_option
@click.pass_context
def stop(ctx: click.Context, home: str | None) -> None:
    """Stop the Neo4j; its data stays. Exit 1 if none ran."""
    from kg.property_graph.server import stop

    if not stop(home):
        warn("no Neo4j of `kg neo4j start` runs here")
        ctx.exit(PARTLY)


@neo4j.command("run")
@click.option("--home", metavar="DIR", help="Where its data lies; else it goes with the server.")
@runtime_option
@verbose_option
def run_server(home: str | None, runtime: Runtime | None) -> None:
    """Run a Neo4j until Ctrl-C."""
    import threading

    from kg.property_graph.server import running_server

    with running_server(home, runtime=runtime, say=warn) as server:
        tell_server(server)
        sys.stdout.flush()
        threading.Event().wait()


@cli.command()
@click.option("-o", "--output", metavar="DIR", default="yilian-demo", show_default=True, help="The folder to write.")
@verbose_option
def demo(output: str) -> None:
    """Build the shipped sample reports and say what to try next."""
    from kg.pipeline import build
    from kg.samples import samples
    from kg.summary import complaints, examples, summary
    from kg.views import picture, view

    with progress_bar() as progress:
        result = build(samples(), output, progress=progress)
    view(result.graph, result.folder / "network.html")
    picture(result.graph, result.folder / "network.svg")
    click.echo(summary(result), nl=False)
    for line in complaints(result):
        warn(line)
    click.echo("\nFrom a sentence to an edge:")
    for line in examples(result.graph, ("assists", "contractsWith", "memberOf")):
        click.echo(line)
    on_path = shutil.which("kg") or not sys.argv[0].endswith("kg")
    click.echo(NEXT.format(folder=result.folder, kg="kg" if on_path else sys.argv[0]))


NEXT = """
The picture:  {folder}/network.svg
The network:  {folder}/network.html  (open it in a browser; it needs no network)

Try next:
  {kg} stats {folder}
  {kg} sparql {folder} "SELECT ?a ?b WHERE {{ ?x yl:assists ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }}"
  {kg} cypher {folder} "MATCH (a)-[r:CONTRACTS_WITH]-(b) RETURN a.name, r.status, b.name"
  {kg} build YOUR-REPORTS -o graph"""
