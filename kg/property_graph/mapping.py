"""A graph as a property graph: nodes with labels, relationships with types, rows of plain values.

What a store holds follows from here alone, so that all Cypher stores hold the same:

- a node for each entity, with the labels `Entity`, its class and the classes above it;
- a node for each report, with the label `Report`; `copyOf` is the id of the report that it is a copy of;
- a relationship for each relation, its type the relation's name in upper snake case, one for each
  (type, head, tail, status). A symmetric relation is stored once, from the lesser IRI to the greater;
- a node for each passage that says a relation, with the label `Evidence`, to walk to:
  (head)<-[:HEAD]-(evidence)-[:TAIL]->(tail) and (evidence)-[:REPORT]->(report). Its `relation` and `status` are
  the type and the status of the relationship.

An institution has the `level` and the `ownership` that reports tell of it, by the ontology's names (tertiaryA,
private).

Entities, relationships and evidence have a `kind`: the class or relation by its Chinese name (医院, 帮扶), for
answers and captions.

What can be walked to can also be read on the relationship itself. Its passages are parallel lists, since a property
cannot hold a structure: the i-th of `evidence` (the words), `evidenceReport` (report id), `evidenceStart`,
`evidenceEnd` (offsets in the source, in code points), `evidenceSentence` and `evidenceSentenceStart` belong together.
`reports` are the ids once each, `sources` the files of those, `years` the years that they report on.

>>> from kg.model import Entity, Evidence, Graph, Relation
>>> a = Entity("https://w3id.org/yilian/id/institution/1/a", "Hospital", "青禾县人民医院")
>>> b = Entity("https://w3id.org/yilian/id/institution/1/b", "TownshipHealthCentre", "柳林镇卫生院")
>>> said = Evidence("r1", 0, 13, "县医院对口支援柳林镇卫生院", "县医院对口支援柳林镇卫生院。", 0)
>>> helps = Relation("assists", a.iri, b.iri, "actual", (said,))
>>> graph = Graph(entities={a.iri: a, b.iri: b}, relations={helps.key: helps})
>>> [(group.labels[-1], group.size) for group in node_groups(graph)]
[('Hospital', 1), ('TownshipHealthCentre', 1)]
>>> [(group.type, [row["properties"]["evidence"] for row in group.rows]) for group in relationship_groups(graph)]
[('ASSISTS', [['县医院对口支援柳林镇卫生院']])]
>>> [[passage["properties"]["text"] for passage in row["evidence"]]
...  for group in relationship_groups(graph) for row in group.rows]
[['县医院对口支援柳林镇卫生院']]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.ids import DATA, report_iri
from kg.model import Entity, Evidence, Graph, Relation, Report
from kg.ontology import RelationType, Schema, schema

Row = dict[str, Any]

ENTITY, REPORT, EVIDENCE = "Entity", "Report", "Evidence"
HEAD, TAIL, IN_REPORT = "HEAD", "TAIL", "REPORT"
"""The types of the relationships that lead from a passage to the ends of what it says, and to its report."""


@dataclass(frozen=True, slots=True)
class NodeGroup:
    """Nodes that bear the same labels, the most general first.

    A row is `{"iri": str, "properties": {name: value}}`; a property that is not known is None, and so is a list with
    nothing in it, which in Cypher means that it is absent. `rows` can be gone through once: they are made as they are
    asked for.
    """

    labels: tuple[str, ...]
    size: int
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class RelationshipGroup:
    """Relationships of one type, with their evidence.

    A row is `{"head": iri, "tail": iri, "status": str, "properties": {…}, "evidence": […]}`; of its evidence, each is
    `{"iri": iri, "report": iri, "properties": {…}}`, the node of a passage.
    """

    type: str
    size: int
    rows: Iterator[Row]


def node_groups(graph: Graph) -> Iterator[NodeGroup]:
    """The nodes by class, in the ontology's order, each group by IRI; then the reports.

    Raises ValueError for an entity whose class the ontology does not have.
    """
    by_class: dict[str, list[Entity]] = {name: [] for name in schema().classes}
    for entity in graph.entities.values():
        if entity.type not in by_class:
            raise ValueError(f"{entity.type!r} is no class of the ontology (entity {entity.name})")
        by_class[entity.type].append(entity)
    for class_, entities in by_class.items():
        if entities:
            entities.sort(key=lambda entity: entity.iri)
            yield NodeGroup(schema().labels_for(class_), len(entities), map(_entity_row, entities))
    if graph.reports:
        reports = sorted(graph.reports.values(), key=lambda report: report.id)
        yield NodeGroup((REPORT,), len(reports), (_report_row(r, graph.copies.get(r.id)) for r in reports))


def relationship_groups(graph: Graph) -> Iterator[RelationshipGroup]:
    """The relationships by type, in the ontology's order, each group by head, tail and status.

    Raises ValueError for a relation, status or attribute that the ontology does not have.
    """
    by_type: dict[str, dict[tuple[str, str, str], list[Relation]]] = {name: {} for name in schema().relations}
    for relation in graph:
        _check(relation, schema())
        head, tail = relation.head, relation.tail
        if schema().relations[relation.type].symmetric:
            head, tail = sorted((head, tail))
        by_type[relation.type].setdefault((head, tail, relation.status), []).append(relation)
    for name, relations in by_type.items():
        if relations:
            kind = schema().relations[name]
            rows = _relationship_rows(kind, relations, graph.reports)
            yield RelationshipGroup(kind.cypher_type, len(relations), rows)


def entity_properties() -> tuple[str, ...]:
    """The names of the properties that a node of an entity may have.

    >>> entity_properties()[:4]
    ('iri', 'type', 'kind', 'name')
    """
    return tuple(_entity_row(Entity("", next(iter(schema().classes)), ""))["properties"])


def report_properties() -> tuple[str, ...]:
    """The names of the properties that a node of a report may have."""
    return tuple(_report_row(Report("", "", (1, 1), 0, 0, ""), None)["properties"])


def relationship_properties() -> tuple[str, ...]:
    """The names of the properties that a relationship may have.

    >>> {"status", "evidence", "personnel"} <= {*relationship_properties()}
    True
    """
    kind, nothing = next(iter(schema().relations.values())), Relation("", "", "", "actual", ())
    return tuple(_relationship_row(kind, "", "", "actual", [nothing], {})["properties"])


def evidence_properties() -> tuple[str, ...]:
    """The names of the properties that a node of a passage may have.

    >>> {"text", "sentence", "report"} <= {*evidence_properties()}
    True
    """
    passage = _evidence_row("", "", "", "", "", Evidence("", 0, 0, "", "", 0), None)
    return tuple(passage["properties"])


def digest(row: Row, *bears: str) -> str:
    """A key of all that a row says, and of the labels or the type that it bears: equal for equal rows alone.

    >>> digest({"iri": "a", "properties": {"name": "甲"}}, "Entity") == digest(
    ...     {"iri": "a", "properties": {"name": "甲"}}, "Entity", "Place")
    False
    """
    return hashlib.blake2b(_as_json([bears, row]).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _entity_row(entity: Entity) -> Row:
    properties = {
        "iri": entity.iri,
        "type": entity.type,
        "kind": schema().classes[entity.type].label_zh,
        "name": entity.name,
        "names": list(entity.names) or None,
        "scope": entity.scope or None,
        "collective": entity.collective,
        "count": entity.count,
        **{name: schema().quality(name, (q.name for q in entity.qualities)) for name in schema().quality_properties},
    }
    return {"iri": entity.iri, "properties": properties}


def _report_row(report: Report, original: str | None) -> Row:
    properties = {
        "iri": report_iri(report.id),
        "id": report.id,
        "title": report.title,
        "place": report.place,
        "placeCode": report.place_code,
        "issuer": report.issuer,
        "year": report.year,
        "half": report.half,
        "reportDate": report.date,
        "source": report.source,
        "firstLine": report.lines[0],
        "lastLine": report.lines[1],
        "copyOf": original,
    }
    return {"iri": properties["iri"], "properties": properties}


def _relationship_rows(
    kind: RelationType, relations: dict[tuple[str, str, str], list[Relation]], reports: Mapping[str, Report]
) -> Iterator[Row]:
    for key in sorted(relations):
        yield _relationship_row(kind, *key, relations[key], reports)


def _relationship_row(
    kind: RelationType, head: str, tail: str, status: str, relations: list[Relation], known: Mapping[str, Report]
) -> Row:
    """One relationship; a symmetric relation may have been said both ways round, so there may be two relations."""
    said = sorted(
        (e for relation in relations for e in relation.evidence), key=lambda e: (_place_of(e), e.sentence_start)
    )
    evidence = list({_place_of(e): e for e in said}.values())
    ids = sorted({e.report for e in evidence})
    reports = [known[id_] for id_ in ids if id_ in known]
    attributes: dict[str, Any] = dict.fromkeys(schema().attributes)
    for relation in relations:
        attributes |= {name: value for name, value in relation.attributes.items() if value is not None}
    properties = {
        "kind": kind.label_zh,
        "status": status,
        "reports": ids,
        "sources": [report.source for report in reports] or None,
        "years": sorted({report.year for report in reports if report.year is not None}) or None,
        "confidence": max(float(relation.confidence) for relation in relations),
        "evidence": [e.text for e in evidence],
        "evidenceReport": [e.report for e in evidence],
        "evidenceStart": [e.start for e in evidence],
        "evidenceEnd": [e.end for e in evidence],
        "evidenceSentence": [e.sentence for e in evidence],
        "evidenceSentenceStart": [e.sentence_start for e in evidence],
        **attributes,
    }
    passages = [
        _evidence_row(kind.cypher_type, kind.label_zh, head, tail, status, e, known.get(e.report)) for e in evidence
    ]
    return {"head": head, "tail": tail, "status": status, "properties": properties, "evidence": passages}


def _evidence_row(
    type_: str, kind: str, head: str, tail: str, status: str, evidence: Evidence, report: Report | None
) -> Row:
    key = "\x1f".join((type_, head, tail, status, evidence.report, str(evidence.start), str(evidence.end)))
    properties = {
        "iri": f"{DATA}evidence/{hashlib.sha256(key.encode()).hexdigest()[:24]}",
        "relation": type_,
        "kind": kind,
        "status": status,
        "text": evidence.text,
        "sentence": evidence.sentence,
        "report": evidence.report,
        "source": report.source if report else None,
        "year": report.year if report else None,
        "start": evidence.start,
        "end": evidence.end,
        "sentenceStart": evidence.sentence_start,
        "rule": evidence.rule or None,
        "doubts": list(evidence.doubts) or None,
    }
    return {"iri": properties["iri"], "report": report_iri(evidence.report), "properties": properties}


def _place_of(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.report, evidence.start, evidence.end


def _check(relation: Relation, known: Schema) -> None:
    if relation.type not in known.relations or relation.status not in known.statuses:
        raise ValueError(f"{relation.type!r} ({relation.status}) is no relation or status of the ontology")
    for name in relation.attributes:
        if name not in known.attributes:
            raise ValueError(f"{name!r} is no attribute of the ontology (relation {relation.type})")
