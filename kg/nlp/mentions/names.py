"""The names of institutions in a text: a suffix, what stands before it, and the class that it tells.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> text = "双方推动青禾县第二人民医院加入省骨伤专科联盟"
>>> [(n.text, n.cls) for n in find_names(lexicon().scan(text))]
[('青禾县第二人民医院', 'Hospital'), ('省骨伤专科联盟', 'MedicalAlliance')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.nlp.mentions.borders import Part, left_border
from kg.nlp.mentions.found import CARE
from kg.nlp.mentions.lexicon import Hits, Suffix, lexicon
from kg.nlp.mentions.parts import add_parts
from kg.nlp.rules import at, one_of

BRANCHES = frozenset(at("institutions", "branches"))
_WISHED = re.compile(one_of("institutions", "wished"))
_UNIVERSITY = re.compile("(?:大学|医学院)$")
_CAMPUSES = frozenset(at("institutions", "campuses"))
INNER = frozenset(at("institutions", "inner"))
_OF_A_MASTER = frozenset(at("institutions", "of_a_master"))
_FREE = frozenset(at("institutions", "free"))
_ROLES = tuple(at("institutions", "roles"))
_NOT_BEFORE: dict[str, str] = at("institutions", "not_before")
_NOT_BEHIND: dict[str, str] = at("institutions", "not_behind")
_MODIFIERS = {
    "MedicalAlliance": "alliance",
    "GovernmentBody": "office",
    "PartnerInstitution": "business",
    "Unit": "unit",
}
# 江北医科大学教学医院: what it is to the university, behind any institution's name.
_TIE = re.compile(f"[院学心团司所]的?(?:{one_of('relations', 'lists.ties')}|{one_of('institutions', 'helped')})$")
# 卫健局党委副书记 is of the bureau.
_COMMITTEES_WITHIN = frozenset(at("institutions", "committees_within"))
_POST = re.compile(one_of("institutions", "posts"))
# Directly behind its house a department is one, though only its people are told of.
_PEOPLE = frozenset("医护主专")
_ITS_OWN = re.compile(
    "(?:医院|保健院|[一二三四五六]院)的?(?:[一-龥]{1,6}科、){0,3}"
    f"(?:[{''.join(at('modifiers', 'departments'))}]"
    f"|{one_of('modifiers', 'specific.unit')}|{one_of('modifiers', 'specific.any')})$"
)
_ABOUT_ITS_BUILDING = re.compile(one_of("institutions", "about_units"))
_OF_INFECTION = re.compile("感染(?:管理科|科|性|病)")  # 县医院感染科, but 医院感染
FOUNDING = re.compile(f"(?:{'|'.join(w for w in at('relations', 'units.founding') if len(w) > 1)}|设(?![备计施]))+")
COMPASS = frozenset("东西南北")  # alone, they name a campus (东院区)
_BUREAUS = "局委厅"
_OFFICES = ("局", "厅")  # too short to tell a body without a place and a subject before
_DOCUMENT_NUMBER = re.compile("[^，。]{0,2}[发字函][〔【[（(]")
_OF_A_UNIVERSITY = re.compile("(?:大学|医学院|医科院|附属).*医院$")
_LONG = re.compile("长[期年]")  # 卫生院长期, but 卫生院长
_THE_HOSPITALS = re.compile("医院(?!感染)")
_ELSEWHERE = re.compile("[一-龥]{2,4}医院")
_GREAT = re.compile("[两二三四五六七八九十]大")
_OUTPOST = re.compile(f"(?!在|的|与|和|到|由|为)[一-龥]{{2,4}}?{one_of('institutions', 'outposts')}")
_DEAREST = 9.0
_LONGEST_BEFORE, _HAN = 5, re.compile("(?!.*[大个两]$)[一-龥]+")  # in quotes, before what the lists know
_LABORATORIES = frozenset(at("institutions", "laboratories"))
_WITH = frozenset("与同和由托")
_LEVELS = tuple(at("institutions", "levels"))
_OWN = frozenset({"place", "relative", "ordinal", "proper", "owner", "number"})
_PARTICULAR = frozenset({"place", "relative", "specific", "ordinal", "proper", "owner", "number"})


@dataclass(slots=True)
class Name:
    """A name in a text: its class, its parts from left to right, and the owner that it begins with, if any.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> [name] = find_names(lexicon().scan("青禾县人民医院康复科"))
    >>> name.cls, name.owner.text
    ('Unit', '青禾县人民医院')
    """

    text: str
    start: int
    end: int
    cls: str
    suffix: Suffix
    parts: list[Part]
    cost: float
    owner: Name | None = None
    nested: list[Name] = field(default_factory=list)
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(p.kind for p in self.parts)

    @property
    def before_suffix(self) -> str:
        """What stands before the suffix."""
        return self.text[: self.suffix.start - self.start]

    @property
    def generic(self) -> bool:
        """It names a kind (乡镇卫生院, 县级公立医院), not a thing."""
        if _WISHED.fullmatch(self.text):
            return True
        if self.suffix.word in lexicon().kinds or self.before_suffix.endswith(_ROLES):
            return True
        if self.cls in CARE and self.text.startswith(_LEVELS) and not self.kinds & _OWN:
            return True  # 省级肿瘤专科医院
        return not self.kinds & _PARTICULAR or (
            "generic" in self.kinds and not self.kinds & (_PARTICULAR - {"place", "relative"})
        )


def find_names(hits: Hits) -> list[Name]:
    """The names of institutions in a text, each with the class that its suffix tells, in order; of names
    within names only the owner of a unit or branch is kept (as `owner`).

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> [n.text for n in find_names(lexicon().scan("当前局面好于县卫健局的预期"))]
    ['县卫健局']
    """
    add_parts(hits)
    names = (_name(hits, suffix) for suffix in hits.suffixes if not _is_other_word(hits.text, suffix))
    found = _outermost([name for name in names if name is not None])
    for name in found:
        if name.suffix.word in _OF_A_MASTER and (outpost := _OUTPOST.match(hits.text, name.end)):
            name.end = outpost.end()  # 名医工作室青禾工作站
            name.text = hits.text[name.start : name.end]
    return _with_branches(_outermost(found))


def _with_branches(names: list[Name]) -> list[Name]:
    """A university's hospital that has a name (江北大学|华山医院), and one elsewhere, by the place behind its name
    (江北大学附属中山医院|临江医院)."""
    kept: list[Name] = []
    for name in names:
        last = kept[-1] if kept else None
        adjoins = last is not None and last.end == name.start
        if last is not None and adjoins and _UNIVERSITY.search(last.text) and name.suffix.word == "医院":
            kept[-1] = replace(name, text=last.text + name.text, start=last.start, parts=[*last.parts, *name.parts])
        elif last is not None and adjoins and _OF_A_UNIVERSITY.search(last.text) and _ELSEWHERE.fullmatch(name.text):
            last.end, last.text, last.suffix = name.end, last.text + name.text, name.suffix
        else:
            kept.append(name)
    return kept


def _is_other_word(text: str, suffix: Suffix) -> bool:
    """局面, 邮局, 医院感染: the suffix is part of another word; or of a document's number (县卫健局发〔2019〕3号)."""
    after, before = text[suffix.end : suffix.end + 1], text[max(0, suffix.start - 1) : suffix.start]
    if suffix.word == "科" and text[max(0, suffix.start - 2) : suffix.start] in ("医学", "管理"):
        before = ""
    if (
        suffix.word == "科"
        and after
        and after in _PEOPLE
        and _ITS_OWN.search(text, max(0, suffix.start - 24), suffix.start)
    ):
        after = ""  # 江左市第三医院骨科|专家
    if suffix.word.endswith("医院") and _OF_INFECTION.match(text, suffix.end):
        after = ""
    if suffix.cls == "Unit" and _ABOUT_ITS_BUILDING.match(text, suffix.end):
        return True
    if suffix.word == "医院" and _TIE.search(text, max(0, suffix.start - 8), suffix.start):
        return True
    if suffix.word in _CAMPUSES and before != "院":
        return True
    if suffix.word in _COMMITTEES_WITHIN and _POST.match(text, suffix.end, suffix.end + 3):
        return True
    return bool(
        (after and after in _NOT_BEFORE.get(suffix.word, "") and not _LONG.match(text, suffix.end))
        or (before and before in _NOT_BEHIND.get(suffix.word, ""))
        or _DOCUMENT_NUMBER.match(text, suffix.end, suffix.end + 4)
    )


def _name(hits: Hits, suffix: Suffix) -> Name | None:
    allowed = ("specific", _MODIFIERS.get(suffix.cls, ""))
    holds_care = suffix.cls not in CARE or suffix.word in BRANCHES or suffix.word in INNER
    found = left_border(hits, suffix.start, loose=suffix.word in _FREE, allowed=allowed, holds_care=holds_care)
    if found is None or found[1] > _DEAREST:
        return None
    start, cost, parts = found
    if len(parts) == 1 and parts[0].kind == "proper" and parts[0].end - parts[0].start == 1:
        if suffix.word in lexicon().bare:
            start, parts = suffix.start, []
        elif suffix.word != "院区" or hits.text[start] not in COMPASS:
            return None
    if (suffix.cls == "Unit" or suffix.word in BRANCHES) and (verb := _founding(hits.text, start, suffix, parts)):
        start = verb.end()  # 建设中医馆, 在县医院建设中医馆: what founds a unit is no part of its name
        parts = [Part(p.kind, max(p.start, start), p.end) for p in parts if p.end > start]
    if suffix.cls == "MedicalAlliance" and (body := _bureau_before(hits.text, parts)):
        start, parts = body.end, [p for p in parts if p.start >= body.end]  # 县卫健局医共体: no bureau is in its name
    if suffix.cls == "Unit" and (count := _GREAT.search(hits.text, start, suffix.start)):
        start = count.end()  # 胸痛、卒中、创伤三大救治中心
        parts = [Part(p.kind, max(p.start, start), p.end) for p in parts if p.end > start]
    if suffix.cls == "Unit" and (hospital := _THE_HOSPITALS.match(hits.text, start)):
        start, parts = hospital.end(), [p for p in parts if p.start >= hospital.end()]  # 医院|外科: of the one told of
    if suffix.word in _OFFICES and not (
        parts and parts[0].kind in ("place", "relative") and 2 <= suffix.start - parts[0].end <= 8
    ):
        return None
    cls = suffix.cls
    if suffix.word == "集团" and hits.text[suffix.start - 1] == "院":
        cls = "MedicalAlliance"  # 江左市妇幼保健院|集团
    if suffix.word == "中心" and parts and parts[0].kind == "proper" and hits.text[max(0, start - 1)] in _WITH:
        about = hits.text[parts[0].end : suffix.start]
        cls = "PartnerInstitution" if about in _LABORATORIES else cls  # 与金衡|检验中心: no unit of a house
    if suffix.cls in ("Unit", "MedicalAlliance") and (begin := _opening_quote(hits.text, start, suffix.end)) < start:
        start, parts = begin, [Part("proper", begin, start), *parts]
    return Name(hits.text[start : suffix.end], start, suffix.end, cls, suffix, parts, cost)


def _bureau_before(text: str, parts: list[Part]) -> Part | None:
    return next((p for p in reversed(parts) if p.kind == "owner" and text[p.end - 1] in _BUREAUS), None)


def _opening_quote(text: str, start: int, end: int) -> int:
    """Where the name begins that quotes hold whole (“英才产科工作室”): what little stands before belongs to it."""
    opened = text.rfind("“", max(0, start - _LONGEST_BEFORE), start) + 1
    whole = opened > 0 and text[end : end + 1] == "”" and _HAN.fullmatch(text, opened, start)
    return opened if whole else start


def _founding(text: str, start: int, suffix: Suffix, parts: list[Part]) -> re.Match[str] | None:
    """The word that founds it, where its name or what stands behind its owner begins."""
    begins = (start, *(part.end for part in parts if part.kind == "owner"))
    return next((verb for i in reversed(begins) if (verb := FOUNDING.match(text, i, suffix.start))), None)


# Names kept do not overlap and come in order: only the last few can reach into the next.
_NEAR = 8


def _outermost(names: list[Name]) -> list[Name]:
    """Drop what lies within a longer name; keep the owners of units and branches."""
    names.sort(key=lambda n: (n.start, -n.end))
    kept: list[Name] = []
    for name in names:
        near = [k for k in kept[-_NEAR:] if k.end > name.start]
        outer = next((k for k in near if k.start <= name.start and name.end <= k.end), None)
        if outer is not None:
            _own(outer, name)
            continue
        crossing = next((k for k in near if k.start < name.end and name.start < k.end), None)
        if crossing is not None and crossing.cost <= name.cost:
            continue
        if crossing is not None:
            kept.remove(crossing)
        kept.append(name)
    return sorted(kept, key=lambda n: n.start)


def _own(outer: Name, name: Name) -> None:
    """Keep a name within a unit's or branch's name as its owner, or as one more institution that it names."""
    if not (outer.cls == "Unit" or outer.suffix.word in BRANCHES or outer.suffix.word in INNER):
        return
    if name.end == outer.end or name.cls not in {*CARE, "GovernmentBody", "PartnerInstitution"}:
        return
    if name.generic and name.text not in lexicon().bare and not (outer.cls == "Unit" and name.start == outer.start):
        return
    better = outer.owner is None or name.cls in CARE
    if better and (name.start == outer.start or name.cls in CARE):
        outer.owner = name
        if outer.suffix.word in INNER:
            outer.cls = "Unit"
    elif name.start > outer.start:
        outer.nested.append(name)
