"""The command `kg`: each command is a few lines over the library function of the same name.

>>> from kg.terminal import run
>>> run(cli, ["--version"])
kg 0.1.0
0
"""

from __future__ import annotations

from typing import NoReturn

import click

from kg import __version__
from kg.commands import asking, building, checking, giving, neo4j
from kg.commands.options import verbose_option
from kg.terminal import enter

EXIT_CODES = """\b
Exit codes:
  0  done
  1  done, but some input failed, or the graph does not conform
  2  could not run: the command line, the input or the surroundings are not right
"""

SECTIONS: dict[str, tuple[click.Command, ...]] = {
    "From reports to a graph": (
        *(building.build, building.retract, building.extract, building.validate, building.demo),
    ),
    "Ask the graph": (
        *(asking.questions, asking.sparql, asking.cypher, asking.serve, asking.stats, asking.diff),
        *(giving.view, giving.export),
    ),
    "Check the extraction": (checking.explain, checking.review, checking.evaluate),
    "Neo4j": (neo4j.load, neo4j.neo4j),
}


class Sections(click.Group):
    """A group whose help lists its commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self.commands))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(str(each.name).ljust(width), each.get_short_help_str(limit=90)) for each in commands]
                )


def main() -> NoReturn:
    """The entry point of the command `kg`."""
    enter(cli)


@click.group(cls=Sections, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="kg %(version)s")
@verbose_option
def cli() -> None:
    """From Chinese public-health reports to a knowledge graph with evidence, offline."""


for commands in SECTIONS.values():
    for command in commands:
        cli.add_command(command)
