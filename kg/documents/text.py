"""The text of a file, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.documents.archives import read_member
from kg.documents.decoding import decode
from kg.documents.files import CONVERTIBLE, PICTURES, WHAT_IS_READ, File
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

    Raises UnreadableFile, with the reason and the next step, where no text can be had: a missing or empty file, an
    encoding other than UTF-8 and GB18030, a damaged or encrypted document, a scan or an old document without the
    program that reads it.
    """
    file = File(Path(path), Path(path).name)
    return text_of(read_bytes(file), file.suffix)


def read_bytes(file: File) -> bytes:
    """What a file holds, or a member of an archive.

    Raises UnreadableFile where it is of no known format, missing, empty, or may not be read.
    """
    if file.suffix not in _READERS and file.path.is_file():
        raise UnreadableFile(f"Only these can be read: {WHAT_IS_READ}. Save it as one of them.")
    try:
        data = file.path.read_bytes() if file.member is None else read_member(file.path, file.member.index)
    except FileNotFoundError:
        raise UnreadableFile("There is no such file or folder. Check the path.") from None
    except PermissionError:
        raise UnreadableFile("The file may not be read. Check its permissions.") from None
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read ({error.strerror or error}).") from None
    if not data.strip():
        raise UnreadableFile("The file is empty. Nothing can be read from it.")
    return data


def text_of(data: bytes, suffix: str) -> str:
    """The text of what a file with that suffix holds. Raises as `read_text`.

    >>> text_of("<p>县医院<p>镇卫生院".encode(), ".html")
    '县医院\\n镇卫生院\\n'
    """
    text = _READERS[suffix](data)
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


def _read_old_document(suffix: str, data: bytes) -> str:
    from kg.documents.docx import docx_text
    from kg.documents.office import to_docx

    return docx_text(to_docx(data, suffix))


def _read_picture(data: bytes) -> str:
    from kg.documents.scans import picture_text

    return picture_text(data)


_READERS: dict[str, Callable[[bytes], str]] = {
    ".txt": _read_plain,
    ".md": _read_plain,
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
    **{suffix: partial(_read_old_document, suffix) for suffix in CONVERTIBLE},
    **dict.fromkeys(PICTURES, _read_picture),
}
