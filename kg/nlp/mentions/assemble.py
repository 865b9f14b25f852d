"""All mentions of a report's text: names, shortened lists, kinds and collectives, places, programmes, stand-ins.

>>> [(m.text, m.full, m.cls) for m in find_mentions("改造东湾、柳林、苇塘3个卫生院。", None) if m.cls != "Place"]
[('东湾', '东湾卫生院', 'TownshipHealthCentre'), ('柳林', '柳林卫生院', 'TownshipHealthCentre'), ('苇塘', '苇塘卫生院', 'TownshipHealthCentre')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.gazetteer import gazetteer, short_name
from kg.nlp.mentions.found import Found
from kg.nlp.mentions.lexicon import Atom, Hits, lexicon
from kg.nlp.mentions.names import BRANCHES, HARD, INNER, NOT_PLACES, Name, find_names, left_border
from kg.nlp.mentions.numbers import number
from kg.nlp.mentions.programmes import find_programmes
from kg.nlp.rules import load, load_words

NUMERAL = r"(?:[0-9]+|[一二两三四五六七八九十百]+)"
# 全县12所, 我县所有, 石坪县各: what stands before a kind and makes a set of it.
QUANTIFIER = re.compile(
    rf"(?P<scope>全[县市区旗州省]|[我该本][县市区旗州]|辖区内?|县域内?|各地)?的?(?P<all>所有|全部|各|各个|每个|各家|部分|其他|其余)?"
    rf"(?:(?P<count>{NUMERAL})(?:余|多)?(?:[所家个处间支]|(?=大$))|(?P<percent>[0-9.]+[%％](?:以上)?的))?(?P<all2>所有|各|大)?$"
)
ALIAS = re.compile(r"[（(](?:以下)?(?:简称|下称|统称|又称|称)(?:为)?[“\"]?([一-龥A-Za-z0-9]{2,14})[”\"]?[）)]")
_BRACKETED_NAME = re.compile(
    r"（[“\"]?([一-龥0-9A-Za-z]{2,10}(?:医院|卫生院|公司|大学|学院|中心|集团|基金会|研究院))[”\"]?）"
)
LIST_GAP = re.compile(r"^(?:[0-9]+[名人])?(?:、|和|及|与|以及|暨|，)$")


def find_mentions(
    text: str, place: str | None, townships: Sequence[str] = (), word_starts: frozenset[int] = frozenset()
) -> list[Found]:
    """The mentions of a text in order, owners before the units that hold them. `place` is the reporting county,
    `townships` are the full names of its townships where they are known, `word_starts` the offsets where the
    word model begins a word: what looks like a place but cuts through words is none."""
    hits = lexicon().scan(text)
    hits.word_starts = word_starts
    if place:
        for match in re.finditer(re.escape(place), text):
            hits.add_place(match.start(), match.end())
            hits.close(match.start(), match.end())
    names = find_names(hits)
    found: list[Found] = []
    for name in names:
        found += _from_name(hits, name)
    found += _shortened(hits, found)
    found += _paired_centres(text)
    found = _without_overlaps(found)
    found += _aliases(text, found)
    found = _without_overlaps(found)
    _point_back(text, found)
    taken = _Taken(text, found)
    found += [p for p in _places(hits, found) if taken.free(p.start, p.end)]
    taken = _Taken(text, found)
    found += [p for p in _listed_townships(text, townships) if taken.free(p.start, p.end)]
    taken = _Taken(text, found)
    for word in _stand_ins(text):
        if taken.free(word.start, word.end):
            found.append(word)
    found = _without_overlaps(found)
    programmes = find_programmes(text, found)
    inside = [(p.start, p.end) for p in programmes if p.rule in ("term of art", "quoted scheme with ending")]
    found = [
        m
        for m in found
        if m.cls == "Place" or m.kind == "anaphor" or not any(s <= m.start and m.end <= e for s, e in inside)
    ]
    found += programmes
    return sorted(found, key=lambda m: (m.start, m.end))


class _Taken:
    """Which characters belong to a mention."""

    def __init__(self, text: str, found: list[Found]) -> None:
        self._taken = bytearray(len(text) + 1)
        for mention in found:
            self._taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)

    def free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])


def _without_overlaps(found: list[Found]) -> list[Found]:
    """Of overlapping mentions the longer stays; an owner stays beside its unit."""
    kept: list[Found] = []
    owners = {id(m.owner) for m in found if m.owner is not None}
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if id(mention) in owners or not any(
            k.start < mention.end and mention.start < k.end and id(k) not in owners for k in kept
        ):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end))


# -- names ------------------------------------------------------------------------------------------------


def _from_name(hits: Hits, name: Name) -> Iterator[Found]:
    text = hits.text
    word = name.suffix.word
    if name.text.endswith("社区医院") and text[name.end : name.end + 1] in ("建", "创", "试"):
        return  # 社区医院建设 is a scheme
    if name.owner is not None and name.owner.generic and name.owner.text not in lexicon().bare:
        name.owner = None
    bare = not name.parts
    villages = (
        bool(name.parts) and name.parts[0].kind == "relative" and text[name.start] in "乡镇村" and len(name.parts) == 1
    )
    counted = bare and re.search(rf"{NUMERAL}[余多]?[所家个]$", text[max(0, name.start - 6) : name.start])
    if (
        name.cls == "MedicalAlliance"
        and name.kinds <= {"specific", "generic", "proper"}
        and re.fullmatch(
            "(?:国家|全国|省|市|县)?(?:紧密型|松散型)?(?:县域|城市|区域)?(?:中医|综合)?",
            text[name.start : name.suffix.start],
        )
        and name.parts
        and text[name.start : name.suffix.start] not in ("中医", "县", "市")
    ):
        villages = True
    if villages or counted or (name.generic and not (bare and word in lexicon().bare)):
        yield from _kind(hits, name)
        return
    first = name.parts[0] if name.parts else None
    place = text[first.start : first.end] if first and first.kind in ("place", "relative") else None
    inner = text[first.end : name.end] if first and place else name.text
    start = name.start
    rule = "suffix"
    if word in ("市委", "县委", "省委", "区委", "旗委", "州委"):
        place, inner = text[name.start : name.suffix.start + 1], word[1:]
    owner: Found | None = None
    if name.owner is not None:
        owner = next(iter(_from_name(hits, name.owner)), None)
        if owner is not None and owner.kind == "name":
            yield owner
        else:
            owner = None
    if name.cls == "Hospital" and word in INNER and re.match("远程|区域|县域", name.text):
        name.cls = "Unit"
    local = not name.kinds & {"proper", "place", "relative", "number"} and not _NATIONAL.match(name.text)
    mention = Found(
        start, name.end, text[start : name.end], name.cls, rule=rule, place=place, inner=inner, local=local, owner=owner
    )
    if owner is not None and owner.start == start:
        mention.inner = text[owner.end : name.end]
    if word in BRANCHES and owner is None and name.cls == "Hospital" and word == "互联网医院" and bare:
        return
    if name.cls == "Unit":
        quoted = text[start - 1 : start] == "“"
        quantifier = QUANTIFIER.search(text, max(0, start - 16), start - quoted)
        if owner is None and quantifier and quantifier["count"]:
            mention.start = quantifier.start() if not quoted else start
            mention.text = text[mention.start : name.end]
            mention.kind, mention.count, mention.quantified, mention.forms = (
                "kind",
                number(quantifier["count"]),
                True,
                (name.text,),
            )
    for nested in name.nested:
        yield from (n for n in _from_name(hits, nested) if n.kind == "name" and n.cls == "PartnerInstitution")
    yield mention


_NATIONAL = re.compile(
    "陆军|海军|空军|火箭军|[东南西北中]部战区|中国|国家|全国|解放军|武警|联勤|华西|协和|湘雅|同济|北京|上海|天津|重庆|中日"
)
_STANDING = re.compile(r"医院|该院")


def _kind(hits: Hits, name: Name) -> Iterator[Found]:
    """乡镇卫生院, 12所乡镇卫生院, 全县所有公立医院, 6家医院."""
    text = hits.text
    if text[name.start - 1 : name.start] == "该":
        return
    quantifier = QUANTIFIER.search(text, max(0, name.start - 18), name.start)
    start, count, quantified, place = name.start, None, False, None
    if name.parts and name.parts[0].kind == "place":
        place = text[name.parts[0].start : name.parts[0].end]
    if quantifier and quantifier[0]:
        start = quantifier.start()
        count = number(quantifier["count"]) if quantifier["count"] else None
        quantified = bool(quantifier["count"] or quantifier["all"] or quantifier["scope"] or quantifier["all2"])
        place = quantifier["scope"] or place
        if place is None:
            above = min(
                (
                    a
                    for a in hits.atoms.get(start, ())
                    if a.kind == "place" and a.cost < 2 and _place_border(hits, a.start)
                ),
                key=lambda a: a.cost,
                default=None,
            )
            if above is not None and text[max(0, above.start - 1) : above.start] not in ("、", "和", "及"):
                place, start = text[above.start : start], above.start
    if (
        not quantified
        and name.cls in ("TownshipHealthCentre", "VillageClinic")
        and (
            several := re.search(
                rf"({NUMERAL})个?(镇|乡|村|苏木)的?$", text[max(0, name.suffix.start - 8) : name.suffix.start]
            )
        )
    ):
        start = name.suffix.start - len(several[0])
        yield Found(
            start,
            name.end,
            text[start : name.end],
            name.cls,
            "kind",
            rule="collective",
            count=number(several[1]),
            quantified=True,
            inner=several[2] + name.suffix.word,
        )
        return
    if text[name.start : name.end] in ("上级医院", "上级医疗机构") and not quantified:
        yield Found(name.start, name.end, name.text, "Hospital", "anaphor", means="superior", rule="stand-in")
        return
    if re.match(rf"{NUMERAL}[所家个]", text[name.end : name.end + 5]) and not quantified:
        return  # 医院69家: a statistic
    if not name.parts and not quantified:
        if name.suffix.word == "医院" and not re.match(
            "感|管|内|文|改|信|院|党|职|领|门|实|综|建|污|制|等|评|绩|收|安|质|医|的|周|药|工",
            text[name.end : name.end + 1],
        ):
            yield Found(
                name.start,
                name.end,
                name.text,
                "Hospital",
                "anaphor",
                means="last",
                classes=("Hospital",),
                rule="bare word",
            )
        return
    yield Found(
        start,
        name.end,
        text[start : name.end],
        name.cls,
        "kind",
        rule="collective",
        place=place,
        count=count,
        quantified=quantified,
        inner=text[name.start : name.end],
        forms=(text[name.start : name.end],),
    )


_POINTING = re.compile(
    r"^(?:两|三|四|2|3|4|上述|以上|这)?(?:几|些)?[家所个]?(?:试点|成员|受援|派驻)?(?:医院|卫生院|单位|卫生室)$"
)


def _point_back(text: str, found: list[Found]) -> None:
    """两家医院 after a list of two hospitals, 试点卫生院 after the two that were chosen, means the listed ones."""
    lists: list[list[Found]] = []
    owners = {id(m.owner) for m in found if m.owner is not None}
    for mention in found:
        if id(mention) in owners:
            continue
        if mention.kind == "name" and mention.cls not in ("Place", "Unit", "Programme", "GovernmentBody"):
            last = lists[-1][-1] if lists else None
            if last is not None and last.cls == mention.cls and LIST_GAP.match(text[last.end : mention.start]):
                lists[-1].append(mention)
            else:
                lists.append([mention])
        elif (
            mention.kind == "kind"
            and not mention.after_etc
            and _POINTING.match(mention.text)
            and (mention.count or mention.inner.startswith(("试点", "成员", "受援")))
        ):
            line = text.rfind("\n", 0, mention.start)
            for group in reversed(lists):
                if group[0].start <= line:
                    break
                if group[0].cls == mention.cls and (
                    len(group) == mention.count or mention.count is None and len(group) > 1
                ):
                    mention.kind, mention.means, mention.listed, mention.rule = (
                        "anaphor",
                        "all",
                        tuple(group),
                        "stand-in",
                    )
                    break


# -- lists with one common ending ---------------------------------------------------------------------------

_ITEM = r"[一-龥]{1,6}"
_SUM_TAIL = re.compile(rf"(?P<items>{_ITEM}(?:、{_ITEM})*(?:、|和|及|与){_ITEM}|{_ITEM})(?P<etc>等)?$")


def _shortened(hits: Hits, found: list[Found]) -> list[Found]:
    """王村、侯堡2个卫生院: the members; 甲医院、乙医院两家医院: nothing more than what is listed."""
    text = hits.text
    more: list[Found] = []
    ends = {m.end: m for m in found if m.kind == "name"}
    for mention in list(found):
        if mention.kind != "kind" or not mention.quantified or mention.count is None:
            if mention.kind == "name":
                more += _missing_ends(hits, mention, found)
            continue
        head = mention.start
        before = text[max(0, head - 1) : head]
        if head in ends or (before == "等" and head - 1 in ends):
            mention.after_etc = before == "等"
            if before != "等":
                mention.rule = "sum of a list"
                mention.listed = tuple(_listed_before(text, ends, head))
            continue
        etc = before == "等"
        items = _items(hits, head - 1 if etc else head)
        if len(items) < (1 if etc else 2) or (not etc and len(items) != mention.count):
            continue
        for start, end in items:
            item = text[start:end]
            following = next((s for s in items if s[0] > start), None)
            if len(item) == 1 and following:
                item += text[following[1] - 1]
            full = item + _completion(mention, item)
            more.append(
                Found(
                    start,
                    end,
                    text[start:end],
                    mention.cls,
                    full=full,
                    rule="common ending of a list",
                    place=None,
                    inner=full,
                )
            )
        mention.after_etc = etc
        if not etc:
            mention.rule = "sum of a list"
            mention.listed = tuple(more[-len(items) :])
    found[:] = [m for m in found if m.rule != "sum of a list"]
    return more


def _listed_before(text: str, ends: dict[int, Found], head: int) -> Iterator[Found]:
    while head in ends:
        mention = ends[head]
        yield mention
        head = mention.start
        if text[head - 1 : head] in ("、", "和", "及", "与"):
            head -= 1
        else:
            break


def _completion(mention: Found, item: str) -> str:
    ending = mention.inner
    for generic in ("乡镇", "乡村", "城市", "大", "各"):
        if ending.startswith(generic) and not ending.startswith("大学"):
            ending = ending[len(generic) :]
            break
    if mention.cls == "VillageClinic" and not ending.startswith("村") and not item.endswith("村"):
        ending = "村" + ending
    if item.endswith("村") and ending.startswith("村"):
        ending = ending[1:]
    return ending


def _items(hits: Hits, end: int) -> list[tuple[int, int]]:
    """The items of the list that ends here: 王村、侯堡、夏店| -> three spans."""
    text = hits.text
    spans: list[tuple[int, int]] = []
    position = end
    first = True
    while True:
        start = position
        while start > 0 and text[start - 1] not in HARD and position - start < 14:
            start -= 1
        at_list = start > 0 and text[start - 1] == "、"
        segment = text[start:position]
        if at_list and len(segment) <= 7:
            if (
                first
                and (joint := re.search(r"[和及与]", segment))
                and 1 <= joint.start()
                and len(segment) - joint.end() >= 1
            ):
                spans += [(start + joint.end(), position), (start, start + joint.start())]
            else:
                spans.append((start, position))
            position = start - 1
            first = False
            continue
        if first and (joint := re.search(r"[和及与](?=[一-龥]{1,5}$)", segment)) and joint.start() > 0:
            spans.append((start + joint.end(), position))
            position = start + joint.start()
        border = left_border(hits, position, relative=False, least=2)
        if border is None or position - border[0] > 6 or position == border[0]:
            break
        spans.append((border[0], position))
        break
    return sorted(spans)


def _missing_ends(hits: Hits, mention: Found, found: list[Found]) -> Iterator[Found]:
    """大塘镇、水口乡卫生院; 省、市卫健委: items before a full name that share its ending."""
    text = hits.text
    if mention.cls == "GovernmentBody" and mention.place in ("市", "县", "区", "州", "旗"):
        relative = re.search(r"((?:[省市州国家]{1,2}、)+)$", text[max(0, mention.start - 8) : mention.start])
        if relative:
            position = mention.start - len(relative[1])
            for level in relative[1].rstrip("、").split("、"):
                yield Found(
                    position,
                    position + len(level),
                    text[position : mention.end],
                    mention.cls,
                    full=level + mention.inner,
                    place=level,
                    inner=mention.inner,
                    rule="common ending of a list",
                    forms=(text[position : mention.end],),
                )
                position += len(level) + 1
        return
    if mention.cls in ("Hospital", "PublicHealthInstitution") and (
        ordinals := re.search(r"((?:第[一二三四五六七八九十]+、)+)$", text[max(0, mention.start - 16) : mention.start])
    ):
        position = mention.start - len(ordinals[1])
        place = min((a for a in hits.atoms.get(position, ()) if a.kind == "place"), key=lambda a: a.cost, default=None)
        prefix = (
            text[place.start : position]
            if place is not None
            else text[position - 1]
            if text[position - 1 : position] in ("县", "市", "省")
            else ""
        )
        ending = re.sub("^第[一二三四五六七八九十]+", "", mention.inner)
        for item in ordinals[1].rstrip("、").split("、"):
            start = position - len(prefix) if position == mention.start - len(ordinals[1]) else position
            yield Found(
                start,
                position + len(item),
                text[start : position + len(item)],
                mention.cls,
                full=prefix + item + ending,
                place=prefix or None,
                inner=item + ending,
                rule="common ending of a list",
            )
            position += len(item) + 1
        mention.place, mention.full, mention.local = prefix or None, prefix + mention.full, False
        return
    if (
        mention.cls == "GovernmentBody"
        and mention.place
        and len(mention.place) > 2
        and text[mention.start - 1 : mention.start] in ("、", "和")
    ):
        above = min(
            (a for a in hits.atoms.get(mention.start - 1, ()) if a.kind == "place"), key=lambda a: a.cost, default=None
        )
        if above is not None and above.cost < 2 and text[mention.start - 2] in "省市县区":
            name = text[above.start : mention.start - 1]
            yield Found(
                above.start,
                mention.start - 1,
                name,
                mention.cls,
                full=name + mention.inner,
                place=name,
                inner=mention.inner,
                rule="common ending of a list",
            )
        return
    if mention.cls not in ("TownshipHealthCentre", "CommunityHealthCentre", "VillageClinic") or not mention.place:
        return
    kind = re.search(r"(镇|乡|街道|村|社区|苏木)$", mention.place)
    if not kind:
        return
    ending = text[mention.start + len(mention.place) : mention.end]
    position = mention.start
    stem = re.search(r"([一-龥]{2,3})、$", text[max(0, position - 4) : position])
    if stem and not re.search(r"[镇乡村院心站室道]$", stem[1]) and len(mention.place) - len(kind[1]) >= 2:
        items = _items(hits, position - 1)
        if items and all(2 <= e - s <= 3 and text[s:e] not in load_words("general_words") for s, e in items):
            for start, end in items:
                full = text[start:end] + kind[1] + ending
                yield Found(
                    start,
                    end,
                    text[start:end],
                    mention.cls,
                    full=full,
                    rule="common ending of a list",
                    place=text[start:end] + kind[1],
                    inner=ending,
                )
            return
    while position > 0 and text[position - 1] in "、和及":
        end = position - 1
        if not re.search(r"(?:镇|乡|街道|村|社区|苏木)$", text[max(0, end - 3) : end]):
            break
        place = min((a for a in hits.atoms.get(end, ()) if a.kind == "place"), key=lambda a: a.cost, default=None)
        if (
            place is None
            or place.cost > 3
            or any(m.end == end and m.kind == "name" and m.cls != "Place" for m in found)
        ):
            break
        yield Found(
            place.start,
            end,
            text[place.start : end],
            mention.cls,
            full=text[place.start : end] + ending,
            rule="common ending of a list",
            place=text[place.start : end],
            inner=ending,
        )
        position = place.start


_CENTRES = re.compile(r"[三四五六七]大(?:急诊急救|救治)?中心[”\"]?(?:建设)?[（(]([一-龥、]{4,60})[）)]")


def _paired_centres(text: str) -> Iterator[Found]:
    """“五大中心”（胸痛、卒中、创伤）: each is a centre."""
    for match in _CENTRES.finditer(text):
        position = match.start(1)
        for item in match[1].split("、"):
            name = item.removesuffix("中心")
            yield Found(
                position,
                position + len(item),
                item,
                "Unit",
                full=name + "中心",
                inner=name + "中心",
                rule="common ending of a list",
            )
            position += len(item) + 1


# -- short names given by the text ---------------------------------------------------------------------------


def _aliases(text: str, found: list[Found]) -> list[Found]:
    """（以下简称市二院）: the alias means the name right before the bracket, wherever it stands."""
    ends = {m.end: m for m in found if m.kind == "name"}
    more: list[Found] = []
    for match in [*ALIAS.finditer(text), *_BRACKETED_NAME.finditer(text)]:
        named = ends.get(match.start()) or ends.get(match.start() - 1)
        if named is None or (named.place is not None and named.text.endswith(match[1]) and len(match[1]) <= 4):
            continue
        alias = match[1]
        if match.re is _BRACKETED_NAME and (len(alias) >= len(named.text) or alias[-1] != named.text[-1]):
            continue
        for other in found:
            if other.text == alias and other is not named:
                other.full, other.place, other.inner, other.local, other.rule = (
                    named.full,
                    named.place,
                    named.inner,
                    named.local,
                    "short name given by the text",
                )
        for occurrence in re.finditer(re.escape(alias), text):
            more.append(
                Found(
                    occurrence.start(),
                    occurrence.end(),
                    alias,
                    named.cls,
                    full=named.full,
                    place=named.place,
                    inner=named.inner,
                    rule="short name given by the text",
                    owner=None,
                )
            )
    return more


# -- places --------------------------------------------------------------------------------------------------

_GROUP_OF_PLACES = re.compile(rf"{NUMERAL}个?(?P<kind>县|区|市|乡|镇|旗|村|街道)(?!级|中|直|委)")


def _places(hits: Hits, found: list[Found]) -> Iterator[Found]:
    text = hits.text
    seen: set[int] = set()
    taken = _Taken(text, found)
    for start, end, _ in gazetteer().find(text):
        if (
            not taken.free(start, end)
            or text[end : end + 1] in ("路", "街", "道", "话", "人民")
            or text[start:end] in NOT_PLACES
        ):
            continue
        seen.update(range(start, end))
        yield Found(start, end, text[start:end], "Place", rule="gazetteer", inner=text[start:end])
    for match in _GROUP_OF_PLACES.finditer(text):
        items = _items(hits, match.start())
        if len(items) >= 2 and len(items) == (number(re.match(NUMERAL, match[0])[0]) or 0):  # type: ignore[index]
            for start, end in items:
                if taken.free(start, end):
                    seen.update(range(start, end))
                    full = (
                        text[start:end] if text[start:end].endswith(match["kind"]) else text[start:end] + match["kind"]
                    )
                    yield Found(
                        start, end, text[start:end], "Place", full=full, inner=full, rule="common ending of a list"
                    )
    for end in sorted(hits.atoms):
        for atom in sorted(hits.atoms[end], key=lambda a: a.cost):
            if (
                atom.kind != "place"
                or atom.cost > (3.0 if atom.start - 1 in seen else 2.3)
                or any(i in seen for i in range(atom.start, end))
            ):
                continue
            name = text[atom.start : end]
            following = text[end : end + 1]
            if (
                name in NOT_PLACES
                or following in "级长域区直民容委政内鼓舰帜下人"
                and following
                or not taken.free(atom.start, end)
            ):
                continue
            if (
                name[-1] == "区"
                and following in "域划"
                or name[-1] in "州盟"
                or name.endswith(("社区", "农场", "林场"))
            ):
                continue
            border = _place_border(hits, atom.start)
            if hits.word_starts and text.count(name) == 1:
                ends_word = (
                    end in hits.word_starts
                    or text[end : end + 2] in lexicon().words
                    or text[end : end + 1] in lexicon().particles
                )
                begins_word = atom.start in hits.word_starts or text[atom.start - 1 : atom.start] in (
                    "的",
                    "、",
                    "，",
                    "。",
                )
                if not (begins_word and ends_word):
                    continue
            if not border or _common_word(name) or not _like_a_place(hits, atom, name):
                continue
            seen.update(range(atom.start, end))
            yield Found(atom.start, end, name, "Place", rule="place suffix", inner=name)


def _listed_townships(text: str, townships: Sequence[str]) -> Iterator[Found]:
    """王桥、西营和下良: townships of the county by their short names, where two or more stand in a list."""
    full = {short_name(t): t for t in townships if len(short_name(t)) > 1}
    if not full:
        return
    stems = "|".join(sorted(map(re.escape, full), key=len, reverse=True))
    for group in re.finditer(rf"(?:{stems})(?:[、和及](?:{stems}))+(?![镇乡街村县市])", text):
        for match in re.finditer(stems, group[0]):
            start = group.start() + match.start()
            yield Found(
                start,
                start + len(match[0]),
                match[0],
                "Place",
                full=full[match[0]],
                inner=full[match[0]],
                rule="township of the county",
            )


def _place_border(hits: Hits, start: int) -> bool:
    if start == 0 or hits.text[start - 1] in HARD:
        return True
    if start in hits.boundary:
        return True
    return any(a.kind == "place" and a.cost < 2.3 for a in hits.atoms.get(start, ()))


_NO_PLACE = re.compile(
    r"(?:优质|先进|示范|试点|强|贫困|重点|各|每|本|全|该|我|两|多|半|一|二|三|四|五|六|七|八|九|十|几|数|中心|行政|自然|城中|美丽|文明|卫生|健康|幸福|特色|建制|所辖|深度|出列|脱贫|后进|周边|邻近|其他|其余|部分|产业|工业|开发|高新|管理|聚集|核心|缓冲|污染|清洁|隔离|功能|观察|等候|办公|生活|住院|门诊|老|新|旧|主城|中心城|居民|商业|服务|责任|保护|禁|无|有|入|到|进|下|回|返|出|跨|驻|包|联|邻|外|省|地|县|市|区|镇|乡)[县市区旗镇乡村]$"
)


def _like_a_place(hits: Hits, atom: Atom, name: str) -> bool:
    """Whether more than the last character speaks for a place: a known stem, a second occurrence, a place beside it."""
    if hits.text.count(name) > 1:
        return True
    if name[:-1] in load_words("general_words") or name[-2:] in load_words("general_words"):
        return False
    if atom.cost <= 0.6:
        return True
    before, after = (
        hits.text[max(0, atom.start - 1) : atom.start],
        hits.text[atom.start + len(name) : atom.start + len(name) + 1],
    )
    return (
        before in HARD
        or before == ""
        or after in HARD
        or before in "与和及到赴在由为对向同将把"
        or after in "与和及分被将的"
    )


def _common_word(name: str) -> bool:
    return bool(_NO_PLACE.match(name) or re.match(rf"{NUMERAL}个", name)) or any(c in "的了和与及、" for c in name)


# -- stand-ins -----------------------------------------------------------------------------------------------


@cache
def _anaphora() -> tuple[re.Pattern[str], dict[str, list[tuple[str, tuple[str, ...]]]]]:
    meanings: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for entry in load("anaphora")["word"]:
        for word in entry["words"]:
            meanings.setdefault(word, []).append((entry["means"], tuple(entry.get("class", ()))))
    longest_first = sorted(meanings, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), meanings


def _stand_ins(text: str) -> Iterator[Found]:
    pattern, meanings = _anaphora()
    for match in pattern.finditer(text):
        (means, classes), *others = meanings[match[0]]
        for _, more in others:
            classes = (*classes, *more)
        if match[0] in ("两家", "三家", "四家") and re.match(
            "[一-龥]?(?:医|卫|单|机|公|企|社|银|保)", text[match.end() : match.end() + 2]
        ):
            continue
        cls = "Place" if means == "home_place" else "GovernmentBody" if means == "home_bureau" else "Hospital"
        yield Found(match.start(), match.end(), match[0], cls, "anaphor", means=means, classes=classes, rule="stand-in")
