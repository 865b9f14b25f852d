"""How Neo4j comes from Maven Central, by a real Maven: none, one without network, a repository that errs once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kg.errors import MissingExtra, StoreUnavailable
from kg.property_graph.server import maven

KEPT = Path.home() / ".m2" / "repository"  # where Maven keeps what the session's server came from
CENTRAL = "https://repo.maven.apache.org/maven2"
NOTHING_ELSE = "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with no Neo4j in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "yilian"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Maven's folder of settings, and of what it keeps."""
    if shutil.which("mvn") is None:
        pytest.skip("no Maven here")
    folder = tmp_path / ".m2"
    folder.mkdir()
    monkeypatch.setenv("MAVEN_OPTS", f"-Duser.home={tmp_path}")
    return folder


def test_no_maven_and_nothing_fetched_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maven.shutil, "which", lambda name: None)
    with pytest.raises(MissingExtra, match="Maven is needed"):
        maven.jars()


def test_maven_may_not_ask_any_repository(home: Path, cache: Path) -> None:
    (home / "settings.xml").write_text("<settings><offline>true</offline></settings>")
    with pytest.raises(StoreUnavailable, match=r"Maven could not fetch Neo4j: .*offline mode"):
        maven.jars()
    assert not list(cache.glob("neo4j-*"))


@pytest.mark.slow
def test_a_repository_that_does_not_find_a_file_at_first(
    home: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = "<artifactId>neo4j</artifactId>", f"<artifactId>neo4j-server</artifactId>{NOTHING_ELSE}"
    pom = maven.POM.read_text(encoding="utf-8").replace(
        "<groupId>org.neo4j</groupId>", "<groupId>org.neo4j.app</groupId>"
    )
    (tmp_path / "pom.xml").write_text(pom.replace(*alone), encoding="utf-8")
    monkeypatch.setattr(maven, "POM", tmp_path / "pom.xml")
    monkeypatch.setattr(maven, "_PAUSES", (0.1,))
    said: list[str] = []
    with _mirror(misses_once=("neo4j-server",)) as address:
        (home / "settings.xml").write_text(
            f"<settings><mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>{address}</url></mirror></mirrors></settings>"
        )
        folder = maven.jars(said.append)
    assert any("neo4j-server" in line and line.endswith("again in 0 s") for line in said), said
    assert folder.parent == cache
    assert {jar.name.rpartition("-")[0] for jar in folder.iterdir()} == {"neo4j-server", "neo4j-browser"}


@contextmanager
def _mirror(misses_once: tuple[str, ...]) -> Iterator[str]:
    """The address of a repository: what this machine has of Maven Central, the rest from there. It answers the first
    request for some jars that there are none."""
    missing = {*misses_once}

    class Repository(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kept = KEPT / self.path.lstrip("/")
            name = next((name for name in missing if kept.name.startswith(name) and kept.suffix == ".jar"), None)
            if name is not None:
                missing.discard(name)
                self.send_error(404)
            elif kept.is_file():
                body = kept.read_bytes()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            else:
                self.send_response(302)
                self.send_header("Location", CENTRAL + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Repository)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
