"""Take the picture of Neo4j Browser that README.md shows: part of `make pictures`.

The sample graph in a Neo4j of its own, and the answer of a saved query to a newcomer.
"""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

from chromium import running_chromium
from PIL import Image
from property_graph.neo4j_browser import Neo4jBrowser

from kg import build
from kg.pipeline import open_graph
from kg.property_graph import load
from kg.property_graph.browser.saved_queries import saved_queries
from kg.property_graph.server import running_server

HOME = Path(__file__).parent.parent
PICTURE = HOME / "notebooks" / "images" / "neo4j-browser.png"
COUNTY = "桐埠县"
COLOURS, BYTES = 128, 400_000
SIZE, SCALE = (1280, 860), 1.5
SETTLING = 8.0  # seconds until the drawing comes to rest


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        build([HOME / "kg" / "samples" / "reports"], folder / "g")
        with running_server(folder / "neo4j", runtime="java", say=print) as server:
            load(open_graph(folder / "g"), server.uri, user=server.user, password=server.password)
            with running_chromium(folder) as chrome:
                width, height = SIZE
                screen = {"width": width, "height": height, "deviceScaleFactor": SCALE, "mobile": False}
                chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
                browser = Neo4jBrowser(chrome, server).open().connect()
                browser.wait(lambda: browser.all("guidesDrawer"))
                browser.run(saved_queries()["county"].text.replace('"县"', f'"{COUNTY}"'))
                browser.drawn()
                frame = browser.all("frame")[0]
                frame.find_element("css selector", "[title=Fullscreen]").click()
                time.sleep(SETTLING)
                frame.find_element("css selector", "[aria-label=zoom-to-fit]").click()
                time.sleep(1)
                picture = Image.open(io.BytesIO(chrome.get_screenshot_as_png())).convert("RGB")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(HOME)}: {size:,} bytes")
    if size > BYTES:
        raise SystemExit(f"that is more than {BYTES:,}")


if __name__ == "__main__":
    main()
