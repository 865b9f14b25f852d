"""What a shell offers when one presses Tab: graph folders, shipped questions, files.

>>> [item.value for item in questions("alliance-m")]
['alliance-members']
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def folders_and_questions(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """For `[DIR] QUERY`: graph folders first, then questions; both at once where the project names a graph."""
    asks = any(each.name == "query" for each in ctx.command.params)
    if asks and ctx.params.get("query"):  # a first word is there
        return questions(incomplete) or files(ctx, parameter, incomplete)
    found = graph_folders(incomplete)
    return found + questions(incomplete) if asks and ctx.lookup_default(str(parameter.name)) else found


def questions(incomplete: str) -> list[CompletionItem]:
    """The shipped questions that begin so."""
    from click.shell_completion import CompletionItem

    from kg.queries import sparql_questions

    return [
        CompletionItem(name, help=question.title_en)
        for name, question in sparql_questions().items()
        if name.startswith(incomplete)
    ]


def graph_folders(incomplete: str) -> list[CompletionItem]:
    """The graph folders that begin so; where there is none, any folders, which may hold some."""
    from click.shell_completion import CompletionItem

    from kg.folder import is_graph

    head, separator, start = incomplete.rpartition(os.sep)
    prefix = head + separator
    try:
        below = sorted(path for path in Path(prefix or ".").iterdir() if path.name.startswith(start) and is_graph(path))
    except OSError:
        below = []
    return [CompletionItem(f"{prefix}{path.name}") for path in below] or [CompletionItem(incomplete, type="dir")]


def files(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders: the shell knows them."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
