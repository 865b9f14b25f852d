"""What a hostile report cannot do: markup in it stays text, and nothing leaves the page."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browsers import Page, link, relation_key, written
from graphs import COUNTY_HOSPITAL, TELECENTRE, sample_extractions
from selenium.webdriver.common.keys import Keys

from kg.model import Evidence, Extraction, Graph

pytestmark = pytest.mark.browser

ATTACK = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'><!--{{script}}"


def test_markup_in_a_report_stays_text(page: Page, tmp_path: Path):
    part_of = ("partOf", TELECENTRE, COUNTY_HOSPITAL, "actual")
    page.open(written(_hostile(), tmp_path), link(chosen=relation_key(part_of)))
    assert page.text("#about blockquote") == f"远程会诊中心{ATTACK}设在县人民医院。"
    assert page.text("#about .evidence footer").startswith(ATTACK)
    page.click("#about .read")
    assert page.text("#about h2").startswith(ATTACK)
    page.chrome.find_element("id", "search").send_keys("onerror")
    page.wait(lambda: page.text("#found small") == ATTACK)
    page.press(Keys.ENTER)
    page.click("#tab-entities")
    assert ATTACK in page.text("#table")
    page.click("#tab-map")
    svg = page.download("#svg", "医联体关系网络.svg").decode()
    assert {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(svg).iter()} <= {
        *("svg", "title", "style", "rect", "g", "text", "path", "circle", "polygon")
    }
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
    page.click("#about .link")
    page.download("#png", "医联体关系网络.png")
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
    page.wait(lambda: {"/img", "/script", "/style", "/frame", "/fetch"} <= set(asked))
    assert page.script("return window.harmed") == 1


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
