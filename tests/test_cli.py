"""The command line as a whole: help, exit codes, piping, and the commands that read a graph."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from itertools import chain

import click
import pytest
from commandline import KG, REPORT, graph_folder, kg, kg_process
from graphs import sample_extractions

from kg.analysis import score_tables, scores, stats, tables
from kg.cli import SECTIONS, cli
from kg.commands.asking import SPARQL_FORMATS
from kg.commands.options import password
from kg.model import Graph
from kg.property_graph.server import Server
from kg.rdf.query import FORMATS
from kg.summary import numbered
from kg.terminal import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return graph_folder(tmp_path_factory.mktemp("cli") / "g", *sample_extractions())


# Help


def test_the_help_lists_every_command_once():
    assert sorted(str(each.name) for each in chain.from_iterable(SECTIONS.values())) == sorted(cli.commands)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself(capsys, name):
    ended = kg(capsys, name, "--help")
    assert ended.code == 0
    assert ended.out.startswith(f"Usage: kg {name} ")
    assert cli.commands[name].help


def test_the_help_tells_the_exit_codes(capsys):
    text = kg(capsys, "--help").out
    assert [line.split()[0] for line in text.split("Exit codes:")[1].splitlines() if line.strip()] == [
        "0",
        "1",
        "2",
        "130",
    ]


def test_no_first_line_of_the_help_is_cut_off(capsys):
    assert "..." not in kg(capsys, "neo4j", "--help").out.partition("Commands:")[2]


def test_build_without_a_folder_names_the_ways_to_give_one(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "[required]" not in kg(capsys, "build", "--help").out
    ended = kg(capsys, "build", "x.txt")
    assert ended.code == 2 and "-o DIR" in ended.err and "kg init" in ended.err


def test_the_help_of_stats_lists_its_tables(capsys):
    listed = " ".join(kg(capsys, "stats", "--help").out.split()).partition("for --table: ")[2].partition(" kg stats")[0]
    graph = Graph.of(sample_extractions())
    titles = {*tables(stats(graph)), *score_tables(scores(graph))}
    assert titles <= set(listed.split(", "))
    assert len(listed.split(", ")) == 11


def test_help_does_not_wait_for_heavy_libraries():
    heavy = "{'spacy', 'rdflib', 'networkx', 'neo4j', 'pyoxigraph', 'rich', 'numpy', 'kg.documents', 'kg.nlp'}"
    code = f"import sys, kg.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_help_answers_at_once():
    def seconds():
        started = time.monotonic()
        kg_process("--help")
        return time.monotonic() - started

    assert min(seconds() for _ in range(5)) < 0.4


# Exit codes


@pytest.mark.parametrize(
    "args",
    [
        ("frobnicate",),
        ("build",),
        ("build", "x.txt"),
        ("build", "x.txt", "-o"),
        ("sparql", "no/such/folder", "SELECT * {}"),
        ("cypher", "no/such/folder", "RETURN 1"),
        ("validate", "no/such/folder"),
        ("stats", "no/such/folder"),
        ("view", "no/such/folder", "-o", "x.html"),
        ("load", "no/such/folder", "--uri", "bolt://localhost:1"),
        ("stats", "x", "--format", "yaml"),
        ("cypher", "x", "RETURN $a", "-p", "a"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_2(capsys, monkeypatch, args):
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    ended = kg(capsys, *args)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("kg: ") and len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("args", [("stats", "no/such/folder"), ("build",), ("no-such-command",)])
def test_a_process_ends_with_the_same_exit_code(args):
    ended = kg_process(*args)
    assert (ended.returncode, ended.stdout, ended.stderr[:4]) == (2, "", "kg: ")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--json", "stats"), "--json stands after the command: kg stats --json."),
        (("--json",), "--json stands after the command: kg COMMAND --json."),
        (("neo4j", "--home", "x", "stop"), "--home stands after the command: kg neo4j stop --home."),
        (("--jsn", "stats"), "No such option"),
    ],
)
def test_an_option_before_its_command_is_told_where_it_stands(capsys, args, said):
    ended = kg(capsys, *args)
    assert (ended.code, ended.out) == (2, "") and ended.err.startswith(f"kg: {said}")


def test_no_command_shows_the_help(capsys):
    ended = kg(capsys)
    assert (ended.code, ended.out[:9]) == (2, "Usage: kg")


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "kg: stopped\n"),
        (
            PermissionError(13, "Permission denied", "/x/y"),
            2,
            "kg: /x/y: Permission denied. Check whose it is, or give another place.\n",
        ),
        (OSError(28, "No space left on device"), 2, "kg: No space left on device\n"),
        (MemoryError(), 2, "kg: not enough memory. Build fewer reports at once.\n"),
        (
            KeyError("iri"),
            2,
            "kg: a fault of kg itself, not yours (KeyError: 'iri'). Please report it with what `--verbose` prints.\n",
        ),
    ],
)
def test_whatever_happens_is_said_in_a_line(capsys, error, code, line):
    @click.command()
    def fails():
        raise error

    assert run(fails, []) == code
    assert capsys.readouterr().err == line


def test_verbose_shows_the_trace_of_an_internal_error():
    code = "import kg.pipeline, kg.cli\nkg.pipeline.open_graph = lambda folder: 1 / 0\nkg.cli.main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "stats", "-v", "g"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "Traceback" in ended.stderr and ended.stderr.splitlines()[-1].startswith("kg: a fault of kg itself")


# Piping


def test_a_reader_that_has_seen_enough_is_no_error(folder):
    everything = "SELECT * {GRAPH ?g {?s ?p ?o} GRAPH ?h {?x ?y ?z}} LIMIT 50000"
    command = " ".join(f"'{part}'" for part in (*KG, "sparql", str(folder), everything, "--format", "csv"))
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} | head -n 1"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout.count("\n"), ended.stderr) == (0, 1, "")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_a_pipe_gets_utf8_without_colours_in_every_locale(folder, locale):
    query = "SELECT ?name {?a a yl:Hospital ; rdfs:label ?name} ORDER BY ?name"
    ended = subprocess.run(
        [*KG, "sparql", str(folder), query],
        capture_output=True,
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=True,
    )
    assert "望川县人民医院" in ended.stdout.decode("utf-8")
    assert b"\x1b" not in ended.stdout + ended.stderr


# The commands that read a graph


QUERIES = [
    ("sparql", "SELECT ?a ?b {?x yl:assists ?y . ?x rdfs:label ?a . ?y rdfs:label ?b}"),
    pytest.param(
        "cypher",
        "MATCH (x)-[:ASSISTS {status: 'actual'}]->(y) RETURN x.name AS a, y.name AS b",
        marks=pytest.mark.embedded,
    ),
]


@pytest.mark.parametrize(("command", "query"), QUERIES)
def test_a_query_answers_in_every_format(capsys, folder, command, query):
    expected = {("青禾县人民医院", "青禾县乡镇卫生院")}
    table = kg(capsys, command, folder, query)
    assert table.code == 0 and all(name in table.out for row in expected for name in row)
    read = csv.reader(kg(capsys, command, folder, query, "--format", "csv").out.splitlines())
    assert next(read) == ["a", "b"]
    from_csv = set(map(tuple, read))
    found = json.loads(kg(capsys, command, folder, query, "--format", "json").out)
    if command == "sparql":  # SPARQL's own form of results
        found = [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]
    assert from_csv == {(row["a"], row["b"]) for row in found} >= expected


def test_sparql_offers_every_format_that_it_has():
    assert SPARQL_FORMATS == FORMATS


@pytest.mark.parametrize("query", ["SELEKT ?a", "INSERT DATA {<x:a> <x:b> <x:c>}", "no-such-question", "no/such.rq"])
def test_a_query_that_cannot_run(capsys, folder, query):
    ended = kg(capsys, "sparql", folder, query)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("kg: ")


def test_a_graph_that_conforms(capsys, folder):
    ended = kg(capsys, "validate", folder)
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(kg(capsys, "validate", folder, "--format", "json").out) == []


def test_a_graph_that_does_not_conform(capsys, tmp_path):
    """A hospital that is a member of a hospital: the tail of memberOf must be an alliance."""
    extraction = next(e for e in sample_extractions() if any(r.type == "memberOf" for r in e.relations))
    hospital = next(e.iri for e in extraction.entities if e.type == "Hospital")
    wrong = [
        replace(r, tail=hospital) if r.type == "memberOf" and r.head != hospital else r for r in extraction.relations
    ]
    folder = graph_folder(tmp_path / "g", replace(extraction, relations=tuple(wrong)))
    ended = kg(capsys, "validate", folder, "--format", "json")
    assert ended.code == 1
    violations = json.loads(ended.out)
    assert violations and all(violation["rule"] and violation["node"] for violation in violations)
    assert ended.err == f"kg: {folder}: {numbered(len(violations), 'violation')} of the ontology's shapes\n"


def test_stats(capsys, folder):
    found = json.loads(kg(capsys, "stats", folder, "--format", "json").out)
    assert {"what": "entities", "number": 16} in found["size"]
    assert {"what": "relations", "number": 20} in found["size"]
    assert "青禾县人民医院" in kg(capsys, "stats", folder).out


def test_view(capsys, folder, tmp_path):
    page, picture = tmp_path / "network.html", tmp_path / "network.svg"
    assert kg(capsys, "view", folder, "-o", page).out == f"{page}\n"
    assert "青禾县人民医院" in page.read_text(encoding="utf-8")
    assert kg(capsys, "view", folder, "-o", picture).code == 0
    assert picture.read_text(encoding="utf-8").startswith(("<svg", "<?xml"))
    kg(capsys, "view", folder, "-o", picture, "--title", "我的图")
    assert "<title>我的图</title>" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["x.png", "x.jpg", "x"])
def test_view_writes_no_page_into_a_file_of_another_form(capsys, folder, tmp_path, name):
    ended = kg(capsys, "view", folder, "-o", tmp_path / name)
    assert (ended.code, ended.out, list(tmp_path.iterdir())) == (2, "", [])
    assert "FILE.html" in ended.err and "FILE.svg" in ended.err


def test_view_where_nothing_can_be_written(capsys, folder, tmp_path):
    ended = kg(capsys, "view", folder, "-o", tmp_path / "no" / "such" / "folder.html")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert ended.err.endswith("No such file or directory. Check the path; its folder must be there.\n")
    assert kg(capsys, "view", folder, "-o", tmp_path / "a.html").code == 0
    (tmp_path / "b.html").mkdir()
    assert kg(capsys, "view", folder, "-o", tmp_path / "b.html").err.endswith("Give the name of a file.\n")


@pytest.fixture
def ports():
    """Two ports of the loopback address at which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        yield one.getsockname()[1], other.getsockname()[1]


def test_the_password_of_the_server_that_was_started_is_known(monkeypatch, ports):
    here, there = (f"bolt://localhost:{port}" for port in ports)
    started = Server(f"bolt://127.0.0.1:{ports[0]}", None, "neo4j", "made up", "java")
    monkeypatch.setattr("kg.property_graph.server.started_server", lambda: started)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    assert password(here, "neo4j") == "made up"
    for uri, user in ((there, "neo4j"), (here, "reader")):
        with pytest.raises(click.UsageError, match="NEO4J_PASSWORD"):
            password(uri, user)
    monkeypatch.setenv("NEO4J_PASSWORD", "mine")
    assert password(here, "neo4j") == "mine"


@pytest.mark.parametrize(
    "args", [("load", "--uri", "bolt://localhost:1"), ("cypher", "bolt://localhost:1", "counties")]
)
def test_where_nothing_listens_that_is_said_before_a_password_is_asked_for(capsys, monkeypatch, folder, args):
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    ended = kg(capsys, args[0], *([folder] if args[0] == "load" else []), *args[1:])
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("kg: bolt://localhost:1: nothing listens there (Connection refused). Start one with")


def test_load_without_a_password(monkeypatch, folder, ports):
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    ended = kg_process("load", folder, "--uri", f"bolt://localhost:{ports[0]}", stdin=subprocess.DEVNULL)
    assert ended.returncode == 2
    assert ended.stderr.startswith("kg: Neo4j needs a password: set NEO4J_PASSWORD.")


def test_load_where_no_server_is(capsys, monkeypatch, folder):
    monkeypatch.setenv("NEO4J_PASSWORD", "some password")
    ended = kg(capsys, "load", folder, "--uri", "bolt://localhost:1")
    assert ended.code == 2
    assert ended.err == (
        "kg: bolt://localhost:1: no Neo4j answers there (Couldn't connect to localhost:1). "
        "Start one with `kg neo4j start`, or check the address.\n"
    )


@pytest.mark.parametrize(("ran", "said"), [(True, "stopped; its data stays"), (False, "no Neo4j of `kg neo4j start`")])
def test_stopping_a_neo4j_says_whether_one_ran(capsys, monkeypatch, ran, said):
    monkeypatch.setattr("kg.property_graph.server.stop", lambda home: ran)
    ended = kg(capsys, "neo4j", "stop", "--home", "there")
    assert (ended.code, ended.out) == (0 if ran else 1, "")
    assert ended.err.startswith(f"kg: {said}") and ("start --home there`" in ended.err) == ran
    assert kg(capsys, "neo4j", "stop", "--quiet").err == ("" if ran else ended.err)


# The demo


def test_the_demo_builds_the_samples_and_its_advice_works(tmp_path):
    ended = kg_process("demo", "-o", "d", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "d" / "network.html").exists() and (tmp_path / "d" / "network.svg").exists()
    advice = [line.strip() for line in ended.stdout.split("Try next:")[1].splitlines() if line.strip()]
    assert [line.split()[1] for line in advice] == ["stats", "sparql", "cypher", "build"]
    (tmp_path / "YOUR-REPORTS").mkdir()
    (tmp_path / "YOUR-REPORTS" / "a.txt").write_text(REPORT, encoding="utf-8")
    for line in advice:
        if "cypher" in line:
            pytest.importorskip("arcadedb_embedded")
        kg_command = " ".join(f"'{part}'" for part in KG)
        command = line.replace("kg ", f"{kg_command} ", 1)
        again = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (again.returncode, again.stderr) == (0, ""), line
        assert len(again.stdout.splitlines()) > 2, line
