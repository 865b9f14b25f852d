"""By which rule a mention was joined to its institution, in words: what of the name was completed, and from what.

>>> centre = Found(0, 5, "县疾控中心", "PublicHealthInstitution", place="县", inner="疾控中心")
>>> joining(centre, "青禾县疾病预防控制中心")
'suffix: 县 is 青禾县, 疾控中心 is 疾病预防控制中心'
"""

from __future__ import annotations

from kg.nlp.mentions.found import Found
from kg.resolution.names import full_ending


def joining(mention: Found, name: str) -> str:
    """The rule that found a mention, and how its words became the canonical name.

    >>> joining(Found(0, 3, "中医院", "Hospital", inner="中医院", local=True), "青禾县中医院")
    'suffix: of 青禾县'
    >>> joining(Found(0, 6, "青禾县中医院", "Hospital", place="青禾县", inner="中医院"), "青禾县中医院")
    'suffix: in full'
    """
    return f"{mention.rule}: {_completed(mention, name)}"


def _completed(mention: Found, name: str) -> str:
    printed = mention.full
    if printed == name:
        return "in full" if printed == mention.text else f"completed to {printed}"
    inner = mention.inner or printed
    steps = []
    whole = full_ending(inner)
    if inner == "医院" and name.endswith("人民医院"):
        whole = "人民医院"
    if not name.endswith(whole):
        return f"is {name}"
    place = name[: len(name) - len(whole)]
    if mention.place and mention.place != place and place:
        steps.append(f"{mention.place} is {place}")
    elif not mention.place and place:
        steps.append(f"of {place}")
    if whole != inner:
        steps.append(f"{inner} is {whole}")
    return ", ".join(steps) or f"is {name}"
