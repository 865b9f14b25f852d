"""Sections of a report: numbered headings, and which sentences stand under one that speaks of plans.

>>> from kg.nlp.relations.sentences import sentences
>>> text = "总结\\n一、工作成效\\n签约。\\n二、下一步打算\\n签约。"
>>> found = list(sentences(text, []))
>>> [text[s.start : s.end] for s in found if s.start in planned_sentences(text, found) and s.text]
['二、下一步打算', '签约']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.nlp.relations.structure import Sentence
from kg.nlp.rules import one_of

# A number at the beginning of a line or sentence.
ENUMERATOR = re.compile(
    r"^[\s　>]*(?:[一二三四五六七八九十]是|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|[0-9]{1,2}[.、．]|（[0-9]{1,2}）|第[一二三四五六七八九十])"
)
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9]{1,2}[.、．]|[（(][0-9]{1,2}[）)]"
)
_LEVELS = (
    re.compile("^(?:[一二三四五六七八九十]{1,3}、|第)"),
    re.compile(r"^[（(][一二三四五六七八九十]"),
    re.compile("^[0-9（(]"),
)
_PLANS = re.compile(one_of("status", "planned_heading.words"))
_RESULTS = re.compile(one_of("status", "actual_heading.words"))
_MARKS = "　 \t>►■●*#—·•"
_FIRST = re.compile("^[（(]?(?:一|1)(?![0-9一二三四五六七八九十])")
_INLINE = re.compile(f"[^，。；：]{{0,8}}{one_of('status', 'planned_heading.words')}[^，。；：]{{0,6}}[：:]")
_LONGEST_LEAD = 40
_ALL = -2.0  # a level that no heading closes
_PLAN_ALONE = re.compile(f"{one_of('status', 'planned_title.words')}$")
_RECAP = re.compile(one_of("status", "planned_title.with_results"))


def line_at(text: str, position: int) -> tuple[int, str]:
    """Where the line starts in which a position stands, and the line.

    >>> line_at("总结\\n一、成效", 4)
    (3, '一、成效')
    """
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, text[start : end if end >= 0 else len(text)]


def opens_plans(title: str) -> bool:
    """Whether the title of a section says that what follows are plans.

    >>> opens_plans("下一步工作打算"), opens_plans("重点工作完成情况")
    (True, False)
    """
    return bool(_PLANS.search(title)) and not _RESULTS.search(title)


def planned_sentences(text: str, found: Iterable[Sentence]) -> set[int]:
    """The starts of the sentences that stand in a section of plans, by the text's sentences in order.

    >>> planned_sentences("计划", [Sentence(0, 2, "计划", 0)])
    set()
    """
    planned: set[int] = set()
    plans: list[float] = []  # the levels of the open sections that are plans
    led = -1  # where a line starts that begins with 下一步计划：
    current = -1.0  # the level of the last numbered heading
    for sentence in found:
        line_start, line = line_at(text, sentence.start)
        if not text[line_start : sentence.start].strip(_MARKS):
            heading = sentence.text.strip(_MARKS)
            number = _NUMBER.match(heading)
            level = _level(number[0]) if number else None
            if level is None and line_start > 0 and _is_title(sentence, line_start, line, heading):
                level = 0
            if line_start == 0 and _PLAN_ALONE.search(line.strip()) and not _RECAP.search(line):
                plans.append(_ALL)
            if level is None and _leads_to_plans(text, sentence, heading):
                plans.append(current + 0.5)  # 重点抓好以下工作：, up to the next heading of the level around it
            elif level is not None and level == current and plans[-1:] == [current + 0.5] and _FIRST.match(heading):
                plans[-1] = current - 0.5  # its items are numbered from the beginning
            if level is not None and number:
                current = float(level)
            if level is not None and len(heading) <= 60:
                title = re.split("[，：]", heading[number.end() :] if number else heading)[0]
                plans = [other for other in plans if other < level]
                if (level == 0 or len(title) <= 24) and opens_plans(title):
                    plans.append(level)
            led = line_start if level is None and _INLINE.match(line.strip(_MARKS)) else -1
        if plans or line_start == led:
            planned.add(sentence.start)
    return planned


def _level(number: str) -> int | None:
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(number)), None)


def _leads_to_plans(text: str, sentence: Sentence, heading: str) -> bool:
    """2024年，重点抓好以下工作：: a line that introduces plans."""
    introduces = heading.endswith(("：", ":")) or text[sentence.end : sentence.end + 1] in ("：", ":")
    return introduces and len(heading) <= _LONGEST_LEAD and opens_plans(heading)


def _is_title(sentence: Sentence, line_start: int, line: str, heading: str) -> bool:
    """Whether a line without a number is a title of plans: short, and nothing else in it."""
    alone = len(line.strip()) <= 42 and sentence.end - line_start >= len(line.rstrip()) - 1
    return alone and len(heading) <= 24 and not re.search("[，：]", heading) and bool(_PLANS.search(heading))
