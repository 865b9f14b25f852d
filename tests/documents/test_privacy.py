"""Phone numbers, identity numbers and the names beside them: covered in place, and in nothing that `kg` writes."""

import logging
import re
import string

import pytest
from commandline import kg, kg_process
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st

from kg.documents import Failure, find_reports, read_reports
from kg.documents.privacy import BLOCK, cover, rules
from kg.extracting import extract
from kg.extraction import to_line

GROUPS = {**rules()["numbers"], "name": rules()["names"]}
EXAMPLES = [
    pytest.param(text, left, id=text)
    for g in GROUPS.values()
    for text, left in [*g["examples"], *g.get("institutions", [])]
]
COUNTEREXAMPLES = [text for group in GROUPS.values() for text in group["counterexamples"]]


@pytest.mark.parametrize(("text", "left"), EXAMPLES)
def test_each_rule_covers_its_examples(text, left):
    assert cover(text).text == left


@pytest.mark.parametrize("text", COUNTEREXAMPLES)
def test_what_is_no_number_of_a_person_stays(text):
    assert cover(text).text == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1.13812345678", "1.███████████"),
        ("电话13812345678.2、工作", "电话███████████.2、工作"),
        ("0312-1234567，13812345678", "████████████，███████████"),
        ("电话 138 1234 5678 139 8765 4321", "电话 █████████████ █████████████"),
        ("张伟·13812345678", "██·███████████"),
        ("请与刘芳联系，电话：0312—1234567。", "请与██联系，电话：████████████。"),
        ("院长：陈建国，副院长：孙丽、周敏 13812345678", "院长：陈建国，副院长：██、██ ███████████"),
        ("联系人\t陈建国\n电话\t13812345678", "联系人\t███\n电话\t███████████"),
        ("姓名 性别 单位 电话\n孙丽 女 柳林卫生院 13812345678", "姓名 性别 单位 电话\n██ 女 柳林卫生院 ███████████"),
        ("户主赵铁柱(身份证:130503196704010017)脱贫", "户主███(身份证:██████████████████)脱贫"),
        ("手机138****5678，李强", "手机███████████，██"),
        ("柳林镇卫生院院长王东海（13812345678）赴县医院进修", "柳林镇卫生院院长███（███████████）赴县医院进修"),
        ("٠٣١٢-١٢٣٤٥٦٧", "████████████"),
    ],
)  # fmt: skip
def test_in_reports(text, left):
    assert cover(text).text == left


AROUND = st.text(st.sampled_from("，。；：、！？（）()[]【】《》“”\"' \t\n-—–_/|·.．*#@&~…☎\u3000\u00a0"), max_size=3)
DIGITS = st.sampled_from([string.digits, "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
TAIL = st.text(string.digits, min_size=8, max_size=8)


@st.composite
def mobiles(draw):
    head, tail = draw(st.sampled_from(["13", "15", "18", "19"])) + draw(st.sampled_from(string.digits)), draw(TAIL)
    gap = draw(st.sampled_from(["", " ", "-", "－", "—", "\u3000", "\u00a0"]))
    return f"{draw(st.sampled_from(['', '+86', '+86 ', '86-']))}{head}{gap}{tail[:4]}{gap}{tail[4:]}"


@st.composite
def landlines(draw):
    area = draw(st.sampled_from(["0312", "010", "021", "0898"]))
    number = draw(st.sampled_from("2345678")) + draw(st.text(string.digits, min_size=6, max_size=7))
    form = draw(st.sampled_from(["{}-{}", "（{}）{}", "({}){}", "{} {}", "{}{}", "{}－{}"]))
    return form.format(area, number)


@st.composite
def identities(draw):
    day = f"{draw(st.integers(1, 12)):02}{draw(st.integers(1, 28)):02}"
    place, year = draw(st.sampled_from(["110105", "371323", "530112"])), draw(st.integers(1930, 2019))
    serial = f"{draw(st.integers(0, 999)):03}"
    full = f"{place}{year}{day}{serial}{draw(st.sampled_from('0123456789Xxｘ'))}"
    return draw(st.sampled_from([full, f"{place}{year % 100:02}{day}{serial}"]))


@given(AROUND, mobiles() | landlines() | identities(), AROUND, DIGITS)
@example("", "13812345678", ".", string.digits)
def test_whatever_stands_around_a_number_nothing_of_it_is_left(before, number, after, digits):
    written = number.translate(str.maketrans(string.digits, digits))
    safe = cover(f"今年以来{before}{written}{after}县医院")
    kept = safe.text
    assert len(kept) == len(f"今年以来{before}{written}{after}县医院")
    assert kept.startswith("今年以来") and kept.endswith("县医院")
    assert not any(c.isdigit() for c in kept.replace("86", "", 1)), kept
    assert {span.kind for span in safe.spans} <= {"phone", "id"}


@given(st.text("0123456789 -（）元万人次：，。联系人电话张三李县医院\n\t", max_size=60))
def test_it_never_moves_a_character_and_is_done_at_once(text):
    safe = cover(text)
    assert len(safe.text) == len(text)
    spans = [(span.start, span.end) for span in safe.spans]
    assert spans == sorted(spans) and all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    left = iter(range(len(text)))
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(safe.text[at] == (BLOCK if at in covered else text[at]) for at in left)


REPORT = """云岭县卫生健康局2019年工作总结
今年以来，云岭县人民医院（院长李四光，电话138 1234 5678）对口支援石桥镇卫生院，选派医师3名，诊疗13912345678人次。
云岭县中医院（联系人：王小明，０３１２－７６５４３２１）对口支援白鹭镇卫生院，按冀卫发〔2018〕12号文件执行。
患者赵铁柱（身份证号130503196704010017）由云岭县人民医院转诊到澄江省肿瘤医院。
联系人：孙丽  手机：15087654321
"""
PERSONAL = [
    "13812345678",
    "1381234",
    "7654321",
    "130503196704010017",
    "15087654321",
    "李四光",
    "王小明",
    "赵铁柱",
    "孙丽",
]


def normal(data: bytes) -> str:
    """What a search would find: digits of all kinds as ASCII, without what stands between them."""
    text = data.decode("utf-8", "ignore").translate(str.maketrans("０１２３４５６７８９", string.digits))
    return text + re.sub(r"(?<=\d)[ -－—](?=\d)", "", text)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    document = Document()
    for line in REPORT.replace("云岭", "白沙").splitlines():
        document.add_paragraph(line)
    document.save(folder / "b.docx")
    (folder / "13812345678.txt").write_text(REPORT.replace("云岭", "青木"), encoding="utf-8")
    (folder / "孙丽15087654321.txt").write_bytes(b"")
    return folder


def test_nothing_personal_in_anything_that_kg_writes(folder, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    g, page = out / "g", out / "page.html"
    said = [
        kg_process("build", folder, "-o", g, "--verbose", "-j", "2"),
        kg_process("extract", folder, "--verbose"),
        kg_process("view", g, "-o", page),
        kg_process("view", g, "-o", out / "page.svg"),
        kg_process("export", g),
        kg_process("explain", g, "云岭县人民医院"),
        kg_process("explain", g, "李四光"),
        kg_process("review", g, "--below", "1"),
    ]
    assert "对口支援" in said[1].stdout and "█" in said[1].stdout
    files = [path for path in out.rglob("*") if path.is_file()]
    assert page in files and len(files) > 8
    everything = [normal(path.read_bytes()) for path in files]
    everything += [normal((each.stdout + each.stderr).encode()) for each in said[:6] + said[7:]]
    for text in everything:
        assert [word for word in PERSONAL if word in text] == []
    assert "13912345678人次" in "".join(everything) and "冀卫发〔2018〕12号" in "".join(everything)


def test_the_build_says_how_much_it_left_out(capsys, folder, tmp_path):
    ended = kg(capsys, "build", folder, "-o", tmp_path / "g")
    assert "left out as personal: 9 phone numbers, 3 identity numbers, 12 names beside them" in ended.out


def test_offsets_are_those_of_the_original_text():
    (report,) = find_reports(REPORT, "a.txt")
    (said,) = extract([report])
    evidence = [e for relation in said.relations for e in relation.evidence]
    assert any(BLOCK in e.sentence for e in evidence)
    for e in evidence:
        for at, c in enumerate(e.sentence):
            assert c in (BLOCK, REPORT[e.sentence_start + at])
    assert report.withheld == (3, 1, 4)
    assert '"withheld":{"phones":3,"ids":1,"names":4}' in to_line(said)


def test_a_name_of_a_file_is_covered_where_it_is_cited(folder):
    found = list(read_reports([folder]))
    assert sorted(f.source for f in found if not isinstance(f, Failure)) == ["a.txt", "b.docx", "███████████.txt"]
    (failure,) = [str(f) for f in found if isinstance(f, Failure)]
    assert "孙丽" not in failure and "15087654321" not in failure and "empty" in failure


def test_errors_of_the_libraries_below_are_covered_too(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 13812345678")
    (failure,) = read_reports([path])
    assert "13812345678" not in str(failure) + caplog.text
