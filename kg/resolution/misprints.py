"""Misprinted names: of two that sound alike and differ in one character, the rarer is a slip of the pinyin keyboard.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], [])
>>> right, slip = (context.drafts.draft("Hospital", name) for name in ("青禾友谊医院", "青禾友宜医院"))
>>> right.names.update({"青禾友谊医院": 3})
>>> merge_misprints(context)
>>> [draft.name for draft in context.drafts]
['青禾友谊医院']
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from kg.resolution.context import Context
from kg.resolution.drafts import Draft
from kg.resolution.names import words

_TELLING_APART = frozenset("".join(words("misprints", "telling_apart")))
_SHORTEST = 5
# What many speakers, and so their keyboards, do not tell apart.
_MERGED_SOUNDS = re.compile("(?<=[zcs])h|(?<=n)g$")


def merge_misprints(context: Context) -> None:
    """Make one draft of two whose names differ in one character that sounds the same; the oftener printed is right.

    Names tell by their numbers and directions (第二, 城东) that they are two.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], [])
    >>> _ = [context.drafts.draft("Hospital", name) for name in ("青禾第四医院", "青禾第十医院")]
    >>> merge_misprints(context)
    >>> [draft.name for draft in context.drafts]
    ['青禾第四医院', '青禾第十医院']
    """
    alike: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
    for draft in context.drafts:
        if draft.cls in ("Place", "Programme", "Unit") or draft.collective or len(draft.name) < _SHORTEST:
            continue
        for position in range(len(draft.name)):
            alike[draft.cls, draft.name[:position], draft.name[position + 1 :]].append(draft)
    for (_, before, _), drafts in alike.items():
        if len(drafts) == 2:
            one, other = sorted(drafts, key=lambda draft: draft.names.total())
            if _sound_alike(one.name[len(before)], other.name[len(before)]):
                context.drafts.merge(one, other, "misprint of")


def _sound_alike(one: str, other: str) -> bool:
    return not {one, other} & _TELLING_APART and not _sounds(one).isdisjoint(_sounds(other))


@lru_cache(maxsize=4096)
def _sounds(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # its dictionary takes half a second to load, and few reports need it

    [readings] = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(_MERGED_SOUNDS.sub("", sound) for sound in readings)
