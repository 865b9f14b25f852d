"""ZIP archives: names of all kinds, members that are bad, archives that are bombs."""

import io
import struct
import zipfile

import pytest
from docx import Document

from kg.documents import Failure, read_reports
from kg.documents.archives import LARGEST, RATIO, members

REPORT = "岚汀县卫健局2019年工作总结\n今年以来，县医院与芦湾镇卫生院签订协议。\n"


def packed(path, files, **options):
    """An archive of (name, text)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return path


def with_raw_names(path, names):
    """An archive as programs write it that put the bytes of a name there and do not say in what encoding."""
    placeholders = [f"{'x' * len(name)}"[: len(name)] for name in names]
    packed(path, [(f"{number:02}"[:2] + place[2:], REPORT) for number, place in enumerate(placeholders)])
    data = path.read_bytes()
    for number, name in enumerate(names):
        stand_in = (f"{number:02}" + placeholders[number][2:]).encode()
        assert len(stand_in) == len(name) and data.count(stand_in) == 2
        data = data.replace(stand_in, name)
    path.write_bytes(data)
    return path


def read(*paths):
    found = list(read_reports(paths))
    failures = [each for each in found if isinstance(each, Failure)]
    return [report.source for report in found if not isinstance(report, Failure)], failures


def test_members_of_all_formats_and_folders_are_cited_by_archive_and_name(tmp_path):
    document, page = Document(), io.BytesIO()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    document.save(page)
    files = [("2019/冀中/a.txt", REPORT), ("b.docx", page.getvalue()), ("c.xlsx", "x"), ("__MACOSX/._a.txt", "x")]
    packed(tmp_path / "reports.zip", [*files, (".hidden/x.txt", REPORT), ("d/", ""), ("d/~$b.docx", "x")])
    sources, failures = read(tmp_path)
    assert sources == ["reports.zip/2019/冀中/a.txt", "reports.zip/b.docx"]
    assert failures == []
    assert read(tmp_path / "reports.zip") == (sources, [])
    (tmp_path / "sub").mkdir()
    (tmp_path / "reports.zip").rename(tmp_path / "sub" / "2019.ZIP")
    assert read(tmp_path)[0] == ["sub/2019.ZIP/2019/冀中/a.txt", "sub/2019.ZIP/b.docx"]


def test_offsets_count_in_the_members_text(tmp_path):
    (report,) = read_reports([packed(tmp_path / "a.zip", [("a.txt", REPORT.encode("gbk"))])])
    assert REPORT[report.start : report.end] == report.text


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_chinese_names_without_a_flag(tmp_path, encoding):
    path = with_raw_names(tmp_path / "a.zip", ["二〇一九/岚汀县.txt".encode(encoding)])
    assert [member.name for member in members(path)] == ["二〇一九/岚汀县.txt"]
    assert read(path)[0] == ["a.zip/二〇一九/岚汀县.txt"]


def test_names_of_windows(tmp_path):
    path = with_raw_names(tmp_path / "a.zip", ["年报\\岚汀.txt".encode("gbk")])
    assert read(path)[0] == ["a.zip/年报/岚汀.txt"]


@pytest.mark.parametrize("name", [b"../../etc/a.txt", b"/etc/passwd.txt", b"..\\..\\a.txt", b"C:\\win\\aa.txt"])
def test_a_name_that_leads_out_is_left_out_and_named(tmp_path, name):
    path = with_raw_names(tmp_path / "a.zip", [name, b"good.txt"])
    sources, (failure,) = read(path)
    assert sources == ["a.zip/good.txt"]
    assert "leads out of the archive" in str(failure) and "a.zip" in str(failure)


def test_a_name_with_a_line_end_stays_one_line(tmp_path):
    path = packed(tmp_path / "a.zip", [("a\nb.txt", "no report")])
    (failure,) = read_reports([path])
    assert "\n" not in str(failure)


def test_a_bad_member_is_named_and_the_good_ones_are_read(tmp_path):
    path = packed(tmp_path / "a.zip", [("a.txt", REPORT), ("bad.txt", REPORT * 9), ("b.txt", REPORT), ("c.txt", "")])
    packed(tmp_path / "inner.zip", [("a.txt", REPORT)])
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
        at = archive.getinfo("bad.txt").header_offset
    data = bytearray(path.read_bytes())
    data[at + 60 : at + 70] = b"\xff" * 10
    path.write_bytes(data)
    sources, failures = read(path)
    assert sources == ["a.zip/a.txt", "a.zip/b.txt"]
    said = {failure.path.name: failure.reason for failure in failures}
    assert "damaged in the archive" in said["bad.txt"]
    assert "empty" in said["c.txt"]
    assert "Unpack it" in said["inner.zip"]


def test_an_encrypted_member(tmp_path):
    path = packed(tmp_path / "a.zip", [("a.txt", REPORT), ("b.txt", REPORT)])
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1  # of a.txt alone
    path.write_bytes(data)
    sources, (failure,) = read(path)
    assert sources == ["a.zip/b.txt"]
    assert str(failure).startswith(str(path / "a.txt")) and "encrypted" in failure.reason


def test_bombs_are_not_unpacked(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.txt", REPORT)
        with archive.open("bomb.txt", "w", force_zip64=True) as member:
            for _ in range(60):
                member.write(b"\0" * (5 << 20))
    sources, (failure,) = read(path)
    assert sources == ["a.zip/good.txt"]
    assert f"more than {LARGEST >> 20} MB" in failure.reason

    packed(path, [("good.txt", REPORT), ("bomb.txt", "县" * 4_000_000)])
    sources, (failure,) = read(path)
    assert sources == ["a.zip/good.txt"] and f"{RATIO} times" in failure.reason


def test_a_member_that_is_larger_than_the_list_says(tmp_path):
    path = packed(tmp_path / "a.zip", [("a.txt", REPORT * 500), ("b.txt", REPORT)])
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    sources, (failure,) = read(path)
    assert sources == ["a.zip/b.txt"] and "a.txt" in str(failure)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"text", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive(tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    sources, failures = read(tmp_path)
    assert sources == ["good.txt"]
    assert all("damaged" in str(failure) and "a.zip" in str(failure) for failure in failures)
    assert bool(failures) == (not content.startswith(b"PK\x05"))


def test_two_archives_with_the_same_members(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        packed(tmp_path / name / "x.zip", [("1.txt", REPORT)])
    sources, _ = read(tmp_path / "a", tmp_path / "b")
    assert sources == [(tmp_path / name / "x.zip" / "1.txt").as_posix() for name in ("a", "b")]
