"""Entities in the making, and which mentions mean which of them.

>>> from kg.model import Report
>>> drafts = Drafts(Report("r", "a.txt", (1, 1), 100, 104, "县中医院"))
>>> drafts.meet(Found(0, 4, "县中医院", "Hospital"), drafts.draft("Hospital", "青禾县中医医院"))
>>> drafts.draft("Hospital", "青禾县中医院").mentions  # another wording of the same name
[Mention(start=100, end=104, text='县中医院', rule='suffix', implied=False)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.model import Mention, Report
from kg.nlp.mentions.found import Found
from kg.resolution.names import full_forms

Key = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Draft:
    """An entity in the making: `national` if its name is known everywhere, `place` where it is not of the county."""

    cls: str
    name: str
    collective: bool = False
    count: int | None = None
    national: bool = False
    place: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)


class Drafts:
    """The drafts of one report, by what tells them apart.

    >>> from kg.model import Report
    >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
    >>> drafts.draft("Place", "青禾县") is drafts.draft("Place", "青禾县")
    True
    """

    def __init__(self, report: Report) -> None:
        self._offset = report.start
        self._by_key: dict[Key, Draft] = {}
        self._meaning: dict[int, list[Draft]] = {}

    def __iter__(self) -> Iterator[Draft]:
        """The drafts, each once, in the order in which they were made."""
        return iter(dict.fromkeys(self._by_key.values()))

    def draft(self, cls: str, name: str) -> Draft:
        """The draft of this name; made if there is none. Institutions of one name are one, whatever their class.

        >>> from kg.model import Report
        >>> Drafts(Report("r", "a.txt", (1, 1), 0, 0, "")).draft("Hospital", "青禾县人民医院").name
        '青禾县人民医院'
        """
        return self.at(_key(cls, name), cls, name)

    def at(self, key: Key, cls: str, name: str, *, collective: bool = False, count: int | None = None) -> Draft:
        """The draft under a key; made if there is none.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> drafts.at(("collective", "卫生院"), "TownshipHealthCentre", "青禾县卫生院", collective=True).collective
        True
        """
        if key not in self._by_key:
            self._by_key[key] = Draft(cls, name, collective, count)
        return self._by_key[key]

    def known(self, cls: str, name: str) -> bool:
        """Whether there is a draft of this name.

        >>> from kg.model import Report
        >>> Drafts(Report("r", "a.txt", (1, 1), 0, 0, "")).known("Place", "青禾县")
        False
        """
        return _key(cls, name) in self._by_key

    def get(self, key: Key) -> Draft | None:
        """The draft under a key, None if there is none.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> drafts.get(("unit", "针灸科")) is None
        True
        """
        return self._by_key.get(key)

    def items(self) -> Iterator[tuple[Key, Draft]]:
        """All keys with their drafts; a draft may have several.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> _ = drafts.draft("Place", "青禾县")
        >>> [key for key, _ in drafts.items()]
        [('Place', '青禾县')]
        """
        return iter(self._by_key.items())

    def also(self, key: Key, draft: Draft) -> None:
        """Give a draft one more key, unless it is taken.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> drafts.also(("unit", "针灸科"), drafts.draft("Unit", "青禾县中医院针灸科"))
        >>> drafts.get(("unit", "针灸科")).name
        '青禾县中医院针灸科'
        """
        self._by_key.setdefault(key, draft)

    def meet(self, mention: Found, draft: Draft, rule: str | None = None) -> None:
        """Note that a mention means a draft, by which rule (else the one that found it).

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> county = drafts.draft("Place", "青禾县")
        >>> drafts.meet(Found(0, 2, "我县", "Place", "anaphor"), county, "stand-in: home_place")
        >>> [(m.rule, m.implied) for m in county.mentions]
        [('stand-in: home_place', True)]
        """
        self._meaning.setdefault(id(mention), []).append(draft)
        implied = mention.kind == "anaphor"
        start, end = self._offset + mention.start, self._offset + mention.end
        draft.mentions.append(Mention(start, end, mention.text, rule or mention.rule, implied))
        if not implied:
            draft.names.update((mention.text, *mention.forms))

    def meaning(self, mention: Found) -> list[Draft] | None:
        """What a mention is known to mean, None where that has not been told.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> drafts.meaning(Found(0, 2, "我县", "Place", "anaphor")) is None
        True
        """
        return self._meaning.get(id(mention))

    def means_nothing(self, mention: Found) -> None:
        """Note that a mention means nothing, until it is met.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> both = Found(0, 2, "双方", "Hospital", "anaphor")
        >>> drafts.means_nothing(both)
        >>> drafts.meaning(both)
        []
        """
        self._meaning[id(mention)] = []

    def merge(self, short: Draft, full: Draft, how: str = "short for") -> None:
        """Make one draft of two: the second. `how` says in a mention's rule what the first is to it.

        >>> from kg.model import Report
        >>> drafts = Drafts(Report("r", "a.txt", (1, 1), 0, 0, ""))
        >>> drafts.merge(drafts.draft("Hospital", "光华医院"), drafts.draft("Hospital", "江城医科大学附属光华医院"))
        >>> drafts.draft("Hospital", "光华医院").name
        '江城医科大学附属光华医院'
        """
        full.mentions += [replace(m, rule=f"{m.rule}; {how} {full.name}") for m in short.mentions]
        full.names.update(short.names)
        for key, draft in self._by_key.items():
            if draft is short:
                self._by_key[key] = full
        for drafts in self._meaning.values():
            drafts[:] = [full if d is short else d for d in drafts]


def _key(cls: str, name: str) -> Key:
    return (cls if cls in ("Place", "Programme") else "institution", same(name))


def same(name: str) -> str:
    """The key under which wordings of one name meet.

    >>> same("青禾县中医医院") == same("青禾县中医院")
    True
    """
    for one, other in full_forms()["same"]["words"].items():
        if name.endswith(one):
            return name[: -len(one)] + str(other)
    return name
