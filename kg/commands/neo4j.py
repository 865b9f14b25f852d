"""Neo4j: load a graph into one, run one on this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.commands.options import graph_argument, neo4j_address, neo4j_options, verbose_option
from kg.terminal import PARTLY, progress_bar, warn

if TYPE_CHECKING:
    from kg.property_graph.server import Server
    from kg.property_graph.server.running import Runtime


@click.command()
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

    graph = open_graph(folder)
    uri, user, secret = neo4j_address(uri, user)
    with progress_bar() as progress:
        result = load(graph, uri, user=user, password=secret, database=database, progress=progress)
    click.echo(f"{result.nodes} nodes, {result.relationships} relationships in {result.seconds:.1f} s → {uri}")


@click.group()
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


@neo4j.command("browser")
@click.argument("folder", metavar="DIR")
@click.option("--jar", metavar="FILE.jar", help="Neo4j Browser: writes one with all in it too.")
@verbose_option
def write_browser(folder: str, jar: str | None) -> None:
    """Write style, guide and saved queries for a Neo4j Browser of your own.

    yilian.grass and queries/ can be dropped onto the Browser's window; settings.conf is for a server's neo4j.conf and
    gives the style to all who connect. The Browser of `kg neo4j start` has all of it.
    """
    from kg.property_graph.browser import write_browser

    written = write_browser(folder, jar=jar)
    click.echo(f"{len(written)} files → {folder}")


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
