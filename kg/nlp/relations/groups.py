"""Groups of mentions in a clause, each with the case that the word before it gives.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> text = "由江北市第一医院、江北市中医院派驻专家"
>>> clause = Clause(0, len(text), text)
>>> [(g.case, [m.text for m in g.mentions]) for g in groups_of(text, find_mentions(text, None), clause)]
[('by', ['江北市第一医院', '江北市中医院'])]
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.rules import at, load, longest, one_of

# What joins the mentions of a group: 、 和, a bracket, a number or people behind a mention, quotes around it.
_OF_ONE = "(?:医师|医生|护士|骨干|人员|专家|团队|[产药麻醉检]师|助产士)"
LIST_GAP = re.compile(
    rf"^(?:[0-9]+[名人位][一-龥]{{0,6}}[、和及]|的?[一-龥]{{0,4}}{_OF_ONE}[、和及]|、|和|及|以及|连同|暨|及其|，以及|，连同|和其|，和|"
    r"[”\"]?、[“\"]?|[”\"]和[“\"]|等?[”\"]?、|（[^（）]{0,16}）[、和及])$"
)
_ETC = re.compile("(?:（[^（）]{0,20}）)?等")
_CASES = {word: case for case, entry in load("cases").items() for word in entry["words"]}
# 被甲帮扶的乙: no 帮
_WHERE = "[我本该]|(?:周边|毗邻|邻近|相邻|附近|周围)的?|我县|我市|邻[县市区旗]|[县市区旗]内|县域内|辖区内|本[县市区旗]"
_AFTER_MARKER = f"(?!(?<=帮)[扶助带])(?:了|好|着|其|原|{_WHERE}|所属|辖区|下属|所辖|各|[一-龥]{{1,4}}的)?[“]?"
# 双向, 参与, 成为, 具有 are words of their own.
MARKER = re.compile(f"(?!(?<=双)向|(?<=参)与|(?<=成)为|(?<=[具拥])有)({longest(_CASES)}){_AFTER_MARKER}$")
_LONGEST_MARKER = 14
_HELPED_BY = re.compile(f"的?{one_of('cases', 'by.after_in')}")
_ASKED = re.compile(one_of("cases", "place.after_asked"))
_LISTING_BEHIND = re.compile(f"{one_of('cases', 'with.listing_behind')}(?:了|的是)?$")
_AND = ("与", "同")
# 在江左市对口帮扶单位江左市第五医院支持下
_APPOSITION = re.compile("的?(?:对口)?(?:帮扶|支援|协作|合作|援建)(?:单位|医院|城市)")
_HELPING = re.compile("(?:支援|帮扶|援助|结对|支持|托管)$")
_PLACES_OF = re.compile("(?:[、和及][一-龥]{2,4})*等?(?:地|省市?|市)(?:区)?的?")
# 与银川海事处、县公安局联动: the first of the list is known by no list
_BEHIND_UNKNOWN = re.compile("(?<![参共])与[一-龥]{2,7}(?:局|处|所|办|站|部|会|院|队|公司|中心|部门|单位)、$")
_OF_UNNAMED = re.compile(
    "的?(?:某|一家)[一-龥]{0,6}(?:公司|集团|企业|医院|机构|大学|单位)"
    "|(?:知名|著名)?名老?中医(?![院药医])"  # 江北省名老中医张某工作室
)
_PLACING = tuple(at("relations", "units.placing"))
_PLACED = re.compile(f"{one_of('relations', 'units.placing')}[^，。的]{{2,12}}的$")
_APART = one_of("relations", "cues.apart")
_APART_BEHIND = re.compile(f"(?:之间)?(?:等?[^，]{{0,6}})?{_APART}")
_APART_BEFORE = re.compile(f"{_APART}[一-龥]{{0,4}}$")
_OF_ALLIANCE = re.compile("[一-龥]{0,6}协议(?:书)?》")
_LEADS = re.compile(f"{one_of('relations', 'cues.leading')}{one_of('relations', 'cues.led')}?的[“]?")
_GIVES_SHORT_NAME = ("简称", "下称", "统称", "又称", "又名", "亦称", "称为", "称")


def groups_of(text: str, mentions: list[Found], clause: Clause) -> list[Group]:
    """The groups of a clause's mentions, in order. Owners go with their units, titles in 《》 and short names
    that are only given (以下简称…) are left out.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> text = "转发《关于县医院的通知》给县中医院"
    >>> [(g.case, g.first.text) for g in groups_of(text, find_mentions(text, None), Clause(0, 17, text))]
    [('to', '县中医院')]
    """
    groups: list[Group] = []
    leader: Found | None = None
    owners = {id(m.owner) for m in mentions if m.owner is not None}
    pointed = {id(unit): m for m, unit in pairwise(mentions) if _is_unit_of(text, m, unit)}  # 我院|康复科
    owners |= {id(m) for m in pointed.values()}
    for mention, after in pairwise([*mentions, None]):
        if mention is None or id(mention) in owners or (mention.cls != "Programme" and _in_title(text, mention)):
            continue
        if text[max(0, mention.start - 3) : mention.start].endswith(_GIVES_SHORT_NAME):
            continue
        if _is_place(mention) and _OF_UNNAMED.match(text, mention.end):
            continue  # 北京某公司
        if groups and (_is_other_name(text, groups[-1].mentions[-1], mention) or _counts(groups[-1], mention)):
            continue
        if groups and after is not None and _leads_listed(text, groups[-1], mention, after):
            groups.insert(-1, Group([mention], "by"))
            leader = mention
            continue
        if not (groups and _joins(text, groups[-1], mention, leader)):
            groups.append(Group([mention], *_case(text, pointed.get(id(mention), mention), clause)))
        leader = None
    groups = [g for g, after in pairwise([*groups, None]) if g and not _is_scope_of(text, g, after)]
    for group in groups:
        if group.marker == "在":
            group.case = "by" if _HELPED_BY.match(text, group.end, group.end + 16) else "place"
        elif group.case == "" and text[group.start - 1 : group.start] == "应" and _ASKED.match(text, group.end):
            group.case, group.marker = "place", "应"
        group.apart = _is_apart(text, group, clause)
    return groups


def _is_scope_of(text: str, group: Group, after: Group | None) -> bool:
    """全县除甲外的11所卫生院: the place only tells of which."""
    excepts = after is not None and after.case == "except" and text[group.end : after.start] == after.marker
    return excepts and group.case == "" and _is_place(group.first)


def _is_unit_of(text: str, mention: Found, unit: Found) -> bool:
    """我院康复科, 县医院的康复科: a unit right behind its owner or a stand-in for it."""
    stands_in = mention.kind == "anaphor" and mention.means in ("own", "last", "first", "second")
    owns = stands_in or (mention.kind == "name" and mention.cls in CARE)
    if text.endswith(_PLACING, 0, mention.start):
        return False  # 设在县医院的影像中心: no place for what the clause tells
    return owns and unit.cls == "Unit" and unit.kind == "name" and text[mention.end : unit.start] in ("", "的")


def _is_other_name(text: str, last: Found, mention: Found) -> bool:
    """江北市三院（江北市传染病医院）: one institution by two names."""
    opens = mention.start == last.end + 1 and text[last.end] in "（("
    return opens and text[mention.end : mention.end + 1] in ("）", ")") and alike(last, mention)


def _counts(group: Group, mention: Found) -> bool:
    """甲、乙两院: the last word only counts those before it."""
    return mention.kind == "anaphor" and len(group.mentions) > 1 and mention.start == group.end


def _leads_listed(text: str, group: Group, mention: Found, after: Found) -> bool:
    """甲联盟和乙牵头的丙联盟: who leads one of the alliances of a list is none of them."""
    alliances = group.mentions[-1].cls == after.cls == "MedicalAlliance"
    gap = alliances and LIST_GAP.match(text[group.end : mention.start])
    return bool(gap and _LEADS.fullmatch(text, mention.end, after.start))


def _joins(text: str, group: Group, mention: Found, leader: Found | None) -> bool:
    """Add the mention to the group if it goes on with it. `leader` is who leads it, told before it."""
    gap = text[group.end : mention.start if leader is None else leader.start]
    last = group.mentions[-1]
    helped = last.means == "home_place" and gap == "的"
    if helped and (_is_elsewhere(mention) or (mention.cls == "Hospital" and _HELPING.search(text, 0, last.start))):
        return False  # 帮扶我县的江滨区
    finer = gap == "" and _is_place(mention)  # 东岭乡枫树坪村、西岭乡茶园村
    of_it = (
        (gap in ("", "的") or _APPOSITION.fullmatch(gap)) and len(group.mentions) == 1 and mention.cls != "Programme"
    )
    if _is_place(last) and (finer or of_it):
        if len(group.mentions) == 1:
            group.within = group.within or last
        group.mentions[-1] = mention
        return True
    if _is_place(last) and mention.kind == "kind" and mention.quantified and _PLACES_OF.fullmatch(gap):
        group.mentions[:] = [mention]  # 与北京、上海等地的8家医院合作
        return True
    joint = group.marker == "由" and gap in ("与", "同", "会同", "联合")  # 由甲与乙共同承担
    joint = joint or (gap in _AND and lists_behind(text, (group.within or group.first).start))
    listed = (joint or LIST_GAP.match(gap) is not None) and alike(last, mention)
    goes_on = (gap == "，" and group.case == "with" and alike(last, mention)) or (
        mention.kind == "kind" and _ETC.fullmatch(gap) is not None
    )
    if goes_on and mention.kind == "kind" and mention.count == len(group.mentions) > 1:
        group.total = mention  # 甲、乙、丙等3家: the three, no fourth
    elif listed or goes_on:
        group.mentions.append(mention)
    group.joined = group.joined or listed
    return listed or goes_on


def _is_elsewhere(mention: Found) -> bool:
    """江滨区, 江左市人民医院: it has a place of its own that is no township."""
    place = mention.text if mention.cls == "Place" else mention.place or ""
    return len(place) > 2 and place[-1] in "省市区州"


def lists_behind(text: str, start: int) -> bool:
    """Whether those from here on are whom a verb lists, so that 与 among them is no more than and.

    >>> lists_behind("支援甲院与乙院", 2), lists_behind("由甲院与乙院", 1)
    (True, False)
    """
    return _LISTING_BEHIND.search(text, max(0, start - 4), start) is not None


def _is_place(mention: Found) -> bool:
    return mention.cls == "Place" and (mention.kind == "name" or mention.means == "home_place")


def _is_apart(text: str, group: Group, clause: Clause) -> bool:
    if group.case in ("", "cause", "object", "by", "with") and _APART_BEHIND.match(text, group.end, group.end + 12):
        return True
    return _APART_BEFORE.search(text, max(clause.start, group.start - 8), group.start) is not None


def alike(left: Found, right: Found) -> bool:
    """Whether two mentions can be listed together: places with places, schemes with schemes, institutions.

    >>> alike(Found(0, 2, "我县", "Place", "anaphor", means="home_place"), Found(3, 6, "柳林镇", "Place"))
    True
    """
    return _sort(left) == _sort(right)


def _sort(mention: Found) -> str:
    if mention.kind == "anaphor" and mention.means == "home_place":
        return "Place"
    return mention.cls if mention.cls in ("Place", "Programme") else "institution"


def _in_title(text: str, mention: Found) -> bool:
    """Whether a title in 《》 holds it; the alliance that a 《…医联体协议》 is of is none the less founded by it."""
    if mention.cls == "MedicalAlliance" and _OF_ALLIANCE.match(text, mention.end):
        return False
    opened = text.rfind("《", max(0, mention.start - 60), mention.start)
    return (
        opened >= 0
        and text.find("》", opened, mention.start) < 0
        and text.find("》", mention.end, mention.end + 80) >= 0
    )


def _case(text: str, mention: Found, clause: Clause) -> tuple[str, str]:
    if mention.text == "来院":
        return "place", "来"
    if mention.cls == "Unit" and _PLACED.search(
        text, max(clause.start, mention.start - _LONGEST_MARKER), mention.start
    ):
        return "", ""  # 设在县医院的影像中心
    match = MARKER.search(text, max(clause.start, mention.start - _LONGEST_MARKER), mention.start)
    if match is None and _BEHIND_UNKNOWN.search(
        text, max(clause.start, mention.start - _LONGEST_MARKER), mention.start
    ):
        return "with", "与"
    return (_CASES[match[1]], match[1]) if match else ("", "")
