"""A relation of one's own: an edit in an ontology file and a line in a rule file, and all else knows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import kg, kg_process

from kg.adaptation import VARIABLE, adapt, own_rules
from kg.errors import MalformedFile, TooLate
from kg.nlp.rules import load

ONTOLOGY = """
@prefix yl: <https://w3id.org/yilian/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
yl:inspects a owl:ObjectProperty ; rdfs:subPropertyOf yl:linkedWith ;
    rdfs:domain yl:Organization ; rdfs:range yl:Actor ; rdfs:label "督查"@zh , "inspects"@en .
yl:sharesDataWith a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:subPropertyOf yl:linkedWith ;
    rdfs:domain yl:Actor ; rdfs:range yl:Actor ; rdfs:label "数据共享"@zh , "shares data with"@en .
"""
RULES = """
[[trigger]]
relation = "inspects"
frame = "directed"
words = ["专项督查", "督导检查"]
[[trigger]]
relation = "sharesDataWith"
frame = "mutual"
words = ["互通数据"]
"""
REPORT = """云岭县卫生健康局2019年工作总结
云岭县卫生监督所对石桥镇卫生院开展督导检查。云岭县人民医院对口支援石桥镇卫生院。
云岭县人民医院与云岭县中医院互通数据。下一步，云岭县卫生监督所拟对云岭县中医院开展专项督查。
"""

SEES = """
import json
import kg
kg.adapt("mine")
built = kg.build(["a.txt"], "g", jobs=2)
graph = kg.open_graph("g")
names = {iri: entity.name for iri, entity in graph.entities.items()}
print(json.dumps({
    "said": sorted([r.type, names[r.head], names[r.tail], r.status] for r in graph),
    "violations": [v.rule for v in built.violations],
    "sparql": kg.sparql("g", "SELECT ?a ?b { ?x yl:inspects/rdfs:label ?b ; rdfs:label ?a }").rows,
    "cypher": kg.cypher("g", "MATCH (a:Entity)-[r:SHARES_DATA_WITH]-(b) RETURN a.name, r.kind ORDER BY a.name").rows,
    "degree": {each.name: each.degree for each in kg.scores(kg.subgraph(graph, relations=["inspects"]))},
    "page": kg.view(graph, "page.html") or "督查" in open("page.html", encoding="utf-8").read(),
}))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report, an adaptation, and the graph that was built with it."""
    home = tmp_path_factory.mktemp("adapted")
    (home / "mine").mkdir()
    (home / "mine" / "ontology.ttl").write_text(ONTOLOGY, encoding="utf-8")
    (home / "mine" / "relations.toml").write_text(RULES, encoding="utf-8")
    (home / "a.txt").write_text(REPORT, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def seen(home: Path) -> dict[str, object]:
    """What a program that adapts sees everywhere."""
    ended = subprocess.run(
        [sys.executable, "-c", SEES], cwd=home, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, object] = json.loads(ended.stdout)
    return found


SUPERVISION, TOWN, HOSPITAL, CHINESE = "云岭县卫生监督所", "石桥镇卫生院", "云岭县人民医院", "云岭县中医院"


def test_the_relations_are_read_with_their_status(seen: dict[str, object]):
    assert seen["said"] == [
        ["assists", HOSPITAL, TOWN, "actual"],
        ["inspects", SUPERVISION, CHINESE, "planned"],
        ["inspects", SUPERVISION, TOWN, "actual"],
        ["sharesDataWith", HOSPITAL, CHINESE, "actual"],
    ]


def test_the_graph_conforms(seen: dict[str, object]):
    assert seen["violations"] == []


def test_both_languages_and_the_analysis_and_the_page_know_them(seen: dict[str, object]):
    assert seen["sparql"] == [[SUPERVISION, TOWN]]
    assert seen["cypher"] == [[CHINESE, "数据共享"], [HOSPITAL, "数据共享"]]
    assert seen["degree"] == {SUPERVISION: 1, TOWN: 1}
    assert seen["page"] is True


@pytest.mark.usefixtures("seen")
def test_a_command_reads_with_what_the_environment_names(home: Path, capsys: pytest.CaptureFixture[str]):
    adapted = kg_process("stats", home / "g", "--format", "json", env={**os.environ, VARIABLE: str(home / "mine")})
    assert adapted.returncode == 0
    assert {"type": "督查", "actual": 1, "planned": 1} in json.loads(adapted.stdout)["relations"]
    ended = kg(capsys, "stats", home / "g")
    assert (ended.code, ended.out) == (2, "")
    assert "the ontology does not have inspects, sharesDataWith" in ended.err
    assert f"name its folder in {VARIABLE}" in ended.err


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("status.toml", "[planned]\nwords = 盼\n", r"status\.toml: Invalid value \(at line 2"),
        ("status.toml", '[planned]\nwords = "盼"\n', r"status\.toml: planned\.words is to be a list"),
        ("state.toml", "[planned]\n", r"state\.toml: nothing reads a file of that name; is it status\.toml\?"),
        ("status.toml", "[planned]\nwords = ['\xff']\n".encode("latin-1"), r"status\.toml: not UTF-8"),
    ],
)
def test_a_rule_file_that_is_wrong_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file, text, said):
    (tmp_path / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(MalformedFile, match=said):
        load.__wrapped__("status")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("ontology.ttl", "yl:inspects a", "ontology.ttl: "),
        (
            "ontology.ttl",
            ONTOLOGY.replace("rdfs:range yl:Actor ;", ""),
            "yl:inspects needs an rdfs:range that is a class",
        ),
        (
            "relations.toml",
            RULES.replace('"inspects"', '"checks"'),
            "relations.toml: 'checks' is no relation of the ontology",
        ),
    ],
)
def test_a_command_says_what_is_wrong_with_it(home: Path, tmp_path: Path, file: str, text: str, said: str):
    (tmp_path / "ontology.ttl").write_text(ONTOLOGY, encoding="utf-8")
    (tmp_path / file).write_text(text, encoding="utf-8")
    ended = kg_process("extract", home / "a.txt", env={**os.environ, VARIABLE: str(tmp_path)})
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert "a fault of kg" not in ended.stderr


def test_too_late_is_said(home: Path):
    load("status")
    with pytest.raises(TooLate, match="the rules have been read already"):
        adapt(home / "mine")
    adapt(None)  # as it is


def test_without_one_nothing_is_added():
    assert own_rules("relations") == {}
