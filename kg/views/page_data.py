"""What the page shows, as one JSON value: the schema's labels, the entities with their places, the evidence."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from kg.model import Entity, Evidence, Graph, Relation, Report
from kg.ontology import schema
from kg.views.appearance import colour, diameter, shape, wrapped
from kg.views.layout import Point, layout


def page_data(graph: Graph) -> dict[str, Any]:
    """The graph for the page; entities, reports and passages are referred to by their number in their list.

    >>> sorted(page_data(Graph()))
    ['classes', 'edges', 'nodes', 'passages', 'relations', 'reports', 'statuses']
    >>> page_data(Graph())["statuses"]["planned"]["zh"]
    '计划中'
    """
    places = layout(graph)
    degrees = Counter(end for relation in graph for end in (relation.head, relation.tail))
    reports = sorted(graph.reports.values(), key=lambda report: (report.source, report.lines, report.id))
    report_number = {report.id: n for n, report in enumerate(reports)}
    iris = sorted(graph.entities)
    number = {iri: n for n, iri in enumerate(iris)}
    passages: dict[str, int] = {}
    nodes = [
        _node(
            graph.entities[iri],
            places[iri],
            degrees[iri],
            sorted(report_number[report] for report in graph.said_by.get(iri, ())),
        )
        for iri in iris
    ]
    edges = [_edge(graph.relations[key], number, report_number, passages) for key in sorted(graph.relations)]
    return {
        "classes": _classes(graph),
        "relations": _relations(graph),
        "statuses": {name: {"zh": s.label_zh, "en": s.label_en} for name, s in schema().statuses.items()},
        "reports": [_report(report) for report in reports],
        "passages": list(passages),
        "nodes": nodes,
        "edges": edges,
    }


def embedded(data: dict[str, Any]) -> str:
    """JSON that can stand within a `<script>` element: no text of a report can end the element.

    >>> embedded({"text": "</script><script>alert(1)</script>"})
    '{"text":"\\\\u003c/script>\\\\u003cscript>alert(1)\\\\u003c/script>"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def passage(evidence: Evidence) -> tuple[str, int, int]:
    """The sentence of an evidence and where in it the words stand, in code points.

    >>> passage(Evidence("r1", 12, 14, "帮扶", "甲院帮扶乙院。", 10))
    ('甲院帮扶乙院。', 2, 4)

    Words that run beyond their sentence make the passage longer.

    >>> passage(Evidence("r1", 12, 19, "帮扶乙院。签约", "甲院帮扶乙院。", 10))
    ('甲院帮扶乙院。签约', 2, 9)
    """
    start, end = evidence.start - evidence.sentence_start, evidence.end - evidence.sentence_start
    if start < 0 or start > len(evidence.sentence):
        return evidence.text, 0, len(evidence.text)
    return evidence.sentence[:start] + evidence.text + evidence.sentence[end:], start, end


def _classes(graph: Graph) -> dict[str, dict[str, Any]]:
    used = {entity.type for entity in graph.entities.values()}
    return {
        name: {"zh": c.label_zh, "en": c.label_en, "colour": colour(name), "shape": shape(name)}
        for name, c in schema().classes.items()
        if name in used
    }


def _relations(graph: Graph) -> dict[str, dict[str, Any]]:
    used = {relation.type for relation in graph}
    return {
        name: {
            "zh": r.label_zh,
            "en": r.label_en,
            "inverse_zh": r.inverse_zh,
            "inverse_en": r.inverse_en,
            "symmetric": r.symmetric,
        }
        for name, r in schema().relations.items()
        if name in used
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "source": report.source,
        "lines": report.lines,
        "place": report.place,
        "issuer": report.issuer,
        "year": report.year,
        "half": report.half,
    }


def _node(entity: Entity, place: Point, degree: int, reports: list[int]) -> dict[str, Any]:
    return {
        "iri": entity.iri,
        "type": entity.type,
        "name": entity.name,
        "label": "\n".join(wrapped(entity.name)),
        "names": [name for name in entity.names if name != entity.name],
        "collective": entity.collective,
        "count": entity.count,
        "size": diameter(degree),
        "at": place,
        "reports": reports,
    }


def _edge(
    relation: Relation, number: dict[str, int], report_number: dict[str, int], passages: dict[str, int]
) -> dict[str, Any]:
    evidence = []
    for said in relation.evidence:
        text, start, end = passage(said)
        evidence.append([report_number[said.report], passages.setdefault(text, len(passages)), start, end])
    return {
        "type": relation.type,
        "head": number[relation.head],
        "tail": number[relation.tail],
        "status": relation.status,
        "confidence": relation.confidence,
        "attributes": {
            name: value for name, value in sorted(relation.attributes.items()) if isinstance(value, str | int | float)
        },
        "evidence": evidence,
    }
