"""The options and arguments that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from kg.tables import FORMATS
from kg.terminal import talk

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


def neo4j_address(uri: str | None, user: str) -> tuple[str, str, str]:
    """Address, user and password of the Neo4j that is meant: without an address, the server of `kg neo4j start`."""
    from kg.property_graph.server import status

    if uri:
        return uri, user, password()
    if started := status():
        return started.uri, started.user, started.password
    raise click.UsageError("No Neo4j: give --uri, set NEO4J_URI, or run `kg neo4j start`.")
