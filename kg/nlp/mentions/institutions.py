"""From the names of institutions to mentions: single institutions with their owners, or kinds and sets of them.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> from kg.nlp.mentions.names import find_names
>>> text = "县中医院针灸科接待全县12所乡镇卫生院"
>>> hits = lexicon().scan(text)
>>> [(m.text, m.kind, m.count) for name in find_names(hits) for m in mentions_of(hits, name)]
[('县中医院', 'name', None), ('县中医院针灸科', 'name', None), ('全县12所乡镇卫生院', 'kind', 12)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.gazetteer import gazetteer
from kg.nlp.mentions.borders import Part
from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.kinds import QUANTIFIER, collective, is_kind
from kg.nlp.mentions.lexicon import Hits, lexicon
from kg.nlp.mentions.names import BRANCHES, FOUNDING, INNER, Name
from kg.nlp.mentions.numbers import number
from kg.nlp.rules import at, one_of

_PARTY = re.compile("^(?:中共|中国共产党)")
_YOUTH = "共青团"
_NATIONAL = re.compile(one_of("institutions", "national"))
_GIVEN = re.compile(one_of("modifiers", "given") + "医院")
_INNER_UNIT = re.compile(one_of("institutions", "inner_unit"))
_OPENED = re.compile(
    f"(?<![未没]){one_of('institutions', 'opened')}(?:了|起)?(?:全[县市省][首第]一?[家个所])?$"
    "|[院心][一-龥]{0,2}的$|[我本该]院$"
)
_WORK_ON_IT = tuple(at("institutions", "work_on_it"))
_UNNAMED = tuple(word for word in at("relations", "units.unnamed") if word != "中心")
_WHOLE_PLACES = ("县", "市", "旗", "盟", "自治州")
_CLINICS = frozenset({"卫生院", "社区卫生服务中心", "社区卫生服务站", "卫生室"})
_HOUSES = BRANCHES - {"互联网医院"}
_COMMITTEES = frozenset(at("institutions", "committees"))
_SCHEME_AFTER = tuple(at("institutions", "community_hospital_not_before"))


def mentions_of(hits: Hits, name: Name) -> Iterator[Found]:
    """The mentions that a name makes: its owner, other institutions that it names, itself.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> from kg.nlp.mentions.names import find_names
    >>> hits = lexicon().scan("推进社区医院建设")
    >>> [list(mentions_of(hits, name)) for name in find_names(hits)]
    [[]]
    """
    if name.text.endswith("社区医院") and hits.text.startswith(_SCHEME_AFTER, name.end):
        return  # 社区医院建设 is a scheme
    if name.text in lexicon().kinds | lexicon().bare | _CLINICS and _in_brackets(hits.text, name):
        return
    named = name.cls == "Unit" and not name.text.endswith(_UNNAMED)
    if named and name.owner is not None and (owners := _set_of_owners(hits, name.owner)):
        yield from (owners, _units_of(hits.text, name, owners))
        return
    if name.owner is not None and name.owner.generic and name.owner.text not in lexicon().bare:
        name.owner = None
    if name.suffix.word == "互联网医院" and not name.parts and name.owner is None:
        if _is_opened(hits.text, name):
            yield from _single(hits, name)
    elif is_kind(hits.text, name):
        yield from collective(hits, name)
    else:
        yield from _single(hits, name)


def _set_of_owners(hits: Hits, owner: Name) -> Found | None:
    """12家乡镇卫生院 of 12家乡镇卫生院中医馆."""
    if not is_kind(hits.text, owner):
        return None
    return next((m for m in collective(hits, owner) if m.kind == "kind" and m.quantified), None)


def _units_of(text: str, name: Name, owners: Found) -> Found:
    """The set of units that a set of owners has."""
    inner = text[owners.end : name.end]
    return Found(
        *(owners.start, name.end, text[owners.start : name.end], "Unit", "kind"),
        full=inner,
        quantified=True,
        owner=owners,
        inner=inner,
        forms=(inner,),
    )


def _is_opened(text: str, name: Name) -> bool:
    """开通全县首家互联网医院: nothing but who opens it tells whose it is; 互联网医院建设 is a kind of work."""
    opened = _OPENED.search(text, max(0, name.start - 12), name.start) is not None
    return opened and not text.startswith(_WORK_ON_IT, name.end)


def _in_brackets(text: str, name: Name) -> bool:
    """各镇卫生院（社区卫生服务中心）: only what some of them are called."""
    before = text[max(0, name.start - 2) : name.start]
    return text[name.end : name.end + 1] == "）" and before in ("院（", "心（", "站（")


def _single(hits: Hits, name: Name) -> Iterator[Found]:
    owner: Found | None = None
    if name.owner is not None:
        owner = next(mentions_of(hits, name.owner), None)
        if owner is not None and owner.kind == "name":
            yield owner
        else:
            owner = None
    if owner is not None and owner.start == name.start and (verb := FOUNDING.match(hits.text, owner.end, name.end)):
        name.start, name.text = verb.end(), hits.text[verb.end() : name.end]  # 县中医院设|急救站
        owner = None
    mention = _mention(hits.text, name)
    mention.owner = owner
    if owner is not None and owner.start == name.start:
        mention.inner = hits.text[owner.end : name.end]
        if name.suffix.word in _HOUSES and owner.cls in CARE:
            mention.cls = owner.cls  # 县妇幼保健院城北分院
    if mention.cls == "Unit" and owner is None:
        _count_units(hits.text, mention)
    for nested in name.nested:
        yield from (n for n in mentions_of(hits, nested) if n.kind == "name" and n.cls == "PartnerInstitution")
    yield mention


def _mention(text: str, name: Name) -> Found:
    """The name with its place and the rest apart."""
    word = name.suffix.word
    first = _own_place(text, name)
    place, inner = None, name.text
    if first and first.kind in ("place", "relative"):
        place, inner = text[first.start : first.end], text[first.end : name.end]
    if word in _COMMITTEES:
        place, inner = _PARTY.sub("", text[name.start : name.suffix.start + 1]), word[1:]
    if name.text.startswith(_YOUTH):
        place, inner = None, name.text
    cls = "Unit" if name.cls == "Hospital" and word in INNER and _INNER_UNIT.match(name.text) else name.cls
    if cls == "Unit" and word == "研究所" and first and first.kind == "place" and name.owner is None:
        cls = "PartnerInstitution"  # 江北省中药研究所
    general = not name.kinds & {"proper", "place", "relative", "number"}
    local = general and not _NATIONAL.match(name.text) and not _GIVEN.fullmatch(name.text)
    local = local and not name.text.startswith("附属")  # a university's, wherever that is
    mention = Found(name.start, name.end, name.text, cls, place=place, inner=inner, local=local)
    if name.text.startswith(_YOUTH):  # 共青团某县委
        mention.cls, mention.full = "PartnerInstitution", name.text.removesuffix("员会") + "员会"
    if first is not None and first.start > name.start:
        mention.forms = (text[first.start : name.end],)
    return mention


def _own_place(text: str, name: Name) -> Part | None:
    """The place of a name; 浙江省岚江市人民医院 is 岚江市's, and the district of a city only with the city's."""
    if not name.parts:
        return None
    own, *more = name.parts
    while own.kind == "place" and more and more[0].kind == "place":
        outer, finer = text[own.start : own.end], text[more[0].start : more[0].end]
        if not (finer.endswith(_WHOLE_PLACES) or (finer[-1] == "区" and _is_province(outer))):
            break
        own, *more = more
    return own


def _is_province(name: str) -> bool:
    known = (d for d in gazetteer().by_name(name) if d.level == "province" and not d.name.endswith("市"))
    return name.endswith(("省", "自治区")) or next(known, None) is not None


def _count_units(text: str, mention: Found) -> None:
    """3个“名医工作室”, 两个分中心 without an owner: a set of units."""
    quoted = text[mention.start - 1 : mention.start] == "“"
    quantifier = QUANTIFIER.search(text, max(0, mention.start - 16), mention.start - quoted)
    if not quantifier or not quantifier["count"] or number(quantifier["count"]) == 1:
        return
    mention.forms = (mention.text,)
    mention.kind, mention.count, mention.quantified = "kind", number(quantifier["count"]), True
    if not quoted:
        mention.start = quantifier.start()
        mention.text = text[mention.start : mention.end]
