"""Which unit a name means: it is named by its owner, 青禾县中医院针灸科.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 3, "针灸科"), [], [])
>>> unit(context, Found(0, 3, "针灸科", "Unit")) is None  # nobody's
True
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.stand_ins import entities

_OF_ONE_KIND = re.compile("(?:共享|诊断)(?=中心$)")  # 影像诊断中心 is the 影像中心
_QUOTES = "“”"


def unit(context: Context, mention: Found) -> Draft | None:
    """The draft of a unit: with an owner it is the owner's, without one the unit of that name named before, if any.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> hospital = Found(0, 7, "青禾县中医院", "Hospital")
    >>> context.drafts.meet(hospital, context.drafts.draft("Hospital", "青禾县中医院"))
    >>> unit(context, Found(7, 10, "针灸科", "Unit", owner=hospital)).name
    '青禾县中医院针灸科'
    """
    owners = _owners(context, mention)
    if owners is None or (owners and owners[0].cls == "Place"):
        return None
    if not owners:
        return _named_before(context, mention)
    inner = mention.full
    if mention.owner is not None and mention.owner.start == mention.start:
        inner = context.report.text[mention.owner.end : mention.end]
    inner = inner.strip(_QUOTES)
    alike = ("unit of one kind", owners[0].name + _OF_ONE_KIND.sub("", inner))
    draft = context.drafts.get(alike) or context.drafts.draft("Unit", owners[0].name + inner)
    if inner.endswith("中心"):
        context.drafts.also(alike, draft)
    draft.names[inner] += 1
    context.drafts.also(("unit", inner), draft)
    return draft


def _owners(context: Context, mention: Found) -> list[Draft] | None:
    """Whose it is: [] where only its name can tell, None where its owner cannot be told."""
    owner = context.owner_of.get(id(mention), mention.owner)
    if owner is not None:
        return entities(context, owner) or None
    is_own = id(mention) in context.owner_of and context.drafts.get(("unit", mention.text.strip(_QUOTES))) is None
    return [context.own] if is_own and context.own else []


def _named_before(context: Context, mention: Found) -> Draft | None:
    return context.drafts.get(("unit", mention.text.strip(_QUOTES))) or next(
        (d for d in context.drafts if d.cls == "Unit" and d.name.endswith(mention.full)), None
    )
