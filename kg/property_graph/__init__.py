"""The graph as a property graph, asked in Cypher: in this process, or in a Neo4j server.

mapping.py       what a graph looks like as nodes and relationships: the one place that says so
statements.py    the Cypher that writes them
embedded.py      a database in the graph's own folder (ArcadeDB, in this process)
loading.py       loading into a Neo4j server: only the difference, one load at a time, whole or to be completed
merging.py       a folder's nodes and relationships in order, without holding them
batches.py       what of them a server does not have, in batches
prefetching.py   the next batch made ready while the server writes the last
neo4j.py         asking a Neo4j server
queries.py       how a query is found: text, a file, or a question of kg/queries
browser/         Neo4j Browser for the graph: style, guide, saved queries
server/          a Neo4j on this machine, for trying things out and for the tests
"""

from kg.property_graph.loading import LoadResult, load, remove
from kg.property_graph.query import cypher

__all__ = ["LoadResult", "cypher", "load", "remove"]
