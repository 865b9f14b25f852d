"""The borders of names: from a known ending leftwards to where the name begins.

A name is read from right to left as known parts (specific modifiers, ordinals, places, owners) and unknown
characters (阜德, 光华). Every way to cut it costs: unknown characters a little each, function characters and
general words inside it much, a left border that follows no border word much. The cheapest way wins, so the
name grows over all that can belong to it and stops before what cannot.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> from kg.nlp.mentions.parts import add_parts
>>> hits = lexicon().scan("双方推动青禾县第二人民医院扩建")
>>> add_parts(hits)
>>> start, cost, parts = left_border(hits, 11)
>>> hits.text[start:11], [(p.kind, hits.text[p.start : p.end]) for p in parts]
('青禾县第二人民', [('place', '青禾县'), ('ordinal', '第二'), ('specific', '人民')])
"""

from __future__ import annotations

import re
from math import inf
from typing import NamedTuple

from kg.nlp.mentions.lexicon import HARD, Hits, lexicon
from kg.nlp.mentions.parts import SPECIFIC

LONGEST = 34
RELATIVE = frozenset("县市省区镇乡村旗州")
_TOWNSHIP = frozenset("镇乡")
POINTING = "全我该本各"  # 全县, 我县, 该县
_NO_BORDER = 4.0
_COMPANY = re.compile("(?:股份)?有限(?:责任)?公司")  # never without a name before it
# An unknown character; one of a loose name, and a general word within it; a loose name that begins with a place.
_UNKNOWN, _LOOSE, _WORD_WITHIN, _PLACE_FIRST = 0.6, 0.4, 0.5, 1.0
_QUOTE_BEFORE = 1.0  # “心手相连”卒中联盟: the quote is part of the name
_DEPENDENT = 6.0


class Part(NamedTuple):
    """A piece of a name: its kind and where it stands."""

    kind: str
    start: int
    end: int


class _Ways(NamedTuple):
    """The cheapest way from each position to the end of the name: its cost, the next position, the kind of the
    piece between; and how many unknown characters run on from there."""

    best: dict[int, tuple[float, int, str]]
    unknown: dict[int, int]


# What a part is called in a name, where it is not what it is listed as.
_KINDS = {"protected": "proper", "care": "owner"}


def left_border(
    hits: Hits,
    end: int,
    *,
    relative: bool = True,
    loose: bool = False,
    allowed: tuple[str, ...] = ("specific",),
    least: int = 0,
    holds_care: bool = True,
) -> tuple[int, float, list[Part]] | None:
    """Where a name that continues at `end` begins: (start, cost, parts), None where nothing can precede.

    The parts cover text[start:end]. `relative`: 县, 市 alone may begin it; `loose`: general words may stand inside
    (companies' names are free); `allowed` are the kinds of modifiers that it may have; it has `least` characters;
    `holds_care`: the name of a health-care institution may stand inside, as its owner.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> left_border(lexicon().scan("到县医院"), 2)[0]
    1
    """
    text = hits.text
    limit = max(0, end - LONGEST)
    floor = end
    while floor > limit and (text[floor - 1] not in HARD or floor - 1 in hits.inside):
        floor -= 1
    bare = 6.0 if _COMPANY.match(text, end) else 3.0 if "unit" in allowed else 0.8
    allowed = (*allowed, "care") if holds_care else allowed
    ways = _Ways({end: (0.0, end, "")}, {end: 0})
    choice = (inf, end, False)
    for i in range(end, floor - 1, -1):
        if i not in ways.best:
            continue
        if i <= end - least:
            choice = _cheaper(hits, ways, i, end, floor, choice, bare=bare, relative=relative, loose=loose)
        if i > floor and ways.best[i][0] <= choice[0]:  # else no way over it is cheaper
            _add_known(hits, ways, i, end, floor, allowed)
            _add_unknown(hits, ways, i, loose)
    cost, start, is_relative = choice
    if cost == inf:
        return None
    return start, cost, _parts(ways, start, end, is_relative)


def _add_known(hits: Hits, ways: _Ways, i: int, end: int, floor: int, allowed: tuple[str, ...]) -> None:
    """Go on from `i` to the left over the known parts that end there."""
    best, unknown = ways
    cost, _, following = best[i]
    for atom in hits.atoms.get(i, ()):
        specific = atom.kind in SPECIFIC
        if atom.start < floor or (atom.kind == "department" and i != end) or (specific and atom.kind not in allowed):
            continue
        if atom.kind == "care" and "care" not in allowed:
            continue
        kind = _KINDS.get(atom.kind, "specific" if specific else atom.kind)
        total = cost + atom.cost
        if kind == "generic" and following in ("place", "proper"):
            total += 3.0
        if atom.start not in best or total < best[atom.start][0]:
            best[atom.start] = (total, i, kind)
            unknown[atom.start] = 0 if kind != "proper" else unknown[i] + i - atom.start


def _add_unknown(hits: Hits, ways: _Ways, i: int, loose: bool) -> None:
    """Go on from `i` to the left over one character that no list has."""
    best, unknown = ways
    character = hits.text[i - 1]
    if not ("一" <= character <= "龥" or character.isalpha()):
        return
    cost, _, following = best[i]
    run = unknown[i] + 1
    total = (
        cost + (_LOOSE if loose else _UNKNOWN) + (1.5 if following == "place" else 0.0) + _penalty(hits, i - 1, loose)
    )
    total += 1.0 if run > 4 and not loose else 0.0
    if character in "县市省区镇乡村旗":
        total += 3.0
    if run <= (10 if loose else 7) and (i - 1 not in best or total < best[i - 1][0]):
        best[i - 1] = (total, i, "proper")
        unknown[i - 1] = run


def _cheaper(
    hits: Hits,
    ways: _Ways,
    start: int,
    end: int,
    floor: int,
    choice: tuple[float, int, bool],
    *,
    bare: float,
    relative: bool,
    loose: bool,
) -> tuple[float, int, bool]:
    """The cheaper of the best beginning so far and one here: its cost, where it is, whether it is a 县, 市 alone."""
    text = hits.text
    cost, following, kind = ways.best[start]
    border = _border(hits, start, loose=loose)
    if loose and kind == "place" and hits.begins_word(start):
        border = min(border, _PLACE_FIRST)
    total = cost + border
    if kind in ("specific", "generic") and text[start:following] in lexicon().dependent:
        total += _DEPENDENT
    if start == end and (text[end - 1 : end] not in HARD or end == 0):
        total += bare
    if (total, start) < choice[:2]:
        choice = (total, start, False)
    follows = start == end or kind != "place" or text[following - 1] in _TOWNSHIP  # 县柳林镇卫生院
    if relative and start > floor and text[start - 1] in RELATIVE and text[start : start + 1] != "域" and follows:
        total = cost + 0.3 + _border_of_relative(hits, start - 1)
        if total < choice[0]:
            choice = (total, start - 1, True)
    return choice


def _border_of_relative(hits: Hits, start: int) -> float:
    """What it costs that a name begins with 县, 市 here; 我县, 全市县 are borders by themselves."""
    text = hits.text
    before = text[start - 1] if start >= 1 else "。"
    pointed = before in RELATIVE and start >= 2 and text[start - 2] in POINTING
    if before in POINTING or (pointed and text[start - 1 : start + 1] != "乡镇"):
        return 0.0
    if text[start - 2 : start] == "建设" and text[start] not in _TOWNSHIP:
        return 0.0  # 建设|县中医院, but 建设镇
    return _border(hits, start)


def _parts(ways: _Ways, start: int, end: int, is_relative: bool) -> list[Part]:
    parts: list[Part] = []
    position = start
    if is_relative:
        parts.append(Part("relative", start, start + 1))
        position = start + 1
    while position < end:
        _, following, kind = ways.best[position]
        if parts and kind == "proper" == parts[-1].kind:
            parts[-1] = Part("proper", parts[-1].start, following)
        else:
            parts.append(Part(kind, position, following))
        position = following
    return parts


def _border(hits: Hits, start: int, *, loose: bool = False) -> float:
    """What it costs that a name begins here. Of a `loose` one a general word before may be part."""
    if start == 0 or (before := hits.text[start - 1]) in HARD:
        quoted = start > 0 and before == "”" and any(atom.kind == "proper" for atom in hits.atoms.get(start, ()))
        return _QUOTE_BEFORE if quoted else 0.0
    if start >= 2 and hits.text[start - 2] == "、" and before in lexicon().particles and start not in hits.strong:
        return 1.5
    if hits.text[max(0, start - 3) : start - 1] == "附属":
        return _NO_BORDER
    if start not in hits.boundary:
        return 0.4 if before.isascii() else _NO_BORDER
    if start in hits.strong:
        return 0.0
    if loose and (before not in lexicon().particles or start - 1 in hits.shielded):
        return _NO_BORDER
    if start - 1 in hits.shielded:
        return 1.5
    if before == "和" and not _joins(hits, start - 1):
        return 2.5
    return 0.0 if before in lexicon().particles or start - 1 in hits.penalty else 1.5


def _joins(hits: Hits, position: int) -> bool:
    """Whether what stands before 和 can be joined by it: a name, a place, a count, a bracket; 附属安 cannot."""
    return position in hits.ends or position in hits.boundary or not "一" <= hits.text[position - 1] <= "龥"


def _penalty(hits: Hits, position: int, loose: bool) -> float:
    """What it costs that a name goes over this character."""
    if position not in hits.penalty:
        return 0.0
    character = hits.text[position]
    before = hits.text[position - 1] if position else ""
    if hits.text[max(0, position - 2) : position] == "附属":
        return 0.5  # 附属同康医院
    if before == "、" or (position > 1 and hits.text[position - 2] in HARD and character in "和同与及"):
        return 0.5  # 、对河乡; ，济和医院: no preposition follows a list's comma, nothing of one character is joined
    if character == "和" and not _joins(hits, position):
        return 0.3
    return _WORD_WITHIN if loose and character not in lexicon().particles else 3.0


def free_on_the_left(hits: Hits, start: int) -> bool:
    """Whether a place may begin here: after punctuation, a border word or another place.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> hits = lexicon().scan("在柳林镇")
    >>> free_on_the_left(hits, 1), free_on_the_left(hits, 2)
    (True, False)
    """
    if start == 0 or hits.text[start - 1] in HARD or start in hits.boundary:
        return True
    return any(a.kind == "place" and a.cost < 2.3 for a in hits.atoms.get(start, ()))
