"""What a decision is about: one relation in one report, by a name that follows from what is said."""

from __future__ import annotations

from kg.ids import statement_iri
from kg.model import Relation
from kg.ontology import schema


def statement_of(relation: Relation, report: str) -> str:
    """The IRI of what a report says of a relation; of one without direction it is the same both ways.

    The letters are ASCII, so that a spreadsheet program which saves in another encoding leaves it whole.

    >>> a, b = (Relation("contractsWith", *ends, "actual", ()) for ends in (("x:1", "x:2"), ("x:2", "x:1")))
    >>> statement_of(a, "r1") == statement_of(b, "r1") != statement_of(a, "r2")
    True
    """
    head, tail = relation.head, relation.tail
    if schema().relations[relation.type].symmetric:
        head, tail = sorted((head, tail))
    return statement_iri(relation.type, head, tail, relation.status, report)
