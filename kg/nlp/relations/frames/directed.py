"""What one does for another: 甲对口支援乙; 乙由甲对口支援; 乙得到甲帮扶.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院对口支援柳林镇卫生院，东湾乡卫生院由县中医院托管。"
>>> [(c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '柳林镇卫生院'), ('县中医院', '东湾乡卫生院')]
"""

from __future__ import annotations

import re

from kg.nlp.relations.frames.assistance import assist
from kg.nlp.relations.roles import actor, mentions_of, named_after, parties, rank
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_RELIEF = re.compile(one_of("relations", "cues.relief"))


def directed(state: State, trigger: Trigger) -> None:
    """Read who helps whom.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "县医院帮扶东湾乡卫生院"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> directed(state, Trigger("assists", "directed", 3, 5, "帮扶"))
    >>> [c.tail.text for c in state.candidates]
    ['东湾乡卫生院']
    """
    clause = state.clause
    by = parties(clause, "by", before=trigger.start) or [
        g for g in parties(clause, "place", after=trigger.end) if g.marker == "于" and g.start == trigger.end + 1
    ]  # 由甲托管, 托管于甲
    if by:
        _passive(state, trigger, by[-1])
        return
    acting = actor(clause, trigger.start)
    if (
        acting is None
        and (helpers := named_after(state.sentence, clause))
        and (target := _target(state, trigger, None))
    ):
        assist(state, helpers, target, trigger, None)
        return
    target = _target(state, trigger, acting)
    if target is not None:
        assist(state, acting.mentions if acting else state.carried(), target, trigger, acting)
    elif withs := parties(clause, "with", before=trigger.start):
        # 县医院与省医院开展对口帮扶: the higher one helps
        heads: Ends = acting.mentions if acting else state.carried()
        tails: Ends = withs[-1].mentions
        if rank(tails[0]) > rank(heads[0]):
            heads, tails = tails, heads
        assist(state, heads, tails, trigger, acting)


def _passive(state: State, trigger: Trigger, by: Group) -> None:
    """乙由甲帮扶, 由甲帮扶乙, 将乙交由甲托管."""
    clause = state.clause
    bare = parties(clause, "", before=trigger.start)
    after = parties(clause, "", "object", after=trigger.end)
    if bare and bare[0].start < by.start:
        helped: Ends = bare[0].mentions
    elif after:
        helped = after[0].mentions
    else:
        helped = mentions_of(parties(clause, "object")) or _helped_next(state, by) or state.carried()
    assist(state, by.mentions, helped, trigger, bare[0] if bare else None)


def _helped_next(state: State, by: Group) -> Ends:
    """在乙帮助下，甲开展…: who begins the clause behind."""
    after = state.sentence.clause_after(state.clause) if by.marker == "在" else None
    first = next(iter(parties(after, "")), None) if after is not None else None
    return first.mentions if first is not None and after is not None and first.start <= after.start + 2 else []


def _target(state: State, trigger: Trigger, acting: Group | None) -> Ends | None:
    """Whom: behind the trigger, else in a case that says so, else a second bare group, else where it happens."""
    clause = state.clause
    after = parties(clause, "", "object", after=trigger.end)
    aimed = parties(clause, "to", "for", "place", "object")
    if after and (not aimed or aimed[0].start > trigger.start):
        return after[0].mentions
    if aimed:
        return (aimed[-1] if aimed[-1].start < trigger.start else aimed[0]).mentions
    if acting is None:
        return None
    if others := [g for g in parties(clause, "", before=trigger.start) if g is not acting]:
        return others[-1].mentions
    if _RELIEF.search(trigger.text) and state.subject and state.subject[0].cls == "Place":
        return state.subject
    return None
