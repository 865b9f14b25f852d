"""The structure of a text for reading relations: sentences, clauses, groups of mentions.

>>> from kg.nlp.relations.sentences import sentences
>>> from kg.nlp.mentions.assemble import find_mentions
>>> text = "县人民医院与江北市第一医院签约。"
>>> [sentence] = sentences(text, find_mentions(text, None))
>>> [(group.case, group.marker, group.start, group.end) for group in sentence.clauses[0].groups]
[('', '', 0, 5), ('with', '与', 6, 13)]
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.nlp.mentions.found import Found


@dataclass(slots=True, eq=False)
class Group:
    """Coordinated mentions (甲、乙和丙) with one case: "" (bare), with, by, to, for, place, object, cause, except.

    `marker` is the word that gives the case; `apart` tells that 分别 goes with it, `joined` that it is a list,
    `counted` what stands for them in the clause where they are listed behind it (与两家医院合作：甲、乙), `total` the
    count that closes the list and tells of no more than it holds (甲、乙等2家医院), `within` the place that its first
    one lies in (西藏当雄县).
    """

    mentions: list[Found]
    case: str = ""
    marker: str = ""
    apart: bool = False
    joined: bool = False
    counted: Found | None = None
    total: Found | None = None
    within: Found | None = None

    @property
    def first(self) -> Found:
        """The first of its mentions, which tells what kind of group it is."""
        return self.mentions[0]

    @property
    def start(self) -> int:
        """Where the first mention starts."""
        return (self.counted or self.mentions[0]).start

    @property
    def end(self) -> int:
        """Where the last mention ends."""
        return (self.counted or self.total or self.mentions[-1]).end


@dataclass(slots=True, eq=False)
class Clause:
    """A piece of a sentence between commas, with its groups in order."""

    start: int
    end: int
    text: str
    groups: list[Group] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence with its clauses and mentions, and the number of its line."""

    start: int
    end: int
    text: str
    line: int
    clauses: list[Clause] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)

    def clause_after(self, clause: Clause) -> Clause | None:
        """The clause behind another one, None behind the last.

        >>> one, two = Clause(0, 2, "甲"), Clause(3, 5, "乙")
        >>> Sentence(0, 5, "甲，乙", 0, [one, two]).clause_after(one) is two
        True
        """
        return next((other for other in self.clauses if other.start > clause.start), None)
