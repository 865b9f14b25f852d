"""The remaining time of a command of several stages, and what a build tells of its stages."""

from __future__ import annotations

import importlib
import io
import re
import time

import pytest

from kg import build
from kg.remaining import Remaining
from kg.terminal import progress_bar

STAGES = {"extract": 55.0, "write": 10.0, "check": 35.0}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def run(seconds: dict[str, float], *, steps: int = 10, known: int = 0) -> list[tuple[float, float, float | None]]:
    """Stages that take so long: after each step the share, the time that is really left, and what is told of it."""
    clock = Clock()
    rest = Remaining(STAGES, clock=clock)
    end, told = sum(seconds.values()), []
    rest.tell("extract", 0, known + steps)
    for done in range(1, known + 1):
        rest.tell("known", done, known + steps)
        rest.tell("extract", done, known + steps)
    for stage, long in seconds.items():
        before = known if stage == "extract" else 0
        for done in range(before, before + steps + 1):
            clock.now += long / steps if done > before else 0.0
            rest.tell(stage, done, before + steps)
            told.append((rest.share, end - clock.now, rest.seconds()))
    return told


def test_stages_that_take_their_shares_are_foretold():
    told = run(STAGES)
    assert [share for share, _, _ in told] == sorted(share for share, _, _ in told)
    assert told[-1][0] == pytest.approx(1) and told[-1][2] == pytest.approx(0)
    assert all(said == pytest.approx(real) for _, real, said in told if said is not None)
    assert [said for _, _, said in told].count(None) == 1, "only before anything was done"


def test_a_stage_that_is_slower_is_noticed_within_it():
    assert all(0.45 < said / real < 2 for _, real, said in run(STAGES | {"check": 70.0}) if said and real > 1)


def test_what_was_finished_before_does_not_count_as_speed():
    told = run(STAGES | {"extract": 5.5}, known=90)
    assert told[0][0] == pytest.approx(0.55 * 0.9) and told[0][2] is None
    assert all(said == pytest.approx(real) for _, real, said in told if said is not None)


def test_time_passes_between_two_steps():
    clock = Clock()
    rest = Remaining(STAGES, clock=clock)
    rest.tell("extract", 0, 2)
    clock.now = 5.0
    rest.tell("extract", 1, 2)
    first = rest.seconds()
    clock.now = 6.0
    assert first is not None and rest.seconds() == pytest.approx(first - 1)
    clock.now = 1000.0
    assert rest.seconds() == 0


def test_every_stage_of_a_build_comes_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.import_module("kg.rdf.validate"), "_AT_ONCE", 2)
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, county in enumerate(("青禾县", "柳林县", "白石县")):
        text = f"{county}卫健局2019年工作总结\n今年以来，{county}人民医院对口支援柳林镇卫生院。\n"
        (reports / f"{number}.txt").write_text(text, encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    build([reports], tmp_path / "g", progress=lambda *each: told.append(each))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["extract", "write", "store", "check"]
    last = {stage: (done, total) for stage, done, total in told}
    assert all(done == total for done, total in last.values())
    assert [(done, total) for stage, done, total in told if stage == "check"] == [(0, 3), (2, 3), (3, 3)]
    told.clear()
    build([reports], tmp_path / "g", progress=lambda *each: told.append(each))
    known, extracted = ([each[1:] for each in told if each[0] == stage] for stage in ("known", "extract"))
    assert known == extracted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_one_bar_tells_the_stage_and_the_time_that_is_left(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("extract", "write", "store", "check", jobs=2) as progress:
        progress("extract", 0, 2)
        time.sleep(0.05)
        progress("extract", 1, 2)
        time.sleep(0.2)
        progress("check", 0, 2)
        time.sleep(0.2)
    drawn = terminal.getvalue()
    assert "reading reports (1 of 4)" in drawn and "checking (4 of 4)" in drawn
    assert re.search(r"about \d:\d\d left", drawn) and "-:--" not in drawn
