"""The gazetteer: divisions by code, by name, and wherever a text names them."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from kg.gazetteer.names import short_name

Level = Literal["province", "prefecture", "county", "township"]
Found = tuple[int, int, tuple["Division", ...]]

_DATA = Path(__file__).parent / "data"
_RANK: dict[Level, int] = {"province": 0, "prefecture": 1, "county": 2, "township": 3}


# Words of the language that are also the first character of a two-character county: 省和县, 建成县级, 召开县委.
_WORDS = frozenset("和成文新应理高道单南古富易随温康义兴景云宁洋环代临青夏唐房佳乾范叶容忠通丰开户盘陵")
_PREPOSITIONS = frozenset("到赴在与及对为由向至往")  # behind which the county stands alone: 到丰县


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture, county or township. Codes have six digits, those of townships nine.

    >>> Division("130227", "迁西县", "county", "130200").short
    '迁西'
    """

    code: str
    name: str
    level: Level
    parent: str | None

    @property
    def short(self) -> str:
        """The name without 省, 市, 县, 自治州 and the like."""
        return short_name(self.name)


def _level(code: str) -> Level:
    if len(code) == 9:
        return "township"
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


class Gazetteer:
    """All divisions. Townships are read from disk at the first question about one.

    >>> g = Gazetteer()
    >>> g.by_code("419001").name, g.province_of(g.by_code("419001")).name, g.prefecture_of(g.by_code("419001"))
    ('济源市', '河南省', None)
    >>> [d.name for d in g.by_name("兴城镇", within="130227")], g.townships_of("130227")[:2]
    (['兴城镇'], ('栗乡街道', '兴城镇'))
    """

    def __init__(self) -> None:
        names = dict(line.split("\t") for line in _lines("divisions.tsv"))
        self._divisions: dict[str, Division] = {}
        for code, name in names.items():
            level = _level(code)
            above = (code[:4] + "00", code[:2] + "0000") if level == "county" else (code[:2] + "0000",)
            parent = None if level == "province" else next((c for c in above if c in names), None)
            self._divisions[code] = Division(code, name, level, parent)

    # -- by code ---------------------------------------------------------------------------------

    def by_code(self, code: str) -> Division | None:
        """The division with this code (six digits, nine for a township), None where there is none."""
        return self._townships.get(code) if len(code) == 9 else self._divisions.get(code)

    def province_of(self, division: Division) -> Division:
        """The province it lies in; a province itself."""
        return self._divisions[division.code[:2] + "0000"]

    def prefecture_of(self, division: Division) -> Division | None:
        """The prefecture it lies in or is; None where the province governs it directly."""
        return next((d for d in (division, *self.ancestors(division)) if d.level == "prefecture"), None)

    def ancestors(self, division: Division) -> Iterator[Division]:
        """What it lies in, from the nearest to the province."""
        while division.parent is not None:
            division = self._divisions[division.parent]
            yield division

    def is_within(self, division: Division, code: str) -> bool:
        """Whether it is the division with this code or lies in it."""
        return division.code == code or any(d.code == code for d in self.ancestors(division))

    # -- by name ---------------------------------------------------------------------------------

    @cached_property
    def _former(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = defaultdict(list)
        for line in _lines("former_names.tsv"):
            code, former, _now, _year = line.split("\t")
            codes[former].append(code)
        return codes

    @cached_property
    def _by_name(self) -> dict[str, list[Division]]:
        index: dict[str, list[Division]] = defaultdict(list)
        for division in self._divisions.values():
            for name in {division.name, division.short}:
                index[name].append(division)
        for former, codes in self._former.items():
            index[former].extend(self._divisions[code] for code in codes)
        return index

    def by_name(self, name: str, within: str | None = None) -> list[Division]:
        """The divisions that bear this full, short or former name, the highest level first.

        `within` is the code of a division that they must be or lie in. Townships are looked for
        where no higher division has the name. Where `within` is a county (or a city without
        counties), a township is also found by its short name and by an older kind, as a 乡 that
        has become a 镇 or 街道, if only one is so called.

        >>> g = gazetteer()
        >>> [d.name for d in g.by_name("神木县")], [d.code for d in g.by_name("鼓楼区", within="350000")]
        (['神木市'], ['350102'])
        >>> [d.name for d in g.by_name("栗乡镇", within="130227")]
        ['栗乡街道']
        """
        found = [d for d in self._by_name.get(name, ()) if within is None or self.is_within(d, within)]
        if not found:
            found = [d for d in self._townships_by_name.get(name, ()) if within is None or self.is_within(d, within)]
        if not found and within is not None:
            short = short_name(name)
            found = [self._townships[code] for code in self._township_codes.get(within, ())]
            found = [d for d in found if d.short == short]
            found = found if len(found) == 1 else []
        return sorted(found, key=lambda d: (_RANK[d.level], d.code))

    # -- townships -------------------------------------------------------------------------------

    @cached_property
    def _townships(self) -> dict[str, Division]:
        townships: dict[str, Division] = {}
        for line in gzip.decompress((_DATA / "townships.txt.gz").read_bytes()).decode().splitlines():
            parent, area, names = line.split("\t")
            for numbered in names.split("|"):
                code = area + numbered[:3]
                townships[code] = Division(code, numbered[3:], "township", parent)
        return townships

    @cached_property
    def _township_codes(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = defaultdict(list)
        for division in self._townships.values():
            codes[division.parent or ""].append(division.code)
        return codes

    @cached_property
    def _townships_by_name(self) -> dict[str, list[Division]]:
        index: dict[str, list[Division]] = defaultdict(list)
        for division in self._townships.values():
            index[division.name].append(division)
        return index

    def townships_of(self, code: str) -> tuple[str, ...]:
        """The full names of the townships of a county (or of a city without counties), by code."""
        return tuple(self._townships[township].name for township in self._township_codes.get(code, ()))

    # -- in a text -------------------------------------------------------------------------------

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        lookalikes = list(_lines("lookalikes.txt"))
        words = {line[1:] for line in lookalikes if line.startswith("-")}
        decoys = {line for line in lookalikes if not line.startswith("-")}
        names: dict[str, list[Division]] = defaultdict(list)
        for division in self._divisions.values():
            names[division.name].append(division)
        for former, codes in self._former.items():
            names[former].extend(d for code in codes if (d := self._divisions[code]) not in names[former])
        for division in self._divisions.values():
            if division.level != "county" and division.short not in names and self._is_unambiguous(division):
                names[division.short].append(division)
        automaton = ahocorasick.Automaton()
        for name, divisions in names.items():
            if name not in words:
                automaton.add_word(name, (len(name), tuple(divisions)))
        for decoy in decoys:
            automaton.add_word(decoy, (len(decoy), ()))
        automaton.make_automaton()
        return automaton

    def _is_unambiguous(self, division: Division) -> bool:
        """Whether the short name can mean nothing else: 石家庄, but not 朝阳 (also a district elsewhere)."""
        if division.level == "province":
            return True
        return all(self.is_within(other, division.code) for other in self._by_name[division.short])

    def find(self, text: str) -> list[Found]:
        """Where the text names provinces, prefectures and counties: (start, end, divisions of that name).

        Full and former names, and the short ones of provinces and prefectures that mean nothing
        else (河北, 石家庄). Matches do not overlap; the leftmost and then the longest is taken. Of
        namesakes only those are kept that lie in the division named just before (北京市朝阳区).
        A name of two characters (和县, 成县) is taken only where it does not run on as 县级 and,
        if it begins with a word of the language, only after a border.

        >>> [(s, e, [d.code for d in found]) for s, e, found in gazetteer().find("河北石家庄市长安区，各县区")]
        [(0, 2, ['130000']), (2, 6, ['130100']), (6, 9, ['130102'])]
        """
        matches: list[Found] = []
        for last, (length, divisions) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            while matches and matches[-1][0] >= start and matches[-1][1] <= end:
                matches.pop()
            if not matches or matches[-1][1] <= start:
                matches.append((start, end, divisions))
        found: list[Found] = []
        for start, end, divisions in matches:
            adjoining = bool(found) and found[-1][1] == start
            if not divisions or (end - start == 2 and not self._stands_alone(text, start, end, adjoining)):
                continue
            if adjoining:
                inside = tuple(d for d in divisions if any(self.is_within(d, above.code) for above in found[-1][2]))
                divisions = inside or divisions
            found.append((start, end, divisions))
        return found

    @staticmethod
    def _stands_alone(text: str, start: int, end: int, adjoining: bool) -> bool:
        name = text[start:end]
        if name[-1] not in "县市":
            return True
        if text.startswith("级", end):
            return False
        border = start == 0 or adjoining or not text[start - 1].isalnum() or text[start - 1] in _PREPOSITIONS
        return border or name[0] not in _WORDS


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    return Gazetteer()
