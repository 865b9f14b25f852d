"""What may stand in the name of a county or city that no gazetteer has, and what may not.

Chinese writes no spaces, so that a name has to be told from the verbs, adverbs and function words around it.
In a title or signature it begins at a border; in running text it is what stands directly before 县, 市, 区, 旗,
read backwards until a word that ends it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.gazetteer.names import GROUPS

_TEXT = (Path(__file__).parent / "no_name.txt").read_text(encoding="utf-8")
WORDS = frozenset(word for line in _TEXT.splitlines() if not line.startswith("#") for word in line.split())
_LENGTHS = tuple(sorted({len(word) for word in WORDS}, reverse=True))

# Characters that end a name wherever they stand, and those that also begin or end one (向阳, 永和, 如林).
_HARD = (
    "局委院办的了着过被又把将让使给并且而或但则也都还再已曾就才只仅均亦很更最是无非没"
    "不其此这那哪每们因由往到赴至与及跟等个所第级该我各某疾你他她它邀派抵访赠致"
)
_SOFT = "和同向对从在为经于以全会应家名有如自可得能之本位次项例间请帮按据比若即当后前来去入送用受靠助援驻辖属直州"
_KIND = "省市县区旗盟"

# What ends in 区 or 市 and is no administrative area.
_COMMON = re.compile(
    r"(?:社|小|院|片|园|库|景|疫|校|灾|牧|服务|功能|病)区$"
    r"|^(?:城|地|山|林|农|辖|特|郊|矿|战|教|湖|库|新|老|市|县|省|高新|开发|[东西南北中]城?|[主老新]城|中心城|自治|[高深]山|革命老)区$"
    r"|^(?:超|门|上|股|城|都|集|夜|地|本|外|[东南西北])市$|^自治[州县旗]$|^[外邻大强小穷本]县$|[两几各三四五六七八九][县市区旗]$"
)
_SELF = re.compile(r"[我全各该本某每两邻外诸几数多一二三四五六七八九十][省市县区旗州盟]")


def is_common(name: str) -> bool:
    """Whether what looks like a name is a common noun: 山区 and 老城区, but not 凤山区 or 榆城区.

    >>> [is_common(name) for name in ("山区", "凤山区", "老城区", "榆城区", "新社区", "城市", "全县")]
    [True, False, True, False, True, True, True]
    """
    return _COMMON.search(name) is not None or _SELF.fullmatch(name) is not None


# -- at a border -------------------------------------------------------------------------------------

STEM = rf"(?:(?!{'|'.join(sorted(WORDS))}|[{_HARD}{_KIND}])[一-龥])"
_END = r"(?:地区|省|市(?![级场])|州(?![市县区])|(?<![联同])盟|县(?![域级市区])|区(?![域别间块位级]))"
_AT_BORDER = re.compile(rf"{STEM}{{2,12}}?自治[州县旗区]|{STEM}{{1,7}}?旗(?![下舰帜])|{STEM}{{1,5}}?{_END}")
# Within a city's name follow its counties, but as often what the city does, and with whom.
_NO_NEXT = re.compile(r"[在为经从以于对直属辖本全市县区旗州]|[和同向].{2}[^县市区旗]")


def name_at(text: str, start: int, *, within: bool = False) -> str | None:
    """The full name that begins at an offset; `within` if another place's name ends there.

    >>> [name_at(text, 0) for text in ("榆关区卫生健康局", "和安县卫健局", "全县卫生工作", "紧密型县域医共体")]
    ['榆关区', '和安县', None, None]
    >>> name_at("澜浦市市直医院及岚汀县", 3, within=True), name_at("澜浦市柳溪县", 3, within=True)
    (None, '柳溪县')
    """
    if within and _NO_NEXT.match(text, start):
        return None
    match = _AT_BORDER.match(text, start)
    return match[0] if match and not is_common(match[0]) else None


# -- in running text ---------------------------------------------------------------------------------

_IN_TEXT = re.compile(r"(?:自治[县旗州]|县(?![域级市区])|市(?![级场])|区(?![域别间块位级])|旗(?![下舰帜]))")
_GROUP = re.compile(rf"(?:{GROUPS})+$")
_LONGEST = {"旗": 6}  # characters of a name before its kind; of all others four
_NAME = frozenset(chr(c) for c in range(0x4E00, 0x9FA6)) - frozenset(_HARD + _KIND)


def _read_back(text: str, end: int, most: int) -> tuple[str, bool]:
    """The characters before an offset that may be a name, and whether something ends them there."""
    start = end
    while start > 0 and end - start <= most:
        before = text[start - 1]
        size = end - start
        if before not in _NAME or (size >= 2 and before in _SOFT):
            return text[start:end], True
        if any(text[max(0, start - n) : start] in WORDS for n in _LENGTHS):
            return (text[start:end], True) if size >= 2 else ("", True)
        start -= 1
    return text[start:end], start == 0


def _read(text: str) -> Iterator[tuple[str, str, bool]]:
    for match in _IN_TEXT.finditer(text):
        kind, end = match[0], match.start()
        groups = ""
        if len(kind) > 1 and (group := _GROUP.search(text, max(0, end - 24), end)):
            groups, end = group[0], group.start()
        stem, bounded = _read_back(text, end, _LONGEST.get(kind, 4))
        if len(stem) >= 2 and not is_common(stem + kind):
            yield stem, groups + kind, bounded


def unknown_names(text: str) -> list[str]:
    """The names of counties, cities, districts and banners that a text has, by its words alone, sorted.

    >>> unknown_names("该院随后又被靖海市收治，前往柳溪县支援；全县各社区。积极发动民众的岚汀苗族自治县")
    ['岚汀苗族自治县', '柳溪县', '靖海市']

    A name is taken at its shortest where a longer reading has a word that is not known to be one
    (偕同行人柳溪县), unless the text has the longer one each time.
    """
    read = list(_read(text))
    bounded = Counter(stem + kind for stem, kind, ends in read if ends and len(stem) <= 3)
    names: set[str] = set()
    for stem, kind, ends in read:
        shorter = [stem[-n:] + kind for n in (3, 2) if n < len(stem)]
        told = max((name for name in shorter if bounded[name]), key=lambda name: bounded[name], default=None)
        whole = stem + kind
        if told and (not ends or len(stem) > 3 or bounded[told] > bounded[whole]):
            names.add(told)
        elif ends and (len(stem) <= 3 or kind == "旗" or text.count(whole) > 1):
            names.add(whole)
        else:
            names.add(stem[-2:] + kind)
    return sorted(names)
