"""How large a graph is, counted from what its reports say one after the other, without making the graph.

>>> from kg.model import Entity, Report
>>> hospital = Entity("…/a", "Hospital", "县医院")
>>> counts = Counts()
>>> for _ in counts.along([Extraction(Report(r, "a.txt", (1, 1), 0, 0, ""), (hospital,), ()) for r in ("r1", "r2")]):
...     pass
>>> counts.reports.keys(), counts.entities, counts.relations
(dict_keys(['r1', 'r2']), 1, 0)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from kg.model import Extraction, Report


@dataclass(slots=True)
class Counts:
    """The reports of a graph by id, which of them are copies of which others, and how much all of them say.

    `by_kind` counts the relations by type and status. Equal to the sizes of `Graph.of` the same extractions.
    """

    copies: Mapping[str, str] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)
    _entities: set[bytes] = field(default_factory=set, repr=False)
    _relations: set[bytes] = field(default_factory=set, repr=False)

    @property
    def entities(self) -> int:
        """How many entities there are."""
        return len(self._entities)

    @property
    def relations(self) -> int:
        """How many relations there are."""
        return len(self._relations)

    def along(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """The extractions, which are counted on their way."""
        for extraction in extractions:
            self._add(extraction)
            yield extraction

    def _add(self, extraction: Extraction) -> None:
        report = extraction.report
        if report.id in self.reports:
            return
        self.reports[report.id] = report
        if report.id in self.copies:
            return
        self._entities.update(_digest(entity.iri) for entity in extraction.entities)
        for relation in extraction.relations:
            key = _digest(*relation.key)
            if key not in self._relations:
                self._relations.add(key)
                self.by_kind[relation.type, relation.status] += 1


def _digest(*parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).digest()
