"""An answer's rows as a table, as CSV and as JSON."""

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.tables import FORMATS, Rows, render

CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


def rows_of(width: int) -> st.SearchStrategy[Rows]:
    columns = tuple(f"c{index}" for index in range(width))
    return st.builds(Rows, st.just(columns), st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))


@given(rows_of(2))
def test_csv_reads_back_with_the_standard_library(rows):
    read = list(csv.reader(io.StringIO(render(rows, "csv"), newline="")))
    assert read == [list(rows.columns), *map(list, rows.rows)]


@given(rows_of(3))
def test_json_reads_back(rows):
    assert json.loads(render(rows, "json")) == rows.records()


@pytest.mark.parametrize(
    ("value", "csv_cell", "json_cell"),
    [
        (None, "", None),
        (3, "3", 3),
        (0.5, "0.5", 0.5),
        (True, "true", True),
        (["县医院", '他说"是"'], '"[""县医院"", ""他说\\""是\\""""]"', ["县医院", '他说"是"']),
        ({"name": "县医院"}, '"{""name"": ""县医院""}"', {"name": "县医院"}),
        ("a,b", '"a,b"', "a,b"),
        ("[bold]不是标记[/bold]", "[bold]不是标记[/bold]", "[bold]不是标记[/bold]"),
    ],
)
def test_a_cell(value, csv_cell, json_cell):
    rows = Rows(("x", "y"), [(value, 1)])
    assert render(rows, "csv") == f"x,y\r\n{csv_cell},1\r\n"
    assert json.loads(render(rows, "json"))[0]["x"] == json_cell


def columns_of(line: str) -> int:
    """How many columns of a terminal a line takes: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_chinese_and_latin_cells_stand_in_line():
    lines = render(Rows(("医院", "n"), [("云岭县人民医院", 1), ("ABC", 22)])).splitlines()
    assert [columns_of(line) for line in lines if line[-1].isdigit()] == [columns_of(lines[0])] * 2


def test_a_table_folds_long_cells_into_the_terminals_width_and_loses_nothing():
    sentence = "云岭县人民医院与石桥镇卫生院签订协议" * 5
    text = render(Rows(("sentence",), [(sentence,)]), width=40)
    assert max(map(columns_of, text.splitlines())) <= 40
    assert "".join(text.split()).endswith(sentence)


def test_names_words_and_numbers_are_not_broken():
    rows = Rows(
        ("name", "n", "text"),
        [("one-name-several-institutions", 123456, "选派2019名医师"), ("云岭县人民医院", 1, "驻点帮扶，" * 20)],
    )
    text = render(rows, width=70)
    assert max(map(columns_of, text.splitlines())) <= 70
    assert all(whole in text for whole in ("one-name-several-institutions", "123456", "2019", "云岭县人民医院"))


def test_rows_of_a_table_that_is_too_wide_become_blocks():
    columns, command = ("part", "state", "how"), "sudo apt-get install libreoffice-writer-nogui"
    rows = [("Maven", "ok", ""), ("LibreOffice", "absent", command)]
    text = render(Rows(columns, rows, whole=("how",)), width=50)
    assert text == f" part   Maven\n state  ok\n\n part   LibreOffice\n state  absent\n how    {command}\n"
    own = Rows(columns, rows, whole=("how",), block=lambda part, state, how: f"{part} is {state}\n  {how}\n")
    assert render(own, width=50).endswith(f"\n\nLibreOffice is absent\n  {command}\n")
    assert render(own, width=200) == render(Rows(columns, rows))


def test_markup_in_a_report_stays_text():
    assert "[red]县医院[/red]" in render(Rows(("name",), [("[red]县医院[/red]",)]))


@pytest.mark.parametrize(("format", "text"), [("csv", "name\r\n"), ("json", "[]\n")])
def test_no_rows(format, text):
    assert render(Rows(("name",), []), format) == text


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_ends_with_one_line_end(format):
    text = render(Rows(("name",), [("县医院",)]), format)
    assert text.endswith("\n") and not text.endswith(("\n\n", "\r\n\r\n"))


def test_several_tables_by_title():
    rows = {"医院": Rows(("name",), [("县医院",)]), "counties": Rows(("n",), [(1,), (2,)])}
    assert json.loads(render(rows, "json")) == {"医院": [{"name": "县医院"}], "counties": [{"n": 1}, {"n": 2}]}
    assert render(rows, "csv") == "# 医院\r\nname\r\n县医院\r\n\r\n# counties\r\nn\r\n1\r\n2\r\n"
