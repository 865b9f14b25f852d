"""Style, guide and saved queries as files, for a Neo4j Browser that somebody else serves."""

from __future__ import annotations

from pathlib import Path

from kg.property_graph.browser.guide import guide
from kg.property_graph.browser.saved_queries import saved_queries
from kg.property_graph.browser.served import settings, write_archive
from kg.property_graph.browser.style import command, grass


def write_browser(folder: Path | str, *, jar: Path | str | None = None, address: str = "localhost:7474") -> list[Path]:
    """Write `yilian.grass`, `guide.html`, `settings.conf` and `queries/*.cypher` into a folder; the files written.

    The style and the queries can be dropped onto the Browser's window. The line of `settings.conf` is for a server's
    neo4j.conf: it gives the style to all who connect. Of the `jar` of a Neo4j Browser, `neo4j-browser.zip` is written
    too: the Browser with style, guide and queries in it, for the folder `web` of a server that is reached at
    `address`; `settings.conf` then has the settings that open the guide.

    Raises StoreUnavailable where the jar is no Neo4j Browser, OSError where a file cannot be read or written.
    """
    target = Path(folder)
    (target / "queries").mkdir(parents=True, exist_ok=True)
    wanted = settings(address) if jar else {"browser.post_connect_cmd": command().removeprefix(":")}
    texts = {
        "yilian.grass": grass(),
        "guide.html": guide(),
        "settings.conf": "".join(f"{name}={value}\n" for name, value in wanted.items()),
    }
    texts |= {f"queries/{name}.cypher": f"{query.text}\n" for name, query in saved_queries().items()}
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    written = [target / name for name in texts]
    return [*written, write_archive(Path(jar), target)] if jar else written
