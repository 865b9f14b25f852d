"""The database in a graph's folder: made at the first question, made anew when the record changes."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from graphs import sample_extractions
from property_graph.stores import write_folder

from kg.errors import MissingExtra, NotAGraph, QueryError, StoreUnavailable
from kg.folder import CYPHER, EXTRACTIONS
from kg.property_graph import cypher
from kg.property_graph.embedded import DATABASE, SOURCE, opened, up_to_date

COUNT = "MATCH (n:Entity) RETURN count(n) AS n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "g", sample_extractions())


def made_at(folder: Path) -> int:
    return (folder / CYPHER / SOURCE).stat().st_mtime_ns


def test_the_first_question_makes_the_database_and_the_next_finds_it(folder: Path) -> None:
    assert not (folder / CYPHER).exists()
    assert cypher(folder, COUNT).rows == [(16,)]
    first = made_at(folder)
    assert cypher(str(folder), COUNT).rows == [(16,)]
    assert made_at(folder) == first
    assert {path.name for path in folder.parent.iterdir()} == {"g"}
    assert {path.name for path in folder.iterdir()} == {EXTRACTIONS, "manifest.json", CYPHER}


def test_a_new_record_makes_a_new_database(folder: Path) -> None:
    assert cypher(folder, COUNT).rows == [(16,)]
    write_folder(folder, sample_extractions()[2:])
    assert cypher(folder, COUNT).rows == [(len(sample_extractions()[2].entities),)]


def test_a_damaged_database_says_how_to_get_another(folder: Path) -> None:
    cypher(folder, COUNT)
    for file in (folder / CYPHER / DATABASE).iterdir():
        file.write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="Remove .*cypher; it is made anew"):
        cypher(folder, COUNT)


def test_a_database_that_lost_its_note_is_made_anew(folder: Path) -> None:
    cypher(folder, COUNT)
    (folder / CYPHER / SOURCE).write_text("{")
    assert cypher(folder, COUNT).rows == [(16,)]


def test_the_place_of_the_database_is_taken_by_a_file(folder: Path) -> None:
    (folder / f".{CYPHER}.building").write_text("a file where a folder is to be made")
    with pytest.raises(StoreUnavailable, match="cannot be written there"):
        cypher(folder, COUNT)


def test_a_folder_that_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(NotAGraph):
        cypher(tmp_path, COUNT)


def test_without_the_extra_the_error_says_how_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded.jvm", None)
    with pytest.raises(MissingExtra, match=r"pip install 'yilian-kg\[cypher\]'"):
        cypher(folder, COUNT)


def test_threads_share_the_database(folder: Path) -> None:
    up_to_date(folder)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: cypher(folder, COUNT).rows, range(12)))
    assert answers == [[(16,)]] * 12


def test_one_use_within_another(folder: Path) -> None:
    with opened(up_to_date(folder)):
        assert cypher(folder, COUNT).rows == [(16,)]
        with pytest.raises(QueryError):
            cypher(folder, "RETRN 1")
    assert cypher(folder, COUNT).rows == [(16,)]


ASK = "import sys; from kg.property_graph import cypher; print(cypher(sys.argv[1], sys.argv[2]).rows)"


def test_several_processes_ask_at_once_end_by_themselves_and_say_nothing_else(folder: Path) -> None:
    up_to_date(folder)
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, str(folder), COUNT], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    with opened(up_to_date(folder)):
        said = [process.communicate(timeout=120) for process in asking]
    assert said == [(b"[(16,)]" + os.linesep.encode(), b"")] * 2
    assert [process.returncode for process in asking] == [0, 0]
    assert not list(Path.cwd().glob("log/hs_err*"))
