"""The page: one HTML file that needs no network and may reach none.

Its parts are in `web/`: `page.html`, `page.css`, a script for each concern, and d3-zoom for the gestures.
The network is drawn on a plain canvas: a general graph library took many times as long for 5,000 entities,
and WebGL is slow where there is no graphics card, as on the remote desktops of many offices.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path

from kg.model import Graph
from kg.views.page_data import embedded, page_data

TITLE = "医联体关系网络"

GESTURES = ("dispatch", "timer", "color", "ease", "interpolate", "selection", "transition", "drag", "zoom")
"""The parts of d3 that pan and zoom, each after those that it needs."""

SCRIPTS = (
    *("words", "graph", "places"),
    *("geometry", "naming", "painting", "moving"),
    *("details", "tables", "saving", "link"),
    *("filters", "search", "choosing", "speaking", "pointing", "page"),
)
"""The page's own scripts. They share one scope; what each does when it is loaded uses only what stands before it."""


def view(graph: Graph, path: str | Path, *, title: str | None = None) -> None:
    """Write a page that shows the graph and lets a reader search, filter and read the evidence.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     view(Graph(), Path(folder) / "network.html", title="青禾县")
    ...     "<title>青禾县</title>" in (Path(folder) / "network.html").read_text(encoding="utf-8")
    True

    The page is one file, the same bytes for equal graphs. Its Content-Security-Policy lets only its own
    two scripts run and forbids all requests; text from reports is data in it, never markup.

    Raises OSError if the file cannot be written.
    """
    Path(path).write_text(page(graph, title=title), encoding="utf-8", newline="\n")


def page(graph: Graph, *, title: str | None = None) -> str:
    """The text of the page that `view` writes.

    >>> page(Graph(), title="<b>").count("<title>&lt;b&gt;</title>")
    1
    """
    parts = {
        "title": escape(title or TITLE),
        "style": _part("page.css"),
        "gestures": "\n".join(_part(f"vendor/d3-{name}.min.js") for name in GESTURES),
        "script": _own_script(),
        "data": embedded(page_data(graph)),
    }
    parts["policy"] = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(parts['gestures'])} {_hash(parts['script'])}",
            f"style-src {_hash(parts['style'])}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    # One pass, so that what a part contains is never taken for a place to fill.
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], _part("page.html"))


def _own_script() -> str:
    scripts = "\n".join(_part(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{scripts}\n}})();\n'


def _part(name: str) -> str:
    return files("kg.views").joinpath("web", *name.split("/")).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
