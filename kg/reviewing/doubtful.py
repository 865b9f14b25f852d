"""The relations that a person should look at, as rows and as a CSV file for spreadsheet programs."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path

from kg.errors import MalformedFile
from kg.extraction import read_jsonl
from kg.folder import EXTRACTIONS, read_manifest
from kg.model import Evidence, Extraction, Relation, Report
from kg.nlp.relations.doubts import DOUBTS
from kg.reviewing.decisions import COLUMNS, read_decisions
from kg.reviewing.statements import statement_of
from kg.tables import Rows, render

_IN_CHINESE = {
    "carried over": "行动者承前省略",
    "another sentence": "一方出自上一句",
    "nobody named": "没有点名，指本县、本局或本院",
    "stand-in": "所指为代称（该院、双方）",
    "a kind": "泛指一类机构",
    "crowded": "中间还写到别的机构",
}
_LONGEST = 32_000  # characters; a cell of a spreadsheet holds no more


def review(folder: Path | str, *, below: float = 0.8) -> Rows:
    """The doubtful relations of a graph folder: a row for each report that says one, the most doubtful first.

    Raises NotAGraph if there is no graph.
    """
    read_manifest(folder)
    return doubtful(read_jsonl(Path(folder) / EXTRACTIONS), below=below)


def doubtful(extractions: Iterable[Extraction], *, below: float = 0.8) -> Rows:
    """The relations whose confidence is lower than `below`; the column `decision` is to be filled in."""
    found: dict[str, tuple[tuple[float, str, int], tuple[str | float, ...]]] = {}
    for extraction in extractions:
        names = {entity.iri: entity.name for entity in extraction.entities}
        for relation in extraction.relations:
            if relation.confidence < below:
                statement = statement_of(relation, extraction.report.id)
                place = (relation.confidence, extraction.report.source, relation.evidence[0].start)
                # the same text in two files is one report and one decision
                found.setdefault(statement, (place, _row(relation, extraction.report, names, statement)))
    return Rows(COLUMNS, [row for _, row in sorted(found.values())])


def _row(relation: Relation, report: Report, names: dict[str, str], statement: str) -> tuple[str | float, ...]:
    lines, evidence, sentences = [], [], []
    for said in relation.evidence:
        first, last = report.line_of(said.start), report.line_of(max(said.start, said.end - 1))
        # an en dash: of 8-9 a spreadsheet program makes a date
        lines.append(f"{first}–{last}" if last > first else str(first))
        evidence.append(said.text)
        sentences.append(said.sentence)
    ends = names[relation.head], names[relation.tail]
    said_here = ("、".join(dict.fromkeys(lines)), _joined(evidence), _joined(sentences))
    why = _joined([reason(doubt) for doubt in least_doubtful(relation).doubts])
    judged = (relation.status, relation.confidence, why)
    return ("", relation.type, *ends, *judged, report.source, *said_here, statement)


def reason(doubt: str) -> str:
    """What a doubt means, in Chinese and English.

    >>> reason("stand-in")
    '所指为代称（该院、双方） / an end is a stand-in (该院, 双方)'
    """
    return " / ".join(filter(None, (_IN_CHINESE.get(doubt), DOUBTS.get(doubt, doubt))))


def least_doubtful(relation: Relation) -> Evidence:
    """The passage that says the relation with the fewest doubts."""
    return min(relation.evidence, key=lambda said: len(said.doubts))


def _joined(texts: Iterable[str]) -> str:
    return " ／ ".join(dict.fromkeys(texts))


def to_csv(rows: Rows) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, without which Excel shows no Chinese."""
    safe = [[_cell(value) for value in row] for row in rows.rows]
    return codecs.BOM_UTF8 + render(Rows(rows.columns, safe), "csv").encode()


def _cell(value: str | float) -> str | float:
    """A text that a spreadsheet program neither takes for a formula nor refuses for its length."""
    if isinstance(value, str):
        value = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return value


def write_csv(rows: Rows, path: Path | str) -> None:
    """Write the rows for an analyst to fill in; a file that holds decisions, or is no review, is left alone.

    Raises MalformedFile if there is such a file.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "review.csv"
    >>> write_csv(Rows(COLUMNS, []), path)
    >>> write_csv(Rows(COLUMNS, []), path)
    """
    path = Path(path)
    if path.exists():
        try:
            filled = len(read_decisions([path]))
        except MalformedFile:
            raise MalformedFile(f"{path}: is no review, so it is left alone. Give another file with -o.") from None
        if filled:
            raise MalformedFile(f"{path}: holds {filled} decisions, so it is left alone. Give another file with -o.")
    path.write_bytes(to_csv(rows))
