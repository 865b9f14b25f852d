"""Where in a text its reports begin and end.

A report begins at a line that is a title (岚汀县卫健局2019年工作总结, or only 卫健局工作总结) with the document code
and red head before it; without a title, at the beginning of the text, or at an opening (今年以来…) after the
signature of the report before. Headings within a report (一、工作总结, 2019年工作打算) begin none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.documents.boilerplate import is_boilerplate
from kg.documents.lines import Line, is_short
from kg.documents.period import date_in
from kg.documents.wording import (
    BUREAU,
    CLOSING,
    CODE,
    COLLECTED,
    DATE,
    DATED,
    ISSUER,
    MASKED_PLACE,
    NUMBERED,
    OPENING,
    PLAN_TITLE,
    TITLE,
    YEAR,
    signature_of,
)

_LONGEST_TITLE = 80  # characters
_LONGEST_HEAD = 12  # lines
# A line without any of these is neither title nor head, signature, annex or number of a collection.
_TELLING = re.compile(
    "结|报|动态|要点|情况|综述|回顾|信息|亮点|纪实|进展|计划|打算|安排|思路|谋划|目标|文件|号|签发人|篇|范文"
    "|局|委|院|站|所|室|府|中心|大队|字会|集团|共体|联体|党|附|抄送|主送|[报送发][:：]|主题词|此件|共印|印发|分管|起\\s*草"
)
_SENTENCE = re.compile(r"[。；！？：:]")
_ISSUER, _BUREAU, _YEAR = re.compile(ISSUER), re.compile(BUREAU), re.compile(YEAR)
_NAMED = re.compile(r"(?:关于|中共)?(?![全我该各本]|[地山城]区)[一-龥]{1,12}?(?<![社小院片])(?:省|市|县|区|旗|州|盟)")
_SOFT = re.compile(r"(?:情况|亮点|动态|信息|纪实|综述)[^报通]{0,16}$")
_BARE = re.compile(rf"(?:{YEAR}\s*年?度?|本年度|年度|上半年|半年)*\s*(?:工作)?(?:情况的?)?(?:总结|汇报|报告|要点)")
_RED_HEAD = re.compile(r".{2,30}(?:文件|简报|信息)")
_SIGNED = re.compile(rf"(.{{2,30}}?)\s*(?:{DATE.pattern})")


@dataclass(slots=True)
class Found:
    """A report's lines, its title, the lines before its text, and its signature and date where it has them.

    `noise` are the numbers of the text's lines that are wholly a publisher's.
    """

    lines: list[Line]
    noise: frozenset[int] = frozenset()
    title: str | None = None
    header: list[Line] = field(default_factory=list)
    body: int = 0
    signature: str | None = None
    date: str | None = None
    closed: bool = False


def reports_in(lines: Sequence[Line]) -> list[Found]:
    """The reports of a text's lines, in order; of each all lines from its first to its last with words.

    >>> from kg.documents.lines import lines_of
    >>> text = '''今年以来，岚汀县医疗工作稳中有进。
    ...
    ... 澜浦县卫健局工作总结
    ... 一年来，我局做了以下工作。
    ... 2020年工作打算
    ... 继续努力。'''
    >>> [(found.lines[0].number, found.lines[-1].number, found.title) for found in reports_in(list(lines_of(text)))]
    [(1, 1, None), (3, 6, '澜浦县卫健局工作总结')]

    Blank lines and a publisher's lines around a report are none of it, unless it has the text to itself.
    """
    noise = frozenset(line.number for line in lines if is_boilerplate(line))
    words = [i for i, line in enumerate(lines) if line.text and line.number not in noise]
    starts: list[tuple[int, Found]] = []
    current: Found | None = None
    pending: list[int] = []  # heads that may belong to the next title: document codes, red heads, issuers
    for at, i in enumerate(words):
        line = lines[i]
        following = lines[words[at + 1]] if at + 1 < len(words) else None
        if current is not None and current.body and not _tells(line, current):
            current.body += len(line.text)
            pending = []
            continue
        issued = bool(pending) and signature_of(lines[pending[-1]].text) is not None and pending[-1] == words[at - 1]
        if current is None or _begins(line, following, current) or (issued and _is_bare(line)):
            head = _head(pending, lines, line) if current is not None else []
            current = Found([], noise)
            if head and starts[-1][0] >= head[0]:  # all that was read so far is this title's head
                starts.pop()
            starts.append((head[0] if head else i, current))
            current.header += [lines[j] for j in head]
            if head and not _ISSUER.search(line.text) and (named := signature_of(lines[head[-1]].text)):
                current.title = named + _bare_title(line)
            pending = []
        if current.body == 0 and len(current.header) < _LONGEST_HEAD and _is_header(line):
            if current.title is None and _is_title(line):
                current.title = _bare_title(line)
                before = signature_of(current.header[-1].text) if current.header else None
                if before and _BARE.fullmatch(current.title):
                    current.title = before + current.title
            current.header.append(line)
            continue
        current.body += len(line.text)
        pending = [*pending[-_LONGEST_HEAD:], i] if _may_head(line) else []
        _close(current, line, following)
    return list(_cut(lines, words, starts))


def _cut(lines: Sequence[Line], words: list[int], starts: list[tuple[int, Found]]) -> Iterator[Found]:
    for n, (start, found) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        last = words[bisect_left(words, end) - 1]
        found.lines = list(lines) if len(starts) == 1 else list(lines[start : last + 1])
        if found.title is None and found.header and _could_be_title(found.header):
            found.title = found.header[0].text
        if found.body == 0:  # lines without a sentence mark are text after all, if they are more than a title
            found.body = sum(len(line.text) for line in found.header[1:] if not _is_title(line))
        yield found


def _tells(line: Line, current: Found) -> bool:
    """Whether a line within a report may be more than its text."""
    if len(line.text) <= _LONGEST_TITLE and _TELLING.search(line.text):
        return True
    return current.closed and OPENING.match(line.text) is not None


def _begins(line: Line, following: Line | None, current: Found) -> bool:
    """Whether a line, after some text of the current report, is the first of another."""
    if current.body == 0 or not line.text:
        return False
    if COLLECTED.match(line.text) and is_short(line, _LONGEST_TITLE):
        return _is_title(line) or COLLECTED.fullmatch(line.text) is not None
    if current.closed and OPENING.match(line.text) and len(line.text) > 20:
        return True
    if not _is_title(line):
        return False
    text = line.text
    opens = following is not None and OPENING.match(following.text) is not None
    if current.title and text in current.title and not (opens and text == current.title):
        return False
    if current.closed:
        return True
    named = bool(_NAMED.match(text) or MASKED_PLACE.match(text))
    if TITLE.fullmatch(text):
        if _SOFT.search(text):
            return named and bool(_ISSUER.search(text))
        if _BUREAU.search(text) or (named and _ISSUER.search(text)):
            return True
        return opens and bool(named or _ISSUER.search(text) or (_BARE.fullmatch(text) and current.body >= 500))
    return bool(_BUREAU.search(text) and _YEAR.search(text))


def _is_bare(line: Line) -> bool:
    """Whether the line is a title that leaves its issuer to the line before."""
    return _BARE.fullmatch(line.text) is not None


def _is_title(line: Line) -> bool:
    if not 4 <= len(line.text) <= _LONGEST_TITLE:
        return False
    text = _bare_title(line)
    if NUMBERED.match(text) or _SENTENCE.search(text):
        return False
    return bool(TITLE.fullmatch(text) or PLAN_TITLE.fullmatch(text))


def _bare_title(line: Line) -> str:
    """The title without the ordinal that a collection puts before it."""
    return COLLECTED.sub("", line.text, count=1) if COLLECTED.match(line.text) else line.text


def _is_header(line: Line) -> bool:
    """Whether a line at a report's beginning stands before its text: a title, a code, a date, an addressee."""
    text = line.text
    if len(text) <= 60 and not re.search("[，。；]", text) and not NUMBERED.match(text):
        return True
    return _is_title(line)


def _could_be_title(header: list[Line]) -> bool:
    first = header[0].text
    if not 4 <= len(first) <= 40 or re.search("[。；！？]|[：:]$", first):
        return False
    return not CODE.search(first) and not DATE.fullmatch(first)


def _may_head(line: Line) -> bool:
    """Whether a line may stand before the title of the next report."""
    if not is_short(line, 40):
        return False
    text = line.text
    return bool(CODE.fullmatch(text) or _RED_HEAD.fullmatch(text) or signature_of(text) or text.startswith("签发人"))


def _head(pending: list[int], lines: Sequence[Line], title: Line) -> list[int]:
    """Of the pending lines those that belong to the title: an issuer only before a code or a title without issuer."""
    head: list[int] = []
    named = _ISSUER.search(title.text) is not None
    for i in reversed(pending):
        if signature_of(lines[i].text) and (named if not head else not CODE.fullmatch(lines[head[0]].text)):
            break
        head.insert(0, i)
    return head


def _signed(line: Line, following: Line | None) -> str | None:
    """The issuer of a signature that has its date behind it or on the next line."""
    if signed := _SIGNED.fullmatch(line.text):
        return signature_of(signed[1])
    dated = following is not None and is_short(following, 60) and DATED.fullmatch(following.text)
    return signature_of(line.text) if dated else None


def _close(current: Found, line: Line, following: Line | None) -> None:
    """Note a signature with its date; text after it that is no annex belongs to another report."""
    if not is_short(line, 60):
        return
    if CLOSING.match(line.text):
        current.closed = False
    elif name := _signed(line, following):
        current.signature, current.closed = name, True
    else:
        return
    if current.closed and current.date is None:
        current.date = date_in(line.text) or (date_in(following.text) if following else None)
