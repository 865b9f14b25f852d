"""Which place a printed place means within a report: the county itself, its city and province, the county just named.

>>> from kg.model import Report
>>> here = Surroundings(Report("r", "s", (1, 1), 0, 0, "", place="迁西县", place_code="130227"), [])
>>> here.above("市"), here.above("省")
('唐山市', '河北省')
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from kg.gazetteer import Division, gazetteer, short_name
from kg.model import Report
from kg.nlp.mentions.found import Found

_COUNTIES = ("县", "区", "旗")


class Surroundings:
    """The administrative surroundings of one report."""

    def __init__(self, report: Report, mentions: list[Found]) -> None:
        self.report = report
        self.home = report.place
        self.division = gazetteer().by_code(report.place_code) if report.place_code else None
        self._places = [m for m in mentions if m.cls == "Place" and m.kind == "name"]
        self._named = Counter(m.full for m in self._places)
        prefixes = Counter(
            m.place
            for m in mentions
            if m.cls != "Place" and m.place and len(m.place) > 2 and m.place[-1] in "省市县区旗州盟"
        )
        self._named.update(prefixes)
        self._full: dict[str, str] = {}

    @cached_property
    def home_or_mask(self) -> str:
        """The reporting county as its names are written: its full name, or the printed mask."""
        if self.home:
            return self.home
        mask = re.search(r"[xX×*某]{1,3}[县市区旗]", self.report.text)
        return mask[0] if mask else ""

    def above(self, level: str) -> str | None:
        """The city (市), province (省) or prefecture (州, 盟) that the reporting place lies in, by full name.

        >>> here = Surroundings(Report("r", "s", (1, 1), 0, 0, "", place="迁西县", place_code="130227"), [])
        >>> here.above("市"), here.above("州")
        ('唐山市', None)
        """
        divisions = gazetteer()
        if self.division is not None:
            above = divisions.province_of(self.division) if level == "省" else divisions.prefecture_of(self.division)
            if above is not None and (level == "省" or above.name.endswith(level)):
                return above.name
        if level == "省":
            return self._likeliest("省")
        candidates = [n for n, _ in self._named.most_common() if n.endswith(level) and n != self.home and len(n) > 2]
        if self.home and self.home.endswith("市") and level == "市":
            return None
        known = {d.name for n in candidates for d in divisions.by_name(n) if d.level == "county"}
        candidates = [n for n in candidates if n not in known] or candidates
        return candidates[0] if candidates else None

    def _likeliest(self, kind: str) -> str | None:
        """The 省 or 自治区 of a county that no gazetteer knows: one that no gazetteer knows either, else the one that
        most of the named places are or lie in."""
        divisions, votes = gazetteer(), Counter[str]()
        for name, times in self._named.most_common():
            if name == self.home:
                continue
            provinces = {divisions.province_of(d).name for d in divisions.by_name(name) if d.level != "township"}
            if len(provinces) == 1:
                votes[provinces.pop()] += times if name.endswith(kind) else 1
            elif name.endswith(kind) and len(name) > len(kind) + 1 and not provinces:
                return name
        for _, _, found in gazetteer().find(self.report.text) if kind == "自治区" else ():
            votes.update(d.name for d in found if d.level == "province")  # 内蒙古医科大学
        votes = Counter({name: count for name, count in votes.items() if name.endswith(kind)})
        return max(votes, key=lambda name: (votes[name], name), default=None)

    def relative(self, level: str, mention: Found) -> str | None:
        """The place that 县, 市, 省 before a name means where the mention stands.

        >>> here = Surroundings(Report("r", "s", (1, 1), 0, 0, "", place="迁西县", place_code="130227"), [])
        >>> [here.relative(level, Found(0, 3, level + "医院", "Hospital")) for level in ("县", "市")]
        ['迁西县', '唐山市']
        """
        if level == "省":
            return self.above("省")
        home = self.home_or_mask
        nearest = self._nearest(level, mention)
        if level in _COUNTIES or level in "镇乡村":
            if home and home.endswith(level):
                return home
            return nearest or (home if not home or home[-1] not in "市州盟" else None)
        if home.endswith(level):
            if nearest and nearest != home and self._governs(nearest):
                return nearest
            return home
        return self.above(level) or nearest

    def _nearest(self, level: str, mention: Found) -> str | None:
        """The last place of that level named before the mention in its sentence or paragraph."""
        text = self.report.text
        start = max(text.rfind("\n", 0, mention.start), 0)
        found = [p for p in self._places if start <= p.start < mention.start and self.full(p.full).endswith(level)]
        return self.full(found[-1].full) if found else None

    def _governs(self, place: str) -> bool:
        """Whether the reporting city governs that place: it is of a lower level (代管的县级市)."""
        if re.search(rf"代管[^。]*{re.escape(place)}", self.report.text):
            return True
        above = self.division
        return above is not None and any(
            d.level == "county" and gazetteer().is_within(d, above.code) for d in gazetteer().by_name(place)
        )

    def full(self, name: str) -> str:
        """The full name of a place as printed: the longer name that the report has, or the gazetteer's.

        >>> here = Surroundings(Report("r", "s", (1, 1), 0, 0, "", place="松岩苗族侗族自治县"), [])
        >>> here.full("松岩县"), here.full("唐山"), here.full("柳林镇")
        ('松岩苗族侗族自治县', '唐山市', '柳林镇')
        """
        if name not in self._full:
            self._full[name] = self._find_full(name)
        return self._full[name]

    def _find_full(self, name: str) -> str:
        if name == "自治区":
            return (self.above("省") if self.division is not None else self._likeliest("自治区")) or name
        if self.home and (name == self.home or short_name(self.home) == name):
            return self.home
        for longer in (self.home, *self._named):
            if (
                longer
                and longer != name
                and len(longer) > len(name)
                and short_name(longer) in (name, name[:-1])
                and longer[-1] == name[-1]
                and "自治" in longer
            ):
                return longer
        if name[-1] == "州":
            autonomous = [d for d in gazetteer().by_name(name[:-1]) if d.name.endswith("自治州")]
            if len(autonomous) == 1:
                return autonomous[0].name
        if name[-1] in "省市县区旗州盟镇乡村" or name.endswith("街道"):
            return name
        for longer in self._named:
            if len(longer) > len(name) and short_name(longer) == name:
                return longer
        found = [d for d in gazetteer().by_name(name) if d.short == name]
        return found[0].name if found else name

    def with_its_city(self, name: str) -> str:
        """A district of a city that the report names, with the city's name as its institutions bear it.

        >>> city = Found(0, 3, "青岛市", "Place")
        >>> Surroundings(Report("r", "s", (1, 1), 0, 0, "", place="迁西县"), [city]).with_its_city("李沧区")
        '青岛市李沧区'
        """
        if name[-1] != "区" or name == self.home:
            return name
        cities = {gazetteer().prefecture_of(d) for d in gazetteer().by_name(name) if d.name == name}
        named = [city.name for city in cities if city is not None and city.name in self._named]
        return named[0] + name if len(named) == 1 else name

    def code(self, name: str) -> str | None:
        """The code of a place named in the report, where the gazetteer knows one that fits.

        >>> Surroundings(Report("r", "s", (1, 1), 0, 0, ""), []).code("唐山市")
        '130200'
        """
        division = self.division_of(name)
        return division.code if division else None

    def division_of(self, name: str) -> Division | None:
        """The division that a full name means here: below the reporting place, else in its province, else the only
        one of that name.

        >>> here = Surroundings(Report("r", "s", (1, 1), 0, 0, "", place="迁西县", place_code="130227"), [])
        >>> here.division_of("兴城镇").code[:6], here.division_of("河北省").level
        ('130227', 'province')
        """
        divisions = gazetteer()
        if self.home == name:
            return self.division
        if name.endswith(("镇", "乡", "街道", "村", "社区", "苏木")):
            if self.division is None or name.endswith(("村", "社区")):
                return None
            return next(iter(divisions.by_name(name, within=self.division.code)), None)
        found = [d for d in divisions.by_name(name) if d.level != "township" and d.name == name] or [
            d for d in divisions.by_name(name) if d.level != "township"
        ]
        if len(found) > 1 and self.division is not None:
            province = divisions.province_of(self.division).code
            near = [d for d in found if divisions.is_within(d, province)]
            found = near or found
        return found[0] if len(found) == 1 or found and found[0].level != "county" else None
