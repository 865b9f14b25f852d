"""When two annotations mean one thing: names, entities, the reporting county, reports.

>>> as_compared("“医联体” 建设（试点）") == as_compared("医联体建设(试点)")
True
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from kg.evaluation.annotation import AnnotatedEntity, Annotation

_PASSED_OVER = frozenset("\"'“”‘’「」《》<>·")

# The names that a county's health authority has had since 2000.
_HEALTH_AUTHORITIES = (
    *("卫健局", "卫健委", "卫生健康局", "卫生健康委员会"),
    *("卫计局", "卫计委", "卫生计生局", "卫生和计划生育局", "卫生和计划生育委员会"),
    "卫生局",
)
_MASKS = frozenset({"xx县", "x县"})
_MASKED_OWNERS = frozenset({"", "县"})


def as_compared(name: str) -> str:
    """A name without spaces, quotation marks and differences of width."""
    return "".join(c for c in unicodedata.normalize("NFKC", name) if not c.isspace() and c not in _PASSED_OVER)


def forms(entity: AnnotatedEntity) -> set[str]:
    """All forms of an entity, as they are compared."""
    return {as_compared(form) for form in entity.forms if form}


def mean_the_same(predicted: AnnotatedEntity, gold: AnnotatedEntity) -> bool:
    """Whether the two are one thing, whatever their types: they share a form, or are sets of one kind and count.

    >>> def six(n): return AnnotatedEntity("e", "TownshipHealthCentre", (n,), collective=True, count=6)
    >>> mean_the_same(six("6所乡镇卫生院"), six("六家卫生院"))
    True
    """
    if predicted.collective != gold.collective:
        return False
    alike = gold.collective and (predicted.type, predicted.count) == (gold.type, gold.count)
    return alike or not forms(predicted).isdisjoint(forms(gold))


def reporting_county(gold: Annotation) -> set[str]:
    """The ids of the gold entities that are the reporting county or its health authority: one end of a relation."""
    counties = {as_compared(gold.place)} if gold.place else _MASKS
    owners = counties if gold.place else counties | _MASKED_OWNERS

    def is_it(entity: AnnotatedEntity) -> bool:
        name = as_compared(entity.name)
        if entity.type == "Place":
            return name in counties
        return entity.type == "GovernmentBody" and any(
            name.endswith(body) and name.removesuffix(body) in owners for body in _HEALTH_AUTHORITIES
        )

    return {entity.id for entity in gold.entities if is_it(entity)}


def paired(
    gold: Iterable[Annotation], predicted: Iterable[Annotation]
) -> Iterator[tuple[Annotation, Annotation | None]]:
    """Each gold report with the predicted one of its source that shares most lines with it.

    Each predicted report serves once; None where no predicted report has a line of the gold's.
    """
    free = list(predicted)
    for wanted in gold:
        best = max(
            (found for found in free if found.source == wanted.source),
            key=lambda found: _shared_lines(found, wanted),
            default=None,
        )
        if best is None or not _shared_lines(best, wanted):
            yield wanted, None
            continue
        free = [found for found in free if found is not best]
        yield wanted, best


def _shared_lines(a: Annotation, b: Annotation) -> int:
    return max(0, min(a.lines[1], b.lines[1]) - max(a.lines[0], b.lines[0]) + 1)
