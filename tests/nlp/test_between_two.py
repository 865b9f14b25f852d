"""What two institutions do with each other, by the way that sentences say it: contracts, work together, care at a
distance, patients sent on."""

from __future__ import annotations

import pytest

from kg.nlp.mentions.assemble import find_mentions
from kg.nlp.relations.reading import read_relations

MUTUAL = ("contractsWith", "cooperatesWith", "teleconsultsWith", "refersPatientsWith")

SAID = {
    "a paper that has been signed": (
        "县中医院与松鹤护理院的医养服务协议已签字盖章。",
        ["县中医院 contractsWith 松鹤护理院"],
    ),
    "a paper that two sign on": (
        "县医院同江左市骨科医院在协作议定书上签字。",
        ["县医院 contractsWith 江左市骨科医院"],
    ),
    "a paper for three": (
        "县医保局、县医院同泰康财产保险公司订立三方协议。",
        [
            "县医保局 contractsWith 县医院",
            "县医保局 contractsWith 泰康财产保险公司",
            "县医院 contractsWith 泰康财产保险公司",
        ],
    ),
    "those who lead, told before": (
        "江左市医共体由县医院牵头，另一个由县中医院牵头。县疾控中心与两家牵头医院联合举办讲座。",
        ["县疾控中心 cooperatesWith 两家牵头医院"],
    ),
    "some people who go to train sign nothing": (
        "石坪镇卫生院2名医师在县中医院学习。与江左职业学院签订定向培养协议。",
        ["— contractsWith 江左职业学院"],
    ),
    "without 与": ("县中医院签约江左市中医院。", ["县中医院 contractsWith 江左市中医院"]),
    "one of those who signed, behind 的": (
        "与县医院签约的是江左市胸科医院。",
        ["江左市胸科医院 contractsWith 县医院"],
    ),
    "the signer is told of last": (
        "春天与江左医科大学签约，秋天又与松鹤康养集团签约，县医院一年结下两个伙伴。",
        ["县医院 contractsWith 江左医科大学", "县医院 contractsWith 松鹤康养集团"],
    ),
    "bureaus that are counted": (
        "安河县人社、医保两局与平安人寿保险公司签订承办合同。",
        ["安河县人社局 contractsWith 平安人寿保险公司", "安河县医保局 contractsWith 平安人寿保险公司"],
    ),
    "pharmacies that are counted": (
        "县医保局与63家定点零售药店续签服务协议。",
        ["县医保局 contractsWith 63家定点零售药店"],
    ),
    "those whom a colon lists": (
        "县医院今年签约两家医院：江左市中心医院、江左市胸科医院。",
        ["县医院 contractsWith 江左市中心医院", "县医院 contractsWith 江左市胸科医院"],
    ),
    "each with its own, without 分别": (
        "县医院、县中医院依次与江左市中心医院、江左市中医院签约。",
        ["县医院 contractsWith 江左市中心医院", "县中医院 contractsWith 江左市中医院"],
    ),
    "two who each sign with a third": (
        "县医院与县中医院均与江左市中心医院签约。",
        ["县医院 contractsWith 江左市中心医院", "县中医院 contractsWith 江左市中心医院"],
    ),
    "a paper on help is not yet help": (
        "县政府与江左市中心医院签订县医院托管协议。",
        ["县政府 contractsWith 江左市中心医院"],
    ),
    "they agreed and then sign": (
        "县医院和江左市中心医院商定，12月正式签约。",
        ["县医院 contractsWith 江左市中心医院, planned"],
    ),
    "whom it has as a partner": (
        "县医院以江左药科大学为合作伙伴，县中医院的合作单位有江左市中医院。",
        ["县医院 cooperatesWith 江左药科大学", "县中医院 cooperatesWith 江左市中医院"],
    ),
    "two partners, each for one thing": (
        "护理、检验两个方向上，县医院分别选择江左医科大学、迪康检验公司作为合作方。",
        ["县医院 cooperatesWith 江左医科大学", "县医院 cooperatesWith 迪康检验公司"],
    ),
    "whose partner it is": (
        "江左药科大学是县医院制剂研发的合作方。",
        ["江左药科大学 cooperatesWith 县医院"],
    ),
    "with the help of another": (
        "在县妇联配合下，县妇幼保健院完成筛查2万人。",
        ["县妇幼保健院 cooperatesWith 县妇联"],
    ),
    "the verb is left out": (
        "县医院同江左市中心医院合作，县中医院则同江左市中医院。",
        ["县医院 cooperatesWith 江左市中心医院", "县中医院 cooperatesWith 江左市中医院"],
    ),
    "pictures that another reads": (
        "县医院每晚把影像资料传到江左市中心医院，后者远程出具诊断意见。",
        ["县医院 teleconsultsWith 江左市中心医院"],
    ),
    "sent on, each to its own": (
        "县医院的脑电图、病理片分别上传江左市脑科医院、江左市肿瘤医院远程判读。",
        ["县医院 teleconsultsWith 江左市脑科医院", "县医院 teleconsultsWith 江左市肿瘤医院"],
    ),
    "one examines, the other tells": (
        "柳林镇卫生院拍片，县医院远程诊断。",
        ["县医院 teleconsultsWith 柳林镇卫生院"],
    ),
    "a consultation with a screen between": (
        "县医院通过视频请江左市中心医院专家会诊36例。",
        ["县医院 teleconsultsWith 江左市中心医院"],
    ),
    "whom the centre reaches": (
        "县医院远程心电中心覆盖11所乡镇卫生院。",
        ["县医院远程心电中心 teleconsultsWith 11所乡镇卫生院"],
    ),
    "read by the centre told before": (
        "远程影像诊断中心落户县医院，东湾、柳林两镇卫生院传来的片子由其判读。",
        ["东湾镇卫生院 teleconsultsWith 远程影像诊断中心", "柳林镇卫生院 teleconsultsWith 远程影像诊断中心"],
    ),
    "helped from afar by one higher up": (
        "县医院添置超声设备，江左市中心医院专家隔空为患者做超声检查。",
        ["江左市中心医院 teleconsultsWith 县医院"],
    ),
    "a centre for referral": (
        "县医院转诊服务中心对接江左市中心医院。",
        ["县医院转诊服务中心 refersPatientsWith 江左市中心医院"],
    ),
    "words that somebody has said": (
        "“明年，远程会诊要连到江左省人民医院”——这是县医院定下的目标。",
        ["县医院 teleconsultsWith 江左省人民医院, planned"],
    ),
    "shares of the patients": (
        "县医院全年下转患者70例，其中柳林镇卫生院40例、东湾镇卫生院30例。",
        ["县医院 refersPatientsWith 柳林镇卫生院", "县医院 refersPatientsWith 东湾镇卫生院"],
    ),
    "patients that are brought": (
        "柳林镇卫生院把急危重症患者转到县医院，县医院将重伤员送至江左市中心医院救治。",
        ["柳林镇卫生院 refersPatientsWith 县医院", "县医院 refersPatientsWith 江左市中心医院"],
    ),
    "patients that are taken in": (
        "县医院接收柳林镇卫生院上转患者98人。",
        ["县医院 refersPatientsWith 柳林镇卫生院"],
    ),
    "never broken off": (
        "县医院与江左市中心医院的双向转诊从未中断。",
        ["县医院 refersPatientsWith 江左市中心医院"],
    ),
    "an alliance by its short name signs": (
        "青溪县医疗卫生共同体（简称县医共体）成立，县医保局与县医共体签订付费协议。",
        ["县医保局 contractsWith 青溪县医疗卫生共同体"],
    ),
    "a unit that is linked up and down": (
        "县医院远程医疗中心上联江左大学附属医院，下接柳林、东湾2所卫生院。",
        [
            "县医院远程医疗中心 teleconsultsWith 江左大学附属医院",
            "县医院远程医疗中心 teleconsultsWith 柳林卫生院",
            "县医院远程医疗中心 teleconsultsWith 东湾卫生院",
        ],
    ),
    "a bracket before the count": (
        "县医院与江左市中心医院（下称市中心医院）等4家医院开展远程会诊。",
        ["县医院 teleconsultsWith 江左市中心医院", "县医院 teleconsultsWith 4家医院"],
    ),
    "who leads an alliance does not act in what follows": (
        "县医院扩建。加入由江左市中心医院牵头的卒中联盟，与柳林镇卫生院开通双向转诊。",
        ["县医院 refersPatientsWith 柳林镇卫生院"],
    ),
    "a partner that does something acts no further": (
        "县医院与天成物流有限公司签约，由该公司负责配送；与江左保险公司联合推出服务。",
        ["县医院 contractsWith 天成物流有限公司", "县医院 cooperatesWith 江左保险公司"],
    ),
    "a contract that is not carried out has been signed": (
        "县医院与江左市中心医院签约，因疫情未能实施。",
        ["县医院 contractsWith 江左市中心医院"],
    ),
    "by them": (
        "拟与江左市中心医院签订托管协议，由其派驻执行院长。",
        ["— contractsWith 江左市中心医院, planned", "江左市中心医院 assists —, planned"],
    ),
    "an alliance that does something with another": (
        "青溪县医疗集团与江左市中心医院签订专科共建协议。",
        ["青溪县医疗集团 contractsWith 江左市中心医院"],
    ),
    "a unit behind a stand-in for its owner acts itself": (
        "我院远程会诊室接入江左市中心医院。",
        ["远程会诊室 teleconsultsWith 江左市中心医院"],
    ),
    "a unit is its owner's with 的 between": (
        "县医院的胸痛中心与江左市中心医院签约。",
        ["胸痛中心 contractsWith 江左市中心医院"],
    ),
    "the county of a set but for one": (
        "全县除苇塘乡卫生院外的11所卫生院与县医院签约。",
        ["11所卫生院 contractsWith 县医院"],
    ),
    "units where they stand": (
        "设在县医院的影像、心电两个诊断中心与12个卫生院联网。",
        ["影像诊断中心 teleconsultsWith 12个卫生院", "心电诊断中心 teleconsultsWith 12个卫生院"],
    ),
}

NOTHING = [
    "县医院与江左器械公司的合作洽谈因价格搁浅。",
    "县医院同江左器械公司分道扬镳。",
    "县医院与江左市中心医院的远程会诊系统已停用。",
    "县医院、县中医院与新进职工签订合同。",
    "柳林镇卫生院、东湾镇卫生院上转患者86人。",
    "全县上转患者860人，其中县医院500人、县中医院360人。",
    "县医院与县中医院均签订目标责任书。",
    "县中医院原想与天成公司合办诊疗平台，终因资金不足作罢。",
    "县中医院推进信息化建设，县医院完成远程会诊86例。",
    "县医院收治病人3万人次，为其下属科室配备设备。",
    "县医院组织院内会诊1200例次。",
    "县医院医务科与护理部密切配合。",
    "县卫健局将县医院、县中医院列为协作单位。",
    "县医院将工作重心转到医疗质量上来，县中医院门诊转到新楼。",
    "县妇幼保健院参加了江左市儿科联盟的签约仪式。",
    "县医院和县一中原定合作举办义诊，因校舍维修未能开展。",
    "江左市口腔医院在县医院开设的联合门诊，因场地收回已于年初撤销。",
    "县医院托管柳林镇卫生院的协议于6月到期。",
]


def said(text: str) -> list[str]:
    return [
        f"{c.head.full if c.head else '—'} {c.type} {c.tail.full if c.tail else '—'}"
        + ("" if c.status == "actual" else ", planned")
        for c in read_relations(text, find_mentions(text, None))
        if c.type in (*MUTUAL, "assists")
    ]


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_two_are_said_to(text: str, expected: list[str]):
    assert sorted(said(text)) == sorted(expected)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_between_two(text: str):
    assert said(text) == []
