"""Sentences, clauses and groups of mentions, each group with the case that the word before it gives.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> text = "县人民医院与江北市第一医院、江北市中医院签约，由后者派驻专家。"
>>> sentence = next(iter(sentences(text, find_mentions(text, None))))
>>> [[(g.case, [m.text for m in g.mentions]) for g in clause.groups] for clause in sentence.clauses]
[[('', ['县人民医院']), ('with', ['江北市第一医院', '江北市中医院'])], [('by', ['后者'])]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.nlp.mentions.found import Found
from kg.nlp.rules import load

SENTENCE_END = re.compile(r"[。！？；!?;\n]")
GAP = re.compile(
    r"^(?:[0-9]+[名人位][一-龥]{0,6}[、和及]|、|和|及|以及|暨|及其|，以及|和其|，和|、和|[”\"]?、[“\"]?|[”\"]和[“\"]|等?[”\"]?、|（[^（）]{0,16}）[、和及])$"
)
WITH_GAP = re.compile(r"^(?:与|同|跟|和)$")
ADVERBS = r"(?:分别|先后|陆续|相继|均|已经|已|又|还|再|也|都|共同|继续|主动|积极|成功|正式|全面|首次|目前|可|能|将|拟|常年|长期|一并|一起|重点|率先|定期|每月|每周|随即|随后|分批|分期|就近|直接|并|则|便|即|各|双双|自|从|上半年|下半年|年初|年底|之间|各自|牵头|统一|集中)*"


@dataclass(slots=True, eq=False)
class Group:
    """Coordinated mentions (甲、乙和丙) with one case: "" (bare), with, by, to, for, place, object, cause, except."""

    mentions: list[Found]
    case: str = ""
    marker: str = ""
    apart: bool = False
    joined: bool = False

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end


@dataclass(slots=True, eq=False)
class Clause:
    """A piece of a sentence between commas, with its groups in order."""

    start: int
    end: int
    text: str
    groups: list[Group] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence, its clauses, the number of its line and of its paragraph."""

    start: int
    end: int
    text: str
    line: int
    clauses: list[Clause] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, str]]:
    cases = {word: case for case, entry in load("cases").items() for word in entry["words"]}
    longest_first = sorted(cases, key=len, reverse=True)
    return re.compile(
        rf"({'|'.join(map(re.escape, longest_first))})(?:了|好|着|其|原|我县|我市|所属|辖区|[一-龥]{1,4}的)?[“]?$"
    ), cases


def sentences(text: str, mentions: list[Found]) -> Iterator[Sentence]:
    """The sentences of a text that hold mentions, with clauses and groups."""
    position = line = 0
    queue = list(mentions)
    index = 0
    for match in [*SENTENCE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        inside: list[Found] = []
        while index < len(queue) and queue[index].start < end:
            if queue[index].start >= position:
                inside.append(queue[index])
            index += 1
        if inside or (match and match[0] == "\n"):
            sentence = Sentence(position, end, text[position:end], line, mentions=inside)
            sentence.clauses = list(_clauses(text, sentence))
            yield sentence
        elif end > position:
            yield Sentence(position, end, text[position:end], line)
        if match and match[0] == "\n":
            line += 1
        position = match.end() if match else end


def _clauses(text: str, sentence: Sentence) -> Iterator[Clause]:
    inside = [(m.start, m.end) for m in sentence.mentions]
    cuts = [sentence.start]
    depth = 0
    for i in range(sentence.start, sentence.end):
        character = text[i]
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(0, depth - 1)
        elif character in "，：,:" and not any(s <= i < e for s, e in inside) and depth == 0:
            if character == "，" and _list_goes_on(text, i, sentence.mentions, cuts[-1]):
                continue
            cuts.append(i + 1)
    cuts.append(sentence.end + 1)
    for start, following in zip(cuts, cuts[1:], strict=False):
        end = following - 1
        clause = Clause(start, end, text[start:end])
        clause.groups = _groups(text, [m for m in sentence.mentions if start <= m.start < following], clause)
        yield clause


def _list_goes_on(text: str, comma: int, mentions: list[Found], clause_start: int) -> bool:
    """与甲医院骨科、外科，乙医院眼科签约: the comma joins what 与 governs."""
    left = next((m for m in mentions if m.end == comma), None)
    right = next((m for m in mentions if m.start == comma + 1), None)
    if left is None or right is None or not _alike(left, right):
        return False
    first = left
    while (
        before := next((m for m in mentions if GAP.match(text[m.end : first.start]) and m.start >= clause_start), None)
    ) is not None:
        first = before
    return (
        _markers()[0].search(text[max(clause_start, first.start - 6) : first.start]) is not None
        and text[first.start - 1] in "与同和"
    )


def _in_title(text: str, mention: Found) -> bool:
    opened = text.rfind("《", max(0, mention.start - 60), mention.start)
    return (
        opened >= 0
        and text.find("》", opened, mention.start) < 0
        and text.find("》", mention.end, mention.end + 80) >= 0
    )


def _groups(text: str, mentions: list[Found], clause: Clause) -> list[Group]:
    groups: list[Group] = []
    owners = {id(m.owner) for m in mentions if m.owner is not None}
    for mention in mentions:
        if mention.cls != "Programme" and _in_title(text, mention):
            continue
        if id(mention) in owners or text[max(0, mention.start - 3) : mention.start].endswith(
            ("简称", "下称", "统称", "又称", "称为", "称")
        ):
            continue
        if groups:
            last = groups[-1]
            gap = text[last.end : mention.start]
            if (
                gap in ("", "的")
                and len(last.mentions) == 1
                and last.mentions[0].cls == "Place"
                and last.mentions[0].kind == "name"
                and mention.cls != "Programme"
            ):
                last.mentions = [mention]  # 东岭乡枫树坪村: the finer one is meant
                continue
            if GAP.match(gap) and _alike(last.mentions[-1], mention):
                last.mentions.append(mention)
                last.joined = True
                continue
            if gap == "，" and last.case == "with" and _alike(last.mentions[-1], mention):
                last.mentions.append(mention)
                continue
            if gap == "等" and mention.kind == "kind":
                last.mentions.append(mention)
                continue
        case, marker = _case(text, mention, clause)
        groups.append(Group([mention], case, marker))
    for group in groups:
        after = text[group.end : group.end + 8]
        if group.marker == "在":
            group.case = "by" if re.match(rf"的?(?:{'|'.join(load('cases')['by']['after_in'])})", after) else "place"
        if (
            group.case in ("", "cause", "object", "by", "with")
            and re.match(r"(?:之间)?(?:等?[^，]{0,4})?分别", after)
            or re.search(r"分别[一-龥]{0,2}$", text[max(clause.start, group.start - 5) : group.start])
        ):
            group.apart = True
    return groups


def _alike(left: Found, right: Found) -> bool:
    """Places are listed with places, schemes with schemes."""
    return _sort(left) == _sort(right)


def _sort(mention: Found) -> str:
    if mention.kind == "anaphor" and mention.means in ("home_place",):
        return "Place"
    return mention.cls if mention.cls in ("Place", "Programme") else "institution"


def _case(text: str, mention: Found, clause: Clause) -> tuple[str, str]:
    if mention.text == "来院":
        return "place", "来"
    pattern, cases = _markers()
    before = text[max(clause.start, mention.start - 14) : mention.start]
    match = pattern.search(before)
    if match:
        return cases[match[1]], match[1]
    return "", ""
