"""What the reports say, as RDF quads: a pure function of extractions.

A report's named graph bears the report's IRI and holds all that it says and nothing else, so a
report is withdrawn by dropping one graph:

- the report itself: title, place, period, source and lines;
- each entity it names: class, canonical name, the forms it uses, scope, whether it is a set, level and ownership;
- each relation, actual or planned, as a statement with its status, attributes and evidence, and with a key that it
  shares with the statements that other reports make of the same relation;
- each *actual* relation also as a direct triple `head yl:RELATION tail`, both ways if symmetric.

Of a report that is a copy of another there is only the report itself, with `yl:copyOf`.

>>> from kg.model import Entity, Evidence, Extraction, Relation, Report
>>> report = Report(id="r1", source="a.txt", lines=(1, 1), start=0, end=14, text="县医院对口支援柳林镇卫生院。")
>>> a = Entity(iri="https://w3id.org/yilian/id/institution/1/a", type="Hospital", name="青禾县人民医院")
>>> b = Entity(iri="https://w3id.org/yilian/id/institution/1/b", type="TownshipHealthCentre", name="柳林镇卫生院")
>>> said = Evidence("r1", 0, 13, report.text[:13], report.text, 0)
>>> helps = Relation("assists", a.iri, b.iri, "actual", (said,))
>>> for quad in report_quads(Extraction(report, (a, b), (helps,))):
...     if quad.predicate.value.endswith("#assists"):
...         print(quad.subject.value, "assists", quad.object.value, "in", quad.graph_name.value)
https://w3id.org/yilian/id/institution/1/a assists https://w3id.org/yilian/id/institution/1/b in https://w3id.org/yilian/id/report/r1
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.ids import ONTOLOGY, relation_key, report_iri, statement_iri
from kg.model import Entity, Evidence, Extraction, Relation, Report, copies
from kg.ontology import schema

_Node = NamedNode
_Fact = tuple[_Node, _Node, _Node | Literal]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")


class _Terms:
    """The ontology's terms as nodes, made once: `YL.head` is yl:head."""

    def __getattr__(self, name: str) -> NamedNode:
        node = NamedNode(ONTOLOGY + name)
        setattr(self, name, node)
        return node


YL = _Terms()


def quads(extractions: Iterable[Extraction]) -> Iterator[Quad]:
    """The quads of many reports, report by report; a report that comes twice (the same text) counts once.

    The quads and their order do not depend on the order of the extractions.
    """
    extractions = sorted(extractions, key=lambda e: (e.report.id, e.report.source, e.report.lines))
    yield from quads_in_order(extractions, copies(extraction.report for extraction in extractions))


def quads_in_order(extractions: Iterable[Extraction], originals: Mapping[str, str]) -> Iterator[Quad]:
    """The same of extractions that come by the ids of their reports; `originals` are those of copies, by id."""
    last = None
    for extraction in extractions:
        if extraction.report.id != last:
            last = extraction.report.id
            yield from report_quads(extraction, copy_of=originals.get(last))


def report_quads(extraction: Extraction, *, copy_of: str | None = None) -> Iterator[Quad]:
    """The named graph of one report, without repeated quads, in a fixed order. `copy_of` is the id of its original.

    Raises ValueError for a class, relation, status or attribute that the ontology does not have.
    """
    graph = NamedNode(report_iri(extraction.report.id))
    # A dictionary keeps the order and drops repeats: two statements may share a passage.
    for subject, predicate, object_ in dict.fromkeys(_facts(extraction, graph, copy_of)):
        yield Quad(subject, predicate, object_, graph)


def evidence_iri(evidence: Evidence) -> str:
    """The IRI of a passage: where it stands in its report.

    >>> evidence_iri(Evidence("r1", 4, 9, "县医院签约", "县医院签约。", 4))
    'https://w3id.org/yilian/id/report/r1/evidence/4-9'
    """
    return f"{report_iri(evidence.report)}/evidence/{evidence.start}-{evidence.end}"


def _facts(extraction: Extraction, graph: NamedNode, copy_of: str | None) -> Iterator[_Fact]:
    yield from _report_facts(extraction.report, graph)
    if copy_of is not None:
        yield graph, YL.copyOf, NamedNode(report_iri(copy_of))
        return
    for entity in extraction.entities:
        yield from _entity_facts(entity)
    for relation in extraction.relations:
        yield from _relation_facts(relation, extraction.report.id, graph)


def _report_facts(report: Report, node: NamedNode) -> Iterator[_Fact]:
    yield node, _TYPE, YL.Report
    said: dict[NamedNode, Literal | None] = {
        YL.title: _chinese(report.title),
        YL.place: _chinese(report.place),
        YL.placeCode: _literal(report.place_code),
        YL.scope: _literal(report.scope),
        YL.issuer: _chinese(report.issuer),
        YL.year: _literal(report.year),
        YL.half: _literal(report.half),
        YL.reportDate: _literal(report.date),
        YL.source: _literal(report.source),
        YL.firstLine: _literal(report.lines[0]),
        YL.lastLine: _literal(report.lines[1]),
        YL.start: _literal(report.start),
        YL.end: _literal(report.end),
    }
    for predicate, value in said.items():
        if value is not None:
            yield node, predicate, value


def _entity_facts(entity: Entity) -> Iterator[_Fact]:
    if entity.type not in schema().classes:
        raise ValueError(f"{entity.type!r} is no class of the ontology (entity {entity.name})")
    node = NamedNode(entity.iri)
    yield node, _TYPE, NamedNode(ONTOLOGY + entity.type)
    yield node, _LABEL, Literal(entity.name, language="zh")
    for name in entity.names:
        if name != entity.name:
            yield node, _ALT_LABEL, Literal(name, language="zh")
    if entity.scope:
        yield node, YL.scope, Literal(entity.scope)
    if entity.collective:
        yield node, YL.collective, Literal(True)
    if entity.count is not None:
        yield node, YL.count, Literal(entity.count)
    for said in entity.qualities:
        quality = schema().qualities.get(said.name)
        if quality is None:
            raise ValueError(f"{said.name!r} is no quality of the ontology (entity {entity.name})")
        yield node, NamedNode(ONTOLOGY + quality.property), NamedNode(quality.iri)


def _relation_facts(relation: Relation, report: str, graph: NamedNode) -> Iterator[_Fact]:
    kind = schema().relations.get(relation.type)
    if kind is None or relation.status not in schema().statuses:
        raise ValueError(f"{relation.type!r} ({relation.status}) is no relation or status of the ontology")
    head, tail, predicate = NamedNode(relation.head), NamedNode(relation.tail), NamedNode(kind.iri)
    if relation.status == "actual":
        yield head, predicate, tail
        if kind.symmetric:
            yield tail, predicate, head
    node = NamedNode(statement_iri(*relation.key, report))
    yield node, _TYPE, YL.Statement
    yield node, YL.head, head
    yield node, YL.relation, predicate
    yield node, YL.tail, tail
    yield node, YL.status, NamedNode(schema().statuses[relation.status].iri)
    yield node, YL.key, Literal(relation_key(*relation.key, symmetric=kind.symmetric))
    yield node, YL.report, graph
    yield node, YL.confidence, Literal(float(relation.confidence))
    for name, value in relation.attributes.items():
        if name not in schema().attributes:
            raise ValueError(f"{name!r} is no attribute of the ontology (relation {relation.type})")
        literal = _literal(value)
        if literal is not None:
            yield node, NamedNode(schema().attributes[name].iri), literal
    for evidence in relation.evidence:
        if evidence.report == report:
            yield node, YL.evidence, NamedNode(evidence_iri(evidence))
            yield from _evidence_facts(evidence, graph)


def _evidence_facts(evidence: Evidence, graph: NamedNode) -> Iterator[_Fact]:
    node = NamedNode(evidence_iri(evidence))
    yield node, _TYPE, YL.Evidence
    yield node, YL.report, graph
    yield node, YL.text, Literal(evidence.text, language="zh")
    yield node, YL.start, Literal(evidence.start)
    yield node, YL.end, Literal(evidence.end)
    yield node, YL.sentence, Literal(evidence.sentence, language="zh")
    yield node, YL.sentenceStart, Literal(evidence.sentence_start)


def _chinese(text: str | None) -> Literal | None:
    return None if text is None else Literal(text, language="zh")


def _literal(value: Any) -> Literal | None:
    return None if value is None else Literal(value)
