"""Whether a clause tells what is, what is planned, or what is not.

>>> [status_of(c) for c in ("县医院与市医院签约", "县医院拟与市医院签约", "县医院未与市医院签约")]
['actual', 'planned', 'denied']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from kg.nlp.relations.clauses import Sentence
from kg.nlp.rules import load

Reading = Literal["actual", "planned", "denied"]


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in load("status").items()}


def status_of(clause: str) -> Reading:
    """How the words of a clause present it."""
    cues = _cues()
    if cues["denied"].search(clause):
        return "denied"
    if cues["planned"].search(clause):
        return "planned"
    return "actual"


def is_done(clause: str) -> bool:
    """Whether the clause says outright that it has been done."""
    return bool(_cues()["done"].search(clause))


_HEADING = re.compile(
    r"^[\s>　►■●*#]*(?P<mark>[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]部分|[0-9]{1,2}[.、．]|（[0-9]{1,2}）)?(?P<text>[^。；\n]{2,40})[。]?$"
)
_LEVELS = (
    re.compile("^(?:[一二三四五六七八九十]{1,3}、|第)"),
    re.compile(r"^[（(][一二三四五六七八九十]"),
    re.compile("^[0-9（(]"),
)


def planned_sentences(text: str, found: Iterable[Sentence]) -> set[int]:
    """The starts of the sentences that stand in a section of plans (下一步工作打算)."""
    cues = _cues()
    planned: set[int] = set()
    sections: list[tuple[int, str]] = []
    for sentence in found:
        line_start = text.rfind("\n", 0, sentence.start) + 1
        opens_line = not text[line_start : sentence.start].strip("　 \t>►■●*#")
        if opens_line:
            line_end = text.find("\n", sentence.start)
            line = text[line_start : line_end if line_end >= 0 else len(text)]
            heading = sentence.text.strip("　 \t>►■●*#")
            mark = re.match(
                r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.、．]|[（(][0-9]{1,2}[）)])",
                heading,
            )
            level = next((i for i, p in enumerate(_LEVELS) if mark and p.match(mark[0])), None)
            is_line = len(line.strip()) <= 42 and sentence.end - line_start >= len(line.rstrip()) - 1
            if (
                level is None
                and is_line
                and len(heading) <= 24
                and not re.search(r"[，：]", heading)
                and line_start > 0
            ):
                level = 0 if cues["planned_heading"].search(heading) else None
            if level is not None and len(heading) <= 60:
                sections = [s for s in sections if s[0] < level]
                title = heading[mark.end() :] if mark else heading
                title = re.split("[，：]", title)[0]
                if level == 0 or len(title) <= 24:
                    if cues["planned_heading"].search(title) and not cues["actual_heading"].search(title):
                        sections.append((level, "planned"))
                    elif cues["actual_heading"].search(title) and level == 0:
                        sections.append((level, "actual"))
                    elif level == 0:
                        sections.append((level, ""))
        if sections and sections[-1][1] == "planned" or any(kind == "planned" for _, kind in sections):
            planned.add(sentence.start)
    return planned
