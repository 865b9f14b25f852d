"""Which reports are taken for copies: changed a little more and a little less, in several ways."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.documents.copies import KnownReports
from kg.ids import report_id
from kg.model import Report, copies

TOWNS = ["石桥镇", "柳湾镇", "白鹭乡", "东苑乡", "前坪镇", "后河镇", "云台乡", "青溪镇"]
DEEDS = [
    "{town}卫生院完成门诊{n}人次，较上年增长{p}%",
    "为{town}居民建立健康档案{n}份，家庭医生签约率达到{p}%",
    "县人民医院派驻{town}卫生院医师{m}名，开展手术{n}例",
    "{town}卫生院投入{n}万元新建业务用房，配备彩超等设备{m}台",
    "在{town}开展义诊{m}场，发放宣传资料{n}份",
    "{town}村卫生室标准化建设达标率{p}%，培训乡村医生{n}人",
    "组织{town}孕产妇免费产检{n}人，叶酸发放率{p}%",
    "对{town}饮用水和公共场所监督检查{n}户次，下达意见书{m}份",
]


def year_of(year: int, *, deeds: int = 90, own: float = 0.5, county: str = "青禾县") -> str:
    """A report of a county: of its sentences a share is of this year alone, all figures are."""
    always, now = random.Random(county), random.Random(f"{county} {year}")
    lines = [f"{county}卫生健康局{year}年工作总结"]
    for index in range(deeds):
        chance = now if index < deeds * own else always
        deed, town = chance.choice(DEEDS), chance.choice(TOWNS)
        lines.append(
            deed.format(town=town, n=now.randint(100, 9999), m=now.randint(2, 40), p=now.randint(50, 99)) + "。"
        )
    return "\n".join(lines)


def changed(text: str, share: float) -> str:
    """The text with that share of its characters replaced by others."""
    chance = random.Random(share)
    characters = list(text)
    for at in chance.sample(range(len(text)), round(share * len(text))):
        characters[at] = chance.choice("甲乙丙丁戊己庚辛")
    return "".join(characters)


def report(text: str, *, source: str = "a.txt", **known: object) -> Report:
    return Report(report_id(text), source, (1, text.count("\n") + 1), 0, len(text), text, **known)  # type: ignore[arg-type]


def alike(one: Report, other: Report) -> bool:
    both = []
    for first, second in ((one, other), (other, one)):
        known = KnownReports()
        known.like(first)
        both.append(known.like(second) == (first.id,))
    assert both[0] == both[1], "it must not matter which report is read first"
    return both[0]


ORIGINAL = report(year_of(2019), place="青禾县", year=2019)
MASKED_YEARS = ORIGINAL.text.replace("2019", "20××")
MASKED_FIGURES = "".join("×" if c.isdigit() else c for c in ORIGINAL.text)
AROUND = "某某文库整理，欢迎查阅，转载请注明出处。\n{}\n更多工作总结、工作计划、心得体会请到本站搜索。\n"


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (MASKED_YEARS, True),
        (MASKED_FIGURES, True),
        (ORIGINAL.text.replace("青禾县", "××县"), True),
        (ORIGINAL.text.replace("青禾县", "某县").replace("2019年", "某年"), True),
        (AROUND.format(ORIGINAL.text), True),
        (ORIGINAL.text.replace("\n", "\n\n").replace("，", ","), True),
        (ORIGINAL.text[: len(ORIGINAL.text) * 2 // 3], True),
        (ORIGINAL.text[: len(ORIGINAL.text) // 3], False),
        (changed(ORIGINAL.text, 0.005), True),
        (changed(ORIGINAL.text, 0.01), True),
        (changed(ORIGINAL.text, 0.05), False),
        (changed(ORIGINAL.text, 0.2), False),
    ],
    ids=[
        "years masked", "figures masked", "county masked", "county and year masked", "a publisher's words around it",
        "other line ends and commas", "the last third is missing", "two thirds are missing",
        "0.5% changed", "1% changed", "5% changed", "20% changed",
    ],
)  # fmt: skip
def test_a_changed_copy(text: str, copy: bool):
    assert alike(ORIGINAL, report(text, source="b.txt")) is copy


@pytest.mark.parametrize("own", [0.0, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("known", [True, False], ids=["years told", "years masked"])
def test_a_countys_reports_of_two_years_are_no_copies(own: float, known: bool):
    one, other = (
        report(year_of(year, own=own).replace("20", "20" if known else "××"), source=f"{year}.txt", place="青禾县",
               year=year if known else None)
        for year in (2018, 2019)
    )  # fmt: skip
    assert not alike(one, other)


def test_one_text_of_two_counties_is_no_copy():
    here, there = (report(year_of(2019).replace("青禾县", c), place=c, year=2019) for c in ("青禾县", "望川县"))
    assert not alike(here, there)


def test_halves_of_a_year_are_no_copies():
    text = year_of(2019)
    assert not alike(report(text, year=2019, half=1), report(text.replace("总结", "小结"), year=2019, half=2))


def test_short_reports_are_compared_too():
    text = "青禾县卫生健康局工作总结\n县医院对口支援柳湾镇卫生院，派驻医师3名。\n"
    assert alike(report(text), report(text.replace("3", "×"), source="b.txt"))
    assert not alike(report(text), report(text.replace("柳湾镇卫生院", "石桥镇中心医院"), source="b.txt"))


def test_many_reports_of_many_counties_and_years():
    """Of 200 reports, twenty with a masked copy, just these are found, each like its original alone."""
    known, found, masked = KnownReports(), {}, {}
    for county in range(20):
        for year in range(2012, 2022):
            name = f"{TOWNS[county % 8][:2]}{'东南西北'[county // 8]}县"
            text = year_of(year, deeds=40, county=name)
            original = report(text, source=f"{name}{year}", place=name, year=year)
            assert known.like(original) == ()
            if year == 2015:
                copy = report(text.replace("2015", "××"), source=f"copy of {name}", place=name)
                masked[copy.id] = (original.id,)
                found[copy.id] = known.like(copy)
    assert found == masked


# Which of two is the original


def named(id_: str, **known: object) -> Report:
    return Report(id_, f"{id_}.txt", (1, 1), 0, 9, "", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([named("a"), named("b", like=("a",))], {"b": "a"}),
        ([named("a"), named("b", year=2019, like=("a",))], {"a": "b"}),
        ([named("a", year=2019), named("b", place="青禾县", like=("a",))], {"a": "b"}),
        ([named("a"), named("b", like=("a",)), named("c", like=("a", "b"))], {"b": "a", "c": "a"}),
        ([named("a"), named("b", like=("a",)), named("c", like=("b",))], {"b": "a"}),  # c is not like a
        ([named("b", like=("withdrawn",))], {}),
    ],
    ids=["the first", "the one with its year", "the one with its county", "three", "a chain", "alone"],
)
def test_which_is_the_original(reports: list[Report], expected: dict[str, str]):
    assert copies(reports) == copies(reversed(reports)) == expected


def test_what_is_read_again_is_like_the_others_and_not_like_itself():
    known = KnownReports()
    known.like(ORIGINAL)
    assert known.like(replace(ORIGINAL, source="again.txt")) == ()
