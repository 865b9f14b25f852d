"""The spaCy tokenizer: runs by character, words by a pkuseg model, words of the domain by the dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from kg.nlp.segmentation.runs import atoms, model_view, runs
from kg.nlp.segmentation.word_model import WordModel, shipped
from kg.nlp.segmentation.words import Dictionary, parse_words

NAME = "yilian.ReportTokenizer.v1"
_LONG = 4  # characters from which a word of the dictionary overrules the model
_SURROGATE = re.compile("[\ud800-\udfff]")
_FILES = ("model/features.msgpack", "model/weights.npz", "words.txt")


class ReportTokenizer(DummyTokenizer):
    """Cuts a report's text to words; the words and spaces of the Doc joined are the text.

    `model` cuts what stands between blanks and symbols, `words` are the user dictionary; where `telling` is
    given, only runs that it matches are cut, as the model takes most of the time. A lone surrogate,
    which no encoding of text can hold, becomes U+FFFD: offsets stay what they were.

    >>> from kg.nlp.segmentation import blank_pipeline
    >>> [token.text for token in blank_pipeline()("云溪县人民医院与柳河镇中心卫生院签订协议。")]
    ['云溪县', '人民医院', '与', '柳河镇', '中心卫生院', '签订', '协议', '。']
    """

    def __init__(
        self, vocab: Vocab, model: WordModel, words: Iterable[str], telling: re.Pattern[str] | None = None
    ) -> None:
        self.vocab = vocab
        self.model = model
        self.dictionary = Dictionary(words)
        self.telling = telling

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for run, kind in runs(_encodable(text)):
            if kind == "words":
                parts = self._cut(run)
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
        return Doc(self.vocab, words=words, spaces=spaces)

    def _cut(self, run: str) -> list[str]:
        view = model_view(run)
        if len(view) == 1 or (self.telling is not None and self.telling.search(run) is None):
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


def create_tokenizer(telling: str | None = None) -> Callable[[Language], ReportTokenizer]:
    """Make the tokenizer of the shipped model and dictionary; a saved pipeline then reads its own.

    `telling` is a pattern: a run of words without a match is not worth cutting and stays one token.
    """
    pattern = re.compile(telling) if telling else None
    return lambda nlp: ReportTokenizer(nlp.vocab, shipped_model(), shipped_words(), pattern)


registry.tokenizers.register(NAME, func=create_tokenizer)


def _encodable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
