"""When a report speaks of and when it was written."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from kg.documents.wording import CODE, DATE, DIGIT, YEAR

_YEAR = re.compile(rf"({YEAR})\s*(?:年|财年|/|-|—|～|~)")
_TITLE_YEAR = re.compile(rf"(?<!{DIGIT})({YEAR})(?!{DIGIT}|\s*[号期〕\]）)])")
# A year in which something was founded is not the report's.
_FOUNDED = re.compile(r"年[^，。；]{0,10}?(?:建院|建成|建立|成立|创建|创办|始建|挂牌|投入使用)")
_FOUNDED_IN = re.compile(r"(?:建|立|创|办|起|迁|设)于$")
_MASKED_YEAR = re.compile(r"(?:20|19)?\d?[_＿xX×*＊]{1,4}\s*年")
_FIRST_HALF = re.compile(r"上半年|前半年|[1一]\s*[-—–－至~～]\s*[6六]\s*月|(?<!下)半年(?:工作)?(?:总结|小结|报告|汇报)")
_LOOKS_BACK = re.compile("总结|小结|汇报|报告|情况|回顾")
_SECOND_HALF = re.compile(r"下半年|(?<![0-9])7\s*[-—–－至~～]\s*12\s*月|七\s*[-—–－至~～]\s*十二\s*月")
# What a title says of the time to come, after what it says of its own.
_PLANS = re.compile(r"(?:及|和|与|暨|、|，)[^及和与暨、，]{0,20}?(?:计划|打算|安排|思路|谋划|目标|工作要点|重点工作)")
_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def _number(text: str) -> int:
    """A number in digits of any width or in hanzi below a hundred; 0 where the characters make none.

    >>> [_number(n) for n in ("２０１９", "二〇二一", "十二", "二十八", "三十", "十", "十十")]
    [2019, 2021, 12, 28, 30, 10, 0]
    """
    text = "".join(unicodedata.normalize("NFKC", text).split())
    tens, ten, ones = text.translate(_DIGITS).rpartition("十")
    if not (tens + ones).isdecimal() and text != "十":
        return 0
    return (10 * int(tens or 1) if ten else 0) + int(ones or 0)


def date_in(text: str) -> str | None:
    """The first date of a short text as ISO 8601, to the month where no day is given.

    >>> [date_in(t) for t in ("2019年1月3日", "二〇二〇年十二月八日", "（2021.06.30）", "2018年7月", "2019年13月1日")]
    ['2019-01-03', '2020-12-08', '2021-06-30', '2018-07', None]
    """
    match = DATE.search(text)
    if match is None:
        return None
    groups = match.groups()
    year, month, day = (_number(part) if part else None for part in (groups[:3] if groups[0] else groups[3:]))
    if not (month and 1 <= month <= 12):
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 31 else None


def year_of(title: str | None, opening: str, code_year: int | None, date: str | None) -> int | None:
    """The year that a report speaks of: its title's first, else its opening's, its document code's, its date's.

    `opening` is the report's first few hundred characters. A masked year stays unknown.

    >>> year_of("岚汀县卫健局2018年工作总结及2019年工作打算", "", None, "2019-01-10")
    2018
    >>> year_of("岚汀县卫健局202_年工作总结", "2019年以来，", None, "2020-01-10") is None
    True
    >>> year_of("卫健局工作总结", "今年以来，", None, "2020-01-10"), year_of(None, "今年以来，", None, "2020-12-10")
    (2019, 2020)
    """
    for text, is_title in ((title or "", True), (opening, False)):
        if match := _YEAR.search(text) or _TITLE_YEAR.search(text) if is_title else _told_year(text):
            masked = _MASKED_YEAR.search(text)
            return None if masked and masked.start() < match.start() else _number(match[1])
        if _MASKED_YEAR.search(text):
            return None
    if code_year is not None:
        return code_year
    if date is None:
        return None
    # a summary that is signed in the first two months looks back on the year before
    year, month = int(date[:4]), int(date[5:7])
    return year - 1 if month <= 2 and (title is None or _LOOKS_BACK.search(title)) else year


def _told_year(text: str) -> re.Match[str] | None:
    for match in _YEAR.finditer(text):
        founded = _FOUNDED.match(text, match.end(1)) or _FOUNDED_IN.search(
            text, max(0, match.start() - 4), match.start()
        )
        if not founded:
            return match
    return None


def half_of(title: str | None, opening: str) -> Literal[1, 2] | None:
    """The half-year that a report speaks of; one of the first half and plans for the second is of the first.

    >>> half_of("2021年上半年总结及下半年工作思路", ""), half_of("2021年下半年总结", ""), half_of("总结", "")
    (1, 2, None)
    """
    for whole in (title or "", opening[:30]):
        text = _PLANS.split(whole, maxsplit=1)[0]
        if _FIRST_HALF.search(text):
            return 1
        if _SECOND_HALF.search(text):
            return 2
    return None


def code_year_in(text: str) -> int | None:
    """The year of the document code in a short text, as 2017 in 岚卫发〔2017〕3号."""
    match = CODE.search(text)
    return int(match[2]) if match else None
