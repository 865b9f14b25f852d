"""Which institution a name means: its full official name in the place that the name or the report gives.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
>>> institution(context, Found(0, 5, "县疾控中心", "PublicHealthInstitution", place="县", inner="疾控中心")).name
'青禾县疾病预防控制中心'
"""

from __future__ import annotations

import re

from kg.gazetteer import short_name
from kg.nlp.mentions.aliases import SHORT_NAME
from kg.nlp.mentions.found import Found
from kg.resolution.context import Context
from kg.resolution.drafts import Draft, same
from kg.resolution.names import full_ending, full_forms, full_name, words
from kg.resolution.stand_ins import entities

_CLINICS = ("TownshipHealthCentre", "CommunityHealthCentre", "VillageClinic")
_PARTY = frozenset(words("party"))
_OF_THE_COUNTY = frozenset(words("masked"))
# A county's township, or a clinic of such a one, behind the county's name.
_TOWNSHIP = re.compile(r"[一-龥]{2,4}(?:镇|乡|街道|社区|村|中心卫生院|卫生院|社区卫生)")
_KIND_OF_CLINIC = re.compile("(?:乡镇|社区|中心|城关镇?)卫生")
_OF_HOSPITAL = re.compile("(.{2,10}院)((?:紧密型)?[医健]共体|医联体|总院)")
_RELATIVE = frozenset("县市区旗")
_NUMBERED = re.compile("([一二三四五六七八九十]+)院")
_ORDINAL = re.compile("第[一二三四五六七八九十]+(?:人民|中)?医院")
# What every county has of its own.
_EVERYWHERE = frozenset(
    ("人民医院", "中医院", "中医医院", "医院", "中西医结合医院", "第一医院", "第二医院", "总医院", "中心医院")
)
_ENDS_AS_PLACE = frozenset("省市县区旗州盟镇乡村道木队")


def institution(context: Context, mention: Found) -> Draft:
    """The draft of the institution that a name means.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> institution(context, Found(0, 4, "协和医院", "Hospital", inner="协和医院", local=True)).name
    '北京协和医院'
    """
    drafts = context.drafts
    known = full_forms()["known"]["words"].get(mention.text)
    if known:
        draft = drafts.draft(mention.cls, known)
        draft.national = True
        return draft
    if mention.text[0] in "局委" and mention.text[1:] in _PARTY:
        return drafts.draft(mention.cls, context.home_bureau().name + mention.text[1:])
    if mention.cls == "MedicalAlliance" and (led := _of_its_hospital(context, mention)):
        return led
    if mention.owner is not None and (owned := _owned(context, mention, mention.owner)):
        return owned
    place = mention.place or _listed_before(context, mention)
    if place is None:
        return _without_place(context, mention)
    if len(place) == 1:
        return _with_relative_place(context, mention, place)
    return _with_place(context, mention, place)


def _owned(context: Context, mention: Found, owner: Found) -> Draft | None:
    """The branch beside its owner's name (县医院……城北分院), or one whose name holds the owner's."""
    beside = owner.end <= mention.start or mention.end <= owner.start
    if beside and (mention.full.endswith(("分院", "院区")) or mention.full == "互联网医院"):
        of = entities(context, owner) or [institution(context, owner)]
        return context.drafts.draft(mention.cls, of[0].name + mention.full) if of else None
    if mention.start <= owner.start < owner.end <= mention.end:
        of = context.drafts.meaning(owner) or [institution(context, owner)]
        rest = context.report.text[owner.end : mention.end]
        return context.drafts.draft(mention.cls, of[0].name + full_ending(rest))
    return None


def _of_its_hospital(context: Context, mention: Found) -> Draft | None:
    """市一院医共体, 三院医共体: of the hospital that the report calls so; nothing where the county is masked."""
    named = _OF_HOSPITAL.fullmatch(mention.full) if context.report.place else None
    if named is None:
        return None
    hospital = context.hospital(named[1])
    meant = context.drafts.meaning(hospital) if hospital is not None else None
    if meant is None and named[1][0] in _RELATIVE:
        end = mention.start + len(named[1])
        meant = [
            institution(context, Found(mention.start, end, named[1], "Hospital", place=named[1][0], inner=named[1][1:]))
        ]
    return context.drafts.draft(mention.cls, meant[0].name + named[2]) if meant else None


def _as_printed(context: Context, mention: Found) -> Draft:
    return context.drafts.draft(mention.cls, full_ending(mention.full))


def _with_relative_place(context: Context, mention: Found, level: str) -> Draft:
    """县医院, 市二院, 镇中学: the county or city meant; for a school of 镇 the township last named."""
    inner = mention.inner or mention.full
    if mention.cls == "PartnerInstitution" and level in "镇乡":
        towns = (m.place for m in context.before(mention) if m.place and m.place.endswith(level) and len(m.place) > 2)
        if town := next(towns, None):
            return _local(context, mention, town, inner)
    whole = context.places.relative(level, mention)
    if level in "镇乡村" or whole is None:
        return _as_printed(context, mention)
    if mention.cls in _CLINICS and _TOWNSHIP.match(inner) and not _KIND_OF_CLINIC.match(inner):
        return context.drafts.draft(mention.cls, full_ending(inner))  # 县柳林镇卫生院
    return _local(context, mention, whole, inner)


def _with_place(context: Context, mention: Found, place: str) -> Draft:
    """青禾县中医院, 青禾县柳林镇卫生院; 北京协和医院 is not 北京市协和医院."""
    inner = mention.inner or mention.full
    printed = context.places.full(place)
    whole = context.places.with_its_city(printed)
    if whole != printed and inner == "医院":
        return context.drafts.draft(mention.cls, whole + inner)
    if place[-1] not in _ENDS_AS_PLACE and whole != context.report.place:
        return _as_printed(context, mention)
    if (
        mention.cls in _CLINICS
        and place[-1] in "县市区旗"
        and len(inner) > 5
        and _TOWNSHIP.match(inner)
        and not _KIND_OF_CLINIC.match(inner)
        and mention.full == mention.text
        and (whole == context.home or not context.home or (place[-1] == "区" and context.home[-1] == "市"))
    ):
        draft = context.drafts.draft(mention.cls, full_ending(inner))
        draft.place = whole
        return draft
    return _local(context, mention, whole, inner)


def _without_place(context: Context, mention: Found) -> Draft:
    """中医院 is the county's; 光华医院, 柳林卫生院 have names of their own."""
    inner = mention.full if mention.rule == SHORT_NAME else mention.inner or mention.full
    named = mention.cls in _CLINICS[:2] and not mention.text.startswith(("社区", "中心"))
    if mention.local and mention.cls == "Hospital" and _is_printed_in_short(context, inner):
        return context.drafts.draft(mention.cls, short_name(context.home) + inner)
    if mention.local and (outside := _told_outside(context, mention, inner)) is not None:
        return outside
    local = mention.local and mention.cls != "MedicalAlliance" and not named and mention.text != "社区医院"
    if local and context.home:
        return _local(context, mention, context.home, inner)
    return _as_printed(context, mention)


def _told_outside(context: Context, mention: Found, inner: str) -> Draft | None:
    """胸科医院 after 江北省胸科医院: that one, where the report knows none of the county's own."""
    text, home = context.report.text, context.home
    if inner in _EVERYWHERE or mention.cls != "Hospital" or not home:
        return None
    if any(begin + inner in text for begin in (home, short_name(home), *"县市区旗")):
        return None
    before = {
        m.text: m
        for m in context.before(mention)
        if m.inner == inner and m.place and m.place != home and m.kind == "name"
    }
    meant = [context.drafts.meaning(m) for m in before.values()]
    return meant[0][0] if len(meant) == 1 and meant[0] else None


def _is_printed_in_short(context: Context, inner: str) -> bool:
    """友谊医院, which the report calls 青禾友谊医院 in full, and never 县友谊医院."""
    text, home = context.report.text, context.home
    in_full = any(begin + inner in text for begin in (home, home[-1:]))
    return not in_full and short_name(home) + inner in text


def _local(context: Context, mention: Found, place: str, inner: str) -> Draft:
    """The institution of that place; where the county is masked, by the longest form that the text has."""
    if inner == "医院" and mention.cls == "Hospital":
        return _county_hospital(context, place)
    if not context.report.place and place == context.home and place + inner not in context.report.text:
        if mention.cls == "GovernmentBody" and inner in _OF_THE_COUNTY:
            return context.drafts.draft(mention.cls, mention.text)
        place = place[-1]
    name = full_name(_numbered(context, place, inner), place, printed=mention.text)
    draft = context.drafts.draft(mention.cls, name)
    if len(name) > len(draft.name) and same(name) == same(draft.name):
        draft.name = name
    return draft


def _listed_before(context: Context, mention: Found) -> str | None:
    """江北市一院、二院: the place of the one that it is listed with."""
    before = next(context.before(mention), None)
    listed = before is not None and context.report.text[before.end : mention.start] in ("、", "和", "及")
    numbered = _NUMBERED.fullmatch(mention.text) or (
        before and "第" in before.inner and _ORDINAL.fullmatch(mention.text)
    )
    return before.place if before and listed and numbered else None


def _numbered(context: Context, place: str, inner: str) -> str:
    """市四院: the 第四医院 that the report prints for the place."""
    number = _NUMBERED.fullmatch(inner)
    printed = f"第{number[1]}医院" if number else ""
    return printed if number and place + printed in context.report.text else inner


def _county_hospital(context: Context, place: str) -> Draft:
    """县医院: the people's hospital, unless the report prints 青禾县医院 in full."""
    people = place + "人民医院"
    is_named = context.drafts.known("Hospital", people) or any(
        m.inner == "人民医院" and (m.place == place or (m.place in ("县", "市", "区") and place == context.home))
        for m in context.mentions
    )
    if not is_named and place + "医院" in context.report.text:
        return context.drafts.draft("Hospital", place + "医院")
    return context.drafts.draft("Hospital", people)
