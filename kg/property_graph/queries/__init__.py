"""The queries that the package ships, and queries in files: text of Cypher with a head that describes it.

    // 谁在帮扶卫生院 · Who assists the health centres          the title, in Chinese and English
    // 帮扶方、被帮扶方……                                       what it answers, some lines
    // Who assists whom …
    // param county: null                                       a parameter and its default, in JSON

The same text runs on the embedded store and on Neo4j.

>>> "assistance" in shipped()
True
>>> shipped()["assistance"].parameters
{'place': None, 'status': None}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import QueryError

ONLY_READS = "This query writes, and `kg cypher` only reads: change the reports and build again."
MISSING_PARAMETERS = "The query needs parameters that were not given: {} (--param NAME=VALUE)."
TOO_LONG = "The query took too long and was stopped. Ask for less: a LIMIT, a shorter path."

_PARAMETER = re.compile(r"param (\w+): (.*)")


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its title, what it answers, and its parameters with their defaults."""

    name: str
    title: str
    description: str
    parameters: Mapping[str, Any]
    text: str

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters to run it with. Raises QueryError for one that it does not have.

        >>> query = parse("helped", "// 谁 · Who\\n// param place: null\\nMATCH (n) WHERE n.name = $place RETURN n")
        >>> query.bind({"place": "云岭县"})
        {'place': '云岭县'}
        >>> query.bind({"plaec": "云岭县"})
        Traceback (most recent call last):
        kg.errors.QueryError: helped: there is no parameter 'plaec'; it has place.
        """
        for name in given:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise QueryError(f"{self.name}: there is no parameter {name!r}; it has {known}.")
        return {**self.parameters, **given}


def parse(name: str, text: str) -> Query:
    """A query from text with a head. Raises QueryError where a default is no JSON."""
    head = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        head.append(line.removeprefix("//").strip())
    parameters: dict[str, Any] = {}
    for number, line in enumerate(head, start=1):
        if match := _PARAMETER.fullmatch(line):
            try:
                parameters[match[1]] = json.loads(match[2])
            except ValueError:
                raise QueryError(
                    f"{name}, line {number}: the default of {match[1]} is not JSON; text stands in double quotes."
                ) from None
    prose = [line for line in head if not _PARAMETER.fullmatch(line)]
    return Query(name, prose[0] if prose else name, "\n".join(prose[1:]), parameters, text)


@lru_cache(maxsize=1)
def shipped() -> dict[str, Query]:
    """The shipped queries by name."""
    folder = Path(__file__).parent
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.cypher"))}


def find(query: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Text and parameters of a query that is given as text, as a .cypher file or by the name of a shipped one.

    >>> find("RETURN $x AS x", {"x": 1})
    ('RETURN $x AS x', {'x': 1})
    >>> find("assistence", {})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.QueryError: There is no query 'assistence'. Did you mean assistance? `kg cypher` knows: ...
    """
    if query in shipped():
        known = shipped()[query]
        return known.text, known.bind(given)
    if query.endswith(".cypher"):
        return _from_file(Path(query), given)
    if re.fullmatch(r"[\w-]+", query):
        raise QueryError(_unknown(query))
    return query, dict(given)


def _from_file(path: Path, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path}: the query cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise QueryError(f"{path}: the query is not UTF-8 text.") from None
    query = parse(path.name, text)
    # A file without declared parameters may still use some.
    return query.text, query.bind(given) if query.parameters else dict(given)


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, shipped(), n=1)
    guess = f" Did you mean {near[0]}?" if near else ""
    return f"There is no query {name!r}.{guess} `kg cypher` knows: {', '.join(shipped())}."
