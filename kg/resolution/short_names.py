"""Short names within a report: 光华医院 is its 江城医科大学附属光华医院, 王村卫生院 its 王村中心卫生院.

>>> shortens(Draft("Hospital", "光华医院"), Draft("Hospital", "江城医科大学附属光华医院"))
True
"""

from __future__ import annotations

import re
from collections import defaultdict

from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.names import words

_TOWNSHIP_CLINICS = ("TownshipHealthCentre", "CommunityHealthCentre")
_CLINIC = re.compile(r"(?:中心)?(?:卫生院|社区卫生服务中心|社区卫生服务站)$")
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|民族乡|苏木)?(?:中心)?$")
_NOT_BY_BEGINNING = re.compile("|".join(words("shortened", "not_by_beginning")))
_NOT_BY_END = tuple(words("shortened", "not_by_end"))
_NUMBER = re.compile("第[一二三四五六七八九零〇○0-9]{3}")  # 第九〇一医院
_ORDINAL = re.compile("第[一二三四五六七八九]")  # 第一医共体 of 青禾县第一医共体
_OF_UNIVERSITY = re.compile("[一-龥]{1,2}[大医](?=第|附属)")
_SHORTEST = 3


def merge_short_names(context: Context) -> None:
    """Make one draft of a short name and the only longer name that it may stand for. A local name (中医院) is the
    county's and stands for no other.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], [])
    >>> drafts = [context.drafts.draft("TownshipHealthCentre", name) for name in ("王村卫生院", "王村中心卫生院")]
    >>> merge_short_names(context)
    >>> [d.name for d in context.drafts]
    ['王村中心卫生院']
    """
    named = [d for d in context.drafts if d.cls != "Place"]
    local_names = (m for m in context.mentions if m.local and m.cls != "MedicalAlliance")
    local = {id(d) for m in local_names for d in context.drafts.meaning(m) or ()}
    alike: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in named:
        for key in _likeness(draft):
            alike[draft.cls, key].append(draft)
    for short in named:
        if id(short) in local:
            continue
        near = dict.fromkeys(d for key in _likeness(short) for d in alike[short.cls, key])
        longer = [d for d in near if d is not short and shortens(short, d)]
        longest = [d for d in longer if not any(shortens(d, e) for e in longer if e is not d)]
        if len(longest) == 1:
            context.drafts.merge(short, longest[0])


def shortens(short: Draft, full: Draft) -> bool:
    """Whether one name is a short form of the other, by its end or its beginning.

    >>> shortens(Draft("Hospital", "人民医院"), Draft("Hospital", "青禾县人民医院"))
    False
    >>> shortens(Draft("MedicalAlliance", "第一医共体"), Draft("MedicalAlliance", "青禾县第一医共体"))
    True
    """
    a, b = short.name, full.name
    if len(a) >= len(b) or len(a) < _SHORTEST or short.cls != full.cls:
        return False
    if short.cls in _TOWNSHIP_CLINICS:
        return _stem(a) == _stem(b) and len(_stem(a)) >= 2
    if short.cls == "PartnerInstitution" and _begins(a, b):
        return True
    if short.cls == "Hospital" and _abbreviates(a, b):
        return True
    if short.cls == "MedicalAlliance":
        return _ORDINAL.match(a) is not None and b.endswith(a)
    by_end = short.cls in ("Hospital", "PartnerInstitution") and b.endswith(a) and len(b) - len(a) >= 2
    return by_end and (not a.startswith(_NOT_BY_END) or _NUMBER.match(a) is not None)


def _abbreviates(short: str, full: str) -> bool:
    """江大第一附属医院 of 江北大学第一附属医院: characters of the university's name, in order."""
    university = _OF_UNIVERSITY.match(short)
    if university is None or not full.endswith(short[university.end() :]):
        return False
    rest = iter(full[: full.index("大学") + 2] if "大学" in full else "")
    return "大学" in full and all(character in rest for character in university[0])


def _begins(short: str, full: str) -> bool:
    """康源医药 of 康源医药有限公司; a school's or bank's name so shortened is another's."""
    long_enough = len(short) >= 4 and len(full) - len(short) <= 8
    return long_enough and full.startswith(short) and not _NOT_BY_BEGINNING.search(short)


def _likeness(draft: Draft) -> tuple[str, ...]:
    """What two names must share for one to be short for the other: an ending or a beginning, a township's stem."""
    ends = ("…" + draft.name[-_SHORTEST:], draft.name[:4] + "…")
    return (*ends, _CLINIC.sub("", draft.name)[:2]) if draft.cls in _TOWNSHIP_CLINICS else ends


def _stem(name: str) -> str:
    """王村 of 王村镇中心卫生院."""
    return _TOWNSHIP.sub("", _CLINIC.sub("", name))
