"""From reports to what each of them says.

>>> from kg.model import Report
>>> text = "青禾县人民医院对口支援柳林镇卫生院。"
>>> [said] = extract([Report("r", "a.txt", (1, 1), 0, len(text), text, place="青禾县")])
>>> [(r.type, r.status, r.evidence[0].text) for r in said.relations]
[('assists', 'actual', '青禾县人民医院对口支援柳林镇卫生院')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Extraction, Report
from kg.parallel import in_order

_BATCH = 30_000  # characters that a worker is given at once: about a second's work


def extract(reports: Iterable[Report], *, jobs: int = 1) -> Iterator[Extraction]:
    """Annotate and resolve each report; the order of reports is kept.

    With more than one job, that many processes share the work. What comes of it is the same, and
    memory holds a few batches of reports at a time.

    Raises WorkerLost if such a process is killed.
    """
    if jobs <= 1:
        for report in reports:
            yield _extraction(report)
        return
    for said in in_order(_all_said, _batches(reports), jobs=jobs):
        yield from said


def _extraction(report: Report) -> Extraction:
    from kg.nlp.pipeline import annotate
    from kg.resolution import resolve

    doc = annotate(report)
    return resolve(report, doc._.mentions, doc._.relations)


def _all_said(reports: list[Report]) -> list[Extraction]:
    return [_extraction(report) for report in reports]


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    batch: list[Report] = []
    characters = 0
    for report in reports:
        batch.append(report)
        characters += len(report.text)
        if characters >= _BATCH:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
