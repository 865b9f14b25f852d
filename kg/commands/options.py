"""The options and arguments that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from kg.commands.completing import files, folders_and_questions
from kg.tables import FORMATS
from kg.terminal import hush, talk

Command = Callable[..., Any]


class Group(click.Group):
    """A group that says of its commands' options where they stand."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = list(args)  # parsing empties the other
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            options = {option for each in self.commands.values() for part in each.params for option in part.opts}
            if error.option_name not in options:
                raise
            command = next((arg for arg in given if arg in self.commands), "COMMAND")
            where = f"{ctx.command_path} {command} {error.option_name}"
            raise click.UsageError(f"{error.option_name} stands after the command: {where}.", ctx) from None


def volume_options(command: Command) -> Command:
    """How much a command says besides its answer."""
    verbose = click.option(
        "-v", "--verbose", is_flag=True, expose_value=False, is_eager=True, callback=talk, help="Say more on stderr."
    )
    quiet = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=hush,
        help="Say only what goes wrong.",
    )
    return verbose(quiet(command))


def one_folder(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> str:
    """The graph folder of a command line; the project's where none is given.

    It takes any number of words, so that of `[DIR] QUERY` the one that may be left out is the first.
    """
    known = given or ctx.lookup_default(str(parameter.name))
    if not known and not ctx.resilient_parsing:
        raise click.UsageError("No graph: give DIR, or name it in yilian.toml (`kg init`).", ctx)
    if len(given) > 1:
        raise click.UsageError(f"Got unexpected extra argument ({given[1]}).", ctx)
    return str(known[0]) if known else ""


def some_reports(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The files and folders of a command line; the project's where none is given."""
    known = given or ctx.lookup_default(str(parameter.name))
    if not known and not ctx.resilient_parsing:
        raise click.UsageError("No reports: give PATH..., or name them in yilian.toml (`kg init`).", ctx)
    return tuple(known or ())


reports_argument = click.argument("paths", metavar="[PATH...]", nargs=-1, callback=some_reports, shell_complete=files)
graph_argument = click.argument(
    "folder", metavar="[DIR]", nargs=-1, callback=one_folder, shell_complete=folders_and_questions
)
target_argument = click.argument(
    "target", metavar="[DIR|bolt://…]", nargs=-1, callback=one_folder, shell_complete=folders_and_questions
)
place_option = click.option("--place", metavar="县名", help="The reporting county, where the texts hide it.")
reviewed_option = click.option(
    "--reviewed", metavar="FILE.csv", multiple=True, help="Decisions on what `kg review` asked; may be repeated."
)
graph_name_option = click.option(
    "--graph",
    metavar="NAME",
    default="yilian",
    show_default=True,
    help="The graph's name in Neo4j: a database may hold several.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work."
)


def formats(choices: Sequence[str], help: str) -> Callable[[Command], Command]:
    """`--format`, and `--json` for its most used choice."""

    def chosen(ctx: click.Context, parameter: click.Parameter, given: str) -> str:
        return "json" if ctx.meta.get(_JSON) else given

    def note(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            ctx.meta[_JSON] = True

    def added(command: Command) -> Command:
        choice = click.Choice(choices)
        long = click.option("--format", type=choice, default="table", show_default=True, callback=chosen, help=help)
        short = click.option(
            "--json", is_flag=True, expose_value=False, is_eager=True, callback=note, help="As --format json."
        )
        return long(short(command))

    return added


_JSON = "kg.json"
format_option = formats(FORMATS, "How to print rows.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


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


def neo4j_options(command: Command) -> Command:
    """How to log in to Neo4j. The password is no option: others on the machine can read a command line."""
    user = click.option("--user", envvar="NEO4J_USERNAME", default="neo4j", show_envvar=True, show_default=True)
    database = click.option("--database", envvar="NEO4J_DATABASE", show_envvar=True, help="Else the server's default.")
    return user(database(command))


def password(uri: str, user: str) -> str:
    """A Neo4j's password: of NEO4J_PASSWORD, else as `kg neo4j start` made it, else asked for on a terminal.

    It is neither asked for nor missed where nothing listens at the address: then that is what is wrong.
    """
    from kg.property_graph.connection import check_listening
    from kg.property_graph.server import started_server

    known = os.environ.get("NEO4J_PASSWORD")
    if known is None and (started := started_server()) and started.is_at(uri) and started.user == user:
        known = started.password
    if known is None:
        check_listening(uri)
    if known is None and sys.stdin.isatty():
        known = click.prompt("Neo4j password", hide_input=True, err=True)
    if known is None:
        raise click.UsageError("Neo4j needs a password: set NEO4J_PASSWORD. A running `kg neo4j start` needs none.")
    return known


def neo4j_address(uri: str | None, user: str) -> tuple[str, str, str]:
    """Address, user and password of the Neo4j that is meant: without an address, the server of `kg neo4j start`."""
    from kg.property_graph.server import status

    if uri:
        return uri, user, password(uri, user)
    if started := status():
        return started.uri, started.user, started.password
    raise click.UsageError("No Neo4j: give --uri, set NEO4J_URI, or run `kg neo4j start`.")
