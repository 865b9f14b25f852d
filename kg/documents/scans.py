"""Scanned pages: a local recogniser (RapidOCR, whose wheel carries its models) reads them, without a network.

The same picture gives the same text with the same version of the recogniser. That text is what offsets count in, and
each passage of evidence keeps its sentence, so what was read can be held against the page.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy

from kg.documents.paragraphs import paragraphs
from kg.errors import UnreadableFile

RESOLUTION = 200
"""Dots an inch in which a page is looked at."""

_MOST_PIXELS = 80_000_000  # A3 at 600 dots an inch; more is no page
_MISSING = "scanned: pip install 'yilian-kg[ocr]' reads it, or run it through OCR first."

Box = tuple[float, float, float, float, str]
"""Left, top, right, bottom in pixels, and the words."""


def can_read() -> bool:
    """Whether the recogniser is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def require() -> None:
    """Raises UnreadableFile, with what installs it, where there is no recogniser."""
    if not can_read():
        raise UnreadableFile(_MISSING)


def picture_text(data: bytes) -> str:
    """The text of a picture of one page (PNG, JPEG).

    Raises UnreadableFile where it is damaged or far larger than a page, or there is no recogniser.

    >>> picture_text(b"no picture")
    Traceback (most recent call last):
    kg.errors.UnreadableFile: The picture is damaged. Scan the page again.
    """
    require()
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableFile("The picture is far larger than a page. Scan it with fewer dots an inch.")
            pixels = numpy.asarray(ImageOps.exif_transpose(image).convert("RGB"))[:, :, ::-1]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UnreadableFile("The picture is damaged. Scan the page again.") from None
    return paragraphs([recognised(pixels)])


def recognised(pixels: Any) -> list[str]:
    """The printed lines of a page, given as rows of blue, green and red pixels; an indent as two blanks."""
    found = _recogniser()(numpy.ascontiguousarray(pixels))
    if found.boxes is None or found.txts is None:
        return []
    boxes = [
        (float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys)), str(text))
        for corners, text in zip(found.boxes, found.txts, strict=True)
        for xs, ys in [zip(*corners, strict=True)]
    ]
    return lines(boxes)


def lines(boxes: Sequence[Box]) -> list[str]:
    """Words at places on a page as printed lines, from top to bottom.

    >>> lines([(60, 0, 400, 20, "今年以来，县医院"), (20, 30, 180, 50, "与镇卫生院"), (220, 31, 300, 51, "签约。")])
    ['\\u3000\\u3000今年以来，县医院', '与镇卫生院\\t签约。']
    """
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box[1] + box[3], box[0])):
        middle = (box[1] + box[3]) / 2
        if rows and rows[-1][0][1] < middle < rows[-1][0][3]:
            rows[-1].append(box)
        else:
            rows.append([box])
    margin = min((box[0] for box in boxes), default=0.0)
    text = []
    for row in rows:
        row.sort()
        size = row[0][3] - row[0][1]
        indent = "　　" if row[0][0] - margin > size else ""
        words = row[0][4]
        for before, box in zip(row, row[1:], strict=False):
            words += ("\t" if box[0] - before[2] > 1.5 * size else "") + box[4]
        text.append(indent + words)
    return text


@cache
def _recogniser() -> Any:
    from rapidocr import RapidOCR

    # Where the words are is seen in a smaller picture too, in half the time; they are read in the whole one.
    looks = {"Det.limit_type": "max", "Det.limit_side_len": 1280}
    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1}
    return RapidOCR(params={"Global.log_level": "critical", **looks, **threads})
