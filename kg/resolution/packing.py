"""Drafts and what is said of them as the entities and relations of an Extraction.

>>> from kg.model import Report
>>> pack(Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], []), []).entities
()
"""

from __future__ import annotations

from kg.ids import entity_iri
from kg.model import Entity, Extraction, Relation
from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.relations import UNDIRECTED, Said
from kg.resolution.scopes import scope

_KINDS = {"Place": "place", "Programme": "programme"}


def pack(context: Context, relations: list[Said]) -> Extraction:
    """The extraction, entities by IRI. Sets and units are entities only where a relation needs them.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> context.county().names.update(["我县"])
    >>> [e.name for e in pack(context, []).entities]
    ['青禾县']
    """
    used = {id(draft) for said in relations for draft in (said.head, said.tail)}
    entities: dict[int, Entity] = {}
    by_iri: dict[str, Entity] = {}
    for draft in context.drafts:
        if id(draft) in used or (draft.names and not draft.collective and draft.cls != "Unit"):
            entity = entities[id(draft)] = _entity(context, draft)
            by_iri.setdefault(entity.iri, entity)
    packed: dict[tuple[str, ...], Relation] = {}
    for said in relations:
        head, tail = entities[id(said.head)].iri, entities[id(said.tail)].iri
        key = (said.type, *(sorted((head, tail)) if said.type in UNDIRECTED else (head, tail)))
        if head != tail and key not in packed:
            packed[key] = _relation(said, head, tail)
    return Extraction(context.report, tuple(by_iri[iri] for iri in sorted(by_iri)), tuple(packed.values()))


def _relation(said: Said, head: str, tail: str) -> Relation:
    passages = {(e.start, e.end): e for e in reversed(said.evidence)}  # the first reading of each
    return Relation(
        said.type,
        head,
        tail,
        status=said.status,
        evidence=tuple(passages[span] for span in sorted(passages)),
        attributes=said.candidate.attributes,
        confidence=said.confidence,
    )


def _entity(context: Context, draft: Draft) -> Entity:
    where = scope(context, draft)
    return Entity(
        entity_iri(_KINDS.get(draft.cls, "institution"), *_path(context, draft, where)),
        draft.cls,
        draft.name,
        names=tuple(sorted(draft.names)),
        scope=where,
        collective=draft.collective,
        count=draft.count,
        mentions=tuple(sorted(set(draft.mentions), key=lambda m: (m.start, m.end))),
    )


def _path(context: Context, draft: Draft, where: str) -> tuple[str, ...]:
    """What the IRI is made of: scope and name; a place that has a scope of its own needs no name."""
    here = context.report.scope
    if draft.cls == "Place":
        if draft.name == context.home:
            return (here,)
        return (where, draft.name) if where == here and draft.name != context.report.place else (where,)
    return (where, draft.name, f"{draft.count or 'all'}") if draft.collective else (where, draft.name)
