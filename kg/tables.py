"""Rows of a query or a summary, shown as a table for people or as CSV or JSON for programs.

>>> rows = Rows(("hospital", "partners"), [("青禾县人民医院", 3), ("青禾县中医院", None)])
>>> render(rows, "csv")
'hospital,partners\\r\\n青禾县人民医院,3\\r\\n青禾县中医院,\\r\\n'
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
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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

    On a terminal the cells of the columns that are `whole` (commands to copy) are not broken into lines; `block` is
    how a row is written, as lines, where the table is too wide for the terminal; else each column has a line.

    >>> Rows(("n",), [(1,), (2,)]).records()
    [{'n': 1}, {'n': 2}]
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    whole: tuple[str, ...] = ()
    block: Callable[..., str] | None = None

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

    csv is RFC 4180, with its line ends `\\r\\n`, as SPARQL's CSV is; a list or map in a cell is written as JSON. Titles
    stand on lines of their own, after `# `. json is one array of objects, or an object of such arrays by title.
    A table is as wide as its content unless `width` (terminal columns) folds its longer texts, or, where that is not
    enough, puts each row into a block of lines; words, names and numbers stay whole. Its head is bold if `styled`.

    >>> render(Rows(("names",), [(["县医院", "医院"],)]), "json")
    '[\\n  {"names": ["县医院", "医院"]}\\n]\\n'
    >>> render({"size": Rows(("n",), [(3,)]), "none": Rows(("n",), [])}, "csv").splitlines()
    ['# size', 'n', '3', '', '# none', 'n']
    """
    if isinstance(rows, Rows):
        return {"csv": _csv, "json": _json}[format](rows) if format != "table" else _table(rows, width, styled)
    if format == "json":
        members = (f"{json.dumps(title, ensure_ascii=False)}: {_json(each)}" for title, each in rows.items())
        return "{\n" + ",\n".join(member.rstrip() for member in members) + "\n}\n"
    mark, end = ("# ", "\r\n") if format == "csv" else ("", "\n")
    return end.join(
        f"{mark}{title}{end}{render(each, format, width=width, styled=styled)}" for title, each in rows.items()
    )


def _plain(value: Any) -> str:
    """A cell as text: what has parts is JSON, what is absent is empty."""
    if value is None:
        return ""
    if isinstance(value, bool | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _csv(rows: Rows) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows.columns)
    writer.writerows([_plain(value) for value in row] for row in rows.rows)
    return text.getvalue()


def _json(rows: Rows) -> str:
    lines = [json.dumps(record, ensure_ascii=False, default=str) for record in rows.records()]
    return "[\n" + ",\n".join(f"  {line}" for line in lines) + "\n]\n" if lines else "[]\n"


def _table(rows: Rows, width: int | None, styled: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    widths = _widths(rows, width) if width else [None] * len(rows.columns)
    if widths is None:
        return "\n".join(_block(rows, row, width or 0) for row in rows.rows)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="bold")
    for index, column in enumerate(rows.columns):
        table.add_column(Text(column), justify="right" if _numeric(rows, index) else "left", no_wrap=True)
    for row in rows.rows:
        cells = zip(map(_plain, row), widths, strict=True)
        table.add_row(*(Text("\n".join(_folded(cell, limit)) if limit else cell) for cell, limit in cells))
    text = io.StringIO()
    console = Console(
        file=text,
        width=100_000,
        force_terminal=styled,
        color_system="standard" if styled else None,
        highlight=False,
    )
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines())


_NARROW, _LONGEST_NAME = 16, 48  # columns of a terminal
_PROSE = re.compile(r"[\s，。；、：]")
_PIECES = re.compile(r"\n|[!-~]+|.", re.DOTALL)  # words and numbers stay whole, Chinese breaks anywhere


def _numeric(rows: Rows, index: int) -> bool:
    values = [row[index] for row in rows.rows if row[index] is not None]
    return bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _widths(rows: Rows, width: int) -> list[int] | None:
    """How wide each column becomes so that the table fits; None where something would have to break that must not."""
    from rich.cells import cell_len

    natural, least = [], []
    for index, column in enumerate(rows.columns):
        cells = [_plain(row[index]) for row in rows.rows]
        natural.append(max(cell_len(line) for cell in (column, *cells) for line in cell.split("\n")))
        prose = natural[-1] > _LONGEST_NAME or any(map(_PROSE.search, cells))
        if prose and natural[-1] > _NARROW and column not in rows.whole and not _numeric(rows, index):
            words = [piece for cell in cells for piece in _PIECES.findall(cell)]
            least.append(max(_NARROW, cell_len(column), *map(cell_len, words)))
        else:
            least.append(natural[-1])
    room = width - (3 * len(natural) - 1)  # what the borders leave
    if sum(natural) <= room or not rows.rows:
        return natural
    spare, wanted = room - sum(least), sum(natural) - sum(least)
    return None if spare < 0 else [lo + (hi - lo) * spare // wanted for lo, hi in zip(least, natural, strict=True)]


def _folded(text: str, width: int) -> Iterator[str]:
    """The text in lines that are no wider, unless a word is.

    >>> list(_folded("选派医师12名 to stay", 10))
    ['选派医师12', '名 to stay']
    """
    from rich.cells import cell_len

    line, size = "", 0
    for piece in _PIECES.findall(text):
        if piece == "\n" or (line and not piece.isspace() and size + cell_len(piece) > width):
            yield line.rstrip()
            line, size = "", 0
        if piece != "\n" and (line or not piece.isspace()):
            line, size = line + piece, size + cell_len(piece)
    yield line.rstrip()


def _block(rows: Rows, row: Sequence[Any], width: int) -> str:
    """A row as lines: as `block` writes it, else a line for each cell that holds something."""
    from rich.cells import cell_len, set_cell_size

    lines: list[str] = []
    if rows.block:
        for line in rows.block(*row).splitlines():
            indent = " " * (len(line) - len(line.lstrip()))
            lines += (f"{indent}{part}" for part in _folded(line.lstrip(), width - len(indent)))
        return "".join(f"{line}\n" for line in lines)
    side = max(map(cell_len, rows.columns)) + 3
    for column, cell in zip(rows.columns, map(_plain, row), strict=True):
        parts = [cell] if column in rows.whole else _folded(cell, width - side)
        heads = (column, *[""] * len(cell))
        lines += (f" {set_cell_size(head, side - 1)}{part}" for head, part in zip(heads, parts, strict=False) if part)
    return "".join(f"{line}\n" for line in lines)
