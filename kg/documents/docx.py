"""Word documents: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.errors import UnreadableFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

# What a page does not show, or shows beside the running text: struck-out text, text boxes, field codes.
_UNSEEN = {_W + "del", _W + "moveFrom", _W + "txbxContent", _W + "instrText", _W + "delText", _FALLBACK}
_AS_TEXT = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}

_MOST_UNPACKED = 512 * 1024 * 1024  # bytes; a report is a few hundred kilobytes, a zip bomb is more


def docx_text(data: bytes) -> str:
    """A paragraph a line; of a table, a row a line with tabs between its cells, what is merged once.

    Raises UnreadableFile for an encrypted or damaged document.
    """
    from docx import Document

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile("The document is encrypted, or an old .doc file. Save it as .docx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
                raise UnreadableFile("The document unpacks to more than 512 MB. It is not a report.")
        body = Document(io.BytesIO(data)).element.body
    except UnreadableFile:
        raise
    except Exception as error:  # python-docx, zipfile and lxml each have their own ways to fail
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise UnreadableFile(f"The document is damaged ({reason}). Open it in Word and save it again.") from error
    return "\n".join(_lines(body)) + "\n"


def _lines(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == _W + "p":
            yield "".join(_pieces(child))
        elif child.tag == _W + "tbl":
            for row in child.iter(_W + "tr"):
                if next(row.iterancestors(_W + "tbl")) is child:  # those of a table in a cell come with the cell
                    yield "\t".join(_cells(row))
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins"):
            yield from _lines(child)


def _cells(row: Any) -> Iterator[str]:
    for cell in row.iter(_W + "tc"):
        if next(cell.iterancestors(_W + "tr")) is row:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(_W + "val") != "restart":
                yield ""  # goes on from the row above, where its text stands
                continue
            yield " ".join(line.replace("\n", " ") for line in _lines(cell) if line.strip())


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _AS_TEXT:
            yield _AS_TEXT[child.tag]
        elif child.tag not in _UNSEEN and isinstance(child.tag, str) and child.tag != _W + "pPr":
            yield from _pieces(child)
