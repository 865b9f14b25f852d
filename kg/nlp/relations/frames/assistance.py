"""Who helps whom, for the frames of assistance: filtered to those who can, paired, remembered."""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.relations.roles import attributes, chained, company, is_party, paired, parties
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.rules import one_of

_BY_THEM = re.compile(one_of("relations", "cues.by_them"))


def assist(state: State, heads: Ends, tails: Ends, trigger: Trigger, acting: Group | None) -> None:
    """Note that the heads help the tails. `acting` is the group in the clause that acts, None where it is carried.

    >>> state = State("县医院帮扶")
    >>> assist(state, [Found(0, 3, "县医院", "Hospital")], [None], Trigger("assists", "directed", 3, 5, "帮扶"), None)
    >>> [(c.head.text, c.tail) for c in state.candidates]
    [('县医院', None)]
    """
    heads = [*heads, *company(state.text, state.clause, acting, trigger.start)]
    helpers = [h for h in heads if h is None or h.cls != "Programme"]
    helped = [t for t in tails if t is None or _can_be_helped(t)]
    apart = any(g.apart for g in state.clause.groups if is_party(g)) or (acting is None and state.apart)
    aimed = parties(state.clause, "to", "for", "place", "with")
    pairs = (acting is not None and chained(state.text, acting, aimed)) or paired(helpers, helped, apart=apart)
    state.say(trigger.relation, pairs, trigger, attributes(state.clause))
    if pairs:
        state.here.helped = (list(dict.fromkeys(h for h, _ in pairs)), list(dict.fromkeys(t for _, t in pairs)))


def assist_by_partners(state: State, trigger: Trigger) -> bool:
    """Note help by those with whom the clause before agrees (与乙签约，由其派驻专家); whether it is by them.

    >>> assist_by_partners(State("由其托管"), Trigger("assists", "directed", 2, 4, "托管"))  # nobody agreed
    False
    """
    if not state.here.partners or not _BY_THEM.search(state.text, state.clause.start, trigger.start):
        return False
    assist(state, *state.here.other_side(), trigger, None)
    return True


def _can_be_helped(mention: Found) -> bool:
    if mention.cls == "GovernmentBody":
        return mention.kind != "name"
    return mention.cls not in ("Programme", "MedicalAlliance")
