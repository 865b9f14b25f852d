"""Why the graph holds an entity: where reports name it, by which rule each mention was joined, what is said of it.

>>> import tempfile
>>> from kg.pipeline import build
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "a.txt").write_text(
...     "青禾县卫健局2019年工作总结\\n今年以来，青禾县人民医院对口支援柳林镇卫生院。\\n", encoding="utf-8")
>>> _ = build([folder / "a.txt"], folder / "g")
>>> [found] = explain(folder / "g", "柳林镇卫生院")
>>> [(mention.text, report.source, line) for report, line, mention in found.mentions]
[('柳林镇卫生院', 'a.txt', 2)]
>>> [(said.head, said.relation.type, said.tail, said.line) for said in found.relations]
[('青禾县人民医院', 'assists', '柳林镇卫生院', 2)]
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.errors import NotInGraph
from kg.extraction import read_jsonl
from kg.folder import EXTRACTIONS, read_manifest
from kg.model import Entity, Evidence, Extraction, Graph, Mention, Quality, Relation, Report
from kg.ontology import schema
from kg.tables import Format, Rows


class Place(NamedTuple):
    """A mention, the report and the line (of the source, from 1) in which it stands."""

    report: Report
    line: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that says a relation of the entity; `head` and `tail` are the names of its ends."""

    report: Report
    line: int
    relation: Relation
    evidence: Evidence
    head: str
    tail: str


class Told(NamedTuple):
    """Words that tell the level or the ownership of an institution, the report and the line in which they stand."""

    report: Report
    line: int
    quality: Quality


@dataclass(slots=True)
class Explanation:
    """An entity as all reports together have it, all its mentions and all passages that say a relation of it."""

    entity: Entity
    mentions: list[Place] = field(default_factory=list)
    qualities: list[Told] = field(default_factory=list)
    relations: list[Said] = field(default_factory=list)


def explain(folder: Path | str, entity: str) -> list[Explanation]:
    """The entities of a graph folder that bear the IRI, the canonical name or a printed form, in order of their IRIs.

    A form that stands for several entities (县医院, 该院) gives them all.

    Raises NotInGraph, with the names that are most like it, if nothing bears it; NotAGraph if there is no graph.
    """
    read_manifest(folder)
    path = Path(folder) / EXTRACTIONS
    meant = {found.iri for extraction in read_jsonl(path) for found in extraction.entities if _bears(found, entity)}
    if not meant:
        raise NotInGraph(_not_found(path, entity))
    naming = [e for e in read_jsonl(path) if any(found.iri in meant for found in e.entities)]
    graph = Graph.of(naming)
    explanations = {iri: Explanation(graph.entities[iri]) for iri in sorted(meant)}
    for extraction in sorted(naming, key=lambda e: (e.report.source, e.report.lines)):
        _collect(extraction, explanations)
    return list(explanations.values())


def _bears(entity: Entity, wanted: str) -> bool:
    return wanted in (entity.iri, entity.name, *entity.names) or any(m.text == wanted for m in entity.mentions)


def _not_found(path: Path, wanted: str) -> str:
    names = {name for extraction in read_jsonl(path) for e in extraction.entities for name in (e.name, *e.names)}
    holding = sorted((name for name in names if wanted and wanted in name), key=lambda name: (len(name), name))
    like = holding[:5] or difflib.get_close_matches(wanted, sorted(names), n=5)
    hint = f" There is {'、'.join(like)}." if like else " Give an IRI, a name or a form that a report prints."
    return f"{path.parent}: no entity is called {wanted!r}.{hint}"


def _collect(extraction: Extraction, explanations: dict[str, Explanation]) -> None:
    report = extraction.report
    names = {entity.iri: entity.name for entity in extraction.entities}
    for entity in extraction.entities:
        if entity.iri in explanations:
            mentions = sorted(entity.mentions, key=lambda mention: (mention.start, mention.end))
            explanations[entity.iri].mentions += [Place(report, report.line_of(m.start), m) for m in mentions]
            explanations[entity.iri].qualities += [Told(report, report.line_of(q.start), q) for q in entity.qualities]
    for relation in extraction.relations:
        passages = [
            Said(report, report.line_of(e.start), relation, e, names[relation.head], names[relation.tail])
            for e in relation.evidence
        ]
        for iri in dict.fromkeys((relation.head, relation.tail)):
            if iri in explanations:
                explanations[iri].relations += passages


def tables(explanations: Sequence[Explanation], format: Format = "json") -> dict[str, Rows]:
    """What `kg explain` prints: for people a part for each entity, for programs four tables by IRI."""
    if format != "table":
        return {
            "entities": Rows(_ENTITY, [_entity_row(each.entity) for each in explanations]),
            "mentions": Rows(
                ("entity", *_MENTION), [(e.entity.iri, *row) for e in explanations for row in _mentions(e)]
            ),
            "qualities": Rows(
                ("entity", *_TOLD), [(e.entity.iri, *row) for e in explanations for row in _qualities(e)]
            ),
            "relations": Rows(
                ("entity", *_SAID), [(e.entity.iri, *row) for e in explanations for row in _relations(e)]
            ),
        }
    parts = {}
    for each in explanations:
        heading = f"{each.entity.name}  {each.entity.type}  {each.entity.iri}"
        parts[f"{heading}\n\nmentions"] = Rows(_MENTION, list(_mentions(each)))
        if each.qualities:
            parts[f"level and ownership of {each.entity.name}"] = Rows(_TOLD, list(_qualities(each)))
        parts[f"relations of {each.entity.name}"] = Rows(_SAID, list(_relations(each)), block=_block)
    return parts


_ENTITY = ("iri", "type", "name", "names", "scope", "collective", "count", *schema().quality_properties)
_MENTION = ("text", "rule", "implied", "source", "line", "start", "end")
_TOLD = ("quality", "label", "text", "source", "line", "start", "end")
_SAID = (
    *("head", "relation", "tail", "status", "confidence", "rule", "doubts"),
    *("evidence", "source", "line", "start", "end"),
)

Row = tuple[str | int | float | bool | list[str] | None, ...]


def _entity_row(entity: Entity) -> Row:
    qualities = [schema().quality(name, (q.name for q in entity.qualities)) for name in schema().quality_properties]
    return (
        *(entity.iri, entity.type, entity.name, list(entity.names), entity.scope, entity.collective, entity.count),
        *qualities,
    )


def _mentions(explanation: Explanation) -> Iterator[Row]:
    for report, line, m in explanation.mentions:
        yield (m.text, m.rule, m.implied, report.source, line, m.start, m.end)


def _qualities(explanation: Explanation) -> Iterator[Row]:
    for report, line, q in explanation.qualities:
        yield (q.name, schema().qualities[q.name].label_zh, q.text, report.source, line, q.start, q.end)


def _relations(explanation: Explanation) -> Iterator[Row]:
    for said in explanation.relations:
        relation, evidence = said.relation, said.evidence
        yield (
            *(said.head, relation.type, said.tail, relation.status, relation.confidence),
            *(evidence.rule, "、".join(evidence.doubts), evidence.text),
            *(said.report.source, said.line, evidence.start, evidence.end),
        )


def _block(*row: object) -> str:
    """A relation where its table is too wide: the edge, what says it, and where."""
    said = dict(zip(_SAID, row, strict=True))
    doubts = f", {said['doubts']}" if said["doubts"] else ""
    evidence = " ".join(str(said["evidence"]).split())
    return (
        f" {said['head']} ─[{said['relation']}, {said['status']}, {said['confidence']}]→ {said['tail']}\n"
        f"     {evidence}\n"
        f"     {said['source']} line {said['line']}, characters {said['start']}–{said['end']}; {said['rule']}{doubts}\n"
    )
