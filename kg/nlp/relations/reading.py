"""From the groups of a clause and the triggers in it to candidate relations.

The reader goes through the sentences once and remembers what a reader remembers: who acts (the subject is often
left out), which alliance is being spoken of, whether the section or clause speaks of plans.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> text = "县医院、县中医院分别对口支援东湾乡卫生院、柳林镇卫生院，并拟与江北市中心医院签约。"
>>> for c in read_relations(text, find_mentions(text, None)):
...     print(c.type, c.head.text, c.tail.text, c.status)
assists 县医院 东湾乡卫生院 actual
assists 县中医院 柳林镇卫生院 actual
contractsWith 县医院 江北市中心医院 planned
contractsWith 县中医院 江北市中心医院 planned
"""

from __future__ import annotations

import re
from itertools import takewhile

from kg.nlp.mentions.found import Found
from kg.nlp.relations.candidate import Candidate
from kg.nlp.relations.counterparts import is_within_one, recall_counterparts
from kg.nlp.relations.frames import FRAMES
from kg.nlp.relations.frames.mutual import CARE_AT_A_DISTANCE, is_no_contract
from kg.nlp.relations.implements import read_programmes
from kg.nlp.relations.joint_action import ends_open, read_joint_action, who_help_out
from kg.nlp.relations.plans import planned_sentences
from kg.nlp.relations.roles import actor, is_care, mentions_of, parties, product, programmes_in, rank
from kg.nlp.relations.sections import ENUMERATOR
from kg.nlp.relations.sentences import sentences
from kg.nlp.relations.service import read_service
from kg.nlp.relations.shares import read_shares
from kg.nlp.relations.state import Remembered, State
from kg.nlp.relations.status import is_done, is_only_meant, is_undone, status_of
from kg.nlp.relations.structure import Clause, Sentence
from kg.nlp.relations.subject import (
    house_of_side_clause,
    is_of_something_else,
    note_subject,
    open_section,
    titled_above,
)
from kg.nlp.relations.tables import opens_table, read_row
from kg.nlp.relations.told_behind import who_acts
from kg.nlp.relations.triggers import Trigger, triggers_in
from kg.nlp.relations.units import read_units
from kg.nlp.rules import at, one_of
from kg.ontology import schema

_MUTUAL = frozenset(relation.name for relation in schema().relations.values() if relation.symmetric)
_LINK = re.compile(one_of("relations", "cues.link"))
_REACH = re.compile(f"{one_of('relations', 'cues.reach')}(?:了)?(?:全县)?$")
_HANDING = re.compile(one_of("relations", "cues.handing"))
_EXAMINING = re.compile(one_of("relations", "cues.examining"))
_CASES = re.compile("[0-9]+(?:余|多)?(?:例|人|名|份)")
_AGREEING = re.compile(one_of("relations", "cues.agreeing"))
_BY_AGREEMENT = re.compile(one_of("relations", "cues.by_agreement"))
_LINKED = re.compile(one_of("relations", "cues.linked"))
_CUSTODY = frozenset(at("relations", "lists.custody"))
_HELP = re.compile("支援|帮扶|援助|支持|指导")
_PAIRED = re.compile("结对|结成[^，]{0,4}对子")
_SEEKING = re.compile("(?:积极|主动|努力|多方|大力)争取")
_FOUNDS = re.compile("共建|组建|建立|成立|结成|构建")
_LASTING = ("contractsWith", "memberOf")
_NOT_ALWAYS_REMOTE = frozenset(at("relations", "lists.not_always_remote"))
_AT_A_DISTANCE = re.compile(one_of("relations", "cues.distance"))
_PAPER = re.compile(f"[一-龥]{{0,4}}(?:{one_of('relations', 'lists.papers')}|签约)")
_ITEM = re.compile("[\\s　]*([一二三四五六七八九十])是")
_TITLE_OR_QUOTE = re.compile("《[^》]*》|“[^”]*”")


def read_relations(text: str, mentions: list[Found]) -> list[Candidate]:
    """The candidate relations of a text, in order.

    >>> read_relations("县医院召开会议。", [Found(0, 3, "县医院", "Hospital")])
    []
    """
    state = State(text)
    found = list(sentences(text, mentions))
    planned = planned_sentences(text, found)
    in_table = False
    for sentence in found:
        in_row = "\t" in sentence.text
        in_table = in_row and in_table or opens_table(sentence)
        if in_table and in_row:
            read_row(state, sentence)
        else:
            _read_sentence(state, sentence, sentence.start in planned)
    return state.candidates


def _read_sentence(state: State, sentence: Sentence, is_planned: bool) -> None:
    if sentence.line != state.line or ENUMERATOR.match(sentence.text):
        itemised = sentence.line == state.line and _ITEM.match(sentence.text)
        if itemised and itemised[1] == "一":
            state.lead = [s for s in state.subject if is_care(s)]
        elif sentence.line != state.line:
            state.lead = []
        open_section(state, sentence)
        state.subject, state.before = list(itemised and state.lead or state.section), []
        state.alliance = titled_above(state, sentence)
        state.line = sentence.line
    if state.causer is not None:
        state.subject, state.causer = state.causer, None
    of_both = any(s.means in ("both", "all") for s in state.subject)
    if of_both and not any(parties(clause, "", "cause") for clause in sentence.clauses[:1]):
        state.subject = list(state.before)  # 甲是乙的教学医院，双方商定培养。接收丙医师进修: 甲
    if is_of_something_else(state, sentence):
        state.subject, state.before = list(state.section), []
    elif (house := house_of_side_clause(state)) is not None:
        state.subject = [house]
    if state.of_people or any(s.cls == "Place" and rank(s) < rank(None) for s in state.subject):
        # 其中石嘴村由甲巡诊。为卫生院配备设备: people and villages act no longer than a sentence
        state.subject, state.of_people = list(state.section), False
    agreed = _BY_AGREEMENT.match(sentence.text.lstrip()) and state.line == sentence.line
    state.here = Remembered(partners=state.here.partners, agreed=state.here.agreed) if agreed else Remembered()
    if state.text[sentence.start - 1 : sentence.start] not in ("；", ";"):
        state.waiting = []
    state.sentence = sentence
    # a plan governs the clauses after it, until one says that something is done; 议定：甲；乙: all that is listed
    carried = state.listing_plans = state.listing_plans and state.text[sentence.start - 1 : sentence.start] in "；;"
    for clause in sentence.clauses:
        state.clause = clause
        recall_counterparts(state)
        reading = status_of(_plain(state))
        done = reading != "planned" and is_done(clause.text)
        state.status = "planned" if reading == "planned" or ((carried or is_planned) and not done) else "actual"
        carried = (reading == "planned" and not _seeks_help(clause)) or (carried and not done)
        if reading == "planned" and state.text[clause.end : clause.end + 1] in ("：", ":"):
            state.listing_plans = True
        state.denied = reading == "denied"
        if is_undone(clause.text) and not clause.groups:
            _take_back(state)
        if state.denied:
            note_subject(state)
            read_units(state)
        else:
            _read_clause(state)
            _note_reach(state)
            _note_met(state)
            _note_handed(state)
            note_subject(state)
    _sign_only(state)
    _pair_to_help(state)


def _seeks_help(clause: Clause) -> bool:
    """争取甲支援，甲派驻医师; 积极争取资源，甲在乙设分院: what is sought has come where the clause behind says so."""
    if _SEEKING.match(clause.text) and not clause.groups:
        return True
    return any(
        g.case == "cause" and g.marker.endswith("争取") and _HELP.search(clause.text, g.end - clause.start)
        for g in clause.groups
    )


def _sign_only(state: State) -> None:
    """甲由乙托管，托管合同已签: what is signed is a contract, and help only where people are sent."""
    here = list(takewhile(lambda c: c.sentence_start == state.sentence.start, reversed(state.candidates)))
    signed = [{c.head, c.tail} for c in here if c.type == "contractsWith"]
    custody = (c for c in here if c.type == "assists" and c.words in _CUSTODY)
    only_signed = {id(c) for c in custody if {c.head, c.tail} in signed}
    if only_signed:
        state.candidates[:] = [c for c in state.candidates if id(c) not in only_signed]


def _pair_to_help(state: State) -> None:
    """甲与乙结对，选派医师3名: to be paired is to help, where people are sent."""
    here = list(takewhile(lambda c: c.sentence_start == state.sentence.start, reversed(state.candidates)))
    helped = [{c.head, c.tail} for c in here if c.type == "assists"]
    together = (c for c in here if c.type == "cooperatesWith" and _PAIRED.match(c.words))
    paired = {id(c) for c in together if {c.head, c.tail} in helped}
    if paired:
        state.candidates[:] = [c for c in state.candidates if id(c) not in paired]


def _take_back(state: State) -> None:
    """原定与甲合办讲座，因疫情未能举办: what the clause before says; a contract stands, unless it was only meant."""
    before = next((c for c in state.sentence.clauses if c.end == state.clause.start - 1), None)
    if before is not None:
        lasting = ("partOf",) if is_only_meant(before.text) else ("partOf", *_LASTING)
        state.candidates[:] = [c for c in state.candidates if c.start < before.start or c.type in lasting]


def _plain(state: State) -> str:
    """The clause without the names of schemes and the titles in it, whose words (行动计划) are no cues."""
    text, clause = state.clause.text, state.clause
    for mention in state.sentence.mentions:
        if mention.cls == "Programme" and clause.start <= mention.start < clause.end:
            start, end = mention.start - clause.start, mention.end - clause.start
            text = text[:start] + "□" * (end - start) + text[end:]
    return _TITLE_OR_QUOTE.sub(lambda m: m[0] if m[0] == text else "□" * len(m[0]), text)


def _read_clause(state: State) -> None:
    """What the triggers of the clause say; then what it says without one."""
    said = triggers_in(state.text, state.sentence, state.clause)
    triggers = [trigger for trigger in said if not is_within_one(state, trigger)]
    relations = {t.relation for t in triggers}
    done: set[tuple[str, str]] = set()
    for trigger in triggers:
        if (trigger.relation, trigger.frame) in done or _says_nothing(state, trigger, triggers):
            continue
        if trigger.frame == "mutual" and state.here.relation is None:
            state.here.relation = trigger.relation
        before = len(state.candidates)
        FRAMES[trigger.frame](state, trigger)
        if len(state.candidates) > before:
            done.add((trigger.relation, trigger.frame))
            state.here.relation = trigger.relation
    if not triggers:
        _read_ellipsis(state)
    read_joint_action(state, relations)
    read_service(state, relations)
    read_shares(state)
    state.here.training = state.here.training or "sendsTraineesTo" in relations
    read_units(state)
    read_programmes(state, relations)


def _says_nothing(state: State, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """合作 beside a contract says no more than it, nor 结对 of those who help, nor what holds 双向转诊; what citizens
    sign is none; a consultation need not be at a distance; and what is to be done by a contract is not yet help."""
    contracts = [t for t in triggers if t.relation == "contractsWith"]
    if trigger.relation == "cooperatesWith":
        helps = any(t.relation == "assists" and t.start == trigger.start for t in triggers)
        named = any(
            t.start < trigger.end and trigger.start < t.end for t in triggers if t.relation in CARE_AT_A_DISTANCE
        )
        founds = _FOUNDS.match(trigger.text) and any(
            m.cls == "MedicalAlliance" and m.start >= trigger.start for m in mentions_of(state.clause.groups)
        )
        if founds and any(t.relation == "memberOf" for t in triggers):
            return True  # 与乙共建专科联盟: both are in it
        both = any(m.means == "both" for m in mentions_of(state.clause.groups))
        if both and state.here.relation == "contractsWith":
            return True  # 甲与乙签约，双方开展合作
        if trigger.text.endswith("配合") and who_help_out(state):
            return True  # 甲牵头，乙、丙密切配合: each with who leads
        left_open = any(ends_open(state.sentence, state.clause, g) for g in parties(state.clause, "with"))
        return helps or named or left_open or (bool(contracts) and "意向" not in trigger.text)
    if trigger.text == "收治" and not state.clause.groups:
        return True  # 与乙共建肿瘤中心，全年收治患者430人次
    if trigger.text in _NOT_ALWAYS_REMOTE:
        return _AT_A_DISTANCE.search(state.clause.text) is None
    if trigger.frame == "directed":
        named = any(t.frame == "mutual" and t.start <= trigger.start and trigger.end < t.end for t in triggers)
        return named or bool(contracts and _PAPER.match(state.text, trigger.end, state.clause.end))
    return trigger.relation == "contractsWith" and is_no_contract(state.clause, trigger)


def _read_ellipsis(state: State) -> None:
    """已与甲开通远程会诊，计划再与乙开通: what is opened need not be said twice."""
    relation, clause = state.here.relation, state.clause
    partners = parties(clause, "with")
    if relation not in _MUTUAL or not partners:
        return
    assert relation is not None
    acting = actor(clause, partners[0].start)
    behind = partners[-1].end
    said_again = _LINK.search(state.text, behind, clause.end) or _CASES.match(state.text, behind, clause.end)
    if not said_again and (acting is None or behind < clause.end):
        return  # but 甲与乙合作，丙则与丁
    if any(m.start >= behind for m in programmes_in(clause)):
        return  # a scheme is what they open
    heads = acting.mentions if acting else who_acts(state)
    trigger = Trigger(relation, "mutual", behind, clause.end, "…")
    state.say(relation, product(heads, mentions_of(partners)), trigger)


def _note_reach(state: State) -> None:
    """Keep in mind whom a network reaches: 远程会诊平台覆盖乙, 与乙互联互通."""
    clause, text = state.clause, state.text
    for group in parties(clause, "place", "object", "to", "", "with"):
        covered = _REACH.search(text, max(clause.start, group.start - 7), group.start)
        if covered or (group.case == "with" and _LINKED.search(text, group.end, clause.end)):
            acting = actor(clause, group.start)
            if acting is not None or group.case == "with":
                reaching = acting.mentions if acting else state.carried()
                state.here.reached = (list(reaching), list(group.mentions))
            return


def _note_met(state: State) -> None:
    """Keep in mind with whom something is done that is no relation: 与乙建立绿色通道，签订协议; 甲和乙商定，签约."""
    acting = actor(state.clause, state.clause.end)
    if acting is not None and len(acting.mentions) == 2 and _AGREEING.search(state.clause.text):
        state.here.met = ([acting.mentions[0]], [acting.mentions[1]])
    withs = [g for g in parties(state.clause, "with") if g.first.cls not in ("Place", "GovernmentBody")]
    if withs and not state.has_said(*_MUTUAL):
        acting = actor(state.clause, withs[0].start)
        state.here.met = (list(acting.mentions) if acting else state.carried(), list(withs[0].mentions))


def _note_handed(state: State) -> None:
    """Keep in mind whose pictures go to whom (甲把影像传给乙), or will be read by whoever does so (甲拍片)."""
    clause = state.clause
    acting = actor(clause, clause.end)
    if acting is None or acting.case:
        return
    to_whom = [g for g in parties(clause, "to", "place", after=acting.end) if _HANDING.search(clause.text)]
    if to_whom or _EXAMINING.search(state.text, acting.end, clause.end):
        state.here.handed = (list(acting.mentions), list(to_whom[0].mentions) if to_whom else [])
