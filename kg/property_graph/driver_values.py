"""Values of the Neo4j driver as plain Python values, in the same shapes as `kg.property_graph.java_values`."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> Any:
    """A node as `{"labels", "properties"}`, a relationship as `{"type", "properties"}`, a path as both in lists.

    Lists and maps are gone through; dates, times and durations are ISO 8601 text; a point is its coordinates.

    >>> from neo4j.time import Date
    >>> plain([1, "a", None, {"on": Date(2019, 12, 20)}])
    [1, 'a', None, {'on': '2019-12-20'}]
    """
    from neo4j.graph import Node, Path, Relationship
    from neo4j.time import Date, DateTime, Duration, Time

    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _properties(value)}
    if isinstance(value, Path):
        return {
            "nodes": [plain(node) for node in value.nodes],
            "relationships": [plain(relationship) for relationship in value.relationships],
        }
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


def _properties(entity: Any) -> dict[str, Any]:
    return {name: plain(entity[name]) for name in sorted(entity.keys())}
