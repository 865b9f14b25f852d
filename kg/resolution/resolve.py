"""Mentions to entities, candidate relations to relations: who is meant, within this report."""

from __future__ import annotations

from kg.model import Extraction, Report
from kg.nlp.mentions.found import Found
from kg.nlp.relations.candidate import Candidate
from kg.resolution.collectives import collective, is_set
from kg.resolution.context import Context
from kg.resolution.institutions import institution
from kg.resolution.joining import joining
from kg.resolution.misprints import merge_misprints
from kg.resolution.packing import pack
from kg.resolution.programmes import programme
from kg.resolution.qualities import qualified
from kg.resolution.relations import is_unnamed, said
from kg.resolution.short_names import merge_short_names
from kg.resolution.stand_ins import entities
from kg.resolution.units import is_owned, units


def resolve(report: Report, mentions: list[Found], candidates: list[Candidate]) -> Extraction:
    """The entities and relations of one report. Offsets are made absolute (into the source's text); each mention
    keeps the rule that joined it to its entity.

    >>> hospital = Found(0, 4, "县中医院", "Hospital", place="县", inner="中医院")
    >>> report = Report("r", "a.txt", (1, 1), 0, 4, "县中医院", place="青禾县")
    >>> [(e.name, e.names, e.mentions[0].rule) for e in resolve(report, [hospital], []).entities]
    [('青禾县中医院', ('县中医院',), 'suffix: 县 is 青禾县')]
    """
    context = Context.of(report, mentions, candidates)
    drafts = context.drafts
    names = [m for m in mentions if m.kind == "name"]
    for mention in names:
        if mention.cls == "Place":
            drafts.meet(mention, drafts.draft("Place", context.places.full(mention.full)))
        elif mention.cls not in ("Unit", "Programme") and not is_unnamed(mention) and not _is_a_stand_ins(mention):
            _meet_institution(context, mention)
    merge_short_names(context)
    merge_misprints(context)
    context.find_own()
    for mention in names:
        if _is_a_stand_ins(mention) and entities(context, mention.owner):
            _meet_institution(context, mention)
    for mention in names:
        if mention.cls == "Programme":
            drafts.meet(mention, programme(context, mention))
    for mention in mentions:
        if mention.kind == "kind" and is_set(mention) and not is_owned(context, mention):
            drafts.meet(mention, collective(context, mention))
    for mention in mentions:
        if mention.cls == "Unit" and (mention.kind == "name" or is_owned(context, mention)):
            for part in units(context, mention):
                drafts.meet(mention, part)
    return qualified(pack(context, said(context, candidates)))


def _meet_institution(context: Context, mention: Found) -> None:
    meant = institution(context, mention)
    context.drafts.meet(mention, meant, joining(mention, meant.name))


def _is_a_stand_ins(mention: Found) -> bool:
    """我院互联网医院: a branch of whom only a stand-in names."""
    return mention.cls != "Unit" and mention.owner is not None and mention.owner.kind == "anaphor"
