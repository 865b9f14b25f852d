"""When a report speaks of and when it was written."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from kg.documents.wording import CODE, DATE, YEAR

_YEAR = re.compile(rf"({YEAR})\s*(?:年|财年|/|-|—|～|~)")
_MASKED_YEAR = re.compile(r"(?:20|19)?\d?[_＿xX×*＊]{1,4}\s*年")
_FIRST_HALF = re.compile(r"上半年|前半年|[1一]\s*[-—–－至~～]\s*[6六]\s*月|(?<!下)半年(?:工作)?(?:总结|小结|报告|汇报)")
_LOOKS_BACK = re.compile("总结|小结|汇报|报告|情况|回顾")
_SECOND_HALF = re.compile(r"下半年")
_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def _number(text: str) -> int:
    """A number in digits of any width or in hanzi below a hundred.

    >>> [_number(n) for n in ("２０１９", "二〇二一", "十二", "二十八", "三十")]
    [2019, 2021, 12, 28, 30]
    """
    text = unicodedata.normalize("NFKC", text).replace(" ", "")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (int(ones.translate(_DIGITS)) if ones else 0)
    return int(text.translate(_DIGITS))


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
    for text in (title or "", opening):
        if match := _YEAR.search(text):
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


def half_of(title: str | None, opening: str) -> Literal[1, 2] | None:
    """The half-year that a report speaks of; one of the first half and plans for the second is of the first.

    >>> half_of("2021年上半年总结及下半年工作思路", ""), half_of("2021年下半年总结", ""), half_of("总结", "")
    (1, 2, None)
    """
    for text in (title or "", opening[:30]):
        if _FIRST_HALF.search(text):
            return 1
        if _SECOND_HALF.search(text):
            return 2
    return None


def code_year_in(text: str) -> int | None:
    """The year of the document code in a short text, as 2017 in 岚卫发〔2017〕3号."""
    match = CODE.search(text)
    return int(match[2]) if match else None
