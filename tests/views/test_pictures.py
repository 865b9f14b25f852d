"""The pictures of the page that the README shows: each that the script can make is there, and light enough."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from PIL import Image

HOME = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(HOME / ".ci" / "pictures.py"))


@pytest.mark.parametrize("name", SCRIPT["PICTURES"])
def test_every_picture_is_there_and_light(name: str):
    file = SCRIPT["IMAGES"] / f"{name}.png"
    assert file.stat().st_size < SCRIPT["MOST_BYTES"]
    with Image.open(file) as image:
        assert image.width / image.height == pytest.approx(SCRIPT["WIDTH"] / SCRIPT["HEIGHT"])


def test_flat_colours_keep_their_tone():
    image = Image.new("RGB", (40, 10), "#F6C85F")
    image.paste("#D64550", (20, 0, 40, 10))
    kept = SCRIPT["with_palette"](image).convert("RGB")
    for x, colour in ((5, (0xF6, 0xC8, 0x5F)), (35, (0xD6, 0x45, 0x50))):
        assert kept.getpixel((x, 5)) == pytest.approx(colour, abs=4)
