"""The documentation: one HTML page of all terms in Chinese and English, that needs nothing but itself."""

from __future__ import annotations

from html import escape

from kg.faces.terms import Ontology, Term

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1, h2 { line-height: 1.25 } h2 { margin-top: 3rem } section { border-top: 1px solid #8886; padding: .5rem 0 }
h3 { margin: .5rem 0 } h3 small { font-weight: normal; opacity: .7 } code { font-size: .9em }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .2rem 1rem; margin: .5rem 0 }
dt { opacity: .7 } dd { margin: 0 }
nav { columns: 3 12rem } nav a { display: block } a { color: inherit }
"""
_PARTS = (
    ("classes", "类 · Classes", ("class",)),
    ("object-properties", "对象属性 · Object properties", ("object property",)),
    ("datatype-properties", "数据属性 · Datatype properties", ("datatype property",)),
    ("individuals", "个体 · Individuals", ("individual",)),
    ("annotations", "注释属性 · Annotation properties", ("annotation property",)),
)
_DEGREES = {"exact": "等同 · exact", "broader": "更宽 · broader", "close": "相近 · close"}


def write(ontology: Ontology, made: str) -> str:
    """The page as HTML; the anchor of a term is its name, as in its IRI."""
    title = " · ".join(ontology.titles.values())
    head = [
        "<!doctype html>",
        f"<!-- {made} -->",
        '<html lang="zh">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(text)}</p>" for text in ontology.descriptions.values()),
        _rows(
            [
                ("IRI", f"<code>{escape(ontology.iri)}</code>"),
                ("版本 · version", f"<code>{escape(ontology.iri)}/{escape(ontology.version)}</code>"),
                ("许可 · licence", f'<a href="{escape(ontology.licence)}">{escape(ontology.licence)}</a>'),
                ("更改 · changes", escape(ontology.changes)),
            ]
        ),
    ]
    body = []
    for anchor, heading, kinds in _PARTS:
        terms = [term for term in ontology.terms if term.kind in kinds]
        body += [f'<h2 id="part-{anchor}">{heading}</h2>', "<nav>", *map(_entry, terms), "</nav>"]
        body += [_section(term, ontology) for term in terms]
    return "\n".join([*head, *body, "</body>", "</html>"]) + "\n"


def _entry(term: Term) -> str:
    return f'<a href="#{term.name}">{escape(term.labels.get("zh", ""))} <code>{term.name}</code></a>'


def _section(term: Term, ontology: Ontology) -> str:
    below = [other.name for other in ontology.terms if term.name in other.above]
    rows = [
        ("定义 · definition", "<br>".join(escape(text) for text in term.definitions.values())),
        ("说明 · note", escape(term.note)),
        ("例 · example", escape(term.example)),
        ("上位 · above", ", ".join(map(_link, term.above))),
        ("下位 · below", ", ".join(map(_link, below))),
        ("定义域 · domain", _link(term.domain) if term.domain else ""),
        ("值域 · range", _link(term.range) if term.range else ""),
        ("逆 · inverse", _link(term.inverse) if term.inverse else ""),
        ("特性 · traits", ", ".join(sorted(term.traits))),
        ("对应 · alignment", "<br>".join(f"{_DEGREES[degree]}: {_link(other)}" for degree, other in term.matches)),
    ]
    names = " · ".join(escape(label) for label in term.labels.values())
    return (
        f'<section id="{term.name}"><h3>{names} <small><code>yl:{term.name}</code></small></h3>{_rows(rows)}</section>'
    )


def _rows(rows: list[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value) + "</dl>"


def _link(name: str) -> str:
    """A link to a term of ours; the short form of another's as it is."""
    return f"<code>{escape(name)}</code>" if ":" in name else f'<a href="#{name}"><code>{name}</code></a>'
