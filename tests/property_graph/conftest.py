"""The two Cypher stores with the sample graph in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphs import sample_extractions, sample_graph
from property_graph.stores import Store, put, write_folder

from kg.property_graph.server import Server


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each of the stores in turn."""
    return request.getfixturevalue(f"{request.param}_store")


@pytest.fixture
def embedded_store(sample_folder: Path) -> Store:
    return Store("embedded", str(sample_folder))


@pytest.fixture
def neo4j_store(empty_neo4j: Server) -> Store:
    put(sample_graph(), empty_neo4j)
    return Store("neo4j", empty_neo4j.uri, empty_neo4j)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of the sample reports."""
    return write_folder(tmp_path_factory.mktemp("sample") / "g", sample_extractions())
