"""The images of docker/Dockerfile, built by its very steps and run without a network by a user without rights."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from graphs import sample_graph
from property_graph.image import Stage, build, can_build
from ruamel.yaml import YAML

from kg.property_graph import cypher
from kg.property_graph.browser.served import ARCHIVE, contents
from kg.property_graph.server import Server

HOME = Path(__file__).parents[2]
COMPOSE = YAML(typ="safe").load(HOME / "docker" / "compose.yaml")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def images() -> Iterator[dict[str, Stage]]:
    """All stages; the last one, the image `kg`, is ""."""
    if shutil.which("mvn") is None:
        pytest.skip("the stage `jars` needs Maven")
    folder = Path(tempfile.mkdtemp(prefix="yilian-image-"))  # not pytest's, which other users may not enter
    folder.chmod(0o755)
    try:
        if not can_build(folder / "try"):
            pytest.skip("only root can lay an overlay on this machine's files, where they take one")
        yield build(HOME / "docker" / "Dockerfile", HOME, folder / "stages")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_command_runs_without_network_and_rights(images: dict[str, Stage]) -> None:
    kg = images[""]
    done = kg.run([*kg.entrypoint, *kg.command], network=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: kg ")
    assert kg.run(["id", "-u"], network=False).stdout == "1000\n"
    denied = kg.run(["touch", "/opt/kg/other"], network=False)
    assert "Permission denied" in denied.stderr


def test_the_demo_works_without_network(images: dict[str, Stage]) -> None:
    kg = images[""]
    (kg.files / "work").chmod(0o1777)
    done = kg.run([*kg.entrypoint, "demo", "-o", "/work/demo"], network=False)
    assert done.returncode == 0, done.stderr
    assert (kg.files / "work" / "demo" / "network.svg").is_file()
    asked = kg.run([*kg.entrypoint, "cypher", "/work/demo", "MATCH (n:Hospital) RETURN count(n) > 5"], network=False)
    assert "true" in asked.stdout.lower(), asked.stderr


def test_compose_loads_the_samples(images: dict[str, Stage], empty_neo4j: Server) -> None:
    kg, service = images[""], COMPOSE["services"]["kg"]
    (kg.files / "work").chmod(0o1777)
    login = {"NEO4J_URI": empty_neo4j.uri, "NEO4J_USERNAME": empty_neo4j.user, "NEO4J_PASSWORD": empty_neo4j.password}
    assert login.keys() == service["environment"].keys()
    done = kg.run([*service["entrypoint"], *service["command"]], network=True, env=login)
    assert done.returncode == 0, done.stderr
    count = "MATCH (n:Entity) RETURN count(n)"
    ((loaded,),) = cypher(empty_neo4j.uri, count, user=empty_neo4j.user, password=empty_neo4j.password).rows
    assert loaded > len(sample_graph().entities)


def test_the_neo4j_of_compose_has_our_browser(images: dict[str, Stage]) -> None:
    archive = images[COMPOSE["services"]["neo4j"]["build"]["target"]].files / "var/lib/neo4j/web" / ARCHIVE
    with ZipFile(archive) as browser:
        found = {name: browser.read(f"browser/yilian/{name}").decode("utf-8") for name in contents()}
        page = browser.read("browser/index.html").decode("utf-8")
    assert found == contents()
    assert "yilian/prepare.js" in page
    assert "Neo4j Browser" in page
