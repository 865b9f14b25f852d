"""Identity that follows from what a thing is, so that two runs, machines and reports name it alike.

>>> entity_iri("institution", "青禾县", "青禾县人民医院")
'https://w3id.org/yilian/id/institution/青禾县/青禾县人民医院'
>>> entity_iri("institution", "x", "A B/C")
'https://w3id.org/yilian/id/institution/x/A%20B%2FC'
>>> report_id("一二三") == report_id("一二三\\n") != report_id("一二四")
True
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote

ONTOLOGY = "https://w3id.org/yilian/ontology#"
DATA = "https://w3id.org/yilian/id/"


def _segment(text: str) -> str:
    """A path segment of an IRI (RFC 3987): letters beyond ASCII stay readable, the rest is percent-encoded."""
    return "".join(c if ord(c) > 0xA0 and c.isalnum() else quote(c, safe="") for c in text)


def entity_iri(kind: str, *path: str) -> str:
    """The IRI of an entity of a kind (institution, programme, place) within its scope."""
    return DATA + "/".join([kind, *map(_segment, path)])


def report_iri(id_: str) -> str:
    """The IRI of a report, which also names its graph."""
    return f"{DATA}report/{id_}"


def report_id(text: str) -> str:
    """A key that follows from the report's text alone: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def statement_iri(type_: str, head: str, tail: str, status: str, report: str) -> str:
    """The IRI of what one report says of one relation."""
    key = "\x1f".join((type_, head, tail, status, report))
    return f"{DATA}statement/{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def relation_key(type_: str, head: str, tail: str, status: str, *, symmetric: bool) -> str:
    """What all statements of one relation have in common: 16 hexadecimal digits.

    >>> relation_key("assists", "a", "b", "actual", symmetric=False) == relation_key(
    ...     "assists", "b", "a", "actual", symmetric=False)
    False
    >>> relation_key("contractsWith", "a", "b", "actual", symmetric=True) == relation_key(
    ...     "contractsWith", "b", "a", "actual", symmetric=True)
    True
    """
    ends = sorted((head, tail)) if symmetric else (head, tail)
    return hashlib.sha256("\x1f".join((type_, *ends, status)).encode()).hexdigest()[:16]
