"""Which set of institutions a counted or delimited kind means: 12所乡镇卫生院 of the county, 6家医院 of anywhere.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
>>> clinics = Found(0, 8, "12所乡镇卫生院", "TownshipHealthCentre", "kind", count=12, inner="乡镇卫生院")
>>> collective(context, clinics).name, collective(context, clinics).count
('青禾县乡镇卫生院', 12)
"""

from __future__ import annotations

from kg.nlp.mentions.found import Found
from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.names import words
from kg.resolution.stand_ins import last

_CLINICS = ("TownshipHealthCentre", "VillageClinic", "CommunityHealthCentre")
_OF_THE_COUNTY = tuple(words("sets"))
_DELIMITED = tuple(words("sets", "delimited"))
_POINTING = frozenset("全我该本各辖")


def is_set(mention: Found) -> bool:
    """Whether a kind is meant as a set: counted, quantified, or clinics of the county.

    >>> is_set(Found(0, 4, "公立医院", "Hospital", "kind", inner="公立医院"))
    True
    """
    if mention.cls == "MedicalAlliance":
        return False
    told = mention.quantified or mention.count or mention.cls in _CLINICS
    return bool(told) or mention.inner.startswith(_DELIMITED)


def collective(context: Context, mention: Found) -> Draft:
    """The draft of the set. A set without a count is the one of its kind that the report has counted before.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> hospitals = Found(0, 4, "6家医院", "Hospital", "kind", count=6, quantified=True, inner="医院")
    >>> collective(context, hospitals).name  # of anywhere
    '6家医院'
    """
    inner, place = mention.inner, _place(context, mention)
    if inner.startswith(place):
        inner = inner[len(place) :]
    if mention.count is None and mention.cls != "Hospital" and (known := _counted_before(context, inner, place)):
        return known
    hospitals = mention.cls == "Hospital" and mention.count is not None and mention.place is None
    outside = mention.after_etc or (hospitals and not inner.startswith(_OF_THE_COUNTY))
    name = place + inner
    if outside:
        name = f"{mention.count}家{inner}" if mention.count else inner
    key = ("collective", inner, "" if outside else place, str(mention.count))
    return context.drafts.at(key, mention.cls, name, collective=True, count=mention.count)


def _place(context: Context, mention: Found) -> str:
    """The place of 石坪县12所, the one last named for 该县, else the county."""
    if mention.place and len(mention.place) > 1 and mention.place[0] not in _POINTING:
        return context.places.full(mention.place)
    if mention.place and mention.place[0] == "该":
        return next((d.name for d in last(context, mention, ("Place",))), context.home)
    return context.home


def _counted_before(context: Context, inner: str, place: str) -> Draft | None:
    counted = [
        d for key, d in context.drafts.items() if key[:3] == ("collective", inner, place) and d.count is not None
    ]
    return max(counted, key=lambda d: d.count or 0, default=None)
