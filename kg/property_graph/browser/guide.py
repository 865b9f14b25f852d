"""The guide: what the colours mean, and every saved query, ready to be clicked into the editor.

The Browser shows it in its side bar; a <slide> is a page, and a <pre class="runnable"> a query to click.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kg.ontology import Schema, schema
from kg.property_graph.browser.saved_queries import SavedQuery, saved_queries
from kg.property_graph.browser.style import rules

TITLE = "医联 Yilian"
_QUERIES_ON_A_SLIDE = 5
_CHIP = "display:inline-block;border-radius:12px;padding:2px 10px;margin:2px 4px 2px 0;white-space:nowrap"


def guide() -> str:
    """The guide as HTML.

    >>> "<title>医联 Yilian</title>" in guide(), 'background:#D64550' in guide()
    (True, True)
    """
    known = schema()
    drawn = [query for query in saved_queries().values() if query.drawn]
    asked = [query for query in saved_queries().values() if not query.drawn]
    slides = [_legend(known), _relations(known)]
    for heading, queries in (("图 · Pictures", drawn), ("表 · Tables", asked)):
        parts = [queries[n : n + _QUERIES_ON_A_SLIDE] for n in range(0, len(queries), _QUERIES_ON_A_SLIDE)]
        slides += [_query_slide(heading, part) for part in parts]
    lines = ["<!DOCTYPE html>", '<meta charset="utf-8">', f"<title>{TITLE}</title>"]
    for slide in slides:
        lines += ["<slide>", '<div style="padding:0 18px">', *slide, "</div>", "</slide>"]
    return "\n".join(lines) + "\n"


def _legend(known: Schema) -> Iterator[str]:
    yield "<h3>颜色 · Colours</h3>"
    yield "<p>一个圆是一家机构、一个项目或一个地方，颜色是它的类。<br>"
    yield "A circle is an institution, a programme or a place; its colour is its class.</p>"
    yield "<p>"
    for class_ in known.classes.values():
        look = rules()[f"node.{class_.name}"]
        style = f"{_CHIP};background:{look['color']};color:{look['text-color-internal']}"
        yield f'<span style="{style}">{escape(class_.label_zh)} {escape(class_.label_en)}</span>'
    yield "</p>"
    yield "<p>点一个圆，右边显示它的属性；双击展开它的关系。<br>"
    yield "Click a circle for its properties, double-click it for its relations.</p>"


def _relations(known: Schema) -> Iterator[str]:
    yield "<h3>关系 · Relations</h3>"
    statuses = "、".join(f"{name}（{term.label_zh}）" for name, term in known.statuses.items())
    yield f"<p>线上写着关系和它的状态：{escape(statuses)}。点一条线，evidence 是报告里的原话。<br>"
    yield "A line says the relation and its status; click it, and evidence has the words of the reports.</p>"
    yield "<ul>"
    for kind in known.relations.values():
        yield f"<li><b>{escape(kind.label_zh)}</b> {escape(kind.label_en)} <code>{kind.cypher_type}</code></li>"
    yield "</ul>"


def _query_slide(heading: str, queries: list[SavedQuery]) -> Iterator[str]:
    yield f"<h3>{heading}</h3>"
    for query in queries:
        yield f"<p>{escape(query.title_zh)}<br>{escape(query.title_en)}</p>"
        yield f'<pre class="pre-scrollable code runnable">{escape(query.body)}</pre>'
