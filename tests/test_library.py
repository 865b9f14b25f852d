"""`from kg import …`: the verbs of the command line, found by people and by type checkers."""

import subprocess
import sys
from itertools import chain

import pytest

import kg
from kg.cli import SECTIONS

FOR_THE_COMMAND_LINE_ALONE = {"completion", "demo", "neo4j", "serve"}


def test_each_command_has_a_function_of_its_name():
    commands = {str(command.name) for command in chain.from_iterable(SECTIONS.values())}
    assert commands - FOR_THE_COMMAND_LINE_ALONE <= set(kg.__all__)


@pytest.mark.parametrize("name", kg.__all__)
def test_each_verb_is_a_function_with_a_docstring(name):
    verb = getattr(kg, name)
    assert callable(verb) and verb.__doc__
    assert getattr(kg, name) is verb  # and stays one when its module is imported


def test_verbs_are_there_in_whatever_order_modules_are_imported():
    code = "import kg.diagnosis, kg.extracting, kg.project; from kg import doctor, extract; assert callable(doctor)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_verb_is_imported_before_it_is_used():
    code = "import sys, kg; print([name for name in sys.modules if name.startswith('kg.')])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_an_unknown_verb():
    with pytest.raises(AttributeError, match="no attribute 'buld'"):
        kg.buld  # noqa: B018


def test_type_checkers_read_it(tmp_path):
    """A user's program: mypy knows the types of what comes back."""
    program = tmp_path / "program.py"
    program.write_text(
        "from kg import build, open_graph\n"
        "reveal_type(build(['a.txt'], 'g').graph)\n"
        "reveal_type(next(iter(open_graph('g'))).evidence[0].sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), "--follow-imports", "silent", program],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 'Revealed type is "kg.model.Graph"' in done.stdout, done.stdout
    assert 'Revealed type is "str"' in done.stdout
