"""What sentences say of members of alliances, of programmes and of units: tables of situations."""

from __future__ import annotations

import pytest
from nlp.test_sentences import said

SAID = {
    "those named before found the alliance that appears": (
        "澄江县人民医院牵头，澄江县中医院、石坪镇卫生院参与，澄江县肿瘤防治联盟正式亮相。",
        [
            "澄江县人民医院 memberOf 澄江县肿瘤防治联盟",
            "澄江县中医院 memberOf 澄江县肿瘤防治联盟",
            "石坪镇卫生院 memberOf 澄江县肿瘤防治联盟",
        ],
    ),
    "an alliance's name does not begin with what it does": (
        "县妇幼保健院加入岭西省早产儿救治联盟，获准入列长江流域蛇伤防治联盟。",
        ["县妇幼保健院 memberOf 岭西省早产儿救治联盟", "县妇幼保健院 memberOf 长江流域蛇伤防治联盟"],
    ),
    "a quote in an alliance's name": (
        "县中医院加盟“手足相连”骨科联盟。",
        ["县中医院 memberOf “手足相连”骨科联盟"],
    ),
    "who reaches a standard carries the scheme out": (
        "启动“优质服务基层行”活动，柳林镇卫生院达到推荐标准，苇岸镇卫生院通过基本标准验收。",
        [
            "— implements 优质服务基层行",
            "柳林镇卫生院 implements 优质服务基层行",
            "苇岸镇卫生院 implements 优质服务基层行",
        ],
    ),
    "a second scheme that the verb carries": (
        "县妇幼保健院实施农村妇女“两癌”免费筛查项目和免费产前筛查项目。",
        [
            "县妇幼保健院 implements 农村妇女“两癌”免费筛查项目",
            "县妇幼保健院 implements 免费产前筛查项目",
        ],
    ),
    "two who lead alliances apart": (
        "12家卫生院纳入由县医院和县中医院分别牵头的两大医共体。",
        ["县医院 memberOf 医共体 of 县医院", "县中医院 memberOf 医共体 of 县中医院"],
    ),
    "by whose help a unit is set up is not its house": (
        "县中医院依托江北省中医院专家资源，建成针灸科。",
        ["针灸科 partOf 县中医院"],
    ),
    "members behind a colon": (
        "江北市卒中联盟再添两名成员：县医院和县中医院。",
        ["县医院 memberOf 江北市卒中联盟", "县中医院 memberOf 江北市卒中联盟"],
    ),
    "what they are, told before who they are": (
        "作为江北市眼科联盟成员，县医院开展白内障手术120例。",
        ["县医院 memberOf 江北市眼科联盟"],
    ),
    "a list of members that holds them": (
        "江北市卒中联盟成员增至15家，县医院、县中医院名列其中。",
        ["县医院 memberOf 江北市卒中联盟", "县中医院 memberOf 江北市卒中联盟"],
    ),
    "a count that closes its list is no further member": (
        "石坪镇卫生院、龙泉镇卫生院等2家卫生院加入澄江县医疗集团。",
        ["石坪镇卫生院 memberOf 澄江县医疗集团", "龙泉镇卫生院 memberOf 澄江县医疗集团"],
    ),
    "… but one that tells of more is": (
        "石坪镇卫生院、龙泉镇卫生院等5家卫生院加入澄江县医疗集团。",
        [
            "石坪镇卫生院 memberOf 澄江县医疗集团",
            "龙泉镇卫生院 memberOf 澄江县医疗集团",
            "5家卫生院 memberOf 澄江县医疗集团",
        ],
    ),
    "from one alliance to another": (
        "石坪镇卫生院从澄江县中医医疗集团划转至澄江县医疗集团。",
        ["石坪镇卫生院 memberOf 澄江县医疗集团"],
    ),
    "what an alliance covers": (
        "澄江县医疗集团涵盖县医院和8个乡镇卫生院。",
        ["县医院 memberOf 澄江县医疗集团", "8个乡镇卫生院 memberOf 澄江县医疗集团"],
    ),
    "numbered alliances, each with its leader": (
        "澄江县第一、第二医共体分别由县医院、县中医院牵头。",
        ["县医院 memberOf 澄江县第一医共体", "县中医院 memberOf 澄江县第二医共体"],
    ),
    "a cooperating unit of an alliance": ("县中医院成为江东市肛肠联盟协作单位。", ["县中医院 memberOf 江东市肛肠联盟"]),
    "who leads stands right behind the word": (
        "江北市胸痛联盟，牵头单位江北市第一医院，成员单位县医院。",
        ["江北市第一医院 memberOf 江北市胸痛联盟", "县医院 memberOf 江北市胸痛联盟"],
    ),
    "a pilot named behind what it is": (
        "“云药房”试点医院为县医院、县中医院。",
        ["县医院 pilots “云药房”试点", "县中医院 pilots “云药房”试点"],
    ),
    "a bureau tries it out at another's": (
        "县卫健局在石坪镇卫生院试点家庭病床服务。",
        ["石坪镇卫生院 pilots 家庭病床服务"],
    ),
    "partners named before what they found": (
        "县医院携龙泉、大坪两镇卫生院，合力建起松溪医共体。",
        [
            "县医院 memberOf 松溪医共体",
            "龙泉镇卫生院 memberOf 松溪医共体",
            "大坪镇卫生院 memberOf 松溪医共体",
        ],
    ),
    "not the one but the other": (
        "县中医院并非江北市卒中联盟成员，县医院才是。",
        ["县医院 memberOf 江北市卒中联盟"],
    ),
    "each went into one": (
        "县医院进了江北市胸痛联盟，县中医院进了江北市针灸联盟。",
        ["县医院 memberOf 江北市胸痛联盟", "县中医院 memberOf 江北市针灸联盟"],
    ),
    "a list of pilots that is made known": (
        "免陪照护服务试点名单公布，县医院、县中医院双双上榜。",
        ["县医院 pilots 免陪照护服务", "县中医院 pilots 免陪照护服务"],
    ),
    "a quoted scheme on trial": ("石坪镇卫生院先行先试“信用就医”。", ["石坪镇卫生院 pilots 信用就医"]),
    "a scheme on trial by those whom 由 or 有 names": (
        "先诊疗后付费由县医院先行试点，试点“互联网+护理服务”的有县中医院。",
        ["县医院 pilots 先诊疗后付费", "县中医院 pilots 互联网+护理服务"],
    ),
    "a pilot named before who it is": (
        "作为家庭病床服务试点单位，县中医院累计建床120张。",
        ["县中医院 pilots 家庭病床服务"],
    ),
    "a pilot chosen": (
        "“智慧家医”试点首批选取石坪镇卫生院、东湾乡卫生院。",
        ["石坪镇卫生院 pilots “智慧家医”试点", "东湾乡卫生院 pilots “智慧家医”试点"],
    ),
    "an application that came to nothing ends the plan": (
        "澄江县申报“健康城市”试点落选，原有的安宁疗护试点资格保留。",
        ["澄江县 pilots 安宁疗护"],
    ),
    "those counted, then named": (
        "两家医院——县医院和县中医院——先行先试总额预付制度。",
        ["县中医院 pilots 总额预付制度", "县医院 pilots 总额预付制度"],
    ),
    "where a scheme is carried out": (
        "“青松计划”已在石坪镇卫生院铺开，一站式结算在县中医院实现。",
        ["石坪镇卫生院 implements 青松计划", "县中医院 implements 一站式结算"],
    ),
    "whom a scheme reaches": (
        "国家基本药物制度已覆盖全县所有村卫生室。",
        ["全县所有村卫生室 implements 国家基本药物制度"],
    ),
    "whose task a scheme is": ("“青松计划”的实施主体是石坪镇卫生院。", ["石坪镇卫生院 implements 青松计划"]),
    "who joins in": (
        "县红十字会发起“生命之光”项目，县医院参与。",
        ["县红十字会 implements “生命之光”项目", "县医院 implements “生命之光”项目"],
    ),
    "each its own scheme": (
        "县医院和县中医院已分别启动“银发关爱”行动和“护骨”行动。",
        ["县医院 implements “银发关爱”行动", "县中医院 implements “护骨”行动"],
    ),
    "a bureau makes others carry it out": ("县卫健局督导县医院落实先诊疗后付费。", ["县医院 implements 先诊疗后付费"]),
    "to whom a bureau gives a scheme": (
        "县卫健局将银杏工程交由县中医院承担。",
        ["县中医院 implements 银杏工程"],
    ),
    "who acts behind what they follow": (
        "按照江北市“名医下乡”行动安排，县中医院派出骨干。",
        ["县中医院 implements “名医下乡”行动"],
    ),
    "all who act in a scheme": (
        "在“名医下乡”行动中，县医院帮扶石坪镇卫生院，县中医院帮扶东湾乡卫生院。",
        [
            "县医院 implements “名医下乡”行动",
            "县中医院 implements “名医下乡”行动",
            "县医院 assists 石坪镇卫生院",
            "县中医院 assists 东湾乡卫生院",
        ],
    ),
    "who takes a scheme to another": (
        "县中医院把“光明行”活动办到石坪镇卫生院。",
        ["县中医院 implements “光明行”活动"],
    ),
    "what is tried out is named behind": (
        "在石坪镇试点“移动药房”服务。",
        ["石坪镇 pilots “移动药房”服务"],
    ),
    "whose scheme it is is not who carries it out": (
        "县中医院派出骨干，落实江北市“名医下乡”行动。",
        ["县中医院 implements “名医下乡”行动"],
    ),
    "those who join hands": (
        "县疾控中心协同县教育局实施“护苗”行动。",
        [
            "县疾控中心 cooperatesWith 县教育局",
            "县疾控中心 implements “护苗”行动",
            "县教育局 implements “护苗”行动",
        ],
    ),
    "partners who come to terms": (
        "县医院与县红十字会达成意向，明年联合推出“护苗”行动。",
        [
            "县医院 cooperatesWith 县红十字会, planned",
            "县医院 implements “护苗”行动, planned",
            "县红十字会 implements “护苗”行动, planned",
        ],
    ),
    "members of an alliance that is only told of do not act": (
        "澄江县组建县中医院为成员单位的医共体，推进分级诊疗。",
        ["县中医院 memberOf 医共体 of 县中医院", "澄江县 implements 分级诊疗"],
    ),
    "who sends others to a course carries on": (
        "县卫健局组织石坪镇卫生院院长到江北市培训，启动“雁归”计划。",
        ["石坪镇卫生院 sendsTraineesTo 江北市", "县卫健局 implements “雁归”计划"],
    ),
    "what is made clear does not act": (
        "县医院制定办法，明确了双方的责任，落实先诊疗后付费。",
        ["县医院 implements 先诊疗后付费"],
    ),
    "a unit named before its owner": (
        "健康教育科是县疾控中心去年增设的内设机构。",
        ["健康教育科 partOf 县疾控中心"],
    ),
    "a branch named before its owner": (
        "城北院区为县人民医院新辟，疼痛科隶属县中医院。",
        ["城北院区 partOf 县人民医院", "疼痛科 partOf 县中医院"],
    ),
    "departments that only a number ends": (
        "县中医院增设骨伤、肛肠、推拿三科。",
        ["骨伤科 partOf 县中医院", "肛肠科 partOf 县中医院", "推拿科 partOf 县中医院"],
    ),
    "an owner before a list of centres": (
        "县医院胸痛、卒中、创伤三大中心建成。",
        ["胸痛中心 partOf 县医院", "卒中中心 partOf 县医院", "创伤中心 partOf 县医院"],
    ),
    "each its own department": (
        "县医院、县中医院分别设立肛肠科、针灸科。",
        ["肛肠科 partOf 县医院", "针灸科 partOf 县中医院"],
    ),
    "the owner stands with 由": ("由县医院设立的慢病管理中心投入运行。", ["慢病管理中心 partOf 县医院"]),
    "what a unit does for an institution does not make it a part": (
        "康复科为县医院职工提供服务。",
        ["康复科 partOf —"],
    ),
    "an internet hospital by who opens it": ("县医院开通了全县首家互联网医院。", ["互联网医院 partOf 县医院"]),
    "an internet hospital behind its owner": ("县中医院自办的互联网医院获颁执业许可。", ["互联网医院 partOf 县中医院"]),
    "who runs it": ("康复中心现由县中医院管理。", ["康复中心 partOf 县中医院"]),
    "branches that are counted": (
        "县中医院下设石坪、东湾两个分院。",
        ["石坪分院 partOf 县中医院", "东湾分院 partOf 县中医院"],
    ),
    "who sign to be in an alliance belong to it": (
        "澄江县医院与石坪镇卫生院签订江北市卒中联盟合作协议。县中医院与县医院举行江北市骨伤专科联盟签约仪式。",
        [
            "澄江县医院 memberOf 江北市卒中联盟",
            "石坪镇卫生院 memberOf 江北市卒中联盟",
            "澄江县医院 contractsWith 石坪镇卫生院",
            "县中医院 contractsWith 县医院",
            "县医院 memberOf 江北市骨伤专科联盟",
            "县中医院 memberOf 江北市骨伤专科联盟",
        ],
    ),
    "… but where it has no name nothing is founded by the paper": (
        "县医院与石坪镇卫生院签订《医联体协议》。县中医院与东湾镇卫生院签署专科联盟合作协议。",
        ["县医院 contractsWith 石坪镇卫生院", "县中医院 contractsWith 东湾镇卫生院"],
    ),
    "… who sign with it do not": (
        "县疾控中心与县医院医共体签约。",
        ["县疾控中心 contractsWith 县医院医共体"],
    ),
    "two become an alliance": (
        "县医院与县中医院成为紧密型医联体。",
        ["县医院 memberOf 紧密型医联体 of 县医院", "县中医院 memberOf 紧密型医联体 of 县医院"],
    ),
    "units that are itemised": (
        "县医院建成五大中心，包括医学检验中心、医学影像中心。",
        ["五大中心 partOf 县医院", "医学检验中心 partOf 县医院", "医学影像中心 partOf 县医院"],
    ),
    "to prevent is not to deny": ("县中医院设立治未病中心。", ["治未病中心 partOf 县中医院"]),
    "a bureau's department": ("县卫健局医政科召开会议。", ["医政科 partOf 县卫健局"]),
    "units that a colon lists": (
        "县医院共有2个院区：城南院区、城北院区。",
        ["城南院区 partOf 县医院", "城北院区 partOf 县医院"],
    ),
    "a unit within another, and one set up by another": (
        "县医院急诊科下设创伤救治单元，县医院康复科增设儿童康复室。",
        [
            "县医院急诊科 partOf 县医院",
            "创伤救治单元 partOf 县医院急诊科",
            "县医院康复科 partOf 县医院",
            "儿童康复室 partOf 县医院康复科",
        ],
    ),
    "who is not taken in": (
        "县医共体由县医院牵头成立。康宁医院曾提出申请，经研究暂不吸收。",
        ["县医院 memberOf 县医共体 of 县医院"],
    ),
    "a unit told of after another of its owner's": (
        "县医院急诊科扩建；康复科迁入新楼。",
        ["县医院急诊科 partOf 县医院", "康复科 partOf 县医院"],
    ),
    "each leads its own": (
        "县医院、县中医院各牵头组建1个医共体。",
        ["县医院 memberOf 1个医共体 of 县医院", "县中医院 memberOf 1个医共体 of 县中医院"],
    ),
    "a general hospital that is an alliance": (
        "青溪县总医院（医疗集团）由县医院牵头。",
        ["县医院 memberOf 青溪县总医院"],
    ),
    "a rate, and indicators, are no schemes": (
        "县医院新生儿疾病筛查率98%，落实慢病管理、签约履约等12项指标。",
        [],
    ),
    "an alliance that who acted before has founded": (
        "江左儿童医学中心辐射基层，县医院成为其发起的三江儿童联盟成员。",
        ["江左儿童医学中心 memberOf 三江儿童联盟", "县医院 memberOf 三江儿童联盟"],
    ),
    "who writes joins what another leads": (
        "力争加入由江北市妇幼保健院牵头的产前诊断联盟。",
        ["— memberOf 产前诊断联盟, planned", "江北市妇幼保健院 memberOf 产前诊断联盟"],
    ),
    "between two provinces": ("县医院参与沪滇协作。", ["县医院 implements 沪滇协作"]),
    "who leads a scheme and who helps": (
        "由县医院牵头、县疾控中心配合的“护心”行动铺开。",
        ["县医院 implements “护心”行动", "县疾控中心 implements “护心”行动"],
    ),
    "who has a unit each, founded by a list": (
        "县医院、县中医院先后建成PCR实验室。",
        ["PCR实验室 partOf 县医院", "PCR实验室 partOf 县中医院"],
    ),
    "one unit that two found together": (
        "县医院与江北市第一医院共建肿瘤中心。",
        ["县医院 cooperatesWith 江北市第一医院", "肿瘤中心 partOf 县医院"],
    ),
    "a unit at each place of a list": (
        "在石坪镇卫生院、东湾乡卫生院设立名医工作室。",
        ["名医工作室 partOf 石坪镇卫生院", "名医工作室 partOf 东湾乡卫生院"],
    ),
    "each the unit in its place, the owners in the clause before": (
        "石坪镇卫生院、东湾乡卫生院创成甲级，分别设立康复科、血液透析室。",
        ["康复科 partOf 石坪镇卫生院", "血液透析室 partOf 东湾乡卫生院"],
    ),
    "as many units as owners": (
        "建成县医院、县中医院2个核酸检测实验室。",
        ["核酸检测实验室 partOf 县中医院", "核酸检测实验室 partOf 县医院"],
    ),
    "whose patients they are tells of no unit": ("县医院尚未对外合作，精神科病人外出就诊。", ["精神科 partOf —"]),
    "units of a set within their name": (
        "12家乡镇卫生院、2家社区卫生服务中心中医馆接诊3万人次。",
        [
            "中医馆 partOf 2家社区卫生服务中心",
            "中医馆 partOf 12家乡镇卫生院",
        ],
    ),
    "centres that a quoted count sums up": (
        "县医院建成影像、检验“两个中心”。",
        ["影像中心 partOf 县医院", "检验中心 partOf 县医院"],
    ),
    "centres of a kind that a great number sums up": (
        "县医院胸痛、卒中、创伤三大救治中心通过验收。",
        ["胸痛救治中心 partOf 县医院", "卒中救治中心 partOf 县医院", "创伤救治中心 partOf 县医院"],
    ),
    "an alliance's centres": ("县医院医共体五大中心投入运行。", ["五大中心 partOf 县医院医共体"]),
    "what is founded at whom it helps": (
        "江北市第一医院帮扶县医院，派驻专家9名，建立名医工作室；新增设备30台。",
        ["江北市第一医院 assists 县医院", "名医工作室 partOf 县医院"],
    ),
    "a studio's outpost": (
        "岐黄名医传承工作室澄江工作站落户县中医院。",
        ["岐黄名医传承工作室澄江工作站 partOf 县中医院"],
    ),
    "an alliance of services": ("县医院加入澄江县医疗健康服务集团。", ["县医院 memberOf 澄江县医疗健康服务集团"]),
    "a general hospital that is made up of others": (
        "澄江县总医院由县医院、县中医院、9所乡镇卫生院组成。总医院下设的影像中心投用，另有检验中心。",
        [
            "县医院 memberOf 澄江县总医院",
            "县中医院 memberOf 澄江县总医院",
            "9所乡镇卫生院 memberOf 澄江县总医院",
            "影像中心 partOf 澄江县总医院",
            "检验中心 partOf 澄江县总医院",
        ],
    ),
    "one that is a hospital": (
        "澄江县总医院对口支援石坪镇卫生院。总医院设立影像中心。",
        ["澄江县总医院 assists 石坪镇卫生院", "影像中心 partOf 澄江县总医院"],
    ),
    "a league has no centres": (
        "县医院加入江北市胸痛联盟，胸痛中心通过认证。",
        ["县医院 memberOf 江北市胸痛联盟", "胸痛中心 partOf 县医院"],
    ),
    "the house of a unit acts on where it founds another": (
        "县医院胸痛中心通过认证，新设疼痛科；加入江北市消化联盟，与江北市第六医院签约。",
        [
            "县医院胸痛中心 partOf 县医院",
            "疼痛科 partOf 县医院",
            "县医院 memberOf 江北市消化联盟",
            "县医院 contractsWith 江北市第六医院",
        ],
    ),
    "pairs of a chain that sign 分别": (
        "县医院与江北市第一医院、县中医院与江北市中医院、石坪镇卫生院与江东市医院分别签约。",
        [
            "县医院 contractsWith 江北市第一医院",
            "县中医院 contractsWith 江北市中医院",
            "石坪镇卫生院 contractsWith 江东市医院",
        ],
    ),
    "sets that are counted with 间": (
        "县医院、2间社区卫生服务中心加入澄江县医共体。",
        ["县医院 memberOf 澄江县医共体", "2间社区卫生服务中心 memberOf 澄江县医共体"],
    ),
    "further units of the house that the sentence tells of": (
        "县医院胸痛中心通过认证，卒中中心获授牌，新设介入科、疼痛科。",
        [
            "县医院胸痛中心 partOf 县医院",
            "卒中中心 partOf 县医院",
            "介入科 partOf 县医院",
            "疼痛科 partOf 县医院",
        ],
    ),
}

NOTHING = {
    "outpatients of a kind of hospital": "县级医院门诊患者满意度提高，补齐实验室设备。",
    "what another becomes": "石坪镇卫生院升级为县域医疗卫生次中心。",
    "what a plate says": "石坪镇卫生院通过“旗舰中医馆”验收。",
    "a ceremony's host is no member": "澄江县医疗集团揭牌仪式在县医院举行。",
    "nor is who takes part in an alliance's meeting": "县医院参加江北市卒中联盟学术会议。",
    "nor in a meeting about one": "县医院召开医共体工作推进会，12家卫生院负责人参加。",
    "nor whom an alliance gives money": "县医院医共体向石坪镇卫生院下拨补助。",
    "training about a scheme": "举办先诊疗后付费政策培训班，县医院、县中医院参加。",
    "a scheme that came to nothing": "县医院申报日间手术试点落榜。",
    "those who are not among the pilots": "县医院不在DRG付费改革试点之列。",
    "work on internet hospitals": "推进互联网医院建设。",
    "a trial that has run out": "县医院DRG付费试点期满。",
    "buildings": "县医院内科楼、外科楼落成。",
    "departments of a kind": "县医院重点科室绩效向一线倾斜。",
    "a course on building units": "县医院承办胸痛中心建设培训班。",
    "a mandate is no help": "柳林镇卫生院受县医院委托管理柳林村卫生室。",
}


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_a_sentence_says(text: str, expected: list[str]):
    assert sorted(said(text)) == sorted(expected)


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_a_sentence_says_nothing(text: str):
    assert said(text) == []
