"""A page in a real headless Chromium, as a reader uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.support.ui import WebDriverWait

from kg.model import Graph
from kg.views import view

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


class Page:
    """The page as a reader uses it: what is seen, typed and clicked."""

    def __init__(self, chrome: Chrome, downloads: Path) -> None:
        self.chrome = chrome
        self.downloads = downloads

    def open(self, file: Path, selection: str = "") -> Page:
        """Open a page afresh, and wait until it is drawn."""
        self.chrome.get("about:blank")
        self.messages(), self.requests()
        self.chrome.get(file.as_uri() + selection)
        self.wait(lambda: self.text("#shown"))
        return self

    def wait(self, condition: Callable[[], Any], seconds: float = 20) -> Any:
        return WebDriverWait(self.chrome, seconds, poll_frequency=0.05).until(lambda _: condition())

    def text(self, selector: str) -> str:
        return self.chrome.find_element("css selector", selector).text

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.chrome.find_elements("css selector", selector)]

    def click(self, selector: str) -> None:
        self.chrome.find_element("css selector", selector).click()

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        for key in keys:
            ActionChains(self.chrome).send_keys(key).perform()

    def script(self, code: str, *arguments: Any) -> Any:
        """Run code that finds the drawing as `cy`."""
        return self.chrome.execute_script(
            f"const cy = document.getElementById('network')._cyreg.cy; {code}", *arguments
        )

    def click_at(self, x: float, y: float) -> None:
        """Click into the drawing, in pixels from its upper left corner."""
        network = self.chrome.find_element("id", "network")
        size = network.size
        ActionChains(self.chrome).move_to_element_with_offset(
            network, round(x - size["width"] / 2), round(y - size["height"] / 2)
        ).pause(0.1).click().perform()

    def messages(self) -> list[str]:
        """What the console has said since the last call."""
        return [entry["message"] for entry in self.chrome.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that have been asked for since the last call."""
        events = (json.loads(entry["message"])["message"] for entry in self.chrome.get_log("performance"))
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


def written(graph: Graph, folder: Path) -> Path:
    """The page of a graph."""
    view(graph, folder / "network.html")
    return folder / "network.html"
