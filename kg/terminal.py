"""What commands share: how they fail, show rows, and report progress.

Everything for people that is not an answer (progress, warnings, errors) goes to standard error, so
that standard output can be piped. Colours and progress bars are for terminals alone.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

import click

from kg.errors import YilianError
from kg.remaining import Remaining
from kg.tables import Format, Rows, render

DONE, PARTLY, COULD_NOT, STOPPED = 0, 1, 2, 130

_QUIET, _VERBOSE = "kg.quiet", "kg.verbose"

_NEXT: dict[type[OSError], str] = {
    FileNotFoundError: "Check the path.",
    IsADirectoryError: "Give the name of a file.",
    NotADirectoryError: "Give the name of a folder.",
    PermissionError: "Check whose it is, or give another place.",
}

STAGES = {
    "extract": ("reading reports", 42.0),
    "write": ("writing the graph", 4.0),
    "store": ("building the store", 17.0),
    "check": ("checking", 37.0),
    "read": ("reading the graph", 30.0),
    "load": ("loading", 70.0),
    "write back": ("writing the scores", 1.0),
}
"""Stages in words, and what share of the time each takes beside the others of its command, as measured."""


def run(command: click.Command, args: Sequence[str]) -> int:
    """Run a command line and return its exit code; every error becomes a line on standard error.

    >>> import click
    >>> @click.command()
    ... @click.argument("file")
    ... def read(file: str) -> None:
    ...     open(file).close()
    >>> run(read, [__file__]), run(read, []), run(read, ["/no/such/file"])
    (0, 2, 2)
    """
    try:
        with command.make_context("kg", list(args)) as context:
            command.invoke(context)
        sys.stdout.flush()
        return DONE
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return COULD_NOT
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "kg"
        fail(f"{error.format_message()} `{where} --help` says more.")
        return COULD_NOT
    except (KeyboardInterrupt, click.Abort) as stop:
        warn("\n".join(["stopped", *getattr(stop, "__notes__", ())]))
        return STOPPED
    except YilianError as error:
        fail(str(error))
        return error.exit_code
    except click.ClickException as error:
        fail(error.format_message())
        return COULD_NOT
    except BrokenPipeError:
        # The reader (head, less) has seen enough; what Python still holds must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
        next_step = _NEXT.get(type(error)) if error.filename else None
        if isinstance(error, FileNotFoundError) and next_step and not Path(error.filename).parent.is_dir():
            next_step = "Check the path; its folder must be there."
        fail(f"{what}. {next_step}" if next_step else what)
        return COULD_NOT
    except MemoryError:
        fail("not enough memory. Build fewer reports at once.")
        return COULD_NOT
    except Exception as error:  # a fault of the program, which its user should not have to read
        if logging.getLogger().isEnabledFor(logging.INFO):
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        fail(f"a fault of kg itself, not yours ({what}). Please report it with what `--verbose` prints.")
        return COULD_NOT


def enter(command: click.Command) -> NoReturn:
    """Run the command line of this process and end it."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        else:
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    # A polite kill clears up like Ctrl-C; only `kill -9` cannot.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if "_KG_COMPLETE" in os.environ:  # a shell asks for completions
        command.main(prog_name="kg")
    sys.exit(run(command, sys.argv[1:]))


def warn(message: str) -> None:
    """One line, or one for each line of the message, on standard error."""
    _say(message, "yellow")


def say(message: str) -> None:
    """The same for what is good to know but no fault; with `--quiet` nothing."""
    if not quiet():
        warn(message)


def fail(message: str) -> None:
    """A warning's lines for what ends a command."""
    _say(message, "red")


def _say(message: str, colour: str) -> None:
    name = click.style("kg:", fg=colour, bold=True) if colours(sys.stderr) else "kg:"
    for line in message.splitlines() or [""]:
        click.echo(f"{name} {line}", err=True)


def colours(stream: TextIO) -> bool:
    """Whether to colour what goes there: to a terminal that can, unless NO_COLOR is set (https://no-color.org).

    >>> import io
    >>> colours(io.StringIO())
    False
    """
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def talk(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """What `--verbose` does: log to standard error, list all, and show the trace of an internal error."""
    if wanted:
        context.meta[_VERBOSE] = True
        logging.basicConfig(level=logging.INFO, format="kg: %(name)s: %(message)s")


def hush(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """What `--quiet` does: neither progress nor what `tell` would print."""
    if wanted:
        context.meta[_QUIET] = True


def quiet() -> bool:
    """Whether the command line that runs has `--quiet`."""
    return _has(_QUIET)


def verbose() -> bool:
    """The same of `--verbose`."""
    return _has(_VERBOSE)


def _has(option: str) -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(option))


def tell(text: str) -> None:
    """What a command has done, on standard output; with `--quiet` nothing."""
    if not quiet():
        click.echo(text.removesuffix("\n"))


def answer(record: object) -> None:
    """What `--json` prints: one JSON value."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2, default=str))


def show(rows: Rows | Mapping[str, Rows], format: Format = "table") -> None:
    """Rows on standard output; a table is folded into a terminal's width and whole in a pipe."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(render(rows, format, width=width, styled=colours(sys.stdout)), nl=False)


@contextmanager
def progress_bar(*stages: str, jobs: int = 1) -> Iterator[Callable[[str, int, int], None]]:
    """A function that tells how far a stage has come; it draws one bar for all on a terminal and is silent elsewhere.

    `stages` are those of the command, in their order; `jobs` processes share the first of a build.

    >>> with progress_bar("extract", "write") as progress:
    ...     progress("extract", 1, 4)
    """
    if quiet() or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn
    from rich.text import Text

    sharing = {"extract": min(jobs, os.cpu_count() or 1)}
    rest = Remaining({stage: STAGES[stage][1] / sharing.get(stage, 1) for stage in stages})

    class Left(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(left(rest.seconds()))

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), Left())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(STAGES[stages[0]][0], total=1.0)

        def progress(stage: str, done: int, total: int) -> None:
            rest.tell(stage, done, total)
            if stage in stages:
                which = f" ({rest.number} of {len(stages)})" if len(stages) > 1 else ""
                bar.update(task, description=STAGES[stage][0] + which, completed=rest.share)

        yield progress


def left(seconds: float | None) -> str:
    """How long something will take, in words.

    >>> left(75), left(3725), left(None)
    ('about 1:15 left', 'about 1:02:05 left', '')
    """
    if seconds is None:
        return ""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"about {hours}:{minute:02}:{second:02} left" if hours else f"about {minute}:{second:02} left"
