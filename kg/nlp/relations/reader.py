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
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from kg.model import Status
from kg.nlp.mentions.found import Found
from kg.nlp.mentions.numbers import number
from kg.nlp.relations.candidate import Candidate
from kg.nlp.relations.clauses import Clause, Group, Sentence, sentences
from kg.nlp.relations.status import is_done, planned_sentences, status_of
from kg.nlp.rules import load

Ends = Sequence[Found | None]
CARE = frozenset(
    {"Hospital", "TownshipHealthCentre", "VillageClinic", "CommunityHealthCentre", "PublicHealthInstitution"}
)
LEVELS = {"TownshipHealthCentre": 1, "CommunityHealthCentre": 1, "VillageClinic": 0}


class Trigger(NamedTuple):
    """Where a clause says a relation, and the frame that finds its ends."""

    relation: str
    frame: str
    start: int
    end: int
    text: str


@cache
def _triggers() -> list[tuple[str, str, re.Pattern[str]]]:
    return [(t["relation"], t["frame"], re.compile(t["pattern"])) for t in load("relations")["trigger"]]


@cache
def _verbs(*path: str) -> re.Pattern[str]:
    rules: Any = load("relations")
    for key in path:
        rules = rules[key]
    return re.compile(rules)


_ENUMERATOR = re.compile(
    r"^[\s　>]*(?:[一二三四五六七八九十]是|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、．]|（[0-9]{1,2}）|第[一二三四五六七八九十])"
)
_TRAINING = re.compile(
    r"进修|研修|轮训|跟班|跟师|拜师|跟岗|深造|规培|培训|学习|考察|观摩|见习|实训|轮转|访学|短训|取经|实习|参训"
)
_CARE_WORK = re.compile(
    r"派驻|坐诊|援[藏疆青川鄂]|驻点|驻守|常驻|蹲点|带教|义诊|巡诊|查房|挂职|支医|出诊|讲学|手术|授课|帮扶|支援|核酸采样|采样|抗疫|帮助|指导|帮带|下沉|驻|援|送医|巡回|轮驻|诊疗|会诊|门诊|任职|担任|服务|工作|参与管理|开展诊疗|把脉"
)
_STRONG_VISIT = re.compile(
    r"奔赴|赶赴|派驻|援[藏疆青川鄂]|派出|下派|派员|派人|派来|坐诊|驻点|驻守|常驻|驻|蹲点|带教|义诊|巡诊|查房|挂职|支医|出诊|讲学|送医|下沉|进驻|轮驻|巡回医疗|示教|手术|派"
)
_PERSONNEL = re.compile(r"([0-9]+|[一二两三四五六七八九十百]+)(?:余|多)?(?:名|位|人(?!次)|个(?=医|专))")
_ASSISTANCE_TABLE = re.compile(
    r"(?:支援|帮扶|派出|牵头|派驻)(?:单位|医院|机构)?\t(?:受援|受帮扶|被帮扶|接收|受支援)(?:单位|医院|机构)?"
)
_MUTUAL = frozenset({"contractsWith", "cooperatesWith", "teleconsultsWith", "refersPatientsWith"})
_FOUND = re.compile(r"组建|组成|建立|成立|结成|构建|建成|共建|发起|组织|牵头|签")
_MEMBER = re.compile(
    r"总院|成员|牵头|龙头|核心|挂靠|收为|升格|一员|吸纳|纳入|加入|归入|下辖|发起|组成|参加|整合|递补|覆盖|并入|划入|划归|共同|会员|理事|吸收|加盟|接纳|为首|参与|组建"
)


def read_relations(text: str, mentions: list[Found]) -> list[Candidate]:
    """The candidate relations of a text, in order."""
    return Reader(text, mentions).read()


class Reader:
    """One pass over one text."""

    def __init__(self, text: str, mentions: list[Found]) -> None:
        self.text = text
        self.sentences = list(sentences(text, mentions))
        self.planned = planned_sentences(text, self.sentences)
        self.candidates: list[Candidate] = []
        self.subject: list[Found] = []
        self.before_subject: list[Found] = []
        self.alliance: Found | None = None
        self.waiting: list[Found] = []
        self.programme: Found | None = None
        self.subject_apart = False
        self.assisted: tuple[list[Found | None], list[Found | None]] | None = None
        self.reached: tuple[list[Found | None], list[Found | None]] | None = None
        self.section: list[Found] = []
        self.last_relation: str | None = None
        self.partners: list[Found] = []
        self.last_dispatch: list[Found | None] | None = None
        self.line = -1

    def read(self) -> list[Candidate]:
        table: re.Match[str] | None = None
        for sentence in self.sentences:
            table = _ASSISTANCE_TABLE.search(sentence.text) or (table if "\t" in sentence.text else None)
            if table is not None and "\t" in sentence.text:
                self._row(sentence)
            else:
                self._sentence(sentence)
        return self.candidates

    # -- going through -----------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> None:
        if sentence.line != self.line or _ENUMERATOR.match(sentence.text):
            self._open_section(sentence)
            self.subject, self.before_subject, self.alliance = list(self.section), [], None
            self.line = sentence.line
        self.assisted, self.last_relation, self.partners, self.last_dispatch, self.reached = None, None, [], None, None
        if self.text[sentence.start - 1 : sentence.start] not in ("；", ";"):
            self.waiting = []
        plan_carried = False
        self.current = sentence
        for clause in sentence.clauses:
            reading = status_of(self._plain(clause))
            if reading == "planned":
                plan_carried = True
            elif is_done(clause.text):
                plan_carried = False
            planned = plan_carried or sentence.start in self.planned
            self.status: Status = "planned" if planned else "actual"
            self.clause = clause
            self.denied = reading == "denied"
            if self.denied:
                self._note_subject(clause)
                self._units(clause)
                continue
            self._clause(clause)
            reach = [
                g
                for g in self._groups(clause, "place", "object", "to", "", "with")
                if re.search(
                    "(?:覆盖|扩大到|延伸到|延伸至|辐射|联通|连接|接入|扩大至|扩展到)(?:了)?(?:全县)?$",
                    self.text[max(clause.start, g.start - 7) : g.start],
                )
                or (g.case == "with" and re.search("互联|联通|连通|对接|联网", self.text[g.end : clause.end]))
            ]
            if reach and (subject := self._actor(clause, reach[0].start) or None):
                self.reached = (list(subject.mentions), list(reach[0].mentions))
            self._note_subject(clause)

    def _row(self, sentence: Sentence) -> None:
        """A row of a table headed 支援单位, 受援单位: who helps stands left of who is helped."""
        ends = [m for m in sentence.mentions if m.kind == "name" and m.cls in CARE]
        if len(ends) == 2:
            self.current, self.status, self.denied = sentence, "actual", False
            trigger = Trigger("assists", "table", ends[0].start, ends[1].end, "支援单位")
            people = _PERSONNEL.search(sentence.text)
            self._say("assists", [(ends[0], ends[1])], trigger, {"personnel": number(people[1])} if people else None)

    def _plain(self, clause: Clause) -> str:
        """The clause without the names of schemes and the titles in it, whose words (行动计划) are no cues."""
        text = clause.text
        for mention in self.current.mentions:
            if mention.cls == "Programme" and clause.start <= mention.start < clause.end:
                start, end = mention.start - clause.start, mention.end - clause.start
                text = text[:start] + "□" * (end - start) + text[end:]
        return re.sub("《[^》]*》|“[^”]*”", lambda m: "□" * len(m[0]), text)

    def _open_section(self, sentence: Sentence) -> None:
        """A heading that names an institution tells who acts below it, until the next heading."""
        line_start = self.text.rfind("\n", 0, sentence.start) + 1
        line_end = self.text.find("\n", sentence.start)
        line = self.text[line_start : line_end if line_end >= 0 else len(self.text)].strip("　 \t>")
        if (
            sentence.line == self.line
            or line_start == 0
            or len(line) > 30
            or re.search("[，。；]", line)
            or not _ENUMERATOR.match(line)
        ):
            return
        named = [m for m in sentence.mentions if m.kind == "name" and m.cls in CARE]
        self.section = named[:1]

    def _note_subject(self, clause: Clause) -> None:
        for group in clause.groups:
            if group.mentions[0].cls == "MedicalAlliance":
                self.alliance = group.mentions[0]
            if group.mentions[0].cls == "Programme":
                self.programme = group.mentions[0]
        led = [
            g
            for g in clause.groups
            if g.case == "by"
            and _is_party(g)
            and re.match("牵头|负责|承担|主导|发起|兜底", self.text[g.end : g.end + 2])
        ]
        if (
            not led
            and _verbs("units", "founding").search(clause.text)
            and all(g.mentions[0].cls == "Unit" for g in self._groups(clause, "", "cause"))
        ):
            # 在甲医院设立康复科，与乙合作: the host acts on
            hosts = [g for g in self._groups(clause, "place") if g.marker == "在" and g.mentions[0].cls in CARE]
            if hosts:
                self.subject = list(hosts[0].mentions)
                return
        for group in led or clause.groups:
            if (
                group.case in ("", "cause", "by" if led else "")
                and _is_party(group)
                and not (group.mentions[0].cls == "Unit" and group.mentions[0].start > clause.start + 4)
            ):
                self.subject_apart = group.apart
                if group.mentions != self.subject:
                    self.before_subject = self.subject or self.before_subject
                    self.subject = list(group.mentions)
                break

    def _clause(self, clause: Clause) -> None:
        triggers = self._find_triggers(clause)
        relations = {t.relation for t in triggers}
        done: set[tuple[str, str]] = set()
        for trigger in triggers:
            if (trigger.relation, trigger.frame) in done:
                continue
            if trigger.relation == "cooperatesWith" and relations & {"contractsWith"} and "意向" not in trigger.text:
                continue
            if trigger.relation == "contractsWith" and re.search(
                "居民|群众|患者|贫困户|[0-9]户|农户|村民|老人签", clause.text
            ):
                continue
            if trigger.relation == "contractsWith" and "意向" in trigger.text and "意向书" not in trigger.text:
                continue
            if trigger.frame == "mutual" and self.last_relation is None:
                self.last_relation = trigger.relation
            before = len(self.candidates)
            getattr(self, f"_{trigger.frame}")(clause, trigger)
            if len(self.candidates) > before:
                done.add((trigger.relation, trigger.frame))
                self.last_relation = trigger.relation
        if (
            not triggers
            and self.last_relation in _MUTUAL
            and (partners := self._groups(clause, "with"))
            and re.search(
                "开通|接通|签约|建立|开展|实施|签订|展开|对接|打通|恢复|达成|合作|联通|连通|接入",
                self.text[partners[-1].end : clause.end],
            )
        ):
            # 已与甲开通远程会诊，计划再与乙开通: what is opened need not be said twice
            actor = self._actor(clause, partners[0].start)
            trigger = Trigger(self.last_relation, "mutual", partners[-1].end, clause.end, "…")
            self._say(
                self.last_relation,
                _product(actor.mentions if actor else self._carried(), [m for g in partners for m in g.mentions]),
                trigger,
            )
        self._joint_action(clause, relations, triggers)
        self._shares(clause)
        self._units(clause)
        self._implements(clause, relations)

    def _find_triggers(self, clause: Clause) -> list[Trigger]:
        covered = [(m.start, m.end) for m in self.current.mentions if m.kind != "kind"]
        asides = [m.span() for m in re.finditer(r"（[^（）]{8,}）|《[^《》]*》", self.current.text)]
        asides = [(s + self.current.start, e + self.current.start) for s, e in asides]
        found: list[Trigger] = []
        for relation, frame, pattern in _triggers():
            for match in pattern.finditer(self.text, clause.start, clause.end):
                start, end = match.span()
                if (
                    frame != "pilot"
                    and any(s <= start < e for s, e in asides)
                    or any(s <= start < e and self.text[s] == "《" for s, e in asides)
                ):
                    continue
                if any(s <= start < e for s, e in covered):
                    if not (
                        frame == "pilot"
                        and any(m.cls == "Programme" and m.start <= start < m.end for m in self.current.mentions)
                    ):
                        continue
                found.append(Trigger(relation, frame, start, end, match[0]))
        return found

    # -- roles -------------------------------------------------------------------------------------------

    def _groups(self, clause: Clause, *cases: str, before: int | None = None, after: int | None = None) -> list[Group]:
        return [
            g
            for g in clause.groups
            if g.case in cases
            and _is_party(g)
            and (before is None or g.start < before)
            and (after is None or g.start >= after)
        ]

    def _actor(self, clause: Clause, position: int) -> Group | None:
        """Who acts before this position: the last one caused to act, else the first bare group."""
        caused = self._groups(clause, "cause", before=position)
        bare = self._groups(clause, "", before=position)
        if caused and not (bare and bare[-1].start > caused[-1].start and False):
            return caused[-1]
        return bare[0] if bare else None

    def _carried(self) -> list[Found | None]:
        return list(self.subject) or [None]

    def _say(
        self,
        relation: str,
        pairs: Iterable[tuple[Found | None, Found | None]],
        trigger: Trigger,
        attributes: dict[str, Any] | None = None,
        confidence: float = 0.9,
    ) -> None:
        for head, tail in pairs:
            if head is tail and not (head is not None and head.means in ("both", "all")):
                continue
            spans = [(trigger.start, trigger.end)]
            for end in (head, tail):
                if end is not None and self.current.start <= end.start < self.current.end:
                    spans.append((end.start, end.end))
            self.candidates.append(
                Candidate(
                    relation,
                    head,
                    tail,
                    self.status,
                    min(s for s, _ in spans),
                    max(e for _, e in spans),
                    self.current.start,
                    self.current.end,
                    f"{trigger.frame}: {trigger.text}",
                    dict(attributes or {}),
                    confidence,
                )
            )

    def _attributes(self, clause: Clause) -> dict[str, Any]:
        attributes: dict[str, Any] = {}
        people = _PERSONNEL.search(clause.text)
        if people and (count := number(people[1])):
            attributes["personnel"] = count
        programme = next((m for g in clause.groups for m in g.mentions if m.cls == "Programme"), None)
        if programme is not None:
            attributes["programme"] = programme.full
        return attributes

    # -- frames ------------------------------------------------------------------------------------------

    def _mutual(self, clause: Clause, trigger: Trigger) -> None:
        """甲与乙签约; 甲、乙双方签约; 甲为乙提供远程诊断."""
        remote = trigger.relation in ("teleconsultsWith", "refersPatientsWith")
        partners = self._groups(clause, "with")
        if remote and not partners:
            partners = self._groups(clause, "to", "for", "place", "object", after=None)
            partners = [
                g
                for g in partners
                if g.start > trigger.start or g.case in ("to", "for", "place") or "接入" in trigger.text
            ]
            if not partners and (by := self._groups(clause, "by", before=trigger.start)):
                partners = by
        if remote:
            partners = [g for g in partners if g.mentions[0].cls not in ("GovernmentBody", "Place")]
        position = min([trigger.start, *(g.start for g in partners)])
        actor = self._actor(clause, trigger.start if not partners else max(g.start for g in partners))
        if actor is not None and actor in partners:
            actor = None
        if actor is None and (by := [g for g in self._groups(clause, "by", before=trigger.start) if g not in partners]):
            actor = by[0]
        actors: list[Found | None] = list(actor.mentions) if actor else self._carried()
        if (
            remote
            and actor is None
            and trigger.relation == "teleconsultsWith"
            and (caused := self._groups(clause, "cause"))
        ):
            actors = list(caused[0].mentions) if len(caused) > 1 else actors
        if not partners:
            called = self._groups(clause, "cause", before=trigger.start)
            bare = self._groups(clause, "", before=trigger.start)
            if remote and called and bare and called[0] is not bare[0]:
                self._say(trigger.relation, _product(bare[0].mentions, called[0].mentions), trigger)
                return
            group = actor
            if group is None:
                known = self.assisted or (self.reached if remote else None)
                if known and not self._groups(clause, "", "by", "cause"):
                    self._say(trigger.relation, _product(*known), trigger)
                return
            listed = [m for m in group.mentions if m.kind != "kind" or m.count or m.quantified]
            if len(group.mentions) >= 2 and not (
                remote and trigger.relation == "teleconsultsWith" and not group.joined
            ):
                self._say(trigger.relation, ((a, b) for i, a in enumerate(listed) for b in listed[i + 1 :]), trigger)
            elif group.mentions[0].means in ("both", "all"):
                self._say(trigger.relation, [(group.mentions[0], group.mentions[0])], trigger)
            else:
                after = self._groups(clause, "", after=trigger.end)
                if after and trigger.relation in ("refersPatientsWith",):
                    self._say(trigger.relation, _product(group.mentions, after[0].mentions), trigger)
            return
        del position
        if (
            len(partners) == 2
            and actor is not None
            and len(partners[0].mentions) == 2
            and self.text[partners[0].end : partners[1].start] == partners[1].marker
        ):
            # 甲与乙、丙与丁: two pairs
            first, third = partners[0].mentions
            self._say(trigger.relation, [(actor.mentions[0], first), (third, partners[1].mentions[0])], trigger)
            return
        tails = [m for g in partners for m in g.mentions]
        self.partners = list(tails)
        if trigger.relation == "refersPatientsWith" and actor is not None and actor.mentions[0].cls == "GovernmentBody":
            return
        if actor is not None and any(g.apart for g in (actor, *partners)) and len(actor.mentions) == len(tails) > 1:
            self._say(trigger.relation, zip(actor.mentions, tails, strict=True), trigger, confidence=0.95)
        else:
            self._say(trigger.relation, _product(actors, tails), trigger)

    def _directed(self, clause: Clause, trigger: Trigger) -> None:
        """甲对口支援乙; 乙由甲对口支援; 乙得到甲帮扶."""
        by = self._groups(clause, "by", before=trigger.start)
        bare_before = self._groups(clause, "", before=trigger.start)
        after = self._groups(clause, "", "object", after=trigger.end)
        aimed = self._groups(clause, "to", "for", "place", "object")
        withs = self._groups(clause, "with", before=trigger.start)
        if by:
            patients: Ends = (
                bare_before[0].mentions
                if bare_before and bare_before[0].start < by[-1].start
                else after[0].mentions
                if after
                else [m for g in self._groups(clause, "object") for m in g.mentions] or self._carried()
            )
            self._assist(by[-1].mentions, patients, trigger, clause, bare_before[0] if bare_before else None)
            return
        actor = self._actor(clause, trigger.start)
        if after and (not aimed or aimed[0].start > trigger.start):
            target = after[0]
            if actor is None and self._groups(clause, "cause", before=trigger.start):
                actor = self._groups(clause, "cause", before=trigger.start)[-1]
            actors: Ends = actor.mentions if actor else self._carried()
            self._assist(actors, target.mentions, trigger, clause, actor)
        elif aimed:
            target = aimed[-1] if aimed[-1].start < trigger.start else aimed[0]
            actors = actor.mentions if actor else self._carried()
            self._assist(actors, target.mentions, trigger, clause, actor)
        elif actor is not None and (
            others := [g for g in self._groups(clause, "", before=trigger.start) if g is not actor]
        ):
            self._assist(actor.mentions, others[-1].mentions, trigger, clause, actor)
        elif (
            actor is not None
            and re.search("驰援|增援|支援|援助", trigger.text)
            and self.subject
            and self.subject[0].cls == "Place"
        ):
            self._assist(actor.mentions, self.subject, trigger, clause, actor)
        elif withs:
            actors = actor.mentions if actor else self._carried()
            partner = withs[-1].mentions
            if _rank(partner[0]) > _rank(actors[0]):
                self._assist(partner, actors, trigger, clause, actor)
            else:
                self._assist(actors, partner, trigger, clause, actor)

    def _assist(self, heads: Ends, tails: Ends, trigger: Trigger, clause: Clause, actor: Group | None) -> None:
        tails = [
            t
            for t in tails
            if t is None
            or t.cls not in ("Programme", "MedicalAlliance")
            and not (t.cls == "GovernmentBody" and t.kind == "name")
        ]
        heads = [h for h in heads if h is None or h.cls not in ("Programme",)]
        apart = any(g.apart for g in clause.groups if _is_party(g)) or (actor is None and self.subject_apart)
        pairs = (
            list(zip(heads, tails, strict=True))
            if apart and len(heads) == len(tails) > 1
            else list(_product(heads, tails))
        )
        self._say("assists", pairs, trigger, self._attributes(clause))
        if pairs:
            self.assisted = (list(dict.fromkeys(h for h, _ in pairs)), list(dict.fromkeys(t for _, t in pairs)))

    def _visit(self, clause: Clause, trigger: Trigger) -> None:
        """甲派专家到乙坐诊; 甲向乙派驻医师; 甲12人驻乙."""
        rest = clause.text
        targets = [
            g
            for g in self._groups(clause, "place", "to", "for")
            if g.mentions[0].cls not in ("GovernmentBody", "PartnerInstitution") or g.mentions[0].means
        ]
        if not targets and trigger.text == "驻":
            targets = [g for g in self._groups(clause, "", after=trigger.end)][:1]
        if (
            targets
            and (training := _TRAINING.search(self.text, targets[-1].end, clause.end))
            and not re.search(r"带教|指导|帮扶|坐诊", self.text[targets[-1].end : training.start()])
        ):
            return
        if not _STRONG_VISIT.search(trigger.text) and not (
            _CARE_WORK.search(rest) or _PERSONNEL.search(rest) and re.search("选派|抽调|派遣", trigger.text)
        ):
            return
        by = self._groups(clause, "by", before=trigger.start)
        if not targets and not by and re.search("下派|派驻|派出|抽调|下沉|选派", clause.text):
            sender = self._actor(clause, trigger.start)
            self.last_dispatch = list(sender.mentions) if sender else self._carried()
        actor = (
            by[-1]
            if by
            else self._actor(clause, min([trigger.start, *(t.start for t in targets)]) if targets else trigger.start)
        )
        if actor is None and targets:
            actor = self._actor(clause, trigger.start)
        if targets:
            if actor in targets:
                actor = None
            heads: Ends = actor.mentions if actor else self._carried()
            if actor is None and by:
                heads = by[-1].mentions
            self._assist(heads, [m for g in targets[-1:] for m in g.mentions], trigger, clause, actor)
        elif re.search(r"前来|来院|来我院|派来|来我", rest) and actor is not None:
            visited: Ends = (
                [s for s in self.subject if s not in actor.mentions]
                or [s for s in self.before_subject if s not in actor.mentions]
                or [None]
            )
            self._assist(actor.mentions, visited, trigger, clause, actor)
        elif (
            self.partners
            and self.last_relation in ("contractsWith", "cooperatesWith")
            and not by
            and re.search("派|巡诊|坐诊|义诊", trigger.text)
        ):
            self._assist(actor.mentions if actor else self._carried(), self.partners, trigger, clause, actor)
        elif by:
            bare = self._groups(clause, "", before=by[-1].start)
            self._assist(by[-1].mentions, bare[0].mentions if bare else self._carried(), trigger, clause, actor)

    def _shares(self, clause: Clause) -> None:
        """全年下派医师21名，其中甲9名、乙12名: each share is sent there."""
        if not re.match("其中", clause.text) or self.last_dispatch is None:
            return
        shares = [
            (m, re.match(r"([0-9]+)[名人](?=[、，和及]|$)", self.text[m.end : m.end + 8]))
            for g in clause.groups
            for m in g.mentions
            if m.cls in CARE
        ]
        if len(shares) < 1 or not all(s for _, s in shares):
            return
        for mention, share in shares:
            trigger = Trigger("assists", "share", mention.start, mention.end, "其中")
            self._say(
                "assists",
                [(h, mention) for h in self.last_dispatch],
                trigger,
                {"personnel": int(share[1])} if share else None,
            )

    def _gift(self, clause: Clause, trigger: Trigger) -> None:
        """甲向乙捐赠; 甲为乙添置设备."""
        by = self._groups(clause, "by", before=trigger.start)
        if by and re.search("捐|赠", trigger.text):
            bare = self._groups(clause, "", before=by[-1].start)
            self._assist(by[-1].mentions, bare[0].mentions if bare else self.subject, trigger, clause, None)
            return
        targets = self._groups(clause, "to", "for")
        targets = [g for g in targets if g.mentions[0].cls in CARE or g.mentions[0].cls == "PartnerInstitution"]
        if not targets:
            return
        actor = self._actor(clause, targets[0].start)
        if actor is None and not self.subject:
            if not re.search("捐|赠", trigger.text):
                return
        self._assist(actor.mentions if actor else self._carried(), targets[0].mentions, trigger, clause, actor)

    def _trainees(self, clause: Clause, trigger: Trigger) -> None:
        """甲选派骨干到乙进修; 乙接收甲的医师进修; 乙为甲培训骨干."""
        places = [
            g
            for g in self._groups(clause, "place")
            if g.start < trigger.start and g.mentions[0].cls not in ("MedicalAlliance",)
        ]
        places = [g for g in places if not re.search(r"馆$|会$", g.mentions[0].text)]
        received = [
            g for g in self._groups(clause, "object", before=trigger.start) if "接收" in g.marker or "接纳" in g.marker
        ]
        served = [
            g
            for g in self._groups(clause, "for", "to", before=trigger.start)
            if g.case == "for" and g.mentions[0].cls in CARE
        ]
        if (
            not places
            and not received
            and re.search("接收|接纳|免费培训", clause.text)
            and self.assisted
            and not self._groups(clause, "", "by")
        ):
            self._say(trigger.relation, _product(self.assisted[1], self.assisted[0]), trigger, self._attributes(clause))
            return
        if received:
            actor = self._actor(clause, received[0].start)
            hosts: Ends = actor.mentions if actor else self._carried()
            heads: list[Found | None] = [m for g in received for m in g.mentions]
            heads += [
                m for g in self._groups(clause, "", after=received[0].end, before=trigger.start) for m in g.mentions
            ]
            self._say(trigger.relation, _product(heads, hosts), trigger, self._attributes(clause))
            return
        if places:
            place = places[-1]
            if place.mentions[0].cls == "Place" and place.mentions[0].means in ("home_place",):
                return
            if place.mentions[0].cls == "Unit" and place.mentions[0].kind == "kind":
                return
            actor = self._actor(clause, place.start) or next(
                iter(self._groups(clause, "object", before=place.start)), None
            )
            if (
                place.marker == "在"
                and not _PERSONNEL.search(clause.text)
                and re.search("培训|学习|考察", trigger.text)
            ):
                return
            heads = list(actor.mentions) if actor else self._carried()
            hosts = [m for g in places[-1:] for m in g.mentions]
            apart = (actor is not None and actor.apart) or place.apart or (actor is None and self.subject_apart)
            pairs = zip(heads, hosts, strict=True) if apart and len(heads) == len(hosts) > 1 else _product(heads, hosts)
            self._say(trigger.relation, pairs, trigger, self._attributes(clause))
        elif served and _PERSONNEL.search(clause.text):
            actor = self._actor(clause, served[0].start)
            self._say(
                trigger.relation,
                _product(served[0].mentions, actor.mentions if actor else self._carried()),
                trigger,
                self._attributes(clause),
            )

    def _membership(self, clause: Clause, trigger: Trigger) -> None:
        """甲加入联盟; 联盟由甲牵头; 甲与乙组建医联体."""
        alliances = [m for g in clause.groups for m in g.mentions if m.cls == "MedicalAlliance"]
        members: list[Found] = []
        for group in clause.groups:
            if (
                group.case == "except"
                or not _is_party(group)
                or (
                    group.case in ("for", "to")
                    and trigger.text != "覆盖"
                    and not re.search("(?:总院|单位|医院|龙头|成员)(?:分别)?为$", self.text[clause.start : group.start])
                )
            ):
                continue
            members += [
                m
                for m in group.mentions
                if m.cls in CARE
                or m.cls in ("PartnerInstitution", "Unit")
                and group.case in ("", "with", "by", "cause", "object")
                or m.means in ("own", "last", "both", "all", "first", "second")
                or (m.means == "home_bureau" and False)
            ]
        if not alliances and self.alliance is None:
            if _MEMBER.search(clause.text):
                self.waiting += [m for m in members if m not in self.waiting]
            return
        if not alliances and not _MEMBER.search(clause.text):
            return
        if alliances:
            named = [a for a in alliances if a.kind == "name" and len(a.text) > 4]
            targets = named or alliances[:1]
            if not _MEMBER.search(clause.text) and not _FOUND.search(clause.text):
                return
        else:
            targets = [self.alliance] if self.alliance is not None else []
        everyone = [*(m for m in self.waiting if m not in members), *members]
        if (
            self.subject
            and re.search("划入|划归|加入|并入|归入|纳入", clause.text)
            and not self._groups(clause, "", "cause", "object")
            and not any(s in everyone for s in self.subject)
        ):
            everyone = [*(s for s in self.subject if s.cls in CARE or s.means), *everyone]
        if not everyone and self.subject and re.search("加入|成为|入选|纳入|成员|组建|牵头|获批", clause.text):
            everyone = [s for s in self.subject if s.cls in CARE or s.means]
        if not everyone and alliances and re.search("加入|牵头|成为", clause.text):
            self._say("memberOf", [(None, t) for t in targets], trigger)
            return
        withs = self._groups(clause, "with")
        actor = self._actor(clause, trigger.start)
        if withs and actor is None and self.subject and not any(m in self.subject for m in everyone):
            everyone = [*(s for s in self.subject if s.cls in CARE or s.means), *everyone]
        led = [
            g
            for g in clause.groups
            if targets
            and _is_party(g)
            and g.end <= targets[0].start
            and re.fullmatch(
                r"(?:牵头|领办|发起|主导|组建|成立)(?:组建|成立|建设)?的[^，。]{0,10}",
                self.text[g.end : targets[0].start],
            )
        ]
        if led and len(everyone) == 1 and self.subject and everyone[0] in led[0].mentions:
            everyone = [*everyone, *(s for s in self.subject if s.cls in CARE or s.means)]
        apart = [g for g in clause.groups if g.apart]
        for target in targets:
            if _is_unnamed(target):
                founders = list(led[0].mentions[:1]) if led else everyone[:1]
                if len(everyone) > 1:
                    self.assisted = ([everyone[0]], list(everyone[1:]))
                if apart and withs and actor is not None and len(actor.mentions) == len(withs[0].mentions) > 1:
                    for founder, partner in zip(actor.mentions, withs[0].mentions, strict=True):
                        self._join([founder, partner], target, trigger, founder)
                    continue
                self._join(everyone, target, trigger, founders[0] if founders else None)
            elif any(g.apart for g in clause.groups) and len(targets) == len(everyone) > 1:
                self._join([everyone[targets.index(target)]], target, trigger, None)
            else:
                self._join(everyone, target, trigger, None)
        self.waiting = []

    def _join(self, members: list[Found], alliance: Found, trigger: Trigger, founder: Found | None) -> None:
        first = len(self.candidates)
        self._say("memberOf", [(m, alliance) for m in members], trigger)
        for candidate in self.candidates[first:]:
            candidate.partners = (founder,) if founder is not None else ()

    def _pilot(self, clause: Clause, trigger: Trigger) -> None:
        """甲被列为某制度试点单位; 确定甲为试点; 在甲开展试点."""
        programmes = [m for g in clause.groups for m in g.mentions if m.cls == "Programme"]
        if (
            not programmes
            and self.programme is not None
            and self.current.start <= self.programme.start
            and re.search("入选|获批|在列|上榜|入围", clause.text)
        ):
            programmes = [self.programme]
        if (
            not programmes
            and re.search("试点(?:单位|医院|县|乡镇|镇|机构|村|卫生院)", clause.text)
            and self.programme is not None
        ):
            programmes = [self.programme]
        if not programmes or re.search("试点(?:工作)?(?:方案|办法|意见|通知|范围|经验)", clause.text):
            return
        chosen = self._groups(clause, "object")
        placed = self._groups(clause, "place")
        actor = self._actor(clause, max(trigger.start, programmes[-1].start))
        named = self._groups(clause, "cause")
        if chosen:
            heads: Ends = chosen[0].mentions
        elif actor is not None and not (
            actor.mentions[0].cls == "GovernmentBody" and re.search("确定|列为|批准|授予|命名", clause.text)
        ):
            heads = actor.mentions
        elif placed:
            heads = placed[0].mentions
        elif named:
            heads = named[-1].mentions
        else:
            heads = self.subject or [None]
        apart = any(g.apart for g in clause.groups) or re.search("分别", clause.text)
        if apart and len(heads) == len(programmes) > 1:
            pairs: Iterable[tuple[Found | None, Found | None]] = zip(heads, programmes, strict=True)
        else:
            pairs = _product(heads, [p for p in programmes if self._is_piloted(p, trigger, clause)] or programmes)
        self._say("pilots", pairs, trigger)

    def _is_piloted(self, programme: Found, trigger: Trigger, clause: Clause) -> bool:
        return abs(programme.end - trigger.start) <= 24 or programme.end >= trigger.end

    def _joint_action(self, clause: Clause, relations: set[str], triggers: list[Trigger]) -> None:
        """甲联合乙…, 与丙配合: acting together without a word that says more."""
        if relations & {
            "contractsWith",
            "cooperatesWith",
            "teleconsultsWith",
            "refersPatientsWith",
            "memberOf",
        } and any(
            c.sentence_start == self.current.start and c.start >= clause.start
            for c in self.candidates
            if c.type in relations
        ):
            return
        for group in self._groups(clause, "with"):
            if all(m.kind == "kind" and not m.quantified for m in group.mentions):
                continue
            if group.marker in ("联合", "会同", "携手", "联手", "协同", "配合", "联合了", "牵手") or re.search(
                r"^[^，]{0,8}(?:密切)?(?:配合|协调|沟通|协商)", self.text[group.end : clause.end]
            ):
                actor = self._actor(clause, group.start)
                start = group.start - len(group.marker)
                heads = list(actor.mentions) if actor else self._carried()
                apart = actor is not None and (actor.apart or group.apart) and len(heads) == len(group.mentions) > 1
                self._say(
                    "cooperatesWith",
                    zip(heads, group.mentions, strict=True) if apart else _product(heads, group.mentions),
                    Trigger("cooperatesWith", "joint action", start, group.start, group.marker),
                    confidence=0.8,
                )

    # -- units and programmes ----------------------------------------------------------------------------

    def _units(self, clause: Clause) -> None:
        inside = [
            m
            for m in self.current.mentions
            if clause.start <= m.start < clause.end and (m.cls == "Unit" or m.owner is not None or _is_branch(m))
        ]
        last_owner: Found | None = None
        last_end = -9
        for unit in inside:
            if unit.owner is not None:
                self._part(unit, unit.owner, "within its name")
                last_owner, last_end = unit.owner, unit.end
                continue
            adjoining = next(
                (
                    m
                    for m in self.current.mentions
                    if m is not unit
                    and (m.cls in CARE or m.means in ("own", "last", "first", "second"))
                    and m.end <= unit.start
                    and self.text[m.end : unit.start] in ("", "的", "内设", "下设", "下设的", "其", "“", "院内")
                ),
                None,
            )
            if adjoining is not None and unit.cls == "Unit":
                unit.owner = adjoining
                self._part(unit, adjoining, "right behind its owner")
                last_owner, last_end = adjoining, unit.end
                continue
            if unit.cls != "Unit" and not unit.text.endswith("分院"):
                continue
            if last_owner is not None and unit.start - last_end <= 2:
                unit.owner = last_owner
                self._part(unit, last_owner, "listed with another of its owner")
                last_end = unit.end
                continue
            if self.denied:
                continue
            founding = _verbs("units", "founding").search(clause.text)
            placed = [
                g
                for g in self._groups(clause, "place", "object")
                if g.mentions[0].cls in CARE or g.mentions[0].means == "own"
            ]
            placed += [
                g
                for s in self.current.clauses
                for g in s.groups
                if g.marker == "依托" and g.mentions[0].cls in CARE and g.start < unit.start
            ]
            helped = bool(re.search("帮助|指导|协助|支持|助力|扶持", clause.text[: max(0, unit.start - clause.start)]))
            actor = self._actor(clause, unit.start)
            owner: Found | None = None
            if placed and (founding or re.search(_verbs("units", "placing"), clause.text)):
                owner = placed[0].mentions[0]
            elif actor is not None and founding and (actor.mentions[0].cls in CARE or actor.mentions[0].means):
                owner = actor.mentions[0]
                if len(actor.mentions) > 1 and actor.apart:
                    index = (
                        [u for u in inside if u.owner is None].index(unit)
                        if unit in [u for u in inside if u.owner is None]
                        else 0
                    )
                    owner = actor.mentions[min(index, len(actor.mentions) - 1)]
            elif (
                actor is not None
                and (actor.mentions[0].cls in CARE or actor.mentions[0].means in ("own", "last", "first", "second"))
                and self.text[actor.end : unit.start] in ("的", "其", "内设", "下设", "下设的")
            ):
                owner = actor.mentions[0]
            elif (
                (founding or re.match(r"[由其]?其|的", self.text[unit.start - 1 : unit.start]))
                and self.subject
                and (self.subject[0].cls in CARE or self.subject[0].means)
                and actor is None
            ):
                owner = self.subject[0]
            if helped and founding and actor is None and self.assisted:
                owner = self.assisted[1][0]
                if owner is None:
                    self._part(unit, None, "founded", self_owned=True)
                    last_owner, last_end = None, unit.end
                    continue
            if owner is None and founding and actor is None and not self.subject:
                self._part(unit, None, "founded", self_owned=True)
                continue
            if owner is not None and owner is not unit and owner.cls != "Place" and owner.means != "home_place":
                unit.owner = owner
                self._part(unit, owner, "founded or placed")
                if (
                    placed
                    and owner is placed[0].mentions[0]
                    and actor is not None
                    and actor.end <= placed[0].start
                    and actor.mentions[0].cls in (*CARE, "Unit", "PartnerInstitution")
                    and actor.mentions[0] is not owner
                ):
                    # an outside hospital that sets up a studio there works there
                    self._say(
                        "assists",
                        _product(actor.mentions, [owner]),
                        Trigger("assists", "outpost", placed[0].start, unit.end, "设立"),
                        confidence=0.75,
                    )
                last_owner, last_end = owner, unit.end

    def _part(self, unit: Found, owner: Found | None, rule: str, self_owned: bool = False) -> None:
        status = self.status
        if rule == "within its name":
            status = "actual"
        start = min(unit.start, owner.start) if owner is not None else unit.start
        end = max(unit.end, owner.end) if owner is not None else unit.end
        if owner is not None and not (self.current.start <= owner.start < self.current.end):
            start, end = unit.start, unit.end
        self.candidates.append(
            Candidate(
                "partOf",
                unit,
                owner,
                status,
                start,
                end,
                self.current.start,
                self.current.end,
                rule,
                confidence=0.7 if self_owned else 0.9,
            )
        )

    def _implements(self, clause: Clause, relations: set[str]) -> None:
        programmes = [m for g in clause.groups for m in g.mentions if m.cls == "Programme"]
        if not programmes:
            return
        if "pilots" in relations and any(c.type == "pilots" and c.start >= clause.start for c in self.candidates):
            return
        if not _verbs("implements", "verbs").search(clause.text) and not _ENUMERATOR.match(clause.text):
            return
        for programme in programmes:
            actor = self._actor(clause, programme.start)
            withs = self._groups(clause, "with", before=programme.start)
            if actor is None:
                placed = [
                    g
                    for g in self._groups(clause, "place", before=programme.start)
                    if g.mentions[0].cls != "GovernmentBody"
                ]
                done_by = self._groups(clause, "by")
                actor = done_by[0] if done_by else placed[0] if placed else None
            heads: list[Found | None] = list(actor.mentions) if actor else []
            if not heads:
                same_sentence = [s for s in self.subject if self.current.start <= s.start < self.current.end]
                heads = list(same_sentence) or [None]
            heads += [m for g in withs if g.marker in ("与", "和", "同", "联合", "会同") for m in g.mentions]
            trigger = Trigger("implements", "programme", programme.start, programme.end, programme.text)
            self._say("implements", [(h, programme) for h in heads], trigger, confidence=0.7)


def _is_party(group: Group) -> bool:
    first = group.mentions[0]
    return first.cls not in ("Programme", "MedicalAlliance") or (
        first.cls == "MedicalAlliance" and first.kind == "name" and len(first.text) > 4
    )


def _is_unnamed(alliance: Found) -> bool:
    return (
        alliance.kind == "kind"
        or len(alliance.text) <= 4
        or alliance.inner == alliance.text
        and alliance.text in ("医疗集团", "专科联盟")
    )


def _is_branch(mention: Found) -> bool:
    return mention.cls == "Hospital" and mention.text.endswith(("分院", "院区", "互联网医院"))


def _rank(mention: Found | None) -> int:
    """How high in the system: province 4, city 3, county 2, township 1, village 0."""
    if mention is None:
        return 2
    if mention.cls in LEVELS:
        return LEVELS[mention.cls]
    head = mention.place or mention.text
    if "大学" in mention.text or head.endswith("省") or mention.text.startswith(("中国", "国家", "解放军")):
        return 4
    return 3 if head.endswith("市") else 2


def _product(
    heads: Iterable[Found | None], tails: Iterable[Found | None]
) -> Iterator[tuple[Found | None, Found | None]]:
    tails = list(tails)
    for head in heads:
        for tail in tails:
            yield head, tail
