"""Yilian (医联): from Chinese public-health reports to a knowledge graph with evidence.

The verbs are those of the command line, and are imported when they are first used:

>>> from kg import build, open_graph, stats
>>> build.__module__
'kg.pipeline'

Only `serve`, `neo4j` and `demo` are for the command line alone; `kg.rdf.endpoint.serving` and
`kg.property_graph.server.running_server` run servers for the length of a block.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.adaptation import adapt
    from kg.analysis import diff, stats, subgraph, to_dataframes, to_networkx, write_back
    from kg.analysis.scores import scores  # in kg.analysis it has the name of its module, which mypy confuses
    from kg.diagnosis import doctor
    from kg.documents import read_reports
    from kg.evaluation import evaluate
    from kg.explanation import explain
    from kg.exporting import export
    from kg.extracting import extract
    from kg.extraction import read_jsonl, write_jsonl
    from kg.pipeline import build, open_graph, retract
    from kg.project import init
    from kg.property_graph import cypher, load
    from kg.queries import questions
    from kg.rdf.query import sparql
    from kg.rdf.validate import validate
    from kg.reviewing import review
    from kg.views import picture, view

_HOMES = {
    "adapt": "kg.adaptation",
    "build": "kg.pipeline",
    "cypher": "kg.property_graph",
    "diff": "kg.analysis",
    "doctor": "kg.diagnosis",
    "evaluate": "kg.evaluation",
    "explain": "kg.explanation",
    "extract": "kg.extracting",
    "init": "kg.project",
    "export": "kg.exporting",
    "load": "kg.property_graph",
    "open_graph": "kg.pipeline",
    "picture": "kg.views",
    "questions": "kg.queries",
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
    "doctor",
    "evaluate",
    "explain",
    "extract",
    "init",
    "export",
    "load",
    "open_graph",
    "picture",
    "questions",
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
