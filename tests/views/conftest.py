"""One headless Chromium for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import Page, written
from chromium import chromium_or_skip
from graphs import sample_graph


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    downloads = tmp_path_factory.mktemp("downloads")
    with chromium_or_skip(tmp_path_factory.mktemp("chromium"), downloads=downloads) as chrome:
        yield Page(chrome, downloads)


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample_graph(), tmp_path_factory.mktemp("page"))
