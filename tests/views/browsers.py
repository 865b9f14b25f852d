"""A page in a real headless Chromium, as a reader uses it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from chromium import running_chromium
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.support.ui import WebDriverWait

from kg.ids import DATA
from kg.model import Graph
from kg.views import view


class Page:
    """The page as a reader uses it: what is seen, typed and clicked."""

    def __init__(self, chrome: Chrome, downloads: Path) -> None:
        self.chrome = chrome
        self.downloads = downloads

    def open(self, file: Path, selection: str = "") -> Page:
        """Open a page afresh, and wait until it is drawn."""
        self.resize(1440, 900)
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

    def chord(self, held: str, key: str) -> None:
        """Press a key while another is held."""
        ActionChains(self.chrome).key_down(held).send_keys(key).key_up(held).perform()

    def script(self, code: str, *arguments: Any) -> Any:
        """Run code that finds what the page tells of its drawing as `network`."""
        return self.chrome.execute_script(
            f"const network = document.getElementById('network').network; {code}", *arguments
        )

    def choose_filter(self, filter_: str, *values: str) -> None:
        """Click the boxes of a filter."""
        for value in values:
            self.click(f"input[data-filter={filter_}][value='{value}']")

    def click_entity(self, iri: str) -> None:
        self._click_where("node", iri.removeprefix(DATA))

    def click_relation(self, key: tuple[str, str, str, str]) -> None:
        self._click_where("relation", relation_key(key))

    def _click_where(self, what: str, key: str) -> None:
        at = self.script(f"return network.{what}(arguments[0])", key)
        assert at["shown"]
        self.click_at(at["x"], at["y"])

    def click_at(self, x: float, y: float) -> None:
        """Click into the drawing, in pixels from its upper left corner."""
        network = self.chrome.find_element("id", "network")
        size = network.size
        ActionChains(self.chrome).move_to_element_with_offset(
            network, round(x - size["width"] / 2), round(y - size["height"] / 2)
        ).pause(0.1).click().perform()

    def download(self, button: str, name: str) -> bytes:
        """What a button of the export menu saves under that name."""
        saved = self.downloads / name
        saved.unlink(missing_ok=True)
        self.click(".menu summary")
        self.click(button)
        self.wait(saved.exists)
        return saved.read_bytes()

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Give the window that size in CSS pixels, each of so many pixels across and down."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def messages(self) -> list[str]:
        """What the console has said since the last call."""
        return [entry["message"] for entry in self.chrome.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that have been asked for since the last call."""
        events = (json.loads(entry["message"])["message"] for entry in self.chrome.get_log("performance"))
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


@contextmanager
def running_page(folder: Path) -> Iterator[Page]:
    """A headless Chromium that keeps its profile and its downloads in a folder.

    Raises MissingChromium.
    """
    downloads = folder / "downloads"
    downloads.mkdir()
    with running_chromium(folder, downloads=downloads) as chrome:
        yield Page(chrome, downloads)


def relation_key(key: tuple[str, str, str, str]) -> str:
    """A relation as the page's links name it."""
    type_, head, tail, status = key
    return " ".join((type_, head.removeprefix(DATA), tail.removeprefix(DATA), status))


def link(**parts: str) -> str:
    """The end of a link to the page that asks for these parts."""
    return "#" + urlencode(parts)


def written(graph: Graph, folder: Path) -> Path:
    """The page of a graph."""
    view(graph, folder / "network.html")
    return folder / "network.html"
