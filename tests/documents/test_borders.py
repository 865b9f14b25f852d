"""Where reports begin and end in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import find_reports

BODY = "今年以来，全县医疗机构稳步发展，县医院与芦湾镇卫生院签订协议。"


def found(text, **options):
    return [(r.lines, r.title) for r in find_reports(text, "a.txt", **options)]


@pytest.mark.parametrize(
    ("situation", "lines", "expected"),
    [
        (
            "one report is the whole text",
            ["", "", "岚汀县卫健局2019年工作总结", BODY, " "],
            [((1, 5), "岚汀县卫健局2019年工作总结")],
        ),
        ("without a title", [f"　　{BODY}", "一是加强医疗服务。"], [((1, 2), None)]),
        (
            "without a title, then with a bare one",
            [BODY, "一是医院扩建。", "　　卫健局工作总结", BODY, "", "　　卫健局工作总结", BODY, ""],
            [((1, 2), None), ((3, 4), "卫健局工作总结"), ((6, 7), "卫健局工作总结")],
        ),
        (
            "document code and red head belong to the report that follows",
            [
                "岚汀县卫健局工作总结",
                BODY,
                "",
                "澜浦县卫生健康局文件",
                "澜卫发〔2020〕3号",
                "",
                "澜浦县卫健局2019年工作总结",
                BODY,
            ],
            [((1, 2), "岚汀县卫健局工作总结"), ((4, 8), "澜浦县卫健局2019年工作总结")],
        ),
        (
            "a signature belongs to the report before",
            ["岚汀县卫健局工作总结", BODY, "岚汀县卫健局", "2019年12月3日", "澜浦县卫健局工作总结", BODY],
            [((1, 4), "岚汀县卫健局工作总结"), ((5, 6), "澜浦县卫健局工作总结")],
        ),
        (
            "a signature without a date too",
            ["岚汀县卫健局工作总结", BODY, "岚汀县卫健局", "澜浦县卫健局工作总结", BODY],
            [((1, 3), "岚汀县卫健局工作总结"), ((4, 5), "澜浦县卫健局工作总结")],
        ),
        (
            "after a signature an opening begins a report without a title",
            [
                "岚汀县卫健局工作总结",
                BODY,
                "岚汀县卫健局 2019年12月3日",
                "",
                "　　2019年，在县委坚强领导下，澜浦县医院发展良好，医疗水平提高。",
            ],
            [((1, 3), "岚汀县卫健局工作总结"), ((5, 5), None)],
        ),
        (
            "after a signature annexes and distribution belong to it",
            ["岚汀县卫健局工作总结", BODY, "岚汀县卫健局", "2019年12月3日", "附件：1.医院名单", "抄送：县政府办公室"],
            [((1, 6), "岚汀县卫健局工作总结")],
        ),
        (
            "headings within a report begin none",
            [
                "岚汀县卫健局2019年工作总结及2020年工作打算",
                BODY,
                "一、2019年工作总结",
                BODY,
                "（一）县医院工作情况",
                BODY,
                "2019年主要工作总结",
                BODY,
                "公立医院综合改革工作进展情况",
                BODY,
                "县医院工作情况",
                BODY,
                "2020年工作打算",
                BODY,
                "第二部分 卫健局工作要点",
                BODY,
                "存在的问题和建议",
                BODY,
            ],
            [((1, 18), "岚汀县卫健局2019年工作总结及2020年工作打算")],
        ),
        (
            "a collection numbers its reports",
            ["篇一：卫健局工作总结", BODY, "篇二：医院工作总结", BODY, "【篇三】2019年工作总结", BODY],
            [((1, 2), "卫健局工作总结"), ((3, 4), "医院工作总结"), ((5, 6), "2019年工作总结")],
        ),
        (
            "issuer and title on two lines",
            ["岚汀县卫生健康局", "2019年工作总结", BODY, "澜浦县卫生健康局", "2019年工作总结", BODY],
            [((1, 3), "岚汀县卫生健康局2019年工作总结"), ((4, 6), "澜浦县卫生健康局2019年工作总结")],
        ),
        (
            "a title printed twice is one",
            ["岚汀县卫健局2019年工作总结", "岚汀县卫健局2019年工作总结", BODY],
            [((1, 3), "岚汀县卫健局2019年工作总结")],
        ),
        (
            "reports of other kinds and institutions",
            [
                "岚汀县人民医院2020年上半年工作报告",
                BODY,
                "澜浦县卫健局2021年工作要点",
                BODY,
                "关于柳溪县2020年卫生健康工作情况的报告",
                BODY,
                "柳溪县疾控中心述职报告",
                BODY,
                "岚汀市卫健系统简报（第5期）",
                BODY,
            ],
            [
                ((1, 2), "岚汀县人民医院2020年上半年工作报告"),
                ((3, 4), "澜浦县卫健局2021年工作要点"),
                ((5, 6), "关于柳溪县2020年卫生健康工作情况的报告"),
                ((7, 8), "柳溪县疾控中心述职报告"),
                ((9, 10), "岚汀市卫健系统简报（第5期）"),
            ],
        ),
        (
            "a publisher's lines around reports are none of them",
            [
                "首页 > 范文 > 总结",
                "岚汀县卫健局工作总结",
                BODY,
                "上一篇：没有了",
                "- 3 -",
                "澜浦县卫健局工作总结",
                BODY,
                "版权所有：某网 京ICP备0号",
            ],
            [((2, 3), "岚汀县卫健局工作总结"), ((6, 7), "澜浦县卫健局工作总结")],
        ),
        (
            "a masked county",
            ["xx县卫健局工作总结", BODY, "某县卫生局工作总结", BODY],
            [((1, 2), "xx县卫健局工作总结"), ((3, 4), "某县卫生局工作总结")],
        ),
        ("no report", ["床前明月光，", "疑是地上霜。"], []),
        ("a title alone is no report", ["岚汀县卫健局2019年工作总结"], []),
        ("another trade's report", ["岚汀县水利局2019年工作总结", "今年以来，修建水库3座，灌溉农田。"], []),
        (
            "an untitled piece of news",
            ["岚汀县人民医院与芦湾镇卫生院昨日签订协议，医院将派医疗队驻点，方便群众就医。"],
            [((1, 1), None)],
        ),
        (
            "lines without a sentence mark",
            ["岚汀县卫健局2020年总结", "县医院与芦湾镇卫生院签订协议"],
            [((1, 2), "岚汀县卫健局2020年总结")],
        ),
        ("nothing", [], []),
    ],
)
def test_reports_of_a_text(situation, lines, expected):
    assert found("\n".join(lines)) == expected
    assert found("\r\n".join(lines)) == expected, "line ends do not matter"


def test_a_long_report_goes_on_after_a_bare_year_heading():
    text = "\n".join(["卫健局工作总结", *[BODY] * 30, "2020年工作总结", "（一）县医院。", BODY])
    assert len(found(text)) == 1


PIECES = st.sampled_from(
    [
        "岚汀县卫健局2019年工作总结",
        BODY,
        "",
        "　",
        "岚汀县卫健局",
        "2019年12月3日",
        "附件：名单",
        "来源：某网",
        "> 一、医院",
        "xx县",
        "篇一：",
    ]
) | st.text(alphabet="县医院总结年2019。，：（）〔〕 \t　>#*", max_size=30)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_reports_are_whole_lines_in_order_and_apart(pieces, newline):
    text = newline.join(pieces)
    end, last = 0, 0
    for report in find_reports(text, "a.txt"):
        assert report.text == text[report.start : report.end]
        assert end <= report.start < report.end
        assert last < report.lines[0] <= report.lines[1] <= len(pieces)
        assert text[: report.start].count(newline) == report.lines[0] - 1
        assert text[: report.end].count(newline) == report.lines[1] - 1
        previous = report.start
        for start, stop in report.skip:
            assert previous <= start < stop <= report.end
            previous = stop
        end, last = report.end, report.lines[1]
