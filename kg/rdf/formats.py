"""The forms in which answers and graphs are written: those of the W3C, by short names.

>>> sorted(RESULT_FORMATS), sorted(GRAPH_FORMATS)
(['csv', 'json', 'tsv', 'xml'], ['jsonld', 'nquads', 'ntriples', 'rdfxml', 'trig', 'turtle'])
"""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULT_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
