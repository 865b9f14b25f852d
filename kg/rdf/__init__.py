"""The graph as RDF: quads with a named graph for each report, an Oxigraph store, SHACL and SPARQL.

>>> from kg.rdf import sparql
>>> sparql("no/such/folder", "ASK {}")
Traceback (most recent call last):
kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
"""

from kg.rdf.mapping import quads, report_quads
from kg.rdf.query import sparql
from kg.rdf.store import build_store, open_store, write_nquads, write_nquads_in_order
from kg.rdf.validate import ValidationResult, Violation, validate

__all__ = [
    "ValidationResult",
    "Violation",
    "build_store",
    "open_store",
    "quads",
    "report_quads",
    "sparql",
    "validate",
    "write_nquads",
    "write_nquads_in_order",
]
