"""`kg doctor`: what it finds on machines that lack something."""

import json

import pytest
from commandline import graph_folder, kg
from graphs import sample_extractions

from kg import diagnosis as module
from kg.diagnosis import doctor
from kg.project import init


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """A folder of its own, and no server but what a test names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def found(name):
    """State, finding and advice for one part."""
    check = next(check for check in doctor().checks if check.name == name)
    return check.state, check.found, check.how


def test_this_machine_can_build(capsys):
    ended = kg(capsys, "doctor", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["healthy"]) == (0, True)
    states = {check["name"]: check["state"] for check in told["checks"]}
    assert {states[name] for name in ("Python", "packages", "reading")} == {"ok"}
    assert {check["state"] for check in told["checks"]} <= {"ok", "absent"}
    assert all(check["how"] for check in told["checks"] if check["state"] != "ok")
    assert all(f"extra {extra}" in states for extra in ("cypher", "serve"))


def test_a_needed_package_that_is_missing_or_does_not_fit(capsys, monkeypatch):
    known = {"click": None, "lxml": "1.0"}
    real = module._version
    monkeypatch.setattr(module, "_version", lambda name: known[name] if name in known else real(name))
    ended = kg(capsys, "doctor")
    assert ended.code == 1 and ended.err == "kg: something that is needed is missing\n"
    state, said, how = found("packages")
    assert state == "missing" and "click is not installed" in said and "lxml 1.0 does not fit" in said
    assert how == "pip install --upgrade yilian-kg"


def test_an_extra_that_is_absent_is_no_illness(capsys, monkeypatch):
    real = module._version
    monkeypatch.setattr(module, "_version", lambda name: None if name == "oxigraph" else real(name))
    assert found("extra serve") == ("absent", "oxigraph is not installed", "pip install 'yilian-kg[serve]'")
    assert kg(capsys, "doctor").code == 0


def test_an_extra_of_extras_wants_what_they_want(monkeypatch):
    wanted = [
        "click>=8",
        "oxigraph>=0.5 ; extra == 'serve'",
        "yilian-kg[serve] ; extra == 'all'",
        "pytest>=1 ; extra == 'all'",
    ]
    monkeypatch.setattr("importlib.metadata.requires", lambda name: wanted)
    assert [name for name, _ in module._needed("")] == ["click"]
    assert [name for name, _ in module._needed("all")] == ["oxigraph", "pytest"]


def test_an_installation_whose_model_is_broken(monkeypatch):
    def broken(reports):
        raise OSError("no such model")

    monkeypatch.setattr("kg.extracting.extract", broken)
    assert found("reading")[:2] == ("missing", "OSError: no such model")
    assert not doctor().healthy


def test_a_machine_with_nothing_on_its_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    parts = ("Java", "Maven", "Docker", "LibreOffice")
    assert {found(name)[0] for name in parts} == {"absent"}
    assert all(found(name)[2] for name in parts)


def test_a_project_and_its_graph(tmp_path):
    assert found("yilian.toml") == ("absent", "none here or above", "kg init")
    init(tmp_path)
    assert found("yilian.toml")[:2] == ("ok", str(tmp_path / "yilian.toml"))
    assert found("graph")[0] == "absent" and found("graph")[2] == "kg build"
    graph_folder(tmp_path / "graph", *sample_extractions())
    assert found("graph")[0] == "ok" and "16 entities, 20 relations" in found("graph")[1]


def test_a_project_that_cannot_be_read(tmp_path):
    (tmp_path / "yilian.toml").write_text("jobs = 0")
    assert found("yilian.toml")[0] == "missing" and "line 1: jobs" in found("yilian.toml")[1]


def test_reports_that_are_not_there(tmp_path):
    init(tmp_path)
    (tmp_path / "reports").rmdir()
    assert [check.found for check in doctor().checks if check.state == "missing"] == [
        f"{tmp_path / 'reports'}: there is nothing"
    ]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "none runs here, and NEO4J_URI is not set"),
        ({"NEO4J_URI": "bolt://localhost:1"}, "bolt://localhost:1: no password"),
        ({"NEO4J_URI": "bolt://localhost:1", "NEO4J_PASSWORD": "x"}, "bolt://localhost:1: no Neo4j answers there"),
    ],
)
def test_a_neo4j_that_is_not_there(monkeypatch, environment, said):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    state, text, how = found("Neo4j")
    assert state == "absent" and text.startswith(said) and how


def test_a_neo4j_that_is_there(neo4j_server, monkeypatch):
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    assert found("Neo4j")[:2] == ("ok", f"{neo4j_server.uri}: Neo4j/{found('Neo4j')[1].rpartition('/')[2]}")
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong password")
    assert found("Neo4j")[0] == "absent" and "wrong" in found("Neo4j")[1]
