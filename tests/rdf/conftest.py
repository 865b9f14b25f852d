from __future__ import annotations

from pathlib import Path

import pytest
from folders import write_folder
from graphs import sample_extractions


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample graph as a graph folder."""
    return write_folder(tmp_path_factory.mktemp("rdf") / "g", sample_extractions())
