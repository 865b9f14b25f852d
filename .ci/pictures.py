"""Make the pictures of the README and the guide anew: `make pictures`, or `python .ci/pictures.py NAME...` for some.

A picture is a function that brings a page into view; its file is notebooks/images/NAME.png. To add one, write such a
function under `@picture`. They show the graph of the shipped sample reports, as `kg demo` builds it.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

HOME = Path(__file__).parents[1]
sys.path[:0] = [str(HOME / "tests" / "views"), str(HOME / "tests")]

from browsers import Page, link, relation_key, running_page, written  # noqa: E402
from PIL import Image  # noqa: E402

from kg.ids import DATA  # noqa: E402
from kg.model import Graph, Relation  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.samples import samples  # noqa: E402

IMAGES = HOME / "notebooks" / "images"
WIDTH, HEIGHT = 1440, 900
MOST_BYTES = 300_000
Shown = Callable[[Page, Path, Graph], None]
PICTURES: dict[str, Shown] = {}


def picture(shown: Shown) -> Shown:
    """Register what brings a picture into view, under its own name."""
    PICTURES[shown.__name__.replace("_", "-")] = shown
    return shown


@picture
def view_overview(page: Page, file: Path, graph: Graph) -> None:
    page.open(file)


@picture
def view_by_county(page: Page, file: Path, graph: Graph) -> None:
    page.open(file, link(layout="county"))


@picture
def view_alliance(page: Page, file: Path, graph: Graph) -> None:
    alliance = key_of(graph, "杉川县人民医院医共体")
    page.open(file, link(alliance=alliance, chosen=alliance))


@picture
def view_evidence(page: Page, file: Path, graph: Graph) -> None:
    relation = relation_of(graph, "澜川市第一人民医院", "assists", "永渡县人民医院")
    page.open(file, link(near=key_of(graph, "永渡县人民医院"), chosen=relation_key(relation.key)))


def key_of(graph: Graph, name: str) -> str:
    """The entity of a name, as the page's links name it."""
    return next(entity.iri.removeprefix(DATA) for entity in graph.entities.values() if entity.name == name)


def relation_of(graph: Graph, head: str, type_: str, tail: str) -> Relation:
    names = {iri: entity.name for iri, entity in graph.entities.items()}
    return next(r for r in graph if (names[r.head], r.type, names[r.tail]) == (head, type_, tail))


def photograph(page: Page) -> bytes:
    """The window as a PNG with a palette, at twice its size where that is not too many bytes."""
    for scale in (2, 1.5, 1):
        page.resize(WIDTH, HEIGHT, scale)
        time.sleep(1)  # what moves comes to rest
        shot = page.chrome.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        paper = io.BytesIO()
        with Image.open(io.BytesIO(b64decode(shot))) as image:
            with_palette(image.convert("RGB")).save(paper, "PNG", optimize=True)
        if len(paper.getvalue()) < MOST_BYTES:
            return paper.getvalue()
    raise SystemExit(f"a picture of {len(paper.getvalue()):,} bytes is too large for the README")


def with_palette(image: Image.Image) -> Image.Image:
    """The image in its 255 most frequent colours: what is flat stays as it is, so that a legend tells the truth."""
    counted = image.getcolors(image.width * image.height) or []
    frequent = [colour for _, colour in sorted(counted, reverse=True)[:255]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in frequent for channel in colour])  # type: ignore[union-attr]
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def main(names: list[str]) -> None:
    if unknown := set(names) - PICTURES.keys():
        raise SystemExit(f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, running_page(Path(temporary)) as page:
        graph = build(samples(), Path(temporary) / "graph").graph
        file = written(graph, Path(temporary))
        for name in names or PICTURES:
            PICTURES[name](page, file, graph)
            content = photograph(page)
            (IMAGES / f"{name}.png").write_bytes(content)
            print(f"notebooks/images/{name}.png: {len(content):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
