"""An analyst's decisions: read from filled-in reviews and applied to what reports say."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.documents.decoding import decode
from kg.errors import MalformedFile, UnreadableFile
from kg.ids import DATA
from kg.model import Extraction, Relation
from kg.reviewing.statements import statement_of

COLUMNS = (
    *("decision", "type", "head", "tail", "status", "confidence"),
    *("why", "report", "lines", "evidence", "sentence", "ids"),
)

_WORDS = {
    **dict.fromkeys(("accept", "accepted", "接受", "y", "yes", "是"), True),
    **dict.fromkeys(("reject", "rejected", "拒绝", "n", "no", "否"), False),
}
_STATEMENT = f"{DATA}statement/"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row that was decided. `row` counts as a spreadsheet program does: the header is row 1."""

    accepted: bool
    statement: str
    path: Path
    row: int
    said: str

    def __str__(self) -> str:
        return f"{self.path}, row {self.row}: {self.said}"


@dataclass(slots=True)
class Decisions:
    """Decisions by what they are about. `applied` notes which of them met what they are about."""

    by_statement: dict[str, Decision] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.by_statement)

    @property
    def unmet(self) -> list[Decision]:
        """The decisions on what no report has said so far, in the order of files and rows."""
        return [decision for key, decision in self.by_statement.items() if key not in self.met]

    def applied(self, extraction: Extraction) -> Extraction:
        """The extraction without its rejected relations, accepted ones with confidence 1.

        What stood in no relation but a rejected one, and bears no name of its own, goes with it.
        """
        if not self.by_statement:
            return extraction
        kept = tuple(self._kept(extraction))
        if kept == extraction.relations:
            return extraction
        before, after = (
            {iri for relation in relations for iri in (relation.head, relation.tail)}
            for relations in (extraction.relations, kept)
        )
        gone = before - after
        entities = (e for e in extraction.entities if e.iri not in gone or (e.names and not e.collective))
        return replace(extraction, entities=tuple(entities), relations=kept)

    def _kept(self, extraction: Extraction) -> Iterator[Relation]:
        for relation in extraction.relations:
            statement = statement_of(relation, extraction.report.id)
            decision = self.by_statement.get(statement)
            if decision is None:
                yield relation
                continue
            self.met.add(statement)
            if decision.accepted:
                yield replace(relation, confidence=1.0)


def read_decisions(paths: Iterable[Path | str]) -> Decisions:
    """The decided rows of reviews, as `kg review` writes them and spreadsheet programs save them.

    A row without a decision is passed over, and columns may be added or moved. Commas, semicolons and tabs separate
    columns; UTF-8, UTF-16 and GB18030 are read.

    Raises MalformedFile, with file and row, for what cannot be read or is decided both ways.
    """
    decisions = Decisions()
    for path in map(Path, paths):
        for decision in _decisions(path):
            known = decisions.by_statement.setdefault(decision.statement, decision)
            if known.accepted != decision.accepted:
                raise MalformedFile(
                    f"{path}, row {decision.row}: decides otherwise than {known.path}, row {known.row}."
                )
    return decisions


def _decisions(path: Path) -> Iterator[Decision]:
    rows = _rows(path)
    header = [cell.strip().lower() for cell in next(rows, [])]
    if missing := [name for name in ("decision", "ids") if name not in header]:
        raise MalformedFile(
            f"{path}, row 1: no column {' and no column '.join(missing)}. `kg review` writes such files."
        )
    for number, cells in enumerate(rows, 2):
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        word = row.get("decision", "")
        if not word:
            continue
        accepted = _WORDS.get(unicodedata.normalize("NFKC", word).lower())
        if accepted is None:
            raise MalformedFile(f"{path}, row {number}: {word!r} is no decision. Write accept or reject (接受, 拒绝).")
        statement = row.get("ids", "")
        if not statement.startswith(_STATEMENT):
            raise MalformedFile(f"{path}, row {number}: the column ids does not hold what `kg review` wrote there.")
        said = " ".join(row.get(name, "") for name in ("head", "type", "tail"))
        yield Decision(
            accepted, statement, path, number, f"{said} ({row.get('status', '')}) in {row.get('report', '')}"
        )


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        text = decode(path.read_bytes())
    except UnreadableFile as error:
        raise MalformedFile(f"{path}: {error}") from None
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for row in reader:
            yield row
            number += 1
    except csv.Error as error:
        raise MalformedFile(f"{path}, row {number}: not CSV ({error}).") from None
