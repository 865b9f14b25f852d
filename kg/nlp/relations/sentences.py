"""The sentences of a text, their clauses and groups.

>>> from kg.nlp.mentions.assemble import find_mentions
>>> text = "县人民医院与江北市第一医院、江北市中医院签约，由后者派驻专家。"
>>> sentence = next(iter(sentences(text, find_mentions(text, None))))
>>> [[(g.case, [m.text for m in g.mentions]) for g in clause.groups] for clause in sentence.clauses]
[[('', ['县人民医院']), ('with', ['江北市第一医院', '江北市中医院'])], [('by', ['后者'])]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.numbers import number
from kg.nlp.relations.groups import LIST_GAP, MARKER, alike, groups_of, lists_behind
from kg.nlp.relations.structure import Clause, Group, Sentence

SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_NAMELY = re.compile("(?:即|也就是|具体|分别|依次)[是为]?")
# 2月3日　县医院皮肤科开诊: no part of what the clause begins with
_DATE = re.compile("[　 \t]*(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|份)?(?!底|初|前)[　 \t，]*")
_LONGEST = 1200
_COUNTED = ("both", "all")


def sentences(text: str, mentions: list[Found]) -> Iterator[Sentence]:
    """The sentences of a text in order; those with mentions have clauses and groups.

    >>> [(s.text, s.line, len(s.clauses)) for s in sentences("总结如下。\\n一、成效，显著。", [])]
    [('总结如下', 0, 0), ('', 0, 1), ('一、成效，显著', 1, 0)]
    """
    line = index = 0
    for position, end, mark in _pieces(text):
        inside: list[Found] = []
        while index < len(mentions) and mentions[index].start < end:
            if mentions[index].start >= position:
                inside.append(mentions[index])
            index += 1
        at_line_end = mark == "\n"
        sentence = Sentence(position, end, text[position:end], line, mentions=inside)
        if inside or at_line_end:
            sentence.clauses = list(_clauses(text, sentence))
            _spell_out(text, sentence.clauses)
            _recall(text, sentence.clauses)
            yield sentence
        elif end > position:
            yield sentence
        line += at_line_end


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Where sentences begin and end, and the mark behind each; what is far too long for one is cut at a comma."""
    position = 0
    for match in [*SENTENCE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        while end - position > _LONGEST:
            comma = text.rfind("，", position, position + _LONGEST)
            cut = comma if comma > position else position + _LONGEST
            yield position, cut, ""
            position = cut
        yield position, end, match[0] if match else ""
        position = match.end() if match else end


def _clauses(text: str, sentence: Sentence) -> Iterator[Clause]:
    dated = _DATE.match(text, sentence.start, sentence.end)
    first = dated.end() if dated else sentence.start
    starts = [first, *(comma + 1 for comma in _commas(text, sentence) if comma >= first)]
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), sentence.end], strict=True):
        clause = Clause(start, end, text[start:end])
        clause.groups = groups_of(text, [m for m in sentence.mentions if start <= m.start <= end], clause)
        yield clause


def _spell_out(text: str, clauses: list[Clause]) -> None:
    """与两家医院合作：甲、乙; 加入两个联盟，即甲和丙牵头的乙: those behind the colon or 即 are the two; 牵头医院：甲:
    they are what stands right before it.
    """
    for place, (clause, after) in enumerate(pairwise(clauses)):
        if not after.groups:
            continue
        colon = text[clause.end] in "：:"
        if colon:
            _spell_out_one_by_one(clause, clauses[place + 1 :])
        listed = max(after.groups, key=lambda g: len(g.mentions))
        within = [g for g in after.groups if g is not listed]
        if listed.end != after.end or not all(listed.start < g.start and g.end < listed.end for g in within):
            continue
        at_once = colon and listed.case == "" and listed.start == after.start
        if not at_once and not _NAMELY.fullmatch(text, after.start, listed.start):
            continue
        kinds = (g for g in reversed(clause.groups) if g.first.kind == "kind" and alike(g.first, listed.first))
        meant = next((g for g in kinds if _is_spelled_out(g, clause, len(listed.mentions))), None)
        if meant is not None:
            meant.counted, meant.mentions = meant.first, listed.mentions
            clause.groups += within
            after.groups = []


def _spell_out_one_by_one(clause: Clause, behind: list[Clause]) -> None:
    """三家单位到乙坐诊：甲来的是针灸团队，丙…，丁…: as many as begin a clause behind the colon."""
    begin = [c.groups[0].first for c in behind if c.groups and c.groups[0].start == c.start]
    for group in clause.groups:
        meant = group.first
        wanted = meant.count if meant.kind == "kind" else number(meant.text[0]) if meant.means in _COUNTED else None
        if wanted == len(begin) > 1 and all(m.kind == "name" and alike(m, meant) for m in begin):
            group.counted, group.mentions = meant, begin
            return


def _is_spelled_out(group: Group, clause: Clause, listed: int) -> bool:
    """Whether as many are listed, or no number is told and the colon is right behind."""
    return group.first.count == listed or (group.first.count is None and group.end == clause.end)


def _recall(text: str, clauses: list[Clause]) -> None:
    """甲、乙、丙各带一家：前两家分别支援…: those whom a clause before lists, as many from its beginning or end."""
    lists: list[list[Found]] = []
    for clause in clauses:
        for group in clause.groups:
            which = text[group.start - 1 : group.start]
            wanted = number(group.first.text[0]) or 0
            longer = next((m for m in reversed(lists) if len(m) > wanted), None)
            if which in ("前", "后") and wanted and group.first.kind == "anaphor" and longer:
                group.counted = group.first
                group.mentions = longer[:wanted] if which == "前" else longer[-wanted:]
            elif group.case == "" and len(group.mentions) > 2:
                lists.append(list(group.mentions))


def _commas(text: str, sentence: Sentence) -> Iterator[int]:
    """The commas, colons and dashes between clauses: not in brackets, not in a mention, not in a list."""
    inside = [(m.start, m.end) for m in sentence.mentions]
    depth = 0
    clause_start = sentence.start
    for i in range(sentence.start, sentence.end):
        character = text[i]
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(0, depth - 1)
        elif (
            (character in "，：,:" or text[i - 1 : i + 1] == "——")
            and depth == 0
            and not any(s <= i < e for s, e in inside)
        ):
            if character == "，" and _list_goes_on(text, i, sentence.mentions, clause_start):
                continue
            yield i
            clause_start = i + 1


def _list_goes_on(text: str, comma: int, mentions: list[Found], clause_start: int) -> bool:
    """与甲医院骨科、外科，乙医院眼科签约: the comma joins what 与 governs."""
    first = next((m for m in mentions if m.end == comma), None)
    right = next((m for m in mentions if m.start == comma + 1), None)
    if first is None or right is None or not alike(first, right):
        return False
    before: Found | None = first
    while before is not None:
        first, before = before, _listed_before(text, before, mentions, clause_start)
    marked = MARKER.search(text, max(clause_start, first.start - 6), first.start) is not None
    return marked and text[first.start - 1] in "与同和" and not _is_listed(text, first, mentions)


def _is_listed(text: str, mention: Found, mentions: list[Found]) -> bool:
    """支援甲与乙，丙帮扶丁: 与 governs nothing there."""
    before = next((m for m in mentions if m.end == mention.start - 1), None)
    return before is not None and lists_behind(text, before.start)


def _listed_before(text: str, mention: Found, mentions: list[Found], clause_start: int) -> Found | None:
    return next((m for m in mentions if m.start >= clause_start and LIST_GAP.match(text[m.end : mention.start])), None)
