"""How much the commands say, in which form: --json, --quiet, --verbose, colours, bars, completion."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from itertools import chain

import click
import pytest
from commandline import KG, REPORT, graph_folder, kg, kg_process
from graphs import sample_extractions

from kg import records
from kg.cli import SECTIONS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return graph_folder(tmp_path_factory.mktemp("talk") / "g", *sample_extractions())


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "yunling.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def is_of(value, shape):
    """Whether a value has the keys of a shape, and no others."""
    return value.keys() == shape.__annotations__.keys() | getattr(shape.__base__, "__annotations__", {}).keys()


# --json


def commands():
    for command in chain.from_iterable(SECTIONS.values()):
        if isinstance(command, click.Group):
            yield from ((f"{command.name} {each.name}", each) for each in command.commands.values())
        else:
            yield command.name, command


def test_every_command_that_reports_something_has_json():
    silent = {"completion", "neo4j stop"}
    for name, command in commands():
        options = set(chain.from_iterable(parameter.opts for parameter in command.params))
        assert ("--json" in options) == (name not in silent), name
        assert {"--quiet", "--verbose"} <= options, name


def test_what_build_and_retract_print(capsys, report, tmp_path):
    copy, bad = tmp_path / "copy.txt", tmp_path / "bad.txt"
    copy.write_bytes(report.read_bytes())
    bad.write_bytes(b"")
    ended = kg(capsys, "build", report, copy, bad, "-o", tmp_path / "g", "--json")
    assert ended.code == 1
    built = json.loads(ended.out)
    assert is_of(built, records.BuildRecord)
    (read,) = built["reports"]
    assert is_of(read, records.ReadReport)
    assert (read["source"], read["lines"], read["place"], read["year"]) == ("copy.txt", [1, 3], "云岭县", 2019)
    assert (read["actual"], read["planned"]) == (2, 1)
    assert [pair["report"]["source"] for pair in built["duplicates"]] == ["yunling.txt"]
    assert [failure["path"] for failure in built["failures"]] == [str(bad)] and built["failures"][0]["reason"]

    (tmp_path / "other.txt").write_text(REPORT.replace("云岭", "白沙"), encoding="utf-8")
    kg(capsys, "build", report, tmp_path / "other.txt", "-o", tmp_path / "g", "-q")
    gone = json.loads(kg(capsys, "retract", tmp_path / "g", "other.txt", "--json").out)
    assert is_of(gone, records.RetractRecord) and all(is_of(each, records.ReportRecord) for each in gone["withdrawn"])
    assert ([each["place"] for each in gone["withdrawn"]], gone["reports"]) == (["白沙县"], 1)


def test_what_extract_prints(capsys, report, tmp_path):
    told = json.loads(kg(capsys, "extract", report, "-o", tmp_path / "x.jsonl", "--json").out)
    assert is_of(told, records.ExtractRecord) and told["reports"] == 1
    ended = kg(capsys, "extract", report, "--json")
    assert (ended.code, ended.out) == (2, "") and "needs -o" in ended.err


def test_what_load_prints(capsys, folder, empty_neo4j, monkeypatch):
    monkeypatch.setenv("NEO4J_USERNAME", empty_neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", empty_neo4j.password)
    told = json.loads(kg(capsys, "load", folder, "--uri", empty_neo4j.uri, "--json").out)
    assert is_of(told, records.LoadRecord) and told["uri"] == empty_neo4j.uri and told["relationships"] >= 20


@pytest.mark.parametrize(
    ("args", "keys"),
    [
        (("validate",), None),
        (("stats",), {"size"}),
        (("explain", "青禾县人民医院"), {"mentions"}),
        (("review",), {"output", "relations"}),
        (("diff", "--from", "2018", "--to", "2019"), None),
        (("sparql", "counties"), {"head", "results"}),
        pytest.param(("cypher", "counties"), None, marks=pytest.mark.embedded),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_every_answer_is_one_json_value(capsys, folder, args, keys):
    if args[0] == "cypher":
        pytest.importorskip("arcadedb_embedded")
    name, *rest = args
    value = json.loads(kg(capsys, name, folder, *rest, "--json").out)
    assert isinstance(value, list) if keys is None else any(keys <= {key.split(" ")[0], *value} for key in value)


def test_what_is_written_is_named(capsys, folder, tmp_path):
    for command, file in (("view", "n.html"), ("view", "n.svg"), ("export", "n.ttl")):
        ended = kg(capsys, command, folder, "-o", tmp_path / file, "--json")
        assert json.loads(ended.out) == {"output": str(tmp_path / file)}
    assert kg(capsys, "export", folder, "--json").code == 2


# --quiet, --verbose


@pytest.mark.parametrize("place", ["before", "after"])
def test_quiet_leaves_the_answers_and_what_went_wrong(capsys, report, folder, tmp_path, place):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")

    def quietly(*args):
        return kg(capsys, "-q", *args) if place == "before" else kg(capsys, *args, "--quiet")

    ended = quietly("build", report, bad, "-o", tmp_path / "g")
    assert (ended.code, ended.out) == (1, "") and ended.err.startswith(f"kg: {bad}: ")
    assert quietly("validate", tmp_path / "g").out == ""
    assert quietly("view", tmp_path / "g", "-o", tmp_path / "n.html").out == ""
    assert "青禾县人民医院" in quietly("stats", folder).out
    assert quietly("stats", "no/such/folder").err.startswith("kg: no/such/folder")


def test_verbose_says_what_is_read(report, tmp_path):
    done = subprocess.run(
        [*KG, "extract", report, "-o", tmp_path / "x", "-v"], capture_output=True, encoding="utf-8", check=True
    )
    assert "yunling.txt lines 1–3:" in done.stderr
    assert "石桥镇卫生院" not in done.stderr  # what reports say is in no log


# On a terminal and off it


def on_a_terminal(*args, **environment):
    """What a command shows on a terminal of 100 columns."""
    mine, its = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    with subprocess.Popen(
        [*KG, *map(str, args)],
        stdin=its,
        stdout=its,
        stderr=its,
        env={**clean, "TERM": "xterm", "COLUMNS": "100", "LINES": "40", **environment},
    ) as process:
        os.close(its)
        shown = b""
        while select.select([mine], [], [], 60)[0]:
            try:
                part = os.read(mine, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not part:
                break
            shown += part
    os.close(mine)
    return process.returncode, shown.decode("utf-8")


def test_colours_on_a_terminal(folder):
    code, shown = on_a_terminal("stats", folder)
    assert code == 0 and "\x1b[1m" in shown
    code, shown = on_a_terminal("stats", "no/such/folder")
    assert code == 2 and shown.startswith("\x1b[31m\x1b[1mkg:\x1b[0m no/such/folder")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_they_are_not_wanted(folder, environment):
    assert "\x1b" not in on_a_terminal("stats", folder, **environment)[1]
    assert on_a_terminal("stats", "no/such/folder", **environment)[1].startswith("kg: no/such/folder")


def test_a_relation_is_explained_in_lines_where_its_table_is_too_wide(folder):
    shown = on_a_terminal("explain", folder, "青禾县人民医院", TERM="dumb")[1].replace("\r", "")
    edge = shown.index(" 青禾县人民医院 ─[assists, actual, ")
    assert len(shown[edge:].partition("\n\n")[0].splitlines()) == 3
    assert "─[" not in kg_process("explain", folder, "青禾县人民医院").stdout


def test_a_bar_on_a_terminal_and_none_elsewhere(report, tmp_path):
    extract = ("extract", report, "-o", tmp_path / "x.jsonl")
    assert "reading reports" in on_a_terminal(*extract)[1]
    assert on_a_terminal(*extract, "-q")[1] == ""
    done = subprocess.run([*KG, *extract], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


# Completion


def completed(*words, cwd=None):
    """What bash is offered for the last of these words."""
    done = subprocess.run(
        KG,
        env={
            **os.environ,
            "_KG_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
        },
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return [line.split(",", 1)[1] for line in done.stdout.splitlines()]


def test_commands_options_and_choices_are_completed():
    assert completed("kg", "re") == ["retract", "review"]
    assert "--json" in completed("kg", "stats", "--")
    assert completed("kg", "stats", "--format", "c") == ["csv"]
    assert completed("kg", "completion", "") == ["bash", "zsh", "fish"]


def test_graph_folders_and_questions_are_completed(folder):
    parent = folder.parent
    (parent / "reports").mkdir(exist_ok=True)
    assert completed("kg", "stats", "", cwd=parent) == ["g"]
    assert completed("kg", "sparql", f"{parent}/", cwd="/") == [f"{parent}/g"]
    assert completed("kg", "sparql", "g", "alliance-m", cwd=parent) == ["alliance-members"]
    assert completed("kg", "cypher", "g", "alliance-m", cwd=parent) == ["alliance-members"]


def test_in_a_project_a_question_may_come_first(folder, tmp_path):
    (tmp_path / "yilian.toml").write_text(f'graph = "{folder}"\n', encoding="utf-8")
    assert "alliance-members" in completed("kg", "sparql", "alliance-m", cwd=tmp_path)
    (tmp_path / "yilian.toml").write_text("jobs = 0", encoding="utf-8")
    assert completed("kg", "stat", cwd=tmp_path) == ["stats"]


def test_bash_takes_the_script(folder, tmp_path):
    """The script is sourced by a real bash, and its function is asked as bash asks it."""
    program = tmp_path / "kg"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from kg.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    asks = (
        "source <(kg completion bash); COMP_WORDS=(kg sparql g alliance-m); COMP_CWORD=3; "
        '_kg_completion kg; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", asks],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        cwd=folder.parent,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "alliance-members\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(capsys, shell):
    script = kg(capsys, "completion", shell).out
    assert "_KG_COMPLETE" in script and f"{shell}_complete" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, encoding="utf-8", check=True)


def test_an_unknown_shell_is_refused(capsys):
    assert kg(capsys, "completion", "csh").code == 2


def test_the_groups_of_the_help_know_quiet_and_verbose(capsys):
    assert kg(capsys, "--version").out == kg(capsys, "-V").out
    assert all(option in kg(capsys, "--help").out for option in ("--quiet", "--verbose", "--version"))
    assert all(option in kg(capsys, "neo4j", "--help").out for option in ("--quiet", "--verbose"))
