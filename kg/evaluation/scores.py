"""Predictions against gold, all reports together: scores by type and group, shares, errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg.evaluation.annotation import Annotation, from_record, read_gold, read_predictions
from kg.evaluation.comparison import Counts, Error
from kg.evaluation.matching import paired
from kg.extraction import to_record
from kg.model import Extraction
from kg.ontology import schema
from kg.tables import Format, Rows

_SHARES = ("canonical", "status")

FIGURES = ("institutions", "places", "programmes", "network", "partOf", "implements", *_SHARES)
"""What a bar may be set for: the F1 of a group of types, or a share."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much of a type, or of a group of types, was found, invented and missed."""

    name: str
    found: int
    invented: int
    missed: int

    @property
    def gold(self) -> int:
        return self.found + self.missed

    @property
    def precision(self) -> float:
        return _share(self.found, self.found + self.invented)

    @property
    def recall(self) -> float:
        return _share(self.found, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Score("Hospital", found=3, invented=1, missed=1).f1
        0.75
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many that were found the canonical name (or the status) is right."""

    name: str
    right: int
    judged: int

    @property
    def value(self) -> float:
        return _share(self.right, self.judged)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by group and, below each group, by type; shares; errors in the order of the gold.

    `unread` are the gold reports of which no predicted report has a line.
    """

    groups: Mapping[str, Score]
    types: Mapping[str, tuple[Score, ...]]
    shares: Mapping[str, Share]
    errors: tuple[Error, ...]
    unread: tuple[Annotation, ...]

    @property
    def figures(self) -> dict[str, float]:
        """The F1 of each group, and the shares: what bars are set for, by the names in FIGURES."""
        groups = {name: score.f1 for name, score in self.groups.items()}
        return groups | {name: share.value for name, share in self.shares.items()}

    def below(self, minima: Mapping[str, float]) -> dict[str, float]:
        """The figures that do not reach their bar.

        Raises KeyError for a name that is not in FIGURES.
        """
        figures = self.figures
        return {name: figures[name] for name, least in minima.items() if figures[name] < least}

    def tables(self, *, errors: bool = True, format: Format = "json") -> dict[str, Rows]:
        """What `kg evaluate` prints: the errors (unless unwanted), the scores and the shares.

        The figures are numbers, but for a table texts of three decimals.
        """

        def figure(value: float) -> float | str:
            return f"{value:.3f}" if format == "table" else round(value, 4)

        indent = "  " if format == "table" else ""
        scores = [
            (name, figure(score.precision), figure(score.recall), figure(score.f1), score.gold)
            for group in self.groups
            for name, score in [(group, self.groups[group]), *((indent + s.name, s) for s in self.types[group])]
        ]
        shares = [(f"{share.name} right", figure(share.value), share.judged) for share in self.shares.values()]
        wrong = [astuple(error) for error in self.errors]
        return {
            **({"errors": Rows(tuple(field.name for field in fields(Error)), wrong)} if errors else {}),
            "scores": Rows(("type", "precision", "recall", "F1", "gold"), scores),
            "shares": Rows(("share", "value", "of"), shares),
        }


def evaluate(predictions: Path | str | Iterable[Extraction], gold: Iterable[Path | str]) -> Evaluation:
    """Compare predictions with gold files, or folders of them.

    Predictions are a file as `kg extract` writes it, a folder that `kg build` wrote, or extractions.

    Raises MalformedFile, with file and line, where a file has another form.
    """
    if isinstance(predictions, Path | str):
        predicted = read_predictions(predictions)
    else:
        predicted = [from_record(to_record(extraction)) for extraction in predictions]
    counts, unread = Counts(), []
    for wanted, found in paired(read_gold(gold), predicted):
        if found is None:
            unread.append(wanted)
        counts.compare(wanted, found)

    def score(name: str, types: Iterable[str]) -> Score:
        kinds = list(types)
        return Score(name, *(sum(c[t] for t in kinds) for c in (counts.found, counts.invented, counts.missed)))

    members = _members()
    each = {name: [score(t, [t]) for t in types] if len(types) > 1 else [] for name, types in members.items()}
    return Evaluation(
        groups={name: score(name, types) for name, types in members.items()},
        types={name: tuple(s for s in scores if s.gold or s.invented) for name, scores in each.items()},
        shares={name: Share(name, counts.right[name], counts.judged[name]) for name in _SHARES},
        errors=tuple(counts.errors),
        unread=tuple(unread),
    )


def _members() -> dict[str, list[str]]:
    """The types of each group: places, programmes, partOf and implements stand alone, the others go together."""
    classes, relations = schema().classes, schema().relations
    return {
        "institutions": [name for name in classes if name not in ("Place", "Programme")],
        "places": ["Place"],
        "programmes": ["Programme"],
        "network": [name for name in relations if name not in ("partOf", "implements")],
        "partOf": ["partOf"],
        "implements": ["implements"],
    }
