"""The Cypher that writes a property graph: labels and types from the ontology, all else as parameters.

>>> print(merge_relationships("ASSISTS"))
UNWIND $rows AS row
MATCH (head:Entity {iri: row.head})
MATCH (tail:Entity {iri: row.tail})
MERGE (head)-[relationship:ASSISTS {status: row.status}]->(tail)
SET relationship += row.properties
"""

from __future__ import annotations

from kg.ontology import schema
from kg.property_graph.mapping import REPORT

CONSTRAINTS = (
    "CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE",
    f"CREATE CONSTRAINT report_iri IF NOT EXISTS FOR (n:{REPORT}) REQUIRE n.iri IS UNIQUE",
)
"""Without them a repeated load could write a node twice; they bring the indexes that MERGE needs."""

NAME_INDEX = "CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)"

# The cjk analyser indexes pairs of characters, so 人民医院 is found within a longer name.
FULL_TEXT_INDEX = (
    "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
)
"""Neo4j only: `CALL db.index.fulltext.queryNodes('entity_names', '"人民医院"') YIELD node, score`."""


def create_nodes(labels: tuple[str, ...]) -> str:
    """Make nodes that are not there yet, from `$rows` of a NodeGroup.

    >>> create_nodes(("Entity", "Place"))
    'UNWIND $rows AS row\\nCREATE (node:Entity:Place)\\nSET node += row.properties'
    """
    return f"UNWIND $rows AS row\nCREATE (node{label_expression(labels)})\nSET node += row.properties"


def merge_nodes(labels: tuple[str, ...]) -> str:
    """Make or renew nodes by their IRI, from `$rows` of a NodeGroup.

    An entity whose class has changed since it was first written loses the labels of its old class. Properties
    that others have added to a node stay.

    >>> print(merge_nodes(("Report",)))
    UNWIND $rows AS row
    MERGE (node:Report {iri: row.iri})
    SET node += row.properties
    """
    key, *rest = labels
    others = sorted({*schema().classes, *schema().superclasses} - set(labels)) if rest else []
    lines = ["UNWIND $rows AS row", f"MERGE (node{label_expression((key,))} {{iri: row.iri}})"]
    if rest:
        lines += [f"SET node{label_expression(rest)}", f"REMOVE node{label_expression(others)}"]
    return "\n".join([*lines, "SET node += row.properties"])


def create_relationships(type_: str) -> str:
    """Make relationships that are not there yet between nodes that are, from `$rows` of a RelationshipGroup."""
    return _match_ends(f"CREATE (head)-[relationship:{_known_type(type_)}]->(tail)\nSET relationship += row.properties")


def merge_relationships(type_: str) -> str:
    """Make or renew relationships by type, ends and status, from `$rows` of a RelationshipGroup."""
    return _match_ends(
        f"MERGE (head)-[relationship:{_known_type(type_)} {{status: row.status}}]->(tail)\n"
        "SET relationship += row.properties"
    )


def _match_ends(then: str) -> str:
    return f"UNWIND $rows AS row\nMATCH (head:Entity {{iri: row.head}})\nMATCH (tail:Entity {{iri: row.tail}})\n{then}"


def label_expression(labels: tuple[str, ...] | list[str]) -> str:
    """`:A:B`, of labels that the ontology has: text of a report can never get into a statement."""
    for label in labels:
        if label != REPORT and label not in schema().classes and label not in schema().superclasses:
            raise ValueError(f"{label!r} is no class of the ontology")
    return "".join(f":{label}" for label in labels)


def _known_type(type_: str) -> str:
    if type_ not in {relation.cypher_type for relation in schema().relations.values()}:
        raise ValueError(f"{type_!r} is no relation of the ontology")
    return type_
