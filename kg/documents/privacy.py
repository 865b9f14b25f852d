"""What is personal in a report and is left out before anything else reads it; `privacy.toml` has the rules.

Phone numbers, identity numbers, and the names of persons beside them are covered with as many blocks as they have
characters: what is extracted has the offsets of the original text, and none of them can reach a graph, a page or a log.

>>> text = "联系人：张三，电话138-1234-5678；院长李四（０３１２－１２３４５６７）主持。全年诊疗13812345678人次。"
>>> safe = cover(text)
>>> safe.text
'联系人：██，电话█████████████；院长██（████████████）主持。全年诊疗13812345678人次。'
>>> len(safe.text) == len(text), safe.within(0, len(text))
(True, Withheld(phones=2, ids=0, names=2))
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from kg.model import Withheld

BLOCK = "█"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NEAR = 60  # characters between a number and a name that a label tells of
_ROW = 240  # characters, before and behind a number, of a row in a table of persons
_CELL = 20  # characters at most of each of its cells


class Span(NamedTuple):
    """What is left out, by offsets; `kind` is phone, id or name."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Safe:
    """A text in which all that is personal is covered, and where that was, in order."""

    text: str
    spans: tuple[Span, ...] = ()

    def within(self, start: int, end: int) -> Withheld:
        """How much was left out between two offsets."""
        first, last = (bisect_left(self.spans, offset, key=lambda span: span.start) for offset in (start, end))
        kinds = [span.kind for span in self.spans[first:last]]
        return Withheld(kinds.count("phone"), kinds.count("id"), kinds.count("name"))


def cover(text: str) -> Safe:
    """The text with its phone and identity numbers, and the names beside them, covered; nothing moves.

    >>> cover("冀卫发〔2018〕12号").text
    '冀卫发〔2018〕12号'
    """
    if not _SEVERAL_DIGITS.search(text):
        return Safe(text)
    plain = text.translate(_plain())
    numbers = _numbers(plain)
    if not numbers:
        return Safe(text)
    spans = sorted([*numbers, *_names(plain, numbers)])
    pieces, at = [], 0
    for start, end, _ in spans:
        pieces += [text[at:start], BLOCK * (end - start)]
        at = end
    return Safe("".join([*pieces, text[at:]]), tuple(spans))


def covered(text: str) -> str:
    """The text of `cover`, for a line that people read.

    >>> covered("reports/张三13812345678.txt: The file is empty.")
    'reports/█████████████.txt: The file is empty.'
    """
    return cover(text).text


# -- rules -------------------------------------------------------------------------------------------

_SEVERAL_DIGITS = re.compile(r"\d[^\n]{0,3}\d[^\n]{0,3}\d")
_LIST = re.compile(r" ?[、,;/或和及] ?")
_MARK = r"[ \t:,;()\[\]【】{}《》<>“”\"'‘’、/|.*_-]"
_BLANKS = (
    "\u00a0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u205f"
    "\u2060\u3000\ufeff"
)
_ASCII = str.maketrans("（）：，；＋＿ＸｘxⅩⅹ＊﹡［］｛｝", "():,;+_XXXXX**[]{}") | str.maketrans(
    {**dict.fromkeys("－—–―‐‑‒−─﹣", "-"), **dict.fromkeys("．·•・‧", "."), **dict.fromkeys(_BLANKS, " ")}
)


@cache
def _plain() -> dict[int, str | int]:
    """Each character that means a digit, X, bracket, hyphen or blank, and the one of ASCII that means it."""
    digits = (c for c in range(0x80, sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Nd")
    return {**_ASCII, **{c: str(unicodedata.digit(chr(c))) for c in digits}}


@cache
def rules() -> dict[str, Any]:
    """The content of `privacy.toml`."""
    with Path(__file__).with_name("privacy.toml").open("rb") as file:
        return tomllib.load(file)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


class _Kind(NamedTuple):
    """How numbers of a kind are found: anywhere, or behind a word for them."""

    name: str
    free: re.Pattern[str]
    label: re.Pattern[str]
    labelled: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    parts: dict[str, str] = {}

    def filled(pattern: str) -> str:
        return re.sub(r"<(\w+)>", lambda part: parts[part[1]], pattern)

    def number(patterns: Iterable[str]) -> re.Pattern[str]:
        # neither part of a longer number nor a decimal; 1.138… and …678.2、 are the numbers of a list
        either = "|".join(map(filled, patterns))
        return re.compile(rf"(?<!\d)(?<!^0\.)(?<!\D0\.)(?:{either})(?!\d|\.\d{{1,2}}(?![\d、.)]))", re.IGNORECASE)

    for name, pattern in rules()["parts"].items():
        parts[name] = filled(pattern)
    label = r"{}(?:号码|号|为|是)?\)?[ \t:,(\[-]{{0,4}}"
    return tuple(
        _Kind(
            name,
            number(rule["patterns"]),
            re.compile(label.format(_any(rule["labels"])), re.IGNORECASE),
            number(rule["labelled"]),
        )
        for name, rule in rules()["numbers"].items()
    )


class _Shapes(NamedTuple):
    """What names and their surroundings look like."""

    left: re.Pattern[str]
    further: re.Pattern[str]
    right: re.Pattern[str]
    told: re.Pattern[str]
    cell: re.Pattern[str]
    at_end: re.Pattern[str]
    cue: re.Pattern[str]
    title: re.Pattern[str]


@cache
def _shapes() -> _Shapes:
    names = rules()["names"]
    titles, labels, between = (_any(names[key]) for key in ("titles", "labels", "between"))
    surname = f"(?:{'|'.join(names['compound'])}|[{''.join(names['surnames'].split())}])"
    foreign = rf"[{_HAN}]{{2,12}}(?:\.[{_HAN}]{{2,12}})+"
    name = rf"(?:{foreign}|{surname}(?!{titles})(?: {{1,2}}[{_HAN}]|[{_HAN}]{{1,2}}))"
    link = rf"(?:{_MARK}|{between})"
    return _Shapes(
        left=re.compile(
            rf"(?:(?P<name>{name}) ?(?:{titles}|(?={link}|$))|(?P<surname>{surname}){titles})(?:{link}|{titles})*$",
            re.IGNORECASE,
        ),
        further=re.compile(rf"(?P<name>{name})(?:{titles})? ?[、,和与及/] ?$"),
        right=re.compile(
            rf"{_MARK}{{0,3}}(?:{labels} ?:? ?|{titles})?"
            rf"(?:(?P<name>{name})(?={titles}|[^{_HAN}]|$)|(?P<surname>{surname})(?={titles}))"
        ),
        told=re.compile(
            rf"{labels}(?:姓名)?[:| \t]{{1,3}}(?P<name>[{_HAN}] {{1,2}}[{_HAN}]|[{_HAN}.]{{2,24}}?)"
            rf"(?={titles}|[^{_HAN}.]|$)",
            re.MULTILINE,
        ),
        cell=re.compile(name),
        at_end=re.compile(rf"{name}$"),
        cue=re.compile(rf"(?:{labels}|{titles}){_MARK}{{0,3}}$"),
        title=re.compile(titles),
    )


# -- numbers -----------------------------------------------------------------------------------------


def _numbers(plain: str) -> list[Span]:
    """The phone and identity numbers, in order; they do not overlap."""
    found: list[Span] = []
    taken: set[int] = set()
    for kind in reversed(_kinds()):  # identity numbers first: they are the longer ones
        for match in _matches(plain, kind):
            start, end = match.span()
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append(Span(start, end, kind.name))
    return sorted(found)


def _matches(plain: str, kind: _Kind) -> Iterator[re.Match[str]]:
    last = -1
    for match in kind.free.finditer(plain):
        if not _is_other(plain, match, kind, last):
            last = match.end()
            yield match
            yield from _listed(plain, match, kind)
    for label in kind.label.finditer(plain):
        told = kind.free.match(plain, label.end()) or kind.labelled.match(plain, label.end())
        if told is not None and not _counts(plain, told.end()):
            yield told
            yield from _listed(plain, told, kind)


def _listed(plain: str, found: re.Match[str], kind: _Kind) -> Iterator[re.Match[str]]:
    """Shorter numbers in a list that a whole one begins: 0312-1234567、7654321."""
    end = found.end()
    while mark := _LIST.match(plain, end):
        match = kind.labelled.match(plain, mark.end())
        if match is None or _counts(plain, match.end()):
            return
        yield match
        end = match.end()


def _is_other(plain: str, match: re.Match[str], kind: _Kind, last: int) -> bool:
    """Whether what looks like such a number is a sum, a count, an account, or some figures in a row."""
    start, end = match.span()
    before = plain[max(0, start - 16) : start]
    if any(label.end() == len(before) for label in kind.label.finditer(before)):
        return False
    if _before().search(before) or _counts(plain, end):
        return True
    if " " not in match[0]:
        return False
    behind = plain[end : end + 1] == " " and plain[end + 1 : end + 2].isdigit()
    ahead = plain[start - 1 : start] == " " and plain[start - 2 : start - 1].isdigit() and last != start - 1
    return ahead or (behind and kind.free.match(plain, end + 1) is None)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"{_any(rules()['others']['before'])}[ :(]{{0,3}}$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf" ?{_any(rules()['others']['after'])}")


def _counts(plain: str, end: int) -> bool:
    """Whether the number that ends there has a unit."""
    return _after().match(plain, end) is not None


# -- names -------------------------------------------------------------------------------------------


def _names(plain: str, numbers: list[Span]) -> list[Span]:
    """The names beside numbers; a whole name that another part of the text repeats is found there too."""
    taken = {offset for span in numbers for offset in range(span.start, span.end)}
    found: dict[int, int] = {}
    for start, end in _beside(plain, numbers):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[start] = end
    for start, end in _again(plain, {name for start, end in found.items() if len(name := plain[start:end]) > 1}):
        # two characters may be a word or a place elsewhere: there a title has to stand beside them
        known = (
            end - start > 2
            or _shapes().title.match(plain, end)
            or _shapes().cue.search(plain[max(0, start - 8) : start])
        )
        if known and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found[start] = end
    return [Span(start, end, "name") for start, end in found.items()]


def _again(plain: str, names: set[str]) -> list[tuple[int, int]]:
    """Where the text has one of the names, in order, the longer ones first."""
    if not names:
        return []
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    found = ((last + 1 - length, last + 1) for last, length in automaton.iter(plain))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _beside(plain: str, numbers: list[Span]) -> Iterator[tuple[int, int]]:
    told = row = 0  # how far labels and rows have been looked through
    for number in numbers:
        begin = plain.rfind("\n", max(0, number.start - _ROW), number.start) + 1 or max(0, number.start - _ROW)
        stop = plain.find("\n", number.end, number.end + _ROW)
        stop = min(len(plain), number.end + _ROW) if stop < 0 else stop
        yield from _left(plain, max(begin, number.start - _NEAR), number.start)
        yield from _right(plain, number.end, stop)
        yield from _told(plain, max(told, number.start - _NEAR), number.end + _NEAR)
        told = number.end
        if begin >= row:
            yield from _row(plain, begin, stop)
            row = stop


def _left(plain: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The name before a number, and those listed before it."""
    said = plain[begin:end]
    match = _first_name(_shapes().left, said)
    while match is not None:
        which = "name" if match["name"] else "surname"
        start, stop = match.span(which)
        yield begin + start, begin + stop
        match = _first_name(_shapes().further, said[: match.start()])


def _first_name(pattern: re.Pattern[str], said: str) -> re.Match[str] | None:
    """The first match that begins with a name rather than with a word or the end of an institution's name."""
    at = 0
    while (match := pattern.search(said, at)) is not None:
        name = match.groupdict().get("surname") or (
            match["name"] if _is_name(match["name"], said[: match.start()]) else None
        )
        if name is not None:
            return match
        at = match.start() + 1
    return None


def _is_name(name: str, before: str) -> bool:
    """Whether what has the form of a name is one, by itself and by what stands before it."""
    if name.startswith(_words()):
        return False
    return name[-1] not in _endings() or _shapes().cue.search(before) is not None


@cache
def _words() -> tuple[str, ...]:
    return (*rules()["names"]["words"], *rules()["names"]["headings"])


@cache
def _endings() -> frozenset[str]:
    return frozenset(rules()["names"]["endings"])


def _right(plain: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    match = _shapes().right.match(plain, start, stop)
    if match is None:
        return
    if match["surname"]:
        yield match.span("surname")
    elif _is_name(match["name"], plain[start : match.start("name")]):
        yield match.span("name")


def _told(plain: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Names that a label tells of (联系人：…), in the same line or one beside it."""
    for match in _shapes().told.finditer(plain, begin, stop):
        name, start = match["name"], match.start("name")
        if len(name.replace(" ", "")) > 4 and "." not in name:  # 县医院张三: the name at its end
            at_end = _shapes().at_end.search(name)
            if at_end is None or not _is_name(at_end[0], name[: at_end.start()]):
                continue
            start += at_end.start()
            name = at_end[0]
        elif name.startswith(_words()) or (name[-1] in _endings() and not _shapes().cell.fullmatch(name)):
            continue
        yield start, start + len(name)


def _row(plain: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Names that are a cell of their own in a number's row."""
    for separator in (r"[^\t|]+", r"[^\t| ]+"):
        cells = list(re.compile(separator).finditer(plain, begin, stop))
        if len(cells) > 1 and all(len(cell[0]) <= _CELL for cell in cells):
            for cell in cells:
                name = cell[0].strip()
                if _shapes().cell.fullmatch(name) and _is_name(name, ""):
                    start = cell.start() + cell[0].index(name)
                    yield start, start + len(name)
