"""Which unit a name means: it is named by its owner, 青禾县中医院针灸科.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 3, "针灸科"), [], [])
>>> units(context, Found(0, 3, "针灸科", "Unit"))  # nobody's
[]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.rules import at, one_of
from kg.resolution.collectives import is_set
from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.stand_ins import entities

_OF_ONE_KIND = re.compile("(?:共享|诊断)(?=中心$)")  # 影像诊断中心 is the 影像中心
_OF_PEOPLE = re.compile(one_of("relations", "units.people"))
_UNNAMED = tuple(at("relations", "units.unnamed"))
_QUOTES = '“”"'


def is_owned(context: Context, mention: Found) -> bool:
    """Whether what would be a kind of unit alone (儿科, 12所卫生院中医馆) is not one, since its owner is told; where
    only people of it are told of (儿科医师), it is.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> is_owned(context, Found(0, 2, "儿科", "Unit", "kind", inner="儿科"))
    False
    """
    if mention.cls != "Unit" or mention.kind != "kind":
        return False
    if mention.inner.endswith(_UNNAMED) and not (mention.inner.endswith("中心") and is_set(mention)):
        return False
    if not is_set(mention) and _OF_PEOPLE.match(context.report.text, mention.end):
        return False
    return any(owner is not None for owner in context.owners_of.get(id(mention), [mention.owner]))


def units(context: Context, mention: Found) -> list[Draft]:
    """The drafts of a unit: with an owner it is the owner's, one for each if there are several; without one the unit
    of that name named before, if any. Those of a set of owners are a set.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> hospital = Found(0, 7, "青禾县中医院", "Hospital")
    >>> context.drafts.meet(hospital, context.drafts.draft("Hospital", "青禾县中医院"))
    >>> [d.name for d in units(context, Found(7, 10, "针灸科", "Unit", owner=hospital))]
    ['青禾县中医院针灸科']
    """
    owners = _owners(context, mention)
    if owners is None or (owners and owners[0].cls == "Place"):
        return []
    if not owners:
        return _named_before(context, mention)
    inner = mention.full
    if mention.kind == "kind" and is_set(mention):
        inner = mention.inner or mention.full
    elif mention.owner is not None and mention.owner.start == mention.start:
        inner = context.report.text[mention.owner.end : mention.end]
    inner = inner.removeprefix("的").strip(_QUOTES)
    return [_of(context, owner, inner, mention) for owner in owners]


def _of(context: Context, owner: Draft, inner: str, mention: Found) -> Draft:
    if owner.collective or is_set(mention):
        count = mention.count or (owner.count if owner.collective else None)
        key = ("collective", owner.name, inner, str(count))
        draft = context.drafts.at(key, "Unit", owner.name + inner, collective=True, count=count)
    else:
        alike = ("unit of one kind", owner.name + _OF_ONE_KIND.sub("", inner))
        draft = context.drafts.get(alike) or context.drafts.draft("Unit", owner.name + inner)
        if inner.endswith("中心"):
            context.drafts.also(alike, draft)
    draft.names[inner] += 1
    context.drafts.also(("unit", inner), draft)
    return draft


def _owners(context: Context, mention: Found) -> list[Draft] | None:
    """Whose it is: [] where only its name can tell, None where its owner cannot be told."""
    told = [owner for owner in context.owners_of.get(id(mention), [mention.owner]) if owner is not None]
    if told:
        return [draft for owner in told for draft in entities(context, owner)[:1]] or None
    is_own = id(mention) in context.owners_of and context.drafts.get(("unit", mention.text.strip(_QUOTES))) is None
    return [context.own] if is_own and context.own else []


def _named_before(context: Context, mention: Found) -> list[Draft]:
    known = context.drafts.get(("unit", mention.text.strip(_QUOTES))) or next(
        (d for d in context.drafts if d.cls == "Unit" and d.name.endswith(mention.full)), None
    )
    return [known] if known is not None else []
