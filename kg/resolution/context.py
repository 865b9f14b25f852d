"""One report on being resolved: its mentions, drafts and surroundings; the county, bureau and institution itself.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县", year=2016), [], [])
>>> context.county().name, context.home_bureau().name
('青禾县', '青禾县卫生和计划生育局')
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Report
from kg.nlp.mentions.found import CARE, Found
from kg.nlp.relations.candidate import Candidate
from kg.resolution.drafts import Draft, Drafts
from kg.resolution.names import full_ending, full_forms
from kg.resolution.places import Surroundings

_TITLE = 60  # characters at the beginning in which a title names its institution
_FAR = 3000  # characters: no reader looks back further
_UNKNOWN_YEAR = 2020


@dataclass(slots=True)
class Context:
    """A report with what is known of it. `own` is the institution that writes, `bureau` the county's health bureau;
    `owners_of` are the owners of units by the candidate relations."""

    report: Report
    mentions: list[Found]
    places: Surroundings
    drafts: Drafts
    owners_of: dict[int, list[Found | None]]
    own: Draft | None = None
    bureau: Draft | None = None
    _starts: list[int] = field(init=False)
    _hospitals: dict[str, Found] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [mention.start for mention in self.mentions]
        self._hospitals = {m.text: m for m in reversed(self.mentions) if m.cls == "Hospital"}

    @classmethod
    def of(cls, report: Report, mentions: list[Found], candidates: list[Candidate]) -> Context:
        """The context of a report before anything is resolved.

        >>> from kg.model import Report
        >>> Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], []).own is None
        True
        """
        owners_of: dict[int, list[Found | None]] = {}
        for c in candidates:
            if c.type == "partOf" and c.head is not None:
                owners_of.setdefault(id(c.head), []).append(c.tail)
        return cls(report, mentions, Surroundings(report, mentions), Drafts(report), owners_of)

    @property
    def home(self) -> str:
        """The reporting county as its names are written: its full name, or the printed mask, or nothing.

        >>> from kg.model import Report
        >>> Context.of(Report("r", "a.txt", (1, 1), 0, 3, "某县的"), [], []).home
        '某县'
        """
        return self.places.home_or_mask

    def county(self) -> Draft:
        """The reporting county.

        >>> from kg.model import Report
        >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
        >>> context.county() is context.drafts.draft("Place", "青禾县")
        True
        """
        return self.drafts.draft("Place", self.home or "本县")

    def itself(self) -> Draft:
        """Who is meant where nobody is named: the institution that writes, else the county.

        >>> from kg.model import Report
        >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
        >>> context.own = context.drafts.draft("Hospital", "青禾县人民医院")
        >>> context.itself().name
        '青禾县人民医院'
        """
        return self.own or self.county()

    def home_bureau(self) -> Draft:
        """The county's health bureau: as the report names it, else its issuer, else as such bodies were called then.

        >>> from kg.model import Report
        >>> report = Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县", issuer="青禾县卫健委")
        >>> Context.of(report, [], []).home_bureau().name
        '青禾县卫生健康委员会'
        """
        if self.bureau is None:
            issuer = full_ending(self.report.issuer or "")
            is_bureau = self.home and issuer.endswith(_bureaus()) and issuer.startswith(self.home)
            name = issuer if is_bureau else self.home + _called_in(self.report.year or _UNKNOWN_YEAR)
            self.bureau = self.drafts.draft("GovernmentBody", name)
        return self.bureau

    def hospital(self, printed: str) -> Found | None:
        """The first mention of a hospital that is printed so.

        >>> from kg.model import Report
        >>> hospital = Found(0, 4, "市一医院", "Hospital")
        >>> Context.of(Report("r", "a.txt", (1, 1), 0, 4, "市一医院"), [hospital], []).hospital("市一医院") is hospital
        True
        """
        return self._hospitals.get(printed)

    def before(self, mention: Found) -> Iterator[Found]:
        """The mentions before one in its line, the nearest first.

        >>> from kg.model import Report
        >>> one, two = Found(3, 6, "县医院", "Hospital"), Found(7, 9, "该院", "Hospital", "anaphor")
        >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 9, "总结\\n县医院，该院"), [one, two], [])
        >>> [m.text for m in context.before(two)]
        ['县医院']
        """
        start = max(self.report.text.rfind("\n", 0, mention.start), mention.start - _FAR)
        for index in range(bisect_left(self._starts, mention.start) - 1, -1, -1):
            other = self.mentions[index]
            if other.start <= start:
                return
            if other.end <= mention.start:
                yield other

    def find_own(self) -> None:
        """Find the institution that writes, by the title, and the bureau, by how often it is named.

        >>> from kg.model import Report
        >>> hospital = Found(0, 4, "县中医院", "Hospital")
        >>> report = Report("r", "a.txt", (1, 1), 0, 6, "县中医院总结", title="县中医院总结")
        >>> context = Context.of(report, [hospital], [])
        >>> context.drafts.meet(hospital, context.drafts.draft("Hospital", "青禾县中医院"))
        >>> context.find_own()
        >>> context.own.name
        '青禾县中医院'
        """
        self.own = self._titled()
        names = {self.home + bureau for bureau in _bureaus()}
        for draft in self.drafts:
            if draft.cls != "GovernmentBody" or draft.name not in names:
                continue
            if self.bureau is None or draft.names.total() > self.bureau.names.total():
                self.bureau = draft

    def _titled(self) -> Draft | None:
        text, title = self.report.text, self.report.title or ""
        end = text.find("\n", len(text) - len(text.lstrip())) if text else 0
        for mention in self.mentions:
            if mention.start > max(end, _TITLE):
                return None
            if mention.kind != "name":
                continue
            if mention.cls == "GovernmentBody" and mention.text in title:
                return None
            titled = mention.text in title or mention.text == self.report.issuer
            writes = mention.cls in CARE or (mention.cls == "MedicalAlliance" and mention.text.endswith("总医院"))
            if writes and mention.owner is None and titled:
                return next(iter(self.drafts.meaning(mention) or ()), None)
        return None


def _bureaus() -> tuple[str, ...]:
    return tuple(full_forms()["bureaus"]["words"])


def _called_in(year: int) -> str:
    """What county health bureaus were called in a year."""
    eras = full_forms()["bureaus"]["era"]
    return str(next((era["name"] for era in eras if year <= era["until"]), full_forms()["bureaus"]["now"]))
