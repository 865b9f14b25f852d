"""Annotated reports as training data: each report with its gold, where its names stand, and folds to test with.

The gold lists the printed forms of an entity and not where they stand, so every place where a form is printed
counts as a mention of it, the longest form first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.documents import Failure, read_reports
from kg.evaluation import Annotation, read_gold
from kg.evaluation.annotation import from_record
from kg.evaluation.matching import paired
from kg.extraction import to_record
from kg.model import Extraction, Report

QUOTES = "“”‘’\"'"
_RUNNING_NUMBER = re.compile(r"-\d+$")

Span = tuple[int, int, str]
"""Start, end and class of a name; offsets are within the report's text."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report and its gold, which stands in the file `gold_file`; `set` is the folder that the gold is from."""

    set: str
    report: Report
    gold: Annotation
    gold_file: Path

    @property
    def group(self) -> tuple[str, str]:
        """What reports belong together, so that one is not learnt from when another is held out: those whose
        gold has one name but for a running number (se-1, se-3; riverton-2020, riverton-2021).
        """
        return self.set, _RUNNING_NUMBER.sub("", self.gold.name)


def read_annotated(texts: Path, gold: Path) -> Iterator[Annotated]:
    """The annotated reports among the texts of a folder, in the order of the gold files.

    Raises MalformedFile for what is no gold; a gold file without its text is passed over.
    """
    reports = {}
    for found in read_reports([texts]):
        if not isinstance(found, Failure):
            reports[found.source, found.lines] = found
    empty = [from_record(to_record(Extraction(replace(r, text=""), (), ()))) for r in reports.values()]
    files = {annotation.name: file for file in sorted(gold.glob("*.json")) for annotation in read_gold([file])}
    for wanted, found_in in paired(read_gold([gold]), empty):
        if found_in is not None:
            report = reports[found_in.source, found_in.lines]
            yield Annotated(gold.as_posix(), report, wanted, files[wanted.name])


def spans_of(text: str, gold: Annotation) -> list[Span]:
    """Where the text prints the names of single entities, in order and without overlaps.

    >>> from kg.evaluation.annotation import from_record
    >>> entities = [{"id": "a", "type": "Hospital", "name": "青禾县中医院", "names": ["县中医院", "县中医院骨科"]},
    ...             {"id": "b", "type": "Programme", "name": "“春风”行动"}]
    >>> gold = from_record({"source": "a", "lines": [1, 1], "relations": [], "entities": entities})
    >>> spans_of("县中医院、县中医院骨科参加“春风”行动", gold)
    [(0, 4, 'Hospital'), (5, 11, 'Hospital'), (14, 19, 'Programme')]
    """
    forms = {(form.strip(QUOTES), "" if e.collective else e.type) for e in gold.entities for form in e.forms}
    taken = bytearray(len(text))
    spans: list[Span] = []
    for form, type_ in sorted(forms, key=lambda f: (-len(f[0]), f)):
        if len(form) < 2:
            continue
        for match in re.finditer(re.escape(form), text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                if type_:  # sets are not tagged, but what stands within one is no name either
                    spans.append((start, end, type_))
    return sorted(spans)


def unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the quotation mark that it begins or ends with, as gold and rules differ in these.

    >>> unquoted("“春风”行动", 0, 6)
    (1, 6)
    """
    return start + (text[start] in QUOTES), end - (text[end - 1] in QUOTES)


def folds(
    annotated: Sequence[Annotated], count: int | None = None
) -> Iterator[tuple[list[Annotated], list[Annotated]]]:
    """Yield what to learn from and what to test on, so that each report is tested on once and no group is split.

    `count` is the number of folds; None holds out one group at a time.
    """
    groups = sorted({one.group for one in annotated})
    number = {group: n % (count or len(groups)) for n, group in enumerate(groups)}
    for fold in sorted(set(number.values())):
        yield (
            [one for one in annotated if number[one.group] != fold],
            [one for one in annotated if number[one.group] == fold],
        )


def all_annotated(folders: Iterable[Sequence[Path | str]]) -> list[Annotated]:
    """The annotated reports of pairs of folders, texts and gold."""
    return [one for texts, gold in folders for one in read_annotated(Path(texts), Path(gold))]
