"""The schema: which classes and relations exist, what they are called, what may join what.

All of it is read from `ontology/yilian.ttl`, so a term is written down once.

>>> from kg.ontology import schema
>>> schema().classes["TownshipHealthCentre"].label_zh
'乡镇卫生院'
>>> schema().relations["contractsWith"].cypher_type
'CONTRACTS_WITH'
>>> schema().labels_for("Hospital")
('Entity', 'Actor', 'Organization', 'HealthcareInstitution', 'Hospital')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.adaptation import own_ontology
from kg.errors import MalformedFile
from kg.ids import ONTOLOGY

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Term:
    """What every term of the ontology has: its name within the namespace, labels, definitions, an example."""

    name: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    example: str

    @property
    def iri(self) -> str:
        return ONTOLOGY + self.name


@dataclass(frozen=True, slots=True)
class EntityClass(Term):
    """A class of entities. `superclasses` run from the nearest up to `Entity`; `colour` is `#RRGGBB`.

    `colour` is None for the classes that no entity bears directly (Organization, Actor, …).
    """

    superclasses: tuple[str, ...]
    colour: str | None


@dataclass(frozen=True, slots=True)
class RelationType(Term):
    """A relation. `domain` and `range` are names of classes (perhaps superclasses) of its head and tail.

    `inverse_zh` and `inverse_en` name it as seen from its tail; a symmetric relation reads alike both ways.
    `superproperties` run from the nearest up to `relatedTo`.
    """

    domain: str
    range: str
    symmetric: bool
    inverse_zh: str
    inverse_en: str
    superproperties: tuple[str, ...]

    @property
    def cypher_type(self) -> str:
        """The relationship type in the property graph.

        >>> schema().relations["sendsTraineesTo"].cypher_type
        'SENDS_TRAINEES_TO'
        """
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.name).upper()


@dataclass(frozen=True, slots=True)
class Quality(Term):
    """A level or a form of ownership. `property` is the property whose value it is; `broader` the level of a grade."""

    property: str
    broader: str | None


@dataclass(frozen=True, slots=True)
class Schema:
    """The ontology as values.

    `classes` are the classes that entities bear, in the ontology's order; `superclasses` those above them.
    `relations` are the relations, `attributes` the names of what a statement may add to one,
    `statuses` the statuses by the name that the record uses (`actual`, `planned`), `qualities` the levels and forms
    of ownership, of each kind the one first that counts where reports differ.
    """

    version: str
    classes: Mapping[str, EntityClass]
    superclasses: Mapping[str, EntityClass]
    relations: Mapping[str, RelationType]
    attributes: Mapping[str, Term]
    statuses: Mapping[str, Term]
    qualities: Mapping[str, Quality]

    def labels_for(self, class_: str) -> tuple[str, ...]:
        """The labels of a node of this class, the most general first, the class itself last.

        >>> schema().labels_for("Programme")
        ('Entity', 'Programme')
        """
        return (*reversed(self._class(class_).superclasses), class_)

    def is_a(self, class_: str, ancestor: str) -> bool:
        """Whether the class is the other or lies below it.

        >>> schema().is_a("VillageClinic", "HealthcareInstitution"), schema().is_a("Place", "Organization")
        (True, False)
        """
        return class_ == ancestor or ancestor in self._class(class_).superclasses

    def may_join(self, relation: str, head_class: str, tail_class: str) -> bool:
        """Whether the relation may lead from an entity of the one class to one of the other.

        >>> schema().may_join("memberOf", "Hospital", "MedicalAlliance")
        True
        >>> schema().may_join("memberOf", "MedicalAlliance", "Hospital")
        False
        """
        kind = self.relations[relation]
        return self.is_a(head_class, kind.domain) and self.is_a(tail_class, kind.range)

    @property
    def quality_properties(self) -> tuple[str, ...]:
        """The properties whose values are qualities.

        >>> schema().quality_properties
        ('level', 'ownership')
        """
        return tuple(dict.fromkeys(quality.property for quality in self.qualities.values()))

    def quality(self, property_: str, said: Iterable[str]) -> str | None:
        """Of the qualities that reports tell of an institution, the one that counts as its level (or its ownership).

        >>> schema().quality("level", ["secondaryA", "private", "tertiaryB"])
        'tertiaryB'
        """
        told = set(said)
        return next((name for name, q in self.qualities.items() if q.property == property_ and name in told), None)

    def _class(self, name: str) -> EntityClass:
        found = self.classes.get(name) or self.superclasses.get(name)
        if found is None:
            raise KeyError(f"{name!r} is no class of the ontology; its classes are {', '.join(self.classes)}")
        return found


def ontology_dir() -> Path:
    """The folder with `yilian.ttl` and `shapes.ttl`: in the installed package, else in the checkout.

    >>> (ontology_dir() / "yilian.ttl").is_file()
    True
    """
    here = Path(__file__).resolve().parent
    shipped = here / "_ontology"
    return shipped if shipped.is_dir() else here.parent / "ontology"


@lru_cache(maxsize=1)
def schema() -> Schema:
    """The schema, read once in a process (some 10 ms).

    >>> list(schema().relations)[:3]
    ['assists', 'contractsWith', 'cooperatesWith']
    >>> schema().relations["memberOf"].range
    'MedicalAlliance'
    """
    return _read(ontology_files())


def ontology_files() -> tuple[Path, ...]:
    """The ontology, and behind it the terms that an adaptation adds (`kg.adaptation`).

    >>> [path.name for path in ontology_files()]
    ['yilian.ttl']
    """
    own = own_ontology()
    return (ontology_dir() / "yilian.ttl", *([own] if own else []))


def _read(paths: Iterable[Path]) -> Schema:
    from pyoxigraph import Literal, NamedNode, parse

    facts: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for path in paths:
        try:
            for triple in parse(path=path):
                if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                    known = facts.setdefault(triple.subject.value, {})
                    known.setdefault(triple.predicate.value, []).append(triple.object)
        except SyntaxError as error:
            raise MalformedFile(f"{path}: {error}.") from None

    def text(name: str, predicate: str, language: str | None = None) -> str:
        values = facts[ONTOLOGY + name].get(predicate, [])
        return next((v.value for v in values if isinstance(v, Literal) and language in (None, v.language)), "")

    def names(name: str, predicate: str) -> list[str]:
        values = facts.get(ONTOLOGY + name, {}).get(predicate, [])
        return [v.value.removeprefix(ONTOLOGY) for v in values if v.value.startswith(ONTOLOGY)]

    def end(name: str, predicate: str) -> str:
        found = next(iter(names(name, f"{_RDFS}{predicate}")), "")
        if not (found == "Entity" or "Entity" in above_class.get(found, ())):
            raise MalformedFile(f"{path}: yl:{name} needs an rdfs:{predicate} that is a class of entities.")
        return found

    def chain(name: str, predicate: str) -> tuple[str, ...]:
        above: list[str] = []
        level = names(name, predicate)
        while level:
            above += [n for n in level if n not in above]
            level = [n for lower in level for n in names(lower, predicate)]
        return tuple(above)

    def term(name: str) -> tuple[str, str, str, str, str, str]:
        return (
            name,
            text(name, f"{_RDFS}label", "zh"),
            text(name, f"{_RDFS}label", "en"),
            text(name, f"{_SKOS}definition", "zh"),
            text(name, f"{_SKOS}definition", "en"),
            text(name, f"{_SKOS}example"),
        )

    def has_type(name: str, type_: str) -> bool:
        return any(v.value == type_ for v in facts[ONTOLOGY + name].get(f"{_RDF}type", []))

    terms = [iri.removeprefix(ONTOLOGY) for iri in facts if iri.startswith(ONTOLOGY)]
    above_property = {name: chain(name, f"{_RDFS}subPropertyOf") for name in terms}
    above_class = {name: chain(name, f"{_RDFS}subClassOf") for name in terms}
    inverse_of = {names(name, f"{_OWL}inverseOf")[0]: name for name in terms if names(name, f"{_OWL}inverseOf")}
    broader_properties = {name for above in above_property.values() for name in above}

    values_of = {names(p, f"{_RDFS}range")[0]: p for p in terms if "quality" in above_property[p]}
    qualities = [
        Quality(*term(name), property=values_of[of], broader=next(iter(names(name, f"{_SKOS}broader")), None))
        for name in terms
        for of in names(name, f"{_RDF}type")
        if of in values_of
    ]
    entity_classes = [
        EntityClass(*term(name), above_class[name], text(name, ONTOLOGY + "colour") or None)
        for name in terms
        if name == "Entity" or "Entity" in above_class[name]
    ]
    relations = [
        RelationType(
            *term(name),
            domain=end(name, "domain"),
            range=end(name, "range"),
            symmetric=has_type(name, f"{_OWL}SymmetricProperty"),
            inverse_zh=text(inverse_of.get(name, name), f"{_RDFS}label", "zh"),
            inverse_en=text(inverse_of.get(name, name), f"{_RDFS}label", "en"),
            superproperties=above_property[name],
        )
        for name in terms
        if "relatedTo" in above_property[name] and name not in broader_properties
    ]
    return Schema(
        version=facts[ONTOLOGY.rstrip("#")][f"{_OWL}versionInfo"][0].value,
        classes={c.name: c for c in entity_classes if c.colour},
        superclasses={c.name: c for c in entity_classes if not c.colour},
        relations={r.name: r for r in relations},
        attributes={name: Term(*term(name)) for name in terms if "attribute" in above_property[name]},
        statuses={
            text(name, f"{_SKOS}notation"): Term(*term(name))
            for name in terms
            if names(name, f"{_RDF}type") == ["Status"]
        },
        qualities={quality.name: quality for quality in qualities},
    )
