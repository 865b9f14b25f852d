"""The level and the ownership of institutions, and who leads an alliance, where a report tells it of one that it names.

What tells it stands around the mentions of an entity, stand-ins (该院) among them: before a name (民营的仁济医院), in
brackets or in a sentence behind it (县医院是二级甲等医院), or behind a list (县医院、县中医院两家二级医院). A plan
(力争晋升) and a denial tell nothing. The words are in `kg/nlp/rules/qualities.toml`.

>>> from kg.extracting import extract
>>> text = "青禾县卫健局2020年工作总结\\n" + (
...     "县医院通过三级乙等医院评审，县中医院力争晋升为三级医院。民营的仁济医院是二级医院。")
>>> [said] = extract([Report("r", "a.txt", (1, 2), 0, len(text), text, place="青禾县")])
>>> [(e.name, q.name, q.text) for e in said.entities for q in e.qualities]  # doctest: +NORMALIZE_WHITESPACE
[('仁济医院', 'private', '民营'), ('仁济医院', 'secondary', '二级'),
 ('青禾县人民医院', 'tertiaryB', '三级乙等')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.model import Entity, Extraction, Mention, Quality, Relation, Report
from kg.nlp.mentions.found import CARE
from kg.nlp.relations.plans import opens_plans
from kg.nlp.relations.status import status_of
from kg.nlp.rules import any_of, at, load, longest, one_of
from kg.ontology import schema

LEAD = "牵头"
_FAR = 60  # characters around a name in which such words stand
_CLAUSE = re.compile(r"[，。；：！？\n]")
_SENTENCE = re.compile(r"[。；！？\n]")
_LISTED = re.compile(r"\s*[、和与及]\s*|以及")
_HEADING = re.compile(r"^[\s　>]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分)(.*)$", re.MULTILINE)


def qualified(said: Extraction) -> Extraction:
    """The extraction with the qualities of its institutions, and the role of who leads an alliance.

    >>> report = Report("r", "a.txt", (1, 1), 0, 12, "民营的仁济医院派出专家。")
    >>> named = Mention(3, 7, "仁济医院", "suffix")
    >>> entity = Entity("…/仁济医院", "Hospital", "仁济医院", mentions=(named,))
    >>> [q.name for q in qualified(Extraction(report, (entity,), ())).entities[0].qualities]
    ['private']
    """
    report = said.report
    entities = said.entities
    if _any().search(report.text):
        of_mention = _mentions(said)
        told: dict[str, dict[tuple[int, str], Quality]] = {}
        for entity in entities:
            if entity.type in CARE and not entity.collective:
                for mention in entity.mentions:
                    for iri, start, end in _around(report, entity, mention, of_mention):
                        quality = _quality(report, start, end)
                        told.setdefault(iri, {})[start, quality.name] = quality
        entities = tuple(
            replace(e, qualities=tuple(q for _, q in sorted(told[e.iri].items()))) if e.iri in told else e
            for e in entities
        )
    return Extraction(report, entities, tuple(_with_role(report, r, said) for r in said.relations))


def _mentions(said: Extraction) -> dict[int, tuple[Entity, Mention]]:
    """The mentions of single institutions by where they end."""
    return {m.end: (e, m) for e in said.entities if e.type in CARE and not e.collective for m in e.mentions}


def _around(
    report: Report, entity: Entity, mention: Mention, of_mention: dict[int, tuple[Entity, Mention]]
) -> Iterator[tuple[str, int, int]]:
    """Where words tell a quality: of which entity, their start and end."""
    text, base = report.text, report.start
    start, end = mention.start - base, mention.end - base
    before, behind = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    found = []
    if not mention.implied and (match := _expression("before").search(before)):
        yield from ((entity.iri, start - len(before) + a, start - len(before) + b) for a, b in _words(match))
    found += [m for name in ("bracket", "after") if (m := _expression(name).match(behind))]
    for match in found:
        words = _words(match)
        if match.re is _expression("after"):
            if not _is_fact(text, start, end + match.end()):
                continue
            words = words[-1:]  # 是县乡村三级网络中的二级医院
        yield from ((entity.iri, end + a, end + b) for a, b in words)
    if match := _expression("list").match(behind):
        places = [(end + a, end + b) for a, b in _words(match)]
        at: tuple[Entity, Mention] | None = (entity, mention)
        while at is not None:
            for place in places:
                yield (at[0].iri, *place)
            at = _listed_before(text, at[1].start - base, base, of_mention)


def _listed_before(
    text: str, start: int, base: int, of_mention: dict[int, tuple[Entity, Mention]]
) -> tuple[Entity, Mention] | None:
    """The mention that stands before one in a list."""
    for length in (1, 2):
        if _LISTED.fullmatch(text[max(0, start - length) : start]) and start - length + base in of_mention:
            return of_mention[start - length + base]
    return None


def _is_fact(text: str, start: int, end: int) -> bool:
    """Whether the clauses from a name to the words behind it tell what is, in a section that does not plan."""
    since = max((m.end() for m in _CLAUSE.finditer(text, max(0, start - _FAR), start)), default=max(0, start - _FAR))
    if status_of(text[since:end]) != "actual":
        return False
    headings = _HEADING.findall(text, 0, start)
    return not headings or not opens_plans(headings[-1])


def _words(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where in what was matched the words for qualities stand."""
    return [found.span() for found in _any().finditer(match.string, match.start(), match.end())]


def _quality(report: Report, start: int, end: int) -> Quality:
    text = report.text[start:end]
    return Quality(_names()[text], report.id, report.start + start, report.start + end, text)


def _with_role(report: Report, relation: Relation, said: Extraction) -> Relation:
    if relation.type != "memberOf":
        return relation
    head = next(e for e in said.entities if e.iri == relation.head)
    spans = [(e.sentence_start, e.sentence_start + len(e.sentence)) for e in relation.evidence]
    for mention in head.mentions:
        if any(start <= mention.start < end for start, end in spans):
            start, end = mention.start - report.start, mention.end - report.start
            if _leads_behind().match(report.text, end) or _leads_ahead().search(report.text[max(0, start - 8) : start]):
                return replace(relation, attributes={**relation.attributes, "role": LEAD})
    return relation


@cache
def _names() -> dict[str, str]:
    """The quality that each word tells."""
    return {word: name for name, words in load("qualities")["quality"].items() for word in words}


@cache
def _any() -> re.Pattern[str]:
    return re.compile(longest(_names()))


@cache
def _expression(name: str) -> re.Pattern[str]:
    """An expression of the rule file with the words of qualities in it; of `before` to the end of the text."""
    words = "|".join(at("qualities", f"{name}.words"))
    for property_ in schema().quality_properties:
        told = longest(word for word, quality in _names().items() if schema().qualities[quality].property == property_)
        words = words.replace(f"<{property_}>", told)
    expression = any_of("qualities", [words])
    return re.compile(f"{expression}$" if name == "before" else expression)


@cache
def _leads_behind() -> re.Pattern[str]:
    return re.compile(one_of("qualities", "leading.behind"))


@cache
def _leads_ahead() -> re.Pattern[str]:
    return re.compile(f"{one_of('qualities', 'leading.ahead')}$")
