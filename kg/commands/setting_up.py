"""Setting up: init, doctor, completion."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from kg.commands.options import format_option, json_option, place_option, volume_options
from kg.terminal import PARTLY, answer, show, tell, warn

if TYPE_CHECKING:
    from kg.tables import Format


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False))
@click.option("--reports", metavar="PATH", multiple=True, help="Where your reports are; may be repeated.")
@place_option
@click.option("--samples", is_flag=True, help="Put the shipped sample reports into it.")
@json_option
@volume_options
def init(folder: str, reports: tuple[str, ...], place: str | None, samples: bool, as_json: bool) -> None:
    """Make a folder in which no command needs options.

    It writes yilian.toml, which says where reports and graph are; all commands find it here and in the folders below.
    What a command line says counts more than the environment, that more than the file.
    """
    from kg.project import init

    if samples and reports:
        raise click.UsageError("--samples go into the project's own folder of reports: leave --reports out.")
    written = init(folder, reports=reports, place=place, samples=samples)
    if as_json:
        answer({"folder": folder, "written": [str(path) for path in written]})
        return
    inside = sum(path.parent.name == "reports" for path in written)
    for path in written:
        if path.is_dir():
            tell(f"{path}{os.sep}" + (f"  {inside} files of sample reports" if inside else ""))
        elif path.parent.name != "reports":
            tell(str(path))
    steps = [f"cd {folder}"] if folder != "." else []
    steps += ["put your reports into reports/"] if not (reports or samples) else []
    tell(f"Next: {'; '.join([*steps, 'kg build'])}")


@click.command()
@format_option
@volume_options
@click.pass_context
def doctor(ctx: click.Context, format: Format) -> None:
    """Tell what is installed, what is missing, and how to get it.

    Exit 0 if all that is needed is there, 1 if not. What is absent is needed by some commands only.
    """
    from dataclasses import asdict

    from kg.diagnosis import doctor

    found = doctor()
    if format == "json":
        answer({"healthy": found.healthy, "checks": [asdict(check) for check in found.checks]})
    else:
        show(found.rows(), format)
    if not found.healthy:
        warn("something that is needed is missing")
        ctx.exit(PARTLY)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@volume_options
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete `kg`.

    \b
    bash:  mkdir -p ~/.local/share/bash-completion/completions
           kg completion bash > ~/.local/share/bash-completion/completions/kg
    zsh:   mkdir -p ~/.zfunc      (a folder of your fpath)
           kg completion zsh > ~/.zfunc/_kg
    fish:  mkdir -p ~/.config/fish/completions
           kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"{shell} is not known.")
    click.echo(made(ctx.find_root().command, {}, "kg", "_KG_COMPLETE").source())
