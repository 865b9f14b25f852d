"""Which institutions a text names, by the way that it names them: a table of situations, in a report of 青禾县."""

from __future__ import annotations

import pytest

from kg.model import Report
from kg.nlp.pipeline import annotate
from kg.resolution import resolve

SITUATIONS = {
    "general words stand within the names of alliances": (
        "县妇幼保健院加入岚南省早产儿救护联盟，县医院进入长河下游卒中专科联盟。",
        ["青禾县妇幼保健院", "岚南省早产儿救护联盟", "青禾县人民医院", "长河下游卒中专科联盟"],
    ),
    "… and of companies": (
        "县医院引进晨帆数据技术有限公司，县中医院有意与佳禾母婴服务有限公司签约。",
        ["青禾县人民医院", "晨帆数据技术有限公司", "青禾县中医院", "佳禾母婴服务有限公司"],
    ),
    "a verb before a name is no part of it, though a noun it can be": (
        "深化县中医院医共体建设，优化石梁县中医院布局，先行沙浦县疾控中心试点，县中医院加入长河下游卒中专科联盟。",
        ["青禾县中医院医共体", "石梁县中医院", "沙浦县疾病预防控制中心", "青禾县中医院", "长河下游卒中专科联盟"],
    ),
    "… but stays one where names have it": (
        "县中医院健康教育宣传中心先行启用。",
        ["青禾县中医院", "青禾县中医院健康教育宣传中心"],
    ),
    "省立 and 市立 tell whose a hospital is": (
        "县医院与省立明德医院签约，同市立康平医院会诊，到国立文华医院进修。县里成立宏济医院理事会。",
        ["青禾县人民医院", "省立明德医院", "市立康平医院", "国立文华医院", "宏济医院"],
    ),
    "a given name is as printed, and no county's own": (
        "县医院与康宁医院、安贞医院通州院区签约。",
        ["青禾县人民医院", "康宁医院", "安贞医院", "安贞医院通州院区"],
    ),
    "… 附属医院 alone is the one that was named": (
        "县中医院同岚南医学院附属医院签约，附属医院派专家到县中医院坐诊。",
        ["青禾县中医院", "岚南医学院附属医院"],
    ),
    "what a branch is its house tells": (
        "县妇幼保健院城北分院启用，县医院东院开诊。",
        ["青禾县妇幼保健院", "青禾县妇幼保健院城北分院", "青禾县人民医院", "青禾县人民医院东院"],
    ),
    "a township's clinic behind 县 alone, and one of another county": (
        "津湾区辛店镇卫生院同县柳林镇卫生院签约。",
        ["津湾区辛店镇卫生院", "柳林镇卫生院"],
    ),
    "specialties of people who are sent are no units": (
        "县医院派驻石梁县中医院消化内科、放射科医师各1名，向县妇幼保健院派驻妇产科、超声科专家3名。",
        ["青禾县人民医院", "石梁县中医院", "青禾县妇幼保健院"],
    ),
    "what a hospital is to another is no name": (
        "县医院被江左市中心医院确定为技术指导医院，又是其医联体合作医院。",
        ["青禾县人民医院", "江左市中心医院"],
    ),
    "该院 is not who acts right before it": (
        "县医院举行仪式，启动江左市中心医院对该院的帮扶，脑血管病诊疗中心同日在该院成立。",
        ["青禾县人民医院", "江左市中心医院", "青禾县人民医院脑血管病诊疗中心"],
    ),
    "等地 ends a list of places": ("选派医师赴北京、天津等地三甲医院进修。", []),
    "an alliance by the words of its county": (
        "青禾健保集团由县医院同8家镇卫生院组成。",
        ["青禾健保集团", "青禾县人民医院"],
    ),
    "what was called so before": (
        "原石坝乡卫生院改称石坝镇卫生院，接诊原东湾乡患者。",
        ["石坝乡卫生院", "石坝镇卫生院"],
    ),
    "what all hospitals are to be is no name": ("推进“清廉医院”、平安医院、健康学校建设，核心医院带动。", []),
    "a hospital in short, of which the county has none": (
        "县医院同江左省胸科医院签约，胸科医院专家每月来院。",
        ["青禾县人民医院", "江左省胸科医院"],
    ),
    "fields that stand for bureaus": (
        "县卫生监督所与公安、工商、民政三部门联手。",
        ["青禾县卫生监督所", "青禾县公安局", "青禾县工商局", "青禾县民政局"],
    ),
    "what signs is no part of a name": (
        "县急救中心与柳林镇卫生院签急救站共建协议，江左海关与县血防所座谈。",
        ["青禾县急救中心", "柳林镇卫生院", "江左海关", "青禾县血吸虫病防治所"],
    ),
    "the party's bodies and the youth league's": (
        "中共青禾县委、县委宣传部、县委办、团县委参加。",
        ["中共青禾县委员会", "中共青禾县委宣传部", "中共青禾县委办公室", "共青团青禾县委员会"],
    ),
    "what is built begins no name, but a town may be called so": (
        "建设县中医院特色专科，建设镇卫生院达标。",
        ["青禾县中医院", "建设镇卫生院"],
    ),
    "a hospital of the capital is not the county's": (
        "县医院与首都医科大学宣武医院签约。",
        ["青禾县人民医院", "首都医科大学宣武医院"],
    ),
    "a laboratory by its own name": (
        "县医院与金衡检验中心签约，建成检验中心。",
        ["青禾县人民医院", "金衡检验中心", "青禾县人民医院检验中心"],
    ),
    "a second ordinal shares the first one's place": (
        "江左市第二医院、第三医院派员。",
        ["江左市第二医院", "江左市第三医院"],
    ),
    "a department directly behind its house, of whose people is told": (
        "江左市第三医院骨科、妇产科专家来县坐诊，县医院外科医师陪同。",
        ["江左市第三医院", "江左市第三医院骨科", "江左市第三医院妇产科", "青禾县人民医院", "青禾县人民医院外科"],
    ),
    "levels share a centre's name": (
        "省、市疾控中心派员指导。",
        ["省疾病预防控制中心", "市疾病预防控制中心"],
    ),
    "a hospital's group": (
        "加入江左市妇幼保健院集团。",
        ["江左市妇幼保健院集团"],
    ),
    "what founds stands between a house and its unit": (
        "县中医院设急救站。",
        ["青禾县中医院", "青禾县中医院急救站"],
    ),
    "a university's hospital that has a name": (
        "县医院与中山大学孙逸仙纪念医院签约。",
        ["青禾县人民医院", "中山大学孙逸仙纪念医院"],
    ),
    "人医 is short, but not of 成人医学": (
        "县人医与江左市中心医院成人医学科协作。",
        ["青禾县人民医院", "江左市中心医院"],
    ),
    "what else they are called stands in brackets": (
        "督导12家镇卫生院（社区卫生服务中心）。",
        [],
    ),
    "counted counties share what follows": (
        "与石梁、沙浦两县妇幼保健院签约，支援石梁县、沙浦县、白岭县三县人民医院。",
        ["石梁县妇幼保健院", "沙浦县妇幼保健院", "石梁县人民医院", "沙浦县人民医院", "白岭县人民医院"],
    ),
    "all the counties of a city are none of them": ("各县（市、区）卫健局和各县（市）疾控中心派员出席。", []),
    "a post in a bureau's committee is the bureau's": (
        "石梁县卫生健康局党委副书记带队，沙浦县卫健局党组成员陪同。",
        ["石梁县卫生健康局", "沙浦县卫生健康局"],
    ),
    "… and the committee is itself": ("石梁县卫生健康局党委印发方案。", ["石梁县卫生健康局党委"]),
    "a county's institution has its city's or province's name before it, or not": (
        "江北市石梁县中医院与石梁县中医院是一家，岚南省沙浦市医院与沙浦市医院也是。",
        ["石梁县中医院", "沙浦市医院"],
    ),
    "a second name in brackets, or told": (
        "县妇婴医院（县妇女儿童医院）扩建。江北市四院又名江北市胸科医院。",
        ["青禾县妇婴医院", "江北市第四人民医院"],
    ),
    "a second plate is a second name, a branch is not": (
        "县妇幼保健院加挂县儿童医院牌子，县中医院加挂江北市中医院青禾分院牌子。",
        ["青禾县妇幼保健院", "青禾县中医院", "江北市中医院", "江北市中医院青禾分院"],
    ),
    "an army hospital by its number": (
        "中国人民解放军第九五七医院巡诊，第九五七医院派出专家。",
        ["中国人民解放军第九五七医院"],
    ),
    "a network is no alliance where it is only part of a word": ("一、着力构建协作网络。", []),
    "a bracket behind a set lists it": (
        "3家医院（县医院、县中医院、康泽医院）通过复审。",
        ["青禾县人民医院", "青禾县中医院", "康泽医院"],
    ),
    "posts are held at institutions": (
        "4名专家任县医院科主任，2人挂职任县中医院副院长。",
        ["青禾县人民医院", "青禾县中医院"],
    ),
    "community centres share their ending": (
        "县医院联合东溪、南桥、柳林河社区卫生服务中心义诊。",
        ["青禾县人民医院", "东溪社区卫生服务中心", "南桥社区卫生服务中心", "柳林河社区卫生服务中心"],
    ),
    "heads of departments are no departments": (
        "县医院医保科副科长、县中医院医务科科长到会。",
        ["青禾县人民医院", "青禾县人民医院医保科", "青禾县中医院", "青禾县中医院医务科"],
    ),
    "a university's hospital by its abbreviation": (
        "江北大学第一附属医院派出专家，江大一附院巡诊。",
        ["江北大学第一附属医院"],
    ),
    "… but not by that of another": (
        "江北大学第一附属医院派出专家，岚大一附院巡诊。",
        ["江北大学第一附属医院", "岚大第一附属医院"],
    ),
    "a hospital that is called in full by the county's short name": (
        "县医院与友谊医院签约，青禾友谊医院扩建。",
        ["青禾县人民医院", "青禾友谊医院"],
    ),
    "what founds a unit stands behind its owner": (
        "在县医院建设病理诊断中心。",
        ["青禾县人民医院", "青禾县人民医院病理诊断中心"],
    ),
    "an internet hospital of whom a stand-in names": (
        "县医院扩建。8月上线该院互联网医院。",
        ["青禾县人民医院", "青禾县人民医院互联网医院"],
    ),
    "counties of one character stand behind prepositions": ("到丰县妇幼保健院义诊。", ["丰县妇幼保健院"]),
    "the office of a committee": (
        "县医药卫生体制改革委员会办公室印发通知。",
        ["青禾县医药卫生体制改革委员会办公室"],
    ),
    "a slogan numbers no hospital": ("推行一院一策，建设一院两区。", []),
    "a misprint sounds alike": (
        "青禾友谊医院扩建，青禾友谊医院开诊，青禾友宜医院义诊。",
        ["青禾友谊医院"],
    ),
    "numbers and directions that sound alike do not": (
        "城东卫生院、城中卫生院扩建，青禾县第四医院、青禾县第十医院开诊。",
        ["城东卫生院", "城中卫生院", "青禾县第四医院", "青禾县第十医院"],
    ),
    "a department for infections, and infections": (
        "县医院感染科开诊，县中医院感染性疾病科搬迁，加强医院感染管理。",
        ["青禾县人民医院", "青禾县人民医院感染科", "青禾县中医院", "青禾县中医院感染性疾病科"],
    ),
    "a word that ends in the middle of another": (
        "县医院设立三个中心，其中心电中心面向乡镇。",
        ["青禾县人民医院", "青禾县人民医院心电中心"],
    ),
    "quotes hold a unit's name whole": (
        "县中医院开设“才俊儿科工作室”，加强“五大中心”建设。",
        ["青禾县中医院", "青禾县中医院才俊儿科工作室"],
    ),
    "a level tells no hospital, nor does any": (
        "县医院尚未与省级胸科医院、任何一家眼科医院联系。",
        ["青禾县人民医院"],
    ),
    "a unit by a longer name": (
        "县医院影像中心启用。县医院影像诊断中心扩建。",
        ["青禾县人民医院", "青禾县人民医院影像中心"],
    ),
    "a centre that is a hospital": (
        "县医院与江北儿童医学中心签约，向该中心转诊患儿。",
        ["青禾县人民医院", "江北儿童医学中心"],
    ),
    "an alliance called by its hospital's short name": (
        "江北市二院牵头江北市二院医共体，江北市二院医共体扩围。",
        ["江北市第二人民医院", "江北市第二人民医院医共体"],
    ),
    "a second name with its place in short": (
        "江北市第一医院（江北市红十字医院）派出专家，市红十字医院义诊。",
        ["江北市第一医院"],
    ),
    "a branch of a bank": ("县医院与江北银行青禾支行签约。", ["青禾县人民医院", "江北银行青禾支行"]),
    "an alliance called by a hospital that is named nowhere else": (
        "县医院医共体成立。",
        ["青禾县人民医院医共体"],
    ),
}


@pytest.mark.parametrize("text, expected", SITUATIONS.values(), ids=SITUATIONS)
def test_names(text: str, expected: list[str]) -> None:
    report = Report("r", "a.txt", (1, 1), 0, len(text), text, place="青禾县")
    doc = annotate(report)
    entities = resolve(report, doc._.mentions, doc._.relations).entities
    named = [e for e in entities if e.type not in ("Place", "Programme") and not e.collective]
    assert [e.name for e in sorted(named, key=lambda e: min(m.start for m in e.mentions))] == expected


@pytest.mark.parametrize("text", ["县医院被列为医保定点医院。", "浙西山区群众受益。", "代县长到会。"])
def test_no_places(text: str) -> None:
    report = Report("r", "a.txt", (1, 1), 0, len(text), text, place="青禾县")
    doc = annotate(report)
    assert not [m.text for m in doc._.mentions if m.cls == "Place"]
