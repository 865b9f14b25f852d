"""How far a command of several stages has come, and how long the rest will take.

A stage's weight is about the share of the time that it takes, so that the speed of the first tells something of the
last. What was finished before ("known", of the first stage) counts as done, but says nothing of the speed.

>>> now = 0.0
>>> rest = Remaining({"extract": 3, "write": 1}, clock=lambda: now)
>>> rest.tell("extract", 0, 10); rest.seconds() is None
True
>>> now = 2.0; rest.tell("extract", 5, 10); rest.share, round(rest.seconds(), 1)
(0.375, 3.3)
>>> now = 3.0; round(rest.seconds(), 1)
2.3
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

_ENOUGH = 0.1  # of a stage: from then on its own speed counts


class Remaining:
    """The stages with their weights, in their order; a stage that is not among them is not counted."""

    def __init__(self, weights: Mapping[str, float], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._weights = weights
        self._clock = clock
        self._stage = next(iter(weights))
        self._share = 0.0  # of the stage that is under way
        self._at: float | None = None
        self._known = 0.0  # of what will be told next: it took no time
        self._told_known = 0
        self._worked: dict[str, tuple[float, float]] = dict.fromkeys(weights, (0.0, 0.0))  # weight and seconds

    def tell(self, stage: str, done: int, total: int) -> None:
        """A stage has come so far; of the stage "known", that so much was finished before."""
        if stage == "known":
            self._known += (done - self._told_known) / max(total, 1)
            self._told_known = done
            return
        if stage not in self._weights:
            return
        now, share = self._clock(), done / max(total, 1)
        before = self._share if stage == self._stage else 0.0
        worked = self._weights[stage] * (share - before - self._known)
        # what comes first has waited for models to load
        if self._at is not None and worked > 1e-9:
            weight, seconds = self._worked[stage]
            self._worked[stage] = weight + worked, seconds + now - self._at
        self._stage, self._share, self._at, self._known = stage, share, now, 0.0

    @property
    def number(self) -> int:
        """Which of the stages is under way, from 1."""
        return list(self._weights).index(self._stage) + 1

    @property
    def share(self) -> float:
        """How much of the whole is done, from 0 to 1."""
        before = sum(list(self._weights.values())[: self.number - 1])
        return (before + self._weights[self._stage] * self._share) / sum(self._weights.values())

    def seconds(self) -> float | None:
        """How long the rest will take, None before anything is known."""
        weight, spent = (sum(each[n] for each in self._worked.values()) for n in (0, 1))
        if not weight or self._at is None:
            return None
        pace = spent / weight
        own, spent_here = self._worked[self._stage]
        own_pace = spent_here / own if own >= _ENOUGH * self._weights[self._stage] else pace
        here = self._weights[self._stage] * (1 - self._share) * own_pace
        later = sum(list(self._weights.values())[self.number :]) * pace
        return max(0.0, here + later - (self._clock() - self._at))
