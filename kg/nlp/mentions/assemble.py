"""All mentions of a report's text: names, shortened lists, kinds and collectives, places, programmes, stand-ins.

>>> [(m.text, m.full) for m in find_mentions("改造东湾、柳林、苇塘3个卫生院。", None)]
[('东湾', '东湾卫生院'), ('柳林', '柳林卫生院'), ('苇塘', '苇塘卫生院')]
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from kg.nlp.mentions.aliases import aliases
from kg.nlp.mentions.bureaus import counted_bureaus
from kg.nlp.mentions.centres import counted_departments, listed_centres
from kg.nlp.mentions.found import Found
from kg.nlp.mentions.general_hospitals import general_hospitals
from kg.nlp.mentions.institutions import mentions_of
from kg.nlp.mentions.lexicon import Hits, lexicon
from kg.nlp.mentions.names import find_names
from kg.nlp.mentions.overlaps import ByStart, Taken, without_overlaps
from kg.nlp.mentions.places import home_in_short, listed_townships, places, spell_out
from kg.nlp.mentions.pointing import members_told, point_back
from kg.nlp.mentions.programmes import WHOLE_NAMES, begins_with, find_programmes
from kg.nlp.mentions.shortened_lists import shortened
from kg.nlp.mentions.specialties import without_specialties
from kg.nlp.mentions.stand_ins import stand_ins


def find_mentions(
    text: str, place: str | None, townships: Sequence[str] = (), word_starts: Container[int] | None = None
) -> list[Found]:
    """The mentions of a text in order, owners before the units that hold them. `place` is the reporting county,
    `townships` are the full names of its townships where they are known, `word_starts` the offsets where the
    word model begins a word: what looks like a place but cuts through words is none.

    >>> [(m.text, m.cls, m.kind) for m in find_mentions("我局在青禾县人民医院开展“暖心护航”行动。", "青禾县")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('我局', 'GovernmentBody', 'anaphor'), ('青禾县人民医院', 'Hospital', 'name'),
     ('“暖心护航”行动', 'Programme', 'name')]
    """
    hits = lexicon().scan(text)
    hits.word_starts = word_starts
    if place:
        for match in re.finditer(re.escape(place), text):
            hits.add_place(*match.span())
            hits.close(*match.span())
    found = _institutions(hits)
    point_back(text, found)
    by_name = (places(hits, found), listed_townships(text, townships), home_in_short(text, place) if place else ())
    for more in (members_told(text, found), *by_name, stand_ins(text)):
        found += _free(text, found, more)
    found = without_overlaps(found)
    programmes = find_programmes(text, found)
    schemes = ByStart(p for p in programmes if p.rule in WHOLE_NAMES)
    named = ByStart(programmes)
    found = [m for m in found if not (_within_scheme(m, schemes) or _is_begun_with(m, named))]
    found = sorted([*found, *programmes], key=lambda m: (m.start, m.end))
    spell_out(found)
    return found


def _institutions(hits: Hits) -> list[Found]:
    found = [mention for name in find_names(hits) for mention in mentions_of(hits, name)]
    found += shortened(hits, found)
    found += listed_centres(hits.text)
    found += counted_departments(hits, found)
    found += counted_bureaus(hits)
    found = without_overlaps(found)
    found += aliases(hits.text, found)
    found += general_hospitals(hits.text, found)
    return without_specialties(hits.text, without_overlaps(found))


def _free(text: str, found: list[Found], more: Iterable[Found]) -> list[Found]:
    """Those of `more` that do not touch what is found already."""
    taken = Taken(text, found)
    return [m for m in more if taken.free(m.start, m.end)]


def _is_begun_with(mention: Found, programmes: ByStart) -> bool:
    """Whether the name of a scheme begins with the kind (全市公立医院薪酬改革)."""
    return any(begins_with(p, mention) for p in programmes.touching(mention.start, mention.end))


def _within_scheme(mention: Found, schemes: ByStart) -> bool:
    """Whether the name of a scheme holds the institution's."""
    if mention.cls == "Place" or mention.kind == "anaphor":
        return False
    return any(p.start <= mention.start and mention.end <= p.end for p in schemes.touching(mention.start, mention.end))
