"""GraphML and GEXF: entities and relations for programs that draw and measure networks.

Neither form has lists in a way that programs agree on, so a list is the text of a JSON array.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from lxml import etree

from kg.ontology import schema
from kg.property_graph.mapping import entity_properties, relationship_properties
from kg.property_graph.merging import merged

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"
_ML, _XF = f"{{{_GRAPHML}}}", f"{{{_GEXF}}}"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {"collective": "boolean", "count": "int", "confidence": "double", "personnel": "int"}


def write_graphml(folder: Path, file: IO[bytes]) -> None:
    """Write entities and relations as GraphML 1.0. An edge's `type` is the relation's name in the ontology."""
    with merged(folder) as graph, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(_ML + "graphml", nsmap={None: _GRAPHML}):
            for prefix, class_, names in _declared():
                for name in names:
                    key = {"id": f"{prefix}-{name}", "for": class_, "attr.name": name, "attr.type": _type(name)}
                    _empty(xml, _ML + "key", key)
            with xml.element(_ML + "graph", {"id": "yilian", "edgedefault": "directed"}):
                for _, row in graph.entities():
                    with xml.element(_ML + "node", {"id": row["iri"]}):
                        _data(xml, "n", row["properties"])
                for type_, row in graph.relationships():
                    with xml.element(_ML + "edge", {"source": row["head"], "target": row["tail"]}):
                        _data(xml, "e", {"type": _RELATION[type_], **row["properties"]})


def write_gexf(folder: Path, file: IO[bytes]) -> None:
    """Write entities and relations as GEXF 1.3. All edges are directed, for some readers take no mixture."""
    with merged(folder) as graph, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with (
            xml.element(_XF + "gexf", {"version": "1.3"}, nsmap={None: _GEXF}),
            xml.element(_XF + "graph", {"defaultedgetype": "directed"}),
        ):
            for _, class_, names in _declared():
                with xml.element(_XF + "attributes", {"class": class_}):
                    for name in names:
                        type_ = _type(name).replace("int", "integer")
                        _empty(xml, _XF + "attribute", {"id": name, "title": name, "type": type_})
            with xml.element(_XF + "nodes"):
                for _, row in graph.entities():
                    with xml.element(_XF + "node", {"id": row["iri"], "label": _text(row["properties"]["name"])}):
                        _values(xml, row["properties"])
            with xml.element(_XF + "edges"):
                for number, (type_, row) in enumerate(graph.relationships()):
                    name = _RELATION[type_]
                    label = schema().relations[name].label_zh
                    about = {"id": str(number), "source": row["head"], "target": row["tail"], "label": label}
                    with xml.element(_XF + "edge", about):
                        _values(xml, {"type": name, **row["properties"]})


_RELATION = {relation.cypher_type: name for name, relation in schema().relations.items()}


def _declared() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return ("n", "node", entity_properties()), ("e", "edge", ("type", *relationship_properties()))


def _type(name: str) -> str:
    return _TYPES.get(name, "string")


def _data(xml: Any, prefix: str, properties: Mapping[str, Any]) -> None:
    for name, value in properties.items():
        if value is not None:
            with xml.element(_ML + "data", {"key": f"{prefix}-{name}"}):
                xml.write(_text(value))


def _values(xml: Any, properties: Mapping[str, Any]) -> None:
    with xml.element(_XF + "attvalues"):
        for name, value in properties.items():
            if value is not None:
                _empty(xml, _XF + "attvalue", {"for": name, "value": _text(value)})


def _empty(xml: Any, tag: str, attributes: Mapping[str, str]) -> None:
    with xml.element(tag, attributes):
        pass


def _text(value: Any) -> str:
    """A value as text that XML can hold: control characters, which it cannot, are left out."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _NOT_XML.sub("", text)
