"""What many reports of invented counties might say: extractions in the proportions of real ones, in any number.

A county reports every year. Half of what it says it says every year; what it plans in one year is mostly done
in the next. Help goes down from the province's hospitals to the county's, the townships' and the villages',
trainees go up. Equal numbers give equal extractions.

>>> first = next(extractions(1))
>>> first.report.place, first.report.year, len(first.relations)
('东县', 2012, 45)
>>> first == next(extractions(5))
True
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from kg.ids import entity_iri, report_id
from kg.model import Entity, Evidence, Extraction, Quality, Relation, Report, Status

YEARS = range(2012, 2022)
RELATIONS = 45
PROVINCE = "98"
PROVINCIAL = 400
PROGRAMMES = 300
_CHARACTERS = "东南西北上中下新古大"
# Of each relation: how often, in what words, and between which levels: Province, County, Township, Village, Bureau
# and government, Other partners, Alliances, Units, the place itself (X), programmes (#).
_SAYINGS = {
    "assists": (12, "{a}对口支援{b}，派驻专家坐诊", ("PC", "CT", "CT", "TV")),
    "contractsWith": (6, "{a}与{b}签订合作协议", ("CP", "CO", "BO", "XP")),
    "cooperatesWith": (5, "{a}与{b}建立技术协作关系", ("CP", "CO", "CC")),
    "pilots": (3, "{a}被列为{b}试点", ("X#", "C#", "T#")),
    "memberOf": (8, "{a}加入{b}", ("CA", "TA", "TA", "VA")),
    "teleconsultsWith": (4, "{a}与{b}开通远程会诊", ("CP", "TC")),
    "sendsTraineesTo": (4, "{a}选派骨干到{b}进修", ("CP", "TC")),
    "refersPatientsWith": (4, "{a}与{b}实行双向转诊", ("CP", "TC")),
    "partOf": (4, "{b}的{a}挂牌运行", ("UC",)),
    "implements": (6, "{a}全面推行{b}", ("X#", "B#", "C#")),
}
_BEFORE = ("今年以来，", "为提升基层服务能力，", "按照县委、县政府的统一部署，", "在上级部门的大力支持下，")
_AFTER = ("，群众满意度进一步提高。", "，成效明显。", "，基层服务能力得到提升。", "。")
_Said = tuple[str, Entity, Entity]


def extractions(reports: int) -> Iterator[Extraction]:
    """What that many reports say, county after county, year after year."""
    for number in range(reports):
        county, year = divmod(number, len(YEARS))
        yield _extraction(county + 1, YEARS[year])


def invented_name(number: int) -> str:
    """A prefix for the name of a county, another for each number: 东, 南, 西, …, 东东, 东南, …"""
    name = ""
    while number:
        number, digit = divmod(number - 1, len(_CHARACTERS))
        name = _CHARACTERS[digit] + name
    return name


def _extraction(number: int, year: int) -> Extraction:
    name, code = f"{invented_name(number)}县", f"98{number:04}"
    levels = _levels(name, code, number)
    always = _said(random.Random(f"{number}"), levels, RELATIONS // 2)
    planned_before = _said(random.Random(f"{number} plans of {year - 1}"), levels, RELATIONS // 10)
    plans = _said(random.Random(f"{number} plans of {year}"), levels, RELATIONS // 10)
    chance = random.Random(f"{number} {year}")
    actual = dict.fromkeys((*always, *planned_before[1:]))
    for said in _said(chance, levels, RELATIONS):
        if len(actual) < RELATIONS - len(plans):
            actual.setdefault(said)
    title = f"{name}卫生健康局{year}年工作总结"
    report = Report(
        report_id(title), f"{year}/{code}.txt", (1, RELATIONS + 1), 0, len(title) + 1, "", title, name, code
    )
    report = replace(report, issuer=f"{name}卫生健康局", year=year)
    relations = []
    for said in actual:
        report = _say(report, said, "actual", chance, relations)
    for said in plans:
        report = _say(report, said, "planned", chance, relations)
    used = {iri for relation in relations for iri in (relation.head, relation.tail)}
    graded = Quality("tertiaryA", report.id, report.start, report.start + 4, "三级甲等")
    levels["P"] = [replace(hospital, qualities=(graded,)) for hospital in levels["P"]]
    return Extraction(report, tuple(e for level in levels.values() for e in level if e.iri in used), tuple(relations))


def _say(report: Report, said: _Said, status: Status, chance: random.Random, relations: list[Relation]) -> Report:
    """Add a sentence with the relation to what the report says; returns the longer report."""
    type_, head, tail = said
    text = _SAYINGS[type_][1].format(a=head.names[0], b=tail.names[0])
    before = ("明年，拟推动" if status == "planned" else "") + chance.choice(_BEFORE)
    sentence, start = before + text + chance.choice(_AFTER), report.end
    at = start + len(before)
    evidence = Evidence(report.id, at, at + len(text), text, sentence, start)
    attributes = {"personnel": chance.randint(1, 30)} if type_ == "assists" and chance.random() < 0.4 else {}
    relations.append(
        Relation(type_, head.iri, tail.iri, status, (evidence,), attributes, chance.choice((1.0, 0.9, 0.6)))
    )
    return replace(report, end=start + len(sentence) + 1)


def _said(chance: random.Random, levels: dict[str, list[Entity]], number: int) -> tuple[_Said, ...]:
    """That many relations between entities of the levels that the relation joins."""
    found: dict[_Said, None] = {}
    types, weights = list(_SAYINGS), [weight for weight, *_ in _SAYINGS.values()]
    while len(found) < number:
        (type_,) = chance.choices(types, weights)
        upper, lower = chance.choice(_SAYINGS[type_][2])
        head, tail = chance.choice(levels[upper]), chance.choice(levels[lower])
        if head is not tail:
            found.setdefault((type_, head, tail))
    return tuple(found)


def _levels(county: str, code: str, number: int) -> dict[str, list[Entity]]:
    """The entities that a county's reports speak of."""
    chance = random.Random(f"entities of {number}")
    townships = [f"{a}{b}镇" for a in "石柳前后大" for b in "桥湾坪河"][: 8 + number % 12]
    local = {
        ("C", "Hospital"): [f"{county}{kind}医院" for kind in ("人民", "中", "妇幼", "第二人民")],
        ("T", "TownshipHealthCentre"): [f"{township}卫生院" for township in townships],
        ("V", "VillageClinic"): [f"{township}{a}村卫生室" for township in townships for a in "前后"],
        ("B", "GovernmentBody"): [f"{county}卫生健康局", f"{county}人民政府", f"{county}医疗保障局"],
        ("O", "PartnerInstitution"): [f"{county}海岳药业公司", f"{county}红十字会"],
        ("A", "MedicalAlliance"): [f"{county}医疗集团", f"{county}中医专科联盟"],
        ("U", "Unit"): [f"{county}人民医院{unit}" for unit in ("远程会诊中心", "康复科", "胸痛中心")],
    }
    levels = {
        level: [_entity("institution", code, type_, name, name.removeprefix(county[:-1])) for name in names]
        for (level, type_), names in local.items()
    }
    levels["T"].append(_entity("institution", code, "CommunityHealthCentre", "东苑社区卫生服务中心", "社区中心"))
    levels["C"].append(
        _entity("institution", code, "PublicHealthInstitution", f"{county}疾病预防控制中心", "县疾控中心")
    )
    levels["X"] = [_entity("place", code, "Place", county, "全县")]
    levels["P"] = [
        _entity("institution", PROVINCE, "Hospital", f"丰原省第{each}医院", f"省{each}院")
        for each in chance.sample(range(1, PROVINCIAL + 1), 6)
    ]
    names = (f"{invented_name(each)}山计划" for each in chance.sample(range(1, PROGRAMMES + 1), 8))
    levels["#"] = [Entity(entity_iri("programme", name), "Programme", name, (name,)) for name in names]
    return levels


def _entity(kind: str, scope: str, type_: str, name: str, short: str) -> Entity:
    iri = entity_iri(kind, scope) if kind == "place" else entity_iri(kind, scope, name)
    return Entity(iri, type_, name, tuple(sorted({name, short})), scope)
