"""The nouns that the stages exchange: reports, mentions, entities, relations, evidence, graphs.

Each stage takes values of these types and returns values of these types; none of them
knows a file format, a spaCy object, an RDF term or a store.

Offsets are code points in the original text of the source (`Report.start` is where the
report begins there), so `source_text[evidence.start:evidence.end] == evidence.text`.

>>> from kg.model import Evidence, Relation
>>> words = "县医院帮扶柳林镇卫生院"
>>> said = Evidence(report="r1", start=4, end=15, text=words, sentence=words + "。", sentence_start=4)
>>> Relation(type="assists", head="…/县医院", tail="…/柳林镇卫生院", status="actual", evidence=(said,)).key
('assists', '…/县医院', '…/柳林镇卫生院', 'actual')
"""

from __future__ import annotations

import operator
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Status = Literal["actual", "planned"]

MASKED = "(masked)"
"""What people are shown for the county of a report that masks it."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class Withheld(NamedTuple):
    """How much of a report is personal and was left out: phone numbers, identity numbers, names beside them.

    >>> Withheld(phones=2, names=1) + Withheld(names=1)
    Withheld(phones=2, ids=0, names=2)
    """

    phones: int = 0
    ids: int = 0
    names: int = 0

    def __add__(self, other: tuple[int, ...]) -> Withheld:  # type: ignore[override]  # a sum, where tuples join
        return Withheld(*map(operator.add, self, other))


@dataclass(frozen=True, slots=True)
class Report:
    """One report within a source: where it stands, who issued it, about which county and period.

    `source` is the path of the file below the folder that was read, with `/`; `lines` are its
    first and last line (1-based, inclusive). `place` is the reporting county or county-level
    city by its full name, None where the text masks it; `place_code` its administrative code
    where the gazetteer knows it. `scope` is what its local names are scoped by: the code, else
    the place's name, else (masked) a key of this report alone. `skip` are the spans, by offsets
    into the source's text, that a publisher put in and that are left out of what is read on.
    `line_starts` are the offsets at which its lines begin; found in `text` where they are not given.
    `like` are the ids of reports read before it that have its text but for some characters.
    `withheld` counts what is personal: in `text` there are as many blocks (█) in its place.

    >>> report = Report("r", "a.txt", (3, 5), 20, 28, "一二\\r\\n三\\n四五")
    >>> report.line_starts, [report.line_of(offset) for offset in (20, 24, 27)]
    ((20, 24, 26), [3, 4, 5])
    """

    id: str
    source: str
    lines: tuple[int, int]
    start: int
    end: int
    text: str = field(repr=False)
    title: str | None = None
    place: str | None = None
    place_code: str | None = None
    issuer: str | None = None
    year: int | None = None
    half: Literal[1, 2] | None = None
    date: str | None = None
    skip: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    line_starts: tuple[int, ...] = field(default=(), repr=False)
    like: tuple[str, ...] = ()
    withheld: Withheld = Withheld()

    def __post_init__(self) -> None:
        if not self.line_starts:
            starts = (self.start, *(self.start + end.end() for end in _LINE_END.finditer(self.text)))
            object.__setattr__(self, "line_starts", starts)

    def line_of(self, offset: int) -> int:
        """The line of the source (from 1) in which an offset of this report stands."""
        return self.lines[0] + max(0, bisect_right(self.line_starts, offset) - 1)

    @property
    def scope(self) -> str:
        return self.place_code or self.place or f"report-{self.id}"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names an entity, and the rule that says which entity is meant.

    `implied` mentions (我县, 该院, a dropped subject) stand for the entity but are no names of it.
    """

    start: int
    end: int
    text: str
    rule: str
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """What a report says an institution is beside its class (its level, its ownership), and in what words.

    `name` is the ontology's: `tertiaryA`, `private`.
    """

    name: str
    report: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing. `type` is a class of the ontology; `scope` the place code, name or report key it lives in.

    `name` is canonical (the full official form); `names` all surface forms, sorted.
    A collective is a counted or delimited set (6所乡镇卫生院), with `count` where the text gives one.
    `qualities` are by report and place.
    """

    iri: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    scope: str = ""
    collective: bool = False
    count: int | None = None
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    qualities: tuple[Quality, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a report that say a relation, and the sentence they stand in.

    `rule` is how they were read, `doubts` what makes that reading doubtful, as words.
    """

    report: str
    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int
    rule: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the ontology between two entities (by IRI), actual or planned, with its evidence.

    `attributes` may hold `programme` (str), `personnel` (int), `role` (str) and `date` (str).
    `confidence` is in [0, 1].
    """

    type: str
    head: str
    tail: str
    status: Status
    evidence: tuple[Evidence, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    confidence: float = 1.0

    @property
    def key(self) -> tuple[str, str, str, Status]:
        return (self.type, self.head, self.tail, self.status)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report says: the unit that is written to JSONL, merged into a graph and retracted from it."""

    report: Report
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]


def copies(reports: Iterable[Report]) -> dict[str, str]:
    """Which of the reports are copies, and of which other: by id. It does not depend on their order.

    Of reports that are alike, the one that tells its county and its year is the original, else the first by source.

    >>> masked = Report("m", "a.txt", (1, 1), 0, 9, "", place="青禾县")
    >>> whole = Report("w", "b.txt", (1, 1), 0, 9, "", place="青禾县", year=2019, like=("m",))
    >>> copies([masked, whole]), copies([masked])
    ({'m': 'w'}, {})
    """
    known = {report.id: report for report in reports}
    alike: dict[str, set[str]] = {id_: set() for id_ in known}
    for report in known.values():
        for other in report.like:
            if other in known:
                alike[report.id].add(other)
                alike[other].add(report.id)
    found: dict[str, str] = {}
    originals: set[str] = set()
    for report in sorted(known.values(), key=lambda r: (r.place is None, r.year is None, r.source, r.lines, r.id)):
        those = alike[report.id] & originals
        if those:
            found[report.id] = min(those)
        else:
            originals.add(report.id)
    return found


@dataclass(slots=True)
class Graph:
    """What all reports say together. Entities by IRI, relations by (type, head, tail, status).

    `said_by` keeps, for each entity, the ids of the reports that name it. `copies` are the ids of reports that
    are copies of others, with theirs: such a report is known but says nothing of its own.
    """

    reports: dict[str, Report] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)
    said_by: dict[str, set[str]] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, extractions: Iterable[Extraction]) -> Graph:
        """Merge extractions; the result does not depend on their order."""
        extractions = sorted(extractions, key=lambda e: (e.report.id, e.report.source, e.report.lines))
        graph = cls(copies=copies(extraction.report for extraction in extractions))
        for extraction in extractions:
            graph._add(extraction)
        return graph

    def _add(self, extraction: Extraction) -> None:
        report = extraction.report
        if report.id in self.reports:
            return  # the same text in two files is one report and one piece of evidence
        self.reports[report.id] = report
        if report.id in self.copies:
            return
        for entity in extraction.entities:
            self.said_by.setdefault(entity.iri, set()).add(report.id)
            known = self.entities.get(entity.iri)
            entity = replace(entity, mentions=())
            if known is not None:
                entity = replace(
                    known,
                    names=tuple(sorted({*known.names, *entity.names})),
                    count=known.count if known.count is not None else entity.count,
                    qualities=(*known.qualities, *entity.qualities),
                )
            self.entities[entity.iri] = entity
        for relation in extraction.relations:
            known_relation = self.relations.get(relation.key)
            if known_relation is not None:
                relation = replace(
                    known_relation,
                    evidence=(*known_relation.evidence, *relation.evidence),
                    attributes={**relation.attributes, **known_relation.attributes},
                    confidence=max(known_relation.confidence, relation.confidence),
                )
            self.relations[relation.key] = relation

    def __iter__(self) -> Iterator[Relation]:
        return iter(self.relations.values())
