"""Graphs of whole provinces, made up: as many counties as a test of size needs."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from kg.ids import entity_iri, report_id
from kg.model import Entity, Evidence, Extraction, Graph, Relation, Report, Status

_SYLLABLES = "云石溪岭桥泉松柏河湾清安宁丰谷峰塘渡坪洲林川原台"
_PROGRAMMES = ("先诊疗后付费", "家庭医生签约服务", "分级诊疗", "药品零差率", "健康扶贫", "医养结合")


def province(counties: int, *, seed: int = 1) -> Graph:
    """A graph of so many counties, about 18 entities and 32 relations each, one report a county."""
    chance = random.Random(seed)
    names = [a + b for a in _SYLLABLES for b in _SYLLABLES if a != b]
    chance.shuffle(names)
    partners = [
        Entity(entity_iri("institution", "", name), "Hospital", name, (name,))
        for name in (f"省第{n}人民医院" for n in "一二三四五六七八九")
    ]
    programmes = [Entity(entity_iri("programme", name), "Programme", name, (name,)) for name in _PROGRAMMES]
    return Graph.of(_county(names[n] + "县", f"99{n:04}", partners, programmes, chance) for n in range(counties))


@dataclass
class _Said:
    """The text of a report as it is written, and what it says."""

    report: str
    text: str = ""
    relations: list[Relation] = field(default_factory=list)

    def say(self, type_: str, head: Entity, words: str, tail: Entity, status: Status = "actual") -> None:
        sentence = f"{'今年计划' if status == 'planned' else '今年'}{head.name}{words}{tail.name}。"
        start = len(self.text)
        self.text += sentence
        evidence = Evidence(self.report, start + 2, start + len(sentence) - 1, sentence[2:-1], sentence, start)
        self.relations.append(Relation(type_, head.iri, tail.iri, status, (evidence,)))


def _county(
    place: str, code: str, partners: list[Entity], programmes: list[Entity], chance: random.Random
) -> Extraction:
    def entity(type_: str, name: str) -> Entity:
        return Entity(entity_iri("institution", code, name), type_, name, (name,), code)

    bureau = entity("GovernmentBody", f"{place}卫生健康局")
    lead = entity("Hospital", f"{place}人民医院")
    second = entity("Hospital", f"{place}中医医院")
    alliance = entity("MedicalAlliance", f"{place}医疗集团")
    centre = entity("Unit", f"{place}人民医院远程会诊中心")
    towns = [entity("TownshipHealthCentre", f"{a}{b}镇卫生院") for a, b in zip(_SYLLABLES[:8], place * 4, strict=False)]
    outside = chance.sample(partners, 3)
    schemes = chance.sample(programmes, 3)

    said = _Said(report_id(place))
    said.say("partOf", centre, "隶属于", lead)
    said.say("memberOf", lead, "牵头", alliance)
    said.say("memberOf", second, "加入", alliance, "planned")
    for town in towns:
        said.say("memberOf", town, "加入", alliance)
        said.say("assists", chance.choice((lead, second)), "对口支援", town, chance.choice(("actual", "planned")))
    for partner in outside:
        said.say("assists", partner, "帮扶", lead)
        said.say("teleconsultsWith", lead, "远程会诊", partner)
    for scheme in schemes:
        said.say("implements", bureau, "实施", scheme)
        said.say("pilots", lead, "试点", scheme, "planned")
    report = Report(
        id=said.report,
        source=f"{code}.txt",
        lines=(1, 1),
        start=0,
        end=len(said.text),
        text=said.text,
        title=f"{place}卫生健康工作总结",
        place=place,
        place_code=code,
        year=2020,
    )
    everything = (bureau, lead, second, alliance, centre, *towns, *outside, *schemes)
    return Extraction(report, everything, tuple(said.relations))
