"""Printed lines put together again to paragraphs: of PDF documents and of scanned pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－·]\s*)?(?:第\s*)?\d{1,4}\s*页?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)?(?:\s*[-—–－·])?\s*"
)
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节部条]"
)
_INDENTED = re.compile(r"　|[  ]{2}|\t")
_ENDS = tuple("。！？!?；;：:")


def paragraphs(pages: list[list[str]]) -> str:
    r"""The printed lines of pages as paragraphs, a line each.

    >>> paragraphs([["　　县医院与芦湾镇卫", "— 1 —"], ["生院签订协议。", "　　下一步", "— 2 —"]])
    '　　县医院与芦湾镇卫生院签订协议。\n　　下一步\n'

    A line goes on in the next one unless it stops short of the margin or the next is indented,
    numbered, or a signature. A row of a table (with tabs between its cells) is a line of its own.
    """
    pages = [_body(page) for page in pages]
    heads = Counter(edge for page in pages if page for edge in {page[0], page[-1]})
    running = {line for line, times in heads.items() if times > max(2, len(pages) / 2)}
    lines = [line for page in pages for line in page if line not in running]
    margin = max((_columns(line) for line in lines if "\t" not in line), default=0)
    text: list[str] = []
    last = ""
    for line in lines:
        text.append("" if not text else _between(last, line, margin))
        text.append(line)
        last = line
    return "".join(text) + "\n"


def _body(page: list[str]) -> list[str]:
    lines = [line for line in page if line.strip()]
    while lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        lines.pop()
    while lines and _PAGE_NUMBER.fullmatch(lines[0]):
        lines.pop(0)
    return lines


def _between(line: str, following: str, margin: int) -> str:
    if "\t" in line or "\t" in following:
        return "\n"
    short = _columns(line) < margin - 12  # a number or a Latin word that does not fit goes to the next line
    ended = line.endswith(_ENDS)
    aside = _columns(following) < margin * 0.6 and not following.endswith(_ENDS)
    if short or _INDENTED.match(following) or (ended and (aside or _NUMBERED.match(following))):
        return "\n"
    return " " if line[-1:].isascii() and line[-1:].isalpha() and following[:1].isascii() else ""


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
