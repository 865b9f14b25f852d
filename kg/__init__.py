"""Yilian (医联): from Chinese public-health reports to a knowledge graph with evidence.

The verbs are those of the command line, and are imported when they are first used:

>>> from kg import build, open_graph, stats
>>> build.__module__
'kg.pipeline'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.adaptation import adapt
    from kg.analysis import diff, scores, stats, subgraph, to_dataframes, to_networkx, write_back
    from kg.documents import read_reports
    from kg.evaluation import evaluate
    from kg.explanation import explain
    from kg.exporting import export
    from kg.extraction import read_jsonl, write_jsonl
    from kg.pipeline import build, open_graph, retract
    from kg.property_graph import cypher, load
    from kg.rdf.query import sparql
    from kg.rdf.validate import validate
    from kg.reviewing import review
    from kg.views import picture, view

_HOMES = {
    "adapt": "kg.adaptation",
    "build": "kg.pipeline",
    "cypher": "kg.property_graph",
    "diff": "kg.analysis",
    "evaluate": "kg.evaluation",
    "explain": "kg.explanation",
    "export": "kg.exporting",
    "load": "kg.property_graph",
    "open_graph": "kg.pipeline",
    "picture": "kg.views",
    "read_jsonl": "kg.extraction",
    "read_reports": "kg.documents",
    "retract": "kg.pipeline",
    "review": "kg.reviewing",
    "scores": "kg.analysis",
    "sparql": "kg.rdf",
    "stats": "kg.analysis",
    "subgraph": "kg.analysis",
    "to_dataframes": "kg.analysis",
    "to_networkx": "kg.analysis",
    "validate": "kg.rdf",
    "view": "kg.views",
    "write_back": "kg.analysis",
    "write_jsonl": "kg.extraction",
}

__all__ = [
    "adapt",
    "build",
    "cypher",
    "diff",
    "evaluate",
    "explain",
    "export",
    "load",
    "open_graph",
    "picture",
    "read_jsonl",
    "read_reports",
    "retract",
    "review",
    "scores",
    "sparql",
    "stats",
    "subgraph",
    "to_dataframes",
    "to_networkx",
    "validate",
    "view",
    "write_back",
    "write_jsonl",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
