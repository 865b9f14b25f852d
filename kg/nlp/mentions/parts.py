"""What stands in a text that names can be made of: places, listed ones and what looks like one; ordinals, owners.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> hits = lexicon().scan("青禾县第二人民医院")
>>> add_parts(hits)
>>> {hits.text[a.start : end]: a.kind for end, atoms in hits.atoms.items() for a in atoms if a.cost == 0}
{'第二': 'ordinal', '人民': 'specific'}
"""

from __future__ import annotations

import re
from functools import cache

from kg.gazetteer import gazetteer
from kg.nlp.mentions.found import CARE
from kg.nlp.mentions.lexicon import HARD, Atom, Hits, lexicon
from kg.nlp.rules import at, load, one_of

# The kinds of atoms that are specific modifiers: of any name, of alliances, bodies, businesses, units.
SPECIFIC = frozenset({"specific", "alliance", "office", "business", "unit"})
NOT_PLACES = frozenset(at("places", "not_places"))

_ENDING = re.compile(one_of("places", "endings"))
_ROAD = re.compile("(?:路|大街|街)(?=社区卫生服务)")  # community health centres bear the names of roads
_PEOPLES = re.compile(rf"{one_of('places', 'peoples')}+$")
_MASKED = re.compile(r"(?:[xX×*]{1,3}|某{1,2})[县市区旗州镇乡]")
_QUOTED = re.compile(rf"“[一-龥A-Za-z]{{2,8}}”(?=(?!试点|示范)[一-龥]{{0,6}}{one_of('institutions', 'quoted_before')})")
_BRACKETED = re.compile(r"[（(][一-龥]{2,4}[）)](?=[一-龥]{0,6}公司)")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零○〇0-9]+")
_SHORT_ORDINAL = re.compile("(?<![第十一二三四五六七八九之其约])[一二三四五六](?=医院)")
# 江北省立医院, 江北市立第二医院: founded by that place.
_FOUNDED_BY = re.compile("(?<=[省市县州])立(?=[医第中儿妇肿眼口精康同传])")
_NUMBERED = re.compile(r"(?<![0-9.])[0-9]{2,4}(?=医院|急救)")
# 3家, 两所, 三大, 12日: what is counted or dated ends there.
_COUNTED = re.compile(
    r"[0-9_xX一二两三四五六七八九十百几各多余]+"
    r"(?:[家所个名处间批例次位元年月日号期岁辆份]|[台张项](?![山镇乡村子店河湖])|大)"
)
# 落马、白鹿两镇卫生院, 清禾、柳溪两县人民医院: the townships or counties are counted.
_COUNTED_PLACES = re.compile(
    "(?<![第十])[两三四五六七八九](?=(?:乡镇|[镇乡])(?:中心)?卫生院|村卫生[室所]"
    "|[县市区旗](?![级立直属域])[一-龥]{0,10}?(?:医院|保健|中心|[局委所]))"
)
_BORDER_WORDS = frozenset(at("boundaries", "words"))
_GOVERNING = _BORDER_WORDS | {word for case in load("cases").values() for word in case["words"]}
# 肛肠、推拿两科: the departments are counted; 外一科、外二科 are numbered.
COUNTED_DEPARTMENTS = re.compile("(?<=、)[^、，。；科]{1,5}([两二三四五六七八九])(?=科(?![学室]))")
# The one that the reporting county lies in.
_REGION = re.compile("(?<![古尔族藏])自治区(?=[一-龥]{0,8}(?:院|中心|委|局|厅|所))")
_JOINABLE = re.compile(r"[省市县区旗镇乡村社队室站所院校局委办部科人员等其]")
# What a stem of one to five characters costs that no gazetteer knows.
_BY_LENGTH = (5.0, 1.2, 1.8, 3.5, 5.0)
_BY_LENGTH_STEPPE = (5.0, 1.2, 1.4, 1.6, 2.0)  # transcribed names of 旗 and 苏木 are longer
_DEAREST_PLACE = 6.0


def add_parts(hits: Hits) -> None:
    """Enter the places of the gazetteer, and what looks like a place (清禾县, 柳林镇), as parts of names.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> hits = lexicon().scan("清禾县医院")
    >>> add_parts(hits)
    >>> [hits.text[a.start : 3] for a in hits.atoms[3] if a.kind == "place" and a.cost < 2]
    ['清禾县']
    """
    _close_known(hits)
    _add_gazetteer(hits)
    hits.ends.update(suffix.end for suffix in hits.suffixes)
    hits.ends.update(m.end() for m in _JOINABLE.finditer(hits.text))
    _add_printed(hits)
    _add_shaped(hits)
    for m in _REGION.finditer(hits.text):
        hits.add_place(m.start(), m.end())
        hits.close(m.start(), m.end())
    for m in _ORDINAL.finditer(hits.text):
        is_army = len(m[0]) > 3 and "十" not in m[0] and "百" not in m[0]  # 第九〇一医院 is one of the whole army's
        hits.atoms[m.end()].append(Atom(m.start(), "number" if is_army else "ordinal", 0.0))
    for m in _SHORT_ORDINAL.finditer(hits.text):
        hits.atoms[m.end()].append(Atom(m.start(), "ordinal", 0.3))
    for m in _FOUNDED_BY.finditer(hits.text):
        hits.atoms[m.end()].append(Atom(m.start(), "specific", 0.0))
        hits.shut(m.end())  # 省立 is a word, behind which names would begin
    for m in _NUMBERED.finditer(hits.text):
        hits.atoms[m.end()].append(Atom(m.start(), "number", 0.3))
    for m in _COUNTED.finditer(hits.text):
        hits.penalty.update((m.end() - 2, m.end() - 1))
        hits.open(m.end())
    for m in _COUNTED_PLACES.finditer(hits.text):
        hits.penalty.add(m.start())
        hits.open(m.end())
    for m in COUNTED_DEPARTMENTS.finditer(hits.text):
        hits.penalty.add(m.end() - 1)
        hits.open(m.end())


def _close_known(hits: Hits) -> None:
    """No name begins inside a known word; an institution may own what its name is followed by."""
    for end, atoms in list(hits.atoms.items()):
        for atom in atoms:
            if atom.kind == "protected":
                hits.shielded.update(range(atom.start, end))
    for end, atoms in list(hits.atoms.items()):
        for atom in atoms:
            if atom.kind in SPECIFIC or atom.kind == "ordinal":
                hits.close(atom.start, end)
                inner = (hits.text[end - n : end] for n in (2, 3) if end - n > atom.start)
                if any(word in _BORDER_WORDS for word in inner) or _ends_in_particle(hits.text, atom.start, end):
                    hits.shut(end)  # 中西医结合 ends in 结合, 数据 in 据, behind which names begin
    for suffix in hits.suffixes:
        hits.close(suffix.start, suffix.end)
        if suffix.cls != "Unit":
            hits.atoms[suffix.end].append(Atom(suffix.start, "care" if suffix.cls in CARE else "owner", 0.3))
        if suffix.word in lexicon().bare and suffix.cls == "GovernmentBody":
            hits.open(suffix.end)


def _ends_in_particle(text: str, start: int, end: int) -> bool:
    return end - start > 1 and text[end - 1] in lexicon().particles


def _add_gazetteer(hits: Hits) -> None:
    text = hits.text
    for start, end, _ in gazetteer().find(text):
        if end - start == 2 and text[start] in lexicon().particles:
            hits.atoms[end].append(Atom(start, "place", 4.0))
        elif end - start > 2 and text[start : end - 1] in _GOVERNING:
            hits.atoms[end].append(Atom(start, "place", 1.5))  # 会同县, or 会同 and 县
        else:
            hits.add_place(start, end)
            hits.close(start, end)


def _add_printed(hits: Hits) -> None:
    """Places that the text masks, names in quotes, the province in the brackets of a company's name."""
    for m in _MASKED.finditer(hits.text):
        hits.add_place(m.start(), m.end())
    for pattern, kind, cost in ((_QUOTED, "proper", 0.4), (_BRACKETED, "specific", 0.2)):
        for m in pattern.finditer(hits.text):
            listed = (a.kind for a in hits.atoms.get(m.end() - 1, ()) if a.start == m.start() + 1)
            if any(inside == "generic" or inside in SPECIFIC for inside in listed):
                continue  # “专科”联盟 sorts the alliance, “银杏”联盟 names it
            hits.atoms[m.end()].append(Atom(m.start(), kind, cost))
            hits.inside.update(range(m.start(), m.end()))


@cache
def _stems() -> frozenset[str]:
    """The short names of all counties and townships that have two characters or more."""
    divisions = gazetteer()
    return frozenset(
        d.short for d in (*divisions._divisions.values(), *divisions._townships.values()) if len(d.short) > 1
    )


def _add_shaped(hits: Hits) -> None:
    """Whatever stands before 县, 镇, 村 may be a place; what it costs tells how likely."""
    text = hits.text
    for match in _ROAD.finditer(text):
        hits.shut(match.end())
        for start in (match.start() - 3, match.start() - 2):
            if start < 0 or text[start] in "与和及同对向到在":
                continue
            if start == 0 or text[start - 1] in HARD or start in hits.boundary:
                hits.atoms[match.end()].append(Atom(start, "place", 0.5))
                break
    for match in _ENDING.finditer(text):
        peoples = _PEOPLES.search(text, max(0, match.start() - 12), match.start())
        stop = peoples.start() if peoples else match.start()
        if len(match[0]) > 1:
            hits.close(*match.span())
        one = len(match[0]) == 1
        for length in range(1, 6):
            start = stop - length
            if start < 0 or text[start] in HARD or not "一" <= text[start] <= "龥":
                break
            end = match.end()
            if text[start:end] in NOT_PLACES or (length > 1 and one and text[end - 2 : end] in NOT_PLACES):
                continue
            cost = _cost_of_place(hits, start, stop, match[0], peoples is not None)
            if cost <= _DEAREST_PLACE:
                hits.atoms[end].append(Atom(start, "place", cost))


def _cost_of_place(hits: Hits, start: int, stop: int, ending: str, peoples: bool) -> float:
    stem = hits.text[start:stop]
    if stem in _stems():
        return 1.5 if stem in lexicon().words else 0.5
    length = stop - start
    bad = sum(1.0 if i in hits.shielded else 3.0 for i in range(start, stop) if i in hits.penalty)
    by_length = _BY_LENGTH_STEPPE if ending in ("旗", "苏木") else _BY_LENGTH
    inner = 3.0 if length > 1 and any(c in "县市区镇乡村" for c in stem) else 0.0
    cost = by_length[length - 1] + bad + inner + (1.0 if ending in "区州盟村" else 0)
    return max(0.6, cost - 1.0) if peoples else cost
