"""The graph as a property graph, asked in Cypher: in this process, or in a Neo4j server.

mapping.py       what a graph looks like as nodes and relationships: the one place that says so
statements.py    the Cypher that writes them
embedded.py      a database in the graph's own folder (ArcadeDB, in this process)
neo4j.py         loading into a Neo4j server, and asking it
queries.py       how a query is found: text, a file, or a question of kg/queries
browser/         Neo4j Browser for the graph: style, guide, saved queries
server/          a Neo4j on this machine, for trying things out and for the tests
"""

from kg.property_graph.neo4j import LoadResult, load
from kg.property_graph.query import cypher

__all__ = ["LoadResult", "cypher", "load"]
