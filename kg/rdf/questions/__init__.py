"""Questions: SPARQL with a title in Chinese and English and with parameters, as text and as shipped files.

A question's first comment lines say what it is; the rest is plain SPARQL:

    # zh: 各联盟的成员
    # en: The members of each alliance
    # param: alliance = ""
    SELECT ...

A parameter is a variable of the query. Its default, a term as SPARQL writes it, says its kind as well:
a value given for `year = 2019` must be a number, one for `name = ""@zh` becomes Chinese text. A parameter
without a default must be given.

>>> question = parse_question("who", '# zh: 谁\\n# en: Who\\n# param: year = 2019\\nASK {}')
>>> question.title_zh, question.parameters
('谁', {'year': '2019'})
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_HEADER = re.compile(r"^#[ \t]*(zh|en|param):[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its titles. `parameters` maps each name to its default as SPARQL writes it, or None."""

    name: str
    title_zh: str
    title_en: str
    parameters: dict[str, str | None]
    text: str


def parse_question(name: str, text: str) -> Question:
    """The question that the text of a query and its comments make; titles may be missing."""
    titles, parameters = {"zh": "", "en": ""}, dict[str, str | None]()
    for key, value in _HEADER.findall(text):
        if key == "param":
            parameter, _, default = (part.strip() for part in value.partition("="))
            parameters[parameter.lstrip("?")] = default or None
        else:
            titles[key] = value
    return Question(name, titles["zh"], titles["en"], parameters, text)


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    """The shipped questions by name, sorted.

    >>> "evidence-of" in questions()
    True
    """
    folder = Path(__file__).parent
    return {p.stem: parse_question(p.stem, p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.rq"))}
