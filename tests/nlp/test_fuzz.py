"""Spoiled reports: whatever a file holds, extraction ends, says the same twice, and its offsets give the text back.

The reports are the shipped samples and the written ones, cut, doubled, joined, punctuated and spaced otherwise, with
full-width digits and characters from anywhere in Unicode. Time grows with the text and no faster.
"""

import random
import re
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from kg.documents import find_reports, read_text
from kg.extracting import extract
from kg.extraction import to_line
from kg.ids import report_id
from kg.model import Extraction, Report
from kg.ontology import schema
from kg.samples import samples

TEXTS = [
    *(read_text(path) for path in samples()),
    *(path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "unseen/texts").glob("*.txt"))),
]


LINE_END = re.compile("\r\n|\r|\n")


def report_of(text: str, *, place: str | None = None, before: str = "") -> tuple[Report, str]:
    """The whole text as one report that begins after `before` in its source, and the source."""
    source = before + text
    lines = (len(LINE_END.findall(before)) + 1, len(LINE_END.findall(source)) + 1)
    return Report(report_id(text), "a.txt", lines, len(before), len(source), text, place=place), source


def said_of(report: Report, source: str) -> Extraction:
    """What the report says, after checking all that must hold of it."""
    (extraction,) = extract([report])
    (again,) = extract([report])
    assert to_line(extraction) == to_line(again)
    iris = [entity.iri for entity in extraction.entities]
    assert len(set(iris)) == len(iris)
    for entity in extraction.entities:
        assert entity.type in schema().classes and entity.name
        for mention in entity.mentions:
            assert report.start <= mention.start < mention.end <= report.end
            assert source[mention.start : mention.end] == mention.text
            assert report.lines[0] <= report.line_of(mention.start) <= report.lines[1]
    keys = [relation.key for relation in extraction.relations]
    assert len(set(keys)) == len(keys)
    for relation in extraction.relations:
        assert relation.type in schema().relations and relation.head != relation.tail
        assert {relation.head, relation.tail} <= set(iris)
        assert 0 < relation.confidence <= 1 and relation.evidence
        for evidence in relation.evidence:
            assert source[evidence.start : evidence.end] == evidence.text
            sentence_end = evidence.sentence_start + len(evidence.sentence)
            assert source[evidence.sentence_start : sentence_end] == evidence.sentence
            assert report.start <= evidence.sentence_start <= evidence.start
            assert evidence.end <= sentence_end <= report.end
    return extraction


# Ways to spoil a text, each by a number that makes it repeatable


def cut(text: str, chance: random.Random) -> str:
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return text[:start] + text[end:]


def cut_to_a_piece(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[start : start + chance.randrange(400)]


def doubled(text: str, chance: random.Random) -> str:
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return text[:end] + text[start:end] + text[end:]


def stuttering(text: str, chance: random.Random) -> str:
    return "".join(c * chance.choice((1,) * 30 + (2, 3)) for c in text)


def joined(text: str, chance: random.Random) -> str:
    return chance.choice(TEXTS) + text


def shuffled_sentences(text: str, chance: random.Random) -> str:
    sentences = re.split(r"(?<=[。；\n])", text)
    chance.shuffle(sentences)
    return "".join(sentences)


def repunctuated(text: str, chance: random.Random) -> str:
    marks = "，。、；：,.;:!?！？…—“”\"'（）()《》【】·\n\t 　"
    return "".join(chance.choice(marks) if c in marks and chance.random() < 0.4 else c for c in text)


def without_punctuation(text: str, chance: random.Random) -> str:
    return "".join(c for c in text if not unicodedata.category(c).startswith("P"))


def full_width(text: str, chance: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and chance.random() < 0.7 else c for c in text)


def spaced(text: str, chance: random.Random) -> str:
    spaces = (" ", "　", "\u00a0", "\u200b", "\t", "\r\n", "\n", "\ufeff", "\u2028")
    return "".join(c + (chance.choice(spaces) if chance.random() < 0.05 else "") for c in text)


def of_another_world(text: str, chance: random.Random) -> str:
    strangers = "\0\x1b\u0301\u202e🏥𠮷ﾊ٣Ⅷ①㈠㎡％×xX*某Ａ\ue000\uffff"
    return "".join(chance.choice(strangers) if chance.random() < 0.03 else c for c in text)


def one_line(text: str, chance: random.Random) -> str:
    return re.sub(r"\s", "", text)


WAYS = [
    *(cut, cut_to_a_piece, doubled, stuttering, joined, shuffled_sentences, repunctuated, without_punctuation),
    *(full_width, spaced, of_another_world, one_line),
]

# Without the phase that explains a failure: it traces every line of the pipeline.
phases = set(Phase) - {Phase.explain}
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=phases)
many = settings(few, max_examples=150)
texts = st.sampled_from(TEXTS)
seeds = st.integers(0, 2**32)


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
@few
@given(text=texts, seed=seeds)
def test_a_spoiled_report(way, text, seed):
    report, source = report_of(way(text, random.Random(seed)) or "。", place="青禾县", before="前言\r\n")
    said_of(report, source)


@few
@given(text=texts, ways=st.lists(st.sampled_from(WAYS), min_size=2, max_size=4), seed=seeds)
def test_a_report_spoiled_in_several_ways(text, ways, seed):
    chance = random.Random(seed)
    for way in ways:
        text = way(text, chance) or "。"
    report, source = report_of(text)
    said_of(report, source)


@few
@given(text=texts, way=st.sampled_from(WAYS), seed=seeds)
def test_the_reports_that_are_found_in_a_spoiled_file(text, way, seed):
    source = way(text, random.Random(seed))
    for report in find_reports(source, "a.txt"):
        assert source[report.start : report.end] == report.text
        said_of(report, source)


@many
@given(st.text(min_size=1, max_size=200))
def test_text_that_is_no_report(text):
    report, source = report_of(text)
    said_of(report, source)


NAMES = (
    "县医院 市二院 青禾县人民医院 柳林、王村、夏店3个卫生院 卫生院 等12家医院 医联体 两家医院 该院 我县 上级医院 "
    "中心 分院 第 市 县 镇 乡 村 10 三"
)
VERBS = (
    "对口支援 签订协议 合作 双向转诊 远程会诊 选派医生 进修 试点 加入 组建 推行 家庭医生签约服务 “先诊疗后付费” "
    "分别 与 和 、 由 在 为 向 被 受 未 不再 拟 将 力争 下一步 2018年工作打算"
)
WORDS = st.sampled_from([*NAMES.split(" "), *VERBS.split(" "), *"《》（）“”，。；：\n 　"])


@many
@example("、等12家医院", None)
@example("柳林镇卫生院纳入(点数法?付费首批试点范围。", "青禾县")
@given(st.lists(WORDS, min_size=1, max_size=40).map("".join), st.sampled_from([None, "青禾县", "江北市"]))
def test_the_words_of_the_rules_in_any_order(text, place):
    report, source = report_of(text, place=place)
    said_of(report, source)


# Time


HANZI = [chr(c) for c in range(0x4E00, 0x9FA6)]
FREQUENT = "的一是在有和县市医院卫生人民中心、，。年工作服务乡镇村与为对支援签约合建联体第二三等所家"


def random_chinese(characters: int, *, line: int | None) -> str:
    """Random Chinese: half of it characters of the reports, half of it any. `line` is the length of its lines."""
    chance = random.Random(7)
    text = "".join(
        chance.choice(FREQUENT) if chance.random() < 0.5 else chance.choice(HANZI) for _ in range(characters)
    )
    return text if line is None else "\n".join(text[i : i + line] for i in range(0, characters, line))


def repeated_reports(characters: int, *, line: int | None) -> str:
    """Real sentences again and again, so that everything that the rules know occurs often."""
    text = "".join(TEXTS)
    text = re.sub(r"\s", "", text) if line is None else text
    return (text * (characters // len(text) + 1))[:characters]


def seconds(text: str) -> float:
    report, _ = report_of(text, place="青禾县")
    started = time.process_time()
    for _ in extract([report]):
        pass
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("line", [None, 60], ids=["one line", "many lines"])
@pytest.mark.parametrize("make", [random_chinese, repeated_reports], ids=["random", "reports"])
def test_time_grows_with_the_text_and_no_faster(make, line):
    """33,000 and 330,000 characters: 0.1 and 1 MB of UTF-8."""
    seconds(TEXTS[0])  # load
    sizes = (33_000, 330_000)
    each = [seconds(make(size, line=line)) / size for size in sizes]
    print(*(f"{1 / rate:,.0f} characters/s at {size:,}" for size, rate in zip(sizes, each, strict=True)))
    for small, large in pairwise(each):
        assert large <= 3 * small
