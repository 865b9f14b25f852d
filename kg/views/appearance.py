"""How entities look in every picture: the ontology's colours, and a shape for each kind.

Shapes repeat what colours say, for eyes and printers that do not tell eleven colours apart.
"""

from __future__ import annotations

from math import ceil, cos, pi, sin, sqrt
from unicodedata import east_asian_width

from kg.ontology import schema


def _regular(corners: int, turn: float = 0.0) -> tuple[float, ...]:
    """The corners of a regular polygon within [-1, 1], as x, y, x, y, …, the first on top."""
    angles = [2 * pi * n / corners + turn - pi / 2 for n in range(corners)]
    return tuple(round(part(angle), 3) for angle in angles for part in (cos, sin))


SHAPES: dict[str, tuple[float, ...]] = {
    "MedicalAlliance": _regular(6),
    "GovernmentBody": _regular(4, turn=pi / 4),
    "PartnerInstitution": _regular(5),
    "Programme": _regular(4),
    "Place": _regular(3),
    "Unit": _regular(8, turn=pi / 8),
}
"""Polygons by class; classes that are not here, or below one that is, are circles."""


def shape(class_: str) -> tuple[float, ...]:
    """The polygon of a class within [-1, 1], as x, y, x, y, …; empty for a circle.

    >>> shape("Hospital"), shape("Programme")
    ((), (0.0, -1.0, 1.0, 0.0, 0.0, 1.0, -1.0, 0.0))
    """
    return next((SHAPES[label] for label in reversed(schema().labels_for(class_)) if label in SHAPES), ())


def colour(class_: str) -> str:
    """The colour of a class, as #RRGGBB.

    >>> import re; bool(re.fullmatch("#[0-9A-F]{6}", colour("Hospital")))
    True
    """
    return schema().classes[class_].colour or "#000000"


def diameter(degree: int) -> int:
    """The size in pixels of an entity with so many relations.

    >>> [diameter(degree) for degree in (0, 1, 4, 1000)]
    [18, 24, 30, 64]
    """
    return min(64, round(18 + 6 * sqrt(degree)))


def wrapped(name: str, width: int = 18) -> list[str]:
    """A name in lines of at most so many columns and about equal length; a Chinese character takes two columns.

    >>> wrapped("青禾县人民医院远程会诊中心")
    ['青禾县人民医院', '远程会诊中心']
    """
    sizes = [2 if east_asian_width(letter) in "WF" else 1 for letter in name]
    lines = ceil(sum(sizes) / width)
    width = min(width, ceil(sum(sizes) / max(lines, 1)) + 1)
    rows, columns = [""], 0
    for letter, size in zip(name, sizes, strict=True):
        if columns + size > width:
            rows.append("")
            columns = 0
        rows[-1] += letter
        columns += size
    return rows
