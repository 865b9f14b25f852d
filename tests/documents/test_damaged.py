"""Reports that have been cut, doubled, re-punctuated or re-spaced: what is found still stands where it says."""

import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.documents import find_reports

REPORT = """岚汀县卫生健康局文件
岚卫发〔2021〕12号

岚汀县卫生健康局2021年上半年工作总结及下半年工作打算
　　今年以来，在县委、县政府领导下，岚汀县人民医院与榆关区中医院签订协议，随后又被靖海市列入专科联盟。
　　一、医共体建设
　　县医院派驻12名医师到芦湾镇卫生院；《岚汀县医疗服务方案》已印发（更多请访问www.example.com）。
来源：某文库
附件：1.名单
岚汀县卫生健康局（盖章）
2021年7月十二日
"""

WIDE = str.maketrans("0123456789,.;:()", "０１２３４５６７８９，．；：（）")
MARKS = "，。；：、！？,.;:()（）〔〕《》“”>#*-—_xX× \t　\u00a0\u2028\x0b\x0c\x1c\ufeff\r\n十〇"

spans = st.tuples(st.integers(0, len(REPORT)), st.integers(0, len(REPORT)))
damages = st.one_of(
    st.tuples(st.just("cut"), spans),
    st.tuples(st.just("double"), spans),
    st.tuples(st.just("wide"), spans),
    st.tuples(st.just("mark"), st.tuples(st.integers(0, len(REPORT)), st.text(MARKS, min_size=1, max_size=3))),
    st.tuples(st.just("replace"), st.tuples(st.sampled_from("，。\n年月日县区0123456789十"), st.sampled_from(MARKS))),
)


def damaged(text, damage):
    kind, (first, second) = damage
    if kind == "mark":
        return text[:first] + second + text[first:]
    if kind == "replace":
        return text.replace(first, second)
    start, end = sorted((first, second))
    middle = {"cut": "", "double": text[start:end] * 2, "wide": text[start:end].translate(WIDE)}[kind]
    return text[:start] + middle + text[end:]


@example(1, [("mark", (0, "，"))], "a.txt")  # a text that is all head before its first title
@settings(deadline=None)  # the first report reads the gazetteer
@given(st.integers(1, 3), st.lists(damages, max_size=6), st.sampled_from(["a.txt", "a.md"]))
def test_a_damaged_text_is_read_where_it_stands(times, done, source):
    text = REPORT * times
    for damage in done:
        text = damaged(text, damage)
    end = 0
    for report in find_reports(text, source):
        assert end <= report.start < report.end <= len(text)
        assert report.text == text[report.start : report.end]
        assert all(report.start <= a < b <= report.end for a, b in report.skip)
        assert report.place is None or report.place in text or report.place_code
        end = report.end


@settings(deadline=None)
@given(st.text(MARKS + "零一二三四五六七八九0123456789０１年月日", max_size=20))
def test_any_date_is_read_or_left(date):
    find_reports(f"岚汀县卫健局{date}工作总结\n医院发展。\n岚汀县卫健局\n2021年{date}月{date}日\n{date}", "a.txt")


def test_an_undamaged_text_is_read_whole():
    assert [(r.place, r.issuer, r.year, r.half, r.date) for r in find_reports(REPORT * 2, "a.txt")] == [
        ("岚汀县", "岚汀县卫生健康局", 2021, 1, "2021-07-12")
    ] * 2


def texts(size):
    rng = random.Random(7)
    hanzi = "".join(map(chr, rng.choices(range(0x4E00, 0x9FA6), k=size)))
    short = "\n".join(hanzi[i : i + 20] for i in range(0, size, 20))
    head = "岚汀县卫健局2021年工作总结\n今年以来，县医院与芦湾镇卫生院签订协议。\n"
    yield "one line", hanzi
    yield "short lines", short
    yield "a report and one line", head + hanzi
    yield "a report and short lines", head + short
    yield "signatures only", head + "岚汀县卫健局\n" * (size // 7)
    yield "titles only", "岚汀县卫健局2021年工作总结及\n" * (size // 17)
    yield "names only", "卫健局工作总结\n医院医疗，" + "岚汀县、榆关区又被靖海市" * (size // 12)


@pytest.mark.parametrize("kind", range(7))
def test_the_work_grows_with_the_text_and_not_faster(kind):
    def seconds(size):
        """The least of three: other work on the machine only makes it longer."""
        name, text = list(texts(size))[kind]
        took = []
        for _ in range(3):
            began = time.process_time()
            find_reports(text, "a.txt")
            took.append(time.process_time() - began)
        return min(took), name

    seconds(1_000)  # the gazetteer is read
    took, name = seconds(350_000)  # one megabyte
    assert took < 3, name
    twice, _ = seconds(700_000)
    assert twice < 3 * took + 0.3, name
