"""Words that stand for somebody named elsewhere: 我县, 该院, 双方.

>>> [(m.text, m.means) for m in stand_ins("该院与我局签约，双方互派人员。")]
[('该院', 'last'), ('我局', 'home_bureau'), ('双方', 'both')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.lexicon import HARD
from kg.nlp.rules import at, load, longest, one_of

_CLASSES = {"home_place": "Place", "home_bureau": "GovernmentBody"}
_BEHIND, _NOT_BEFORE = frozenset(at("anaphora", "alone.behind")), frozenset(at("anaphora", "alone.not_before"))
_ALONE = frozenset(w for e in load("anaphora")["word"] if e.get("alone") for w in e["words"])
_COUNTS = frozenset(at("anaphora", "counts.words"))
_COUNTED = re.compile(f"[一-龥]?{one_of('anaphora', 'counts.not_before')}")
_A_NOUN = re.compile(f"[一-龥]{{2,6}}{one_of('anaphora', 'counts.nouns')}")  # 是我县的两家帮扶医院


@cache
def _meanings() -> dict[str, tuple[str, tuple[str, ...]]]:
    """What each word means, and the classes of what it may mean; a word of two entries may mean both's."""
    meanings: dict[str, tuple[str, tuple[str, ...]]] = {}
    for entry in load("anaphora")["word"]:
        for word in entry["words"]:
            means, classes = meanings.get(word, (entry["means"], ()))
            meanings[word] = means, (*classes, *entry.get("class", ()))
    return meanings


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(longest(_meanings()))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """把病区放在中心: not the middle of 中心城区."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (not before or before in HARD or before in _BEHIND) and after not in _NOT_BEFORE


def _is_counted(text: str, start: int, end: int) -> bool:
    """两家医疗机构, 是我县的两家帮扶医院: a noun with its count."""
    noun = text[max(0, start - 1) : start] in ("的", "是", "为") and _A_NOUN.match(text, end, end + 9)
    return bool(noun or _COUNTED.match(text, end, end + 2))


def stand_ins(text: str) -> Iterator[Found]:
    """The stand-ins of a text, in order.

    >>> list(stand_ins("两家医疗机构"))
    []
    """
    for match in _pattern().finditer(text):
        if match[0] in _COUNTS and _is_counted(text, match.start(), match.end()):
            continue
        means, classes = _meanings()[match[0]]
        if match[0] in _ALONE and not _stands_alone(text, match.start(), match.end()):
            continue
        yield Found(
            *(match.start(), match.end(), match[0], _CLASSES.get(means, "Hospital"), "anaphor"),
            means=means,
            classes=classes,
            rule="stand-in",
        )
