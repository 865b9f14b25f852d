"""Train the word segmenter that ships in `kg/nlp/segmentation/model`.

    python -m kg.nlp.training.segmenter [FOLDER]

needs the dependency group `train` (jieba). Two kinds of sentences are learnt: those of
`sentences`, whose words are known, and phrases of general words from jieba's dictionary (MIT),
kept only where jieba cuts them as they were put together. Features that the trained model
hardly uses are left out and the weights are rounded, which is what makes the files small.

Measured on two busy cores: 222 s (125 s of processor time), 2.3 MB; on 200 generated sentences that
were held out, 99.2% of the words (F1). On real reports, none of which it has seen: word borders F1 0.89
against jieba with the same dictionary, mostly because jieba joins more (深入开展); of 265 names of
institutions 97.4% begin and end with a word, with jieba 96.6%. About 70,000 characters a second.
"""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import jieba
import numpy as np
import spacy_pkuseg
from spacy_pkuseg.config import config as pkuseg_config

from kg.nlp.segmentation.runs import model_view, runs
from kg.nlp.segmentation.tokenizer import shipped_words
from kg.nlp.training.names import Words
from kg.nlp.training.sentences import generate

SEED = 20240501
HELD_OUT = 200  # sentences that pkuseg reports its score on
VOCABULARY = 12_000  # words of jieba's dictionary
SMALLEST_WEIGHT = 0.05
_SHIPPED = Path(__file__).parents[1] / "segmentation" / "model"


def vocabulary() -> dict[str, list[str]]:
    """The most frequent words of jieba's dictionary by part of speech; names of persons and places left out."""
    found: dict[str, list[tuple[int, str]]] = {}
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, tag = line.split()
        if 1 < len(word) <= 4 and model_view(word) == word:
            tag = {"ad": "d", "an": "n", "b": "a", "i": "l", "vn": "v"}.get(tag, tag)
            found.setdefault(tag, []).append((-int(frequency), word))
    ranked = sorted(
        (rank, word, tag) for tag in ("v", "n", "a", "d", "l", "t", "ns") for rank, word in found.get(tag, ())
    )
    chosen: dict[str, list[str]] = {}
    for _, word, tag in ranked[:VOCABULARY]:
        chosen.setdefault(tag, []).append(word)
    return chosen


def general_phrases(count: int, seed: int) -> Iterator[Words]:
    """Yield phrases of general words that jieba, with the dictionary of the domain, cuts alike."""
    chooser = random.Random(seed)  # noqa: S311 (no secret)
    cutter = jieba.Tokenizer()
    for word in shipped_words():
        cutter.add_word(word)
    words = vocabulary()
    lines = files(__package__).joinpath("phrases.txt").read_text("utf-8").splitlines()
    patterns = [line.split() for line in lines if not line.startswith("#")]
    made = 0
    while made < count:
        phrases = []
        for _ in range(3):
            pattern = chooser.choice(patterns)
            phrase = [chooser.choice(words[part]) if part in words else part for part in pattern]
            if list(cutter.cut("".join(phrase), HMM=False)) == phrase:
                phrases.append(phrase)
        if phrases:
            made += 1
            yield tuple(word for phrase in phrases for word in phrase)


def training_lines(sentences: Iterable[Words]) -> Iterator[str]:
    """Write sentences as the model sees them: each run of words a line, its words separated by blanks.

    >>> list(training_lines([("云溪县", "人民医院", "，", "12", "家", "。")]))
    ['云溪县 人民医院', '0 家']
    """
    for words in sentences:
        line: list[str] = []
        for word in (*words, "。"):
            if all(run.kind == "words" for run in runs(word)):
                line.append(model_view(word))
                continue
            if line:
                yield " ".join(line)
            line = []


def train(folder: Path, *, sentences: int = 4500, phrases: int = 5000, epochs: int = 10) -> None:
    """Train, prune and write the model (features.msgpack, weights.npz) to a folder. Reproducible to the byte."""
    known = [sentence.words for sentence in generate(sentences + HELD_OUT, seed=SEED)]
    # words of the dictionary in changing company, so that the model need not be overruled
    dictionary = list(shipped_words())
    chooser = random.Random(SEED)  # noqa: S311 (no secret)
    mixed = [tuple(chooser.sample(dictionary, 3)) for _ in range(len(dictionary))]
    material = [*known[:sentences], *mixed, *general_phrases(phrases, SEED)]
    random.seed(SEED)  # pkuseg shuffles with the global generator
    pkuseg_config.nLabel = 3
    with TemporaryDirectory() as work:
        learn, test, model = Path(work, "train.txt"), Path(work, "test.txt"), Path(work, "model")
        learn.write_text("\n".join(training_lines(material)), "utf-8")
        test.write_text("\n".join(training_lines(known[sentences:])), "utf-8")
        spacy_pkuseg.train(str(learn), str(test), str(model), train_iter=epochs)
        trained = spacy_pkuseg.pkuseg(str(model), user_dict=None)
    prune(trained)
    write(trained, folder)


def prune(trained: spacy_pkuseg.pkuseg) -> None:
    """Leave out the features whose weights are all small, and round the rest to three decimals."""
    extractor, model = trained.feature_extractor, trained.model
    nodes = model.w[: model.n_feature * model.n_tag].reshape(model.n_feature, model.n_tag)
    edges = model.w[model.n_feature * model.n_tag :]
    by_index = sorted(extractor.feature_to_idx, key=extractor.feature_to_idx.__getitem__)
    keep = [i for i in range(model.n_feature) if i == 0 or np.abs(nodes[i]).max() >= SMALLEST_WEIGHT]
    kept = [by_index[i] for i in keep]
    extractor.feature_to_idx = {feature: index for index, feature in enumerate(kept)}
    # w1.词, w-1.词, ww.l.前词*后词 and ww.r.前词*后词 are the features that ask for a word
    asked = {word for name in kept if name.startswith("w") for word in name.rsplit(".", 1)[1].split("*")}
    extractor.unigram &= asked
    extractor.bigram = set()  # read in training only
    model.n_feature = len(kept)
    model.w = np.round(np.concatenate([nodes[keep].reshape(-1), edges]), 3)
    model.n_transition_feature = len(model.w)


def write(trained: spacy_pkuseg.pkuseg, folder: Path) -> None:
    """Write the two files of the model, the weights compressed and without a time, so a repeat gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    trained.feature_extractor.save(str(folder))
    sizes = np.array([trained.model.n_tag, trained.model.n_feature])
    with zipfile.ZipFile(folder / "weights.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, values in (("sizes", sizes), ("w", trained.model.w)):
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w") as part:
                np.lib.format.write_array(part, values)


if __name__ == "__main__":
    train(Path(sys.argv[1]) if len(sys.argv) > 1 else _SHIPPED)
