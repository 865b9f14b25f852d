"""The names of counties and cities in a report's words, known to the gazetteer or not."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.documents.wording import MASK
from kg.gazetteer import Division, gazetteer

# In a name that no gazetteer has, neither the words around places nor those of institutions stand.
_NO_NAME = "卫医局院委办工年民关于和与及对向在赴到由经的我全各该本某级疾妇保健康学校第等"
_ZONE = re.compile(r"(?:(?![县市省])[一-龥]){2,5}?(?:经济技术|经济|高新技术产业|高新技术|高新|工业)(?:开发区|园区|区)")
_PART = re.compile(
    rf"(?:(?![{_NO_NAME}])[一-龥]){{1,7}}?(?:自治州|自治县|自治旗|地区|省|市|州(?![市县区])|盟|县|区|旗)"
)
_MASKED = re.compile(rf"{MASK}(?:自治县|省|市|县|区|旗)")

# What ends in 区 or 市 and is no administrative area.
_COMMON = re.compile(
    r"(?:社|小|城|地|山|病|院|片|园|库|牧|灾|校|景|疫|林|农|辖|功能|特|郊|矿|战|教|高新|开发)区$|(?:超|门|上|股|城)市$|^新区$"
)
_RANK = {
    "省": 0,
    "自治州": 1,
    "地区": 1,
    "盟": 1,
    "州": 1,
    "市": 1,
    "自治县": 2,
    "自治旗": 2,
    "县": 2,
    "区": 2,
    "旗": 2,
}

MASKED = "masked"


class Chain(NamedTuple):
    """Places named one within the other (江州市岚汀县): where they stand, the last name, MASKED for one like xx县."""

    start: int
    end: int
    name: str
    above: tuple[Division, ...]


def _kind(name: str) -> str:
    return next((kind for kind in _RANK if len(kind) > 1 and name.endswith(kind)), name[-1])


def chain_at(text: str, start: int = 0) -> Chain | None:
    """The places that a short text names from an offset on, None if it does not begin with one.

    >>> chain_at("江州市岚汀县卫健局2019年工作总结").name, chain_at("岚汀市卫生健康局及各区").name
    ('岚汀县', '岚汀市')
    >>> chain_at("xx市xx县卫健局工作总结").name, chain_at("卫健局工作总结"), chain_at("全县工作总结")
    ('masked', None, None)
    >>> chain_at("中共岚汀县委工作总结").name
    '岚汀县'
    """
    known = {s: (e, divisions) for s, e, divisions in gazetteer().find(text)}
    start += next((len(word) for word in ("关于", "中共") if text.startswith(word, start)), 0)
    position, name, rank = start, "", -1
    above: tuple[Division, ...] = ()
    divisions: tuple[Division, ...]
    while rank < 2:
        if masked := _MASKED.match(text, position):
            part, end, divisions = MASKED, masked.end(), ()
            kind = _kind(masked[0])
        elif position in known:
            end, divisions = known[position]
            part = text[position:end]
            kind = _kind(part)
            if kind not in _RANK:
                kind = "省" if divisions[0].level == "province" else "市"
        elif match := _ZONE.match(text, position):
            part, end, divisions, kind = match[0], match.end(), (), "区"
        elif (match := _PART.match(text, position)) and not _COMMON.search(match[0]) and len(match[0]) > 1:
            part, end, divisions, kind = match[0], match.end(), (), _kind(match[0])
        else:
            break
        if rank >= 0 and _RANK[kind] < rank:
            break
        rank = max(_RANK[kind], rank + 1 if kind == "市" and rank == 1 else 0)
        position, name = end, part
        above = (*above, *(d for d in divisions if len(divisions) == 1 and d.level != "county"))
    return Chain(start, position, name, above) if name else None


_BEFORE = re.compile(r"(?:^|[\s，。、；：:《“‘（(〔【>]|关于|20\d\d年度?)")


def first_chain(text: str) -> Chain | None:
    """The first place chain of a title or signature, at its beginning or after 关于, 中共, a year or a mark.

    >>> first_chain("关于岚汀县2020年卫生健康工作情况的报告").name, first_chain("2020年岚汀县总结").name
    ('岚汀县', '岚汀县')
    """
    for border in _BEFORE.finditer(text):
        if chain := chain_at(text, border.end()):
            return chain
    found = [(s, e) for s, e, divisions in gazetteer().find(text) if divisions[0].level != "province"]
    return chain_at(text, found[0][0]) if found else None


_UNKNOWN = re.compile(
    rf"(?:^|[\s，。、；：《“（(〔【>])((?:(?![{_NO_NAME}省市县区旗])[一-龥]){{1,6}}(?:自治县|自治旗|县|市|区|旗))(?!级)",
    re.M,
)


def names_in(text: str) -> dict[str, int]:
    """The full names of counties and cities in a text and how often it has them; unknown ones at clean borders.

    >>> names_in("岚汀县人民医院与岚汀县中医院、临沂市人民医院合作，全县各社区")
    {'岚汀县': 2, '临沂市': 1}
    """
    names = {match[1] for match in _UNKNOWN.finditer(text) if not _COMMON.search(match[1])}
    for start, end, divisions in gazetteer().find(text):
        if divisions[0].level != "province" and _kind(text[start:end]) in _RANK:
            names.add(text[start:end])
    return {name: text.count(name) for name in sorted(names, key=lambda name: (text.find(name), name))}
