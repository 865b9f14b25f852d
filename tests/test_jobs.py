"""`--jobs`: the same bytes for any number of processes and any order of files, bounded memory, lost workers."""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from commandline import KG, REPORT, kg

from kg.documents.files import files_of
from kg.errors import WorkerLost
from kg.extracting import extract
from kg.folder import EXTRACTIONS, MANIFEST, QUADS
from kg.model import Report
from kg.parallel import in_order
from kg.samples import samples


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The sample reports and forty more, in two folders, one of them with a repeated text and one that is no report."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(40):
        text = REPORT.replace("云岭", "白沙").replace("2019", str(1600 + number % 39)) * (1 + number % 7)
        path = folder / ("a" if number % 2 else "b") / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "a" / "recipe.txt").write_text("番茄炒蛋的做法：先打三个鸡蛋。\n", encoding="utf-8")
    return [*samples(), folder / "a", folder / "b"]


def contents(folder):
    return [(folder / name).read_bytes() for name in (EXTRACTIONS, QUADS, MANIFEST)]


@pytest.mark.slow
def test_any_number_of_jobs_and_any_order_give_the_same_bytes(capsys, reports, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.extracting._BATCH", 300)
    alone = kg(capsys, "build", *reports, "-o", tmp_path / "g")
    assert alone.code == 1  # for the recipe
    expected = contents(tmp_path / "g")
    for jobs, seed in [(1, 1), (2, 2), (3, 3)]:
        shuffled = random.Random(seed).sample(reports, len(reports))
        ended = kg(capsys, "build", *shuffled, "-o", tmp_path / f"g{jobs}", "--jobs", str(jobs))
        assert (ended.code, ended.err) == (1, alone.err)
        assert contents(tmp_path / f"g{jobs}") == expected


@pytest.mark.slow
def test_processes_with_other_hash_seeds_write_the_same_bytes(reports):
    def extracted(seed, *options):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        return subprocess.run([*KG, "extract", *reports, *options], capture_output=True, env=environment).stdout

    assert len({extracted(1), extracted(2), extracted(3, "-j", "2")}) == 1


def test_a_file_given_twice_is_cited_alike_in_any_order(reports):
    folder = reports[-1]
    given = [folder.parent, folder, next(folder.iterdir())]
    found = {tuple(file.source for file in files_of(order)) for order in itertools.permutations(given)}
    assert len(found) == 1


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5"])
def test_a_number_of_jobs_that_is_none(capsys, reports, tmp_path, jobs):
    ended = kg(capsys, "build", *reports, "-o", tmp_path / "g", "--jobs", jobs)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


# Memory


def doubled(numbers):
    return [2 * number for number in numbers]


def test_batches_are_taken_as_they_are_needed():
    taken = []

    def batches():
        for number in itertools.count():
            taken.append(number)
            yield [number] * 1000

    results = in_order(doubled, batches(), jobs=2)
    for number, result in enumerate(itertools.islice(results, 100)):
        assert result == [2 * number] * 1000
        assert len(taken) - number <= 6 * 2
    results.close()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 50])
def test_all_results_in_order(count):
    assert list(in_order(doubled, ([n] for n in range(count)), jobs=3)) == [[2 * n] for n in range(count)]


# What goes wrong


def uneven(number):
    time.sleep((number * 7 % 5) / 100)
    return number


def failing(number):
    if number == 7:
        raise ValueError("seven")
    return number


def dying(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def leaving(number):
    sys.exit(3)


def test_slow_batches_hold_up_no_order():
    assert list(in_order(uneven, range(40), jobs=4)) == list(range(40))


def test_an_error_is_the_workers_own():
    results = in_order(failing, range(10), jobs=2)
    with pytest.raises(ValueError, match="seven") as raised:
        list(results)
    assert "in failing" in "".join(raised.value.__notes__)
    assert children() == []


@pytest.mark.parametrize(("work", "how"), [(dying, "SIGKILL.*too little memory"), (leaving, "exit code 3")])
def test_a_lost_worker_is_an_error(work, how):
    with pytest.raises(WorkerLost, match=how):
        list(in_order(work, range(10), jobs=2))
    assert children() == []


def test_an_iterator_that_is_left_ends_its_workers():
    results = in_order(time.sleep, [0, 60, 60], jobs=3)
    next(results)
    started = time.monotonic()
    results.close()
    assert children() == [] and time.monotonic() - started < 10


def children():
    return [p for p in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]


# The command, killed


@pytest.fixture
def many(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        text = REPORT.replace("云岭", "白沙").replace("2019", str(1600 + number)) * 40
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def running(many, tmp_path):
    """A `kg extract` with two workers that are at work."""
    command = [*KG, "extract", many, "-o", tmp_path / "x.jsonl", "-j", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    part = tmp_path / "x.jsonl.part"
    while not (part.exists() and part.stat().st_size):
        assert process.poll() is None
        time.sleep(0.01)
    workers = [p for p in psutil.Process(process.pid).children() if "spawn_main" in " ".join(p.cmdline())]
    assert len(workers) == 2
    yield process, workers
    process.kill()


def test_a_killed_worker_is_one_line(running, tmp_path):
    process, workers = running
    workers[0].kill()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said == (
        "kg: a worker process was ended by SIGKILL before its work was done. "
        "There may be too little memory: try fewer jobs.\n"
    )
    assert not (tmp_path / "x.jsonl").exists()
    psutil.wait_procs(workers, timeout=30)
    assert not any(map(psutil.Process.is_running, workers))


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_command(running, way):
    process, workers = running
    process.send_signal(way)
    _, said = process.communicate(timeout=60)
    assert said == ("kg: stopped\n" if way == signal.SIGINT else "")
    psutil.wait_procs(workers, timeout=60)
    assert not any(map(psutil.Process.is_running, workers))


def test_a_script_without_a_main_guard_is_told(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"from kg.extracting import extract\nfrom kg.model import Report\n"
        f"text = {REPORT!r}\n"
        "print(len(list(extract([Report('r', 'a.txt', (1, 3), 0, len(text), text)], jobs=2))))\n"
    )
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert "WorkerLost" in ended.stderr and "if __name__ == '__main__':" in ended.stderr.splitlines()[-1]


def test_reports_come_back_whole():
    reports = [Report(f"r{n}", "a.txt", (1, 3), 0, len(REPORT), REPORT, place="云岭县") for n in range(5)]
    assert list(extract(reports, jobs=2)) == list(extract(reports))
