"""Who works elsewhere for a time: 甲派专家到乙坐诊; 甲向乙派驻医师; 甲12人驻乙.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.reading import read_relations
>>> text = "江北市中心医院选派3名专家到县医院坐诊。"
>>> [(c.head.text, c.tail.text, c.attributes) for c in read_relations(text, find_mentions(text, None))]
[('江北市中心医院', '县医院', {'personnel': 3})]
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import Found
from kg.nlp.relations.frames.assistance import assist, assist_by_partners
from kg.nlp.relations.roles import (
    PEOPLE,
    SHARE,
    actor,
    is_care,
    is_of_their_own,
    is_same,
    mentions_of,
    parties,
    rank,
    told_behind,
)
from kg.nlp.relations.state import Ends, Sent, State
from kg.nlp.relations.structure import Group
from kg.nlp.relations.triggers import Trigger
from kg.nlp.relations.units import FOUNDING
from kg.nlp.rules import at, one_of

_TRAINING = re.compile(one_of("relations", "cues.training"))
_TEACHING = re.compile(one_of("relations", "cues.teaching"))
_CARE_WORK = re.compile(one_of("relations", "cues.care_work"))
_STRONG = re.compile(one_of("relations", "cues.strong_visit"))
_SENDING = re.compile(one_of("relations", "cues.sending"))
_DISPATCH = re.compile(one_of("relations", "cues.dispatch"))
_ARRIVED = re.compile(one_of("relations", "lists.arrived"))
_COMING = re.compile(one_of("relations", "cues.coming"))
_AT_WORK = re.compile(one_of("relations", "cues.at_work"))
_VISITING = re.compile(one_of("relations", "cues.visiting"))
_INVITING: frozenset[str] = frozenset(at("relations", "cues.inviting"))
_POSTED = tuple(at("relations", "cues.posted"))
_THEM = re.compile(one_of("relations", "cues.them"))
_TAUGHT = re.compile(one_of("relations", "cues.taught"))
_LECTURE = re.compile("课|教|传授|培训|指导")
_THOSE = re.compile("的[一-龥]{0,4}(?:医师|医生|护士|专家|人员|队员|团队)")
_SCHOOL = re.compile("大学|学院|党校$")


_HELD_HERE = re.compile("[我来][县市区旗](?:开展|举办|举行|实施)$")
_INVITED = re.compile("(?:邀请|特邀|约请|聘请|请)(?:其|来)?[^，。]{0,6}?(?:专家|教授|名医|主任|医师|医生|团队)")
_EACH_OF = re.compile("^每[个家所]")
_AT_THEIRS = re.compile("驻点|驻守|常驻|蹲点")
_THE_OTHER = re.compile("，?对方")


def visit(state: State, trigger: Trigger) -> None:
    """Read who works where.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "县医院派人到江北市中心医院进修"
    >>> [sentence] = sentences(text, find_mentions(text, None))
    >>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
    >>> visit(state, Trigger("assists", "visit", 3, 5, "派人"))
    >>> state.candidates  # they go there to be trained
    []
    """
    clause, text = state.clause, state.clause.text
    targets = _targets(state, trigger)
    if targets and _is_training(state, targets[-1]):
        return
    if not targets and _SENDING.search(trigger.text) and _is_training(state, trigger):
        return  # 选派医师赴京进修
    if _AT_WORK.search(trigger.text) and not _are_elsewhere(state, trigger, targets):
        return
    is_strong = _STRONG.search(trigger.text) is not None
    if not is_strong and not (
        _CARE_WORK.search(text) or _TAUGHT.search(text) or (PEOPLE.search(text) and _SENDING.search(trigger.text))
    ):
        return
    if invited := [g for g in parties(clause, "cause", "by", before=trigger.end + 1) if g.marker in _INVITING]:
        _invite(state, trigger, invited[-1], targets)
        return
    if state.here.partners and _INVITED.search(text) and all(g.marker == "来" for g in clause.groups):
        assist(state, state.here.partners, state.here.agreed, trigger, None)  # 与乙合作，定期邀请专家坐诊
        return
    by = parties(clause, "by", before=trigger.start)
    if state.here.partners and not by and _THE_OTHER.match(text) and not actor(clause, trigger.start):
        assist(state, *state.here.other_side(), trigger, None)  # 与乙签约，对方派教授来院
        return
    if not targets and assist_by_partners(state, trigger):
        return
    to_a_set = all(m.kind == "kind" or m.means == "home_place" for m in mentions_of(targets))
    if to_a_set and not by and _DISPATCH.search(text):
        sender = actor(clause, trigger.start)
        state.here.sent = Sent("assists", list(sender.mentions) if sender else state.carried())
    acting = by[-1] if by else actor(clause, min([trigger.start, *(t.start for t in targets)]))
    sent = parties(clause, "cause", after=trigger.start, before=targets[-1].start) if targets and not by else []
    if sent and (is_care(sent[-1].first) or (sent[-1].first.cls == "Unit" and sent[-1].first.kind == "name")):
        acting = sent[-1]  # 县卫健局组织县医院到乙义诊
    if acting is None and targets:
        acting = actor(clause, trigger.start)
    listed = targets and not by and state.text[trigger.start - 1] == "、"
    if listed and _THOSE.match(state.text, targets[-1].end):
        acting = None  # 甲领导、派驻乙的医师参加
    if trigger.text.endswith("任") and acting is not None and not is_care(acting.first, "own"):
        return  # a bureau's man holds an office
    if _HELD_HERE.search(trigger.text) and acting is not None and acting.first.cls == "GovernmentBody":
        return  # 某局到我县开展督查
    if trigger.text.endswith("指导") and acting is not None and acting.first.cls == "GovernmentBody":
        return  # a bureau's guidance is its office
    if acting is not None and (_EACH_OF.search(acting.first.text) or is_of_their_own(acting)):
        acting = actor(clause, acting.start)  # 与乙签约，每个卫生院派驻1名; 选派产科、儿科骨干
    told = told_behind(state.text, clause, max([trigger.end, *(t.end for t in targets)])) if acting is None else []
    heads: Ends = acting.mentions if acting else told or state.carried()
    if acting is not None and not targets and _LECTURE.search(trigger.text):
        state.here.taught = acting.mentions
    if acting is None and not targets and _DISPATCH.search(text) and (outpost := _outpost(state)):
        assist(state, *outpost, trigger, None)
    elif acting is None and state.hosting and targets and targets[-1].marker == "来":
        assist(state, state.before, state.subject, trigger, None)  # 乙在甲设立工作室，每月来院手术
    elif acting is None and state.here.helped and targets and targets[-1].marker == "来":
        assist(state, *state.here.helped, trigger, None)  # 甲引进乙专家，每月来院手术
    elif targets:
        assist(state, heads, _all_of(state, targets), trigger, acting)
    elif acting is None and state.here.went and is_strong:
        assist(state, *state.here.went, trigger, None)
    elif acting is None and state.here.helped and trigger.text == "下派":
        assist(state, *state.here.helped, trigger, None)  # 甲与乙组建医联体，下派院长3名
    elif acting is not None and (other := _other_side(state, acting)):
        assist(state, heads, other, trigger, acting)
    elif acting is not None and _LECTURE.search(trigger.text) and _taught_before(state, acting):
        assist(state, heads, state.subject, trigger, acting)
    elif acting is not None and state.here.helped and _ARRIVED.search(trigger.text):
        assist(state, heads, state.here.helped[1], trigger, acting)  # 甲市帮扶乙县，甲市某医院的医师到岗
    elif acting is not None and _COMING.search(text):
        assist(state, heads, _visited(state, acting) or [None], trigger, acting)
    elif acting is not None and _DISPATCH.search(text) and PEOPLE.search(text) and _is_above(state, acting):
        assist(state, heads, state.subject, trigger, acting)  # 我院是某医共体成员，县医院派驻医师2名
    elif by:
        bare = parties(clause, "", before=by[-1].start)
        partners = state.here.other_side()[0] if _goes_to_partners(state, trigger) else []
        assist(state, heads, bare[0].mentions if bare else partners or _visited(state, by[-1]), trigger, acting)
    elif _goes_to_partners(state, trigger):
        assist(state, heads, state.here.partners, trigger, acting)


def _targets(state: State, trigger: Trigger) -> list[Group]:
    """Where to, or to whom; nobody treats patients at a bureau or a university."""
    targets = [
        g
        for g in parties(state.clause, "place", "to", "for")
        if not (g.first.cls == "Unit" and g.first.kind == "kind" and not g.first.quantified)  # 派来产科专家
        and (g.first.cls != "GovernmentBody" and not _SCHOOL.search(g.first.text))
        or g.first.means
    ]
    if not targets:
        # 驻点乙; 派出5名专家驻点乙
        after = parties(state.clause, "", after=trigger.end)[:1]
        posted = [g for g in after if state.text[trigger.start : g.start].endswith(_POSTED)]
        return [g for g in posted if is_care(g.first, "own") or not trigger.text.endswith("任")]  # 兼任甲学会会长
    return targets


def _are_elsewhere(state: State, trigger: Trigger, targets: list[Group]) -> bool:
    """甲2名医师在乙工作: the people of one institution at another, not those of a ward or a county."""
    acting = actor(state.clause, trigger.start)
    heads = acting.mentions if acting else state.subject
    at_home = any(m.means == "own" or (m.cls == "Unit" and m.owner is None) for m in mentions_of(targets))
    return bool(targets and heads) and all(is_care(h, "own") for h in heads) and not at_home


def _invite(state: State, trigger: Trigger, invited: Group, targets: list[Group]) -> None:
    """甲请乙专家来院手术: to who invites, or where they are invited to."""
    inviting = actor(state.clause, invited.start - len(invited.marker))
    placed = [g for g in targets if g.first.means != "last"]
    hosts: Ends = placed[-1].mentions if placed else inviting.mentions if inviting else state.carried()
    if is_care(invited.first) or invited.first.cls in ("Unit", "PartnerInstitution"):
        assist(state, invited.mentions, hosts, trigger, invited)


def _all_of(state: State, targets: list[Group]) -> Ends:
    """到甲5人、到乙7人; 向甲派驻5人、乙7人: all that have their number; else the last one."""
    numbered = [g for g in targets if SHARE.match(state.text, g.end)]
    if len(targets) == len(numbered) > 1:
        return mentions_of(numbered)
    behind = [g for g in parties(state.clause, "", after=targets[-1].end) if SHARE.match(state.text, g.end)]
    return [*targets[-1].mentions, *mentions_of(behind)]


def _is_training(state: State, target: Group | Trigger) -> bool:
    """到乙进修; not 到乙指导、培训."""
    training = _TRAINING.search(state.text, target.end, state.clause.end)
    goer = actor(state.clause, target.start)
    above = isinstance(target, Group) and rank(target.first) > rank(goer.first if goer else None)
    if not above and _TAUGHT.search(state.text, target.end, state.clause.end):
        return False
    return training is not None and not _TEACHING.search(state.text, target.end, training.start())


def _is_above(state: State, acting: Group) -> bool:
    """Whether those who act stand above who acted before in the sentence, or are others than who writes; but of
    several who send (甲选派3人，乙下派2人) none is sent to.
    """
    if _DISPATCH.search(state.text, state.sentence.start, state.clause.start):
        return False
    stays = _AT_THEIRS.search(state.clause.text)  # 县疾控中心建成实验室。市疾控中心派出4人驻点帮助
    others = [
        s for s in state.subject if s.text not in {m.text for m in acting.mentions} and (stays or state.in_sentence(s))
    ]
    above = all(s.means == "own" or (is_care(s) and rank(s) < rank(acting.first)) for s in others)
    return (
        bool(others)
        and len(others) == len(state.subject)
        and above
        and acting.first.kind == "name"
        and is_care(acting.first)
    )


def _taught_before(state: State, acting: Group) -> bool:
    """甲举办培训，乙专家授课: who acts before them in the sentence."""
    others = [s for s in state.subject if s not in acting.mentions]
    return bool(others) and all(is_care(s) and state.in_sentence(s) and rank(s) <= rank(acting.first) for s in others)


def _visited(state: State, acting: Group) -> Ends:
    """Who is visited by those who come: who acted before them."""
    acts = {m.text for m in acting.mentions}
    for subject in (state.subject, _disposed_of(state), state.before):
        if others := [s for s in subject if s.text not in acts]:
            return others
    return [] if state.subject else [None]


def _disposed_of(state: State) -> list[Found]:
    """甲把乙列入站点，由甲派驻医师: of whom the clauses before dispose."""
    before = [c for c in state.sentence.clauses if c.start < state.clause.start]
    return [m for c in before for m in mentions_of(parties(c, "object")) if is_care(m)]


def _other_side(state: State, acting: Group) -> Ends:
    """甲与乙结对，乙下派专家: to 甲; 甲、乙与丙签约，其中甲派驻团队: to 丙."""
    here = state.here
    if here.partners and acting.first.means in ("first", "second"):
        trained = _TRAINING.search(state.text, acting.end, state.clause.end)
        return () if trained else here.partners if acting.first.means == "first" else here.agreed
    if here.helped and any(is_same(acting.first, helped) for helped in here.helped[1]):
        return ()  # 乙派出院长，甲派出副院长配合
    if any(is_same(acting.first, partner) for partner in here.partners):
        return here.agreed
    among = any(is_same(acting.first, head) for head in here.agreed)
    by_agreement = bool(here.partners) and not state.in_sentence(here.partners[0])  # 甲与丙签约。协议约定，甲派驻团队
    return here.partners if among and (by_agreement or state.clause.text.startswith("其中")) else ()


def _outpost(state: State) -> tuple[Ends, Ends] | None:
    """甲在乙设立分院，下派团队: who founds something at whom in the clause before."""
    before = next((c for c in state.sentence.clauses if c.end == state.clause.start - 1), None)
    if before is None or not FOUNDING.search(before.text):
        return None
    founders = [g for g in parties(before, "") if is_care(g.first)]
    hosts = [g for g in parties(before, "place") if g.marker == "在" and is_care(g.first)]
    return (founders[0].mentions, hosts[0].mentions) if founders and hosts else None


def _goes_to_partners(state: State, trigger: Trigger) -> bool:
    """与乙签约，每周派专家坐诊: at the partner's."""
    agreed = state.here.relation in ("contractsWith", "cooperatesWith")
    goes = _VISITING.search(trigger.text) or _THEM.match(state.text, trigger.end)
    return bool(state.here.partners) and agreed and bool(goes)
