"""The text of a file, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.documents.decoding import decode
from kg.documents.files import CONVERTIBLE
from kg.errors import UnreadableFile

_KINDS = {b"%PDF": "a PDF", b"PK\x03\x04": "a Word or ZIP file", b"\xd0\xcf\x11\xe0": "an old Word or encrypted file"}


def read_text(path: Path | str) -> str:
    r"""The text that reports are found in and that offsets count in.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "a.txt"
    ...     _ = file.write_bytes("卫健局工作总结\r\n".encode("gb18030"))
    ...     read_text(file)
    '卫健局工作总结\r\n'

    Raises UnreadableFile, with the reason and the next step, where no text can be had: a missing or
    empty file, an encoding other than UTF-8 and GB18030, a damaged or encrypted document, a scan.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    read = _READERS.get(suffix)
    if read is None and path.is_file():
        if suffix in CONVERTIBLE:
            raise UnreadableFile(f"{suffix} files cannot be read. Save it as .docx, .pdf or .txt.")
        raise UnreadableFile("Only .txt, .md, .docx, .pdf and .html files can be read. Save it as one of these.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("There is no such file or folder. Check the path.") from None
    except PermissionError:
        raise UnreadableFile("The file may not be read. Check its permissions.") from None
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read ({error.strerror or error}).") from None
    if not data.strip():
        raise UnreadableFile("The file is empty. Nothing can be read from it.")
    assert read is not None  # a path without a reader is either a file, refused above, or missing
    text = read(data)
    if not text.strip():
        raise UnreadableFile("The file holds no text.")
    return text


def _read_plain(data: bytes) -> str:
    for magic, kind in _KINDS.items():
        if data.startswith(magic):
            raise UnreadableFile(f"The file is {kind} by its content. Give it the suffix that belongs to it.")
    return decode(data)


def _read_html(data: bytes) -> str:
    from kg.documents.html import html_text

    return html_text(decode(data))


def _read_docx(data: bytes) -> str:
    from kg.documents.docx import docx_text

    return docx_text(data)


def _read_pdf(data: bytes) -> str:
    from kg.documents.pdf import pdf_text

    return pdf_text(data)


_READERS: dict[str, Callable[[bytes], str]] = {
    ".txt": _read_plain,
    ".md": _read_plain,
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
}
