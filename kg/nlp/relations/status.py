"""Whether a clause tells what is, what is planned, or what is not.

>>> [status_of(c) for c in ("县医院与市医院签约", "县医院拟与市医院签约", "县医院未与市医院签约")]
['actual', 'planned', 'denied']
"""

from __future__ import annotations

import re
from typing import Literal

from kg.nlp.rules import one_of

Reading = Literal["actual", "planned", "denied"]

_PLANNED = re.compile(one_of("status", "planned.words"))
_AFFIRMED = re.compile(one_of("status", "affirmed.words"))
_DENIED = re.compile(one_of("status", "denied.words"))
_DONE = re.compile(one_of("status", "done.words"))
_UNDONE = re.compile(one_of("status", "undone.words"))
_MEANT = re.compile(one_of("status", "undone.meant"))


def status_of(clause: str) -> Reading:
    """How the words of a clause present it.

    >>> status_of("省医院将县医院列为协作单位"), status_of("省医院将于下半年派驻专家")
    ('actual', 'planned')
    >>> status_of("无一不参加义诊"), status_of("没有一家参加义诊")
    ('actual', 'denied')
    """
    if _DENIED.search(_AFFIRMED.sub("□", clause)):
        return "denied"
    return "planned" if _PLANNED.search(clause) else "actual"


def is_done(clause: str) -> bool:
    """Whether the clause says outright that it has been done.

    >>> is_done("已与市医院签约"), is_done("与市医院签约")
    (True, False)
    """
    return bool(_DONE.search(clause))


def is_undone(clause: str) -> bool:
    """Whether the clause says that what the one before tells came to nothing.

    >>> is_undone("因疫情未能成行"), is_undone("未能与市医院签约")
    (True, False)
    """
    return bool(_UNDONE.search(clause))


def is_only_meant(clause: str) -> bool:
    """Whether the clause says that something was only meant to be.

    >>> is_only_meant("原定与市医院签约"), is_only_meant("与市医院签约")
    (True, False)
    """
    return bool(_MEANT.search(clause))
