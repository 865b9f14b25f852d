"""The questions that the package ships: each in SPARQL and in Cypher, under one name, with one answer.

A question lies in two files, NAME.rq and NAME.cypher. Their first comment lines are the same and say what it is:

    # zh: 各联盟的成员
    # en: The members of each alliance
    # param: alliance = ""
    SELECT ...

A parameter is a variable of the SPARQL and a parameter of the Cypher. Its default is written as both languages
write it (text in double quotes, numbers, true and false) and says of what kind a value is; a parameter without one
must be given. Files of one's own may bear the same lines.

How the SPARQL is written follows from how Oxigraph, which plans by the form of a query alone, carries it out. Parts
that stand for themselves, { SELECT … }, are joined by hashing; patterns are looked up row by row, which takes longer
where there are many. LIMIT 999999 stands in a part to begin with: Oxigraph takes it for smaller than a whole property.
GRAPH ?report { ?said … } tells whose a statement is without a join, and keys tell relations apart without comparing
the IRIs of their ends, which Oxigraph has to read for that.

>>> question = parse("who", '// zh: 谁\\n// en: Who\\n// param: year = 2019\\nRETURN $year')
>>> question.title_zh, question.title_en, question.parameters
('谁', 'Who', {'year': '2019'})
>>> sparql_questions()["alliance-members"].parameters == cypher_questions()["alliance-members"].parameters
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.tables import Rows

_HEAD = re.compile(r"^(?:#|//)[ \t]*(zh|en|param):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its titles. `parameters` maps each name to its default as the query writes it, or None."""

    name: str
    title_zh: str
    title_en: str
    parameters: dict[str, str | None]
    text: str


def parse(name: str, text: str) -> Question:
    """The question that the text of a query and its comments make; titles may be missing.

    >>> parse("q", "# param: one\\nASK {}").parameters
    {'one': None}
    """
    titles, parameters = {"zh": "", "en": ""}, dict[str, str | None]()
    for key, value in _HEAD.findall(text):
        if key == "param":
            parameter, _, default = (part.strip() for part in value.partition("="))
            parameters[parameter.lstrip("?$")] = default or None
        else:
            titles[key] = value
    return Question(name, titles["zh"], titles["en"], parameters, text)


def sparql_questions() -> dict[str, Question]:
    """The shipped questions in SPARQL by name, sorted.

    >>> "evidence-of" in sparql_questions()
    True
    """
    return _shipped("rq")


def cypher_questions() -> dict[str, Question]:
    """The same in Cypher.

    >>> list(cypher_questions()) == list(sparql_questions())
    True
    """
    return _shipped("cypher")


def questions() -> Rows:
    """The questions as rows: name, title in Chinese and English, parameters with their defaults.

    >>> questions().columns
    ('name', 'zh', 'en', 'parameters')
    """
    rows = [
        (q.name, q.title_zh, q.title_en, ", ".join(map(_shown, q.parameters.items())))
        for q in sparql_questions().values()
    ]
    return Rows(("name", "zh", "en", "parameters"), rows)


def _shown(parameter: tuple[str, str | None]) -> str:
    name, default = parameter
    return name if default is None else f"{name}={default}"


@lru_cache(maxsize=2)
def _shipped(suffix: str) -> dict[str, Question]:
    paths = sorted(Path(__file__).parent.glob(f"*.{suffix}"))
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in paths}
