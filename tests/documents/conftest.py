from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / ".." / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of measuring texts beside the project; tests that want it are skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the measuring texts are not beside the project")
    return SHARED
