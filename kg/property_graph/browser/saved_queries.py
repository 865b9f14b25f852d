"""Queries for the Browser's list of favourites, each ready to run.

The Browser takes the first line as the title, and knows no defaults of parameters: a default stands in the query,
where it can be changed before it is run.

>>> print(saved_queries()["alliances"].text)
// 各联盟及其成员 · The alliances and their members
MATCH joined = (:Actor)-[:MEMBER_OF]->(:MedicalAlliance)
RETURN joined
LIMIT 300
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.queries import Question, cypher_questions, parse


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its titles; `drawn` says that it answers with nodes and relationships and not with a table."""

    name: str
    title_zh: str
    title_en: str
    body: str
    drawn: bool

    @property
    def text(self) -> str:
        """What the Browser keeps: the title as a comment, and the query."""
        return f"// {self.title_zh} · {self.title_en}\n{self.body}"


@lru_cache(maxsize=1)
def saved_queries() -> dict[str, SavedQuery]:
    """By name: first those that are drawn, then the shipped questions whose parameters all have a default.

    >>> [query.drawn for query in saved_queries().values()].index(False) > 5
    True
    """
    paths = sorted(Path(__file__).with_name("queries").glob("*.cypher"))
    drawn = [parse(path.stem, path.read_text(encoding="utf-8")) for path in paths]
    asked = [question for question in cypher_questions().values() if None not in question.parameters.values()]
    return {q.name: _saved(q, drawn=True) for q in drawn} | {q.name: _saved(q, drawn=False) for q in asked}


def _saved(question: Question, *, drawn: bool) -> SavedQuery:
    r"""The query without its head, its parameters replaced by their defaults.

    >>> question = parse("q", '// zh: 谁\n// en: Who\n// param: name = "院"\nMATCH (n {name: $name}) RETURN n\n')
    >>> _saved(question, drawn=True).body
    'MATCH (n {name: "院"}) RETURN n'
    """
    body = re.sub(r"\A(?://.*\n)*", "", question.text).strip()
    body = re.sub(r"\$(\w+)", lambda parameter: question.parameters[parameter[1]] or "", body)
    return SavedQuery(question.name, question.title_zh, question.title_en, body, drawn)
