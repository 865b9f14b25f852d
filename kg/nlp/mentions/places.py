"""Places in a text: those of the gazetteer, those that look like one, townships of the county by their short names.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> from kg.nlp.mentions.parts import add_parts
>>> hits = lexicon().scan("深入柳林镇、苇塘乡开展义诊")
>>> add_parts(hits)
>>> [m.text for m in places(hits, [])]
['柳林镇', '苇塘乡']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.gazetteer import gazetteer, short_name
from kg.nlp.mentions.borders import free_on_the_left
from kg.nlp.mentions.found import Found
from kg.nlp.mentions.lexicon import HARD, Atom, Hits, lexicon
from kg.nlp.mentions.list_items import items
from kg.nlp.mentions.numbers import NUMERAL, number
from kg.nlp.mentions.overlaps import Taken
from kg.nlp.mentions.parts import NOT_PLACES
from kg.nlp.mentions.shared_endings import COMMON_ENDING
from kg.nlp.rules import at, load_words, one_of

_ROAD = tuple(at("places", "road"))
_COUNTED = re.compile(
    rf"(?P<count>{NUMERAL})个?(?P<kind>{'|'.join(at('places', 'counted'))})(?![{at('places', 'counted_not_before')}])"
)
_NOT_BEFORE = frozenset(at("places", "not_before"))
_AREA = frozenset("域划")  # 功能区域, 产业区划
_BORDER_BEFORE = frozenset(at("places", "border_before"))
_BORDER_AFTER = frozenset(at("places", "border_after"))
_NO_PLACE = re.compile(rf"{one_of('places', 'not_behind')}[县市区旗镇乡村]$")
_COUNT = re.compile(f"{NUMERAL}个")
_FUNCTION = frozenset("的了和与及、")
_WORD_BEFORE = ("的", "、", "，", "。")
_DEAREST, _DEAREST_LISTED, _LIKELY = 2.3, 3.0, 0.6


def places(hits: Hits, found: list[Found]) -> Iterator[Found]:
    """The places of a text that are not within the given mentions.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> [m.full for m in places(lexicon().scan("在柳林、苇塘2个乡义诊"), [])]
    ['柳林乡', '苇塘乡']
    """
    taken = Taken(hits.text, found)
    seen: set[int] = set()
    for source in (_of_gazetteer(hits, taken), _of_lists(hits, taken), _shaped(hits, taken, seen)):
        for place in source:
            seen.update(range(place.start, place.end))
            yield place


def _of_gazetteer(hits: Hits, taken: Taken) -> Iterator[Found]:
    text = hits.text
    known = gazetteer().find(text)
    times = Counter(text[start:end] for start, end, _ in known)
    for start, end, divisions in known:
        if text[end : end + 1] == "州" and any(d.name.endswith("自治州") for d in divisions):
            end += 1  # 甘孜州
        name = text[start:end]
        if text.startswith(_ROAD, end) or name in NOT_PLACES:
            continue
        if len(name) < 4 and name[-1] not in "市州盟" and times[name] < 2 and _within_words(hits, start):
            continue
        if taken.free(start, end):
            yield Found(start, end, name, "Place", rule="gazetteer", inner=name)


def _within_words(hits: Hits, start: int) -> bool:
    """医保定点, 浙西山区: what the word model begins another word before."""
    before = hits.text[start - 1 : start]
    if not "一" <= before <= "龥" or before in lexicon().particles or start in hits.strong:
        return False
    return not hits.begins_word(start)


def _of_lists(hits: Hits, taken: Taken) -> Iterator[Found]:
    """柳林、苇塘2个乡, 柳林镇、苇塘乡2个乡镇: as many items as are counted."""
    text = hits.text
    for match in _COUNTED.finditer(text):
        spans = items(hits, match.start())
        if not 2 <= len(spans) == number(match["count"]):
            continue
        for start, end in spans:
            name = text[start:end]
            if taken.free(start, end):
                told = match["kind"] == "乡镇" or name.endswith(match["kind"])  # of which of the two they do not tell
                full = name if told else name + match["kind"]
                yield Found(start, end, name, "Place", full=full, inner=full, rule=COMMON_ENDING)


def _shaped(hits: Hits, taken: Taken, seen: set[int]) -> Iterator[Found]:
    """What ends as places do, the likeliest first; what is `seen` is a place already."""
    for end in sorted(hits.atoms):
        for atom in sorted(hits.atoms[end], key=lambda a: a.cost):
            if atom.kind != "place" or not seen.isdisjoint(range(atom.start, end)):
                continue
            village = hits.text[end - 1] == "村" and hits.begins_word(atom.start) and hits.begins_word(end)
            if atom.cost > (_DEAREST_LISTED if atom.start - 1 in seen or village else _DEAREST):
                continue
            name = hits.text[atom.start : end]
            if (
                taken.free(atom.start, end)
                and not _quoted(hits.text, atom.start, end)
                and not _is_other_word(hits.text, name, end)
                and _begins_and_ends_words(hits, atom.start, end, name)
                and free_on_the_left(hits, atom.start)
                and _like_a_place(hits, atom, name)
            ):
                yield Found(atom.start, end, name, "Place", rule="place suffix", inner=name)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the quotation marks hold nothing else: then it is what a scheme is called (“百企兴村”行动)."""
    return text[start - 1 : start] == "“" and text[end : end + 1] == "”"


def _is_other_word(text: str, name: str, end: int) -> bool:
    following = text[end : end + 1]
    if name in NOT_PLACES or following in _NOT_BEFORE or (name[0] == "原" and len(name) > 3):
        return True  # 原|石坝乡
    if name[-1] in "州盟" or name.endswith(("社区", "农场", "林场")):
        return True
    if (name[-1] == "区" and following in _AREA) or not _FUNCTION.isdisjoint(name):
        return True
    return bool(_NO_PLACE.match(name) or _COUNT.match(name))


def _begins_and_ends_words(hits: Hits, start: int, end: int, name: str) -> bool:
    """Whether the word model begins words where the place begins and ends; not asked of a place named twice."""
    text = hits.text
    if hits.word_starts is None or hits.repeats(name):
        return True
    begins = text[start - 1 : start] in _WORD_BEFORE or hits.begins_word(start)
    return begins and (
        text[end : end + 2] in lexicon().words or text[end : end + 1] in lexicon().particles or hits.begins_word(end)
    )


def _like_a_place(hits: Hits, atom: Atom, name: str) -> bool:
    """Whether more than the last character speaks for a place: a known stem, a second occurrence, a border."""
    text = hits.text
    if hits.repeats(name):
        return True
    if name[:-1] in load_words("general_words") or name[-2:] in load_words("general_words"):
        return False
    if atom.cost <= _LIKELY:
        return True
    end = atom.start + len(name)
    before, after = text[max(0, atom.start - 1) : atom.start], text[end : end + 1]
    return (
        not before or before in HARD or after in HARD or before in _BORDER_BEFORE or after in _BORDER_AFTER or not after
    )


def spell_out(found: list[Found]) -> None:
    """浙江省温州市瓯海区: a place is also called with those above it, as they are printed.

    >>> city, district = Found(0, 3, "温州市", "Place"), Found(3, 6, "瓯海区", "Place")
    >>> spell_out([city, district])
    >>> district.forms
    ('温州市瓯海区',)
    """
    end, above = -1, [""]
    for place in (m for m in found if m.cls == "Place" and m.kind == "name"):
        longer = [form + place.text for form in above] if place.start == end else []
        place.forms = (*place.forms, *longer)
        end, above = place.end, [place.text, *longer]


def home_in_short(text: str, place: str) -> Iterator[Found]:
    """The reporting county by its short name, where somebody comes there (专家来青禾指导).

    >>> [m.full for m in home_in_short("专家来青禾指导，到青禾镇义诊", "青禾县")]
    ['青禾县']
    """
    short = short_name(place)
    if len(short) < 2:
        return
    comes = rf"(?<=[{at('places', 'coming')}]){re.escape(short)}(?={one_of('places', 'come_for')})"
    for match in re.finditer(comes, text):
        yield Found(*match.span(), short, "Place", full=place, inner=place, rule="the county in short")


def listed_townships(text: str, townships: Sequence[str]) -> Iterator[Found]:
    """王桥、西营和下良: townships of the county by their short names, where two or more stand in a list.

    >>> [m.full for m in listed_townships("在东湾和柳林试行", ("东湾乡", "柳林镇", "苇塘乡"))]
    ['东湾乡', '柳林镇']
    """
    full = {short_name(t): t for t in townships if len(short_name(t)) > 1}
    if not full:
        return
    stems = "|".join(sorted(map(re.escape, full), key=len, reverse=True))
    for group in re.finditer(rf"(?:{stems})(?:[、和及](?:{stems}))+(?![镇乡街村县市])", text):
        for match in re.finditer(stems, group[0]):
            start, name = group.start() + match.start(), match[0]
            yield Found(
                *(start, start + len(name), name, "Place"),
                full=full[name],
                inner=full[name],
                rule="township of the county",
            )
