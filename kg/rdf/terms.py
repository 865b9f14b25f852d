"""RDF terms and plain Python values: what a parameter becomes, and what an answer's cell becomes.

>>> plain(term('"县医院"@zh'))
'县医院'
>>> like("3", term("2019")), like("县医院", term('""@zh')).language
(<Literal value=3 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>, 'zh')
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.ids import DATA, ONTOLOGY

Term = NamedNode | BlankNode | Literal | Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "yl": ONTOLOGY,
    "id": DATA,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
}

TEXTS = {XSD + "string", PREFIXES["rdf"] + "langString"}
_WHOLE = {XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_READ: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_WHOLE, int),
    **{XSD + name: float for name in ("double", "float")},
    XSD + "decimal": lambda text: float(Decimal(text)),
    XSD + "boolean": ("true", "1").__contains__,
}


def term(text: str) -> NamedNode | Literal:
    """The one term that the text writes in SPARQL's and Turtle's way.

    Raises ValueError if the text is no term, or more than one.

    >>> term("yl:assists").value
    'https://w3id.org/yilian/ontology#assists'
    >>> term("1 . yl:a yl:b yl:c")
    Traceback (most recent call last):
    ValueError: not one term: 1 . yl:a yl:b yl:c
    """
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    try:
        triples = list(parse(f"{head}yl:s yl:p {text} .", format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ValueError(f"not one term: {text}") from error
    if len(triples) != 1 or not isinstance(triples[0].object, NamedNode | Literal):
        raise ValueError(f"not one term: {text}")
    return triples[0].object


def like(value: object, example: NamedNode | Literal) -> NamedNode | Literal:
    """The value as a term of the example's kind: an IRI, text of its language, a literal of its datatype.

    Raises ValueError if the value cannot be of that kind.

    >>> like("many", term("2019"))
    Traceback (most recent call last):
    ValueError: not a whole number: many
    """
    if isinstance(example, NamedNode):
        text = str(value)
        return term(text) if text.startswith("<") or ":" in text and "//" not in text else NamedNode(text)
    if example.language:
        return Literal(str(value), language=example.language)
    if example.datatype.value in _WHOLE:
        try:
            return Literal(int(str(value)))
        except ValueError:
            raise ValueError(f"not a whole number: {value}") from None
    return Literal(str(value), datatype=example.datatype)


def value_or_text(value: object) -> NamedNode | Literal:
    """The value as a term where nothing says of what kind it is: a term if it is written as one, else plain text.

    >>> value_or_text('"县医院"@zh').language, value_or_text("县医院").value, value_or_text(3).value
    ('zh', '县医院', '3')
    """
    if isinstance(value, bool | int | float):
        return Literal(value)
    text = str(value)
    if text.startswith(("<", '"', "'", *(f"{prefix}:" for prefix in PREFIXES))):
        return term(text)
    return Literal(text)


def plain(value: Term | None) -> object:
    """A term as a plain value: numbers and booleans as such, an IRI or any other literal as its text.

    >>> plain(Literal(3)), plain(Literal(True)), plain(NamedNode("http://e/a")), plain(None)
    (3, True, 'http://e/a', None)
    """
    if isinstance(value, Literal):
        if value.language is not None:  # most cells: asking for the datatype takes longer
            return value.value
        read = _READ.get(value.datatype.value, str)
        try:
            return read(value.value)
        except (ValueError, ArithmeticError):
            return value.value
    if value is None:
        return None
    return value.value if isinstance(value, NamedNode) else str(value)
