"""What a publisher put into a text that the report does not say; `boilerplate.txt` has the patterns."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kg.documents.lines import Line, is_short

# The first character or word of each part, so that a text without any is passed over at the speed of a search.
_HINT = re.compile(r"\[bookmark|学习资料|https?://|www\.|下载|更多")
_MARKDOWN = re.compile(r"^[ \t　]*(?:#{1,6}[ \t]+|>[ \t　]*|[*+-][ \t]+)|\*\*")
_QUOTE = re.compile(r"[ \t　]*>[ \t　]*")


def may_have_parts(text: str, start: int, end: int, *, markdown: bool) -> bool:
    """Whether a stretch of text can hold anything for `parts` to find."""
    return markdown or text.find(">", start, end) >= 0 or _HINT.search(text, start, end) is not None


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], list[tuple[str, str, str]]]:
    """The expression for whole lines, the one for parts of lines, and (kind, pattern, example) of each rule."""
    rules: list[tuple[str, str, str]] = []
    for line in (Path(__file__).parent / "boilerplate.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule, example = line.split("=>")
            kind, pattern = rule.split(":", 1)
            rules.append((kind, pattern.strip(), example.strip()))
    whole, part = ("|".join(f"(?:{p})" for kind, p, _ in rules if kind == wanted) for wanted in ("line", "part"))
    return re.compile(whole), re.compile(part), rules


def is_boilerplate(line: Line) -> bool:
    """Whether the whole line is a publisher's.

    >>> from kg.documents.lines import lines_of
    >>> [is_boilerplate(line) for line in lines_of("来源：某文库\\n县医院来源广泛地募集资金。\\n- 3 -")]
    [True, False, True]
    """
    return is_short(line, 200) and patterns()[0].fullmatch(line.text) is not None


def parts(text: str, line: Line, *, markdown: bool = False) -> list[tuple[int, int]]:
    """The spans of a report's line to leave out, by offsets into the text.

    >>> from kg.documents.lines import lines_of
    >>> text = "卫生院>\\n> 一、县医院[bookmark: _GoBack]牵头"
    >>> [text[s:e] for line in lines_of(text) for s, e in parts(text, line)]
    ['> ', '[bookmark: _GoBack]']
    """
    spans = []
    if markdown:
        spans += [m.span() for m in _MARKDOWN.finditer(text[line.start : line.end])]
    elif quote := _QUOTE.match(text, line.start, line.end):
        spans.append((quote.start() - line.start, quote.end() - line.start))
    if _HINT.search(text, line.start, line.end):
        spans += [m.span() for m in patterns()[1].finditer(text[line.start : line.end])]
    return sorted((line.start + start, line.start + end) for start, end in spans)
