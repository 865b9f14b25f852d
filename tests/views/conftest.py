"""One headless Chromium for all tests of the page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import Page, running_page, written
from chromium import MissingChromium
from graphs import sample_graph


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    try:
        with running_page(tmp_path_factory.mktemp("chromium")) as page:
            yield page
    except MissingChromium as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample_graph(), tmp_path_factory.mktemp("page"))
