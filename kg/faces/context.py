"""The JSON-LD context: an entity or statement as plain JSON that any JSON-LD reader takes for our RDF."""

from __future__ import annotations

import json
from typing import Any

from kg.faces.terms import Ontology
from kg.ids import DATA

# RDFS's and SKOS's names for what every entity has.
_NAMES = {
    "label": {"@id": "rdfs:label", "@language": "zh"},
    "altLabel": {"@id": "skos:altLabel", "@language": "zh", "@container": "@set"},
}
_PREFIXES = ("yl", "rdfs", "skos", "xsd")


def write(ontology: Ontology, made: str) -> str:
    """The context as JSON text."""
    terms: dict[str, Any] = {prefix: ontology.prefixes[prefix] for prefix in _PREFIXES}
    terms |= {"id": "@id", "type": "@type", "entity": {"@id": DATA, "@prefix": True}, **_NAMES}
    for term in ontology.classes:
        terms[term.name] = f"yl:{term.name}"
    for term in ontology.properties:
        terms[term.name] = _definition(term.name, term.kind, term.range)
    terms |= {term.name: f"yl:{term.name}" for term in ontology.individuals}
    return json.dumps({"comment": made, "@context": terms}, ensure_ascii=False, indent=2) + "\n"


def _definition(name: str, kind: str, range_: str | None) -> dict[str, str]:
    definition = {"@id": f"yl:{name}"}
    if kind == "object property":
        # The value of these is one of our own terms, so `"status": "actual"` is enough.
        definition["@type"] = "@vocab" if name in ("status", "relation", "level", "ownership") else "@id"
    elif range_ is None:
        definition["@language"] = "zh"  # text of a report
    elif range_ not in ("xsd:string", "xsd:boolean"):
        definition["@type"] = range_
    return definition
