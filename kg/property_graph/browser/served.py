"""Neo4j Browser with the style, the guide and the saved queries in it, as a server of ours serves it.

A server looks for a zip file with a Browser in the folder `web` of its home before it takes the one on its class path.
Ours is that Browser with a folder `yilian` more, and a script before its own that gives a newcomer the style and the
saved queries: the Browser keeps both in the local storage of its address, which nobody else can write.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kg.errors import StoreUnavailable
from kg.property_graph.browser.guide import guide
from kg.property_graph.browser.saved_queries import saved_queries
from kg.property_graph.browser.style import grass, rules

ARCHIVE = "neo4j-browser.zip"
"""The name that the server looks for."""

_ROOT = "browser/"
_START = "<head>"
_SCRIPTS = '<script src="yilian/content.js"></script><script src="yilian/prepare.js"></script>'

# The Browser lists the favourites of a folder by title, so pictures and tables have a folder each.
_FOLDERS = {
    True: {"id": "yilian-pictures", "name": "医联 · 图 pictures"},
    False: {"id": "yilian-tables", "name": "医联 · 表 tables"},
}

# The Browser asks hosts on the internet for fonts, usage counts and error reports, whatever the settings say: its
# page may load from its own server alone. A database elsewhere can still be connected to.
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'; connect-src 'self' ws: wss: http://127.0.0.1:* http://localhost:*"
)


def settings(http_address: str) -> dict[str, str]:
    """What a server must be told so that the guide opens on connecting; its address is such as 127.0.0.1:7474.

    >>> settings("127.0.0.1:7474")["browser.post_connect_cmd"]
    'guide http://127.0.0.1:7474/browser/yilian/guide.html'
    """
    return {
        "browser.post_connect_cmd": f"guide http://{http_address}/browser/yilian/guide.html",
        "browser.remote_content_hostname_whitelist": "127.0.0.1,localhost",
        "dbms.security.http_static_content_security_policy_header": _POLICY,
    }


def write_archive(jar: Path, folder: Path) -> Path:
    """Write the Browser of a jar, with what is ours in it, as a zip file into the folder `web` of a server's home.

    Nothing is written where the same is there already. Raises StoreUnavailable where the jar is no Neo4j Browser,
    OSError where it cannot be read or the folder cannot be written.
    """
    archive, ours = folder / ARCHIVE, contents()
    mark = sha256(json.dumps([jar.name, *ours.items()]).encode()).hexdigest().encode()
    if _mark(archive) == mark:
        return archive
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{ARCHIVE}"
    try:
        with ZipFile(jar) as original, ZipFile(unfinished, "w", ZIP_STORED) as written:
            written.comment = mark
            _copy(original, written)
            written.writestr(ZipInfo(f"{_ROOT}yilian/"), "")
            for name, text in ours.items():
                written.writestr(ZipInfo(f"{_ROOT}yilian/{name}"), text)
        unfinished.replace(archive)
    except (BadZipFile, KeyError, ValueError) as error:
        raise StoreUnavailable(f"{jar}: this is no Neo4j Browser ({error}). Fetch it again.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return archive


def contents() -> dict[str, str]:
    """The files of the folder `yilian`, by name.

    >>> sorted(contents())
    ['content.js', 'guide.html', 'prepare.js', 'yilian.grass']
    """
    queries = [
        {"id": f"yilian-{name}", "folder": _FOLDERS[query.drawn]["id"], "content": query.text}
        for name, query in saved_queries().items()
    ]
    content = {"style": rules(), "folders": list(_FOLDERS.values()), "queries": queries}
    return {
        "content.js": f"const yilian = {json.dumps(content, ensure_ascii=False, indent=1)};\n",
        "guide.html": guide(),
        "prepare.js": Path(__file__).with_name("prepare.js").read_text(encoding="utf-8"),
        "yilian.grass": grass(),
    }


def _copy(original: ZipFile, written: ZipFile) -> None:
    """The Browser's own files; its folder is the first entry, for that is what the server serves."""
    page = original.read(f"{_ROOT}index.html").decode("utf-8")
    if _START not in page:
        raise ValueError("its page has no head")
    entries = [entry for entry in original.infolist() if entry.filename.startswith(_ROOT)]
    for entry in sorted(entries, key=lambda entry: (not entry.is_dir(), entry.filename)):
        data = (
            original.read(entry)
            if entry.filename != f"{_ROOT}index.html"
            else page.replace(_START, _START + _SCRIPTS, 1)
        )
        written.writestr(ZipInfo(entry.filename), data)


def _mark(archive: Path) -> bytes:
    try:
        with ZipFile(archive) as written:
            return written.comment
    except (OSError, BadZipFile):
        return b""
