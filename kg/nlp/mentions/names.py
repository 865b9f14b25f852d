"""The borders of institutions' names: from a suffix leftwards to where the name begins.

A name is read from right to left as known parts (specific modifiers, ordinals, places, owners) and unknown
characters (阜德, 光华). Every way to cut it costs: unknown characters a little each, function characters and
general words inside it much, a left border that follows no border word much. The cheapest way wins, so the
name grows over all that can belong to it and stops before what cannot.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> text = "双方推动青禾县第二人民医院加入省骨伤专科联盟"
>>> [(n.text, n.cls) for n in find_names(lexicon().scan(text))]
[('青禾县第二人民医院', 'Hospital'), ('省骨伤专科联盟', 'MedicalAlliance')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg.gazetteer import gazetteer
from kg.nlp.mentions.lexicon import Atom, Hits, Suffix, lexicon

HARD = frozenset("。；，：！？、（）()《》〈〉“”‘’\"'「」『』【】[]〔〕\n\r\t 　>►●■◆*|/;,!?:…—－_%％")
LONGEST = 34
RELATIVE = frozenset("县市省区镇乡村旗州")
ETHNIC = re.compile(
    r"(?:各族|回族|壮族|苗族|满族|彝族|藏族|侗族|瑶族|白族|傣族|黎族|水族|土族|羌族|畲族|佤族|怒族|京族|土家族|布依族|哈尼族|傈僳族|拉祜族|"
    r"纳西族|景颇族|布朗族|仡佬族|仫佬族|毛南族|朝鲜族|蒙古族|哈萨克族|维吾尔族|柯尔克孜族|塔吉克族|锡伯族|达斡尔族|鄂温克族|鄂伦春族|撒拉族|保安族|东乡族|裕固族)+$"
)
ADMIN = re.compile(r"省|自治区|自治州|自治县|自治旗|街道|社区|民族乡|苏木|农场|林场|[市县区旗镇乡村州盟]")
MASKED = re.compile(r"(?:[xX×*]{1,3}|某{1,2})[县市区旗州镇乡]")
QUOTED = re.compile(r"“[一-龥A-Za-z]{2,8}”(?=[一-龥]{0,6}(?:医院|工作室|联合门诊|联盟|工作站|诊疗中心))")
BRACKETED = re.compile(r"[（(][一-龥]{2,4}[）)](?=[一-龥]{0,6}公司)")
# Words that end as places do and are none.
NOT_PLACES = frozenset(
    "全县 我县 本县 该县 各县 外县 邻县 全市 我市 本市 该市 各市 城市 超市 地市 省市 县市 全区 我区 本区 该区 各区 城区 辖区 社区 地区 院区 病区 园区 片区 矿区 山区 牧区 林区 景区 小区 新区 灾区 疫区 县区 "
    "市区 郊区 库区 开发区 保护区 责任区 服务区 试验区 示范区 实验区 全镇 我镇 各镇 乡镇 城镇 集镇 建制镇 重镇 全乡 我乡 各乡 下乡 家乡 城乡 返乡 回乡 老乡 异乡 全村 我村 各村 农村 乡村 驻村 行政村 自然村 贫困村 "
    "空白村 中心村 示范村 先进县 强县 示范县 试点县 贫困县 大县 小县 示范镇 试点镇 示范市 先进市 试点市 城中村 全省 我省 本省 各省 外省 全州 我州 全旗 我旗 全盟 地级市 县级市 直辖市 外市 所在村 帮扶村 重点村 诊疗区 候诊区 隔离区 "
    "节省 街道 全街道 各街道 该村 本村 该镇 该乡 出村 进村 入村 到村 包村 在村 每村 试点区 示范社区 全社区 先进区 分区 区 市 县 综合改革试验区 病房区".split()
)


class Part(NamedTuple):
    """A piece of a name: its kind and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Name:
    """A name in a text: its class, its parts from left to right, and the owner that it begins with, if any."""

    text: str
    start: int
    end: int
    cls: str
    suffix: Suffix
    parts: list[Part]
    cost: float
    owner: Name | None = None
    scope: str | None = None
    nested: list[Name] = field(default_factory=list)
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(p.kind for p in self.parts)

    @property
    def generic(self) -> bool:
        """It names a kind (乡镇卫生院, 县级公立医院), not a thing."""
        if self.suffix.word in lexicon().kinds or self.text[: self.suffix.start - self.start].endswith(
            ("牵头", "成员", "龙头", "试点", "定点", "协作")
        ):
            return True
        return not self.kinds & {"place", "relative", "specific", "ordinal", "proper", "owner", "number"} or (
            "generic" in self.kinds and not self.kinds & {"proper", "ordinal", "owner", "specific", "number"}
        )


@cache
def _stems() -> frozenset[str]:
    """The short names of all counties and townships that have two characters or more."""
    divisions = gazetteer()
    return frozenset(
        d.short for d in (*divisions._divisions.values(), *divisions._townships.values()) if len(d.short) > 1
    )


def add_places(hits: Hits) -> None:
    """Enter the places of the gazetteer, and what looks like a place (清禾县, 石桥镇), as parts of names."""
    text = hits.text
    shielded = hits.shielded
    shielded.update(
        i for end, atoms in hits.atoms.items() for a in atoms if a.kind == "protected" for i in range(a.start, end)
    )
    for end, atoms in list(hits.atoms.items()):
        for atom in atoms:
            if atom.kind in SPECIFIC or atom.kind == "ordinal":
                hits.close(atom.start, end)
    for suffix in hits.suffixes:
        hits.close(suffix.start, suffix.end)
        if suffix.cls != "Unit":
            hits.atoms[suffix.end].append(Atom(suffix.start, "owner", 0.3))
        if suffix.word in lexicon().bare and suffix.cls == "GovernmentBody":
            hits.boundary.add(suffix.end)
            hits.strong.add(suffix.end)
    for start, end, _ in gazetteer().find(text):
        if end - start == 2 and text[start] in lexicon().particles:
            hits.atoms[end].append(Atom(start, "place", 4.0))
        elif end - start > 2 and text[start : end - 1] in lexicon().words:
            hits.atoms[end].append(Atom(start, "place", 1.5))  # 会同县, or 会同 and 县
        else:
            hits.add_place(start, end)
            hits.close(start, end)
    hits.ends.update(suffix.end for suffix in hits.suffixes)
    hits.ends.update(m.end() for m in re.finditer(r"[省市县区旗镇乡村社队室站所院校局委办部科人员等其]", text))
    for m in MASKED.finditer(text):
        hits.add_place(m.start(), m.end())
    for m in QUOTED.finditer(text):
        hits.atoms[m.end()].append(Atom(m.start(), "proper", 0.4))
        hits.inside.update(range(m.start(), m.end()))
    for m in BRACKETED.finditer(text):
        hits.atoms[m.end()].append(Atom(m.start(), "specific", 0.2))
        hits.inside.update(range(m.start(), m.end()))
    stems = _stems()
    for match in ADMIN.finditer(text):
        head = match.start()
        ethnic = ETHNIC.search(text, max(0, head - 12), head)
        stop = ethnic.start() if ethnic else head
        if len(match[0]) > 1:
            hits.close(head, match.end())
        for length in range(1, 6):
            start = stop - length
            if start < 0 or text[start] in HARD or not "一" <= text[start] <= "龥":
                break
            stem = text[start:stop]
            if text[start : match.end()] in NOT_PLACES or (
                length > 1 and len(match[0]) == 1 and text[match.end() - 2 : match.end()] in NOT_PLACES
            ):
                continue
            if stem in stems:
                cost = 1.5 if stem in lexicon().words else 0.5
            else:
                bad = sum(1.0 if i in shielded else 3.0 for i in range(start, stop) if i in hits.penalty)
                by_length = (5.0, 1.2, 1.4, 1.6, 2.0) if match[0] in ("旗", "苏木") else (5.0, 1.2, 1.8, 3.5, 5.0)
                inner = 3.0 if length > 1 and any(c in "县市区镇乡村" for c in stem) else 0.0
                cost = by_length[length - 1] + bad + inner + (1.0 if match[0] in "区州盟村" else 0)
                if ethnic:
                    cost = max(0.6, cost - 1.0)
            if cost <= 6:
                hits.atoms[match.end()].append(Atom(start, "place", cost))
    for start, length in [(m.start(), len(m[0])) for m in re.finditer(r"第[一二三四五六七八九十百零○〇0-9]+", text)]:
        hits.atoms[start + length].append(Atom(start, "ordinal", 0.0))
    for m in re.finditer(r"(?<![0-9.])[0-9]{2,4}(?=医院|急救)", text):
        hits.atoms[m.end()].append(Atom(m.start(), "number", 0.3))
    for m in _COUNTED.finditer(text):
        hits.penalty.update((m.end() - 2, m.end() - 1))
        hits.boundary.add(m.end())
        hits.strong.add(m.end())


_NO_BORDER = 4.0
# 3家, 两所, 三大, 12日: what is counted or dated ends there.
_COUNTED = re.compile(
    r"[0-9_xX一二两三四五六七八九十百几各多余]+(?:[家所个名处间批例次位元年月日号期岁辆份]|[台张项](?![山镇乡村子店河湖])|大)"
)


def _border(hits: Hits, start: int) -> float:
    """What it costs that a name begins here."""
    if start == 0:
        return 0.0
    before = hits.text[start - 1]
    if before in HARD:
        return 0.0
    if start >= 2 and hits.text[start - 2] == "、" and before in lexicon().particles and start not in hits.strong:
        return 1.5
    if start in hits.boundary:
        if start in hits.strong:
            return 0.0
        if start - 1 in hits.shielded:
            return 1.5
        if before == "和" and not _joins(hits, start - 1):
            return 2.5
        if before in lexicon().particles or start - 1 in hits.penalty:
            return 0.0
        return 1.5
    return 0.4 if before.isascii() else _NO_BORDER


def _joins(hits: Hits, position: int) -> bool:
    """Whether what stands before 和 can be joined by it: a name, a place, a count, a bracket; 附属安 cannot."""
    return position in hits.ends or position in hits.boundary or not "一" <= hits.text[position - 1] <= "龥"


def _penalty(hits: Hits, position: int, loose: bool) -> float:
    if position not in hits.penalty:
        return 0.0
    before = hits.text[position - 1] if position else ""
    if before == "、" or (position > 1 and hits.text[position - 2] in HARD and hits.text[position] in "和同与及"):
        return 0.5  # 、对河乡; ，济和医院: no preposition follows a list's comma, nothing of one character is joined
    if hits.text[position] == "和" and not _joins(hits, position):
        return 0.3
    return 1.0 if loose and hits.text[position] not in lexicon().particles else 3.0


def left_border(
    hits: Hits,
    end: int,
    *,
    relative: bool = True,
    loose: bool = False,
    allowed: tuple[str, ...] = ("specific",),
    least: int = 0,
) -> tuple[int, float, list[Part]] | None:
    """Where a name that continues at `end` begins: (start, cost, parts), None where nothing can precede.

    The parts cover text[start:end]. `loose`: general words may stand inside (企业 names are free).
    """
    text = hits.text
    bare = 3.0 if "unit" in allowed else 0.8
    best: dict[int, tuple[float, int, str]] = {end: (0.0, end, "")}
    limit = max(0, end - LONGEST)
    floor = end
    while floor > limit and (text[floor - 1] not in HARD or floor - 1 in hits.inside):
        floor -= 1
    unknown: dict[int, int] = {end: 0}
    for i in range(end, floor, -1):
        if i not in best:
            continue
        cost = best[i][0]
        for atom in hits.atoms.get(i, ()):
            if (
                atom.start < floor
                or (atom.kind == "department" and i != end)
                or (atom.kind in SPECIFIC and atom.kind not in allowed)
            ):
                continue
            kind = "proper" if atom.kind == "protected" else "specific" if atom.kind in SPECIFIC else atom.kind
            total = cost + atom.cost
            if kind == "generic" and best[i][2] in ("place", "proper"):
                total += 3.0
            if atom.start not in best or total < best[atom.start][0]:
                best[atom.start] = (total, i, kind)
                unknown[atom.start] = 0 if kind != "proper" else unknown[i] + i - atom.start
        character = text[i - 1]
        if "一" <= character <= "龥" or character.isalpha():
            run = unknown[i] + 1
            total = (
                cost
                + 0.6
                + (1.5 if best[i][2] == "place" else 0.0)
                + (_penalty(hits, i - 1, loose))
                + (1.0 if run > 4 and not loose else 0.0)
            )
            if character in "县市省区镇乡村旗":
                total += 3.0
            if run <= (10 if loose else 7) and (i - 1 not in best or total < best[i - 1][0]):
                best[i - 1] = (total, i, "proper")
                unknown[i - 1] = run
    choice: tuple[float, int, bool] | None = None
    for start, (cost, _, _) in best.items():
        if start > end - least:
            continue
        total = cost + _border(hits, start)
        if start == end and (hits.text[end - 1 : end] not in HARD or end == 0):
            total += bare
        if choice is None or (total, start) < choice[:2]:
            choice = (total, start, False)
        if relative and start > floor and text[start - 1] in RELATIVE and (start == end or best[start][2] != "place"):
            before = text[start - 2] if start >= 2 else "。"
            if before in "全我本该各" or (before in RELATIVE and start >= 3 and text[start - 3] in "全我本该各"):
                border = 0.0
            else:
                border = _border(hits, start - 1)
            total = cost + 0.3 + border
            if total < choice[0]:
                choice = (total, start - 1, True)
    if choice is None:
        return None
    total, start, is_relative = choice
    parts: list[Part] = []
    position = start
    if is_relative:
        parts.append(Part("relative", start, start + 1))
        position = start + 1
    while position < end:
        _, following, kind = best[position]
        if parts and kind == "proper" == parts[-1].kind:
            parts[-1] = Part("proper", parts[-1].start, following)
        else:
            parts.append(Part(kind, position, following))
        position = following
    return start, total, parts


BRANCHES = frozenset({"分院", "院区", "互联网医院"})
FREE = frozenset(
    {
        "公司",
        "有限公司",
        "有限责任公司",
        "股份有限公司",
        "集团",
        "药业集团",
        "协会",
        "学会",
        "基金会",
        "救援队",
        "合作社",
        "促进会",
    }
)
SPECIFIC = frozenset({"specific", "alliance", "office", "business", "unit"})
_MODIFIERS = {
    "MedicalAlliance": "alliance",
    "GovernmentBody": "office",
    "PartnerInstitution": "business",
    "Unit": "unit",
}
# What is a unit when it stands behind the name of an institution, and an institution of its own otherwise.
INNER = frozenset(
    {
        "养老服务中心",
        "养老中心",
        "研究所",
        "研究中心",
        "康养中心",
        "护理院",
        "养护院",
        "急救站",
        "精神卫生中心",
        "医学中心",
        "儿童医学中心",
        "儿童医疗中心",
        "健康教育中心",
        "日间照料中心",
        "托育中心",
    }
)
OWNERS = frozenset(
    {"Hospital", "TownshipHealthCentre", "PublicHealthInstitution", "CommunityHealthCentre", "VillageClinic"}
)
_NOT_AFTER = {
    "局": "面部势限长党机领里内限",
    "卫生院": "长",
    "医院": "长感",
    "科": "学技普教研级目室协医护主专人带骨",
    "股": "权份东",
    "政府": "采主",
    "公司": "法",
    "集团": "化军",
    "卫生室": "",
    "人大": "代",
    "中心": "城组任端户村点线思工环内",
    "门诊": "量部人慢特统费医平患病就次总均楼和共号诊窗预",
    "大学": "生学本",
    "小学": "生",
    "中学": "生",
    "学校": "",
    "银行": "卡",
    "市委": "书常",
    "县委": "书常",
    "省委": "书常",
    "区委": "书常",
    "党委": "书",
    "联盟": "",
    "疾控": "",
    "研究": "",
    "学院": "派",
    "养老机构": "",
    "产房": "",
    "药业": "",
}


_NOT_BEFORE = {"局": "结布格邮书棋僵全我该本各市县区大时政变开", "厅": "大客餐", "科": "学本专百文理各大分前某", "中心": "以为", "股": "入", "大学": "入", "门诊": "急", "分院": "部"}


def find_names(hits: Hits) -> list[Name]:
    """The names of institutions in a text, each with the class that its suffix tells, in order; of names
    within names only the owner of a unit or branch is kept (as `owner`)."""
    add_places(hits)
    names: list[Name] = []
    for suffix in hits.suffixes:
        after, before = hits.text[suffix.end : suffix.end + 1], hits.text[max(0, suffix.start - 1) : suffix.start]
        if suffix.word == "科" and before == "学" and hits.text[suffix.start - 2 : suffix.start - 1] == "医":
            before = ""
        if (after and after in _NOT_AFTER.get(suffix.word, "")) or (
            before and before in _NOT_BEFORE.get(suffix.word, "")
        ):
            continue
        if re.match("[^，。]{0,2}[发字函][〔【[（(]", hits.text[suffix.end : suffix.end + 4]):
            continue
        name = _name(hits, suffix)
        if name is not None:
            names.append(name)
    return list(_outermost(hits, names))


def _name(hits: Hits, suffix: Suffix) -> Name | None:
    found = left_border(
        hits, suffix.start, loose=suffix.word in FREE, allowed=("specific", _MODIFIERS.get(suffix.cls, ""))
    )
    if found is None:
        return None
    start, cost, parts = found
    if cost > 9:
        return None
    if len(parts) == 1 and parts[0].kind == "proper" and parts[0].end - parts[0].start == 1:
        if suffix.word not in lexicon().bare:
            return None
        start, parts = suffix.start, []
    if suffix.word in ("局", "厅") and not (
        parts and parts[0].kind in ("place", "relative") and 2 <= suffix.start - parts[0].end <= 8
    ):
        return None
    scope = None
    if parts and parts[0].kind == "relative" and start > 0 and hits.text[start - 1] in "全我本该各":
        scope = hits.text[start - 1 : start + 1]
    return Name(hits.text[start : suffix.end], start, suffix.end, suffix.cls, suffix, parts, cost, scope=scope)


def _outermost(hits: Hits, names: list[Name]) -> Iterator[Name]:
    """Drop what lies within a longer name; keep the owners of units and branches."""
    names.sort(key=lambda n: (n.start, -n.end))
    kept: list[Name] = []
    for name in names:
        outer = next((k for k in kept if k.start <= name.start and name.end <= k.end), None)
        if outer is None:
            overlapping = next((k for k in kept if k.start < name.end and name.start < k.end), None)
            if overlapping is not None and overlapping.cost <= name.cost:
                continue
            if overlapping is not None:
                kept.remove(overlapping)
            kept.append(name)
        elif outer.cls == "Unit" or outer.suffix.word in BRANCHES or outer.suffix.word in INNER:
            if (
                name.end < outer.end
                and name.cls in {*OWNERS, "GovernmentBody", "PartnerInstitution"}
                and (not name.generic or name.text in lexicon().bare)
            ):
                better = outer.owner is None or name.cls in OWNERS
                if better and (name.start == outer.start or name.cls in OWNERS):
                    outer.owner = name
                    if outer.suffix.word in INNER:
                        outer.cls = "Unit"
                elif name.start > outer.start:
                    outer.nested.append(name)
    yield from sorted(kept, key=lambda n: n.start)
