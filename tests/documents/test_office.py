"""Documents of older word processors, through a real LibreOffice; what is said where there is none."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from docx import Document

from kg.documents import Failure, office, read_reports, read_text
from kg.errors import UnreadableFile

LINES = ["岚汀县卫生健康局2019年工作总结", "今年以来，县医院对口支援芦湾镇卫生院。", "下一步，县中医院拟签订合作协议。"]

with_office = pytest.mark.skipif(
    office.soffice() is None and not os.environ.get("CI"), reason="no LibreOffice (Debian: libreoffice-writer-nogui)"
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """A folder with the same document in each format, as LibreOffice writes it."""
    folder = tmp_path_factory.mktemp("documents")
    document = Document()
    for line in LINES[:2]:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        table.rows[0].cells + table.rows[1].cells, ["支援单位", "受援单位", "县医院", "卫生院"], strict=True
    ):
        cell.text = text
    document.add_paragraph(LINES[2])
    document.save(folder / "a.docx")
    for suffix, filter_ in ((".doc", "doc:MS Word 97"), (".rtf", "rtf"), (".odt", "odt")):
        command = [office.soffice(), f"-env:UserInstallation={office._profile().as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", filter_, "--outdir", folder, folder / "a.docx"], check=True, timeout=120
        )
        (folder / "a").with_suffix(suffix).rename(folder / f"report{suffix}")
    (folder / "a.docx").unlink()
    return folder


@with_office
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_a_document_has_its_paragraphs_and_tables_in_order(documents, suffix):
    assert (documents / f"report{suffix}").read_bytes()[:4] in (b"\xd0\xcf\x11\xe0", b"{\\rt", b"PK\x03\x04")
    expected = [*LINES[:2], "支援单位\t受援单位", "县医院\t卫生院", LINES[2]]
    assert read_text(documents / f"report{suffix}").splitlines() == expected


@with_office
def test_offsets_count_in_the_text_that_is_read(documents):
    text = read_text(documents / "report.doc")
    (report,) = read_reports([documents / "report.doc"])
    assert text[report.start : report.end] == report.text and report.place == "岚汀县"


@with_office
def test_a_damaged_document_is_one_line(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000)
    (failure,) = read_reports([tmp_path])
    assert isinstance(failure, Failure) and "damaged or encrypted" in failure.reason


@pytest.mark.parametrize("content", [b"text", b"<html>", b"PK\x03\x04"])
def test_what_is_no_word_document_is_not_given_to_libreoffice(tmp_path, monkeypatch, content):
    monkeypatch.setattr(office, "_convert", lambda *_: pytest.fail("was given"))
    (tmp_path / "a.doc").write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"no \.doc document"):
        read_text(tmp_path / "a.doc")


def test_without_libreoffice_a_document_is_one_line_that_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "soffice", lambda: None)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (failure,) = read_reports([tmp_path])
    assert "LibreOffice, which is not installed" in str(failure) and "libreoffice-writer-nogui" in str(failure)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_a_libreoffice_that_hangs_is_ended_with_what_it_started(tmp_path, monkeypatch):
    started = tmp_path / "started"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {started}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "soffice", lambda: str(program))
    monkeypatch.setattr(office, "SECONDS", 1)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (failure,) = read_reports([tmp_path])
    assert "has not read the document in 1 s" in str(failure)
    child = Path(f"/proc/{started.read_text().strip()}/stat")
    until = time.monotonic() + 10
    while child.exists() and child.read_text().split()[2] != "Z" and time.monotonic() < until:
        time.sleep(0.05)
    assert not child.exists() or child.read_text().split()[2] == "Z"
