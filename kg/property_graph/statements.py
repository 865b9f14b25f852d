"""The Cypher that writes a property graph: labels and types from the ontology, all else as parameters.

A database may hold several graphs: every node bears the name of its graph, and is one by that and its IRI.

>>> print(merge_relationships("ASSISTS"))
UNWIND $rows AS row
MATCH (head:Entity {graph: $graph, iri: row.head})
MATCH (tail:Entity {graph: $graph, iri: row.tail})
MERGE (head)-[relationship:ASSISTS {status: row.status}]->(tail)
SET relationship += row.properties
WITH row, head, tail
UNWIND row.evidence AS passage
MATCH (report:Report {graph: $graph, iri: passage.report})
MERGE (evidence:Evidence {graph: $graph, iri: passage.iri})
SET evidence += passage.properties
MERGE (evidence)-[:HEAD]->(head)
MERGE (evidence)-[:TAIL]->(tail)
MERGE (evidence)-[:REPORT]->(report)
"""

from __future__ import annotations

from functools import cache

from kg.ontology import schema
from kg.property_graph.mapping import ENTITY, EVIDENCE, HEAD, IN_REPORT, REPORT, TAIL

GRAPH = "Graph"
"""The label of the node that says which graph is loaded: `name`, `fingerprint`, `nodes`, `relationships`."""
DEFAULT_GRAPH = "yilian"
OF_THE_LOAD = ("graph", "digest")
"""Properties that a load adds to what the mapping says: the graph's name, and a key of all the rest."""

CONSTRAINTS = (
    *(
        f"CREATE CONSTRAINT {label.lower()}_key IF NOT EXISTS FOR (n:{label}) REQUIRE (n.graph, n.iri) IS UNIQUE"
        for label in (ENTITY, REPORT, EVIDENCE)
    ),
    f"CREATE CONSTRAINT graph_name IF NOT EXISTS FOR (n:{GRAPH}) REQUIRE n.name IS UNIQUE",
)
"""Without them a repeated load could write a node twice; they bring the indexes that MERGE needs."""

NAME_INDEX = f"CREATE INDEX entity_name IF NOT EXISTS FOR (n:{ENTITY}) ON (n.name)"
"""For the embedded store."""

# Names are found by a part of them. Of a RANGE index Neo4j 5.26 may ask CONTAINS all the same, and then fails.
NAME_TEXT_INDEX = f"CREATE TEXT INDEX entity_name IF NOT EXISTS FOR (n:{ENTITY}) ON (n.name)"
INDEXES = (
    NAME_TEXT_INDEX,
    f"CREATE INDEX entity_iri IF NOT EXISTS FOR (n:{ENTITY}) ON (n.iri)",
    f"CREATE INDEX report_id IF NOT EXISTS FOR (n:{REPORT}) ON (n.id)",
)

# The cjk analyser indexes pairs of characters, so 人民医院 is found within a longer name.
FULL_TEXT_INDEX = (
    f"CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:{ENTITY}) ON EACH [n.name, n.names] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
)
"""Neo4j only: `CALL db.index.fulltext.queryNodes('entity_names', '"人民医院"') YIELD node, score`."""

UNIQUE_IRIS = tuple(
    f"CREATE CONSTRAINT {label.lower()}_iri IF NOT EXISTS FOR (n:{label}) REQUIRE n.iri IS UNIQUE"
    for label in (ENTITY, REPORT, EVIDENCE)
)
"""For a database that holds one graph alone, without a name."""


def create_nodes(labels: tuple[str, ...]) -> str:
    """Make nodes that are not there yet, from `$rows` of a NodeGroup.

    >>> create_nodes(("Entity", "Place"))
    'UNWIND $rows AS row\\nCREATE (node:Entity:Place)\\nSET node += row.properties'
    """
    return f"UNWIND $rows AS row\nCREATE (node{label_expression(labels)})\nSET node += row.properties"


@cache
def merge_nodes(labels: tuple[str, ...], *, renew: bool = False) -> str:
    """Make or renew nodes of `$graph` by their IRI, from `$rows` of a NodeGroup.

    With `renew`, an entity whose class has changed since it was first written loses the labels of its old class.
    Properties that others have added to a node stay.

    >>> print(merge_nodes(("Entity", "Place")))
    UNWIND $rows AS row
    MERGE (node:Entity {graph: $graph, iri: row.iri})
    SET node:Place
    SET node += row.properties
    """
    key, *rest = labels
    lines = ["UNWIND $rows AS row", f"MERGE (node{label_expression((key,))} {{graph: $graph, iri: row.iri}})"]
    if rest:
        lines.append(f"SET node{label_expression(rest)}")
    if rest and renew:
        others = sorted({*schema().classes, *schema().superclasses} - set(labels))
        lines.append(f"REMOVE node{label_expression(others)}")
    return "\n".join([*lines, "SET node += row.properties"])


def create_relationships(type_: str) -> str:
    """Make relationships and their evidence that are not there yet, from `$rows` of a RelationshipGroup.

    The nodes at their ends and the reports are there, in a database that holds one graph alone.
    """
    return f"""\
UNWIND $rows AS row
MATCH (head:{ENTITY} {{iri: row.head}})
MATCH (tail:{ENTITY} {{iri: row.tail}})
CREATE (head)-[relationship:{_known_type(type_)}]->(tail)
SET relationship += row.properties
WITH row, head, tail
UNWIND row.evidence AS passage
MATCH (report:{REPORT} {{iri: passage.report}})
CREATE (evidence:{EVIDENCE})
SET evidence += passage.properties
CREATE (evidence)-[:{HEAD}]->(head)
CREATE (evidence)-[:{TAIL}]->(tail)
CREATE (evidence)-[:{IN_REPORT}]->(report)"""


@cache
def merge_relationships(type_: str) -> str:
    """Make or renew relationships by type, ends and status, and their evidence, from `$rows` of a RelationshipGroup."""
    return f"""\
UNWIND $rows AS row
MATCH (head:{ENTITY} {{graph: $graph, iri: row.head}})
MATCH (tail:{ENTITY} {{graph: $graph, iri: row.tail}})
MERGE (head)-[relationship:{_known_type(type_)} {{status: row.status}}]->(tail)
SET relationship += row.properties
WITH row, head, tail
UNWIND row.evidence AS passage
MATCH (report:{REPORT} {{graph: $graph, iri: passage.report}})
MERGE (evidence:{EVIDENCE} {{graph: $graph, iri: passage.iri}})
SET evidence += passage.properties
MERGE (evidence)-[:{HEAD}]->(head)
MERGE (evidence)-[:{TAIL}]->(tail)
MERGE (evidence)-[:{IN_REPORT}]->(report)"""


def delete_nodes(label: str) -> str:
    """Delete nodes of `$graph` that have this label, by `$iris`, with all that leads to them.

    >>> print(delete_nodes("Evidence"))
    UNWIND $iris AS iri
    MATCH (node:Evidence {graph: $graph, iri: iri})
    DETACH DELETE node
    """
    expression = label_expression((label,))
    return f"UNWIND $iris AS iri\nMATCH (node{expression} {{graph: $graph, iri: iri}})\nDETACH DELETE node"


def delete_relationships(type_: str) -> str:
    """Delete relationships of `$graph` by `$rows` of head, tail and status."""
    return f"""\
UNWIND $rows AS row
MATCH (head:{ENTITY} {{graph: $graph, iri: row.head}})
MATCH (tail:{ENTITY} {{graph: $graph, iri: row.tail}})
MATCH (head)-[relationship:{_known_type(type_)} {{status: row.status}}]->(tail)
DELETE relationship"""


def list_nodes(label: str) -> str:
    """The IRI and the digest of every node of `$graph` that has this label.

    >>> print(list_nodes("Report"))
    MATCH (node:Report) WHERE node.graph = $graph AND node.iri IS NOT NULL
    RETURN node.iri, node.digest
    """
    expression = label_expression((label,))
    return f"MATCH (node{expression}) WHERE node.graph = $graph AND node.iri IS NOT NULL\nRETURN node.iri, node.digest"


def list_relationships(type_: str) -> str:
    """Head, tail, status and digest of every relationship of `$graph` that has this type."""
    return f"""\
MATCH (head:{ENTITY})-[relationship:{_known_type(type_)}]->(tail:{ENTITY})
WHERE head.graph = $graph AND head.iri IS NOT NULL
RETURN head.iri, tail.iri, relationship.status, relationship.digest"""


def label_expression(labels: tuple[str, ...] | list[str]) -> str:
    """`:A:B`, of labels that the ontology has: text of a report can never get into a statement."""
    for label in labels:
        if label not in (REPORT, EVIDENCE) and label not in schema().classes and label not in schema().superclasses:
            raise ValueError(f"{label!r} is no class of the ontology")
    return "".join(f":{label}" for label in labels)


def _known_type(type_: str) -> str:
    if type_ not in {relation.cypher_type for relation in schema().relations.values()}:
        raise ValueError(f"{type_!r} is no relation of the ontology")
    return type_
