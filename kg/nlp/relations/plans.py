"""Which sentences of a report stand under a title, or behind a lead, that speaks of plans.

>>> from kg.nlp.relations.sentences import sentences
>>> text = "总结\\n一、工作成效\\n签约。\\n二、下一步打算\\n签约。"
>>> found = list(sentences(text, []))
>>> [text[s.start : s.end] for s in found if s.start in planned_sentences(text, found) and s.text]
['二、下一步打算', '签约']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.nlp.relations.sections import HEADING_MARKS, heading_number, line_at
from kg.nlp.relations.structure import Sentence
from kg.nlp.rules import one_of

_PLANS = re.compile(one_of("status", "planned_heading.words"))
_RESULTS = re.compile(one_of("status", "actual_heading.words"))
_PLAN_ALONE = re.compile(f"{one_of('status', 'planned_title.words')}$")
_WITH_RESULTS = re.compile(one_of("status", "planned_title.with_results"))
_FIRST = re.compile("^[（(]?(?:一|1)(?![0-9一二三四五六七八九十])")
_COLON = re.compile("[：:]")
_PUNCTUATION = re.compile("[，。；]")
_LONGEST_HEADING, _LONGEST_LEAD, _LONGEST_LEAD_IN_LINE, _LONGEST_TITLE, _LONGEST_LINE = 60, 40, 20, 24, 42
_ALL = -2.0  # a level that no heading closes


def opens_plans(title: str) -> bool:
    """Whether the title of a section says that what follows are plans.

    >>> opens_plans("下一步工作打算"), opens_plans("重点工作完成情况")
    (True, False)
    """
    return bool(_PLANS.search(title)) and not _RESULTS.search(title)


def planned_sentences(text: str, found: Iterable[Sentence]) -> set[int]:
    """The starts of the sentences that are plans by where they stand, by the text's sentences in order.

    >>> planned_sentences("计划", [Sentence(0, 2, "计划", 0)])
    set()
    """
    planned: set[int] = set()
    sections = _Sections()
    plans_of_line = -1  # where a line of plans starts
    for sentence in found:
        start, line = line_at(text, sentence.start)
        if not text[start : sentence.start].strip(HEADING_MARKS + "【"):
            if start == 0 and _is_plan_alone(line):
                sections.plans.append(_ALL)
            if sections.begin(sentence, start, line):
                plans_of_line = start
        if sections.plans or start == plans_of_line:
            planned.add(sentence.start)
    return planned


@dataclass(slots=True)
class _Sections:
    """The levels of the open sections that are plans, and the level of the last numbered heading."""

    plans: list[float] = field(default_factory=list)
    last: float = -1.0

    def begin(self, sentence: Sentence, start: int, line: str) -> bool:
        """Begin a line with its first sentence; returns whether the line alone is of plans (明年计划：一是…)."""
        heading = sentence.text.strip(HEADING_MARKS + "【】")
        number, level = heading_number(heading)
        if level is not None:
            self._number(heading, level)
        elif start > 0 and _is_title(sentence, start, line, heading):
            level = 0
        else:
            return self._lead(line)
        if len(heading) <= _LONGEST_HEADING:
            self._head(re.split("[，：]", heading[len(number) :].lstrip("：:　 "))[0], level)
        return False

    def _number(self, heading: str, level: int) -> None:
        if level == self.last and self.plans[-1:] == [self.last + 0.5] and _FIRST.match(heading):
            self.plans[-1] = self.last - 0.5  # the items of a lead are numbered from the beginning
        self.last = float(level)

    def _head(self, title: str, level: int) -> None:
        self.plans = [other for other in self.plans if other < level]
        if (level == 0 or len(title) <= _LONGEST_TITLE) and opens_plans(title):
            self.plans.append(level)

    def _lead(self, line: str) -> bool:
        """重点抓好以下工作： opens plans, up to the next heading of the level around it; 明年计划：… is one line."""
        lead, *rest = _COLON.split(line.strip(HEADING_MARKS), maxsplit=1)
        if not rest or not opens_plans(lead):
            return False
        if not rest[0].strip():
            if len(lead) <= _LONGEST_LEAD:
                self.plans.append(self.last + 0.5)
            return False
        return len(lead) <= _LONGEST_LEAD_IN_LINE and not _PUNCTUATION.search(lead)


def _is_plan_alone(line: str) -> bool:
    """Whether a report's title calls it nothing but a plan."""
    return bool(_PLAN_ALONE.search(line.strip())) and not _WITH_RESULTS.search(line)


def _is_title(sentence: Sentence, start: int, line: str, heading: str) -> bool:
    """Whether a line without a number is a title of plans: short, and nothing else in it."""
    alone = len(line.strip()) <= _LONGEST_LINE and sentence.end - start >= len(line.rstrip()) - 1
    told = line.rstrip().endswith("。") and bool(sentence.mentions)  # 每季度安排县医院专家巡诊。
    return (
        alone
        and not told
        and len(heading) <= _LONGEST_TITLE
        and not re.search("[，：]", heading)
        and bool(_PLANS.search(heading))
    )
