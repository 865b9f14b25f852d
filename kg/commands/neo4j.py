"""Neo4j: load a graph into one, run one on this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.commands.options import (
    Group,
    graph_argument,
    graph_name_option,
    json_option,
    neo4j_address,
    neo4j_options,
    volume_options,
)
from kg.terminal import PARTLY, answer, progress_bar, say, tell, warn

if TYPE_CHECKING:
    from kg.property_graph.server import Server
    from kg.property_graph.server.running import Runtime


uri_option = click.option("--uri", envvar="NEO4J_URI", show_envvar=True, help="Such as bolt://localhost:7687.")


@click.command()
@graph_argument
@uri_option
@neo4j_options
@graph_name_option
@click.option(
    "--batch-size",
    type=click.IntRange(1),
    default=2_000,
    show_default=True,
    metavar="N",
    help="How many nodes or passages a transaction writes.",
)
@click.option("--again", is_flag=True, help="Write everything, also what the server says it has.")
@json_option
@volume_options
def load(
    folder: str,
    uri: str | None,
    user: str,
    database: str | None,
    graph: str,
    batch_size: int,
    again: bool,
    as_json: bool,
) -> None:
    """Load the graph into Neo4j, so that the server holds it and no more.

    Safe to repeat: what is there is left, what has changed is renewed, what no report says any more is deleted, and a
    load that broke off is completed. The password is taken from NEO4J_PASSWORD; that of `kg neo4j start` is known.
    Without an address, that server is taken.
    """
    from kg.folder import read_manifest
    from kg.property_graph import load
    from kg.records import load_record

    read_manifest(folder)
    uri, user, secret = neo4j_address(uri, user)
    with progress_bar("read", "load") as progress:
        result = load(
            folder,
            uri,
            user=user,
            password=secret,
            database=database,
            graph=graph,
            batch_size=batch_size,
            again=again,
            progress=progress,
        )
    if as_json:
        answer(load_record(result, uri))
        return
    done = "unchanged" if result.unchanged else f"{result.written} written, {result.deleted} deleted"
    size = f"{result.nodes} nodes, {result.relationships} relationships"
    tell(f"{size}: {done} in {result.seconds:.1f} s → {uri}")


@click.group(cls=Group)
@volume_options
def neo4j() -> None:
    """Run a Neo4j on this machine; remove a graph from one.

    In Docker where its engine runs, else on this machine's Java (17 to 24) and Maven, which fetches Neo4j once.
    It listens on the loopback address alone.
    """


home_option = click.option("--home", metavar="DIR", help="Where its data lies; else in the user's data folder.")
runtime_option = click.option("--runtime", type=click.Choice(["docker", "java"]), help="Else whichever there is.")


def tell_server(server: Server, as_json: bool) -> None:
    """How to reach a server, as lines that a shell can read."""
    from kg.records import server_record

    if as_json:
        answer(server_record(server))
        return
    if server.browser_uri:
        click.echo(f"# Neo4j Browser: {server.browser_uri}")
    click.echo(f"export NEO4J_URI={server.uri} NEO4J_USERNAME={server.user} NEO4J_PASSWORD={server.password}")


@neo4j.command()
@home_option
@runtime_option
@json_option
@volume_options
def start(home: str | None, runtime: Runtime | None, as_json: bool) -> None:
    """Start a Neo4j that goes on until it is stopped."""
    from kg.property_graph.server import start

    tell_server(start(home, runtime=runtime, say=say), as_json)
    say("it goes on; `kg neo4j stop" + (f" --home {home}" if home else "") + "` stops it")


@neo4j.command()
@home_option
@json_option
@volume_options
@click.pass_context
def status(ctx: click.Context, home: str | None, as_json: bool) -> None:
    """Tell where the Neo4j is: exit 0 if it runs, 1 if not."""
    from kg.property_graph.server import status

    server = status(home)
    if server is None:
        warn("no Neo4j runs here; `kg neo4j start` starts one")
        ctx.exit(PARTLY)
    tell_server(server, as_json)


@neo4j.command()
@home_option
@volume_options
@click.pass_context
def stop(ctx: click.Context, home: str | None) -> None:
    """Stop the Neo4j; its data stays. Exit 1 if none ran."""
    from kg.property_graph.server import stop

    if not stop(home):
        warn("no Neo4j of `kg neo4j start` runs here")
        ctx.exit(PARTLY)
    say("stopped; its data stays, and `kg neo4j start" + (f" --home {home}" if home else "") + "` starts it again")


@neo4j.command("browser")
@click.argument("folder", metavar="DIR")
@click.option("--jar", metavar="FILE.jar", help="Neo4j Browser: writes one with all in it too.")
@json_option
@volume_options
def write_browser(folder: str, jar: str | None, as_json: bool) -> None:
    """Write style, guide and saved queries for your Neo4j Browser.

    yilian.grass and queries/ can be dropped onto the Browser's window; settings.conf is for a server's neo4j.conf and
    gives the style to all who connect. The Browser of `kg neo4j start` has all of it.
    """
    from kg.property_graph.browser import write_browser

    written = write_browser(folder, jar=jar)
    if as_json:
        answer({"folder": folder, "written": [str(path) for path in written]})
    else:
        tell(f"{len(written)} files → {folder}")


@neo4j.command("run")
@click.option("--home", metavar="DIR", help="Where its data lies; else it goes with the server.")
@runtime_option
@json_option
@volume_options
def run_server(home: str | None, runtime: Runtime | None, as_json: bool) -> None:
    """Run a Neo4j until Ctrl-C."""
    import threading

    from kg.property_graph.server import running_server

    with running_server(home, runtime=runtime, say=say) as server:
        tell_server(server, as_json)
        sys.stdout.flush()
        threading.Event().wait()


@neo4j.command("remove")
@click.argument("graph", metavar="NAME")
@uri_option
@neo4j_options
@json_option
@volume_options
def remove_graph(graph: str, uri: str | None, user: str, database: str | None, as_json: bool) -> None:
    """Remove the graph of a name, and leave the others."""
    from kg.property_graph import remove

    uri, user, secret = neo4j_address(uri, user)
    nodes = remove(graph, uri, user=user, password=secret, database=database)
    if as_json:
        answer({"uri": uri, "graph": graph, "nodes": nodes})
    else:
        tell(f"{nodes} nodes of graph {graph!r} removed from {uri}")
