"""Schemes without quotes, by what their names end in: 妇幼健康提升工程, 分级诊疗制度.

>>> [p.text for p in by_ending("扎实推进优质护理提升工程，加强服务中心建设。", [])]
['优质护理提升工程']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.programmes.modifiers import CUTS, VERB, hollow, trim
from kg.nlp.rules import at, one_of

ENDING = "scheme by its ending"
_STRONG = frozenset([*at("programmes", "strong"), "示范"])
_BY_LENGTH = sorted([*at("programmes", "strong"), *at("programmes", "weak")], key=len, reverse=True)
_SHAPE = re.compile(f"{'|'.join(_BY_LENGTH)}|示范(?={one_of('programmes', 'model_of')})")
_PUNCTUATION = frozenset('—。；，：！？、（）()《》“”【】"\n\t 　>►■●')
_COUNT = re.compile("[一二三四五六两][个项大]$|^[一二三四五六七八九十两]+[个项大]")
_PROGRESS = re.compile(f"(?:工作|建设)?{one_of('programmes', 'progress')}")
_RELATION = re.compile(one_of("programmes", "relations"))
_NOT_BEHIND = re.compile(one_of("programmes", "not_behind"))
_NOT_BEFORE = re.compile(one_of("programmes", "not_before"))
_MODEL_OF = re.compile(one_of("programmes", "model_of"))
_LEVEL = re.compile("(?:国家级?|全国|全省|自治区级?|[省市]级)$")
_LONGEST = 26
_AND_ANOTHER = re.compile(f"(?:{'|'.join(_BY_LENGTH)})[和与及暨]$")


def by_ending(text: str, found: list[Found]) -> Iterator[Found]:
    """The schemes that a verb carries out or a strong ending tells. `found` are the mentions, which a scheme's name
    does not begin within.

    >>> [p.text for p in by_ending("县医院被列为全国医养综合示范单位", [Found(0, 3, "县医院", "Hospital")])]
    ['医养综合示范']
    """
    edges = sorted(m.end for m in found if m.kind != "kind")
    named = {(m.start, m.end) for m in found}
    for match in _SHAPE.finditer(text):
        start, carried = _start(text, match, edges)
        modifier = text[start : match.start()]
        name = trim(modifier)
        if (start, match.start()) in named or not _is_modifier(name) or not _is_told(text, match, carried):
            continue
        end = match.end()
        start += len(modifier) - len(name)
        forms: tuple[str, ...] = ()
        if match[0] == "示范" and not name.endswith(("综合", "工作")):
            end, forms = match.start(), _as_titled(text, match, start)
        yield Found(start, end, text[start:end], "Programme", full=text[start:end], rule=ENDING, forms=forms)


def _as_titled(text: str, match: re.Match[str], start: int) -> tuple[str, ...]:
    """慢性病综合防控 is also called as the title that its models bear: 慢性病综合防控示范区, with 省级 before it."""
    model = _MODEL_OF.match(text, match.end())
    if model is None:
        return ()
    level = _LEVEL.search(text, max(0, start - 4), start)
    titled = text[start : model.end()]
    return (text[start : match.start()], titled, *([level[0] + titled] if level else []))


def _start(text: str, match: re.Match[str], edges: list[int]) -> tuple[int, bool]:
    """Where the name may begin: behind punctuation, a verb, a mention, a cut; and whether anything but a name's
    own words tells a scheme: a verb that carries it out, or a beginning of its own."""
    floor = match.start()
    while floor > 0 and match.start() - floor < _LONGEST and text[floor - 1] not in _PUNCTUATION:
        floor -= 1
    last = match.start() - 2  # a name has two characters before its ending at least
    verbs = [verb.end() for verb in VERB.finditer(text, floor, match.start()) if verb.end() <= last]
    start = verbs[-1] if verbs else floor
    edge = edges[position - 1] if (position := bisect_right(edges, last)) else 0
    if edge > floor:
        start = max(start, edge)
    for cut in CUTS.finditer(text, start, last):
        start = cut.end()
    listed = _AND_ANOTHER.search(text, floor, start) is not None
    return start, bool(verbs) or listed or floor == 0 or text[floor - 1] == "\n" or _is_item(text, floor)


def _is_item(text: str, start: int) -> bool:
    """Whether an item of a list of words begins here; of one of characters (人、财、物统一管理) none does."""
    return text[start - 1] == "、" and text[max(0, start - 3) : start - 2] != "、"


def _is_modifier(name: str) -> bool:
    """Whether these words can make a scheme's name."""
    if not 2 <= len(name) <= 20 or hollow(name) or name.endswith("分别") or VERB.fullmatch(name):
        return False
    return not (_COUNT.search(name) or _RELATION.search(name) or _NOT_BEHIND.search(name))


def _is_told(text: str, match: re.Match[str], carried: bool) -> bool:
    """Whether the ending ends a scheme's name here: it is strong, carried out or progresses, and ends its word."""
    end = match.end()
    if match[0] not in _STRONG and not carried and not _PROGRESS.match(text, end, end + 6):
        return False
    if match[0] == "试点" and text[end : end + 1] == "“":
        return False  # 试点“上门护理”服务: a verb
    return match[0] in ("试点", "示范") or not _NOT_BEFORE.match(text, end, end + 3)
