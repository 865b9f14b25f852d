"""The page of a whole province in headless Chromium: how long the reader waits for each thing done.

    python tests/bench/view.py [--counties 385]

A wait is what the browser itself reports (Event Timing): from the key or the click to the next frame that is painted.
Chromium tells it in steps of 8 ms and leaves out what is below 16 ms. Of a movement, the longest frame is told.
Chromium paints without a graphics card here, so that a reader's machine is rather faster.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "views"), str(Path(__file__).parents[1])]

from browsers import Page, running_page, written
from provinces import province
from selenium.webdriver import ActionChains
from selenium.webdriver.common.action_chains import ScrollOrigin
from selenium.webdriver.common.keys import Keys

from kg.tables import Rows, render

COUNTIES = 385
WATCH = """
    window.waits = []; window.frames = []; window.tasks = [];
    new PerformanceObserver((list) => window.waits.push(...list.getEntries().map((e) => e.duration)))
        .observe({ type: 'event', durationThreshold: 16 });
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((e) => e.duration)))
        .observe({ type: 'longtask' });
    let last = null;
    (function frame(now) { if (last) window.frames.push(now - last); last = now; requestAnimationFrame(frame); })(null);
"""


def measured(counties: int = COUNTIES) -> Iterator[tuple[str, float, str]]:
    """What is measured, the value and its unit."""
    graph = province(counties)
    size = f"{len(graph.entities):,} entities, {len(graph.relations):,} relations"
    with tempfile.TemporaryDirectory() as temporary, running_page(Path(temporary)) as page:
        started = time.perf_counter()
        file = written(graph, Path(temporary))
        yield "view: write the page", time.perf_counter() - started, f"s ({size})"
        yield "view: the page", file.stat().st_size / 2**20, "MB"
        started = time.perf_counter()
        page.open(file)
        yield "view: open it", time.perf_counter() - started, "s until it is drawn"
        page.chrome.execute_script(WATCH)
        for what, act in interactions(page).items():
            wait, task = longest_wait(page, act)
            yield f"view: {what}", wait, f"ms (longest task {task:.0f} ms)"
        for what, act in movements(page).items():
            yield f"view: {what}", longest_frame(page, act), "ms, the longest frame"


def interactions(page: Page) -> dict[str, Callable[[], object]]:
    def focus() -> None:
        page.script("document.getElementById('network').focus()")

    def keys(*those: str) -> Callable[[], None]:
        return lambda: (focus(), page.press(*those))[0]

    return {
        "arrow keys": keys(*[Keys.ARROW_LEFT, Keys.ARROW_UP] * 4),
        "keys to zoom": keys("+", "+", "+", "-", "-", "-"),
        "key to fit": keys("0"),
        "a status off and on": lambda: [page.choose_filter("statuses", "planned") for _ in range(4)],
        "a relation off and on": lambda: [page.choose_filter("relations", "assists") for _ in range(4)],
        "a class off and on": lambda: [page.choose_filter("classes", "TownshipHealthCentre") for _ in range(4)],
        "a county, and all": lambda: [page.click("#counties .tick:first-child input") for _ in range(4)],
        "search": lambda: page.press("/", "省", "第", "三"),
        "choose what is found": lambda: page.press(Keys.ENTER),
        "choose a neighbour": lambda: page.click("#about .link"),
        "let go": lambda: page.press(Keys.ESCAPE),
        "layout by county, and back": lambda: [
            page.click(f"input[name=layout][value={name}] + span") for name in ("county", "network")
        ],
        "table of relations": lambda: page.click("#tab-relations"),
        "sort it": lambda: page.click("#table [data-sort=tail]"),
        "back to the network": lambda: page.click("#tab-map"),
    }


def movements(page: Page) -> dict[str, Callable[[], object]]:
    stage = page.chrome.find_element("id", "network")

    def drag() -> None:
        held = ActionChains(page.chrome, duration=30).move_to_element_with_offset(stage, 0, 60).click_and_hold()
        for _ in range(12):
            held.move_by_offset(12, 7)
        held.release().perform()

    def wheel() -> None:
        for way in (-120,) * 4 + (120,) * 4:
            ActionChains(page.chrome).scroll_from_origin(ScrollOrigin.from_element(stage), 0, way).perform()

    def point() -> None:
        moves = ActionChains(page.chrome, duration=30).move_to_element_with_offset(stage, -200, 0)
        for _ in range(12):
            moves.move_by_offset(20, 5)
        moves.perform()

    return {"drag the network": drag, "turn the wheel": wheel, "point at things": point}


def longest_wait(page: Page, act: Callable[[], object]) -> tuple[float, float]:
    settle(page)
    page.chrome.execute_script("waits.length = tasks.length = 0")
    act()
    settle(page)
    waits, tasks = page.chrome.execute_script("return [waits, tasks]")
    return max(waits, default=16.0), max(tasks, default=0.0)


def longest_frame(page: Page, act: Callable[[], object]) -> float:
    settle(page)
    page.chrome.execute_script("frames.length = 0")
    act()
    settle(page)
    return max(page.chrome.execute_script("return frames"))


def settle(page: Page) -> None:
    """Wait until nothing is painted any more."""
    page.chrome.execute_async_script("setTimeout(() => requestAnimationFrame(() => arguments[0]()), 500)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--counties", type=int, default=COUNTIES, help="counties of the province, 13 entities each")
    counties = options.parse_args().counties
    rows = [
        (what, f"{value:,.0f}" if value >= 100 else f"{value:,.1f}", unit) for what, value, unit in measured(counties)
    ]
    print(render(Rows(("what", "value", "unit"), rows)), end="")


if __name__ == "__main__":
    main()
