"""The property-graph schema: its labels and relationship types described, its constraints and indexes as Cypher."""

from __future__ import annotations

from kg.faces.terms import Ontology
from kg.ontology import schema
from kg.property_graph.statements import CONSTRAINTS, FULL_TEXT_INDEX, INDEXES


def write(ontology: Ontology, made: str) -> str:
    """The schema as Cypher: comments, and the statements that a load runs first."""
    known = schema()
    lines = [f"// {made}", f"// Version {ontology.version} of {ontology.iri}.", "//"]
    lines += ["// Labels of a node, the most general first; reports, passages and graphs have one alone."]
    for name, class_ in known.classes.items():
        lines.append(f"//   (:{':'.join(known.labels_for(name))})  {class_.label_zh} · {class_.label_en}")
    lines += ["//   (:Report)  报告 · report", "//   (:Evidence)  出处 · evidence: a passage that says a relation"]
    lines += ["//   (:Graph)  what a load says of the graph: name, fingerprint, nodes, relationships", "//"]
    lines += ["// Relationship types. One without an arrow is symmetric and stored once, from the lesser IRI."]
    for relation in known.relations.values():
        end = "-" if relation.symmetric else "->"
        lines.append(
            f"//   (:{relation.domain})-[:{relation.cypher_type}]{end}(:{relation.range})"
            f"  {relation.label_zh} · {relation.label_en}"
        )
    lines += ["//   (:Evidence)-[:HEAD]->(:Entity)  (:Evidence)-[:TAIL]->(:Entity)  (:Evidence)-[:REPORT]->(:Report)"]
    attributes = ", ".join(f"{name} ({term.label_zh})" for name, term in known.attributes.items())
    lines += ["//", f"// Every relationship has status ({' or '.join(known.statuses)}); it may have {attributes}.", ""]
    for name in known.quality_properties:
        values = ", ".join(f"{q.name} ({q.label_zh})" for q in known.qualities.values() if q.property == name)
        lines.insert(-1, f"// A health-care institution may have {name}: {values}.")
    statements = (*CONSTRAINTS, *INDEXES, FULL_TEXT_INDEX)
    return "\n".join(lines) + "\n" + "".join(f"{statement};\n" for statement in statements)
