"""`kg build` and `kg extract`: what they write, what they say, and what they do with bad input."""

import io
import json
import re
import signal
import subprocess
import time
import zipfile

import docx
import pypdf
import pytest
from commandline import KG, REPORT, kg, kg_process

from kg.documents import find_reports
from kg.documents.files import ARCHIVE, CONVERTIBLE, PICTURES, READABLE, WHAT_IS_READ
from kg.documents.reports import LONGEST_REPORT
from kg.extracting import extract
from kg.folder import EXTRACTIONS, QUADS, read_manifest
from kg.pipeline import build, open_graph


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "yunling.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def contents(folder):
    """The bytes of a folder's own files (an Oxigraph store's are not the same twice)."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# What is written


def test_a_folder_of_reports_becomes_a_graph_folder(capsys, report, tmp_path):
    ended = kg(capsys, "build", report, "-o", tmp_path / "g")
    assert (ended.code, ended.err) == (0, "")
    assert "yunling.txt" in ended.out and "云岭县" in ended.out and "2019" in ended.out
    assert names(tmp_path / "g") == [EXTRACTIONS, "finished", QUADS, "manifest.json", "store"]
    graph = open_graph(tmp_path / "g")
    assert {entity.name for entity in graph.entities.values()} >= {"云岭县人民医院", "石桥镇卫生院"}
    manifest = read_manifest(tmp_path / "g")
    assert (manifest.reports, manifest.entities) == (1, len(graph.entities))


def test_evidence_points_into_the_source(report, tmp_path):
    relations = list(build([report], tmp_path / "g").graph)
    assert relations
    for relation in relations:
        for evidence in relation.evidence:
            assert REPORT[evidence.start : evidence.end] == evidence.text
            sentence = REPORT[evidence.sentence_start :][: len(evidence.sentence)]
            assert sentence == evidence.sentence and evidence.text in sentence


def test_the_same_reports_give_the_same_bytes(report, tmp_path):
    other = tmp_path / "other.md"
    other.write_text(REPORT.replace("云岭", "白沙"), encoding="utf-8")
    build([report, other], tmp_path / "g1")
    build([other, report], tmp_path / "g2")
    assert contents(tmp_path / "g1") == contents(tmp_path / "g2")


def test_extract_writes_the_lines_that_build_keeps(capsys, report, tmp_path):
    build([report], tmp_path / "g")
    kept = (tmp_path / "g" / EXTRACTIONS).read_text(encoding="utf-8")
    assert kg(capsys, "extract", report).out == kept
    ended = kg(capsys, "extract", report, "-o", tmp_path / "x.jsonl")
    assert (ended.code, ended.out) == (0, "")
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == kept


def test_place_names_the_county_that_a_text_hides(capsys, tmp_path):
    masked = tmp_path / "masked.txt"
    masked.write_text(REPORT.replace("云岭县", "xx县"), encoding="utf-8")
    lines = [json.loads(kg(capsys, "extract", masked, *option).out) for option in ((), ("--place", "云岭县"))]
    assert [line["place"] for line in lines] == [None, "云岭县"]


def test_a_text_that_stands_in_two_files_counts_once(capsys, report, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(report.read_bytes())
    ended = kg(capsys, "build", report, copy, "-o", tmp_path / "g")
    assert ended.code == 0
    assert ended.err == "kg: yunling.txt lines 1–3 repeats copy.txt lines 1–3 and counts once\n"
    assert read_manifest(tmp_path / "g").reports == 1
    assert len(kg(capsys, "extract", report, copy).out.splitlines()) == 2


def test_many_repeats_are_counted_in_a_line_and_listed_on_demand(capsys, tmp_path):
    for number in range(7):
        (tmp_path / f"r{number}.txt").write_text(REPORT, encoding="utf-8")
        (tmp_path / f"s{number}.txt").write_text(f"第{'一' * (number + 1)}次转载\n" + REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    ended = kg(capsys, "build", tmp_path, "-o", tmp_path / "g")
    repeats, copies, failure = ended.err.splitlines()
    assert repeats == "kg: 6 reports repeat others and count once; `--verbose` lists them"
    assert copies.startswith("kg: 7 reports are copies of others but for some characters, and count once; `--verbose`")
    assert failure.startswith(f"kg: {tmp_path / 'empty.txt'}: ")
    listed = kg(capsys, "build", tmp_path, "-o", tmp_path / "g", "--verbose").err
    assert listed.count(" repeats r0.txt lines 1–3 and counts once\n") == 6 and listed.count(" is a copy of ") == 7


def test_the_result_stands_below_what_went_wrong(report, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    command = [*KG, "build", tmp_path, "-o", tmp_path / "g"]
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    lines = shown.stdout.splitlines()
    assert (shown.returncode, lines[0][:4], lines[-1].split(",")[0]) == (1, "kg: ", "1 report")


# Bad input


def empty(path):
    path.write_bytes(b"")


def binary(path):
    path.write_bytes(bytes(range(256)) * 40)


def wrong_encoding(path):
    path.write_bytes(REPORT.encode("utf-16-be")[1:] + b"\xff\xfe\x80")


def no_report(path):
    path.write_text("番茄炒蛋的做法：先打三个鸡蛋，再切两个番茄。\n", encoding="utf-8")


def damaged_docx(path):
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(REPORT)
    document.save(buffer)
    path.write_bytes(buffer.getvalue()[:-200])


def docx_without_document(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no Word document")


def encrypted_docx(path):
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))


def scanned_pdf(path):
    pages = pypdf.PdfWriter()
    pages.add_blank_page(595, 842)
    pages.write(path)


def encrypted_pdf(path):
    pages = pypdf.PdfWriter()
    pages.add_blank_page(595, 842)
    pages.encrypt("secret", algorithm="RC4-128")
    pages.write(path)


def damaged_pdf(path):
    path.write_bytes(b"%PDF-1.7\n" + bytes(300))


def line_too_long(path, size=2 * LONGEST_REPORT):
    path.write_bytes(b"0123456789abcdef" * (size // 16))


def report_with_a_line_too_long(path, size=6 * LONGEST_REPORT):
    sentence = "县医院扩建，".encode()
    path.write_bytes("岚汀县卫健局2020年工作总结\n今年以来，".encode() + sentence * (size // len(sentence)))


def nothing(path):
    """The file is not there."""


BAD = [
    ("missing.txt", nothing),
    ("empty.txt", empty),
    ("binary.txt", binary),
    ("encoding.txt", wrong_encoding),
    ("recipe.txt", no_report),
    ("damaged.docx", damaged_docx),
    ("archive.docx", docx_without_document),
    ("encrypted.docx", encrypted_docx),
    ("scanned.pdf", scanned_pdf),
    ("encrypted.pdf", encrypted_pdf),
    ("damaged.pdf", damaged_pdf),
    ("report.xyz", binary),
    ("long.txt", line_too_long),
    ("long-report.txt", report_with_a_line_too_long),
]


@pytest.mark.parametrize(("name", "make"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_file_is_one_line_and_the_others_are_built(capsys, report, tmp_path, name, make):
    bad = tmp_path / name
    make(bad)
    ended = kg(capsys, "build", bad, report, "-o", tmp_path / "g")
    assert ended.code == 1
    (line,) = ended.err.splitlines()
    assert line.startswith(f"kg: {bad}: ") and len(line) > len(f"kg: {bad}: ") + 10
    assert [r.source for r in open_graph(tmp_path / "g").reports.values()] == ["yunling.txt"]


@pytest.mark.parametrize(("name", "make"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_file_alone_leaves_an_older_graph_as_it_was(capsys, report, tmp_path, name, make):
    build([report], tmp_path / "g")
    before = contents(tmp_path / "g")
    bad = tmp_path / name
    make(bad)
    ended = kg(capsys, "build", bad, "-o", tmp_path / "g")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"kg: {bad}: ") and len(ended.err.splitlines()) == 2
    assert contents(tmp_path / "g") == before
    assert kg(capsys, "extract", bad).code == 2


def test_all_bad_files_at_once_in_a_process_of_its_own(report, tmp_path):
    for name, make in BAD:
        make(tmp_path / name)
    line_too_long(tmp_path / "long.txt", 50 << 20)
    report_with_a_line_too_long(tmp_path / "long-report.txt", 50 << 20)
    given = [tmp_path / name for name, _ in BAD]
    ended = kg_process("build", *given, report, "-o", tmp_path / "g")
    assert ended.returncode == 1
    assert sorted(line.split(": ")[1] for line in ended.stderr.splitlines()) == sorted(map(str, given))
    assert read_manifest(tmp_path / "g").reports == 1


def test_a_report_in_one_long_line_takes_linear_time():
    """Four times the text takes about four times the time, where anything quadratic would take sixteen."""

    def seconds(characters):
        sentence = "全县各医疗机构共接诊患者若干人次，"
        (report,) = find_reports(REPORT + sentence * (characters // len(sentence)), "long.txt")
        started = time.process_time()
        (extraction,) = extract([report])
        assert [relation.type for relation in extraction.relations][:1] == ["assists"]
        return time.process_time() - started

    seconds(1000)
    assert seconds(160_000) < 8 * seconds(40_000)


def test_nothing_to_read(capsys, tmp_path):
    (tmp_path / "folder").mkdir()
    ended = kg(capsys, "build", tmp_path / "folder", "-o", tmp_path / "g")
    assert (ended.code, names(tmp_path)) == (2, ["folder"])
    assert ended.err.startswith("kg: no files to read. Read are .txt, ")


def test_files_of_other_kinds_are_passed_over_in_a_line(capsys, report, tmp_path):
    for name in ("a.xlsx", "b.jpg", "c.JPG", "~$x.docx", ".hidden", "README"):
        (tmp_path / name).write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("d.xlsx", "x")
        archive.writestr("__MACOSX/e.plist", "x")
    said = "passed over 5 files of other kinds: .jpg (2), .xlsx (2), no ending; `kg build --help` says what is read"
    ended = kg(capsys, "build", tmp_path, "-o", tmp_path / "g")
    assert (ended.code, ended.err) == (0, f"kg: {said}\n")
    assert kg(capsys, "extract", tmp_path).err == f"kg: {said}\n"  # the graph folder within is not read
    told = json.loads(kg(capsys, "build", tmp_path, "-o", tmp_path / "g", "--json").out)["passed_over"]
    assert told == [str(tmp_path / name) for name in ("README", "a.xlsx", "b.jpg", "c.JPG", "more.zip/d.xlsx")]


def test_where_there_are_only_files_of_other_kinds_their_endings_are_named(capsys, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"x")
    for command in (("build", tmp_path, "-o", tmp_path / "g"), ("extract", tmp_path)):
        ended = kg(capsys, *command)
        assert (ended.code, len(ended.err.splitlines())) == (2, 1)
        assert ended.err.startswith("kg: no files to read, but 1 of other kinds: .xlsx. Read are .txt, ")


def test_the_help_and_the_messages_name_every_ending(capsys):
    told = kg(capsys, "build", "--help").out
    for ending in READABLE | CONVERTIBLE | PICTURES | {ARCHIVE}:
        assert re.search(rf"{re.escape(ending)}\b", told), ending
        assert re.search(rf"{re.escape(ending)}\b", WHAT_IS_READ), ending


# Where DIR stands in the way


def test_a_folder_of_other_files_is_left_alone(capsys, report, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.doc").write_text("years of work")
    ended = kg(capsys, "build", report, "-o", mine)
    assert ended.code == 2
    assert (
        ended.err == f"kg: {mine}: holds other files and no graph, so it is left alone. Give another folder with -o.\n"
    )
    assert names(mine) == ["thesis.doc"]


def test_a_file_is_left_alone(capsys, report):
    assert kg(capsys, "build", report, "-o", report).code == 2
    assert report.read_text(encoding="utf-8") == REPORT


def test_the_folder_that_one_is_in_is_left_alone(capsys, report, tmp_path, monkeypatch):
    build([report], tmp_path / "g")
    monkeypatch.chdir(tmp_path / "g")
    ended = kg(capsys, "build", report, "-o", ".")
    assert (ended.code, ended.err[:24]) == (2, "kg: .: you are in that f")


def test_an_empty_folder_and_a_graph_are_replaced(capsys, report, tmp_path):
    (tmp_path / "g").mkdir()
    assert kg(capsys, "build", report, "-o", tmp_path / "g").code == 0
    (tmp_path / "g" / "network.html").write_text("a view")
    report.write_text(REPORT.replace("云岭", "白沙"), encoding="utf-8")
    assert kg(capsys, "build", report, "-o", tmp_path / "g").code == 0
    assert [r.place for r in open_graph(tmp_path / "g").reports.values()] == ["白沙县"]
    assert (tmp_path / "g" / "network.html").read_text() == "a view"


def test_a_place_below_a_file(capsys, report, tmp_path):
    ended = kg(capsys, "build", report, "-o", report / "g")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert str(report) in ended.err


# Interrupted


@pytest.mark.parametrize(
    ("way", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_an_interrupted_build_leaves_the_older_graph(report, tmp_path, way, code):
    build([report], tmp_path / "g")
    before = contents(tmp_path / "g")
    many = tmp_path / "many"
    many.mkdir()
    for number in range(400):
        text = REPORT.replace("云岭", "白沙").replace("2019", str(1600 + number)) * 4
        (many / f"{number}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen([*KG, "build", many, "-o", tmp_path / "g"], stderr=subprocess.PIPE, text=True)
    half = tmp_path / ".g.building" / EXTRACTIONS
    while not (half.exists() and half.stat().st_size):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(way)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    lines = said.splitlines()
    assert lines == [] if way != signal.SIGINT else lines[0] == "kg: stopped" and ".g.unfinished" in lines[1]
    assert contents(tmp_path / "g") == before
    if way != signal.SIGKILL:
        assert not half.parent.exists()
    assert build([report], tmp_path / "g").conforms
    assert [name for name in names(tmp_path) if name.startswith(".")] == []
