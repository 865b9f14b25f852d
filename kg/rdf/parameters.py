"""Values in the place of a query's variables, safely.

Oxigraph can substitute variables itself, but only those that the query selects, and a parameter mostly
stands in a filter. Here a value is written out by Oxigraph and put where the variable stands, so it is one
term whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

# What may hold any word without meaning it: IRIs, strings and comments.
QUOTED = re.compile(
    r"""<[^<>"{}|^`\\\s]*> | \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3}
      | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | \#[^\n]*""",
    re.VERBOSE | re.DOTALL,
)


def with_values(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query with the values of the variables in their place.

    What stands in strings, IRIs and comments is no variable. A variable before the first brace is selected,
    and becomes a column with that value.

    >>> with_values('SELECT ?a { ?a rdfs:label ?n . # ?n\\n }', {"n": Literal('x" . ?b')})
    'SELECT ?a { ?a rdfs:label "x\\\\" . ?b" . # ?n\\n }'
    """
    if not values:
        return text
    names = "|".join(map(re.escape, values))
    pattern = re.compile(rf"(?P<quoted>{QUOTED.pattern})|(?P<brace>\{{)|[?$](?P<name>{names})(?!\w)", QUOTED.flags)
    within = False

    def replaced(found: re.Match[str]) -> str:
        nonlocal within
        if found["name"] is None:
            within = within or found["brace"] is not None
            return found[0]
        value = str(values[found["name"]])
        return value if within else f"({value} AS {found[0]})"

    return pattern.sub(replaced, text)
