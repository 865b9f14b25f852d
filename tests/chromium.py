"""A headless Chromium, for tests and for the pictures of the README."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=LocalNetworkAccessChecks",  # else a request to loopback is refused without the page's doing
    "--lang=zh-CN",
    "--window-size=1440,900",
)


class MissingChromium(Exception):
    """There is no Chromium here, or no driver for it."""


@contextmanager
def running_chromium(folder: Path, *, downloads: Path | None = None) -> Iterator[Chrome]:
    """A Chromium that keeps its profile in a folder.

    Raises MissingChromium.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        raise MissingChromium("no Chromium here: apt-get install chromium chromium-driver fonts-noto-cjk")
    options = ChromeOptions()
    options.binary_location = program
    for option in (*OPTIONS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(option)
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


@contextmanager
def chromium_or_skip(folder: Path) -> Iterator[Chrome]:
    """The same for a test, which is skipped where there is none, but never in CI."""
    try:
        with running_chromium(folder) as chrome:
            yield chrome
    except MissingChromium as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
