"""Make the sample reports that are not plain UTF-8 from the texts in `sources/`.

    python -m kg.samples.make [FOLDER]

The files are written to FOLDER, by default over the committed ones. The same libraries give the same
bytes, so that a rebuild changes nothing that was not meant. The PDF needs reportlab.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     write_gb18030(["云峤市", "卫生健康局"], path := Path(folder) / "a.txt")
...     path.read_bytes().decode("gb18030")
'云峤市\\r\\n卫生健康局\\r\\n'
"""

from __future__ import annotations

import html
import io
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from string import Template

from kg.errors import MissingExtra

HERE = Path(__file__).parent
REPORTS = HERE / "reports"
SOURCES = HERE / "sources"
MADE_ON = datetime(2022, 1, 1)  # an hour of making would make every rebuild differ

Writer = Callable[[list[str], Path], None]


def write_gb18030(lines: list[str], path: Path) -> None:
    """Plain text as older Windows programs save it: GB18030, CRLF."""
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("gb18030"))


def write_docx(lines: list[str], path: Path) -> None:
    """A Word document; consecutive lines `|a|b|` become one table where they stand."""
    from docx import Document
    from docx.table import Table

    document = Document()
    properties = document.core_properties
    properties.title, properties.author = lines[0], ""
    properties.created = properties.modified = MADE_ON
    document.add_heading(lines[0], level=0)
    table: Table | None = None
    for line in lines[1:]:
        if not line.startswith("|"):
            table = None
            document.add_paragraph(line)
            continue
        cells = line.strip("|").split("|")
        if table is None:
            table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    raw = io.BytesIO()
    document.save(raw)
    _write_zip_with_fixed_times(raw, path)


def _write_zip_with_fixed_times(raw: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, MADE_ON.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, made.read(name))


def write_pdf(lines: list[str], path: Path) -> None:
    """An A4 document with a text layer: lines of 34 characters, 30 to a page, numbered at the foot.

    The font is one of the standard CID fonts, which readers have, so that it need not be embedded.
    """
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise MissingExtra("Making the sample PDF needs reportlab: pip install reportlab") from error

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    width, height = A4
    printed = [(piece, number == 0) for number, line in enumerate(lines) for piece in _broken(line, number == 0)]
    pages = [printed[start : start + 30] for start in range(0, len(printed), 30)]
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(lines[0])
    for number, page in enumerate(pages, 1):
        for row, (text, is_title) in enumerate(page):
            y = height - 72 - row * 22
            canvas.setFont("STSong-Light", 16 if is_title else 12)
            if is_title:
                canvas.drawCentredString(width / 2, y, text)
            else:
                canvas.drawString(90, y, text)
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(width / 2, 36, f"— {number} —")
        canvas.showPage()
    canvas.save()


def _broken(line: str, is_title: bool) -> list[str]:
    """A paragraph as printed lines of at most 34 full widths, without regard to words; paragraphs are indented."""
    pieces, used = [""], 0
    for character in line if is_title else f"　　{line}":
        columns = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        # a closing mark never begins a line
        if used + columns > 68 and character not in "，。、；：）”》":
            pieces, used = [*pieces, ""], 0
        pieces[-1] += character
        used += columns
    return pieces


def write_html(lines: list[str], path: Path) -> None:
    """A government web page: the report in the middle, menu, share buttons, links and footer around it."""

    def paragraph(line: str) -> str:
        text = html.escape(line)
        return f"<p>　　<strong>{text}</strong></p>" if line[1:2] == "、" else f"<p>　　{text}</p>"

    template = Template((SOURCES / "page.html").read_text(encoding="utf-8"))
    page = template.substitute(title=html.escape(lines[0]), paragraphs="\n".join(map(paragraph, lines[1:])))
    path.write_text(page, encoding="utf-8", newline="\n")


MADE: dict[str, Writer] = {
    "luoxi-2022.html": write_html,
    "shanchuan-2021.docx": write_docx,
    "tongbu-hospital-2021.pdf": write_pdf,
    "yunqiao-2021.txt": write_gb18030,
}


def make(folder: Path = REPORTS) -> list[Path]:
    """Write the made samples into a folder and return their paths; raises MissingExtra without reportlab."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, write in MADE.items():
        source = (SOURCES / name).with_suffix(".txt")
        write(source.read_text(encoding="utf-8").splitlines(), folder / name)
        paths.append(folder / name)
    return paths


if __name__ == "__main__":
    try:
        for made in make(*map(Path, sys.argv[1:2])):
            print(made)
    except MissingExtra as error:
        sys.exit(str(error))
