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
from kg.commands import asking, building, checking, giving, neo4j, setting_up
from kg.commands.defaults import ProjectDefaults
from kg.commands.options import Group, volume_options
from kg.terminal import enter

EXIT_CODES = """\b
Exit codes:
  0    done
  1    done, but some input failed, or the graph does not conform
  2    could not run: the command line, the input or the surroundings are not right
  130  stopped with Ctrl-C; what was there before is as it was
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
    "Set up": (setting_up.init, setting_up.doctor, setting_up.completion),
}


SETTINGS = {"help_option_names": ["-h", "--help"], "default_map": ProjectDefaults()}


class Sections(Group):
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


@click.group(cls=Sections, epilog=EXIT_CODES, context_settings=SETTINGS)
@click.version_option(__version__, "-V", "--version", message="kg %(version)s")
@volume_options
def cli() -> None:
    """From Chinese public-health reports to a knowledge graph with evidence, offline."""


for commands in SECTIONS.values():
    for command in commands:
        cli.add_command(command)
