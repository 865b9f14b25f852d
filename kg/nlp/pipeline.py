"""The one pipeline, in order: words, mentions, relations.

>>> doc = annotate(Report("r", "s.txt", (1, 1), 0, 19, "青禾县人民医院与江北市中心医院签约。", place="青禾县"))
>>> [(c.type, c.head.text, c.tail.text) for c in doc._.relations]
[('contractsWith', '青禾县人民医院', '江北市中心医院')]
>>> [span.label_ for span in doc.spans["mentions"]]
['Hospital', 'Hospital']
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer import gazetteer
from kg.model import Report
from kg.nlp import components  # noqa: F401  registers the components
from kg.nlp.segmentation import blank_pipeline

COMPONENTS = ("yl_mentions", "yl_relations")


@cache
def pipeline() -> Language:
    """The pipeline, made once; `pipeline().to_disk(folder)` writes one that `spacy.load` reads without network."""
    nlp = blank_pipeline(unit="characters")
    nlp.max_length = 200_000_000
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(report: Report) -> Doc:
    """The report's text as a Doc with `doc._.mentions` and `doc._.relations`; offsets are within the report."""
    nlp = pipeline()
    doc = nlp.make_doc(report.text)
    doc._.place = report.place
    doc._.townships = gazetteer().townships_of(report.place_code) if report.place_code else ()
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
