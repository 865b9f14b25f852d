"""A small graph made by hand, with every difficulty that a store or a view has to bear.

Two invented counties, 青禾县 (990101) and 望川县 (990102), in three reports in two files. The words,
offsets and sentences are real: each evidence is found in the text below, and the second report begins
in the middle of its file.

What it holds, for tests to rely on:

- 3 reports, 16 entities of all eleven classes, 20 relations of all ten types;
- two hospitals that their reports both call 县医院, one in each county;
- a collective (6所乡镇卫生院), said in two reports;
- a contract that is planned in 2018 and actual in 2019 (`CONTRACT` joins its ends);
- a relation with two passages in one report, and one passage that says two relations;
- a tertiary hospital, a member that leads its alliance;
- symmetric relations, a bridge between the counties, a programme that both counties know;
- a company whose name has quotes, a backslash, markup and a character beyond the BMP, and a passage
  with a line break.

>>> graph = sample_graph()
>>> len(graph.reports), len(graph.entities), len(graph.relations)
(3, 16, 20)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.ids import entity_iri, report_id
from kg.model import Entity, Evidence, Extraction, Graph, Mention, Quality, Relation, Report, Status

QINGHE, WANGCHUAN, PROVINCE = "990101", "990102", "99"

COUNTY_HOSPITAL = entity_iri("institution", QINGHE, "青禾县人民医院")
TOWNSHIP_CENTRES = entity_iri("institution", QINGHE, "青禾县乡镇卫生院")
LIUWAN = entity_iri("institution", QINGHE, "柳湾镇卫生院")
QIANWAN = entity_iri("institution", QINGHE, "前湾村卫生室")
CDC = entity_iri("institution", QINGHE, "青禾县疾病预防控制中心")
BUREAU = entity_iri("institution", QINGHE, "青禾县卫生健康局")
COMPANY = entity_iri("institution", QINGHE, '海岳"O\'Neil"\\<b>𠮷康</b>公司')
ALLIANCE = entity_iri("institution", QINGHE, "青禾县医疗集团")
TELECENTRE = entity_iri("institution", QINGHE, "青禾县人民医院远程会诊中心")
CANCER_HOSPITAL = entity_iri("institution", PROVINCE, "丰原省肿瘤医院")
OTHER_HOSPITAL = entity_iri("institution", WANGCHUAN, "望川县人民医院")
COMMUNITY_CENTRE = entity_iri("institution", WANGCHUAN, "东苑社区卫生服务中心")
SPROUT = entity_iri("programme", "春芽工程")
PAY_LATER = entity_iri("programme", "先诊疗后付费")
QINGHE_COUNTY = entity_iri("place", QINGHE)
WANGCHUAN_COUNTY = entity_iri("place", WANGCHUAN)

CONTRACT = (COUNTY_HOSPITAL, CANCER_HOSPITAL)

QINGHE_2018 = """青禾县卫生健康局2018年工作总结
我局依托春芽工程，县医院对口支援6所乡镇卫生院，选派医师12名。
县医院和柳湾镇卫生院加入青禾县医疗集团。远程会诊中心设在县人民医院。
2019年，县医院拟与丰原省肿瘤医院签订协议，我县力争成为先诊疗后付费试点。
"""

QINGHE_2019 = """青禾县卫生健康局2019年工作总结
县医院与省肿瘤医院签订了框架协议，并开展远程会诊。
县医院继续帮扶6所乡镇卫生院，并派专家到柳湾镇卫生院坐诊。
柳湾镇卫生院选派2名医生到县医院进修，双方实行双向转诊。县医院每周
派人支援柳湾镇卫生院。前湾村卫生室纳入青禾县医疗集团。
全县推行先诊疗后付费。县疾控中心将与海岳"O'Neil"\\<b>𠮷康</b>公司开展合作。
"""

WANGCHUAN_2019 = """望川县2019年上半年卫生健康工作总结
县医院与青禾县人民医院建立合作关系。丰原省肿瘤医院派驻专家到县医院。
我县是先诊疗后付费示范县，实施春芽工程。下半年，县医院计划帮扶东苑社区卫生服务中心。丰原省肿瘤医院是三级甲等医院。
"""

SOURCES = {"qinghe.txt": QINGHE_2018 + QINGHE_2019, "2019/wangchuan.txt": WANGCHUAN_2019}


def sample_graph() -> Graph:
    """The three reports in one graph."""
    return Graph.of(sample_extractions())


def sample_extractions() -> tuple[Extraction, ...]:
    """What each of the three reports says."""
    return (_qinghe_2018(), _qinghe_2019(), _wangchuan_2019())


def _qinghe_2018() -> Extraction:
    report = Report(
        id=report_id(QINGHE_2018),
        source="qinghe.txt",
        lines=(1, 4),
        start=0,
        end=len(QINGHE_2018),
        text=QINGHE_2018,
        title="青禾县卫生健康局2018年工作总结",
        place="青禾县",
        place_code=QINGHE,
        issuer="青禾县卫生健康局",
        year=2018,
    )
    both_join = "县医院和柳湾镇卫生院加入青禾县医疗集团"
    return Extraction(
        report,
        (
            _named(report, COUNTY_HOSPITAL, "Hospital", "青禾县人民医院", ["县医院", "县人民医院"]),
            _named(report, CANCER_HOSPITAL, "Hospital", "丰原省肿瘤医院", ["丰原省肿瘤医院"], scope=PROVINCE),
            _set_of_six_centres(report),
            _named(report, LIUWAN, "TownshipHealthCentre", "柳湾镇卫生院", ["柳湾镇卫生院"]),
            _named(report, ALLIANCE, "MedicalAlliance", "青禾县医疗集团", ["青禾县医疗集团"]),
            _named(report, TELECENTRE, "Unit", "青禾县人民医院远程会诊中心", ["远程会诊中心"]),
            _named(report, BUREAU, "GovernmentBody", "青禾县卫生健康局", ["青禾县卫生健康局"], implied=["我局"]),
            _named(report, SPROUT, "Programme", "春芽工程", ["春芽工程"], scope=""),
            _named(report, PAY_LATER, "Programme", "先诊疗后付费", ["先诊疗后付费"], scope=""),
            _named(report, QINGHE_COUNTY, "Place", "青禾县", ["青禾县"], implied=["我县"]),
        ),
        (
            _related(
                report,
                "assists",
                COUNTY_HOSPITAL,
                TOWNSHIP_CENTRES,
                ["县医院对口支援6所乡镇卫生院"],
                attributes={"programme": "春芽工程", "personnel": 12},
                confidence=0.9,
            ),
            _related(report, "implements", BUREAU, SPROUT, ["我局依托春芽工程"], confidence=0.6),
            _related(report, "memberOf", COUNTY_HOSPITAL, ALLIANCE, [both_join], attributes={"role": "牵头"}),
            _related(report, "memberOf", LIUWAN, ALLIANCE, [both_join]),
            _related(report, "partOf", TELECENTRE, COUNTY_HOSPITAL, ["远程会诊中心设在县人民医院"]),
            _related(report, "contractsWith", *CONTRACT, ["县医院拟与丰原省肿瘤医院签订协议"], status="planned"),
            _related(report, "pilots", QINGHE_COUNTY, PAY_LATER, ["我县力争成为先诊疗后付费试点"], status="planned"),
        ),
    )


def _qinghe_2019() -> Extraction:
    report = Report(
        id=report_id(QINGHE_2019),
        source="qinghe.txt",
        lines=(5, 10),
        start=len(QINGHE_2018),
        end=len(QINGHE_2018) + len(QINGHE_2019),
        text=QINGHE_2019,
        title="青禾县卫生健康局2019年工作总结",
        place="青禾县",
        place_code=QINGHE,
        issuer="青禾县卫生健康局",
        year=2019,
        date="2019-12-20",
    )
    company = '海岳"O\'Neil"\\<b>𠮷康</b>公司'
    return Extraction(
        report,
        (
            _named(report, COUNTY_HOSPITAL, "Hospital", "青禾县人民医院", ["县医院"]),
            _named(report, CANCER_HOSPITAL, "Hospital", "丰原省肿瘤医院", ["省肿瘤医院"], scope=PROVINCE),
            _set_of_six_centres(report),
            _named(report, LIUWAN, "TownshipHealthCentre", "柳湾镇卫生院", ["柳湾镇卫生院"]),
            _named(report, QIANWAN, "VillageClinic", "前湾村卫生室", ["前湾村卫生室"]),
            _named(report, CDC, "PublicHealthInstitution", "青禾县疾病预防控制中心", ["县疾控中心"]),
            _named(report, COMPANY, "PartnerInstitution", company, [company]),
            _named(report, ALLIANCE, "MedicalAlliance", "青禾县医疗集团", ["青禾县医疗集团"]),
            _named(report, PAY_LATER, "Programme", "先诊疗后付费", ["先诊疗后付费"], scope=""),
            _named(report, QINGHE_COUNTY, "Place", "青禾县", ["青禾县"], implied=["全县"]),
        ),
        (
            _related(report, "contractsWith", *CONTRACT, ["县医院与省肿瘤医院签订了框架协议"]),
            _related(report, "teleconsultsWith", *CONTRACT, ["县医院与省肿瘤医院签订了框架协议，并开展远程会诊"]),
            _related(report, "assists", COUNTY_HOSPITAL, TOWNSHIP_CENTRES, ["县医院继续帮扶6所乡镇卫生院"]),
            _related(
                report,
                "assists",
                COUNTY_HOSPITAL,
                LIUWAN,
                ["派专家到柳湾镇卫生院坐诊", "县医院每周\n派人支援柳湾镇卫生院"],
                confidence=0.8,
            ),
            _related(
                report,
                "sendsTraineesTo",
                LIUWAN,
                COUNTY_HOSPITAL,
                ["柳湾镇卫生院选派2名医生到县医院进修"],
                attributes={"personnel": 2},
            ),
            _related(
                report,
                "refersPatientsWith",
                COUNTY_HOSPITAL,
                LIUWAN,
                ["柳湾镇卫生院选派2名医生到县医院进修，双方实行双向转诊"],
            ),
            _related(report, "memberOf", QIANWAN, ALLIANCE, ["前湾村卫生室纳入青禾县医疗集团"]),
            _related(report, "implements", QINGHE_COUNTY, PAY_LATER, ["全县推行先诊疗后付费"]),
            _related(report, "cooperatesWith", CDC, COMPANY, [f"县疾控中心将与{company}开展合作"], status="planned"),
        ),
    )


def _wangchuan_2019() -> Extraction:
    report = Report(
        id=report_id(WANGCHUAN_2019),
        source="2019/wangchuan.txt",
        lines=(1, 3),
        start=0,
        end=len(WANGCHUAN_2019),
        text=WANGCHUAN_2019,
        title="望川县2019年上半年卫生健康工作总结",
        place="望川县",
        place_code=WANGCHUAN,
        year=2019,
        half=1,
    )
    return Extraction(
        report,
        (
            _named(report, OTHER_HOSPITAL, "Hospital", "望川县人民医院", ["县医院"]),
            _named(report, COUNTY_HOSPITAL, "Hospital", "青禾县人民医院", ["青禾县人民医院"], scope=QINGHE),
            replace(
                _named(report, CANCER_HOSPITAL, "Hospital", "丰原省肿瘤医院", ["丰原省肿瘤医院"], scope=PROVINCE),
                qualities=(_quality(report, "tertiaryA", "三级甲等"),),
            ),
            _named(report, COMMUNITY_CENTRE, "CommunityHealthCentre", "东苑社区卫生服务中心", ["东苑社区卫生服务中心"]),
            _named(report, SPROUT, "Programme", "春芽工程", ["春芽工程"], scope=""),
            _named(report, PAY_LATER, "Programme", "先诊疗后付费", ["先诊疗后付费"], scope=""),
            _named(report, WANGCHUAN_COUNTY, "Place", "望川县", ["望川县"], implied=["我县"]),
        ),
        (
            _related(report, "cooperatesWith", OTHER_HOSPITAL, COUNTY_HOSPITAL, ["县医院与青禾县人民医院建立合作关系"]),
            _related(report, "assists", CANCER_HOSPITAL, OTHER_HOSPITAL, ["丰原省肿瘤医院派驻专家到县医院"]),
            _related(report, "pilots", WANGCHUAN_COUNTY, PAY_LATER, ["我县是先诊疗后付费示范县"]),
            _related(report, "implements", WANGCHUAN_COUNTY, SPROUT, ["我县是先诊疗后付费示范县，实施春芽工程"]),
            _related(
                report,
                "assists",
                OTHER_HOSPITAL,
                COMMUNITY_CENTRE,
                ["县医院计划帮扶东苑社区卫生服务中心"],
                status="planned",
            ),
        ),
    )


def _named(
    report: Report,
    iri: str,
    type_: str,
    name: str,
    names: Sequence[str],
    *,
    implied: Sequence[str] = (),
    scope: str | None = None,
) -> Entity:
    mentions = [
        Mention(
            report.start + found.start(), report.start + found.end(), words, rule="by hand", implied=words in implied
        )
        for words in (*names, *implied)
        for found in re.finditer(re.escape(words), report.text)
    ]
    return Entity(
        iri=iri,
        type=type_,
        name=name,
        names=tuple(sorted(names)),
        scope=report.scope if scope is None else scope,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
    )


def _set_of_six_centres(report: Report) -> Entity:
    start = report.start + report.text.index("6所乡镇卫生院")
    return Entity(
        iri=TOWNSHIP_CENTRES,
        type="TownshipHealthCentre",
        name="青禾县乡镇卫生院",
        names=("6所乡镇卫生院",),
        scope=report.scope,
        collective=True,
        count=6,
        mentions=(Mention(start, start + len("6所乡镇卫生院"), "6所乡镇卫生院", rule="by hand"),),
    )


def _quality(report: Report, name: str, words: str) -> Quality:
    start = report.start + report.text.index(words)
    return Quality(name, report.id, start, start + len(words), words)


def _related(
    report: Report,
    type_: str,
    head: str,
    tail: str,
    passages: Sequence[str],
    *,
    status: Status = "actual",
    attributes: dict[str, Any] | None = None,
    confidence: float = 1.0,
) -> Relation:
    return Relation(
        type=type_,
        head=head,
        tail=tail,
        status=status,
        evidence=tuple(evidence(report, passage) for passage in passages),
        attributes=attributes or {},
        confidence=confidence,
    )


def evidence(report: Report, passage: str) -> Evidence:
    """A passage of a report as evidence, with the sentence (to the next 。) that it stands in."""
    start = report.text.index(passage)
    ends = [match.end() for match in re.finditer(r"。\n?|^.*\n", report.text)]
    sentence_start = max([0, *(end for end in ends if end <= start)])
    sentence_end = min(end for end in ends if end >= start + len(passage))
    return Evidence(
        report=report.id,
        start=report.start + start,
        end=report.start + start + len(passage),
        text=passage,
        sentence=report.text[sentence_start:sentence_end].rstrip("\n"),
        sentence_start=report.start + sentence_start,
    )
