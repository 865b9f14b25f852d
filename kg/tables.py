"""Rows of a query or a summary, shown as a table for people or as CSV or JSON for programs.

>>> rows = Rows(("hospital", "partners"), [("青禾县人民医院", 3), ("青禾县中医院", None)])
>>> print(render(rows, "csv"), end="")
hospital,partners
青禾县人民医院,3
青禾县中医院,
>>> print(render(rows, "table"), end="")
 hospital         partners
───────────────────────────
 青禾县人民医院          3
 青禾县中医院
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import MissingExtra

if TYPE_CHECKING:
    from pandas import DataFrame

Format = Literal["table", "csv", "json"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json")


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: the names of its columns, and its rows of plain Python values in the same order.

    >>> Rows(("n",), [(1,), (2,)]).records()
    [{'n': 1}, {'n': 2}]
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column: what `pandas.DataFrame` takes."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_dataframe(self) -> DataFrame:
        """The rows as a pandas DataFrame; whole numbers, some of them absent, stay whole (Int64).

        Raises MissingExtra where pandas is not installed.

        >>> Rows(("name", "year"), [("县医院", 2019), ("省医院", None)]).to_dataframe().dtypes.astype(str).to_dict()
        {'name': 'string', 'year': 'Int64'}
        """
        rows = [list(row) for row in self.rows]
        frame: DataFrame = pandas().DataFrame(rows, columns=list(self.columns), dtype="object")
        return frame.convert_dtypes()


def pandas() -> ModuleType:
    """The package pandas, which only what gives DataFrames needs.

    Raises MissingExtra where it is not installed.

    >>> pandas().__name__
    'pandas'
    """
    try:
        return import_module("pandas")
    except ImportError:
        raise MissingExtra("DataFrames need pandas: pip install 'yilian-kg[dataframes]'") from None


def render(
    rows: Rows | Mapping[str, Rows], format: Format = "table", *, width: int | None = None, styled: bool = False
) -> str:
    """The rows, or several rows by title, as text that ends in a line end.

    csv is RFC 4180 but for line ends, which are `\\n`; a list or map in a cell is written as JSON. Titles stand on
    lines of their own, after `# `. json is one array of objects, or an object of such arrays by title.
    A table is as wide as its content unless `width` (terminal columns) folds it; its head is bold if `styled`.

    >>> render(Rows(("names",), [(["县医院", "医院"],)]), "json")
    '[\\n  {"names": ["县医院", "医院"]}\\n]\\n'
    >>> print(render({"size": Rows(("n",), [(3,)]), "none": Rows(("n",), [])}, "csv"), end="")
    # size
    n
    3
    <BLANKLINE>
    # none
    n
    """
    if isinstance(rows, Rows):
        return {"csv": _csv, "json": _json}[format](rows) if format != "table" else _table(rows, width, styled)
    if format == "json":
        members = (f"{json.dumps(title, ensure_ascii=False)}: {_json(each)}" for title, each in rows.items())
        return "{\n" + ",\n".join(member.rstrip() for member in members) + "\n}\n"
    mark = "# " if format == "csv" else ""
    return "\n".join(
        f"{mark}{title}\n{render(each, format, width=width, styled=styled)}" for title, each in rows.items()
    )


def _plain(value: Any) -> str:
    """A cell as text: what has parts is JSON, what is absent is empty."""
    if value is None:
        return ""
    if isinstance(value, bool | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


class _Lines(list[str]):
    """A file to csv.writer, which writes a row at a time."""

    write = list.append


def _csv(rows: Rows) -> str:
    # Only with `\r\n` as line end does the writer quote a cell that holds a lone `\r`.
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([_plain(value) for value in row] for row in rows.rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def _json(rows: Rows) -> str:
    lines = [json.dumps(record, ensure_ascii=False, default=str) for record in rows.records()]
    return "[\n" + ",\n".join(f"  {line}" for line in lines) + "\n]\n" if lines else "[]\n"


def _table(rows: Rows, width: int | None, styled: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="bold")
    for index, column in enumerate(rows.columns):
        values = [row[index] for row in rows.rows if row[index] is not None]
        numeric = bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows.rows:
        table.add_row(*(Text(_plain(value)) for value in row))
    text = io.StringIO()
    console = Console(
        file=text,
        width=width or 100_000,
        force_terminal=styled,
        color_system="standard" if styled else None,
        highlight=False,
    )
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines())
