"""Candidate relations between mentions to relations between entities, each pair once.

>>> from kg.model import Report
>>> from kg.nlp.pipeline import annotate
>>> report = Report("r", "a.txt", (1, 1), 0, 21, "县医院与江北市中医院签约，双方互转患者。", place="青禾县")
>>> doc = annotate(report)
>>> context = Context.of(report, doc._.mentions, doc._.relations)
>>> for mention, name in zip(doc._.mentions, ("青禾县人民医院", "江北市中医院")):
...     context.drafts.meet(mention, context.drafts.draft("Hospital", name))
>>> [(s.type, s.head.name, s.tail.name) for s in said(context, doc._.relations)]
[('contractsWith', '青禾县人民医院', '江北市中医院'), ('refersPatientsWith', '青禾县人民医院', '江北市中医院')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.model import Evidence, Status
from kg.nlp.mentions.found import Found
from kg.nlp.relations.candidate import Candidate
from kg.ontology import schema
from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.names import words
from kg.resolution.stand_ins import entities, other

UNDIRECTED = frozenset(relation.name for relation in schema().relations.values() if relation.symmetric)
_KIND_OF_ALLIANCE = re.compile(f"(?:{'|'.join(words('alliances'))})$")
_ALONE = frozenset(words("alliances", "alone"))
# Who says the first of two ends says no more by the second.
_LESS = {"pilots": "implements", "partOf": "memberOf"}


@dataclass(slots=True, eq=False)
class Said:
    """A relation between two drafts, with all the evidence of its status; `candidate` gives its attributes."""

    head: Draft
    tail: Draft
    candidate: Candidate
    status: Status
    evidence: list[Evidence]
    confidence: float

    @property
    def type(self) -> str:
        """The relation of the ontology."""
        return self.candidate.type

    def add(self, candidate: Candidate, evidence: Evidence) -> None:
        """One more passage that says it. What is told as actual somewhere is actual, and only that is evidence."""
        if candidate.status == self.status:
            self.evidence.append(evidence)
            self.confidence = max(self.confidence, candidate.confidence)
        elif candidate.status == "actual":
            self.status, self.candidate, self.evidence = "actual", candidate, [evidence]
            self.confidence = candidate.confidence


def said(context: Context, candidates: list[Candidate]) -> list[Said]:
    """The relations of a report, in the order in which it says them first. Who pilots a programme is not also said
    to implement it, nor what is part of an alliance to be its member.

    >>> from kg.model import Report
    >>> said(Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], []), [])
    []
    """
    relations: dict[tuple[int, int, str], Said] = {}
    for candidate in candidates:
        for head, tail in _ends(context, candidate):
            if head is tail or not _fits(candidate.type, head, tail):
                continue
            key = (id(head), id(tail), candidate.type)
            if candidate.type in UNDIRECTED and (id(tail), id(head), candidate.type) in relations:
                key = (id(tail), id(head), candidate.type)
            evidence = _evidence(context, candidate)
            if key in relations:
                relations[key].add(candidate, evidence)
            else:
                relations[key] = Said(head, tail, candidate, candidate.status, [evidence], candidate.confidence)
    more = {(id(s.head), id(s.tail), _LESS[s.type]) for s in relations.values() if s.type in _LESS}
    return [
        s
        for s in relations.values()
        if (id(s.head), id(s.tail), s.type) not in more and (s.type == "partOf" or not _is_within_one(s, relations))
    ]


def _is_within_one(relation: Said, relations: dict[tuple[int, int, str], Said]) -> bool:
    """县医院帮建康复科: what a house and a unit of its own do with each other is no relation of two."""
    head, tail = relation.head, relation.tail
    pairs = ((head, tail), (tail, head))
    return any(unit.cls == "Unit" and (id(unit), id(house), "partOf") in relations for unit, house in pairs)


def is_unnamed(mention: Found) -> bool:
    """Whether an alliance is called by its kind alone.

    >>> is_unnamed(Found(0, 3, "医共体", "MedicalAlliance"))
    True
    """
    return mention.cls == "MedicalAlliance" and (mention.kind == "kind" or mention.full in _ALONE)


def _ends(context: Context, candidate: Candidate) -> Iterator[tuple[Draft, Draft]]:
    if candidate.head is not None and candidate.head is candidate.tail:
        yield from combinations(entities(context, candidate.head), 2)  # 双方签约: with each other
        return
    tails = _tails(context, candidate)
    heads = entities(context, candidate.head) if tails else []
    if len(heads) == len(tails) == 1 and _are_of_one_house(heads[0], tails[0]):
        heads, tails = _apart(context, candidate, heads[0], tails[0])
    for head in heads:
        for tail in tails:
            # of the units that several owners have each, the owner's
            if candidate.type != "partOf" or len(heads) == 1 or head.name.startswith(tail.name):
                yield head, tail


def _are_of_one_house(head: Draft, tail: Draft) -> bool:
    """Whether they are one institution, or the head is a unit of the tail."""
    return head is tail or (head.cls == "Unit" and head.name.startswith(tail.name))


def _apart(context: Context, candidate: Candidate, one: Draft, two: Draft) -> tuple[list[Draft], list[Draft]]:
    """甲派护士前往该院进修, 甲骨科专家来院: where 该院 would be 甲 itself, it is who was named before."""
    head, tail = candidate.head, candidate.tail
    if candidate.type == "partOf" or head is None or tail is None or head.start < candidate.sentence_start:
        return [one], [two]
    told = one is two or (head.owner is not None and head.owner.kind == "name")  # not 对方骨科
    if tail.means == "last" and told:
        return [one], other(context, tail, two)
    if one is two and head.means == "last" and head.start < tail.start:
        return other(context, head, one), [two]
    return [one], [two]


def _tails(context: Context, candidate: Candidate) -> list[Draft]:
    tail = candidate.tail
    if candidate.type == "partOf" and tail is None:
        return [context.own] if context.own else []
    if candidate.type == "memberOf" and tail is not None:
        if is_unnamed(tail):
            return _unnamed_alliance(context, candidate, tail)
        if tail.kind == "kind" and context.drafts.meaning(tail) is None:
            return []
    return entities(context, tail)


def _unnamed_alliance(context: Context, candidate: Candidate, alliance: Found) -> list[Draft]:
    """The alliance of its founder, where the report tells one; else the only one that it names."""
    if not candidate.partners:
        named = [d for d in context.drafts if d.cls == "MedicalAlliance"]
        return named if len(named) == 1 else []
    founders = entities(context, candidate.partners[0])
    kind = _KIND_OF_ALLIANCE.search(alliance.text)
    if not founders or kind is None:
        return []
    if founders[0].collective and founders[0].count is None:
        return []  # 将民营医院纳入医共体: a kind founds none
    draft = context.drafts.draft("MedicalAlliance", founders[0].name + kind[0])
    if context.drafts.meaning(alliance) is None:
        context.drafts.meet(alliance, draft, "unnamed alliance: founder and kind")
        draft.names[alliance.text] += 1
    return [draft]


def _evidence(context: Context, candidate: Candidate) -> Evidence:
    text, base = context.report.text, context.report.start
    # a scheme's name may run on over a mark that ends the sentence
    end = max(candidate.sentence_end, candidate.end)
    sentence = text[candidate.sentence_start : end]
    start = candidate.sentence_start + len(sentence) - len(sentence.lstrip(" 　\t>\n"))
    return Evidence(
        report=context.report.id,
        start=base + candidate.start,
        end=base + candidate.end,
        text=text[candidate.start : candidate.end],
        sentence=text[start:end],
        sentence_start=base + start,
        rule=candidate.rule,
        doubts=candidate.doubts,
    )


def _fits(type_: str, head: Draft, tail: Draft) -> bool:
    """Whether the classes of the ends are those of the relation: what the ontology says, and in places less."""
    if not schema().may_join(type_, head.cls, tail.cls):
        return False
    if type_ == "memberOf":
        return tail.cls == "MedicalAlliance" and head.cls not in ("MedicalAlliance", "GovernmentBody", "Place")
    if type_ == "partOf":
        return head.cls in ("Unit", "Hospital") and tail.cls != "Place"
    if type_ in ("teleconsultsWith", "refersPatientsWith"):
        return not {head.cls, tail.cls} & {"Place", "GovernmentBody"}
    return not (type_ == "assists" and tail.cls == "MedicalAlliance")
