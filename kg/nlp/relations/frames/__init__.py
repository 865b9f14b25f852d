"""Frames: how the ends of a relation are found around its trigger, by the names that relations.toml gives them.

>>> sorted(FRAMES)
['directed', 'gift', 'membership', 'mutual', 'pilot', 'trainees', 'visit']
"""

from __future__ import annotations

from collections.abc import Callable

from kg.nlp.relations.frames.directed import directed
from kg.nlp.relations.frames.gift import gift
from kg.nlp.relations.frames.membership import membership
from kg.nlp.relations.frames.mutual import mutual
from kg.nlp.relations.frames.pilot import pilot
from kg.nlp.relations.frames.trainees import trainees
from kg.nlp.relations.frames.visit import visit
from kg.nlp.relations.state import State
from kg.nlp.relations.triggers import Trigger

FRAMES: dict[str, Callable[[State, Trigger], None]] = {
    "directed": directed,
    "gift": gift,
    "membership": membership,
    "mutual": mutual,
    "pilot": pilot,
    "trainees": trainees,
    "visit": visit,
}
