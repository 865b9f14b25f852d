"""A graph as pandas DataFrames: reports, entities, relations and evidence, to be filtered, joined and counted.

>>> from kg.model import Entity, Evidence, Extraction, Relation, Report
>>> report = Report("r1", "a.txt", (1, 1), 0, 9, "", place="云岭县", year=2019)
>>> said = Evidence("r1", 0, 10, "甲医院帮扶乙卫生院", "甲医院帮扶乙卫生院。", 0)
>>> ends = (Entity("e:甲", "Hospital", "甲医院"), Entity("e:乙", "TownshipHealthCentre", "乙卫生院"))
>>> helps = Relation("assists", "e:甲", "e:乙", "actual", (said,), {"personnel": 3})
>>> found = to_dataframes(Graph.of([Extraction(report, ends, (helps,))]))
>>> found.relations[["head_name", "type", "tail_name", "personnel"]].to_dict("records")
[{'head_name': '甲医院', 'type': 'assists', 'tail_name': '乙卫生院', 'personnel': 3}]
>>> found.entities.groupby("type").size().to_dict()
{'Hospital': 1, 'TownshipHealthCentre': 1}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.ids import report_iri
from kg.model import Graph
from kg.ontology import schema
from kg.tables import pandas

if TYPE_CHECKING:
    from pandas import DataFrame

_REPORTS = (
    *("id", "iri", "source", "first_line", "last_line", "title", "place", "place_code", "issuer", "year", "half"),
    *("date", "copy_of", "entities", "relations"),
)
_ENTITIES = ("iri", "type", "kind", "name", "names", "scope", "collective", "count", "reports")
_RELATIONS = (
    *("head", "head_name", "head_type", "type", "kind", "tail", "tail_name", "tail_type", "status", "confidence"),
    *("first_year", "reports"),
)
_EVIDENCE = (
    *("head", "type", "tail", "status", "report", "source", "place", "year", "line", "start", "end", "text"),
    "sentence",
)

# A column is of one type wherever it stands; the others are text.
_WHOLE = (
    *("first_line", "last_line", "year", "half", "entities", "relations", "count", "reports", "personnel"),
    *("first_year", "line", "start", "end"),
)
_TYPES = dict.fromkeys(_WHOLE, "Int64") | {"confidence": "Float64", "collective": "boolean", "names": "object"}


class DataFrames(NamedTuple):
    """A graph in four tables.

    `reports`: a row each, with how many entities it names and relations it says (none of a copy).
    `entities`: a row each, by `iri`; `kind` is the class in Chinese, `reports` how many name it.
    `relations`: a row for each (head, type, tail, status); `head` and `tail` are IRIs of entities, `kind` is the
    relation in Chinese, `first_year` that of the first report that says it; the last columns are the attributes that
    the ontology has (`programme`, `personnel`, `date`).
    `evidence`: a row for each passage; `head`, `type`, `tail` and `status` are those of its relation, `report` is the
    id of its report. `start` and `end` are offsets in the source in code points, `line` is the line there, from 1.
    """

    reports: DataFrame
    entities: DataFrame
    relations: DataFrame
    evidence: DataFrame


def to_dataframes(graph: Graph | Path | str) -> DataFrames:
    """The reports, entities, relations and passages of a graph as pandas DataFrames, always in the same order.

    `graph` is one that is open, or the folder of one: `to_dataframes("g")` is `to_dataframes(open_graph("g"))`.

    Columns are typed: whole numbers are Int64, so that what is not known is NA and a year stays a year.

    Raises MissingExtra where pandas is not installed, NotAGraph where the folder is none.

    >>> to_dataframes("no/such/folder")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    >>> frames = to_dataframes(Graph())
    >>> [len(frame) for frame in frames], str(frames.reports["year"].dtype)
    ([0, 0, 0, 0], 'Int64')
    """
    if not isinstance(graph, Graph):
        from kg.pipeline import open_graph

        graph = open_graph(graph)
    return DataFrames(
        reports=_frame(_REPORTS, _reports(graph)),
        entities=_frame(_ENTITIES, _entities(graph)),
        relations=_frame((*_RELATIONS, *schema().attributes), _relations(graph)),
        evidence=_frame(_EVIDENCE, _evidence(graph)),
    )


def _frame(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> DataFrame:
    frame: DataFrame = pandas().DataFrame(list(rows), columns=list(columns), dtype="object")
    return frame.astype({name: _TYPES.get(name, "string") for name in columns})


def _reports(graph: Graph) -> Iterable[Sequence[Any]]:
    named = Counter(id_ for said in graph.said_by.values() for id_ in said)
    stated = Counter(id_ for relation in graph for id_ in {evidence.report for evidence in relation.evidence})
    for id_, r in sorted(graph.reports.items(), key=lambda item: (item[1].source, item[1].lines)):
        yield (
            *(id_, report_iri(id_), r.source, *r.lines, r.title, r.place, r.place_code, r.issuer, r.year, r.half),
            *(r.date, graph.copies.get(id_), named[id_], stated[id_]),
        )


def _entities(graph: Graph) -> Iterable[Sequence[Any]]:
    for iri, entity in sorted(graph.entities.items()):
        kind = schema().classes[entity.type].label_zh
        yield (
            *(iri, entity.type, kind, entity.name, list(entity.names), entity.scope or None),
            *(entity.collective, entity.count, len(graph.said_by.get(iri, ()))),
        )


def _relations(graph: Graph) -> Iterable[Sequence[Any]]:
    for _, relation in sorted(graph.relations.items()):
        head, tail = graph.entities[relation.head], graph.entities[relation.tail]
        reports = {evidence.report for evidence in relation.evidence}
        years = [year for id_ in reports if (year := graph.reports[id_].year) is not None]
        yield (
            *(head.iri, head.name, head.type, relation.type, schema().relations[relation.type].label_zh),
            *(tail.iri, tail.name, tail.type, relation.status, relation.confidence),
            *(min(years, default=None), len(reports)),
            *(relation.attributes.get(name) for name in schema().attributes),
        )


def _evidence(graph: Graph) -> Iterable[Sequence[Any]]:
    for _, relation in sorted(graph.relations.items()):
        for said in sorted(relation.evidence, key=lambda each: (each.report, each.start, each.end)):
            report = graph.reports[said.report]
            yield (
                *(relation.head, relation.type, relation.tail, relation.status, said.report, report.source),
                *(report.place, report.year, report.line_of(said.start), said.start, said.end, said.text),
                said.sentence,
            )
