"""Extractions as JSON Lines: one line for each report, the record that every store is derived from.

The line says all that was found in the report, with offsets into the original text of its
source; the report's own text is not repeated, so reading back gives `Report(text="")`.
Keys have a fixed order and the text is written as it is, so equal extractions are equal bytes.

>>> from kg.model import Entity, Extraction, Report
>>> report = Report(id="r1", source="a.txt", lines=(1, 9), start=0, end=210, text="青禾县人民医院……", place="青禾县")
>>> hospital = Entity(iri="…/青禾县人民医院", type="Hospital", name="青禾县人民医院")
>>> record = to_record(Extraction(report, (hospital,), ()))
>>> record["source"], record["lines"], record["entities"][0]["name"]
('a.txt', [1, 9], '青禾县人民医院')
>>> from_record(record).entities == (hospital,)
True
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import NotAGraph
from kg.model import Entity, Evidence, Extraction, Mention, Quality, Relation, Report, Withheld

Record = dict[str, Any]
T = TypeVar("T")


def to_record(extraction: Extraction) -> Record:
    """An extraction as plain JSON values.

    >>> from kg.model import Report
    >>> list(to_record(Extraction(Report("r1", "a.txt", (1, 2), 0, 30, "…"), (), ())))
    ['source', 'lines', 'place', 'entities', 'relations', 'report']
    """
    report = extraction.report
    return {
        "source": report.source,
        "lines": list(report.lines),
        "place": report.place,
        "entities": [_entity_record(entity) for entity in extraction.entities],
        "relations": [_relation_record(relation) for relation in extraction.relations],
        "report": {
            "id": report.id,
            "start": report.start,
            "end": report.end,
            "title": report.title,
            "place_code": report.place_code,
            "issuer": report.issuer,
            "year": report.year,
            "half": report.half,
            "date": report.date,
            "line_starts": list(report.line_starts),
            "like": list(report.like),
            "withheld": report.withheld._asdict(),
        },
    }


def _entity_record(entity: Entity) -> Record:
    return {
        "id": entity.iri,
        "type": entity.type,
        "name": entity.name,
        "names": list(entity.names),
        "collective": entity.collective,
        "count": entity.count,
        "scope": entity.scope,
        "mentions": [
            {"start": m.start, "end": m.end, "text": m.text, "rule": m.rule, "implied": m.implied}
            for m in entity.mentions
        ],
        "qualities": [{"name": q.name, "start": q.start, "end": q.end, "text": q.text} for q in entity.qualities],
    }


def _relation_record(relation: Relation) -> Record:
    return {
        "type": relation.type,
        "head": relation.head,
        "tail": relation.tail,
        "status": relation.status,
        "confidence": relation.confidence,
        "attributes": dict(sorted(relation.attributes.items())),
        "evidence": [
            {
                "start": e.start,
                "end": e.end,
                "text": e.text,
                "sentence": e.sentence,
                "sentence_start": e.sentence_start,
                "rule": e.rule,
                "doubts": list(e.doubts),
            }
            for e in relation.evidence
        ],
    }


def from_record(record: Record) -> Extraction:
    """The extraction that a record was made of, but for the report's text.

    Raises KeyError, TypeError or ValueError where the record has another form.

    >>> from kg.model import Report
    >>> extraction = Extraction(Report("r1", "a.txt", (1, 2), 0, 30, "", year=2019, half=1), (), ())
    >>> from_record(to_record(extraction)) == extraction
    True
    """
    report = report_of(record)
    entities = tuple(entity_of(entity, report.id) for entity in record["entities"])
    relations = tuple(relation_of(relation, report.id) for relation in record["relations"])
    return Extraction(report, entities, relations)


def report_of(record: Record) -> Report:
    """The report that a record is of, without its text. Raises as `from_record`."""
    header = record["report"]
    first, last = record["lines"]
    return Report(
        id=header["id"],
        source=record["source"],
        lines=(first, last),
        start=header["start"],
        end=header["end"],
        text="",
        title=header["title"],
        place=record["place"],
        place_code=header["place_code"],
        issuer=header["issuer"],
        year=header["year"],
        half=header["half"],
        date=header["date"],
        line_starts=tuple(header["line_starts"]),
        like=tuple(header["like"]),
        withheld=Withheld(**header["withheld"]),
    )


def entity_of(record: Record, report: str) -> Entity:
    """The entity that an entity's part of a record was made of; `report` is the id of the report. Raises alike."""
    return Entity(
        iri=record["id"],
        type=record["type"],
        name=record["name"],
        names=tuple(record["names"]),
        scope=record["scope"],
        collective=record["collective"],
        count=record["count"],
        mentions=tuple(Mention(**mention) for mention in record["mentions"]),
        qualities=tuple(Quality(report=report, **quality) for quality in record["qualities"]),
    )


def relation_of(record: Record, report: str) -> Relation:
    """The relation that a relation's part of a record was made of; `report` is the id of the report. Raises alike."""
    return Relation(
        type=record["type"],
        head=record["head"],
        tail=record["tail"],
        status=record["status"],
        confidence=record["confidence"],
        attributes=record["attributes"],
        evidence=tuple(Evidence(report=report, **{**e, "doubts": tuple(e["doubts"])}) for e in record["evidence"]),
    )


def to_line(extraction: Extraction) -> str:
    r"""An extraction as one line of JSON, with its line end.

    >>> from kg.model import Report
    >>> to_line(Extraction(Report("r1", "a.txt", (1, 2), 0, 30, ""), (), ()))[:38]
    '{"source":"a.txt","lines":[1,2],"place'
    """
    return json.dumps(to_record(extraction), ensure_ascii=False, separators=(",", ":")) + "\n"


def write_jsonl(extractions: Iterable[Extraction], path: Path | str) -> int:
    """Write extractions as they come, one line each; returns how many. Memory holds one at a time.

    The lines go to `PATH.part`, which takes the place of PATH when all are written, so an
    interrupted run leaves an older PATH as it was.

    >>> import tempfile
    >>> from kg.model import Report
    >>> path = Path(tempfile.mkdtemp()) / "x.jsonl"
    >>> write_jsonl([Extraction(Report("r1", "a.txt", (1, 2), 0, 30, "青禾县"), (), ())], path)
    1
    >>> [e.report.id for e in read_jsonl(path)]
    ['r1']
    """
    path = Path(path)
    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for extraction in extractions:
                file.write(to_line(extraction))
                count += 1
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def read_jsonl(path: Path | str) -> Iterator[Extraction]:
    """The extractions of a file, one at a time, in its order; their reports have no text.

    Raises NotAGraph where the file is missing or a line has another form; the text names the line.

    >>> list(read_jsonl("no/such.jsonl"))
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such.jsonl: there is no such file. `kg build` and `kg extract` write it.
    """
    return (extraction for _, extraction in read_records(path))


def read_records(path: Path | str) -> Iterator[tuple[Record, Extraction]]:
    """As `read_jsonl`, each extraction with the record that it was read from."""
    path = Path(path)
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                yield _parsed(_with_record, line, path, number)
    except FileNotFoundError:
        raise NotAGraph(f"{path}: there is no such file. `kg build` and `kg extract` write it.") from None


class ByReport:
    """The extractions of a file by the ids of their reports: read one at a time, as often as they are asked for.

    `reports` are those of the extractions, in the same order, without their texts. Raises as `read_jsonl`.

    >>> import tempfile
    >>> from kg.model import Report
    >>> path = Path(tempfile.mkdtemp()) / "x.jsonl"
    >>> _ = write_jsonl([Extraction(Report(id_, "a.txt", (1, 2), 0, 30, ""), (), ()) for id_ in ("r2", "r1")], path)
    >>> [e.report.id for e in ByReport(path)]
    ['r1', 'r2']
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        found = []
        start = 0
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                found.append((_parsed(report_of, line, path, number), start, number))
                start += len(line)
        found.sort(key=lambda each: (each[0].id, each[0].source, each[0].lines))
        self.reports = tuple(report for report, _, _ in found)
        self._places = [place for _, *place in found]

    def __iter__(self) -> Iterator[Extraction]:
        with self._path.open("rb") as file:
            for report, (start, number) in zip(self.reports, self._places, strict=True):
                file.seek(start)
                said = _parsed(from_record, file.readline(), self._path, number)
                yield replace(said, report=report)  # one copy of it in memory, for those who keep it


def _with_record(record: Record) -> tuple[Record, Extraction]:
    return record, from_record(record)


def _parsed(read: Callable[[Record], T], line: str | bytes, path: Path, number: int) -> T:
    try:
        return read(json.loads(line))
    except (KeyError, TypeError, ValueError) as error:
        raise NotAGraph(
            f"{path}, line {number}: not an extraction of this version ({type(error).__name__}: {error}). "
            "Run `kg build` again."
        ) from error
