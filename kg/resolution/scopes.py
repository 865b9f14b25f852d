"""Which place an entity's name is scoped by: the county's code, another place's, CN for what is national.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
>>> [scope(context, Draft("Hospital", name)) for name in ("青禾县人民医院", "中国医学科学院肿瘤医院", "光华医院")]
['青禾县', 'CN', '青禾县']
"""

from __future__ import annotations

import re

from kg.gazetteer import gazetteer
from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.names import words

NATIONAL = "CN"
_NATIONAL = tuple(words("national"))
_COMPANY = re.compile("|".join(words("national", "companies")))
_ENDS_AS_PLACE = tuple("省市县区旗州盟")
_MASK = re.compile(r"[xX×*某]")
_LEADING_PLACE = re.compile(r"[一-龥]{2,6}?[省市县区旗](?=[一-龥]{2})")
_LONGEST_PLACE = 12


def scope(context: Context, draft: Draft) -> str:
    """The code or name of the place that the entity's name is scoped by.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="迁西县", place_code="130227"), [], [])
    >>> scope(context, Draft("Place", "迁西县")), scope(context, Draft("Hospital", "唐山市工人医院"))
    ('130227', '130200')
    """
    report = context.report
    if draft.national:
        return NATIONAL
    if draft.cls == "Place":
        return _of_place(context, draft.name)
    if draft.place and draft.place != context.home:
        return context.places.code(draft.place) or draft.place
    name = draft.name.removeprefix("中共")
    if context.home and name.startswith(context.home):
        return report.scope
    if name.startswith(_NATIONAL) or (draft.cls == "PartnerInstitution" and _COMPANY.search(name)):
        return NATIONAL
    for start, end, divisions in gazetteer().find(name[:_LONGEST_PLACE]):
        if start == 0:
            return context.places.code(name[:end]) or divisions[0].code
    leading = _LEADING_PLACE.match(name)
    if leading and draft.cls not in ("TownshipHealthCentre", "VillageClinic"):
        return leading[0]
    return report.scope


def _of_place(context: Context, name: str) -> str:
    if name == context.home:
        return context.report.scope
    if code := context.places.code(name):
        return code
    return name if name.endswith(_ENDS_AS_PLACE) and not _MASK.search(name) else context.report.scope
