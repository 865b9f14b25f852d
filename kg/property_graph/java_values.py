"""Values of the embedded store as plain Python values, in the same shapes as `kg.property_graph.driver_values`."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any


def plain(value: Any) -> Any:
    """A node as `{"labels", "properties"}`, a relationship as `{"type", "properties"}`, a path as both in lists.

    Lists and maps are gone through; dates and times are ISO 8601 text.

    >>> from datetime import date
    >>> plain([1, "a", None, {"on": date(2019, 12, 20)}])
    [1, 'a', None, {'on': '2019-12-20'}]
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    return _java(value)


def _java(value: Any) -> Any:
    import jpype
    from arcadedb_embedded import convert_java_to_python

    if hasattr(value, "get_java_document"):
        value = value.get_java_document()
    if isinstance(value, jpype.JClass("com.arcadedb.graph.Vertex")):
        labels = jpype.JClass("com.arcadedb.query.opencypher.Labels").getLabels(value)
        return {"labels": sorted(map(str, labels)), "properties": _properties(value)}
    if isinstance(value, jpype.JClass("com.arcadedb.graph.Edge")):
        return {"type": str(value.getTypeName()), "properties": _properties(value)}
    if isinstance(value, jpype.JClass("com.arcadedb.query.opencypher.traversal.TraversalPath")):
        return {
            "nodes": [plain(node) for node in value.getVertices()],
            "relationships": [plain(relationship) for relationship in value.getEdges()],
        }
    converted = convert_java_to_python(value)
    return str(value) if converted is value else plain(converted)


def _properties(element: Any) -> dict[str, Any]:
    from arcadedb_embedded import convert_java_to_python

    names = sorted(map(str, element.getPropertyNames()))
    return {name: plain(convert_java_to_python(element.get(name))) for name in names}
