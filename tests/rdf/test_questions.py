"""The shipped questions, each with its answer on the sample graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.rdf import questions, sparql
from kg.tables import Rows

ALLIANCE, COUNTY, CANCER, OTHER = "青禾县医疗集团", "青禾县人民医院", "丰原省肿瘤医院", "望川县人民医院"
LIUWAN, QIANWAN, CENTRES, COMMUNITY = "柳湾镇卫生院", "前湾村卫生室", "青禾县乡镇卫生院", "东苑社区卫生服务中心"
CDC, COMPANY, TELECENTRE = "青禾县疾病预防控制中心", '海岳"O\'Neil"\\<b>𠮷康</b>公司', "青禾县人民医院远程会诊中心"
PAY_LATER, SPROUT = "先诊疗后付费", "春芽工程"

ANSWERS = {
    "across-counties": {
        (CANCER, "99", "帮扶", OTHER, "990102"),
        (OTHER, "990102", "合作", COUNTY, "990101"),
        (COUNTY, "990101", "签约", CANCER, "99"),
        (COUNTY, "990101", "远程会诊", CANCER, "99"),
    },
    "alliance-members": {
        (ALLIANCE, COUNTY, "医院"),
        (ALLIANCE, LIUWAN, "乡镇卫生院"),
        (ALLIANCE, QIANWAN, "村卫生室"),
    },
    "clinics-without-help": {(QIANWAN, "村卫生室", "990101"), (COMMUNITY, "社区卫生服务机构", "990102")},
    "most-partners": {(COUNTY, 5), (CANCER, 2), (OTHER, 2)},
    "one-name-several-institutions": {("县医院", COUNTY, "990101"), ("县医院", OTHER, "990102")},
    "partners-of": {
        (COUNTY, "帮扶", CENTRES),
        (COUNTY, "帮扶", LIUWAN),
        (COUNTY, "加入", ALLIANCE),
        (COUNTY, "签约", CANCER),
        (COUNTY, "远程会诊", CANCER),
        (COUNTY, "接收进修", LIUWAN),
        (COUNTY, "双向转诊", LIUWAN),
        (COUNTY, "合作", OTHER),
        (OTHER, "合作", COUNTY),
        (OTHER, "受帮扶于", CANCER),
    },
    "plans-carried-out": {(COUNTY, "签约", CANCER, 2018, 2019)},
    "plans-not-carried-out": {
        ("青禾县", "试点", PAY_LATER, 2018),
        (CDC, "合作", COMPANY, 2019),
        (OTHER, "帮扶", COMMUNITY, 2019),
    },
    "programmes": {
        (PAY_LATER, "实施", "青禾县"),
        (PAY_LATER, "试点", "望川县"),
        (SPROUT, "实施", "望川县"),
        (SPROUT, "实施", "青禾县卫生健康局"),
    },
    "reports": {
        ("2019/wangchuan.txt", 1, 3, "望川县", 2019, 1, 5),
        ("qinghe.txt", 1, 4, "青禾县", 2018, None, 7),
        ("qinghe.txt", 5, 10, "青禾县", 2019, None, 9),
    },
    "said-by-several": {(COUNTY, "帮扶", CENTRES, 2)},
    "units-of-hospitals": {(COUNTY, TELECENTRE, "内设单位")},
    "who-assists-whom": {
        (COUNTY, CENTRES, SPROUT, 12, 2018),
        (COUNTY, CENTRES, None, None, 2019),
        (COUNTY, LIUWAN, None, None, 2019),
        (CANCER, OTHER, None, None, 2019),
    },
    "evidence-of": {
        (COUNTY, "帮扶", CENTRES, "actual", "qinghe.txt", 27, 41),
        (COUNTY, "帮扶", CENTRES, "actual", "qinghe.txt", 169, 183),
        (COUNTY, "帮扶", LIUWAN, "actual", "qinghe.txt", 185, 197),
        (COUNTY, "帮扶", LIUWAN, "actual", "qinghe.txt", 227, 243),
        (LIUWAN, "派员进修", COUNTY, "actual", "qinghe.txt", 199, 217),
        (COUNTY, "双向转诊", LIUWAN, "actual", "qinghe.txt", 199, 226),
    },
}


@pytest.mark.parametrize("name", sorted(questions()))
def test_the_answer_on_the_sample_graph(sample_folder: Path, name: str):
    answer = sparql(sample_folder, name)
    assert isinstance(answer, Rows)
    expected = ANSWERS[name]
    width = len(next(iter(expected)))  # sentences stand in further columns
    assert {tuple(row[:width]) for row in answer.rows} == expected
    assert len(answer.rows) == len(expected)


def test_there_are_enough_and_each_says_what_it_is():
    assert len(questions()) >= 10
    for question in questions().values():
        assert question.title_zh
        assert question.title_en
        assert "ORDER BY" in question.text


@pytest.mark.parametrize(
    ("name", "parameters", "answers"),
    [
        ("partners-of", {"name": "肿瘤"}, 3),
        ("alliance-members", {"alliance": "望川"}, 0),
        ("programmes", {"programme": "春芽"}, 2),
        ("evidence-of", {"one": "肿瘤", "other": "青禾县"}, 3),
    ],
)
def test_parameters_narrow_the_answer(sample_folder: Path, name: str, parameters: dict[str, object], answers: int):
    answer = sparql(sample_folder, name, parameters=parameters)
    assert isinstance(answer, Rows)
    assert len(answer.rows) == answers
