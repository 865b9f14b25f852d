"""The Neo4j of docker/neo4j.yaml, for machines with a Docker engine."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreUnavailable
from kg.property_graph.server.address import BOLT_PORT, HOST, HTTP_PORT, Server, free_port

PROJECT = "yilian-neo4j"
ENGINE_SECONDS = 10.0


def engine_runs() -> bool:
    """Whether `docker compose` is there and its engine answers."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    try:
        for arguments in (["info"], ["compose", "version"]):
            subprocess.run([docker, *arguments], capture_output=True, check=True, timeout=ENGINE_SECONDS)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return False
    return True


def compose_file() -> Path:
    """docker/neo4j.yaml: in the installed package, else in the checkout.

    >>> compose_file().name
    'neo4j.yaml'
    """
    shipped = Path(__file__).with_name("neo4j.yaml")
    return shipped if shipped.exists() else Path(__file__).resolve().parents[3] / "docker" / "neo4j.yaml"


class DockerServer:
    """The service `neo4j` of the compose file, as a project of its own; its data is a Docker volume.

    Its Neo4j Browser is the image's own, without our style: docker/compose.yaml builds one that has it.
    """

    def __init__(self, project: str = PROJECT, *, say: Callable[[str], None] = lambda text: None) -> None:
        self.project = project
        self._say = say

    def start(self, password: str | None = None) -> Server:
        """Start and wait until its health check passes. Raises StoreUnavailable where Docker cannot."""
        bolt = free_port(BOLT_PORT)
        web = free_port(HTTP_PORT, other_than=bolt)
        password = password or os.environ.get("NEO4J_PASSWORD") or secrets.token_urlsafe(12)
        self._say("starting Neo4j in Docker ...")
        self._compose("up", "--detach", "--wait", "neo4j", password=password, bolt=bolt, http=web)
        return Server(f"bolt://{HOST}:{bolt}", f"http://{HOST}:{web}", "neo4j", password, "docker")

    def stop(self, *, forget: bool = False) -> None:
        """Stop the server; with `forget`, its data goes too."""
        self._compose("down", *(["--volumes"] if forget else []))

    def _compose(
        self, *arguments: str, password: str | None = None, bolt: int = BOLT_PORT, http: int = HTTP_PORT
    ) -> None:
        # The password goes by the environment: others on the machine can read a command line.
        environment = {
            **os.environ,
            "NEO4J_PASSWORD": password or "not needed to stop",
            "NEO4J_BOLT_PORT": str(bolt),
            "NEO4J_HTTP_PORT": str(http),
        }
        command = ["docker", "compose", "--file", str(compose_file()), "--project-name", self.project, *arguments]
        try:
            subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
        except subprocess.CalledProcessError as error:
            said = (error.stderr or error.stdout or "").strip().splitlines()
            raise StoreUnavailable(f"Docker could not run Neo4j: {said[-1] if said else error}") from error
        except OSError as error:
            raise StoreUnavailable(f"Docker could not be run: {error.strerror}") from error
