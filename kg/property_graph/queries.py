"""How a Cypher query is found, and what its parameters are: text, a .cypher file, or the name of a shipped question."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.queries import Question, cypher_questions, parse

ONLY_READS = "This query writes, and `kg cypher` only reads; a Neo4j server takes it with --write."
NOTHING_TO_WRITE = "a graph folder follows from its reports and is only read; --write is for a Neo4j server."
MISSING_PARAMETERS = "The query needs parameters that were not given: {} (--param NAME=VALUE)."
TOO_LONG = (
    "The query took too long and was stopped. Ask for less (a LIMIT, a shorter path), or give it longer (--timeout)."
)


def find(query: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Text and parameters of a query that is given as text, as a .cypher file or by the name of a shipped question.

    >>> find("RETURN $x AS x", {"x": 1})
    ('RETURN $x AS x', {'x': 1})
    >>> find("alliance-member", {})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.QueryError: There is no question 'alliance-member'. Did you mean alliance-members? ...
    """
    shipped = cypher_questions()
    if query in shipped:
        return shipped[query].text, bind(shipped[query], given)
    if query.endswith(".cypher"):
        return _from_file(Path(query), given)
    if re.fullmatch(r"[\w-]+", query):
        raise QueryError(_unknown(query))
    return query, dict(given)


def bind(question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters to run a question with.

    Raises QueryError for one that it does not have or that is missing, and where a default is no JSON.

    >>> question = parse("helped", '// param: place = ""\\nMATCH (n) WHERE n.name = $place RETURN n')
    >>> bind(question, {"place": "青禾县"}), bind(question, {})
    ({'place': '青禾县'}, {'place': ''})
    >>> bind(question, {"plaec": "青禾县"})
    Traceback (most recent call last):
    kg.errors.QueryError: helped: there is no parameter 'plaec'; it has place.
    """
    for name in given:
        if name not in question.parameters:
            known = ", ".join(question.parameters) or "none"
            raise QueryError(f"{question.name}: there is no parameter {name!r}; it has {known}.")
    values: dict[str, Any] = {}
    for name, default in question.parameters.items():
        if name in given:
            values[name] = given[name]
        elif default is None:
            raise QueryError(MISSING_PARAMETERS.format(name))
        else:
            try:
                values[name] = json.loads(default)
            except ValueError:
                raise QueryError(
                    f"{question.name}: the default of {name} is not JSON; text stands in double quotes."
                ) from None
    return values


def _from_file(path: Path, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path}: the query cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise QueryError(f"{path}: the query is not UTF-8 text.") from None
    question = parse(path.name, text)
    # A file without declared parameters may still use some.
    return text, bind(question, given) if question.parameters else dict(given)


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, cypher_questions(), n=1)
    guess = f" Did you mean {near[0]}?" if near else ""
    return f"There is no question {name!r}.{guess} `kg questions` lists them."
