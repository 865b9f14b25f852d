"""One report's prediction against its gold: what was found, what is missing, what is invented, what is half right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.evaluation.annotation import AnnotatedEntity, AnnotatedRelation, Annotation
from kg.evaluation.matching import as_compared, mean_the_same, reporting_county
from kg.ontology import schema

Kind = Literal["invented", "missed", "wrong name", "wrong status"]


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement. `said` is what was predicted, `gold` what should have been; `sentence` shows it.

    `sentence` is that of the prediction for what is invented, else the gold's evidence; of an entity it is
    the one of a relation in which it takes part, None where it takes part in none.
    """

    report: str
    kind: Kind
    type: str
    said: str | None
    gold: str | None
    sentence: str | None


@dataclass(slots=True)
class Counts:
    """How many entities and relations were found, invented and missed by type; `right` of `judged` shares."""

    found: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def compare(self, gold: Annotation, predicted: Annotation | None) -> None:
        """Add one report; without a prediction all of its gold is missed."""
        if predicted is None:
            predicted = Annotation(gold.name, gold.source, gold.lines, gold.place, (), ())
        _Comparison(gold, predicted, self).run()


class _Comparison:
    def __init__(self, gold: Annotation, predicted: Annotation, counts: Counts) -> None:
        self.gold = gold
        self.predicted = predicted
        self.counts = counts
        self.county = reporting_county(gold)
        self.names = {entity.id: entity.name for entity in gold.entities}
        self.said_names = {entity.id: entity.name for entity in predicted.entities}

    def run(self) -> None:
        self._entities()
        self._relations()

    def _error(
        self, kind: Kind, type_: str, *, said: str | None = None, gold: str | None = None, sentence: str | None
    ) -> None:
        self.counts.errors.append(Error(self.gold.name, kind, type_, said, gold, sentence))

    # Entities: sets are there for the relations' sake alone and not counted

    def _entities(self) -> None:
        missing = {entity.id: entity for entity in self.gold.entities if not entity.collective}
        for entity in self.predicted.entities:
            if entity.collective:
                continue
            match = next((g for g in missing.values() if g.type == entity.type and mean_the_same(entity, g)), None)
            if match is None:
                self.counts.invented[entity.type] += 1
                sentence = _sentence_with(entity.id, self.predicted)
                self._error("invented", entity.type, said=entity.name, sentence=sentence)
                continue
            del missing[match.id]
            self.counts.found[entity.type] += 1
            self._judge_name(entity, match)
        for entity in missing.values():
            self.counts.missed[entity.type] += 1
            self._error("missed", entity.type, gold=entity.name, sentence=_sentence_with(entity.id, self.gold))

    def _judge_name(self, entity: AnnotatedEntity, gold: AnnotatedEntity) -> None:
        if entity.type == "Programme":  # the guidelines give it no canonical name
            return
        right = as_compared(entity.name) == as_compared(gold.name)
        self._judge("canonical", right)
        if not right:
            sentence = _sentence_with(entity.id, self.predicted) or _sentence_with(gold.id, self.gold)
            self._error("wrong name", entity.type, said=entity.name, gold=gold.name, sentence=sentence)

    def _judge(self, share: str, right: bool) -> None:
        self.counts.judged[share] += 1
        self.counts.right[share] += right

    # Relations

    def _relations(self) -> None:
        meanings = {entity.id: self._meanings(entity) for entity in self.predicted.entities}
        done: set[int] = set()  # positions in self.gold.relations
        invented: set[tuple[str, ...]] = set()
        for relation in self.predicted.relations:
            heads, tails = (meanings[end] for end in relation.ends)
            matches = [i for i, g in enumerate(self.gold.relations) if _says(relation.type, heads, tails, g)]
            fresh = [i for i in matches if i not in done]
            if fresh:
                match = self.gold.relations[fresh[0]]
                done |= {i for i, g in enumerate(self.gold.relations) if g is match or self._differ_in_county(g, match)}
                self.counts.found[relation.type] += 1
                self._judge_status(relation, match)
            elif not matches:
                head, tail = (self.said_names[end] for end in relation.ends)
                key = (relation.type, *(sorted((head, tail)) if _symmetric(relation.type) else (head, tail)))
                if key not in invented:  # two that bear the same names are one mistake
                    invented.add(key)
                    self.counts.invented[relation.type] += 1
                    self._error("invented", relation.type, said=f"{head} → {tail}", sentence=relation.sentence)
        for i, gold in enumerate(self.gold.relations):
            if i not in done:
                self.counts.missed[gold.type] += 1
                self._error("missed", gold.type, gold=self._named(gold), sentence=gold.sentence)

    def _meanings(self, entity: AnnotatedEntity) -> set[str]:
        """The ids of the gold entities that a predicted one may mean; the county and its bureau count as one."""
        ids = {gold.id for gold in self.gold.entities if mean_the_same(entity, gold)}
        return ids | self.county if ids & self.county else ids

    def _differ_in_county(self, a: AnnotatedRelation, b: AnnotatedRelation) -> bool:
        """Whether two gold relations say the same but for naming the county here and its bureau there."""
        merged = [tuple("" if end in self.county else end for end in relation.ends) for relation in (a, b)]
        return a.type == b.type and merged[0] == merged[1]

    def _judge_status(self, relation: AnnotatedRelation, gold: AnnotatedRelation) -> None:
        right = relation.status == gold.status
        self._judge("status", right)
        if not right:
            said, should = (f"{self._named(gold)}: {status}" for status in (relation.status, gold.status))
            self._error(
                "wrong status", relation.type, said=said, gold=should, sentence=relation.sentence or gold.sentence
            )

    def _named(self, gold: AnnotatedRelation) -> str:
        return " → ".join(self.names[end] for end in gold.ends)


def _says(type_: str, heads: set[str], tails: set[str], gold: AnnotatedRelation) -> bool:
    """Whether a predicted relation, whose ends may mean these gold entities, says the gold one."""
    if type_ != gold.type:
        return False
    straight = not heads.isdisjoint(gold.heads) and not tails.isdisjoint(gold.tails)
    turned = not heads.isdisjoint(gold.tails) and not tails.isdisjoint(gold.heads)
    return straight or (turned and _symmetric(type_))


def _symmetric(type_: str) -> bool:
    return schema().relations[type_].symmetric


def _sentence_with(entity: str, annotation: Annotation) -> str | None:
    """A sentence in which an entity takes part in a relation, None where it does in none."""
    return next(_sentences_with(entity, annotation), None)


def _sentences_with(entity: str, annotation: Annotation) -> Iterator[str]:
    return (r.sentence for r in annotation.relations if entity in r.ends and r.sentence)
