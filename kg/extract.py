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


def extract(reports: Iterable[Report]) -> Iterator[Extraction]:
    """Annotate and resolve each report; the order of reports is kept."""
    from kg.nlp.pipeline import annotate
    from kg.resolution import resolve

    for report in reports:
        doc = annotate(report)
        yield resolve(report, doc._.mentions, doc._.relations)
