"""Asking the graph: questions, sparql, cypher, serve, stats, diff."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from kg.commands.options import (
    format_option,
    formats,
    graph_argument,
    graph_name_option,
    json_option,
    neo4j_address,
    neo4j_options,
    param_option,
    password,
    target_argument,
    volume_options,
)
from kg.terminal import answer, progress_bar, quiet, show, warn

if TYPE_CHECKING:
    from kg.analysis import StatusFilter
    from kg.rdf.query import Format as AnyFormat
    from kg.tables import Format


SPARQL_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "trig", "nquads", "rdfxml", "jsonld")


@click.command()
@format_option
@volume_options
def questions(format: Format) -> None:
    """List the shipped questions.

    Each is a name that `kg sparql` and `kg cypher` take for QUERY, and both give the same answer. Its parameters
    are shown with their defaults; --param NAME=VALUE changes one.
    """
    from kg.queries import questions

    show(questions(), format)


@click.command()
@graph_argument
@click.argument("query")
@formats(
    SPARQL_FORMATS, "table, or a W3C form: csv, tsv, json, xml of rows, the others of what CONSTRUCT and DESCRIBE give."
)
@param_option
@volume_options
def sparql(folder: str, query: str, format: AnyFormat, params: dict[str, Any]) -> None:
    """Ask the graph in SPARQL.

    QUERY is text, a .rq file or the name of a shipped question (see `kg questions`).

    \b
    kg sparql g "SELECT ?b WHERE {?a rdfs:label '杉川县人民医院'@zh ; yl:assists ?b}"
    """
    from kg.queries.misspelt import misspelt_in_sparql
    from kg.rdf import sparql
    from kg.rdf.query import find_question

    found = sparql(folder, query, parameters=params, format=format)
    if isinstance(found, str):
        click.echo(found, nl=False)
    else:
        show(found, "table")
    for line in misspelt_in_sparql(find_question(query).text):
        warn(line)


@click.command()
@target_argument
@click.argument("query")
@format_option
@param_option
@neo4j_options
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Stop the query after that."
)
@click.option("--write", is_flag=True, help="Let the query write, in Neo4j; else it can only read.")
@volume_options
def cypher(
    target: str,
    query: str,
    format: Format,
    params: dict[str, Any],
    user: str,
    database: str | None,
    timeout: float | None,
    write: bool,
) -> None:
    """Ask the graph in Cypher, in its folder or in Neo4j.

    QUERY is text, a .cypher file or the name of a shipped question. A Neo4j's password is taken from
    NEO4J_PASSWORD; that of `kg neo4j start` is known.

    \b
    kg cypher g "MATCH (a)-[:ASSISTS {status: 'actual'}]->(b) RETURN a.name, b.name"
    """
    from kg.property_graph import cypher
    from kg.property_graph.queries import find
    from kg.queries.misspelt import misspelt_in_cypher

    server = {"user": user, "password": password(target, user), "database": database} if "://" in target else {}
    show(cypher(target, query, parameters=params, timeout=timeout, write=write, **server), format)
    if not write:
        for line in misspelt_in_cypher(find(query, params)[0]):
            warn(line)


@click.command()
@graph_argument
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Other machines see what is not loopback.")
@click.option(
    "--timeout", type=click.IntRange(1), default=30, show_default=True, metavar="SECONDS", help="The limit of a query."
)
@json_option
@volume_options
def serve(folder: str, port: int, host: str, timeout: int, as_json: bool) -> None:
    """Serve the graph as a SPARQL endpoint until Ctrl-C.

    It is read only and has a query page that works without the internet. DIR must not be built anew meanwhile.
    A query has to declare its prefixes (yl, rdfs, …), which `kg sparql` knows.
    A query that names another server (SERVICE) makes this one ask it, so let only those ask whom you trust.
    """
    from kg.rdf.endpoint import serving
    from kg.rdf.terms import PREFIXES

    needed = {name: PREFIXES[name] for name in ("yl", "rdfs")}  # those of the shipped schema and of names
    with serving(folder, host=host, port=port, timeout=timeout) as endpoint:
        if as_json:
            answer({"page": endpoint.page, "endpoint": endpoint.query, "prefixes": needed})
        else:
            click.echo(f"query page: {endpoint.page}\nendpoint:   {endpoint.query}")
            lines = "\n            ".join(f"PREFIX {name}: <{iri}>" for name, iri in needed.items())
            click.echo(f"queries:    {lines}\n            stand at the head of each query, unlike in `kg sparql`")
        sys.stdout.flush()
        endpoint.process.wait()


@click.command()
@graph_argument
@click.option(
    "--relation",
    "relations",
    metavar="NAME",
    multiple=True,
    help="Only this relation (assists), or several by what is above them (linkedWith); may be repeated.",
)
@click.option(
    "--status",
    type=click.Choice(["actual", "planned", "any"]),
    default="actual",
    show_default=True,
    help="Of what status the ties are that are ranked and scored.",
)
@click.option("--place", metavar="县名", help="Only what the reports of a county say, by its name or code.")
@click.option("--year", type=int, help="Only what the reports of a year say.")
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="Rows of a ranking; 0 shows all.")
@click.option("--table", "wanted", metavar="TITLE", help="One of the tables alone, such as scores.")
@click.option("--write-back", is_flag=True, help="Write the scores to the nodes in Neo4j, where `kg load` put them.")
@click.option("--uri", envvar="NEO4J_URI", show_envvar=True, help="That Neo4j; else the one of `kg neo4j start`.")
@graph_name_option
@neo4j_options
@format_option
@volume_options
def stats(
    folder: str,
    relations: tuple[str, ...],
    status: StatusFilter,
    place: str | None,
    year: int | None,
    top: int,
    wanted: str | None,
    write_back: bool,
    uri: str | None,
    user: str,
    database: str | None,
    graph: str,
    format: Format,
) -> None:
    """Count the graph, rank its hospitals, and score who stands where in the network.

    Its size, its parts, hospitals, alliances, counties; degree, betweenness, PageRank, community and core of each
    entity that has ties with others.

    \b
    The tables, for --table:
      size, entities, relations, hospitals by partners, alliances by members,
      counties, bridges between counties, alliances with members in common,
      counties by outside help, scores, communities

    \b
    kg stats g --relation assists --place 杉川县
    kg stats g --table scores --top 0 --format csv
    """
    from kg import analysis
    from kg.ontology import schema
    from kg.pipeline import open_graph

    part = analysis.subgraph(open_graph(folder), relations=relations, place=place, year=year)
    classes = {name: c.label_zh for name, c in schema().classes.items()}
    types = {name: r.label_zh for name, r in schema().relations.items()}
    scores = analysis.scores(part, status=status)
    tables = {
        **analysis.tables(
            analysis.stats(part, top=top or None, status=status), class_labels=classes, relation_labels=types
        ),
        **analysis.score_tables(scores, top=top or None, class_labels=classes),
    }
    if wanted is not None and wanted not in tables:
        raise click.UsageError(f"No table {wanted!r}: there are {', '.join(tables)}.")
    show(tables if wanted is None else tables[wanted], format)
    if write_back:
        uri, user, secret = neo4j_address(uri, user)
        with progress_bar("write back") as progress:
            result = analysis.write_back(
                scores, uri, user=user, password=secret, database=database, graph=graph, progress=progress
            )
        if not quiet():
            click.echo(f"scores of {result.written} nodes → {uri}", err=True)
        if result.missing:
            warn(f"{result.missing} of the scored are not in {uri}; `kg load {folder}` loads the graph")


@click.command()
@graph_argument
@click.option("--from", "earlier", metavar="YEAR", type=int, required=True, help="The earlier year.")
@click.option("--to", "later", metavar="YEAR", type=int, required=True, help="The later year.")
@click.option("--place", metavar="县名", help="One county, by name or code; else all that have reports of both years.")
@format_option
@volume_options
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
