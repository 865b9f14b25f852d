"""What the guide's pages take from the code: `<!-- NAME -->` on a line of its own is replaced by what it names."""

from __future__ import annotations

import inspect
import logging
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import Any, is_typeddict

import click

import kg
from kg import errors, records
from kg.cli import EXIT_CODES, SECTIONS
from kg.ontology import schema
from kg.queries import sparql_questions

_PLACE = re.compile(r"(?m)^<!-- ([a-z-]+) -->$")


def on_startup(**_: Any) -> None:
    """Called by mkdocs first. Where jieba is installed, the search cuts words with it: it need not tell."""
    if "jieba" in sys.modules:
        sys.modules["jieba"].setLogLevel(logging.WARNING)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page."""
    return _PLACE.sub(lambda place: _MADE[place[1]](), markdown)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Rows as a table of Markdown.

    >>> print(table(("a", "b"), [("x|y", "z")]))
    | a | b |
    | --- | --- |
    | x\\\\|y | z |
    """
    columns = list(columns)
    lines = [columns, ["---"] * len(columns), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def exit_codes() -> str:
    """What the help says of exit codes."""
    lines = EXIT_CODES.split("Exit codes:")[1].strip().splitlines()
    return table(("exit code", "meaning"), (line.strip().split(maxsplit=1) for line in lines))


def project_file() -> str:
    """What `kg init` writes."""
    with tempfile.TemporaryDirectory() as folder:
        file, *_ = kg.init(folder)
        return f"```toml\n{file.read_text(encoding='utf-8')}```"


def commands() -> str:
    """Each command with its help."""
    parts = []
    for title, each in SECTIONS.items():
        parts.append(f"## {title}")
        for command in each:
            parts += _command(command, f"kg {command.name}", None)
    return "\n\n".join(parts)


def _command(command: click.Command, path: str, parent: click.Context | None) -> list[str]:
    context = click.Context(command, info_name=path, parent=parent, max_content_width=100)
    parts = [f"### {path}", f"```text\n{command.get_help(context)}\n```"]
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            parts += _command(each, f"{path} {name}", None)
    return parts


def questions() -> str:
    """The shipped questions."""
    return table(
        ("name", "问题", "question", "parameters"),
        (
            (
                f"`{q.name}`",
                q.title_zh,
                q.title_en,
                ", ".join(
                    f"`{name}`" if default is None else f"`{name}={default}`" for name, default in q.parameters.items()
                ),
            )
            for q in sparql_questions().values()
        ),
    )


def classes() -> str:
    """The classes that entities have."""
    rows = ((c.label_zh, c.label_en, f"`{c.name}`", c.example) for c in schema().classes.values() if c.colour)
    return table(("类", "class", "in RDF and Cypher", "example"), rows)


def relations() -> str:
    """The relations, with what they may join."""
    rows = (
        (r.label_zh, f"`{r.name}`", f"`{r.cypher_type}`", f"{r.domain} → {r.range}", r.example)
        for r in schema().relations.values()
    )
    return table(("关系", "in RDF", "in Cypher", "joins", "example"), rows)


def all_errors() -> str:
    """What can go wrong, by the names of the exceptions."""
    found = [
        error
        for _, error in inspect.getmembers(errors, inspect.isclass)
        if issubclass(error, errors.YilianError) and error is not errors.YilianError
    ]
    return table(("exception", "meaning"), ((f"`{error.__name__}`", inspect.getdoc(error) or "") for error in found))


def shapes() -> str:
    """What `--json` prints, shape by shape."""
    parts = []
    for name, shape in inspect.getmembers(records, is_typeddict):
        rows = ((f"`{key}`", f"`{value}`") for key, value in _fields(shape).items())
        parts += [f"### {name}", inspect.getdoc(shape) or "", table(("key", "value"), rows)]
    return "\n\n".join(parts)


def _fields(shape: type) -> dict[str, str]:
    return {key: getattr(value, "__forward_arg__", None) or str(value) for key, value in shape.__annotations__.items()}


_VERBS = {
    "From reports to a graph": (
        *("init", "build", "retract", "open_graph", "read_reports", "extract", "write_jsonl", "read_jsonl", "validate"),
    ),
    "Ask the graph": ("questions", "sparql", "cypher", "stats", "diff", "to_networkx"),
    "Give it away": ("view", "picture", "export", "load"),
    "Check the extraction": ("explain", "review", "evaluate", "doctor"),
}
_NOUNS = ("kg.model", "kg.tables", "kg.property_graph.server", "kg.rdf.endpoint")


def verbs() -> str:
    """The functions of `from kg import …`."""
    listed = {name for names in _VERBS.values() for name in names}
    groups = {**_VERBS, "More": tuple(name for name in kg.__all__ if name not in listed)}
    parts = []
    for title, names in groups.items():
        if names:
            parts.append(f"## {title}")
        parts += [f"::: {getattr(kg, name).__module__}.{name}" for name in names]
    return "\n\n".join(parts)


def nouns() -> str:
    """The modules with the types that the functions take and give."""
    return "\n\n".join(f"::: {name}\n    options:\n      show_root_full_path: true" for name in _NOUNS)


_MADE: dict[str, Callable[[], str]] = {
    "exit-codes": exit_codes,
    "project-file": project_file,
    "commands": commands,
    "questions": questions,
    "classes": classes,
    "relations": relations,
    "errors": all_errors,
    "shapes": shapes,
    "verbs": verbs,
    "nouns": nouns,
}
