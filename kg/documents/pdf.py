"""PDF documents: the text of their pages in reading order, tables row by row, scanned pages through a recogniser."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kg.documents import scans
from kg.documents.paragraphs import paragraphs
from kg.errors import UnreadableFile

# Fonts are often mapped to look-alikes of the hanzi, the Kangxi radicals (⽣ for 生); 0xFFFE is PDFium's soft hyphen.
_REPAIRS = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)} | {
    0xFFFE: None,
    0x02: None,
    0: None,
}
_RULINGS = 4  # lines or boxes on a page, at least, where a table may be
_LARGEST_PAGE = 1700  # points; A2 is as high

Cell = tuple[float, float, float, float] | None
"""Left, top, right, bottom in points from the top left corner; None where a cell that spans others goes on."""


def pdf_text(data: bytes) -> str:
    """A paragraph a line, without page numbers and running heads; of a table, a row a line with tabs between its cells.

    A page without text that shows a picture is scanned and goes through the recogniser of the extra `ocr`. Where that
    is missing, such pages are passed over if other pages have text.

    Raises UnreadableFile for an encrypted or damaged document, and for one of scanned pages without a recogniser.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("The document is encrypted. Save it without a password.") from None
        raise UnreadableFile("The document is damaged. Open it in a PDF reader and save it again.") from None
    try:
        tables = _Tables(data)
        pages = [_page_lines(page, number, tables) for number, page in enumerate(document)]
        if not any(map(any, pages)):
            scans.require()
        if scans.can_read():
            pages = [lines if any(lines) else _recognised(page) for page, lines in zip(document, pages, strict=True)]
    except pypdfium2.PdfiumError:
        raise UnreadableFile("A page of the document is damaged. Open it in a PDF reader and save it again.") from None
    finally:
        document.close()
    return paragraphs(pages)


def _page_lines(page: Any, number: int, tables: _Tables) -> list[str]:
    """The printed lines of a page; between those above and below a table stand its rows."""
    text = page.get_textpage()
    whole = text.get_text_bounded()
    if not whole.strip():
        return []
    found = tables.on(page, number)
    if not found:
        return _lines(whole)
    left, bottom, right, top = page.get_mediabox()
    ends = [0.0, *(end for rows in found for end in (_top(rows), _bottom(rows))), top - bottom]
    between = [
        _lines(text.get_text_bounded(left, top - to, right, top - since)) if to - since > 1 else []
        for since, to in list(pairwise(ends))[::2]
    ]
    lines = between[0]
    for rows, after in zip(found, between[1:], strict=True):
        lines += [row for row in _rows(text, rows, top) if row.strip()]
        lines += after
    return lines


def _lines(text: str) -> list[str]:
    return [line.translate(_REPAIRS).rstrip() for line in text.splitlines()]


def _rows(text: Any, rows: list[list[Cell]], top: float) -> Iterator[str]:
    for row in rows:
        cells = (text.get_text_bounded(c[0], top - c[3], c[2], top - c[1]) if c else "" for c in row)
        yield "\t".join("".join(line.strip() for line in _lines(cell)) for cell in cells)


def _top(rows: list[list[Cell]]) -> float:
    return min(cell[1] for row in rows for cell in row if cell)


def _bottom(rows: list[list[Cell]]) -> float:
    return max(cell[3] for row in rows for cell in row if cell)


def _recognised(page: Any) -> list[str]:
    if not any(True for _ in page.get_objects(max_depth=3)):
        return []
    scale = scans.RESOLUTION / 72 * min(1.0, _LARGEST_PAGE / max(page.get_size()))
    return scans.recognised(page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3])


class _Tables:
    """Where the tables of a document are; pdfplumber, which takes its time, looks only at pages with rulings."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def on(self, page: Any, number: int) -> list[list[list[Cell]]]:
        """The tables of a page from top to bottom, each as rows of cells."""
        from pypdfium2.raw import FPDF_PAGEOBJ_PATH

        rulings = sum(1 for _ in page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=3))
        upright = page.get_rotation() == 0 and page.get_mediabox()[:2] == (0, 0)
        if rulings < _RULINGS or not upright:
            return []
        try:
            found = [table for table in self._page(number).find_tables() if len(table.rows) > 1]
        except Exception:  # what pdfminer cannot parse PDFium often can: the page is then read without its tables
            return []
        found.sort(key=lambda table: table.bbox[1])
        rows = [[list(row.cells) for row in table.rows] for table in found if max(len(r.cells) for r in table.rows) > 1]
        apart = rows[:1]
        for table in rows[1:]:
            if _top(table) >= _bottom(apart[-1]) - 1:  # beside or within another it would be read twice
                apart.append(table)
        return apart

    def _page(self, number: int) -> Any:
        import pdfplumber

        if self._document is None:
            self._document = pdfplumber.open(io.BytesIO(self._data))
        return self._document.pages[number]
