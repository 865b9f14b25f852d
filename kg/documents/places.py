"""The names of counties and cities in a report's words, known to the gazetteer or not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.documents.naming import STEM, name_at, unknown_names
from kg.documents.wording import BUREAU, MASK, YEAR
from kg.gazetteer import Division, gazetteer

_ZONE = re.compile(rf"{STEM}{{2,5}}?(?:(?:经济技术|经济|高新技术产业|高新技术|高新|工业)(?:开发区|园区|区)|开发区)")
_MASKED = re.compile(rf"{MASK}(?:自治县|省|市|县|区|旗|(?={BUREAU}))")
# What may stand before the place at the beginning of a title or signature.
_LEAD = re.compile(rf"(?:关于对|关于|报送|上报|呈报|印发|转发|推荐|中共|中国共产党|{YEAR}\s*年度?|[《“\s])*")

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

# A place after one of these is where somebody goes, or the other party.
ELSEWHERE = tuple("赴到往与和同向、及")


class Chain(NamedTuple):
    """Places named one within the other (江州市岚汀县): where they stand, the last name, MASKED for one like xx县."""

    start: int
    end: int
    name: str
    above: tuple[Division, ...]


def _kind(name: str) -> str:
    return next((kind for kind in _RANK if len(kind) > 1 and name.endswith(kind)), name[-1])


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a known short name is the beginning of another full one (河源 in 河源区, of which there is none)."""
    longer = None if text[end - 1] in _RANK else name_at(text, start)
    return longer is not None and len(longer) == end - start + 1


@lru_cache(maxsize=4096)  # a title is asked for its place, its issuer, its borders
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
    lead = _LEAD.match(text, start)
    start = lead.end() if lead else start
    position, name, rank = start, "", -1
    above: tuple[Division, ...] = ()
    divisions: tuple[Division, ...]
    while rank < 2:
        if masked := _MASKED.match(text, position):
            part, end, divisions = MASKED, masked.end(), ()
            kind = _kind(masked[0]) if masked[0][-1] in _RANK else "县"
        elif position in known and not _runs_on(text, position, known[position][0]):
            end, divisions = known[position]
            part = text[position:end]
            kind = _kind(part)
            if kind not in _RANK:
                kind = "省" if divisions[0].level == "province" else "市"
        elif match := _ZONE.match(text, position):
            part, end, divisions, kind = match[0], match.end(), (), "区"
        elif unknown := name_at(text, position, within=rank >= 0):
            part, end, divisions, kind = unknown, position + len(unknown), (), _kind(unknown)
        else:
            break
        if rank >= 0 and _RANK[kind] < rank:
            break
        rank = max(_RANK[kind], rank + 1 if kind == "市" and rank == 1 else 0)
        position, name = end, part
        above = (*above, *(d for d in divisions if len(divisions) == 1 and d.level != "county"))
    return Chain(start, position, name, above) if name else None


_BEFORE = re.compile(
    rf"(?:^|[\s，。、；：:《“‘（(〔【>—–-]|关于|{YEAR}\s*年度?|(?:总结|报告|汇报|要点|简报)(?=[一-龥]))"
)


def first_chain(text: str) -> Chain | None:
    """The first place chain of a title or signature, at its beginning or after 关于, 中共, a year or a mark.

    >>> first_chain("关于岚汀县2020年卫生健康工作情况的报告").name, first_chain("2020年岚汀县总结").name
    ('岚汀县', '岚汀县')
    """
    for border in _BEFORE.finditer(text):
        if chain := chain_at(text, border.end()):
            return chain
    found = [s for s, _, divisions in gazetteer().find(text) if divisions[0].level != "province"]
    return chain_at(text, found[0]) if found and not text[: found[0]].endswith(ELSEWHERE) else None


def names_in(text: str) -> dict[str, int]:
    """The full names of counties and cities in a text and how often it has them; unknown ones too.

    >>> names_in("岚汀县人民医院与岚汀县中医院、临沂市人民医院合作，全县各社区")
    {'岚汀县': 2, '临沂市': 1}
    """
    names = set(unknown_names(text))
    for start, end, divisions in gazetteer().find(text):
        if divisions[0].level != "province" and _kind(text[start:end]) in _RANK:
            names.add(text[start:end])
    return {name: text.count(name) for name in sorted(names, key=lambda name: (text.find(name), name))}
