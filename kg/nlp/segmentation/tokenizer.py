"""The spaCy tokenizer: runs by character, words by a pkuseg model, words of the domain by the dictionary.

>>> from kg.nlp.segmentation import blank_pipeline
>>> starts = blank_pipeline().tokenizer.word_starts("云溪县人民医院，与柳河镇签约。")
>>> [offset for offset in range(15) if offset in starts]
[0, 3, 7, 8, 9, 12, 14]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from kg.nlp.segmentation.runs import RUN, atoms, model_view, runs
from kg.nlp.segmentation.word_model import WordModel, shipped
from kg.nlp.segmentation.words import Dictionary, parse_words

NAME = "yilian.ReportTokenizer.v1"
TEXT = "text"  # in Doc.user_data
Unit = Literal["words", "characters"]
_LONG = 4  # characters from which a word of the dictionary overrules the model
_SURROGATE = re.compile("[\ud800-\udfff]")
_FILES = ("model/features.msgpack", "model/weights.npz", "words.txt")


class WordStarts:
    """Where the words of a text begin: `offset in starts`. A run is only cut when it is asked about."""

    def __init__(self, text: str, cut: Callable[[str], list[str]]) -> None:
        self._text = text
        self._cut = cut
        self._of_run: dict[int, frozenset[int]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in RUN.finditer(self._text)]

    def __contains__(self, offset: object) -> bool:
        if not isinstance(offset, int) or not self._text or offset < 0:
            return False
        start = self._starts[bisect_right(self._starts, offset) - 1]
        if start not in self._of_run:
            run = RUN.match(self._text, start)
            lengths = map(len, self._cut(run[0])) if run and run.lastgroup == "words" else iter(())
            self._of_run[start] = frozenset(accumulate(lengths, initial=start))
        return offset in self._of_run[start]


class ReportTokenizer(DummyTokenizer):
    """Cuts a report's text to words or to characters; the tokens and spaces of the Doc joined are the text.

    `model` cuts what stands between blanks and symbols, `words` are the user dictionary. The model takes most of
    the time: with the unit "characters" it only cuts what `word_starts` is asked about. There a figure and a Latin
    word are one token each, too. A lone surrogate, which no encoding of text can hold, becomes U+FFFD: offsets
    stay what they were.

    >>> from kg.nlp.segmentation import blank_pipeline
    >>> [token.text for token in blank_pipeline()("云溪县人民医院与柳河镇中心卫生院签订协议。")]
    ['云溪县', '人民医院', '与', '柳河镇', '中心卫生院', '签订', '协议', '。']
    >>> [token.text for token in blank_pipeline(unit="characters")("卫生院12家。")]
    ['卫', '生', '院', '12', '家', '。']
    """

    def __init__(self, vocab: Vocab, model: WordModel, words: Iterable[str], unit: Unit = "words") -> None:
        self.vocab = vocab
        self.model = model
        self.dictionary = Dictionary(words)
        self.unit = unit

    def word_starts(self, text: str) -> WordStarts:
        """Where the words of a text begin, whatever the unit of the tokens."""
        return WordStarts(_encodable(text), self._cut)

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        cut = self._cut if self.unit == "words" else atoms
        text = _encodable(text)
        for run, kind in runs(text):
            if kind == "words":
                parts = cut(run)
                words.extend(parts)
                spaces.extend([False] * len(parts))
            elif kind == "symbol":
                words.append(run)
                spaces.append(False)
            else:
                # spaCy keeps the first blank after a word with the word
                if run[0] == " " and words and not words[-1].isspace():
                    spaces[-1] = True
                    run = run[1:]
                if run:
                    words.append(run)
                    spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces, user_data={TEXT: text})

    def _cut(self, run: str) -> list[str]:
        view = model_view(run)
        if len(view) == 1:
            return [run]
        borders = self.model.borders(view)
        if len(view) != len(run):
            starts = list(accumulate(map(len, atoms(run)), initial=0))
            borders = {starts[border] for border in borders}
        self._apply_dictionary(run, borders)
        marks = sorted(borders)
        return [run[start:end] for start, end in pairwise(marks)]

    def _apply_dictionary(self, run: str, borders: set[int]) -> None:
        for start, end in self.dictionary.matches(run):
            if end - start >= _LONG or (start in borders and end in borders):
                borders.difference_update(range(start + 1, end))
                borders.update((start, end))

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write the model and the dictionary to a folder."""
        util.to_disk(util.ensure_path(path), {"model": self.model.save, "words.txt": self._save_words}, ())

    def from_disk(self, path: str | Path, **kwargs: Any) -> ReportTokenizer:
        """Read what `to_disk` wrote."""
        util.from_disk(util.ensure_path(path), {"model": self._load_model, "words.txt": self._load_words}, ())
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        """The model and the dictionary as bytes."""
        with TemporaryDirectory() as folder:
            self.to_disk(folder)
            return util.to_bytes({name: Path(folder, name).read_bytes for name in _FILES}, ())

    def from_bytes(self, data: bytes, **kwargs: Any) -> ReportTokenizer:
        """Read what `to_bytes` gave."""
        with TemporaryDirectory() as folder:
            Path(folder, "model").mkdir()
            util.from_bytes(data, {name: Path(folder, name).write_bytes for name in _FILES}, ())
            return self.from_disk(folder)

    def _load_model(self, folder: Path) -> None:
        self.model = WordModel.load(folder)

    def _save_words(self, path: Path) -> None:
        path.write_text("\n".join(self.dictionary.words) + "\n", "utf-8")

    def _load_words(self, path: Path) -> None:
        self.dictionary = Dictionary(parse_words(path.read_text("utf-8")))


@cache
def shipped_model() -> WordModel:
    """The model that ships with the package; read once in a process, as nothing changes it."""
    return WordModel.load(shipped())


@cache
def shipped_words() -> tuple[str, ...]:
    """The words of `words.txt`."""
    return tuple(parse_words(files(__package__).joinpath("words.txt").read_text("utf-8")))


def create_tokenizer(unit: Unit = "words") -> Callable[[Language], ReportTokenizer]:
    """Make the tokenizer of the shipped model and dictionary; a saved pipeline then reads its own."""
    return lambda nlp: ReportTokenizer(nlp.vocab, shipped_model(), shipped_words(), unit)


registry.tokenizers.register(NAME, func=create_tokenizer)


def _encodable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
