"""What the page shows, as one JSON value: the schema's labels, the entities with their places, the evidence."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from kg.ids import DATA
from kg.model import Entity, Evidence, Graph, Relation, Report
from kg.ontology import schema
from kg.views.appearance import colour, diameter, shape, wrapped
from kg.views.layout import Point, layout, layout_by_group


def page_data(graph: Graph) -> dict[str, Any]:
    """The graph for the page; entities, reports and passages are referred to by their number in their list.

    >>> sorted(page_data(Graph()))
    ['base', 'blocks', 'classes', 'edges', 'nodes', 'passages', 'qualities', 'relations', 'reports', 'statuses']
    >>> page_data(Graph())["statuses"]["planned"]["zh"]
    '计划中'
    """
    places = layout(graph)
    counties = _counties(graph)
    by_county, blocks = layout_by_group(graph, counties)
    degrees = Counter(end for relation in graph for end in (relation.head, relation.tail))
    reports = sorted(graph.reports.values(), key=lambda report: (report.source, report.lines, report.id))
    report_number = {report.id: n for n, report in enumerate(reports)}
    iris = sorted(graph.entities)
    number = {iri: n for n, iri in enumerate(iris)}
    passages: dict[str, int] = {}
    nodes = [
        _node(
            graph.entities[iri],
            (places[iri], by_county[iri]),
            degrees[iri],
            counties.get(iri),
            sorted(report_number[report] for report in graph.said_by.get(iri, ())),
        )
        for iri in iris
    ]
    edges = [
        _edge(graph.relations[key], number, report_number, passages, graph.reports) for key in sorted(graph.relations)
    ]
    return {
        "base": DATA,
        "blocks": [{"county": name, "at": corner, "size": size} for name, corner, size in blocks],
        "classes": _classes(graph),
        "relations": _relations(graph),
        "statuses": {name: {"zh": s.label_zh, "en": s.label_en} for name, s in schema().statuses.items()},
        "qualities": {name: {"zh": q.label_zh, "en": q.label_en} for name, q in schema().qualities.items()},
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


def _counties(graph: Graph) -> dict[str, str]:
    """The county of each entity that has one: the reporting county in whose scope it is, or the only one to name it.

    Where a report does not name its county the county is "".
    """
    of_scope = {report.scope: report.place or "" for report in graph.reports.values()}
    counties = {}
    for iri, entity in graph.entities.items():
        by = {graph.reports[report].place or "" for report in graph.said_by.get(iri, ())}
        if entity.scope in of_scope:
            counties[iri] = of_scope[entity.scope]
        elif len(by) == 1:
            counties[iri] = by.pop()
    return counties


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


def _node(
    entity: Entity, places: tuple[Point, Point], degree: int, county: str | None, reports: list[int]
) -> dict[str, Any]:
    qualities = [schema().quality(name, (q.name for q in entity.qualities)) for name in schema().quality_properties]
    return {
        "iri": entity.iri,
        "type": entity.type,
        "name": entity.name,
        "label": wrapped(entity.name),
        "names": [name for name in entity.names if name != entity.name],
        "collective": entity.collective,
        "count": entity.count,
        "qualities": [quality for quality in qualities if quality],
        "size": diameter(degree),
        "at": places[0],
        "in_county": places[1],
        "county": county,
        "reports": reports,
    }


def _edge(
    relation: Relation,
    number: dict[str, int],
    report_number: dict[str, int],
    passages: dict[str, int],
    reports: dict[str, Report],
) -> dict[str, Any]:
    evidence = []
    for said in relation.evidence:
        text, start, end = passage(said)
        line = reports[said.report].line_of(said.start)
        number_of_passage = passages.setdefault(text, len(passages))
        evidence.append([report_number[said.report], number_of_passage, start, end, said.start, line, *said.doubts])
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
