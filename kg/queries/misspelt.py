"""Terms of a query that the ontology does not have: a store answers with nothing where a name is misspelt.

>>> list(misspelt_in_sparql("SELECT ?a { ?a yl:asists ?b ; rdfs:label 'yl:no' }"))
['yl:asists is not in the ontology; did you mean yl:assists?']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from kg.ids import ONTOLOGY
from kg.ontology import ontology_files, schema

_CYPHER_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_CYPHER_NAMES = re.compile(
    r"([(\[]|\b(?:WHERE|AND|OR|NOT)\s)\s*\w*\s*:((?:[\s:|&!]*[^\W\d]\w*)(?:\s*[:|&!]+\s*\w+)*)", re.I
)


def misspelt_in_sparql(text: str) -> Iterator[str]:
    """A line for each term `yl:…` that no ontology of ours has."""
    from pyoxigraph import NamedNode, parse

    from kg.rdf.parameters import QUOTED

    used = re.findall(r"(?<![\w:?$-])yl:([\w-]+)", QUOTED.sub(" ", text))
    if used:
        subjects = (triple.subject for path in ontology_files() for triple in parse(path=str(path)))
        known = {s.value.removeprefix(ONTOLOGY) for s in subjects if isinstance(s, NamedNode)}
        yield from _complaints(used, known, "yl:")


def misspelt_in_cypher(text: str) -> Iterator[str]:
    """A line for each label and each type of relationship that no graph of ours has.

    >>> for line in misspelt_in_cypher("MATCH (a:Hospitl {name: 'x'})-[:ASSISTS|assists]->(b:Place) RETURN b"):
    ...     print(line)
    :Hospitl is not in the ontology; did you mean :Hospital?
    :assists is not in the ontology; did you mean :ASSISTS?
    """
    from kg.property_graph.mapping import EVIDENCE, HEAD, IN_REPORT, REPORT, TAIL

    labels = {*schema().classes, *schema().superclasses, REPORT, EVIDENCE}
    types = {*(relation.cypher_type for relation in schema().relations.values()), HEAD, TAIL, IN_REPORT}
    for opening, names in _CYPHER_NAMES.findall(_CYPHER_QUOTED.sub("''", text)):
        yield from _complaints(re.findall(r"\w+", names), types if opening == "[" else labels, ":")


def _complaints(used: Collection[str], known: Collection[str], mark: str) -> Iterator[str]:
    like = {name.lower(): name for name in sorted(known)}
    for name in dict.fromkeys(used):
        if name not in known:
            near = get_close_matches(name.lower(), like, n=1)
            hint = f"; did you mean {mark}{like[near[0]]}?" if near else "."
            yield f"{mark}{name} is not in the ontology{hint}"
