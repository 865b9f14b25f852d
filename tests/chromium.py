"""A headless Chromium for tests and for the pictures of the README."""

from __future__ import annotations

import shutil
from pathlib import Path

from browsers import OPTIONS
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

MISSING = "no Chromium here: apt-get install chromium chromium-driver fonts-noto-cjk"


def chromium(folder: Path, *, downloads: Path | None = None) -> Chrome | None:
    """A Chromium that keeps its profile in a folder; None where it is not installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        return None
    options = ChromeOptions()
    options.binary_location = program
    for option in (*OPTIONS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(option)
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Chrome(options=options, service=Service(driver))
