"""README.md, README.zh.md and the guide: their commands run, print what the pages show, and the pages are whole.

`make readme` renews the outputs.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.cli import cli
from kg.queries import sparql_questions

HOME = Path(__file__).parent.parent
GUIDE = HOME / "notebooks" / "guide"


def _load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


readme = _load("readme", HOME / ".ci" / "readme.py")
NAMES = [page.relative_to(HOME).as_posix() for page in dict.fromkeys(readme.PAGES)]


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def number(said):
    return float(said.replace(",", ""))


def text_of(name):
    return (HOME / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A stranger's folder, empty at first."""
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture(scope="module")
def refreshed(folder):
    """The pages with what their commands print now."""
    pytest.importorskip("arcadedb_embedded")
    console = readme.Console(folder)
    return {name: console.refreshed(text_of(name)) for name in NAMES}


# What the pages show


@pytest.mark.embedded
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.slow
def test_the_commands_print_what_the_page_shows(refreshed, name):
    assert refreshed[name] == text_of(name), "`make readme` renews it"


@pytest.mark.embedded
def test_the_program_of_the_readme_runs(refreshed, folder):
    programs = re.findall(r"(?ms)^```python\n(.*?)^```$", text_of("README.md"))
    assert programs == re.findall(r"(?ms)^```python\n(.*?)^```$", text_of("README.zh.md"))
    for program in programs:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=folder, capture_output=True, encoding="utf-8", check=True
        )
        assert "assists actual" in done.stdout


def test_a_changed_output_is_noticed_and_a_changed_time_is_not(tmp_path):
    page = "```console\n$ echo one; echo 'in 2.0 s'\none\nin 1.5 s\n$ echo two\n2\n```\n"
    assert readme.Console(tmp_path).refreshed(page) == page.replace("\n2\n", "\ntwo\n")


def test_a_command_that_fails_ends_the_whole(tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        readme.Console(tmp_path).refreshed("```console\n$ false | cat\n```\n")


def test_both_languages_show_the_same():
    assert readme.commands(text_of("README.md")) == readme.commands(text_of("README.zh.md"))
    headings = [[line for line in text_of(name).splitlines() if line.startswith("## ")] for name in NAMES[:2]]
    assert len(headings[0]) == len(headings[1])
    figures = [
        set(re.findall(r"\d[\d,.]*\d", re.sub(r"```.*?```", "", text_of(name), flags=re.S))) for name in NAMES[:2]
    ]
    assert figures[0] == figures[1]


def test_ten_things_are_ten():
    for name in NAMES[:2]:
        assert re.findall(r"(?m)^\*\*(\d+)\. ", text_of(name)) == [str(n) for n in range(1, 11)]


def test_the_readme_is_short_enough_to_be_read():
    assert len(text_of("README.md").splitlines()) <= 310


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_questions_that_a_page_names_are_there(name):
    text = text_of(name)
    assert set(re.findall(r"`kg ([a-z0-9]+)", text)) <= cli.commands.keys()
    assert {int(n) for n in re.findall(r"(\d+) (?:questions|个现成的问题)", text)} <= {len(sparql_questions())}


@pytest.mark.parametrize("name", NAMES[:2])
def test_links_of_the_readme_lead_somewhere(name):
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", text_of(name))
    assert targets and all((HOME / target).exists() for target in targets)


# The guide


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """The guide as pages, made without a network; a warning would end it."""
    folder = tmp_path_factory.mktemp("docs")
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise OSError('no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from mkdocs.__main__ import cli\n"
        "cli(sys.argv[1:])\n"
    )
    arguments = ["build", "--quiet", "--strict", "--config-file", GUIDE / "mkdocs.yml", "--site-dir", folder]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.html")}


def test_the_guide_is_built_without_a_warning_and_loads_nothing(guide):
    assert {page.with_suffix(".html").name for page in (GUIDE / "pages").glob("*.md")} <= guide.keys()
    for name, text in guide.items():
        assert not re.findall(r"<(?:script|img|iframe)[^>]+src=.?https?:", text), name
        assert not re.findall(r"<link[^>]+rel=.?(?:stylesheet|preconnect)[^>]+href=.?https?:", text), name
        assert "&lt;!-- " not in text and not re.search(r"<!-- [a-z-]+ -->", text), name


def test_the_guide_names_every_verb_command_and_question(guide):
    assert all(f'id="{getattr(kg, name).__module__}.{name}"' in guide["library.html"] for name in kg.__all__)
    assert all(f'id="kg-{name}"' in guide["commands.html"] for name in cli.commands)
    assert all(f"<code>{name}</code>" in guide["questions.html"] for name in sparql_questions())


def test_examples_in_docstrings_are_code(guide):
    assert "&gt;&gt;&gt;" in guide["library.html"] and "<blockquote>" not in guide["library.html"]


@pytest.mark.parametrize(("name", "heading"), [("README.md", "## Speed"), ("README.zh.md", "## 速度")])
def test_the_figures_of_speed_are_those_that_were_measured(name, heading):
    measured = json.loads((HOME / "tests" / "bench" / "results.json").read_text(encoding="utf-8"))
    runs = [measured, *([measured["earlier"]] if "earlier" in measured else [])]
    figures = [figure for run in runs for figure in run["figures"]]
    known = [float(figure["value"]) for figure in figures]
    known += [number(said) for figure in figures for said in NUMBER.findall(figure["unit"])]
    section = text_of(name).split(heading)[1].split("\n## ")[0]
    rows = [line.split("|", 2)[2] for line in section.splitlines() if line.startswith("| ")][2:]
    assert all(run["date"] in section for run in runs) and rows
    for said in (said for row in rows for said in NUMBER.findall(row)):
        places = len(said.partition(".")[2])
        assert any(abs(number(said) - value) <= 0.51 * 10**-places for value in known), f"{said} was not measured"
