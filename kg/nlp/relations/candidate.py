"""A relation as the pipeline reads it, between mentions; entities come with resolution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.model import Status
from kg.nlp.mentions.found import Found
from kg.nlp.relations.doubts import confidence


@dataclass(slots=True, eq=False)
class Candidate:
    """A relation between mentions. An end that is None is the reporting county, bureau or institution itself.

    `reading` is the frame or rule that reads it, `words` those that it goes by, `doubts` what makes it doubtful.

    >>> candidate = Candidate("assists", None, None, "actual", 0, 2, 0, 2, "directed", "帮扶", ("nobody named",))
    >>> candidate.rule, 0 < candidate.confidence < 1
    ('directed: 帮扶', True)
    """

    type: str
    head: Found | None
    tail: Found | None
    status: Status
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    reading: str
    words: str = ""
    doubts: tuple[str, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)
    partners: tuple[Found, ...] = ()

    @property
    def rule(self) -> str:
        """The reading with its words."""
        return f"{self.reading}: {self.words}" if self.words else self.reading

    @property
    def confidence(self) -> float:
        """How likely it is that the text says it."""
        return confidence(self.reading, self.doubts)
