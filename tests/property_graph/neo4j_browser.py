"""Neo4j Browser in a real Chromium, as its user works with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    InvalidElementStateException,
    StaleElementReferenceException,
)
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.property_graph.server import Server

NOT_YET = (ElementClickInterceptedException, InvalidElementStateException, StaleElementReferenceException)


class Circle(NamedTuple):
    """A node as it is drawn."""

    caption: str
    fill: str
    text: str


class Line(NamedTuple):
    """A relationship as it is drawn."""

    caption: str
    fill: str


class Neo4jBrowser:
    """The Browser of a server."""

    def __init__(self, chrome: Chrome, server: Server) -> None:
        self.chrome = chrome
        self.server = server

    def open(self) -> Neo4jBrowser:
        """Open the Browser as somebody who was never there."""
        assert self.server.browser_uri
        self.chrome.get(f"{self.server.http_uri}/browser/manifest.json")
        self.chrome.execute_script("localStorage.clear(); sessionStorage.clear()")
        self.requests()
        self.chrome.get(self.server.browser_uri)
        return self

    def return_with(self, **stored: Any) -> Neo4jBrowser:
        """Leave, put other values into what the Browser keeps, and come back; the Browser knows the password still."""
        self.wait(lambda: self.server.password in str(self.stored("neo4j.connections")))  # it is kept a little later
        self.chrome.get(f"{self.server.http_uri}/browser/manifest.json")
        for key, value in stored.items():
            self.store(key.replace("_", "."), value)
        self.chrome.get(self.server.browser_uri or "")
        return self.connected()

    def connect(self) -> Neo4jBrowser:
        """Log in, and wait until what the server wants to be run has been run."""
        self.fill("username", self.server.user)
        self.fill("password", self.server.password)
        self.click("connect")
        return self.connected()

    def connected(self) -> Neo4jBrowser:
        self.wait(lambda: "neo4j$" in self.all("activeEditor")[0].text)
        return self

    def run(self, text: str) -> None:
        """Write into the editor and run it."""
        editor = self.chrome.find_element("css selector", "[data-testid=activeEditor] textarea")
        editor.send_keys(Keys.CONTROL, "a")
        editor.send_keys(Keys.DELETE)
        self.chrome.execute_cdp_cmd("Input.insertText", {"text": text})  # typed keys would be completed
        editor.send_keys(Keys.ESCAPE)
        self.click("editor-Run")

    def drawn(self, nodes: int | None = None) -> tuple[list[Circle], list[Line]]:
        """The nodes and relationships of the newest picture, once it is drawn with so many nodes."""

        def read() -> Any:
            return self.chrome.execute_script(
                """
                const [frame] = document.querySelectorAll('[data-testid=frame]');
                const drawing = frame?.querySelector('svg.neod3viz');
                const text = (group) => [...group.querySelectorAll('text')].map((t) => t.textContent).join('').trim();
                const parts = (kind, shape) => [...drawing.querySelectorAll(`g.${kind}`)].map((group) => {
                    const figure = group.querySelector(shape);
                    const words = group.querySelector('text');
                    return [text(group), figure?.getAttribute('fill'), words?.getAttribute('fill')];
                });
                return drawing && [parts('node', 'circle.b-outline'), parts('relationship', 'path.b-outline')];
                """
            )

        def ready() -> Any:
            found = read()
            return found and found[0] and (nodes is None or len(found[0]) == nodes) and found

        circles, lines = self.wait(ready)
        return [Circle(*circle) for circle in circles], [Line(*line[:2]) for line in lines]

    def drop(self, name: str, text: str) -> None:
        """Drop a file onto the window."""
        self.chrome.execute_script(
            """
            const data = new DataTransfer();
            data.items.add(new File([arguments[1]], arguments[0]));
            const target = document.querySelector('[data-testid=main]');
            for (const type of ['dragenter', 'dragover', 'drop']) {
                target.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
            }
            """,
            name,
            text,
        )

    def frame(self) -> str:
        """The text of the newest frame."""
        return self.all("frame")[0].text

    def all(self, name: str) -> list[Any]:
        return self.chrome.find_elements("css selector", f"[data-testid='{name}']")

    def click(self, name: str) -> None:
        """Click as soon as it can be clicked: much of the Browser slides into its place."""

        def clicked() -> bool:
            self.all(name)[0].click()
            return True

        self.wait(clicked)

    def fill(self, name: str, text: str) -> None:
        """Put text into a field of a form."""

        def filled() -> bool:
            field = self.all(name)[0]
            field.clear()
            field.send_keys(text)
            return bool(field.get_attribute("value") == text)

        self.wait(filled)

    def stored(self, key: str) -> Any:
        """What the Browser keeps under a key."""
        return json.loads(self.chrome.execute_script("return localStorage[arguments[0]] ?? null", key) or "null")

    def store(self, key: str, value: Any) -> None:
        self.chrome.execute_script("localStorage[arguments[0]] = arguments[1]", key, json.dumps(value))

    def wait(self, condition: Callable[[], Any], seconds: float = 60) -> Any:
        not_yet = (IndexError, *NOT_YET)
        waiting = WebDriverWait(self.chrome, seconds, poll_frequency=0.1, ignored_exceptions=not_yet)
        return waiting.until(lambda _: condition())

    def requests(self) -> set[str]:
        """The addresses that have been asked for since the last call, and were not held back by the page's policy."""
        events = [json.loads(entry["message"])["message"] for entry in self.chrome.get_log("performance")]
        asked = {
            e["params"]["requestId"]: e["params"]["request"]["url"]
            for e in events
            if e["method"] == "Network.requestWillBeSent"
        }
        held_back = {
            e["params"]["requestId"]
            for e in events
            if e["method"] == "Network.loadingFailed" and e["params"].get("blockedReason") == "csp"
        }
        return {url for request, url in asked.items() if request not in held_back}
