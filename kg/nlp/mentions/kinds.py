"""Kinds of institutions and sets of them: 乡镇卫生院, 12所乡镇卫生院, 全县所有公立医院, 6家医院.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> from kg.nlp.mentions.names import find_names
>>> hits = lexicon().scan("覆盖全县所有公立医院")
>>> [(m.text, m.place, m.quantified) for name in find_names(hits) for m in collective(hits, name)]
[('全县所有公立医院', '全县', True)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.borders import free_on_the_left
from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.lexicon import Hits, lexicon
from kg.nlp.mentions.names import Name
from kg.nlp.mentions.numbers import NUMERAL, number
from kg.nlp.rules import at, one_of

_EVERY = one_of("collectives", "quantifier.every")
# 全县12所, 我县所有, 石坪县各: what stands before a kind and makes a set of it.
QUANTIFIER = re.compile(
    rf"(?P<scope>{one_of('collectives', 'quantifier.area')})?的?(?P<all>{_EVERY})?"
    rf"(?:(?P<count>{NUMERAL})(?:余|多)?(?:[{at('collectives', 'quantifier.classifiers')}]|(?=大$))"
    r"|(?P<percent>[0-9.]+[%％](?:以上)?的))?(?P<all2>所有|全部|各|大)?$"
)
_COUNTED = re.compile(rf"{NUMERAL}[余多]?[{at('collectives', 'quantifier.classifiers')}]$")
_ONE_OF = re.compile("(?:任何|哪怕|其他|其它)一?[所家个]$")
_STATISTIC = re.compile(rf"{NUMERAL}[所家个]")
_BY_PLACE = re.compile(rf"({NUMERAL})个?({'|'.join(at('collectives', 'quantifier.by_place'))})的?$")
_COUNTED_COUNTIES = re.compile("[两三四五六七八九][县市区旗]")
_LEVELS = re.compile("[县市区][（(][县市区、]{1,5}[）)][县市区]?$")
_OTHER_WORD = re.compile(one_of("institutions", "hospital_not_before"))
# 甲与柳林镇卫生院结对，卫生院派员: one named in the clause before
_CLINIC_BEFORE = re.compile("(?<![各所级家])[镇乡](?:中心)?卫生院[^，。；：\n、和]{0,24}，$")
_NEAR = 40
_ROLES = tuple(at("institutions", "roles"))
_SUPERIOR = frozenset(at("institutions", "superior"))
_ALLIANCE = re.compile(
    "".join(f"{one_of('institutions', f'alliance_kind.{key}')}?" for key in ("levels", "ties", "areas", "care"))
)
_ALLIANCE_NAMES = frozenset(at("institutions", "alliance_kind.names"))


def is_kind(text: str, name: Name) -> bool:
    """Whether the name is that of a kind: 乡镇卫生院, 3家医院, 镇卫生院, 紧密型县域医共体.

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> from kg.nlp.mentions.names import find_names
    >>> [[is_kind(t, n) for n in find_names(lexicon().scan(t))] for t in ("3家医院", "县医院", "紧密型医共体")]
    [[True], [False], [True]]
    """
    if not name.parts:
        counted = _COUNTED.search(text, max(0, name.start - 6), name.start) or _LEVELS.search(
            text, max(0, name.start - 9), name.start
        )
        return bool(counted) or (name.generic and name.suffix.word not in lexicon().bare)
    if (
        name.cls in CARE
        and name.kinds <= {"specific", "generic"}
        and _ONE_OF.search(text, max(0, name.start - 5), name.start)
    ):
        return True  # 任何一家肿瘤专科医院
    relative = name.parts[0].kind == "relative"
    villages = len(name.parts) == 1 and relative and text[name.start] in "乡镇村"
    counties = relative and _COUNTED_COUNTIES.match(text, max(0, name.start - 1)) is not None
    return villages or counties or _is_kind_of_alliance(name) or name.generic or _of_several_levels(text, name)


def _of_several_levels(text: str, name: Name) -> bool:
    """各县（市、区）卫健局: the brackets hold other levels, so that all of them are meant."""
    return _LEVELS.search(text, max(0, name.start - 8), name.start + (name.parts[0].kind == "relative")) is not None


def _is_kind_of_alliance(name: Name) -> bool:
    return (
        name.cls == "MedicalAlliance"
        and name.kinds <= {"specific", "generic", "proper"}
        and _ALLIANCE.fullmatch(name.before_suffix) is not None
        and name.before_suffix not in _ALLIANCE_NAMES
    )


def collective(hits: Hits, name: Name) -> Iterator[Found]:
    """The mention that the name of a kind makes: a set where it is counted or delimited, else the kind;
    a stand-in where it is 上级医院 or 医院 alone; nothing where it only counts (医院69家).

    >>> from kg.nlp.mentions.lexicon import lexicon
    >>> from kg.nlp.mentions.names import find_names
    >>> hits = lexicon().scan("转诊至上级医院")
    >>> [(m.text, m.means) for name in find_names(hits) for m in collective(hits, name)]
    [('上级医院', 'superior')]
    """
    text = hits.text
    if text[name.start - 1 : name.start] == "该":
        return
    mention = _set(hits, name)
    if not mention.quantified and (by_place := _counted_by_place(text, name)):
        yield by_place
    elif mention.quantified:
        yield mention
    elif name.text in _SUPERIOR:
        yield Found(name.start, name.end, name.text, "Hospital", "anaphor", means="superior", rule="stand-in")
    elif _STATISTIC.match(text, name.end, name.end + 5):
        return  # 医院69家: a statistic
    elif name.parts:
        yield mention
    elif name.suffix.word == "医院" and not _OTHER_WORD.match(text, name.end, name.end + 1):
        if text.endswith(_ROLES, 0, name.start):
            return  # 医联体合作|医院 tells what it is to another
        yield Found(
            *(name.start, name.end, name.text, "Hospital", "anaphor"),
            means="last",
            classes=("Hospital",),
            rule="bare word",
        )
    elif name.suffix.word == "卫生院" and _CLINIC_BEFORE.search(text, max(0, name.start - _NEAR), name.start):
        yield Found(
            *(name.start, name.end, name.text, name.cls, "anaphor"),
            means="last",
            classes=(name.cls,),
            rule="bare word",
        )


def _set(hits: Hits, name: Name) -> Found:
    """The kind with the quantifier and the place before it."""
    text = hits.text
    mention = Found(
        *(name.start, name.end, name.text, name.cls, "kind"),
        rule="collective",
        inner=name.text,
        forms=(name.text,),
    )
    if name.parts and name.parts[0].kind == "place":
        mention.place = text[name.parts[0].start : name.parts[0].end]
    quantifier = QUANTIFIER.search(text, max(0, name.start - 18), name.start)
    if quantifier and quantifier[0]:
        mention.start = quantifier.start() + (not quantifier["scope"] and quantifier[0].startswith("的"))
        mention.count = number(quantifier["count"]) if quantifier["count"] else None
        mention.quantified = any(quantifier[part] for part in ("count", "all", "scope", "all2"))
        mention.place = quantifier["scope"] or mention.place
        if mention.place is None:
            _place_above(hits, mention)
    mention.text = mention.full = text[mention.start : mention.end]
    return mention


def _place_above(hits: Hits, mention: Found) -> None:
    """石坪县12所卫生院: the place before the quantifier delimits the set, unless it is the last of a list."""
    places = (
        atom
        for atom in hits.atoms.get(mention.start, ())
        if atom.kind == "place" and atom.cost < 2 and free_on_the_left(hits, atom.start)
    )
    above = min(places, key=lambda atom: atom.cost, default=None)
    if above is not None and hits.text[max(0, above.start - 1) : above.start] not in ("、", "和", "及"):
        mention.place, mention.start = hits.text[above.start : mention.start], above.start


def _counted_by_place(text: str, name: Name) -> Found | None:
    """12个镇卫生院, 两县人民医院: as many as there are townships or counties."""
    of_counties = bool(name.parts) and name.parts[0].kind == "relative" and text[name.start] in "县市区旗"
    if not of_counties and name.cls not in ("TownshipHealthCentre", "VillageClinic"):
        return None
    end = name.start + 1 if of_counties else name.suffix.start
    several = _BY_PLACE.search(text, max(0, end - 8), end)
    if several is None:
        return None
    return Found(
        *(several.start(), name.end, text[several.start() : name.end], name.cls, "kind"),
        rule="collective",
        count=number(several[1]),
        quantified=True,
        inner=several[2] + text[end : name.end],
    )
