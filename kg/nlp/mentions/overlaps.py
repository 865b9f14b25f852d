"""Which characters belong to a mention, and which of overlapping mentions stays."""

from __future__ import annotations

from collections.abc import Iterable

from kg.nlp.mentions.found import Found


class Taken:
    """Which characters belong to a mention.

    >>> taken = Taken("县医院和卫生院", [Found(0, 3, "县医院", "Hospital")])
    >>> taken.free(3, 7), taken.free(2, 4)
    (True, False)
    """

    def __init__(self, text: str, found: Iterable[Found]) -> None:
        self._taken = bytearray(len(text) + 1)
        for mention in found:
            self.take(mention.start, mention.end)

    def take(self, start: int, end: int, by: int = 1) -> None:
        """Note that these characters are taken, by whom as a number from 1 to 255."""
        self._taken[start:end] = bytes([by]) * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether none of these characters is taken."""
        return not any(self._taken[start:end])

    def by(self, position: int) -> int:
        """By whom the character is taken, 0 if it is free."""
        return self._taken[position]


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Of overlapping mentions the longer stays, an owner stays beside its unit; in order.

    >>> long, short = Found(0, 6, "县中医院骨科", "Unit"), Found(1, 4, "中医院", "Hospital")
    >>> [m.text for m in without_overlaps([short, long])]
    ['县中医院骨科']
    """
    found = list(found)
    kept: list[Found] = []
    owners = {id(m.owner) for m in found if m.owner is not None}
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if id(mention) in owners or not any(
            k.start < mention.end and mention.start < k.end and id(k) not in owners for k in kept
        ):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end))
