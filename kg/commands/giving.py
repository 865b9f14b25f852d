"""Giving the graph away: view, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import graph_argument, graph_name_option, json_option, volume_options
from kg.terminal import answer, tell

if TYPE_CHECKING:
    from kg.exporting import Format as ExportFormat


EXPORT_FORMATS = (
    *("turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld"),
    *("graphml", "gexf", "csv", "cypher", "neo4j-admin"),
)


def told(output: str, as_json: bool) -> None:
    """Name the file that was written."""
    if as_json:
        answer({"output": output})
    else:
        tell(output)


@click.command()
@graph_argument
@click.option(
    *("-o", "--output"),
    metavar="FILE.html",
    default="network.html",
    show_default=True,
    help="The file to write; .svg for a still picture.",
)
@click.option("--title", help="The title of page or picture.")
@json_option
@volume_options
def view(folder: str, output: str, title: str | None, as_json: bool) -> None:
    """Write the network as one HTML page.

    The page is one file that needs no network: search, filter, click an edge to read its evidence.
    """
    from kg.pipeline import open_graph
    from kg.views import picture, view

    ending = Path(output).suffix.lower()
    if ending not in (".html", ".htm", ".svg"):
        raise click.UsageError(f"{output}: its ending says no form. Give FILE.html for a page, FILE.svg for a picture.")
    (picture if ending == ".svg" else view)(open_graph(folder), output, title=title)
    told(output, as_json)


@click.command()
@graph_argument
@click.option(
    "-o", "--output", metavar="FILE", default="-", help="Else standard output; a folder or FILE.zip for tables."
)
@click.option("--format", "format", type=click.Choice(EXPORT_FORMATS), help="Else the one of FILE's ending.")
@graph_name_option
@json_option
@volume_options
def export(folder: str, output: str, format: ExportFormat | None, graph: str, as_json: bool) -> None:
    """Write the graph for other programs.

    RDF with a named graph for each report (trig, nquads, jsonld) or without (turtle, ntriples, rdfxml); networks for
    Gephi, yEd or Cytoscape (graphml, gexf); tables of nodes and relations (csv); statements for Neo4j (cypher); tables
    for its bulk import, and the command that imports them (neo4j-admin).
    """
    from kg.exporting import export

    if output == "-":
        if as_json:
            raise click.UsageError("--json needs -o FILE: without it the graph comes on standard output.")
        export(folder, sys.stdout.buffer, format or "turtle", graph=graph)
        sys.stdout.flush()
    else:
        export(folder, output, format, graph=graph)
        told(output, as_json)
