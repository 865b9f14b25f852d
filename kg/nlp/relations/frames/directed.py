"""What one does for another: 甲对口支援乙; 乙由甲对口支援; 乙得到甲帮扶.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "县医院对口支援柳林镇卫生院，东湾乡卫生院由县中医院托管。"
>>> [(c.head.text, c.tail.text) for c in read_relations(text, find_mentions(text, None))]
[('县医院', '柳林镇卫生院'), ('县中医院', '东湾乡卫生院')]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.numbers import NUMERAL
from kg.nlp.relations.frames.assistance import assist, assist_by_partners
from kg.nlp.relations.roles import actor, is_care, is_party, mentions_of, named_after, parties, rank, told_behind
from kg.nlp.relations.state import Ends, State
from kg.nlp.relations.structure import Clause, Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.relations.units import built_for
from kg.nlp.rules import at, one_of

_RELIEF = re.compile(one_of("relations", "cues.relief"))
_TRAINING = re.compile(one_of("relations", "cues.training"))
_DISPATCH = re.compile(one_of("relations", "cues.dispatch"))
_GOODS = re.compile("援助[一-龥0-9]{0,8}?(?:药品|物资|设备|资金|仪器|疫苗|口罩|器械|救护车|防护)")
_GUIDANCE = re.compile(one_of("relations", "cues.guidance"))
_OFFICIAL = frozenset({"GovernmentBody", "Place"})
_ROLE = re.compile(one_of("relations", "cues.role"))
_BY_HELP = tuple(at("relations", "cues.by_help"))
_BEGINNING = ("在", "经", "有", "得益于", "受益于", "随着", *(w for w in _BY_HELP if not w.endswith("争取")))
_BUILDING = frozenset(at("relations", "units.built_for"))
_MADE = ("使", "让")
_HELPED = re.compile(one_of("relations", "cues.helped_role"))
_ABOUT = re.compile(one_of("relations", "cues.about_help"))
_SINCE = re.compile(one_of("relations", "cues.since_help"))
_OFFER = re.compile("提供")
_TAKES_CARE = re.compile("负责|承担|实施")
_OF_COUNTED = re.compile(f"的?(?:(?:{NUMERAL})[家所个])?")  # 甲、乙是丙的两家帮扶医院
_PAIR = re.compile("对子|关系")
_IN_ROLE = re.compile(f"{one_of('relations', 'cues.in_role')}$")
_BEARING = re.compile(one_of("relations", "cues.bearing_role"))


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
    if _ABOUT.match(state.text, trigger.end):
        return
    noun = _ROLE.match(state.text, trigger.end)
    if noun and any(g.start == noun.end() for g in clause.groups):
        return  # 对口支援单位甲派出专家: who it is, not what it does
    if role := _in_role(state, trigger):
        assist(state, *role, trigger, None)
        return
    by = _helper_marked(state, trigger)
    if by is not None:
        _passive(state, trigger, by)
        return
    if not clause.groups and assist_by_partners(state, trigger):
        return
    acting = actor(clause, trigger.start)
    if _GUIDANCE.match(trigger.text):
        _guide(state, trigger, acting)
        return
    if (
        acting is None
        and (target := _target(state, trigger, None))
        and (helpers := _told(state, target) or named_after(state.sentence, clause))
    ):
        assist(state, helpers, target, trigger, None)
        return
    target = _target(state, trigger, acting) or _changed(state, trigger, acting)
    if target and _OFFER.match(trigger.text) and all(t is not None and t.cls == "Place" for t in target):
        return  # 为全县发展提供健康保障
    withs = parties(clause, "with", before=trigger.start)
    two = target is None and acting is not None and len(acting.mentions) == 2 and not withs
    if two and acting is not None and _PAIR.match(state.text, trigger.end):
        higher, lower = sorted(acting.mentions, key=rank, reverse=True)  # 甲、乙结成帮扶对子
        if rank(higher) > rank(lower):
            assist(state, [higher], [lower], trigger, acting)
    elif target is not None:
        assist(state, acting.mentions if acting else state.carried(), target, trigger, acting)
    elif withs:
        # 县医院与省医院开展对口帮扶: the higher one helps
        heads: Ends = acting.mentions if acting else state.carried()
        tails: Ends = withs[-1].mentions
        if rank(tails[0]) > rank(heads[0]):
            heads, tails = tails, heads
        assist(state, heads, tails, trigger, acting)


def _helper_marked(state: State, trigger: Trigger) -> Group | None:
    """由甲托管, 托管于甲, 帮扶由甲承担, 依托甲的帮扶."""
    clause = state.clause
    if by := parties(clause, "by", before=trigger.start):
        return by[-1]
    done = [g for g in parties(clause, "by", after=trigger.end) if _TAKES_CARE.match(state.text, g.end)]
    at = [g for g in parties(clause, "place", after=trigger.end) if g.marker == "于" and g.start == trigger.end + 1]
    by = [
        g
        for g in parties(clause, "cause", before=trigger.start)
        if state.text[g.end : g.end + 1] == "的" or g.marker == "自" or g.marker.endswith("争取")
    ]
    own = [g for g in by if g.marker in _BY_HELP and not parties(clause, "", "to", "for", after=g.end)]
    return next(iter([*done, *at, *own]), None)


def _in_role(state: State, trigger: Trigger) -> tuple[Ends, Ends] | None:
    """甲是乙的受援医院; 甲的支援单位为乙: who helps whom, the higher one where the word does not tell."""
    clause, text = state.clause, state.text
    noun = _ROLE.match(text, trigger.end)
    before_it = (g for g in reversed(clause.groups) if g.end <= trigger.start)
    owner = next((g for g in before_it if _OF_COUNTED.fullmatch(text, g.end, trigger.start)), None)
    if noun is None or owner is None or not is_party(owner):
        return None
    if copula := _BEARING.match(text, noun.end()):
        behind = state.sentence.clause_after(clause) if copula[0] == "：" else clause
        named = parties(behind, "", "for", after=noun.end()) if behind else []
        other: Ends = named[0].mentions if named and named[0].start <= copula.end() + 1 else []
    elif owner.case == "for" or _IN_ROLE.search(text, clause.start, owner.start):
        before = next(iter(parties(clause, "object", before=owner.start)), None) or actor(clause, owner.start)
        other = before.mentions if before else state.carried()
    else:
        return None
    if not other:
        return None
    above = rank(owner.first) > rank(other[0]) and owner.first.means != "own"
    owner_helps = above or _HELPED.match(trigger.text + noun[0]) is not None
    return (owner.mentions, other) if owner_helps else (other, owner.mentions)


def _guide(state: State, trigger: Trigger, acting: Group | None) -> None:
    """甲指导乙开展手术: between institutions; a bureau's guidance is its office."""
    heads: Ends = acting.mentions if acting else state.subject
    aimed = parties(state.clause, "cause", "to", "for")
    aimed = [g for g in aimed if (g.marker == trigger.text or g.end <= trigger.start) and g is not acting]
    aimed += [g for g in parties(state.clause, "") if g.start == trigger.end]
    helped = [g for g in aimed if (is_care(g.first) or g.first.cls == "Unit") and g.first.kind != "anaphor"]
    before = state.text[state.sentence.start : trigger.start]
    sent = _DISPATCH.search(before) and not _TRAINING.search(before)  # 甲派出专家，协助乙培训
    guides = ("Hospital", "PublicHealthInstitution") if sent else ("Hospital",)
    if helped and all(h is not None and h.cls in guides for h in heads):
        assist(state, heads, helped[-1].mentions, trigger, acting)


def _told(state: State, target: Ends) -> Ends:
    """帮扶甲的是乙."""
    last = target[-1]
    return told_behind(state.text, state.clause, last.end) if last is not None else []


def _passive(state: State, trigger: Trigger, by: Group) -> None:
    """乙由甲帮扶, 由甲帮扶乙, 将乙交由甲托管."""
    clause = state.clause
    bare = parties(clause, "", before=trigger.start)
    after = parties(clause, "", "object", after=trigger.end)
    after += [g for g in parties(clause, "place", after=trigger.end) if g.marker == trigger.text]  # 驰援乙
    if bare and bare[0].start < by.start and not (after and bare[0].first.cls == "GovernmentBody"):
        helped: Ends = bare[0].mentions
    elif after:
        helped = after[0].mentions
    else:
        helped = mentions_of(parties(clause, "object")) or _helped_next(state, by) or state.carried()
    if _GUIDANCE.match(trigger.text) and (by.first.cls in _OFFICIAL or not is_care(by.first)):
        return
    assist(state, by.mentions, helped, trigger, bare[0] if bare else None)


def _helped_next(state: State, by: Group) -> Ends:
    """在乙帮助下，甲开展…; 经乙帮扶，甲晋级: who begins the clause behind, where this one begins with the help."""
    start = (by.within or by.first).start - len(by.marker)
    begins = start <= state.clause.start + 1 and by.marker in _BEGINNING
    after = state.sentence.clause_after(state.clause) if begins else None
    return _first(after) if after is not None else []


def _first(clause: Clause) -> Ends:
    """Who begins a clause, by itself or as made to act."""
    first = next(iter(parties(clause, "", *(["cause"] if clause.text.startswith(_MADE) else []))), None)
    return first.mentions if first is not None and first.start <= clause.start + 2 else []


def _changed(state: State, trigger: Trigger, acting: Group | None) -> Ends | None:
    """甲托管以来，乙…; 甲的帮扶，让乙…: who begins the clause behind."""
    after = state.sentence.clause_after(state.clause)
    if after is None or acting is None or not is_care(acting.first):
        return None
    since = _SINCE.match(state.text, trigger.end, state.clause.end)
    made = trigger.end == state.clause.end and after.text.startswith(_MADE)
    return (_first(after) or None) if since or made else None


def _target(state: State, trigger: Trigger, acting: Group | None) -> Ends | None:
    """Whom: behind the trigger, else in a case that says so, else a second bare group, else where it happens."""
    clause = state.clause
    after = parties(clause, "", "object", after=trigger.end)
    aimed = parties(clause, "to", "for", "place", "object")
    if after and (not aimed or aimed[0].start > trigger.end):
        # but 帮|甲建起科室
        unit = after[0].first.cls == "Unit" and after[0].first.owner is None and trigger.text in _BUILDING
        return (built_for(state, acting) if unit else None) or after[0].mentions
    if aimed:
        return (aimed[-1] if aimed[-1].start < trigger.start else aimed[0]).mentions
    if acting is None:
        return None
    if made := [g for g in parties(clause, "cause", after=trigger.end) if g.marker in _MADE]:
        return made[0].mentions  # 甲的帮扶使乙大变样
    others = [g for g in parties(clause, "", before=trigger.start) if g is not acting]
    if others and others[-1].first.cls != "GovernmentBody":  # 局安排甲与乙结对帮扶
        return others[-1].mentions
    if _RELIEF.search(trigger.text) and state.subject and state.subject[0].cls == "Place":
        return state.subject
    if is_care(acting.first) and acting.first.place and _GOODS.search(clause.text):
        return [None]  # 某市医院紧急援助药品: to who writes
    return None
