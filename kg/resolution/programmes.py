"""Which programme a name means: “银龄守护”行动试点 and 银龄守护行动 are one.

>>> from kg.model import Report
>>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, ""), [], [])
>>> one = programme(context, Found(0, 10, "“银龄守护”行动试点", "Programme"))
>>> one is programme(context, Found(0, 6, "银龄守护行动", "Programme")), one.name
(True, '“银龄守护”行动')
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.programmes.terms import TERM
from kg.resolution.context import Context
from kg.resolution.drafts import Draft

_PRINTED = re.compile('[“”"、 ]')
_TAIL = re.compile("(?:试点|政策|工作)$")
_TRIAL = re.compile("试点$")


def programme(context: Context, mention: Found) -> Draft:
    """The draft of a programme: quotes and a last 试点, 政策, 工作 tell none apart. Terms of art are national.

    >>> from kg.model import Report
    >>> context = Context.of(Report("r", "a.txt", (1, 1), 0, 0, "", place="青禾县"), [], [])
    >>> programme(context, Found(0, 6, "先诊疗后付费", "Programme", rule=TERM)).national
    True
    """
    plain = _PRINTED.sub("", mention.full)
    name = _TRIAL.sub("", mention.full) or mention.full
    draft = context.drafts.at(("Programme", _TAIL.sub("", plain) or plain), "Programme", name)
    for form in mention.forms:
        context.drafts.also(("Programme", _PRINTED.sub("", form)), draft)
    draft.national = draft.national or mention.rule == TERM
    return draft
