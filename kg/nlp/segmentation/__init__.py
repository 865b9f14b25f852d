"""Words: a spaCy tokenizer for Chinese reports, with a small pkuseg model and a dictionary of the domain.

`words.txt` is the dictionary, to be edited by hand. `model/` is what
`python -m kg.nlp.training.segmenter` wrote.

>>> nlp = blank_pipeline()
>>> [token.text for token in nlp("全县14所乡镇卫生院加入县域医共体。")]
['全县', '14', '所', '乡镇卫生院', '加入', '县域医共体', '。']
"""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.language import Language

from kg.nlp.segmentation.tokenizer import NAME, ReportTokenizer, Unit
from kg.nlp.segmentation.words import Dictionary

__all__ = ["ReportTokenizer", "blank_pipeline"]


def blank_pipeline(words: Iterable[str] = (), unit: Unit = "words") -> Language:
    """Make a Chinese pipeline that only cuts words; components are added by the caller.

    `words` are added to the dictionary: names of places from a gazetteer, brands of hospitals.
    Those of four characters and more are never cut. With the `unit` "characters" the tokens are characters,
    and `nlp.tokenizer.word_starts(text)` tells where words begin.

    `nlp.to_disk` keeps the model and the dictionary, and `spacy.load` needs nothing else than
    this package: the configuration names the tokenizer, no path.

    >>> blank_pipeline().config["nlp"]["tokenizer"]
    {'@tokenizers': 'yilian.ReportTokenizer.v1', 'unit': 'words'}
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": NAME, "unit": unit}}})
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, ReportTokenizer)
    if words := set(words):
        tokenizer.dictionary = Dictionary(sorted(words.union(tokenizer.dictionary.words)))
    return nlp
