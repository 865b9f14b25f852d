"""Short names that the text itself gives: 江北市第二人民医院（以下简称市二院）.

>>> named = Found(0, 9, "江北市第二人民医院", "Hospital", place="江北市", inner="第二人民医院")
>>> text = "江北市第二人民医院（以下简称市二院）派出专家，市二院捐赠设备。"
>>> [(m.start, m.text, m.full) for m in aliases(text, [named])]
[(14, '市二院', '江北市第二人民医院'), (23, '市二院', '江北市第二人民医院')]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.overlaps import Taken

SHORT_NAME = "short name given by the text"
_GIVEN = re.compile(r"[（(](?:以下)?(?:简称|下称|统称|又称|称)(?:为)?[“\"]?([一-龥A-Za-z0-9]{2,14})[”\"]?[）)]")
_BRACKETED = re.compile(
    r"（[“\"]?([一-龥0-9A-Za-z]{2,10}(?:医院|卫生院|公司|大学|学院|中心|集团|基金会|研究院))[”\"]?）"
)
# 江北市第四医院又名江北市中西医结合医院
_OTHER_NAME = re.compile("，?(?:又名|又称|亦称|也称|原名|原称|前身是|前身为)")
# 县妇幼保健院加挂县儿童医院牌子; a branch is its own.
_HUNG, _PLATE = re.compile('[加增悬]挂(?:了)?[“"]?$'), re.compile('[”"]?的?牌[子匾]?')
_BRANCH = ("分院", "院区")
_INSTITUTES = ("研究所", "研究院")
_OPENING, _CLOSING = ("（", "("), ("）", ")")
_LOCAL_NAME = 4  # 县医院, 县中医院 in brackets after the full name are understood without being told


def aliases(text: str, found: list[Found]) -> list[Found]:
    """The mentions by such a short name, wherever it stands; mentions already found under it get the full name.

    >>> aliases("江北市第二人民医院（三级甲等）派出专家。", [Found(0, 9, "江北市第二人民医院", "Hospital")])
    []
    """
    more: list[Found] = []
    within: dict[str, list[Found]] = defaultdict(list)
    for mention in found:
        within[mention.inner].append(mention)
    owners: set[int] = set()  # 医科院肿瘤医院（医科院肿瘤研究所）: the second name is one, without an owner in it
    for other, named in _second_names(text, found):
        if other.owner is not None:
            owners.add(id(other.owner))
            other.owner = None
        place = other.place or ""
        for again in within[other.inner] if place else ():
            if again is not other and again.start > other.start and again.place in (place, place[-1:]):
                _means(again, named)  # 江北市第一医院（江北市红十字医院）……市红十字医院
        _means(other, named)
    found[:] = [mention for mention in found if id(mention) not in owners]
    taken, called = Taken(text, found), defaultdict(list)
    for mention in found:
        called[mention.text].append(mention)
    for alias, named in dict(_given(text, found)).items():
        for other in called[alias]:
            if other is not named:
                _means(other, named)
        more += (
            Found(
                *(occurrence.start(), occurrence.end(), alias, named.cls),
                full=named.full,
                place=named.place,
                inner=named.inner,
                rule=SHORT_NAME,
            )
            for occurrence in re.finditer(re.escape(alias), text)
            if not taken.by(occurrence.start())
        )
    return more


def _means(other: Found, named: Found) -> None:
    other.full, other.place, other.inner, other.cls = named.full, named.place, named.inner, named.cls
    other.local, other.rule = named.local, SHORT_NAME


def _second_names(text: str, found: list[Found]) -> Iterator[tuple[Found, Found]]:
    """Each name of an institution that treats people with the one before it whose second name it is:
    县妇婴医院（县妇幼保健院）, 甲又名乙, 甲加挂乙牌子."""
    names = (m for m in found if m.kind == "name" and (m.cls in CARE or m.text.endswith(_INSTITUTES)))
    for named, other in pairwise(sorted(names, key=lambda m: (m.start, m.end))):
        if named.cls not in CARE:
            continue
        between, behind = text[named.end : other.start], text[other.end : other.end + 1]
        bracketed = between in _OPENING and behind in _CLOSING
        hung = _HUNG.search(between) and "。" not in between and _PLATE.match(text, other.end)
        if bracketed or _OTHER_NAME.fullmatch(between) or (hung and not other.text.endswith(_BRANCH)):
            yield other, named


def _given(text: str, found: list[Found]) -> Iterator[tuple[str, Found]]:
    """Each short name with the mention right before its bracket."""
    ends = {m.end: m for m in found if m.kind == "name"}
    for match in [*_GIVEN.finditer(text), *_BRACKETED.finditer(text)]:
        named = ends.get(match.start()) or ends.get(match.start() - 1)
        alias = match[1]
        if named is None or (named.place is not None and named.text.endswith(alias) and len(alias) <= _LOCAL_NAME):
            continue
        if match.re is _BRACKETED and (len(alias) >= len(named.text) or alias[-1] != named.text[-1]):
            continue
        yield alias, named
