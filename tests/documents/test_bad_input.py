"""Bad input: each gives one line that names the file and says what to do, and the other files are read."""

import os
import time
import zipfile

import pypdf
import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kg.documents import Failure, find_files, find_reports, read_reports, read_text
from kg.documents.boilerplate import patterns
from kg.documents.scans import can_read
from kg.errors import UnreadableFile

REPORT = "岚汀县卫健局2019年工作总结\n今年以来，县医院与芦湾镇卫生院签订协议。\n"
GOOD = "good.txt"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / GOOD).write_text(REPORT, encoding="utf-8")
    return tmp_path


def docx(path, text="岚汀县卫健局工作总结"):
    document = Document()
    document.add_paragraph(text)
    document.save(path)


def canvas(path, draw=lambda canvas: None):
    made = Canvas(str(path), pagesize=A4)
    draw(made)
    made.showPage()
    made.save()


def empty(path):
    path.write_bytes(b"")


def blank(path):
    path.write_bytes(b" \n\t\r\n")


def binary(path):
    path.write_bytes(os.urandom(64) + b"\0" + bytes(range(256)))


def word_named_text(path):
    docx(path)


def big5(path):
    path.write_bytes(("縣衛生局工作總結，今年以來醫療機構穩步發展，縣醫院與鎮衛生院簽訂協議。" * 20).encode("big5"))


def broken_utf8(path):
    path.write_bytes(REPORT.encode() + b"\xe5\x8c\xff\xff\n" + REPORT.encode())


def no_report(path):
    path.write_text("静夜思\n床前明月光，疑是地上霜。\n", encoding="utf-8")


def english(path):
    path.write_text("Shopping list: eggs, milk.\n", encoding="utf-8")


def damaged_docx(path):
    docx(path)
    path.write_bytes(path.read_bytes()[:-400])


def docx_without_document(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("hello.txt", "hello")


def docx_with_broken_xml(path):
    docx(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = b"<w:document><w:body>"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def encrypted_docx(path):
    # Word wraps an encrypted document in an OLE compound file; its first sector is enough to know it
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff" + b"\0" * 4096)


def zip_bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(600):
            part.write(b"\0" * 1_000_000)


def damaged_pdf(path):
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(500))


def encrypted_pdf(path):
    canvas(path, lambda c: c.drawString(72, 700, "report"))
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)


def scan(path):
    canvas(path, lambda c: c.rect(72, 72, 300, 500, fill=1))


def old_word(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)


CASES = [
    (empty, "a.txt", "empty"),
    (empty, "a.docx", "empty"),
    (empty, "a.pdf", "empty"),
    (blank, "a.txt", "empty"),
    (binary, "a.txt", "binary"),
    (word_named_text, "a.txt", "Word or ZIP"),
    (big5, "a.txt", "neither UTF-8 nor GB18030"),
    (broken_utf8, "a.txt", "Line 3 is not UTF-8"),
    (no_report, "a.txt", "no report"),
    (english, "a.md", "no report"),
    (damaged_docx, "a.docx", "damaged"),
    (docx_without_document, "a.docx", "damaged"),
    (docx_with_broken_xml, "a.docx", "damaged"),
    (encrypted_docx, "a.docx", "encrypted"),
    (zip_bomb, "a.docx", "512 MB"),
    (damaged_pdf, "a.pdf", "damaged"),
    (encrypted_pdf, "a.pdf", "encrypted"),
    (scan, "a.pdf", "no text" if can_read() else "OCR"),
    (old_word, "a.doc", "Save it as"),
]


@pytest.mark.parametrize(("write", "name", "reason"), CASES, ids=[f"{w.__name__}-{n}" for w, n, _ in CASES])
def test_a_bad_file_is_one_line_and_the_others_are_read(folder, write, name, reason):
    write(folder / name)
    failure, good = read_reports([folder])
    assert isinstance(failure, Failure)
    assert good.source == GOOD
    assert failure.path == folder / name
    assert reason in str(failure)
    assert str(failure).startswith(str(folder / name))
    assert "\n" not in str(failure)


def test_a_missing_path_and_an_unknown_format_given_by_name(folder):
    (folder / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    found = list(read_reports([folder / "missing.txt", folder / "no-folder", folder / "sheet.xlsx", folder / GOOD]))
    reasons = [str(f) for f in found if isinstance(f, Failure)]
    assert len(reasons) == 3
    assert sum("no such file" in reason for reason in reasons) == 2
    assert sum("Save it as one of them" in reason for reason in reasons) == 1
    assert [r.source for r in found if not isinstance(r, Failure)] == [GOOD]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_without_permission(folder):
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "a.txt").chmod(0)
    (folder / "locked").mkdir(mode=0)
    try:
        found = list(read_reports([folder]))
    finally:
        (folder / "locked").chmod(0o700)
    assert [f.path.name for f in found if isinstance(f, Failure)] == ["a.txt", "locked"]
    assert all("permissions" in f.reason for f in found if isinstance(f, Failure))


def test_a_permission_error_is_told(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(UnreadableFile, match="permissions"):
        read_text(folder / GOOD)


def test_a_pdf_that_only_forbids_printing_is_read(folder):
    canvas(folder / "a.pdf", lambda c: c.drawString(72, 700, "report"))
    writer = pypdf.PdfWriter(clone_from=folder / "a.pdf")
    writer.encrypt("", owner_password="owner")
    writer.write(folder / "a.pdf")
    assert read_text(folder / "a.pdf") == "report\n"


@pytest.mark.parametrize(
    "line",
    [
        "岚汀县医院，" * 3_000_000,
        "县" * 17_000_000,
        "总结" * 8_000_000,
        ">" * 17_000_000,
        "《岚汀县" * 4_000_000,
        "http://" + "a." * 8_000_000,
        "xx" * 8_000_000,
    ],
    ids=lambda line: line[:6],
)
def test_a_line_of_50_mb_takes_seconds(line):
    started = time.monotonic()
    find_reports(line, "a.txt")
    find_reports("岚汀县卫健局工作总结\n" + line, "a.txt")
    assert time.monotonic() - started < 20


def test_folders_are_read_recursively_in_the_order_of_names_whatever_is_given_first(folder):
    for name in ("b/2.txt", "b/10.md", "a/1.txt", ".hidden/x.txt", "b/~$2.docx", "b/.x.txt", "notes.xyz", "b/data.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(REPORT, encoding="utf-8")
    assert [r.source for r in read_reports([folder])] == ["a/1.txt", "b/10.md", "b/2.txt", GOOD]
    paths = [folder / "b", folder / GOOD, folder / "a"]
    assert find_files(paths) == find_files(reversed(paths)) == find_files([*paths, folder / "b" / "2.txt"])
    assert [r.source for r in read_reports(paths)] == ["1.txt", "10.md", "2.txt", GOOD]


def test_files_that_would_be_cited_alike_are_cited_by_their_whole_path(folder):
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "1.txt").write_text(REPORT, encoding="utf-8")
    sources = [r.source for r in read_reports([folder / "a", folder / "b"])]
    assert sources == [(folder / name / "1.txt").as_posix() for name in ("a", "b")]


@pytest.mark.parametrize(("kind", "pattern", "example"), patterns()[2], ids=lambda value: str(value)[:20])
def test_each_boilerplate_rule_matches_its_example(kind, pattern, example):
    whole, part, _ = patterns()
    assert whole.fullmatch(example) if kind == "line" else part.search(example)


@pytest.mark.parametrize(
    "line",
    [
        "县医院下载并使用统一的信息系统。",
        "药品来源可追溯。",
        "拓宽资金来源：一是争取上级资金；二是县财政投入。其中县医院投入500万元，用于购置设备、改造病房，另外还有社会捐赠。",
        "联系县医院专家下乡。",
    ],
)
def test_what_is_left_in(line):
    text = f"岚汀县卫健局工作总结\n今年以来，医院发展。\n{line}\n二是医疗改善。"
    (report,) = find_reports(text, "a.txt")
    assert all(text[s:e] != line for s, e in report.skip)


def test_boilerplate_is_pointed_at_and_the_text_left_as_it_is():
    text = (
        "来源：某网\n岚汀县卫健局工作总结\n>　　今年以来，[bookmark: _GoBack]医院发展。\n联系人：某某 电话：0000\n- 2 -"
    )
    (report,) = find_reports(text, "a.txt")
    assert report.text == text
    assert [text[s:e] for s, e in report.skip] == [
        "来源：某网", ">　　", "[bookmark: _GoBack]", "联系人：某某 电话：0000", "- 2 -",
    ]  # fmt: skip
