"""A relation as the pipeline reads it, between mentions; entities come with resolution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.model import Status
from kg.nlp.mentions.found import Found


@dataclass(slots=True, eq=False)
class Candidate:
    """A relation between mentions. An end that is None is the reporting county, bureau or institution itself."""

    type: str
    head: Found | None
    tail: Found | None
    status: Status
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    rule: str
    attributes: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.9
    partners: tuple[Found, ...] = ()
