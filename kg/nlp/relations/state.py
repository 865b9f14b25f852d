"""What a reader of a report keeps in mind while going through its sentences, and the relations read so far.

>>> state = State("县医院对口支援乡卫生院。")
>>> state.carried()  # nobody has been named who acts: the reporting county, bureau or institution itself
[None]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, NamedTuple

from kg.model import Status
from kg.nlp.mentions.found import Found
from kg.nlp.relations.candidate import Candidate
from kg.nlp.relations.doubts import doubts
from kg.nlp.relations.structure import Clause, Sentence
from kg.nlp.relations.triggers import Trigger

# The ends of a relation on one side; None is the reporting county, bureau or institution itself.
Ends = Sequence[Found | None]
Pairs = Iterable[tuple[Found | None, Found | None]]


class Sent(NamedTuple):
    """People sent out to help or to train, or `received` as trainees; by whom."""

    relation: str
    ends: Ends
    received: bool = False


@dataclass(slots=True)
class Remembered:
    """What is forgotten at the end of a sentence.

    `relation`: the last one read. `helped`: who helps whom; `reached`: whose network reaches whom; `partners`: with
    whom those who `agreed` did so; `met`: who does with whom what no trigger tells; `handed`: whose pictures go to
    whom (to nobody yet: who tells what they show); `one_side`: of which relation only these ends are known; `sent`:
    people sent out or taken in, whose shares may follow, or are being told (`sharing`); `went`: who went where for
    what is yet to be said; `training`: people are being sent to train; `taught`: who came to teach those yet to be
    named; `lent`: whose platform those yet to be named use.
    """

    relation: str | None = None
    helped: tuple[Ends, Ends] | None = None
    reached: tuple[Ends, Ends] | None = None
    partners: list[Found] = field(default_factory=list)
    agreed: Ends = ()
    met: tuple[Ends, Ends] | None = None
    handed: tuple[Ends, Ends] | None = None
    one_side: tuple[str, Ends] | None = None
    sent: Sent | None = None
    sharing: bool = False
    went: tuple[Ends, Ends] | None = None
    training: bool = False
    taught: Ends = ()
    lent: Ends = ()

    def other_side(self) -> tuple[Ends, Ends]:
        """Those whom 对方 means, with those who agreed with them: the reporting institution is never the other side.

        >>> Remembered(partners=[Found(0, 2, "我院", "Hospital", means="own")], agreed=[None]).other_side()[0]
        [None]
        """
        if self.partners and self.partners[0].means == "own":
            return self.agreed, self.partners
        return self.partners, self.agreed


@dataclass(slots=True)
class State:
    """A text on being read: the clause at hand, who acts in it if it does not say, what has been read.

    `subject` are who acted last (`before` them, others; `apart`: 分别; `causer`: who made them act, if somebody did;
    `hosting`: they have just been the place of what those before do; `of_people`: only some of their people act),
    `listing_plans`: what a colon introduced as plans is being listed, `section` whom the heading names, `lead` who
    acted before items (甲动作不小。一是…；二是…), `alliance` and `programme` the last ones named, `founders` who
    founded the alliances without a name of their own, by mention, `waiting` those who may become members of one yet
    to be named, `titled` the alliance that a line consists of, while lines that begin with labels follow.
    """

    text: str
    line: int = -1
    sentence: Sentence = field(default_factory=lambda: Sentence(0, 0, "", -1))
    clause: Clause = field(default_factory=lambda: Clause(0, 0, ""))
    status: Status = "actual"
    denied: bool = False
    subject: list[Found] = field(default_factory=list)
    before: list[Found] = field(default_factory=list)
    causer: list[Found] | None = None
    apart: bool = False
    hosting: bool = False
    of_people: bool = False
    listing_plans: bool = False
    section: list[Found] = field(default_factory=list)
    lead: list[Found] = field(default_factory=list)
    alliance: Found | None = None
    founders: dict[int, Found] = field(default_factory=dict)
    programme: Found | None = None
    waiting: list[Found] = field(default_factory=list)
    titled: Found | None = None
    here: Remembered = field(default_factory=Remembered)
    candidates: list[Candidate] = field(default_factory=list)

    def carried(self) -> list[Found | None]:
        """Who acts where the clause does not say.

        >>> State("", subject=[Found(0, 3, "县医院", "Hospital")]).carried()[0].text
        '县医院'
        """
        return list(self.subject) or [None]

    def say(
        self,
        relation: str,
        pairs: Pairs,
        trigger: Trigger,
        attributes: dict[str, Any] | None = None,
    ) -> None:
        """Note that the clause says the relation of these pairs. A pair of one stand-in (双方) is those it means.

        >>> state = State("甲乙签约", sentence=Sentence(0, 4, "甲乙签约", 0))
        >>> ends = Found(0, 1, "甲", "Hospital"), Found(1, 2, "乙", "Hospital")
        >>> state.say("contractsWith", [ends], Trigger("contractsWith", "mutual", 2, 4, "签约"))
        >>> [(c.start, c.end, c.rule) for c in state.candidates]
        [(0, 4, 'mutual: 签约')]
        """
        for head, tail in pairs:
            if head is tail and not (head is not None and head.means in ("both", "all")):
                continue
            if head is not None and tail is not None and _are_of_one_house(head, tail):
                continue
            said = [end for end in (head, tail) if end is not None and self.in_sentence(end)]
            start, end = min([trigger.start, *(m.start for m in said)]), max([trigger.end, *(m.end for m in said)])
            self.candidates.append(
                Candidate(
                    *(relation, head, tail, self.status),
                    start=start,
                    end=end,
                    sentence_start=self.sentence.start,
                    sentence_end=self.sentence.end,
                    reading=trigger.frame,
                    words=trigger.text,
                    doubts=doubts(self.clause, self.sentence, (head, tail)),
                    attributes=dict(attributes or {}),
                )
            )

    def in_sentence(self, mention: Found) -> bool:
        """Whether the mention stands in the sentence at hand.

        >>> State("", sentence=Sentence(4, 9, "", 0)).in_sentence(Found(0, 3, "县医院", "Hospital"))
        False
        """
        return self.sentence.start <= mention.start < self.sentence.end

    def has_said(self, *relations: str) -> bool:
        """Whether the clause at hand has said one of these relations already.

        >>> State("").has_said("assists")
        False
        """
        last = takewhile(lambda c: c.sentence_start == self.sentence.start, reversed(self.candidates))
        return any(c.type in relations and c.start >= self.clause.start for c in last)


def _are_of_one_house(head: Found, tail: Found) -> bool:
    """县医院医务科与护理部: a department with another that has no owner of its own."""
    return head.cls == tail.cls == "Unit" and head.owner is not None and tail.owner in (None, head.owner)
