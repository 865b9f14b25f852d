"""From reports to what each of them says.

>>> from kg.model import Report
>>> text = "青禾县人民医院对口支援柳林镇卫生院。"
>>> [said] = extract([Report("r", "a.txt", (1, 1), 0, len(text), text, place="青禾县")])
>>> [(r.type, r.status, r.evidence[0].text) for r in said.relations]
[('assists', 'actual', '青禾县人民医院对口支援柳林镇卫生院')]
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from kg.extraction import from_record, to_record
from kg.finished import Finished
from kg.model import Extraction, Report
from kg.parallel import in_order
from kg.version import key

_BATCH = 30_000  # characters that a worker is given at once: about a second's work
_LONGEST_BATCH = 64  # reports


def extract(reports: Iterable[Report], *, jobs: int = 1, finished: Finished | None = None) -> Iterator[Extraction]:
    """Annotate and resolve each report; the order of reports is kept.

    With more than one job, that many processes share the work. What comes of it is the same, and
    memory holds a few batches of reports at a time. What `finished` has is taken from there, the rest is put there.

    Raises WorkerLost if such a process is killed.
    """
    if jobs <= 1:
        for report in reports:
            known = _known(report, finished)
            yield known if known is not None else _kept(_extraction(report), finished)
        return
    ahead: deque[list[Extraction | None]] = deque()  # what is known of the batches that are under way
    for said in in_order(_all_said, _batches(reports, finished, ahead), jobs=jobs):
        new = iter(said)
        for known in ahead.popleft():
            yield known if known is not None else _kept(next(new), finished)


def _extraction(report: Report) -> Extraction:
    from kg.nlp.pipeline import annotate
    from kg.resolution import resolve

    doc = annotate(report)
    return resolve(report, doc._.mentions, doc._.relations)


def _all_said(reports: list[Report]) -> list[Extraction]:
    return [_extraction(report) for report in reports]


def _batches(
    reports: Iterable[Report], finished: Finished | None, ahead: deque[list[Extraction | None]]
) -> Iterator[list[Report]]:
    """The reports that are still to be read, in batches; what is known of each batch's reports goes to `ahead`."""
    batch: list[Report] = []
    known: list[Extraction | None] = []
    characters = 0
    for report in reports:
        known.append(_known(report, finished))
        if known[-1] is None:
            batch.append(report)
            characters += len(report.text)
        if characters >= _BATCH or len(known) >= _LONGEST_BATCH:
            ahead.append(known)
            yield batch
            batch, known, characters = [], [], 0
    if known:
        ahead.append(known)
        yield batch


def _key(report: Report) -> str:
    """Two reports with one key are found to say the same; in which file they stand does not matter.

    It begins with the report's id, by which `kg.finished.copy_without` knows what is said by which report.
    """
    told = (report.title, report.place, report.place_code, report.issuer, report.year, report.half, report.date)
    return f"{report.id}-" + key(
        "said", report.start, report.end, report.lines, report.skip, told, report.text.encode()
    )


def _known(report: Report, finished: Finished | None) -> Extraction | None:
    if finished is None or (text := finished.get(_key(report))) is None:
        return None
    try:
        said: dict[str, Any] = json.loads(text)
        whole = from_record(to_record(Extraction(report, (), ())) | said)
    except (KeyError, TypeError, ValueError):
        return None
    finished.reused.add(report.id)
    return Extraction(report, whole.entities, whole.relations)


def _kept(extraction: Extraction, finished: Finished | None) -> Extraction:
    if finished is not None:
        record = to_record(extraction)
        said = {part: record[part] for part in ("entities", "relations")}
        finished.put(_key(extraction.report), json.dumps(said, ensure_ascii=False, separators=(",", ":")))
    return extraction
