"""The pkuseg model that says where a run of Chinese characters is cut.

>>> model = WordModel.load(shipped())
>>> sorted(model.borders("县医院与0家"))
[0, 1, 3, 4, 5, 6]
"""

from __future__ import annotations

import re
from pathlib import Path

import spacy_pkuseg
from spacy_pkuseg.inference import decodeViterbi_fast

_PLACEHOLDER = re.compile("[0a]")


def shipped() -> Path:
    """The folder of the model that ships with the package."""
    return Path(__file__).with_name("model")


class WordModel:
    """A conditional random field over characters, as `spacy_pkuseg.train` makes it."""

    def __init__(self, trained: spacy_pkuseg.pkuseg) -> None:
        self.features = trained.feature_extractor
        self.weights = trained.model
        self._begins = frozenset(number for tag, number in self.features.tag_to_idx.items() if tag.startswith("B"))

    @classmethod
    def load(cls, folder: Path) -> WordModel:
        """Read a model from its folder (features.msgpack, weights.npz), without pkuseg's own dictionaries."""
        return cls(spacy_pkuseg.pkuseg(str(folder), user_dict=None))

    def save(self, folder: Path) -> None:
        """Write the model to a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        self.features.save(str(folder))
        self.weights.save(str(folder))

    def borders(self, view: str) -> set[int]:
        """The positions in a run, as `runs.model_view` writes it, at which words begin, and its end.

        This is what `pkuseg.cut` does to a text without blanks. Its dictionary is not used: its match
        that breaks off takes characters along which are not in the word (lancopku/pkuseg-python#137).
        """
        nodes = list(self.features.normalize_text(view))
        features_at = self.features.get_node_features_idx
        _, tags = decodeViterbi_fast([features_at(index, nodes) for index in range(len(nodes))], self.weights)
        begins = self._begins
        found = {index for index, tag in enumerate(tags) if tag in begins}
        found.update((0, len(view)))
        for placeholder in _PLACEHOLDER.finditer(view):
            found.update(placeholder.span())
        return found
