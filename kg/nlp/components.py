"""The pipeline's components, registered with spaCy; what each needs and leaves on the Doc is told in `kg.nlp`."""

from __future__ import annotations

from collections.abc import Callable

import numpy
import numpy.typing
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.mentions.assemble import find_mentions
from kg.nlp.punctuation import as_printed, full_width
from kg.nlp.relations.reading import read_relations
from kg.nlp.relations.sentences import SENTENCE_END
from kg.nlp.segmentation import ReportTokenizer
from kg.nlp.segmentation.tokenizer import TEXT

SPANS = "mentions"

for _name in ("place", "townships", "mentions", "relations"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def text_of(doc: Doc) -> str:
    """The text of a Doc as the tokenizer kept it: spaCy puts `doc.text` together anew from all tokens.

    >>> from kg.nlp.pipeline import pipeline
    >>> text_of(pipeline().make_doc("县医院签约。"))
    '县医院签约。'
    """
    return str(doc.user_data[TEXT]) if TEXT in doc.user_data else doc.text


def _starts(doc: Doc) -> numpy.typing.NDArray[numpy.int64]:
    """The offsets at which the tokens begin, without making a Token for each."""
    return doc.to_array(["IDX"]).astype("int64").reshape(-1)


@Language.factory("yl_mentions", assigns=["doc._.mentions", "doc.spans"])
def mentions_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Find the mentions on the characters of the text; tokens that they cross are taken whole in `doc.spans`."""

    def add_mentions(doc: Doc) -> Doc:
        assert isinstance(nlp.tokenizer, ReportTokenizer)
        text = text_of(doc)
        starts = nlp.tokenizer.word_starts(text)
        found = find_mentions(full_width(text), doc._.place, doc._.townships or (), starts)
        doc._.mentions = as_printed(text, found)
        spans = [doc.char_span(m.start, m.end, label=m.cls, alignment_mode="expand") for m in doc._.mentions]
        doc.spans[SPANS] = [span for span in spans if span is not None]
        return doc

    return add_mentions


@Language.component("yl_relations", requires=["doc._.mentions"], assigns=["doc._.relations", "token.is_sent_start"])
def relations_component(doc: Doc) -> Doc:
    """Read the candidate relations between the mentions."""
    text = text_of(doc)
    doc._.relations = read_relations(full_width(text), doc._.mentions)
    ends = numpy.array([match.start() for match in SENTENCE_END.finditer(text)])
    # how many sentences have ended before each token: where the number grows, one begins
    ended = numpy.searchsorted(ends, _starts(doc))
    begins = numpy.diff(ended, prepend=-1) > 0
    # all at once: setting Token.is_sent_start costs a pass over the Doc each time
    column = numpy.where(begins, 1, -1).astype("int64").astype("uint64")[:, None]
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # spaCy's stub wants its own Ints2d
