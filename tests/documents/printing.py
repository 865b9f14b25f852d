"""What the tests of documents share: pages as printers and scanners make them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def font(size: int) -> ImageFont.FreeTypeFont:
    """A font of this machine that has Chinese characters."""
    if shutil.which("fc-list") is None:
        pytest.skip("no fontconfig to find a Chinese font with (Debian: fontconfig, fonts-noto-cjk)")
    listed = subprocess.run(["fc-list", ":lang=zh", "file"], capture_output=True, text=True, check=True).stdout
    files = sorted(line.partition(":")[0] for line in listed.splitlines())
    plain = [file for file in files if "Regular" in file] or files
    if not plain:
        pytest.skip("no Chinese font (Debian: fonts-noto-cjk)")
    return ImageFont.truetype(plain[0], size)


def page(lines: list[str], *, width: int = 1240, height: int = 1754) -> Image.Image:
    """A page of 150 dots an inch with these lines, as a scanner sees it: grey paper, slightly turned."""
    image = Image.new("RGB", (width, height), (246, 245, 241))
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((120, 140 + 56 * row), line, font=font(32), fill=(30, 30, 30))
    return image.rotate(0.3, fillcolor=(246, 245, 241))


def scanned_pdf(path: Path, images: list[Image.Image]) -> Path:
    """A PDF of pictures, without a text layer."""
    canvas = Canvas(str(path), pagesize=A4)
    for number, image in enumerate(images):
        picture = path.with_suffix(f".{number}.jpg")
        image.save(picture, quality=85)
        canvas.drawImage(str(picture), 0, 0, *A4)
        canvas.showPage()
        picture.unlink()
    canvas.save()
    return path
