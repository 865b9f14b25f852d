"""A spaCy component that tags the characters of names, trained on the processor without torch.

Each character is a token: word borders of a segmenter cut through names. The model is spaCy's usual one, hash
embeddings and a convolutional network of a few layers, then a softmax over the tags O, B-, I-, L- and U-class. It
sees the character, its neighbours as pairs and triples, where words begin, and what the rules have found there.
It keeps no text: a character is only a row of the embeddings.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import (
    Adam,
    Dropout,
    HashEmbed,
    Maxout,
    Model,
    Softmax,
    chain,
    clone,
    concatenate,
    expand_window,
    fix_random_seed,
    residual,
    with_array,
)

from kg.nlp.mentions.found import Found
from kg.nlp.training.gold import Span
from kg.ontology import schema

NAME = "yl_character_tagger"
CLASSES = tuple(schema().classes)
TAGS = ("O", *(f"{place}-{name}" for name in CLASSES for place in "BILU"))
_INDEX = {tag: index for index, tag in enumerate(TAGS)}
_ROWS = (3000, 8000, 8000, 16, 200)  # of the embeddings: character, pair, triple, word borders, rules
_LONGEST = 400  # characters of a training example

Figures = npt.NDArray[np.float32]

_NEVER = -1e9


def _possible() -> npt.NDArray[np.float64]:
    """0 where a tag may follow another, else very low."""
    table = np.full((len(TAGS), len(TAGS)), _NEVER)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            inside = before[0] in "BI"
            if after[0] in "IL" and inside and before[2:] == after[2:] or after[0] in "OBU" and not inside:
                table[i, j] = 0.0
    return table


_FOLLOWS = _possible()


def characters(vocab: Vocab, text: str, starts: Iterable[int], mentions: Iterable[Found]) -> Doc:
    """The text as a Doc of characters that knows where words begin and what the rules have found.

    >>> doc = characters(Vocab(), "县医院", [0, 1], [Found(0, 3, "县医院", "Hospital")])
    >>> [token.text for token in doc], doc.user_data["features"].shape
    (['县', '医', '院'], (3, 5))
    """
    doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
    doc.user_data["features"] = _features(text, starts, mentions)
    return doc


def _features(text: str, starts: Iterable[int], mentions: Iterable[Found]) -> npt.NDArray[np.uint64]:
    length = len(text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    codes[(codes >= ord("0")) & (codes <= ord("9"))] = ord("0")
    nothing = np.zeros(1, dtype=np.uint64)
    before, after = np.concatenate([nothing, codes[:-1]]), np.concatenate([codes[1:], nothing])
    pair = codes << np.uint64(21) | after
    begins = np.zeros(length + 1, dtype=np.uint64)
    begins[[start for start in starts if start < length]] = 1
    begins[length] = 1
    ruled = np.zeros(length, dtype=np.uint64)
    for mention in mentions:
        kind = CLASSES.index(mention.cls) if mention.kind == "name" else len(CLASSES) + (mention.kind == "anaphor")
        ruled[mention.start : mention.end] = 3 * kind + 2
        ruled[mention.start] = 3 * kind + 1
        ruled[mention.end - 1] = 3 * kind + 3
    columns = (codes, pair, before << np.uint64(42) | pair, begins[:-1] * np.uint64(2) + begins[1:], ruled)
    return np.stack(columns, axis=1)


def tags_of(length: int, spans: Iterable[Span]) -> npt.NDArray[np.int64]:
    """The indices of the tags of so many characters.

    >>> [TAGS[index] for index in tags_of(4, [(0, 3, "Hospital")])]
    ['B-Hospital', 'I-Hospital', 'L-Hospital', 'O']
    """
    tags = np.zeros(length, dtype=np.int64)
    for start, end, type_ in spans:
        if end - start == 1:
            tags[start] = _INDEX[f"U-{type_}"]
        else:
            tags[start + 1 : end - 1] = _INDEX[f"I-{type_}"]
            tags[start], tags[end - 1] = _INDEX[f"B-{type_}"], _INDEX[f"L-{type_}"]
    return tags


def _given_features() -> Model[list[Doc], list[npt.NDArray[np.uint64]]]:
    def forward(model: Any, docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], list[Doc]]]:
        return [doc.user_data["features"] for doc in docs], lambda gradient: []

    return Model("given_features", forward)


def build_model(width: int = 64, depth: int = 4) -> Model[list[Doc], list[Figures]]:
    """The network; `depth` is also how many characters it sees to each side."""
    embeddings: list[Any] = [
        HashEmbed(width, rows, column=column, seed=column + 1) for column, rows in enumerate(_ROWS)
    ]
    layer: Any = chain(expand_window(1), Maxout(width, width * 3, nP=3, normalize=True))
    network: Any = chain(
        concatenate(*embeddings),
        Dropout(),
        Maxout(width, width * len(_ROWS), nP=3, normalize=True),
        clone(residual(layer), depth),
        Dropout(),
    )
    return chain(_given_features(), with_array(network, pad=depth), with_array(Softmax(len(TAGS), width)))


class CharacterTagger(TrainablePipe):  # type: ignore[misc]  # compiled, without types
    """Tags the characters of Docs that `characters` made; leaves the tags' probabilities in `doc.user_data`."""

    def __init__(self, vocab: Vocab, model: Any, name: str = NAME) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}

    def predict(self, docs: Sequence[Doc]) -> list[Figures]:
        """For each Doc the probabilities, a row for each character and a column for each of TAGS."""
        probabilities: list[Figures] = self.model.predict(docs)
        return probabilities

    def set_annotations(self, docs: Sequence[Doc], scores: list[Figures]) -> None:
        for doc, probabilities in zip(docs, scores, strict=True):
            doc.user_data["probabilities"] = probabilities

    def get_loss(self, examples: Iterable[Example], scores: list[Figures]) -> tuple[float, list[Figures]]:
        gradients, loss = [], 0.0
        for example, probabilities in zip(examples, scores, strict=True):
            right = np.arange(len(probabilities)), example.reference.user_data["tags"]
            loss -= float(np.log(probabilities[right] + 1e-9).sum())
            gradient = probabilities.copy()
            gradient[right] -= 1
            gradients.append(gradient)
        count = np.float32(max(1, sum(map(len, scores))))
        return loss, [gradient / count for gradient in gradients]

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, **options: Any
    ) -> None:
        example = next(iter(get_examples()))
        self.model.initialize([example.predicted], [np.zeros((len(example.predicted), len(TAGS)), dtype="f")])


@Language.factory(NAME)
def create_character_tagger(nlp: Language, name: str) -> CharacterTagger:
    """Make the untrained component."""
    return CharacterTagger(nlp.vocab, build_model(), name)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text to learn from: the offsets at which its words begin, what the rules found in it, and its names."""

    text: str
    starts: tuple[int, ...]
    mentions: tuple[Found, ...]
    spans: tuple[Span, ...]


def _examples(nlp: Language, lessons: Iterable[Lesson]) -> list[Example]:
    examples = []
    for lesson in lessons:
        features = _features(lesson.text, lesson.starts, lesson.mentions)
        tags = tags_of(len(lesson.text), lesson.spans)
        for start, end in _pieces(lesson.text):
            doc = Doc(nlp.vocab, words=list(lesson.text[start:end]), spaces=[False] * (end - start))
            doc.user_data["features"] = features[start:end]
            known = Doc(nlp.vocab, words=list(lesson.text[start:end]), spaces=[False] * (end - start))
            known.user_data["tags"] = tags[start:end]
            examples.append(Example(doc, known))
    return examples


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    """Lines, long ones cut behind sentences; blank ones left out.

    >>> list(_pieces("一\\n\\n二三"))
    [(0, 2), (3, 5)]
    """
    start = 0
    for at, character in enumerate(text, 1):
        if character == "\n" or at == len(text) or at - start >= _LONGEST or (character in "。；" and at - start > 150):
            if text[start:at].strip():
                yield start, at
            start = at


def train(
    lessons: Iterable[Lesson],
    *,
    epochs: int = 8,
    seed: int = 0,
    batch: int = 1500,
    rate: float = 0.002,
    dropout: float = 0.25,
) -> Language:
    """A pipeline with the trained component alone. The same lessons and seed give the same weights.

    `batch` is the number of characters learnt from at once, `rate` the highest learning rate; it falls to the end.

    >>> nlp = train([Lesson("县医院签约\\n", (), (), ((0, 3, "Hospital"),))], epochs=60, batch=1)
    >>> opinion(nlp, "县医院签约", (), ()).names()
    [(0, 3, 'Hospital')]
    """
    fix_random_seed(seed)
    nlp = spacy.blank("zh")
    nlp.add_pipe(NAME)
    examples = _examples(nlp, lessons)
    nlp.initialize(lambda: examples[:1])
    optimizer = Adam(rate)
    steps = epochs * (1 + sum(len(e.predicted) for e in examples) // batch)
    shuffled = random.Random(seed)  # noqa: S311 (no secret)
    step = 0
    for _ in range(epochs):
        shuffled.shuffle(examples)
        for together in _batches(examples, batch):
            step += 1
            optimizer.learn_rate = rate * min(1.0, step / 50) * max(0.02, 1 - step / steps)
            nlp.update(together, sgd=optimizer, drop=dropout)
    return nlp


def _batches(examples: Iterable[Example], size: int) -> Iterable[list[Example]]:
    batch: list[Example] = []
    for example in examples:
        batch.append(example)
        if sum(len(e.predicted) for e in batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the tagger thinks of a text: the probabilities of the tags of each character.

    >>> tags = tags_of(5, [(0, 3, "Hospital")])
    >>> sure = Opinion("县医院签约", np.eye(len(TAGS), dtype=np.float32)[tags])
    >>> sure.names(), sure.is_named(0, 3), sure.is_of(0, 3, "Unit"), sure.is_exactly(0, 3, "Hospital")
    ([(0, 3, 'Hospital')], 1.0, 0.0, 1.0)
    """

    text: str
    probabilities: Figures

    def names(self) -> list[Span]:
        """The likeliest names: the path of tags of highest probability among those that can stand so."""
        scores = np.log(self.probabilities.astype(np.float64) + 1e-6)
        if not len(scores):
            return []
        inside = np.array([tag[0] in "IL" for tag in TAGS])
        best = scores[0] + np.where(inside, _NEVER, 0.0)
        back = []
        for row in scores[1:]:
            ways = best[:, None] + _FOLLOWS
            chosen = ways.argmax(axis=0)
            best = ways[chosen, np.arange(len(TAGS))] + row
            back.append(chosen)
        unfinished = np.array([tag[0] in "BI" for tag in TAGS])
        tag = int((best + np.where(unfinished, _NEVER, 0.0)).argmax())
        path = [tag]
        for chosen in reversed(back):
            tag = int(chosen[tag])
            path.append(tag)
        return list(_spans(TAGS[tag] for tag in reversed(path)))

    def is_named(self, start: int, end: int) -> float:
        """How likely it is that the characters belong to a name of any class: the mean over them."""
        return float(1 - self.probabilities[start:end, 0].mean())

    def is_of(self, start: int, end: int, type_: str) -> float:
        """How likely it is that the characters belong to a name of this class: the mean over them."""
        columns = [_INDEX[f"{place}-{type_}"] for place in "BILU"]
        return float(self.probabilities[start:end, columns].sum(axis=1).mean())

    def is_exactly(self, start: int, end: int, type_: str) -> float:
        """How likely a name of this class begins and ends just here: that of its least likely character."""
        rows = np.arange(start, end)
        return float(self.probabilities[rows, tags_of(end - start, [(0, end - start, type_)])].min())


def _spans(tags: Iterable[str]) -> Iterable[Span]:
    start = 0
    for at, tag in enumerate(tags):
        if tag[0] in "BU":
            start = at
        if tag[0] in "LU":
            yield start, at + 1, tag[2:]


def opinion(nlp: Language, text: str, starts: Iterable[int], mentions: Iterable[Found]) -> Opinion:
    """What a trained tagger thinks of a text."""
    doc = characters(nlp.vocab, text, starts, mentions)
    return Opinion(text, nlp.get_pipe(NAME)(doc).user_data["probabilities"])
