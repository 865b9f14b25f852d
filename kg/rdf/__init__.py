"""The graph as RDF: quads with a named graph for each report, an Oxigraph store, SHACL and SPARQL.

>>> from kg.rdf import questions
>>> questions()["alliance-members"].title_en
'The members of each alliance'
"""

from kg.rdf.mapping import quads, report_quads
from kg.rdf.query import sparql
from kg.rdf.questions import Question, questions
from kg.rdf.store import build_store, open_store, write_nquads
from kg.rdf.validate import ValidationResult, Violation, validate

__all__ = [
    "Question",
    "ValidationResult",
    "Violation",
    "build_store",
    "open_store",
    "quads",
    "questions",
    "report_quads",
    "sparql",
    "validate",
    "write_nquads",
]
