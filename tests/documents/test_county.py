"""Whose report it is, of when, and by whom."""

import pytest

from kg.documents import find_reports

BODY = "今年以来，医疗机构稳步发展，人民医院与芦湾镇卫生院签订协议。"


def report(*lines, place=None):
    (found,) = find_reports("\n".join(lines), "a.txt", place=place)
    return found


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("岚汀县卫健局2019年工作总结", "岚汀县"),
        ("江源省澜浦市岚汀县卫健局2019年工作总结", "岚汀县"),
        ("澜浦市卫生健康委员会关于2022年度工作情况的报告", "澜浦市"),
        ("关于岚汀县2020年卫生健康工作情况的报告", "岚汀县"),
        ("2020年岚汀县卫生健康局工作总结", "岚汀县"),
        ("岚汀区卫生健康局2020年工作总结", "岚汀区"),
        ("苏勒特旗卫生健康委员会2020年工作总结", "苏勒特旗"),
        ("岚汀苗族自治县卫生健康局2020年工作总结", "岚汀苗族自治县"),
        ("岚汀县人民医院2021年度工作总结", "岚汀县"),
        ("岚汀县芦湾镇中心卫生院2021年度工作总结", "岚汀县"),
        ("澜浦市第一人民医院赴岚汀县帮扶工作总结", "澜浦市"),
        ("临沂市沂水县卫生健康局2020年工作总结", "沂水县"),
        ("沂水卫健局2020年工作总结", "沂水县"),
        ("湖南省津市市卫生健康局2020年工作总结", "津市市"),
        ("澜州市岚汀县卫健局2020年工作总结", "岚汀县"),
        ("调研报告：岚汀县县域医共体建设", "岚汀县"),
        ("中共岚汀县委 岚汀县人民政府关于卫生工作情况的报告", "岚汀县"),
        ("岚汀经济技术开发区卫生健康局2020年工作总结", "岚汀经济技术开发区"),
        ("xx县卫健局2020年工作总结", None),
        ("**市**区卫生健康局2020年工作总结", None),
        ("XX市XX区卫生健康局2020年工作总结", None),
        ("某某县卫生局2020年工作总结", None),
        ("＊＊县卫生局2020年工作总结", None),
    ],
)
def test_the_title_names_the_place(title, place):
    assert report(title, BODY).place == place


@pytest.mark.parametrize(
    ("situation", "lines", "place"),
    [
        (
            "the signature",
            ["卫健局工作总结", "我县派人赴沂水县、沂水县学习，医院发展。", "岚汀县卫生健康局", "2020年1月3日"],
            "岚汀县",
        ),
        (
            "the bulletin's head",
            ["医共体建设动态", "2023年第8期", "岚汀县医共体管理委员会办公室编　　2023年8月31日", BODY],
            "岚汀县",
        ),
        ("its documents", ["卫健局工作总结", "我县制定《岚汀县医疗服务方案》，县医院赴澜浦县、柳溪县学习。"], "岚汀县"),
        ("its slogan", ["卫健局工作总结", "围绕“健康沂水”目标，我县医院稳步发展。"], "沂水县"),
        (
            "the document code chooses among the counties named",
            ["岚卫发〔2020〕3号", "工作总结", "我县医院发展。澜浦县人民医院来访。澜浦县中医院来访。岚汀县中医院开业。"],
            "岚汀县",
        ),
        ("a code alone names none", ["岚卫发〔2020〕3号", "卫健局工作总结", "我县医院发展，医疗进步。"], None),
        ("most mentions", ["卫健局工作总结", "全县发展。岚汀县医院扩建，岚汀县中医院开业，澜浦县医院来访。"], "岚汀县"),
        (
            "a county's report is not the city's that it names more often",
            ["卫健局工作总结", "全县卫生发展。澜浦市医院、澜浦市中医院、澜浦市妇幼帮扶我县，岚汀县医院扩建。"],
            "岚汀县",
        ),
        (
            "a city's report",
            ["卫健委工作总结", "全市卫生发展，市委重视。澜浦市医院扩建，岚汀县医院、岚汀县中医院开业。"],
            "澜浦市",
        ),
        ("other counties visited", ["卫健局工作总结", "全县医院发展，赴澜浦县卫健局学习。岚汀县医院扩建。"], "岚汀县"),
        ("the townships", ["卫健局工作总结", "临沂市我县医院与四十里堡镇、杨庄镇、夏蔚镇卫生院签订协议。"], "沂水县"),
        ("a text that names none", ["卫健局工作总结", "全县医院发展，医疗进步。"], None),
        ("masked in the text", ["卫健局工作总结", "xx县医院、xx县中医院发展，澜浦县医院来访。我县进步。"], None),
        (
            "社区, 院区 and 山区 are no districts",
            ["卫健局工作总结", "我区医院发展，新院区、各社区、山区医疗改善。"],
            None,
        ),
    ],
)
def test_the_text_tells_the_place(situation, lines, place):
    assert report(*lines).place == place


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        ("沂水县卫健局工作总结", BODY, "371323"),
        ("岚汀县卫健局工作总结", BODY, None),
        ("鼓楼区卫健局工作总结", BODY, None),  # four districts bear the name, and the text tells nothing
        ("鼓楼区卫健局工作总结", "在福州市卫健委领导下，医院发展。", "350102"),
        ("南京市鼓楼区卫健局工作总结", BODY, "320106"),
        ("射洪县卫健局工作总结", BODY, "510981"),  # a former name of 射洪市
        ("北京市朝阳区卫健委工作总结", BODY, "110105"),
        ("东莞市卫健局工作总结", BODY, "441900"),
    ],
)
def test_the_code(title, body, code):
    assert report(title, body).place_code == code


def test_the_given_place_fills_what_the_text_hides_and_no_more():
    masked = report("xx县卫健局工作总结", BODY, place="山东省临沂市沂水县")
    assert (masked.place, masked.place_code, masked.scope) == ("沂水县", "371323", "371323")
    guessed = report("卫健局工作总结", "全县医院发展，澜浦县医院来访。", place="岚汀县")
    assert (guessed.place, guessed.place_code) == ("岚汀县", None)
    assert report("澜浦县卫健局工作总结", BODY, place="岚汀县").place == "澜浦县"
    namesake = report("鼓楼区卫健局工作总结", BODY, place="福建省福州市鼓楼区")
    assert (namesake.place, namesake.place_code) == ("鼓楼区", "350102")


def test_a_masked_report_is_a_scope_of_its_own():
    one, other = report("xx县卫健局工作总结", BODY), report("xx县卫健局工作总结", BODY, BODY)
    assert one.scope != other.scope
    assert one.scope == report("xx县卫健局工作总结", BODY).scope


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["岚汀县卫健局2019年工作总结", BODY], "岚汀县卫健局"),
        (["岚汀县卫健局2019年工作总结", BODY, "岚汀县卫生健康局", "2020年1月3日"], "岚汀县卫生健康局"),
        (["关于岚汀县人民医院2019年工作情况的报告", BODY], "岚汀县人民医院"),
        (["卫健局工作总结", "我县制定《岚汀县医疗方案》，医院发展。"], "岚汀县卫健局"),
        (["县卫健局工作总结", "我县制定《岚汀县医疗方案》，医院发展。"], "岚汀县卫健局"),
        (["岚汀县人民政府关于县域医共体建设情况的汇报", BODY], "岚汀县人民政府"),
        (["岚汀县第二人民医院对口帮扶澜浦县医院工作总结", BODY], "岚汀县第二人民医院"),
        (["岚汀县医共体建设经验材料", BODY], None),
        (["芦湾镇中心卫生院工作总结", "岚汀县医院与我院签订协议。"], "岚汀县芦湾镇中心卫生院"),
        (["xx县卫健局工作总结", BODY], "xx县卫健局"),
        ([BODY, "二是医院医疗发展。"], None),
    ],
)
def test_the_issuer(lines, issuer):
    assert report(*lines).issuer == issuer


@pytest.mark.parametrize(
    ("lines", "year", "half", "date"),
    [
        (["岚汀县卫健局2019年工作总结", BODY], 2019, None, None),
        (
            ["岚汀县卫健局2019年工作总结及2020年工作打算", BODY, "岚汀县卫健局", "2020年1月3日"],
            2019,
            None,
            "2020-01-03",
        ),
        (["岚汀县卫健局2021年上半年工作总结及下半年工作思路", BODY], 2021, 1, None),
        (["岚汀县卫健局2021年下半年工作总结", BODY], 2021, 2, None),
        (["岚汀县卫健局2021年1-6月工作总结", BODY], 2021, 1, None),
        (["岚汀县卫健局二〇二一年工作总结", BODY, "二〇二一年十二月二十八日"], 2021, None, "2021-12-28"),
        (["岚汀县卫健局２０２１年工作总结", BODY], 2021, None, None),
        (["岚汀县卫健局工作总结", "2018年以来，医院发展。"], 2018, None, None),
        (["岚汀县卫健局工作总结", BODY, "岚汀县卫健局", "2019年12月3日"], 2019, None, "2019-12-03"),
        (["岚汀县卫健局工作总结", BODY, "岚汀县卫健局", "2020年1月3日"], 2019, None, "2020-01-03"),
        (["岚汀县卫健局工作总结", "（2019年7月）", BODY], 2019, None, "2019-07"),
        (["岚卫发〔2017〕3号", "岚汀县卫健局工作总结", BODY], 2017, None, None),
        (["2021年度", "岚汀县卫生健康局", "工作总结", BODY], 2021, None, None),
        (["岚汀县医院帮扶协议", BODY, "2020年1月3日"], 2020, None, "2020-01-03"),
        (["岚汀县卫健局202_年工作总结", BODY], None, None, None),
        (["岚汀县卫健局xx年工作总结", BODY], None, None, None),
        (["卫健局工作总结", "202_年以来，岚汀县医院发展。2015年建院的县医院扩建。"], None, None, None),
        (["今年上半年，岚汀县医院稳步发展，卫生工作进步，医疗改善。"], None, 1, None),
        (["岚汀县卫健局工作总结", BODY], None, None, None),
    ],
)
def test_the_period(lines, year, half, date):
    found = report(*lines)
    assert (found.year, found.half, found.date) == (year, half, date)
