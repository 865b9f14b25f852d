"""The schema's other faces, made from `ontology/yilian.ttl`: `make ontology` writes them to `ontology/derived/`.

    context.jsonld     JSON-LD: short names for the terms
    shapes.ttl         SHACL: what the ontology says of ends, datatypes and single values
    schema.cypher      the property graph: labels, relationship types, constraints, indexes
    browser.grass      Neo4j Browser: colours by class, names as captions
    index.html         documentation for people, in Chinese and English

Each says in its head that a command makes it. The rules that the ontology cannot say stay in `ontology/shapes.ttl`,
which is written by hand.

>>> sorted(faces())
['browser.grass', 'context.jsonld', 'index.html', 'schema.cypher', 'shapes.ttl']
"""

from __future__ import annotations

from pathlib import Path

from kg.faces import context, documentation, property_graph, shapes
from kg.faces.terms import read_terms
from kg.property_graph.browser import style

MADE = "Made from yilian.ttl by `make ontology`; change that file, not this one."


def faces(source: Path | str | None = None) -> dict[str, str]:
    """The text of every face by its file name, for the shipped ontology or another file.

    Equal files give equal texts.
    """
    from kg.ontology import ontology_dir

    terms = read_terms(Path(source) if source else ontology_dir() / "yilian.ttl")
    return {
        "context.jsonld": context.write(terms, MADE),
        "shapes.ttl": shapes.write(terms, MADE),
        "schema.cypher": property_graph.write(terms, MADE),
        "browser.grass": style.grass(MADE),
        "index.html": documentation.write(terms, MADE),
    }


def stale(folder: Path) -> list[str]:
    """The names of the files in a folder that are missing, not as they would be made, or no face at all."""
    made = faces()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*") if path.is_file()}
    return sorted(name for name in made.keys() | found.keys() if made.get(name) != found.get(name))
