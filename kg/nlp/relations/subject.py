"""Who acts in what follows: the subject that a clause leaves, the institution that a heading names.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> from kg.nlp.relations.sentences import sentences
>>> text = "由县医院牵头"
>>> [sentence] = sentences(text, find_mentions(text, None))
>>> state = State(text, sentence=sentence, clause=sentence.clauses[0])
>>> note_subject(state)
>>> [m.text for m in state.subject]
['县医院']
"""

from __future__ import annotations

import re

from kg.nlp.mentions.found import CARE, Found
from kg.nlp.mentions.numbers import NUMERAL
from kg.nlp.relations.roles import parties
from kg.nlp.relations.sections import ENUMERATOR, HEADING_MARKS, LONGEST_HEADING, line_at
from kg.nlp.relations.state import State
from kg.nlp.relations.structure import Clause, Group, Sentence
from kg.nlp.relations.units import FOUNDING
from kg.nlp.rules import any_of, load, one_of

_LEADS = re.compile(one_of("relations", "cues.lead"))
_DIRECTED = [word for entry in load("relations")["trigger"] if entry["frame"] == "directed" for word in entry["words"]]
_HELPS = re.compile(f"{any_of('relations', _DIRECTED)}$")
_FIGURE = re.compile(one_of("relations", "cues.figure"))
_REACHED = re.compile("挂牌|通过|达标|启用|投用|揭牌|认证|获批|运行")
_TOPIC = re.compile("[一-龥“”]{2,8}(?:方面|上)[，：]")  # 人才引进方面，
_MADE = re.compile(f"{one_of('relations', 'cues.made')}$")
_BUILT = re.compile(f"{one_of('relations', 'cues.built')}(?:了|剩余)?$")
_MADE_BEHIND = re.compile(one_of("relations", "cues.made_behind"))
_MEMBERS = re.compile("[为是](?:成员|核心|龙头|协作|牵头)(?:单位|医院)?的")
_LED_BY_THEM = re.compile(f"{one_of('relations', 'cues.lead')}[一-龥]{{0,4}}的")
_JOINS = re.compile(one_of("relations", "cues.joining"))
# A line that tells something of what the line above names, by a label: 牵头医院：甲.
_LABEL = re.compile(r"[\s　·—-]*[一-龥]{2,10}[：:]")
_NAME_LABEL = re.compile("(?:[一-龥]{0,6}名称)?[：:]?[“]?$")
_BEHIND_TITLE = re.compile(r"[”]?(?:成员|组成)?(?:名单|名册|名录|情况|单位)?(?:（[^（）]*）)?[：:]?\s*")
_SIGNED = re.compile("(?:签订|签署|签下|共建)[了“]*$")
_DRAWN = re.compile("[^，]{0,4}(?:抽调|选派|选调|抽派|调派)")  # 局从甲抽调医师，到乙支医
_AFFAIR = re.compile(
    "(?:等[一-龥]{0,6})?的[一-龥]{0,6}(?:搬迁|迁建|整合|建设|改造|改革|工程|任务|问题|方案|经验|做法|模式)"
)
_WHITHER = re.compile(one_of("relations", "cues.whither"))
_PEOPLE = re.compile(f"等?(?:{NUMERAL})(?:余|多)?(?:名|位|人)")


def open_section(state: State, sentence: Sentence) -> None:
    """A heading that names an institution tells who acts below it, until the next heading.

    >>> sentence = Sentence(3, 7, "一、成效", 1)
    >>> state = State("总结\\n一、成效", section=["…"])
    >>> open_section(state, sentence)
    >>> state.section
    []
    """
    start, line = line_at(state.text, sentence.start)
    line = line.strip("　 \t>")
    if sentence.line == state.line or start == 0 or len(line) > LONGEST_HEADING:
        return
    if not re.search("[，。；]", line) and ENUMERATOR.match(line):
        state.section = [m for m in sentence.mentions if m.kind == "name" and m.cls in CARE][:1]


def titled_above(state: State, sentence: Sentence) -> Found | None:
    """江北骨科联盟 in a line of its own, then 牵头医院：甲: the alliance that the labels below it are of.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "江北骨科专科联盟\\n牵头医院：县医院\\n召开会议"
    >>> state = State(text)
    >>> [m.text if m else "" for s in sentences(text, find_mentions(text, None)) if (m := titled_above(state, s)) or 1]
    ['', '江北骨科专科联盟', '']
    """
    alone = (m for m in sentence.mentions if m.cls == "MedicalAlliance" and m.kind == "name")
    title = next((m for m in alone if _is_title(state.text, sentence, m)), None)
    above = state.titled if title is None and _LABEL.match(sentence.text) else None
    state.titled = title or above
    return above


def _is_title(text: str, sentence: Sentence, mention: Found) -> bool:
    before = _NAME_LABEL.sub("", ENUMERATOR.sub("", text[sentence.start : mention.start]))
    return not before.strip(HEADING_MARKS) and _BEHIND_TITLE.fullmatch(text, mention.end, sentence.end) is not None


def is_of_something_else(state: State, sentence: Sentence) -> bool:
    """Whether a sentence begins with a figure or a scheme as its subject, so that who acted before acts no more.

    >>> from kg.nlp.relations.sentences import sentences
    >>> text = "县医院扩建。全年出院率提高到92%，与残联合作。随后签约。"
    >>> [is_of_something_else(State(text), sentence) for sentence in sentences(text, [])][:2]
    [False, True]
    """
    if state.text[sentence.start - 1 : sentence.start] in ("；", ";"):
        return False
    first = sentence.clauses[0] if sentence.clauses else Clause(sentence.start, sentence.end, sentence.text)
    if parties(first, "", "cause", "by", "place", "object"):
        return False
    with_offices = any(g.first.cls == "GovernmentBody" for g in parties(first, "with"))
    if with_offices and state.subject and all(s.cls == "Unit" for s in state.subject):
        return True  # 县医院感染科定点收治。与县教育局联动: a unit has no dealings with offices
    if _FIGURE.match(sentence.text.lstrip()) or (_TOPIC.match(sentence.text.lstrip()) and not first.groups):
        return True
    return bool(first.groups) and first.groups[0].first.cls == "Programme" and first.groups[0].start <= first.start + 2


def house_of_side_clause(state: State) -> Found | None:
    """Whose unit the sentence before told of by the way, where the house acts on behind the full stop.

    >>> from kg.nlp.mentions.assemble import find_mentions
    >>> from kg.nlp.relations.reading import read_relations
    >>> text = "县中医院扩建，康复科获评重点专科。与江左市中医院签约。"
    >>> [c.head.text for c in read_relations(text, find_mentions(text, None)) if c.type == "contractsWith"]
    ['县中医院']
    """
    clauses, subject = state.sentence.clauses, state.subject
    if len(subject) != 1 or subject[0].cls != "Unit" or subject[0].kind != "name" or len(clauses) < 2:
        return None
    house = subject[0].owner
    by_the_way = clauses[0].end <= subject[0].start < state.sentence.end
    return house if by_the_way and house in state.before and house.cls in CARE else None


def note_subject(state: State) -> None:
    """Keep in mind who acts in the clause, and which alliance and programme it names.

    >>> from kg.nlp.relations.structure import Clause
    >>> state = State("", clause=Clause(0, 0, ""))
    >>> note_subject(state)
    >>> state.subject
    []
    """
    clause = state.clause
    state.hosting = False
    for group in clause.groups:
        if group.first.cls == "MedicalAlliance":
            state.alliance = group.first
        if group.first.cls == "Programme":
            state.programme = group.first
    leaders = [g for g in parties(clause, "by") if _LEADS.match(state.text, g.end, g.end + 2)]
    if leaders and _LED_BY_THEM.match(state.text, leaders[0].end):
        leaders = []  # 加入由甲牵头的联盟
    if leaders and state.here.partners and leaders[0].first.means in ("last", "second"):
        leaders = []  # 与乙签约，由该公司负责配送: no more than that
    if not leaders and (host := _host(clause)):
        state.before = next((g.mentions for g in parties(clause, "", before=host.start)), state.subject)
        state.subject, state.causer, state.hosting = list(host.mentions), None, True
        return
    drawn = [g for g in parties(clause, "cause") if g.marker == "从" and _DRAWN.match(state.text, g.end)]
    subject = next((g for g in leaders or drawn or parties(clause, "", "cause") if _acts(state, g)), None)
    if subject is None:
        if clause.start == state.sentence.start and any(
            _is_built(state, g) and g.first.owner is None for g in parties(clause, "")
        ):
            state.subject, state.before = list(state.section), []  # who builds clinics is the reporting county
        _back_to_house(state)
        return
    if (house := _house_of(subject)) and _REACHED.search(clause.text, subject.end - clause.start):
        state.subject, state.causer = [house], None
        return
    state.apart = subject.apart
    state.of_people = _PEOPLE.match(state.text, subject.end, clause.end) is not None
    if subject.case == "cause" or _come_as_guests(state, subject):
        _act_next(state, subject)
        return
    state.causer = None
    if subject.mentions != state.subject:
        state.before = state.subject or state.before
        state.subject = list(subject.mentions)


def _house_of(subject: Group) -> Found | None:
    """县医院达标，胸痛中心、卒中中心挂牌；与甲签约: units that are not called by their house leave it the word."""
    owners = {id(m.owner): m.owner for m in subject.mentions if m.cls == "Unit" and m.kind == "name"}
    owner = next(iter(owners.values()), None)
    apart = len(subject.mentions) > 1 and all(m.cls == "Unit" for m in subject.mentions)
    if owner is None or len(owners) > 1 or not apart:
        return None
    within = any(m.start <= owner.start < m.end for m in subject.mentions)
    return owner if owner.cls in CARE and not within else None


def _back_to_house(state: State) -> None:
    """县医院胸痛中心通过认证，新设疼痛科；加入…: whose unit acted founds one, so that the house acts again."""
    first = state.subject[0] if state.subject else None
    if first is None or first.cls != "Unit" or first.owner is None:
        return
    if any(m.cls == "Unit" and m.owner is first.owner for g in state.clause.groups for m in g.mentions):
        state.subject = [first.owner]


def _act_next(state: State, group: Group) -> None:
    """Who is caused to act, or comes as a guest, acts on in the sentence; then who was there before does."""
    if group.mentions != state.subject:
        if state.causer is None:
            state.causer = list(state.subject)
        state.before = state.subject or state.before
        state.subject = list(group.mentions)


def _host(clause: Clause) -> Group | None:
    """在甲医院设立康复科，与乙合作: the host acts on."""
    if not FOUNDING.search(clause.text) or any(g.first.cls != "Unit" for g in parties(clause, "", "cause")):
        return None
    return next((g for g in parties(clause, "place") if g.marker == "在" and g.first.cls in CARE), None)


def _come_as_guests(state: State, group: Group) -> bool:
    """县医院与甲签约，甲专家来院坐诊；选派骨干: whose people come to the house acts no longer than that."""
    came = [g for g in parties(state.clause, "place", after=group.end) if g.marker == "来"]
    return group.case == "" and any(g.first.means in ("own", "last") for g in came)


def _is_built(state: State, group: Group) -> bool:
    """改造12所卫生院，选派骨干: what is built does not act; 完成县医院与甲签约: but who signs does."""
    if group.case != "" or group.first.cls not in CARE:
        return False
    signs = any(g.start == group.end + len(g.marker) for g in parties(state.clause, "with", after=group.end))
    return not signs and _BUILT.search(state.text, state.clause.start, group.start) is not None


def _acts(state: State, group: Group) -> bool:
    """A unit acts only where the clause begins with it; who is helped (对口支援甲) or made (争创三级医院), of whom a
    verb tells something (明确了双方的责任), or who is only told of an alliance (甲、乙为成员单位的医共体) does not.
    """
    if group.first.cls == "Unit" and (
        group.start > state.clause.start + 4 or FOUNDING.search(state.text, state.clause.start, group.start)
    ):
        return False
    if group.first.cls == "MedicalAlliance" and _SIGNED.search(state.text, state.clause.start, group.start):
        return False  # 与乙签订医联体协议，选派骨干
    if group.first.cls == "MedicalAlliance" and _JOINS.search(state.text, state.clause.start, group.start):
        return False  # 加入甲牵头的联盟; 加入某联盟，与乙签约: who joins acts on
    if group.case == "" and state.text[group.start - 1 : group.start] in ("随", "任"):
        return False  # 随甲医疗队前往; 2人任甲副院长
    if _WHITHER.match(state.clause.text):
        return False  # 去向主要是甲
    if group.case == "" and _AFFAIR.match(state.text, group.end, state.clause.end):
        return False  # 甲等单位的搬迁要抓紧
    made = group.first.kind == "kind" and (
        _MADE.search(state.text, state.clause.start, group.start)
        or _MADE_BEHIND.match(state.text, group.end, state.clause.end)
    )
    if made or _MEMBERS.match(state.text, group.end, state.clause.end):
        return False
    if _is_built(state, group):
        return False
    if (
        group.case == ""
        and state.text[group.start - 1 : group.start] == "了"
        and state.text[group.end : group.end + 1] == "的"
    ):
        return False
    return group.case != "" or not _HELPS.search(state.text, state.clause.start, group.start)
