"""What a domain expert would change: suffixes, modifiers, triggers, cues, programmes.

Readable files, read once: `load("institutions")` gives the content of institutions.toml. Lists hold words;
where a word is not enough, a small regular expression. Most groups carry `examples` and `counterexamples`,
which run as tests.

>>> [s["class"] for s in load("institutions")["suffix"]][:2]
['Hospital', 'TownshipHealthCentre']
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from kg.adaptation import added, own_rules, own_words

_HERE = Path(__file__).parent
_LIST = re.compile(r"<(\w+)>")


@cache
def load(name: str) -> dict[str, Any]:
    """The content of NAME.toml in this folder, with what an adaptation adds (`kg.adaptation`).

    >>> load("cases")["except"]["words"][:2]
    ['除', '除了']
    """
    with (_HERE / f"{name}.toml").open("rb") as file:
        shipped = tomllib.load(file)
    whole: dict[str, Any] = added(shipped, own_rules(name), f"{name}.toml")
    return whole


@cache
def load_words(name: str) -> frozenset[str]:
    """The lines of NAME.txt in this folder, without comments, with those of an adaptation.

    >>> "但是" in load_words("general_words")
    True
    """
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    lines += own_words(name)
    return frozenset(line for line in lines if line and not line.startswith("#"))


def at(name: str, key: str) -> Any:
    """What NAME.toml holds at a dotted key.

    >>> at("collectives", "pointing.kinds")[0]
    '医院'
    """
    value: Any = load(name)
    for part in key.split("."):
        value = value[part]
    return value


def one_of(name: str, key: str) -> str:
    """The words and expressions at a dotted key of NAME.toml, as one group of a pattern; the first that fits is taken.

    >>> one_of("collectives", "pointing.alone")
    '(?:试点|成员|受援)'
    """
    return any_of(name, at(name, key))


def any_of(name: str, words: Iterable[str]) -> str:
    """Words and expressions as one group of a pattern; <list> stands for the words of that list of NAME.toml.

    >>> any_of("relations", ["签约(?!<with_citizens>)"])[:14]
    '(?:签约(?!(?:服务|'
    """
    return f"(?:{_LIST.sub(lambda list_: one_of(name, f'lists.{list_[1]}'), '|'.join(words))})"


def longest(words: Iterable[str]) -> str:
    """Words as one group of a pattern; the longest that fits is taken.

    >>> longest(["合作", "合作社"])
    '(?:合作社|合作)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
