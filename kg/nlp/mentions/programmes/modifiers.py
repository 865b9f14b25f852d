"""What stands before the ending of a scheme's name: which of it belongs to the name."""

from __future__ import annotations

import re

from kg.nlp.rules import at, load, load_words, longest, one_of

_OPENERS = re.compile(f"^{one_of('programmes', 'openers')}")
_EMPTY = frozenset(at("programmes", "empty"))
CUTS = re.compile(one_of("programmes", "cuts"))
VERB = re.compile(
    f"{longest(load('programmes')['verbs'])}{one_of('programmes', 'after_verb')}?"
    "(?:[0-9]+[次场轮期批]|[一二三四五两]项)?"
)
_HEALTH = re.compile(one_of("programmes", "health"))
_PHRASE = re.compile("[了着和与及在为以向从到由把被其该各这那有是]|[县市区局委]$|[医生健]院")
_LONGEST_BEFORE_QUOTE = 12


def trim(modifier: str) -> str:
    """The modifier without the adverbs and verbs before it.

    >>> trim("扎实开展妇幼健康")
    '妇幼健康'
    """
    while match := _OPENERS.match(modifier):
        modifier = modifier[match.end() :]
    return modifier


def hollow(modifier: str) -> bool:
    """Whether it is made of words that name no scheme.

    >>> hollow("重大公共卫生"), hollow("妇幼健康")
    (True, False)
    """
    reachable = {0}
    for end in range(1, len(modifier) + 1):
        if any(modifier[start:end] in _EMPTY for start in reachable):
            reachable.add(end)
    return len(modifier) in reachable


def before_quote(before: str) -> str:
    """What of the words before a quote belongs to the name: 健康教育 in 开展健康教育“六进”活动.

    >>> before_quote("全面开展健康教育"), before_quote("我局派员到现场观摩")
    ('健康教育', '')
    """
    end = max((found.end() for pattern in (VERB, CUTS) for found in pattern.finditer(before)), default=0)
    own = trim(before[end:])
    if not 2 <= len(own) <= 8 or own in load_words("general_words") or _PHRASE.search(own):
        return ""
    if end == 0 and len(before) == _LONGEST_BEFORE_QUOTE:
        return ""  # the phrase goes on to the left
    return own if _HEALTH.search(own) else ""
