"""The page in a real browser: what an analyst does with it, and what a hostile report cannot do."""

from __future__ import annotations

import http.server
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from browsers import Page, written
from graphs import COUNTY_HOSPITAL, TOWNSHIP_CENTRES, sample_extractions
from provinces import province
from selenium.webdriver.common.keys import Keys

from kg.model import Evidence, Extraction, Graph
from kg.ontology import schema

pytestmark = pytest.mark.browser

CENTRE_OF_EDGE = """
    const edge = cy.edges().filter((e) => e.data('type') === arguments[0] && e.hasClass(arguments[1]))[0];
    return edge.renderedMidpoint();
"""


def test_everything_is_shown_and_the_console_is_silent(page: Page, sample_page: Path):
    page.open(sample_page)
    assert page.text("#shown") == "16 / 16 个实体 · 20 / 20 条关系"
    assert page.text("h1") == page.chrome.title == "医联体关系网络"
    assert page.messages() == []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("县医院", ["青禾县人民医院", "望川县人民医院"]),  # an alias that two counties share
        ("肿瘤", ["丰原省肿瘤医院"]),
        ("o'neil", ['海岳"O\'Neil"\\<b>𠮷康</b>公司']),
        ("𠮷", ['海岳"O\'Neil"\\<b>𠮷康</b>公司']),
        ("没有这家医院", []),
    ],
)
def test_search_by_name_and_alias(page: Page, sample_page: Path, typed: str, names: list[str]):
    page.open(sample_page)
    page.chrome.find_element("id", "search").send_keys(typed)
    found = page.texts("#found [role=option]")
    assert [row.split("\n")[0] for row in found] == names
    if names:
        page.press(Keys.ENTER)
        assert page.text("#details h2") == names[0]
        assert not page.chrome.find_element("id", "found").is_displayed()
    else:
        assert page.text("#found") == "没有找到"


@pytest.mark.parametrize(
    ("switched_off", "shown"),
    [
        (["statuses=planned"], "13 / 16 个实体 · 16 / 20 条关系"),
        (["statuses=actual"], "8 / 16 个实体 · 4 / 20 条关系"),
        (["relations=assists", "relations=partOf"], "13 / 16 个实体 · 15 / 20 条关系"),
        (["classes=Programme"], "11 / 16 个实体 · 15 / 20 条关系"),
        (["statuses=actual", "statuses=planned"], "0 / 16 个实体 · 0 / 20 条关系"),
    ],
)
def test_filters(page: Page, sample_page: Path, switched_off: list[str], shown: str):
    page.open(sample_page)
    for box in switched_off:
        group, value = box.split("=")
        page.click(f"input[data-filter={group}][value={value}]")
    assert page.text("#shown") == shown
    assert page.script("return cy.edges(':visible').length") == int(shown.split(" · ")[1].split(" / ")[0])
    assert page.chrome.find_element("id", "empty").is_displayed() == shown.startswith("0 ")
    for box in switched_off:
        group, value = box.split("=")
        page.click(f"input[data-filter={group}][value={value}]")
    assert page.text("#shown") == "16 / 16 个实体 · 20 / 20 条关系"


@pytest.mark.parametrize(
    ("choice", "option", "relations"),
    [
        ("county", "望川县", 5),
        ("county", "青禾县", 15),
        ("year", "2018", 7),
        ("year", "2019", 14),
        ("year", "全部", 20),
    ],
)
def test_relations_of_one_county_or_year(page: Page, sample_page: Path, choice: str, option: str, relations: int):
    page.open(sample_page)
    page.chrome.find_element("id", choice).send_keys(option)
    assert page.text("#shown").endswith(f"{relations} / 20 条关系")


def test_a_click_on_a_relation_shows_the_words_of_the_report(page: Page, sample_page: Path):
    page.open(sample_page)
    at = page.script(CENTRE_OF_EDGE, "partOf", "actual")
    page.click_at(at["x"], at["y"])
    assert page.texts("#details .end") == ["青禾县人民医院远程会诊中心", "青禾县人民医院"]
    assert page.text("#details .joins strong") == schema().relations["partOf"].label_zh
    assert page.texts("#details blockquote") == ["远程会诊中心设在县人民医院。"]
    assert page.texts("#details mark") == ["远程会诊中心设在县人民医院"]
    assert page.texts("#details mark .named") == ["远程会诊中心", "县人民医院"]
    assert page.texts("#details .evidence footer div") == [
        "青禾县卫生健康局2018年工作总结",
        "qinghe.txt · 第 1–4 行 · 青禾县",
    ]


@pytest.mark.parametrize(
    ("type_", "status", "marked"),
    [
        ("cooperatesWith", "planned", ['县疾控中心将与海岳"O\'Neil"\\<b>𠮷康</b>公司开展合作']),
        ("contractsWith", "planned", ["县医院拟与丰原省肿瘤医院签订协议"]),
        ("contractsWith", "actual", ["县医院与省肿瘤医院签订了框架协议"]),
    ],
)
def test_the_marked_words_are_those_of_the_evidence(
    page: Page, sample_page: Path, type_: str, status: str, marked: list[str]
):
    page.open(sample_page)
    _open_relation(page, type_, status)
    assert page.texts("#details mark") == marked
    assert page.text("#details .joins .chip") == schema().statuses[status].label_zh


def test_all_evidence_of_a_relation_is_shown_line_breaks_included(page: Page, sample_page: Path):
    page.open(sample_page)
    page.script("""cy.edges().filter((e) => e.data('type') === 'assists'
        && e.target().data('label') === '柳湾镇卫生院')[0].emit('tap')""")
    assert page.texts("#details mark") == ["派专家到柳湾镇卫生院坐诊", "县医院每周\n派人支援柳湾镇卫生院"]
    assert page.text("#details dl") == "置信度\n0.80"


def test_a_click_on_an_entity_shows_names_and_neighbours(page: Page, sample_page: Path):
    page.open(sample_page)
    at = page.script("return cy.nodes().filter((n) => n.data('label') === '青禾县人民医院')[0].renderedPosition()")
    page.click_at(at["x"], at["y"])
    assert page.text("#details h2") == "青禾县人民医院"
    assert page.texts("#details ul.chips li") == ["县人民医院", "县医院"]
    assert len(page.texts("#details .row")) == 10
    page.click("#details .row")
    assert page.chrome.find_elements("css selector", "#details blockquote")
    page.press(Keys.ESCAPE)
    assert page.text("#details h2") == "点选一个实体或一条关系"


def test_only_the_neighbours_and_back(page: Page, sample_page: Path):
    page.open(sample_page, "#" + quote(COUNTY_HOSPITAL, safe=""))
    page.click("#details .focus")
    assert page.text("#shown") == "7 / 16 个实体 · 12 / 20 条关系"
    page.click("#whole")
    assert page.text("#shown") == "16 / 16 个实体 · 20 / 20 条关系"


def test_a_set_is_told_with_its_number(page: Page, sample_page: Path):
    page.open(sample_page, "#" + quote(TOWNSHIP_CENTRES, safe=""))
    assert page.texts("#details p.chips .chip") == ["乡镇卫生院", "6 所"]


def test_planned_relations_are_dashed_and_symmetric_ones_have_no_arrow(page: Page, sample_page: Path):
    page.open(sample_page)
    drawn = page.script(
        """return cy.edges().map((e) => [e.data('type'), e.hasClass('planned'), e.style('line-style'),
            e.style('target-arrow-shape')])"""
    )
    assert len(drawn) == 20
    for type_, planned, line, arrow in drawn:
        assert line == ("dashed" if planned else "solid")
        assert arrow == ("none" if schema().relations[type_].symmetric else "triangle")


def test_colours_are_those_of_the_ontology(page: Page, sample_page: Path):
    page.open(sample_page)
    drawn = page.script("return cy.nodes().map((n) => [n.data('type'), n.style('background-color')])")
    for type_, colour in drawn:
        red, green, blue = (int(schema().classes[type_].colour[i : i + 2], 16) for i in (1, 3, 5))
        assert colour == f"rgb({red},{green},{blue})"


def test_the_keyboard_alone_is_enough(page: Page, sample_page: Path):
    page.open(sample_page)
    page.press("/", "县医院", Keys.ARROW_DOWN, Keys.ENTER)
    assert page.text("#details h2") == "望川县人民医院"
    for _ in range(40):
        page.press(Keys.TAB)
        if page.script("return document.activeElement.className") == "row":
            break
    page.press(Keys.ENTER)
    assert page.texts("#details mark")
    page.script("document.getElementById('network').focus()")
    before = page.script("return [cy.zoom(), cy.pan().x]")
    page.press("+", Keys.ARROW_LEFT)
    zoom, left = page.script("return [cy.zoom(), cy.pan().x]")
    assert zoom > before[0] and left != before[1]


def test_a_link_leads_back_to_a_selection(page: Page, sample_page: Path):
    page.open(sample_page)
    _open_relation(page, "pilots", "planned")
    marked, address = page.texts("#details mark"), page.chrome.current_url
    page.chrome.get("about:blank")
    page.chrome.get(address)
    page.wait(lambda: page.texts("#details mark") == marked)
    page.chrome.get(sample_page.as_uri() + "#no-such-entity")
    assert page.messages() == []


def test_the_language_can_be_changed(page: Page, sample_page: Path):
    page.open(sample_page, "#" + quote(COUNTY_HOSPITAL, safe=""))
    page.click("#language")
    assert page.text("#shown") == "16 / 16 entities · 20 / 20 relations"
    assert page.text("#details p.chips") == schema().classes["Hospital"].label_en
    assert schema().relations["assists"].label_en in page.text("#relations")


def test_the_network_is_saved_as_png(page: Page, sample_page: Path):
    page.open(sample_page)
    page.click("#png")
    saved = page.downloads / "医联体关系网络.png"
    page.wait(saved.exists)
    content = saved.read_bytes()
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    assert content.startswith(b"\x89PNG") and width > 800 and height > 400
    assert page.messages() == []


ATTACK = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'><!--{{script}}"


def test_markup_in_a_report_stays_text(page: Page, tmp_path: Path):
    page.open(written(_hostile(), tmp_path))
    _open_relation(page, "partOf", "actual")
    assert page.text("#details blockquote") == f"远程会诊中心{ATTACK}设在县人民医院。"
    assert page.text("#details .evidence footer").startswith(ATTACK)
    page.chrome.find_element("id", "search").send_keys("onerror")
    assert page.text("#found small") == ATTACK
    page.press(Keys.ENTER)
    assert page.script("return window.harmed") is None
    assert page.script("return document.querySelectorAll('img').length") == 0
    assert page.messages() == []


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that the page must not reach: its address and the paths it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


TRY_ALL_WAYS_OUT = """
    const [base, done] = [arguments[0], arguments[1]];
    const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
    add('img', { src: `${base}/img` });
    add('script', { src: `${base}/script` });
    add('script', { textContent: 'window.harmed = 1' });
    add('link', { rel: 'stylesheet', href: `${base}/style` });
    add('iframe', { src: `${base}/frame` });
    add('object', { data: `${base}/object` });
    navigator.sendBeacon(`${base}/beacon`, 'x');
    try { new WebSocket(base.replace('http', 'ws') + '/socket'); } catch (refused) {}
    try { new EventSource(`${base}/events`); } catch (refused) {}
    fetch(`${base}/fetch`).then(() => 'went out', () => 'refused').then((answer) => setTimeout(done, 500, answer));
"""


def test_no_request_leaves_the_page(page: Page, sample_page: Path, listener: tuple[str, list[str]]):
    address, asked = listener
    page.open(sample_page)
    page.press("/", "县医院", Keys.ENTER)
    page.click("#details .row")
    page.click("#png")
    assert {url.split(":")[0] for url in page.requests()} <= {"file", "data", "blob"}

    answer = page.chrome.execute_async_script(TRY_ALL_WAYS_OUT, address)
    assert (answer, asked) == ("refused", [])
    assert page.script("return window.harmed") is None
    page.messages()


def test_the_listener_hears_a_page_without_the_policy(
    page: Page, sample_page: Path, tmp_path: Path, listener: tuple[str, list[str]]
):
    address, asked = listener
    unguarded = tmp_path / "unguarded.html"
    unguarded.write_text(
        re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", sample_page.read_text("utf-8")), "utf-8"
    )
    page.open(unguarded)
    assert page.chrome.execute_async_script(TRY_ALL_WAYS_OUT, address) == "went out"
    assert {"/img", "/script", "/style", "/frame", "/fetch"} <= set(asked)
    assert page.script("return window.harmed") == 1


def test_five_thousand_entities_open_and_answer(page: Page, tmp_path: Path):
    graph = province(385)
    assert len(graph.entities) > 5000
    file = written(graph, tmp_path)
    started = time.monotonic()
    page.open(file)
    assert time.monotonic() - started < 40, "some 4 s on two busy cores"
    page.chrome.find_element("id", "search").send_keys("省第三")
    page.press(Keys.ENTER)
    assert page.text("#details h2") == "省第三人民医院"
    page.click("#details .focus")
    hub = next(iri for iri, entity in graph.entities.items() if entity.name == "省第三人民医院")
    near = {end for r in graph if hub in (r.head, r.tail) for end in (r.head, r.tail)}
    assert page.text("#shown").startswith(f"{len(near)} / {len(graph.entities)} 个实体")
    assert page.messages() == []


def _open_relation(page: Page, type_: str, status: str) -> None:
    page.script(
        """cy.edges().filter((e) => e.data('type') === arguments[0] && e.hasClass(arguments[1]))[0].emit('tap')""",
        type_,
        status,
    )


def _hostile() -> Graph:
    """The sample graph with markup in a sentence, a title, a source and an alias."""

    def spoil(evidence: Evidence) -> Evidence:
        at = evidence.sentence.index("设在")
        return replace(
            evidence,
            text=evidence.text.replace("设在", f"{ATTACK}设在"),
            end=evidence.end + len(ATTACK),
            sentence=evidence.sentence[:at] + ATTACK + evidence.sentence[at:],
        )

    spoilt = []
    for extraction in sample_extractions():
        spoilt.append(
            Extraction(
                replace(extraction.report, title=ATTACK, source=f"{ATTACK}.txt"),
                tuple(replace(e, names=(*e.names, ATTACK)) if e.type == "Unit" else e for e in extraction.entities),
                tuple(
                    replace(r, evidence=tuple(map(spoil, r.evidence))) if r.type == "partOf" else r
                    for r in extraction.relations
                ),
            )
        )
    return Graph.of(spoilt)
