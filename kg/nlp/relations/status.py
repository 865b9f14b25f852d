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
_DENIED = re.compile(one_of("status", "denied.words"))
_DONE = re.compile(one_of("status", "done.words"))


def status_of(clause: str) -> Reading:
    """How the words of a clause present it.

    >>> status_of("省医院将县医院列为协作单位"), status_of("省医院将于下半年派驻专家")
    ('actual', 'planned')
    """
    if _DENIED.search(clause):
        return "denied"
    return "planned" if _PLANNED.search(clause) else "actual"


def is_done(clause: str) -> bool:
    """Whether the clause says outright that it has been done.

    >>> is_done("已与市医院签约"), is_done("与市医院签约")
    (True, False)
    """
    return bool(_DONE.search(clause))
