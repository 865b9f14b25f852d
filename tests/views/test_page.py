"""The page as a file: one form for equal graphs, everything of the graph in it, a policy that fits its scripts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from graphs import sample_extractions, sample_graph
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Evidence, Graph, Relation, Report
from kg.views import page as page_module
from kg.views.page import page
from kg.views.page_data import embedded, page_data, passage


class Elements(HTMLParser):
    """Start tags with their attributes, and the contents of scripts and styles, as a browser splits them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] in ("script", "style") and data.strip():
            self.contents.append((*self.tags[-1], data))


@pytest.fixture(scope="module")
def elements() -> Elements:
    return Elements(page(sample_graph()))


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page(elements: Elements):
    policy = next(a["content"] for t, a in elements.tags if t == "meta" and "Policy" in (a.get("http-equiv") or ""))
    rules = {rule.split()[0]: set(rule.split()[1:]) for rule in policy.split("; ")}
    assert rules["default-src"] == rules["form-action"] == rules["base-uri"] == {"'none'"}
    hashes = {
        tag: {_hash(text) for t, a, text in elements.contents if t == tag and "type" not in a}
        for tag in ("script", "style")
    }
    assert rules["script-src"] == hashes["script"] and len(hashes["script"]) == 2
    assert rules["style-src"] == hashes["style"]


def test_nothing_is_loaded_from_elsewhere(elements: Elements):
    assert not [(t, a) for t, a in elements.tags if {"src", "href", "action", "srcset"} & a.keys()]
    assert "url(" not in next(text for t, _, text in elements.contents if t == "style")


def test_the_data_of_the_page_are_those_of_the_graph(elements: Elements):
    data = json.loads(next(text for _, a, text in elements.contents if a.get("id") == "data"))
    assert data == json.loads(json.dumps(page_data(sample_graph())))
    graph = sample_graph()
    assert [node["iri"] for node in data["nodes"]] == sorted(graph.entities)
    told = {node["name"]: [data["qualities"][name]["zh"] for name in node["qualities"]] for node in data["nodes"]}
    assert {name: qualities for name, qualities in told.items() if qualities} == {"丰原省肿瘤医院": ["三级甲等"]}
    for edge in data["edges"]:
        key = (edge["type"], *(data["nodes"][edge[end]]["iri"] for end in ("head", "tail")), edge["status"])
        said = [data["passages"][p][a:b] for _, p, a, b, *_ in edge["evidence"]]
        assert said == [evidence.text for evidence in graph.relations[key].evidence]


def test_what_makes_a_reading_doubtful_is_told():
    said = Evidence("r", 0, 2, "帮扶", "帮扶。", 0, doubts=("crowded", "stand-in"))
    graph = Graph(
        reports={"r": Report("r", "a.txt", (1, 1), 0, 3, "帮扶。")},
        entities={iri: Entity(iri, "Hospital", iri) for iri in ("甲", "乙")},
        relations={("assists", "甲", "乙", "actual"): Relation("assists", "甲", "乙", "actual", (said,))},
    )
    (edge,) = page_data(graph)["edges"]
    assert edge["evidence"] == [[0, 0, 0, 2, 0, 1, "crowded", "stand-in"]]


def test_equal_graphs_give_the_same_bytes_in_any_process(tmp_path: Path):
    code = (
        "import sys; from graphs import *; from kg.model import Graph; from kg.views import picture, view\n"
        "order = sample_extractions()[:: int(sys.argv[1])]\n"
        "view(Graph.of(order), sys.argv[2] + '.html'); picture(Graph.of(order), sys.argv[2] + '.svg')"
    )
    tests = Path(__file__).parents[1]
    for step, seed, name in (("1", "1", "a"), ("-1", "2", "b")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)]),
        }
        subprocess.run([sys.executable, "-c", code, step, str(tmp_path / name)], check=True, env=environment)
    for form in ("html", "svg"):
        assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_the_title_is_text():
    assert "<title>A &amp; &lt;B&gt; {{data}}</title>" in page(Graph(), title="A & <B> {{data}}")


WEB = Path(page_module.__file__).parent / "web"


def test_the_parts_cannot_end_their_elements():
    for path in (*WEB.rglob("*.js"), *WEB.rglob("*.css")):
        assert not re.search(r"</(script|style)|<!--", path.read_text("utf-8"), re.IGNORECASE), path.name


def test_every_script_is_in_the_page():
    assert sorted(page_module.SCRIPTS) == sorted(path.stem for path in WEB.glob("*.js"))


def test_the_vendored_libraries_are_the_releases_that_their_note_names():
    note = (WEB / "vendor" / "README.md").read_text("utf-8")
    releases = re.findall(r"\| `(\S+)\.min\.js` \| \1 (\S+) \|", note)
    assert [name for name, _ in releases] == [f"d3-{name}" for name in page_module.GESTURES]
    for name, release in releases:
        start = (WEB / "vendor" / f"{name}.min.js").read_text("utf-8")[:100]
        assert f"{name}/ v{release} " in start
    assert "Permission to use, copy, modify" in (WEB / "vendor" / "d3.LICENSE.txt").read_text("utf-8")


@given(st.text())
def test_embedded_text_comes_back_and_holds_no_markup(text: str):
    script = embedded({"text": text})
    assert "<" not in script
    assert json.loads(script) == {"text": text}


@given(before=st.text(), words=st.text(min_size=1), after=st.text(), beyond=st.text())
def test_a_passage_marks_the_words_and_keeps_the_sentence(before: str, words: str, after: str, beyond: str):
    for sentence, said in ((before + words + after, words), (before + words, words + beyond)):
        evidence = Evidence("r", 7 + len(before), 7 + len(before) + len(said), said, sentence, 7)
        text, start, end = passage(evidence)
        assert text[start:end] == said
        assert text.startswith(before) and (said != words or text == sentence)


def test_a_passage_that_lies_outside_its_sentence_stands_alone():
    assert passage(Evidence("r", 30, 32, "签约", "乙院。", 10)) == ("签约", 0, 2)
    assert passage(Evidence("r", 5, 7, "签约", "乙院。", 10)) == ("签约", 0, 2)


def test_what_all_reports_share_is_written_once():
    evidence = [e for extraction in sample_extractions() for r in extraction.relations for e in r.evidence]
    passages = page_data(sample_graph())["passages"]
    assert len(passages) == len({e.sentence for e in evidence}) < len(evidence)


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
