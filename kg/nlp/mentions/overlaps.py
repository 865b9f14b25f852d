"""Which characters belong to a mention, and which of overlapping mentions stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

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
        """Note that these characters are taken, by whom as a number from 1 to 255.

        >>> taken = Taken("县医院", [])
        >>> taken.take(0, 3, by=2)
        >>> taken.by(0)
        2
        """
        self._taken[start:end] = bytes([by]) * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether none of these characters is taken.

        >>> Taken("县医院", []).free(0, 3)
        True
        """
        return not any(self._taken[start:end])

    def by(self, position: int) -> int:
        """By whom the character is taken, 0 if it is free.

        >>> Taken("县医院", []).by(0)
        0
        """
        return self._taken[position]


class ByStart:
    """Mentions by where they start, so that those near a place are found without going through all.

    >>> near = ByStart([Found(0, 3, "县医院", "Hospital"), Found(40, 43, "卫生院", "TownshipHealthCentre")])
    >>> [m.text for m in near.touching(2, 5)]
    ['县医院']
    """

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = sorted(found, key=lambda m: m.start)
        self._starts = [m.start for m in self._found]
        self._longest = max((m.end - m.start for m in self._found), default=0)

    def touching(self, start: int, end: int) -> Iterator[Found]:
        """The mentions that share a character with this span, by where they start."""
        for mention in self._found[bisect_left(self._starts, start - self._longest) : bisect_left(self._starts, end)]:
            if mention.end > start:
                yield mention


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Of overlapping mentions the longer stays, an owner stays beside its unit; in order.

    >>> long, short = Found(0, 6, "县中医院骨科", "Unit"), Found(1, 4, "中医院", "Hospital")
    >>> [m.text for m in without_overlaps([short, long])]
    ['县中医院骨科']
    """
    found = list(found)
    kept: list[Found] = []
    owners = {id(m.owner) for m in found if m.owner is not None}
    taken = Taken(" " * max((m.end for m in found), default=0), ())
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if id(mention) in owners:
            kept.append(mention)
        elif mention.end > mention.start and taken.free(mention.start, mention.end):
            kept.append(mention)
            taken.take(mention.start, mention.end)
    return sorted(kept, key=lambda m: (m.start, m.end))
