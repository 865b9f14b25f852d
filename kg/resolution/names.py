"""The full official name of an institution from its printed form and the place that it is said in.

>>> [full_name("卫健局", "青禾县"), full_name("委", "青禾县", printed="县委"), full_name("疾控中心", "青禾县")]
['青禾县卫生健康局', '中共青禾县委员会', '青禾县疾病预防控制中心']
>>> full_name("二院", "江北市")
'江北市第二人民医院'
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

# 协和医院 and 第一医院 end in no short form.
_NO_SHORT_FORM_BEHIND = frozenset("和第十〇零一二三四五六七八九")


@cache
def full_forms() -> dict[str, Any]:
    """The content of full_forms.toml.

    >>> full_forms()["endings"]["words"]["疾控"]
    '疾病预防控制中心'
    """
    with (Path(__file__).parent / "full_forms.toml").open("rb") as file:
        return tomllib.load(file)


def words(group: str, key: str = "words") -> list[str]:
    """A list of full_forms.toml.

    >>> words("alliances", "alone")[:2]
    ['医联体', '医共体']
    """
    return list(full_forms()[group][key])


@cache
def _endings() -> dict[str, list[tuple[str, str]]]:
    """The short endings and the full ones by the last character, the longest first."""
    by_last: dict[str, list[tuple[str, str]]] = {}
    for short, full in sorted(full_forms()["endings"]["words"].items(), key=lambda pair: -len(pair[0])):
        by_last.setdefault(short[-1], []).append((short, full))
    return by_last


def full_ending(name: str) -> str:
    """The name with a shortened ending written out; a name that already has the full one stays.

    >>> [full_ending(n) for n in ("县疾控中心", "江北市卫健委", "青禾县医疗保障局")]
    ['县疾病预防控制中心', '江北市卫生健康委员会', '青禾县医疗保障局']
    """
    for short, full in _endings().get(name[-1:], ()):
        if (
            name.endswith(short)
            and not name.endswith(full)
            and name[-len(short) - 1 : -len(short)] not in _NO_SHORT_FORM_BEHIND
        ):
            return name[: -len(short)] + full
    return name


def full_name(inner: str, place: str, printed: str = "") -> str:
    """`place` and the rest of the name, with what full_forms.toml knows written out.

    >>> full_name("政府办", "青禾县")
    '青禾县人民政府办公室'
    """
    whole = full_forms()["whole"]["words"]
    for key in (printed, inner):
        if key in whole:
            return str(whole[key].format(place=place))
    return place + full_ending(inner)
