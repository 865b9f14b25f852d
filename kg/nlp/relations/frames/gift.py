"""Who gives something to whom: 甲向乙捐赠; 甲为乙添置设备; 乙获甲捐赠.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "江北市康源医药有限公司向县医院捐赠口罩。"
>>> [(c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('江北市康源医药有限公司', '县医院')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.frames.assistance import assist
from kg.nlp.relations.roles import actor, is_care, parties
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_BUILT = re.compile("[建赠助款]{0,2}(?:了)?的?")  # 甲捐建的乙
_HEALTH_BUREAU = re.compile("^(?:我|[县市区旗])?(?:卫健|卫计|卫生|局|委)")
_DONATION = re.compile(one_of("relations", "cues.donation"))


def gift(state: State, trigger: Trigger) -> None:
    """Read who gives to whom; where the giver is not said, only what is called a gift is one.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "为柳林镇卫生院购置设备"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> gift(state, Trigger("assists", "gift", 7, 9, "购置"))
    >>> state.candidates
    []
    """
    clause = state.clause
    by = parties(clause, "by", before=trigger.end + 1)
    donated = _DONATION.search(trigger.text)
    if by and donated:
        got = parties(clause, "", before=by[-1].start) or _received(state, trigger)
        assist(state, by[-1].mentions, got[0].mentions if got else state.subject, trigger, None)
        return
    bare = parties(clause, "", before=trigger.start)
    if donated and len(bare) > 1 and state.text[bare[-1].start - 1] in "是系" and bare[-1].end == trigger.start:
        assist(state, bare[-1].mentions, bare[0].mentions, trigger, None)  # 甲的彩超是乙捐赠的
        return
    if donated and (given := _BUILT.match(state.text, trigger.end)):
        built = [g for g in parties(clause, "", after=trigger.end) if g.start == given.end() and is_care(g.first)]
        giver = actor(clause, trigger.start)
        if built and giver is not None:
            assist(state, giver.mentions, built[0].mentions, trigger, giver)
            return
    targets = [g for g in parties(clause, "to", "for") if is_care(g.first) or g.first.cls == "PartnerInstitution"]
    if donated and not targets:
        targets = [g for g in parties(clause, "to") if g.first.cls == "Place" and g.end == trigger.start]
    if not targets and donated:
        targets = _received(state, trigger)
    if not targets and donated and state.here.partners and not parties(clause, ""):
        assist(state, state.carried(), state.here.partners, trigger, None)  # 与乙签约，并赠送设备
    to_bureau = any(_HEALTH_BUREAU.search(g.first.full) for g in parties(clause, "to", "for"))
    if donated and not targets and to_bureau and (giver := actor(clause, trigger.start)):
        assist(state, giver.mentions, [None], trigger, giver)  # 甲向县卫健局捐赠: to the county that writes
        return
    if donated and not targets and state.here.helped and (giver := actor(clause, trigger.start)):
        assist(state, giver.mentions, state.here.helped[1], trigger, giver)  # 甲为丙捐赠衣物，乙捐赠口罩
        return
    if not targets:
        return
    acting = actor(clause, targets[0].start)
    if acting is not None or state.subject or donated:
        assist(state, acting.mentions if acting else state.carried(), targets[0].mentions, trigger, acting)


def _received(state: State, trigger: Trigger) -> list[Group]:
    """甲捐赠的设备交付乙, 在乙启用: where the gift comes to."""
    if state.text[trigger.end : trigger.end + 1] not in ("的", "给", "予"):
        return []
    return [g for g in parties(state.clause, "to", "place", after=trigger.end) if is_care(g.first)]
