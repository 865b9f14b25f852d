"""Checking the extraction: explain, review, evaluate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.options import format_option, graph_argument, json_option, volume_options
from kg.terminal import PARTLY, answer, show, tell, verbose, warn

if TYPE_CHECKING:
    from kg.tables import Format


@click.command()
@graph_argument
@click.argument("entity")
@format_option
@volume_options
def explain(folder: str, entity: str, format: Format) -> None:
    """Show why an entity is there: its mentions, the rule that joined each, its relations.

    ENTITY is an IRI, a name or any form that a report prints; of a form that means several, all are shown.
    """
    from kg.explanation import explain, tables

    show(tables(explain(folder, entity), format), format)


@click.command()
@graph_argument
@click.option("-o", "--output", metavar="FILE.csv", default="-", help="Else standard output.")
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="The confidence below which a relation is doubtful.",
)
@json_option
@volume_options
def review(folder: str, output: str, below: float, as_json: bool) -> None:
    """Write the doubtful relations as a table to decide on.

    Fill in the column `decision` with accept or reject (接受, 拒绝, y, n) and give the file to
    `kg build --reviewed FILE.csv`. FILE.csv opens in spreadsheet programs; one with decisions is left alone.
    """
    from kg.reviewing import review, to_csv, write_csv
    from kg.summary import numbered

    rows = review(folder, below=below)
    if output != "-":
        write_csv(rows, output)
    if as_json:
        answer({"output": None if output == "-" else output, "relations": rows.records()})
    elif output == "-":
        click.echo(to_csv(rows), nl=False)
    else:
        tell(f"{numbered(len(rows.rows), 'relation')} to decide on → {output}")


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


@click.command()
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
@volume_options
@click.pass_context
def evaluate(
    ctx: click.Context, predictions: str, gold: tuple[str, ...], minima: dict[str, float], errors: bool, format: Format
) -> None:
    """Score predictions against gold, with the errors.

    PREDICTIONS is what `kg extract` wrote, or a graph folder; GOLD are .json files or folders of them.
    Figures: institutions, places, programmes, network, partOf, implements (F1), canonical, status (shares).
    """
    from kg.evaluation import evaluate
    from kg.summary import in_brief

    result = evaluate(predictions, gold)
    unread = [
        f"{report.name}: no predicted report covers {report.source} lines {report.lines[0]}–{report.lines[1]}"
        for report in result.unread
    ]
    for line in in_brief(unread, "annotated reports are covered by no predicted report", whole=verbose()):
        warn(line)
    show(result.tables(errors=errors, format=format), format)
    below = result.below(minima)
    for name, value in below.items():
        warn(f"below the bar: {name} {value:.3f} < {minima[name]}")
    if below:
        ctx.exit(PARTLY)
