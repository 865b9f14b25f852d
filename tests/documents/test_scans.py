"""Scanned pages, read by the recogniser of the extra `ocr`; what is said where it is missing."""

import os
import shutil
import subprocess
import sys

import pytest
from printing import page, scanned_pdf

from kg.documents import Failure, find_reports, read_reports, read_text
from kg.documents.scans import can_read
from kg.extracting import extract

PAGES = [
    [
        "岚汀县卫生健康局2019年工作总结",
        "　　今年以来，岚汀县人民医院对口支援芦湾镇卫生院，选派医师",
        "3名驻点帮扶。",
        "　　下一步，县中医院拟与江北市肿瘤医院签订合作协议。",
    ],
    ["　　全年诊疗12万人次，群众满意度进一步提高，全县卫生健康工作取得了", "新的成效。"],
]

reads = pytest.mark.skipif(not can_read() and not os.environ.get("CI"), reason="pip install 'yilian-kg[ocr]'")


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    return scanned_pdf(tmp_path_factory.mktemp("scan") / "scan.pdf", [page(lines) for lines in PAGES])


@pytest.fixture(scope="module")
def text(scan):
    return read_text(scan)


@reads
def test_a_scanned_pdf_becomes_paragraphs(text):
    assert text.replace(",", "，").splitlines() == [
        "岚汀县卫生健康局2019年工作总结",
        "　　今年以来，岚汀县人民医院对口支援芦湾镇卫生院，选派医师3名驻点帮扶。",
        "　　下一步，县中医院拟与江北市肿瘤医院签订合作协议。",
        "　　全年诊疗12万人次，群众满意度进一步提高，全县卫生健康工作取得了新的成效。",
    ]


@reads
def test_offsets_count_in_the_text_that_is_read_and_evidence_keeps_its_sentence(text):
    (report,) = find_reports(text, "scan.pdf")
    (said,) = extract([report])
    evidence = [e for relation in said.relations for e in relation.evidence]
    assert {relation.type for relation in said.relations} >= {"assists", "contractsWith"}
    assert all(text[e.start : e.end] == e.text and e.text in e.sentence for e in evidence)


@reads
def test_another_process_without_network_reads_the_same(scan, text, tmp_path):
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise OSError('no network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from kg.documents import read_text\n"
        "sys.stdout.buffer.write(read_text(sys.argv[1]).encode())"
    )
    ended = subprocess.run([sys.executable, "-c", code, scan], capture_output=True, cwd=tmp_path, timeout=120)
    assert (ended.stdout.decode(), ended.stderr) == (text, b"")


@reads
def test_a_picture_that_is_given_by_name(tmp_path):
    page(PAGES[0]).save(tmp_path / "scan.jpg")
    (report,) = read_reports([tmp_path / "scan.jpg"])
    assert report.place == "岚汀县" and report.year == 2019
    assert list(read_reports([tmp_path])) == []  # in a folder it is taken for an illustration


@reads
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n damaged", b"GIF89a", b"\xff\xd8\xff\xe0 damaged"])
def test_what_is_no_picture(tmp_path, content):
    (tmp_path / "a.png").write_bytes(content)
    (failure,) = read_reports([tmp_path / "a.png"])
    assert isinstance(failure, Failure) and "damaged" in failure.reason


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_without_the_recogniser_a_scan_is_one_line_that_says_what_to_install(scan, tmp_path, monkeypatch, name):
    monkeypatch.setattr("kg.documents.scans.can_read", lambda: False)
    if name.endswith(".pdf"):
        shutil.copy(scan, tmp_path / name)
    else:
        page(PAGES[1]).save(tmp_path / name)
    (failure,) = read_reports([tmp_path / name])
    assert str(failure).startswith(f"{tmp_path / name}: scanned: pip install 'yilian-kg[ocr]'")
