"""A Neo4j on this machine, whichever it can run: the one that NEO4J_URI names, one in Docker, or one on its Java.

address.py   what a running server is
maven.py     Neo4j's jars from Maven Central into the user's cache
java.py      a server on this machine's Java
docker.py    a server in Docker
running.py   which of them; for the length of a block, or until it is stopped

with running_server() as server:
    load(graph, server.uri, user=server.user, password=server.password)
"""

from kg.property_graph.server.address import Server
from kg.property_graph.server.running import running_server, start, started_server, status, stop

__all__ = ["Server", "running_server", "start", "started_server", "status", "stop"]
