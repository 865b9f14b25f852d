"""Builds that are stopped and go on, and builds that replace others: only what is new is done, with the same result."""

import json
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commandline import KG, REPORT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import finished as finished_module
from kg.extracting import extract
from kg.finished import Finished
from kg.folder import EXTRACTIONS, FINISHED, MANIFEST, QUADS
from kg.pipeline import build


def contents(folder):
    return [(folder / name).read_bytes() for name in (EXTRACTIONS, QUADS, MANIFEST, FINISHED)]


def write(folder, numbers, times=1):
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = REPORT.replace("云岭", "白沙").replace("2019", str(1600 + number)) * times
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def read(monkeypatch):
    """The reports that are really read."""
    from kg.extracting import _extraction

    texts = []

    def noted(report):
        texts.append(report.source)
        return _extraction(report)

    monkeypatch.setattr("kg.extracting._extraction", noted)
    return texts


def test_a_build_that_fails_half_way_goes_on_where_it_stood(tmp_path, read, monkeypatch):
    reports = write(tmp_path / "reports", range(8))
    expected = contents(build([reports], tmp_path / "whole").folder)
    read.clear()

    def stop(stage, done, total):
        if len(read) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        build([reports], tmp_path / "g", progress=stop)
    assert "goes on from there" in stopped.value.__notes__[0]
    assert [path.name for path in tmp_path.iterdir() if "g" in path.name] == [".g.unfinished"]
    build([reports], tmp_path / "g")
    assert sorted(read) == sorted(path.name for path in reports.iterdir())
    assert contents(tmp_path / "g") == expected
    assert not (tmp_path / ".g.unfinished").exists()


def test_more_reports_are_added_to_what_is_there(tmp_path, read):
    reports = write(tmp_path / "reports", range(0, 12, 2))
    build([reports], tmp_path / "g")
    read.clear()
    write(reports, range(1, 12, 2))
    (reports / "000.txt").unlink()
    (reports / "004.txt").write_text(REPORT, encoding="utf-8")
    (reports / "006.txt").rename(reports / "renamed.txt")
    build([reports], tmp_path / "g")
    assert sorted(read) == ["001.txt", "003.txt", "004.txt", "005.txt", "007.txt", "009.txt", "011.txt"]
    again = contents(tmp_path / "g")
    shutil.rmtree(tmp_path / "g")
    assert contents(build([reports], tmp_path / "g").folder) == again
    read.clear()
    assert contents(build([reports], tmp_path / "g").folder) == again
    assert read == []


def test_what_is_gone_is_no_longer_kept(tmp_path):
    reports = write(tmp_path / "reports", range(4))
    build([reports], tmp_path / "g")
    for number in range(3):
        (reports / f"{number:03}.txt").unlink()
    build([reports], tmp_path / "g")
    assert len((tmp_path / "g" / FINISHED).read_bytes().splitlines()) == 1


def test_another_place_another_version_other_rules(tmp_path, read, monkeypatch):
    reports = write(tmp_path / "reports", range(3))
    for path in reports.iterdir():
        path.write_text(
            path.read_text(encoding="utf-8").replace("白沙县卫生健康局", "某县卫生健康局"), encoding="utf-8"
        )
    build([reports], tmp_path / "g")
    read.clear()
    build([reports], tmp_path / "g", place="青木县")
    assert len(read) == 3
    read.clear()
    monkeypatch.setattr("kg.version.state", lambda: "another state of the program")
    build([reports], tmp_path / "g", place="青木县")
    assert len(read) == 3


def test_an_analysts_decisions_are_applied_to_what_is_kept(tmp_path, read):
    from kg.reviewing import review, write_csv

    reports = write(tmp_path / "reports", range(3))
    before = contents(build([reports], tmp_path / "g").folder)
    decisions = tmp_path / "review.csv"
    rows = review(tmp_path / "g", below=1.1)
    write_csv(rows, decisions)
    lines = decisions.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    decisions.write_text(lines[0] + "reject" + lines[1], encoding="utf-8")
    read.clear()
    build([reports], tmp_path / "g", reviewed=[decisions])
    after = contents(tmp_path / "g")
    assert read == [] and after[0] != before[0] and after[3] == before[3]
    assert contents(build([reports], tmp_path / "g").folder) == before


# Damage


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.data())
def test_what_is_damaged_is_done_again_and_never_believed(tmp_path_factory, monkeypatch, damage):
    folder = tmp_path_factory.mktemp("damage")
    with Finished(folder / "a") as finished:
        for number in range(6):
            finished.put(f"key{number}", f"县医院{number}" * 20)
    data = bytearray((folder / "a").read_bytes())
    for _ in range(damage.draw(st.integers(1, 4))):
        at = damage.draw(st.integers(0, len(data) - 1))
        match damage.draw(st.sampled_from(["flip", "cut", "insert", "drop"])):
            case "flip":
                data[at] ^= damage.draw(st.integers(1, 255))
            case "cut":
                data = data[: at + 1]
            case "insert":
                data[at:at] = damage.draw(st.binary(min_size=1, max_size=8))
            case "drop":
                del data[at : at + 3]
        if not data:
            break
    (folder / "a").write_bytes(data)
    with Finished(folder / "a") as finished:
        for number in range(6):
            assert finished.get(f"key{number}") in (None, f"县医院{number}" * 20)
        finished.put("new", "镇卫生院")
    with Finished(folder / "a") as finished:
        assert finished.get("new") == "镇卫生院"


def test_a_damaged_entry_of_a_graph_is_recomputed(tmp_path, read):
    reports = write(tmp_path / "reports", range(5))
    expected = contents(build([reports], tmp_path / "g").folder)
    lines = expected[3].splitlines(keepends=True)
    damaged = [lines[0][:-9] + b"AAAAAAAA\n", lines[1][:200] + b"\n", lines[2], b"\xff\xfe\n", lines[4][:100]]
    (tmp_path / "g" / FINISHED).write_bytes(b"".join(damaged))
    read.clear()
    assert contents(build([reports], tmp_path / "g").folder) == expected
    assert read == ["000.txt", "001.txt", "003.txt", "004.txt"]


def test_an_entry_that_is_whole_but_of_another_form_is_recomputed(tmp_path, read):
    reports = write(tmp_path / "reports", range(2))
    expected = contents(build([reports], tmp_path / "g").folder)
    lines = expected[3].splitlines()
    forged = []
    for line, text in zip(lines, ["[]", json.dumps({"entities": [{}], "relations": []})], strict=True):
        forged.append(line.split(b" ")[0] + b" " + finished_module._packed(text) + b"\n")
    (tmp_path / "g" / FINISHED).write_bytes(b"".join(forged))
    read.clear()
    assert contents(build([reports], tmp_path / "g").folder) == expected
    assert len(read) == 2


def test_only_what_is_new_goes_to_the_workers(tmp_path):
    from kg.documents import read_reports

    reports = [*read_reports([write(tmp_path / "reports", range(9))])]
    expected = list(extract(reports))
    with Finished(tmp_path / "a") as finished:
        list(extract(reports[::2], finished=finished))
        assert list(extract(reports, jobs=2, finished=finished)) == expected
    assert len((tmp_path / "a").read_bytes().splitlines()) == 9


# The command, stopped


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Three hundred reports, and what a build at one go makes of them."""
    folder = tmp_path_factory.mktemp("many")
    write(folder / "reports", range(300))
    build([folder / "reports"], folder / "g")
    return folder / "reports", contents(folder / "g")


@pytest.mark.parametrize(
    ("seed", "jobs", "ways"),
    [
        (1, 1, [signal.SIGINT, signal.SIGKILL, signal.SIGTERM]),
        (2, 2, [signal.SIGTERM, signal.SIGINT, signal.SIGKILL, signal.SIGINT]),
    ],
)
@pytest.mark.slow
def test_stopped_again_and_again_the_build_comes_to_the_same(many, tmp_path, seed, jobs, ways):
    reports, expected = many
    chance = random.Random(seed)
    unfinished = tmp_path / ".g.unfinished"
    kept = stopped = 0
    for way in ways:
        process = subprocess.Popen(
            [*KG, "build", reports, "-o", tmp_path / "g", "-j", str(jobs)], stderr=subprocess.PIPE, text=True
        )
        wanted = kept + chance.randrange(1, 60)
        while process.poll() is None and entries(unfinished) < wanted:
            time.sleep(0.01)
        time.sleep(chance.random() / 5)
        if process.poll() is not None:
            process.communicate()
            break  # quicker than the signal
        process.send_signal(way)
        _, said = process.communicate(timeout=60)
        assert "Traceback" not in said
        if way == signal.SIGINT:
            assert said.splitlines()[0] == "kg: stopped" and str(unfinished) in said
        assert not (tmp_path / "g").exists()
        assert entries(unfinished) >= wanted > kept
        kept = entries(unfinished)
        stopped += 1
    ended = subprocess.run(
        [*KG, "build", reports, "-o", tmp_path / "g", "-j", str(jobs)], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert stopped > 1 and kept > 3 and contents(tmp_path / "g") == expected
    assert [path.name for path in tmp_path.iterdir()] == ["g"]


def entries(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
