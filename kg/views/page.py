"""The page: one HTML file that needs no network and may reach none.

The template and its parts are `page.html`, `page.css` and `page.js`; the drawing is cytoscape.js.
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

_CYTOSCAPE_RULE = ".__________cytoscape_container { position: relative; }"
"""The one style element that cytoscape.js adds to a page."""


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
        "cytoscape": _part("vendor/cytoscape.min.js"),
        "script": _part("page.js"),
        "data": embedded(page_data(graph)),
    }
    parts["policy"] = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(parts['cytoscape'])} {_hash(parts['script'])}",
            f"style-src {_hash(parts['style'])} {_hash(_CYTOSCAPE_RULE)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    # One pass, so that what a part contains is never taken for a place to fill.
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], _part("page.html"))


def _part(name: str) -> str:
    return files("kg.views").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
