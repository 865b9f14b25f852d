"""Programmes that are terms of art of the health system, by the list.

>>> [(p.text, p.full) for p in terms_of_art("落实先诊疗、后付费，推行“两票制”")]
[('先诊疗、后付费', '先诊疗后付费'), ('“两票制”', '两票制')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.nlp.mentions.found import Found
from kg.nlp.rules import load

TERM = "term of art"
_PRINTED = re.compile("[“”、]")
_OF = "(?:国家|全国|农村)"  # whose it is: part of what is printed, not of what it is called


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all terms of art with optional quotes and 、, and the canonical name of each."""
    canonical: dict[str, str] = {}
    for group in load("programmes")["terms"]:
        for wording in group:
            canonical[_PRINTED.sub("", wording)] = group[0]
    longest_first = sorted(canonical, key=len, reverse=True)
    firsts = "".join(sorted({word[0] for word in canonical} | set("国全农")))
    wordings = "|".join(f"“?{'[“”、]?'.join(map(re.escape, w))}”?" for w in longest_first)
    starts = f"(?=[“{re.escape(firsts)}])"  # most characters begin no term
    return re.compile(f"{starts}{_OF}?(?P<term>{wordings})"), canonical


def terms_of_art(text: str) -> Iterator[Found]:
    """The terms in a text; a quote that has no other half is left out.

    >>> [p.text for p in terms_of_art("推行“两票制、日间手术”")]
    ['两票制', '日间手术']
    >>> [(p.text, p.full) for p in terms_of_art("农村适龄妇女“两癌”免费检查")]
    [('农村适龄妇女“两癌”免费检查', '适龄妇女“两癌”免费检查')]
    """
    pattern, canonical = _terms()
    for match in pattern.finditer(text):
        name, called = match[0], canonical[_PRINTED.sub("", match["term"])]
        start, end = match.span()
        if ("“" in name) != ("”" in name) and name.startswith("“") != name.endswith("”"):
            name = name.strip("“”")
            start = text.index(name, start)
            end = start + len(name)
        yield Found(start, end, name, "Programme", full=called, rule=TERM)
