"""What sentences say, by the way that they say it: a table of situations."""

from __future__ import annotations

import pytest

from kg.nlp.mentions.assemble import find_mentions
from kg.nlp.relations.reading import read_relations

SITUATIONS = {
    "a sentence that begins with a figure is not of who acted before": (
        "县疾控中心迁入新址。患者规范管理率提高到91%，与县公安局、县残联密切配合。",
        ["— cooperatesWith 县公安局", "— cooperatesWith 县残联"],
    ),
    "… nor one that begins with a scheme": (
        "县计生协受到表彰。“护苗”行动按期完成，与县教育局联合检查。",
        ["— cooperatesWith 县教育局", "— implements “护苗”行动"],
    ),
    "… but who sent people goes on": (
        "县医院扩建。全年派出医师12人，与江左市中心医院签约。",
        ["县医院 contractsWith 江左市中心医院"],
    ),
    "what was won is no plan": (
        "县医院争取到江左市中心医院的对口帮扶，两院当场签下协议。",
        ["江左市中心医院 assists 县医院", "两院 contractsWith 两院"],
    ),
    "与 only lists those whom a verb lists": (
        "县医院支援柳湾镇卫生院与石塘镇卫生院，县中医院帮扶新疆若羌县、青海兴海县与格尔木市。",
        [
            "县医院 assists 柳湾镇卫生院",
            "县医院 assists 石塘镇卫生院",
            "县中医院 assists 若羌县",
            "县中医院 assists 兴海县",
            "县中医院 assists 格尔木市",
        ],
    ),
    "those who help and those who are helped, by what they are": (
        "江左市中心医院对口支援柳湾镇卫生院。支援医院免费接收受援医院人员进修。",
        ["江左市中心医院 assists 柳湾镇卫生院", "柳湾镇卫生院 sendsTraineesTo 江左市中心医院"],
    ),
    "those who sign and found an alliance are both in it": (
        "县中医院与江左市中医院签订协议，组建医联体。",
        [
            "县中医院 contractsWith 江左市中医院",
            "县中医院 memberOf 医联体 of 县中医院",
            "江左市中医院 memberOf 医联体 of 县中医院",
        ],
    ),
    "by an agreement each side is called in short": (
        "县医院与江左市中心医院签订协议。按协议，市中心医院专家要来坐诊，县医院骨干要去进修。",
        [
            "县医院 contractsWith 江左市中心医院",
            "市中心医院 assists 县医院, planned",
            "县医院 sendsTraineesTo 江左市中心医院, planned",
        ],
    ),
    "a house of an alliance's partners belongs to it": (
        "县妇幼保健院成为江左市妇幼保健院医联体合作医院。",
        ["县妇幼保健院 memberOf 江左市妇幼保健院医联体"],
    ),
    "those with whom it was agreed are taken in": (
        "江左市中心医院与县医院、县中医院分别签约，将其吸收进江左市卒中联盟。",
        [
            "江左市中心医院 contractsWith 县医院",
            "江左市中心医院 contractsWith 县中医院",
            "县医院 memberOf 江左市卒中联盟",
            "县中医院 memberOf 江左市卒中联盟",
        ],
    ),
    "three sign one paper": (
        "江左市卫健委、石梁县卫健局和县政府座谈，签订三方合作协议。",
        [
            "江左市卫健委 contractsWith 石梁县卫健局",
            "江左市卫健委 contractsWith 县政府",
            "石梁县卫健局 contractsWith 县政府",
        ],
    ),
    "who signs, told as the sides of a paper": (
        "签约双方为县医院和石梁县人民医院。",
        ["县医院 contractsWith 石梁县人民医院"],
    ),
    "a gift that was sent": (
        "县医院接收了由江左市中心医院送来的彩超机一台，东湾镇卫生院送来的患者得到救治。",
        ["江左市中心医院 assists 县医院"],
    ),
    "whose platform it is": (
        "依托省人民医院远程会诊平台，县医院全年开展远程会诊126例。",
        ["县医院 teleconsultsWith 省人民医院"],
    ),
    "those listed last by 连同": (
        "县妇幼保健院连同9家乡镇卫生院，都已与县医院的远程会诊平台联通。",
        ["县妇幼保健院 teleconsultsWith 县医院", "9家乡镇卫生院 teleconsultsWith 县医院"],
    ),
    "whose teaching hospital it has become": (
        "我县与江左医科大学达成战略合作，县医院成为其教学医院。",
        ["我县 cooperatesWith 江左医科大学", "县医院 cooperatesWith 江左医科大学"],
    ),
    "who is asked to train": (
        "委托江左市妇幼保健院对全县妇幼人员进行轮训。",
        ["— sendsTraineesTo 江左市妇幼保健院"],
    ),
    "help that was sought may have come": (
        "争取江左市对口支援，江左市第一医院选派5名医生常驻县医院。",
        ["江左市 assists —, planned", "江左市第一医院 assists 县医院"],
    ),
    "… while what is striven for goes on being a plan": (
        "争取县中医院加入省中医联盟，并与江左市中医院签约。",
        ["县中医院 memberOf 省中医联盟, planned", "县中医院 contractsWith 江左市中医院, planned"],
    ),
    "an institution that has no name is not the city that it is in": (
        "县医院与北京某公司合作建设检验中心，与北京协安医院合作。",
        ["县医院 cooperatesWith 北京协安医院", "检验中心 partOf 县医院"],
    ),
    "hospitals that keep clinics": (
        "建立县医院包乡镇卫生院的机制。",
        ["县医院 assists 乡镇卫生院"],
    ),
    "a scheme of help is help": (
        "省人民医院对县医院开展“组团式”帮扶，派驻院长1名。",
        ["省人民医院 assists 县医院", "省人民医院 implements 组团式帮扶"],
    ),
    "items go on with who acted before them": (
        "县医院动作不小。一是与江左大学第一医院签约；二是送出去，选派9人赴江左市中心医院学习；三是向下，派驻柳湾镇卫生院医生6名。",
        [
            "县医院 contractsWith 江左大学第一医院",
            "县医院 sendsTraineesTo 江左市中心医院",
            "县医院 assists 柳湾镇卫生院",
        ],
    ),
    "… but items of the county are the county's": (
        "医改继续深化。一是与江左大学第一医院签约。",
        ["— contractsWith 江左大学第一医院"],
    ),
    "the other side acts": (
        "县医院与江左大学第一医院签下协议，对方先后有5名教授来院，查房、带手术。",
        ["县医院 contractsWith 江左大学第一医院", "江左大学第一医院 assists 县医院"],
    ),
    "pairs with their numbers": (
        "江左市中心医院的2名医师到柳湾卫生院、江左市人民医院的3名医师到石塘卫生院蹲点一年。",
        ["江左市中心医院 assists 柳湾卫生院", "江左市人民医院 assists 石塘卫生院"],
    ),
    "whose paper it is": (
        "江左省人民医院对县医院的帮扶协议续签三年。",
        ["江左省人民医院 contractsWith 县医院"],
    ),
    "sisters in pairs": (
        "柳湾卫生院与石塘卫生院、东岭卫生院与西岭卫生院也结了“姊妹院”。",
        ["柳湾卫生院 cooperatesWith 石塘卫生院", "东岭卫生院 cooperatesWith 西岭卫生院"],
    ),
    "bodies that tell each other": (
        "县疾控中心与江左海事处、县教体局信息互通、处置联动。",
        ["县疾控中心 cooperatesWith 县教体局"],
    ),
    "an alliance that is founded together says more than that": (
        "县医院与江左大学第一医院共建心血管专科联盟。",
        ["县医院 memberOf 心血管专科联盟", "江左大学第一医院 memberOf 心血管专科联盟"],
    ),
    "units that the clause behind places": (
        "设立检验、影像两个共享中心，均设在县医院。完成国医堂提升2家，分别在柳湾卫生院和石塘卫生院。",
        [
            "检验共享中心 partOf 县医院",
            "影像共享中心 partOf 县医院",
            "国医堂 partOf 柳湾卫生院",
            "国医堂 partOf 石塘卫生院",
        ],
    ),
    "… not where it tells of another": (
        "县中医院开设康复科，在县医院设立工作室。",
        ["康复科 partOf 县中医院"],
    ),
    "sites of what the heading names": (
        "乡村一体化管理破题。先在柳湾、石塘两个卫生院试点。",
        ["— implements 乡村一体化管理", "柳湾卫生院 pilots 乡村一体化管理", "石塘卫生院 pilots 乡村一体化管理"],
    ),
    "what a quoted scheme is tried in": (
        "“三高共管、六病同防”在柳湾镇卫生院试行。",
        ["柳湾镇卫生院 pilots 三高共管、六病同防"],
    ),
    "terms that are yet to be come to": (
        "县中医院正在与江左省中医院洽谈，计划签订技术协作协议。",
        ["县中医院 contractsWith 江左省中医院, planned"],
    ),
    "people that are exchanged help neither": (
        "力争县医院与江左市第一医院结为协作关系，年内互派人员10名。",
        ["县医院 cooperatesWith 江左市第一医院, planned"],
    ),
    "those who are paired to help help": (
        "县中医院与柳湾卫生院结对，派驻医师3名。",
        ["县中医院 assists 柳湾卫生院"],
    ),
    "posts to learn in are training": (
        "选派20名业务院长到江左市人民医院挂职锻炼。",
        ["— sendsTraineesTo 江左市人民医院"],
    ),
    "those who are joined found what a clause behind names": (
        "以县医院为龙头，联合柳湾卫生院、石塘卫生院，6月挂牌成立青禾县紧密型医共体。",
        [
            "县医院 memberOf 青禾县紧密型医共体 of 县医院",
            "柳湾卫生院 memberOf 青禾县紧密型医共体 of 县医院",
            "石塘卫生院 memberOf 青禾县紧密型医共体 of 县医院",
        ],
    ),
    "chained founders have an alliance each": (
        "江左市第一医院与我县人民医院、江左市中医院与我县中医院建立了医联体。",
        [
            "江左市第一医院 memberOf 医联体 of 江左市第一医院",
            "人民医院 memberOf 医联体 of 江左市第一医院",
            "江左市中医院 memberOf 医联体 of 江左市中医院",
            "县中医院 memberOf 医联体 of 江左市中医院",
        ],
    ),
    "其 alliance is that of the other side": (
        "县中医院与江左大学第一医院签署共建协议，成为其医联体成员单位。",
        ["县中医院 contractsWith 江左大学第一医院", "县中医院 memberOf 医联体 of 江左大学第一医院"],
    ),
    "units that pass leave the word to their house": (
        "县医院达标，胸痛中心、卒中中心挂牌；与江左市中心医院签订协议。",
        [
            "胸痛中心 partOf 县医院",
            "卒中中心 partOf 县医院",
            "县医院 contractsWith 江左市中心医院",
        ],
    ),
    "a topic is of nobody who acted before": (
        "县中医院制剂室通过验收。人才引进方面，选派骨干4名赴江左市中心医院研修。",
        ["县中医院制剂室 partOf 县中医院", "— sendsTraineesTo 江左市中心医院"],
    ),
    "who supports, by apposition": (
        "对口支援单位江左市中心医院派出3名专家在县医院坐诊。",
        ["江左市中心医院 assists 县医院"],
    ),
    "those who march out": ("县医院、县中医院12名医护人员出征湖北。", ["县医院 assists 湖北", "县中医院 assists 湖北"]),
    "a bureau that comes to us inspects": ("县卫健局到我县开展督查。", []),
    "samples are no patients": ("结核病患者的检测标本送至江左省疾控中心。", []),
    "what is guided each month": (
        "县精神卫生中心业务上接受江左市第二人民医院每月一次的指导。",
        ["江左市第二人民医院 assists 县精神卫生中心"],
    ),
    "a county of a title": ("我县建成省级健康促进县。", ["我县 pilots 健康促进县"]),
    "who does not join yet": ("县医院医共体成立，县中医院、县妇幼保健院暂不加入。", []),
    "machines that are linked": (
        "12个乡镇卫生院的心电图机全部与县医院心电诊断中心联网。",
        ["12个乡镇卫生院 teleconsultsWith 县医院心电诊断中心", "县医院心电诊断中心 partOf 县医院"],
    ),
    "what it is to a university is no name of its own": (
        "县中医院挂牌成为江左中医药大学教学医院。",
        ["县中医院 cooperatesWith 江左中医药大学"],
    ),
    "a partner that is linked is meant by what follows": (
        "县医院与北京儿童医院联网，全年远程会诊患儿43例。",
        ["县医院 teleconsultsWith 北京儿童医院"],
    ),
    "images at a distance": (
        "县医院与柳湾、石塘两个卫生院开通了远程影像和远程心电。",
        ["县医院 teleconsultsWith 柳湾卫生院", "县医院 teleconsultsWith 石塘卫生院"],
    ),
    "the partner sends to whom it is a partner of": (
        "县妇幼保健院与市妇幼保健院结为对子，市妇幼保健院下派产科专家4人驻点半年。",
        ["县妇幼保健院 cooperatesWith 市妇幼保健院", "市妇幼保健院 assists 县妇幼保健院"],
    ),
    "a post is held at whom it names": (
        "省妇幼保健院选派2名专家挂职县妇幼保健院副院长。",
        ["省妇幼保健院 assists 县妇幼保健院"],
    ),
    "其 is the partner": (
        "县中医院与上塘镇卫生院探索紧密型合作，帮助其建设中医馆。",
        [
            "县中医院 cooperatesWith 上塘镇卫生院",
            "县中医院 assists 上塘镇卫生院",
            "中医馆 partOf 上塘镇卫生院",
        ],
    ),
    "carried out by two together": (
        "“护苗”行动由县医院与县疾控中心共同承担。",
        ["县医院 implements “护苗”行动", "县疾控中心 implements “护苗”行动"],
    ),
    "a scheme opened with somebody is no second contract": (
        "县医院与县残联签订服务协议，与县实验小学开展“医教同行”活动。",
        [
            "县医院 contractsWith 县残联",
            "县医院 implements “医教同行”活动",
            "县实验小学 implements “医教同行”活动",
        ],
    ),
    "who joins later joins the founder's": (
        "县医院牵头，联合14家乡镇卫生院组建紧密型医共体，县中医院作为成员单位加入。",
        [
            "县医院 memberOf 紧密型医共体 of 县医院",
            "14家乡镇卫生院 memberOf 紧密型医共体 of 县医院",
            "县中医院 memberOf 紧密型医共体 of 县医院",
        ],
    ),
    "each unnamed alliance has the founder of its own": (
        "县医院牵头组建医共体。县中医院成立专科联盟，柳林镇卫生院加入。",
        [
            "县医院 memberOf 医共体 of 县医院",
            "县中医院 memberOf 专科联盟 of 县中医院",
            "柳林镇卫生院 memberOf 专科联盟 of 县中医院",
        ],
    ),
    "the programme of the clause before is on trial": (
        "泷西县全面推开按病种付费改革，泷东县启动试点。",
        ["泷西县 implements 按病种付费", "泷东县 pilots 按病种付费"],
    ),
    "townships that are counted with their ending": (
        "县医院托管石门、白鹿两镇卫生院。",
        ["县医院 assists 石门镇卫生院", "县医院 assists 白鹿镇卫生院"],
    ),
    "numbered hospitals without 第": (
        "中心医院、二医院各选派一支医疗队对口帮扶石门镇卫生院。",
        ["中心医院 assists 石门镇卫生院", "二医院 assists 石门镇卫生院"],
    ),
    "a long way off": (
        "市人民医院派出1支医疗队援助玉树州囊谦县人民医院。",
        ["市人民医院 assists 玉树州囊谦县人民医院"],
    ),
    "an alliance's name holds words that end sentences' verbs": (
        "县中医院加入江左省中西医结合肛肠专科联盟。",
        ["县中医院 memberOf 江左省中西医结合肛肠专科联盟"],
    ),
    "hospitals that a province or city has founded": (
        "我县人民医院由淮东省立医院结对帮扶，县中医院与安和市立第二医院签约。",
        ["淮东省立医院 assists 人民医院", "县中医院 contractsWith 安和市立第二医院"],
    ),
    "two names of one hospital": (
        "县疾控中心与市三院（市传染病医院）签订患者转运协议。",
        ["县疾控中心 contractsWith 市三院"],
    ),
    "who writes founds the alliance with whom it names": (
        "与安和市立医院组建江北胸痛救治联盟。",
        ["安和市立医院 memberOf 江北胸痛救治联盟", "— memberOf 江北胸痛救治联盟"],
    ),
    "two alliances, each with who heads it": (
        "以县人民医院为核心的青禾县医疗集团与以县中医院为核心的青禾县中医医疗集团挂牌，前者下辖东湾、柳林2个卫生院。",
        [
            "县人民医院 memberOf 青禾县医疗集团",
            "县中医院 memberOf 青禾县中医医疗集团",
            "东湾卫生院 memberOf 青禾县医疗集团",
            "柳林卫生院 memberOf 青禾县医疗集团",
        ],
    ),
    "departments behind a colon": (
        "县人民医院添了两个新科室：疼痛科、介入科。",
        ["疼痛科 partOf 县人民医院", "介入科 partOf 县人民医院"],
    ),
    "centres that stand on a hospital": (
        "影像、检验两个中心全部依托县人民医院建成。",
        ["影像中心 partOf 县人民医院", "检验中心 partOf 县人民医院"],
    ),
    "what founds a unit is no part of its name": (
        "凉水井卫生院今年新建中医馆。",
        ["中医馆 partOf 凉水井卫生院"],
    ),
    "clinics of villages that are counted": (
        "在牛湾、前李两村卫生室试行慢病长处方制度。",
        ["牛湾村卫生室 pilots 慢病长处方制度", "前李村卫生室 pilots 慢病长处方制度"],
    ),
    "made by a bureau what it is to a university": (
        "省卫健委把县人民医院列为岭西医科大学的教学基地。",
        ["县人民医院 cooperatesWith 岭西医科大学"],
    ),
    "a contract with whom the clause before names": (
        "区医院与夕阳红老年公寓、锦绣养护院建立绿色通道，签订合作协议书。",
        ["区医院 contractsWith 夕阳红老年公寓", "区医院 contractsWith 锦绣养护院"],
    ),
    "run by another, in either word order": (
        "朝阳社区卫生服务中心委托江陵市第一人民医院运营管理，柳林镇卫生院托管于江陵市第二医院。",
        [
            "江陵市第一人民医院 assists 朝阳社区卫生服务中心",
            "江陵市第二医院 assists 柳林镇卫生院",
        ],
    ),
    "a centre that bears the name of a road": (
        "江陵市妇幼保健院在解放路社区卫生服务中心开设联合门诊。",
        [
            "联合门诊 partOf 解放路社区卫生服务中心",
            "江陵市妇幼保健院 assists 解放路社区卫生服务中心",
        ],
    ),
    "who is helped does not act next": (
        "县医院对口支援柳林镇卫生院；与江北市中心医院签约。",
        ["县医院 assists 柳林镇卫生院", "县医院 contractsWith 江北市中心医院"],
    ),
    "who is caused to act acts in its sentence alone": (
        "县卫健局组织县医院到柳林镇卫生院义诊；与江北医科大学签约。",
        ["县医院 assists 柳林镇卫生院", "县卫健局 contractsWith 江北医科大学"],
    ),
    "a region in an alliance's name": (
        "县医院成为长三角脑卒中联盟成员单位。",
        ["县医院 memberOf 长三角脑卒中联盟"],
    ),
    "pairs, each with 与": (
        "江北市第一医院与县医院、江北市中医院与县中医院、江北市妇幼保健院与县妇幼保健院结对。",
        [
            "江北市第一医院 cooperatesWith 县医院",
            "江北市中医院 cooperatesWith 县中医院",
            "江北市妇幼保健院 cooperatesWith 县妇幼保健院",
        ],
    ),
    "whom a hospital is paired with, without 与": (
        "县医院结对五甲、六合两乡卫生院，县中医院结对双江、平寨卫生院。",
        [
            "县医院 assists 五甲乡卫生院",
            "县医院 assists 六合乡卫生院",
            "县中医院 assists 双江卫生院",
            "县中医院 assists 平寨卫生院",
        ],
    ),
    "one of those who signed sends a team": (
        "江北医科大学附属医院、江北市第四医院先后与县医院签约，其中江北市第四医院派驻专家5人。",
        [
            "江北医科大学附属医院 contractsWith 县医院",
            "江北市第四医院 contractsWith 县医院",
            "江北市第四医院 assists 县医院",
        ],
    ),
    "departments whose names hold 与": (
        "县医院新成立呼吸与危重症医学科、消化内科。",
        ["呼吸与危重症医学科 partOf 县医院", "消化内科 partOf 县医院"],
    ),
    "helped in what it begins next": (
        "在江源省第二人民医院的帮扶下，县医院开展了首例介入手术。",
        ["江源省第二人民医院 assists 县医院"],
    ),
    "those who are told behind 的，有": (
        "先后到县医院进修的，有沙河镇卫生院的3名医生和白塔镇卫生院的2名护士。",
        ["沙河镇卫生院 sendsTraineesTo 县医院", "白塔镇卫生院 sendsTraineesTo 县医院"],
    ),
    "an application that has been granted": (
        "县医院加入江源省胸痛联盟的申请已获批准。",
        ["县医院 memberOf 江源省胸痛联盟"],
    ),
    "what has run out": ("县医院对大桥镇卫生院的托管期限届满，不再续签。", []),
    "what somebody has given to be built": (
        "江源省红十字会捐建的大桥镇卫生院门诊楼投入使用。",
        ["江源省红十字会 assists 大桥镇卫生院"],
    ),
    "patients sent there and back": (
        "县医院将重症患者转往东港市中心医院，康复期患者转回大桥镇卫生院。",
        ["县医院 refersPatientsWith 东港市中心医院", "县医院 refersPatientsWith 大桥镇卫生院"],
    ),
    "posted at": ("江北市第五医院选派3名专家驻点县中医院。", ["江北市第五医院 assists 县中医院"]),
    "an alliance that is signed": (
        "江北省立医院与县医院签订专科联盟。",
        ["江北省立医院 contractsWith 县医院"],
    ),
    "who is built up does not act next": (
        "县卫健局召开会议。改扩建柳林镇卫生院、东湾乡卫生院，选派骨干5人到江北市中医院进修。",
        ["— sendsTraineesTo 江北市中医院"],
    ),
    "… but what has been built does": (
        "新建的县中医院投入使用，与江北市中医院签约。",
        ["县中医院 contractsWith 江北市中医院"],
    ),
    "… and who signs, where that is completed": (
        "完成县医院与江北市中心医院签约。",
        ["县医院 contractsWith 江北市中心医院"],
    ),
    "what a helper builds is of whom it helps": (
        "江北市中医院对口帮扶柳林镇卫生院，捐建中医馆。",
        ["江北市中医院 assists 柳林镇卫生院", "中医馆 partOf 柳林镇卫生院"],
    ),
    "… or of who asks for it": (
        "县中医院通过评审，争取江北市第五医院援建康复科。",
        ["江北市第五医院 assists 县中医院, planned", "康复科 partOf 县中医院, planned"],
    ),
    "what a unit is found to be is no second one": (
        "县医院胸痛中心顺利通过中国基层胸痛中心认证。",
        ["县医院胸痛中心 partOf 县医院"],
    ),
    "guests act no longer than they stay": (
        "县中医院与江北市中医院签约，江北市中医院专家每周来院坐诊；选派6人到江左医科大学附属医院进修。",
        [
            "县中医院 contractsWith 江北市中医院",
            "江北市中医院 assists 来院",
            "县中医院 sendsTraineesTo 江左医科大学附属医院",
        ],
    ),
    "village doctors are nobody's staff": (
        "县医院6人到江北市中医院进修，120名乡村医生在江北卫生学校轮训一个月。",
        ["县医院 sendsTraineesTo 江北市中医院", "— sendsTraineesTo 江北卫生学校"],
    ),
    "where somebody learns does not carry out the scheme": (
        "实施“银杏人才计划”选派骨干22人赴江北市进修。",
        ["— sendsTraineesTo 江北市", "— implements 银杏人才计划"],
    ),
    "those who send people to take part": (
        "县卫健局启动“暖心护航”行动，县中医院、县妇幼保健院各派出医师8名参与。",
        [
            "县卫健局 implements “暖心护航”行动",
            "县中医院 implements “暖心护航”行动",
            "县妇幼保健院 implements “暖心护航”行动",
        ],
    ),
    "experts on the spot": (
        "省疾控中心专家两次到现场指导消杀，市卫健委专家组到县医院指导创建。",
        ["省疾控中心 assists —"],
    ),
    "what is only striven for does not act": (
        "县医院启动三级综合医院创建；与江北省立医院签订协议，选派10名骨干前往进修。",
        ["县医院 contractsWith 江北省立医院", "县医院 sendsTraineesTo 江北省立医院"],
    ),
    "centres of a region are named without it": (
        "依托县医院建成影像、心电、检验3个区域中心。",
        ["影像中心 partOf 县医院", "心电中心 partOf 县医院", "检验中心 partOf 县医院"],
    ),
    "those at the head of alliances that the next clause names": (
        "我县获批江北省紧密型县域医共体建设试点县。以县医院、县中医院为牵头单位，分别组建青禾县第一医共体、青禾县第二医共体。",
        [
            "我县 pilots 紧密型县域医共体建设",
            "县医院 memberOf 青禾县第一医共体",
            "县中医院 memberOf 青禾县第二医共体",
        ],
    ),
    "a village acts no longer than its sentence": (
        "石嘴村由半山村卫生室上门巡诊。与县残联开展合作。",
        ["半山村卫生室 assists 石嘴村", "— cooperatesWith 县残联"],
    ),
    "villages of a list, each behind its township": (
        "县中医院帮扶岭东乡茶园村、岭西镇上坪村。",
        ["县中医院 assists 茶园村", "县中医院 assists 上坪村"],
    ),
    "a scheme whose name begins with a kind of hospitals": (
        "县中医院被确定为全市公立医院薪酬制度改革试点单位。",
        ["县中医院 pilots 公立医院薪酬制度改革试点"],
    ),
    "… but not where they carry it out": (
        "全县所有公立医院实施服务能力提升工程。",
        ["全县所有公立医院 implements 服务能力提升工程"],
    ),
    "whose people were sent": (
        "县疾控中心扩建。选派14名医护人员驰援江北市，其中县医院9名、县中医院5名。",
        ["县医院 assists 江北市", "县中医院 assists 江北市"],
    ),
    "… but who is told before has sent them": (
        "县医院选派9名医师支援乡镇卫生院，其中东湾乡卫生院2名、柳林镇卫生院7名。",
        ["县医院 assists 乡镇卫生院", "县医院 assists 东湾乡卫生院", "县医院 assists 柳林镇卫生院"],
    ),
    "where a trial is made, told in the next clause": (
        "县卫健局启动“守护”行动试点，选取柳林镇卫生院、东湾乡卫生院先行先试。",
        ["柳林镇卫生院 pilots “守护”行动试点", "东湾乡卫生院 pilots “守护”行动试点"],
    ),
    "… but who tries itself does so": (
        "县医院启动日间手术试点，在江北市率先试点。",
        ["县医院 pilots 日间手术", "江北市 pilots 日间手术"],
    ),
    "support that is provided": (
        "在县医院设立核酸检测实验室，由市疾控中心提供技术支持。",
        ["核酸检测实验室 partOf 县医院", "市疾控中心 assists 县医院"],
    ),
    "taken into what was founded before": (
        "县医院牵头成立青林县医共体，把柳湾、石塘两个乡卫生院纳了进来，县中医院后来也进来了。",
        [
            "县医院 memberOf 青林县医共体",
            "柳湾乡卫生院 memberOf 青林县医共体",
            "石塘乡卫生院 memberOf 青林县医共体",
            "县中医院 memberOf 青林县医共体",
        ],
    ),
    "labels below the name of an alliance": (
        "东港卒中联盟\n牵头医院：东港市中心医院\n成员单位：县医院、县中医院\n拟吸收单位：县康复医院",
        [
            "东港市中心医院 memberOf 东港卒中联盟",
            "县医院 memberOf 东港卒中联盟",
            "县中医院 memberOf 东港卒中联盟",
            "县康复医院 memberOf 东港卒中联盟, planned",
        ],
    ),
    "… as far as the labels go": (
        "东港卒中联盟\n召开年会。\n牵头医院：东港市中心医院",
        [],
    ),
    "denied twice": (
        "全县12家卫生院无一不与县医院签约，县中医院与江北医科大学的远程会诊一直没有中断。",
        ["全县12家卫生院 contractsWith 县医院", "县中医院 teleconsultsWith 江北医科大学"],
    ),
    "none of them": ("没有一家卫生院与县医院签约。", []),
    "signed again": (
        "县血站与东港市中心医院续签，县中医院没有续签。",
        ["县血站 contractsWith 东港市中心医院"],
    ),
    "those that a colon tells of one by one": (
        "三家单位轮番到县中医院坐诊：东港大学附属医院来的是针灸团队，东港市骨伤医院来的是骨伤团队，江北市第一医院来了两人。",
        [
            "东港大学附属医院 assists 县中医院",
            "东港市骨伤医院 assists 县中医院",
            "江北市第一医院 assists 县中医院",
        ],
    ),
    "… only where they are as many": (
        "县医院托管了三所卫生院：柳湾卫生院从一月起，石塘卫生院从三月起。",
        ["县医院 assists 三所卫生院"],
    ),
    "campuses by points of the compass": (
        "县医院现有东、西两个院区，肾内科设在东院区。",
        ["东院区 partOf 县医院", "西院区 partOf 县医院", "肾内科 partOf 东院区"],
    ),
    "a ward in an elder-care home": (
        "城关卫生院在夕阳红养老院设立康复病区。",
        ["康复病区 partOf 夕阳红养老院"],
    ),
    "what both have founded together is the first one's": (
        "县医院与东港市中心医院的合作照常，双方今年共建了消化内镜中心。",
        [
            "县医院 cooperatesWith 东港市中心医院",
            "双方 cooperatesWith 双方",
            "消化内镜中心 partOf 县医院",
        ],
    ),
    "a hospital that is an institute as well": (
        "东湾省皮肤病医院（东湾省皮肤病研究所）与县医院签约。",
        ["东湾省皮肤病医院 contractsWith 县医院"],
    ),
    "by the other's green channel": (
        "县医院的危重病人走东港市中心医院绿色通道，县中医院为患者开通绿色通道。",
        ["县医院 refersPatientsWith 东港市中心医院"],
    ),
    "those sent have arrived": (
        "东港市与河湾县结对帮扶，东港市第八医院的7名医生已经到岗。",
        ["东港市 assists 河湾县", "东港市第八医院 assists 河湾县"],
    ),
    "an agreement that is drafted": (
        "县医院与安康养老院签约；福寿护理院的协议已起草，下月签署。",
        ["县医院 contractsWith 安康养老院", "县医院 contractsWith 福寿护理院, planned"],
    ),
    "custody that is signed": (
        "柳湾卫生院由县医院托管，托管协议三月签署。",
        ["县医院 contractsWith 柳湾卫生院"],
    ),
    "custody beside another's contract": (
        "县医院托管柳湾卫生院，与石塘卫生院签约。",
        ["县医院 assists 柳湾卫生院", "县医院 contractsWith 石塘卫生院"],
    ),
    "two that are counted": (
        "县医院托管了两所卫生院：柳湾卫生院、石塘卫生院。",
        ["县医院 assists 柳湾卫生院", "县医院 assists 石塘卫生院"],
    ),
    "what it is as well": (
        "县医院是东港医科大学的教学医院，也是江北医学院的实习基地。",
        ["县医院 cooperatesWith 东港医科大学", "县医院 cooperatesWith 江北医学院"],
    ),
    "what it is by a contract": (
        "县医院与江北医学院签约，成为江北医学院教学医院。",
        ["县医院 contractsWith 江北医学院"],
    ),
    "who helps to build": (
        "东港市第一医院帮县中医院建起了康复科。",
        ["东港市第一医院 assists 县中医院", "康复科 partOf 县中医院", "东港市第一医院 assists 县中医院"],
    ),
    "who sees patients elsewhere": (
        "市中心医院的专家每周三到县医院出门诊，县中医院向石塘卫生院委派执行院长。",
        ["市中心医院 assists 县医院", "县中医院 assists 石塘卫生院"],
    ),
    "who is sent for others": (
        "县疾控中心受省卫生健康委委派，选派4名队员赴河湾县帮助防控。",
        ["县疾控中心 assists 河湾县"],
    ),
    "hand in hand": (
        "东港市中心医院先后和县医院、县中医院牵手，县医院牵手帮扶石塘卫生院。",
        [
            "东港市中心医院 cooperatesWith 县医院",
            "东港市中心医院 cooperatesWith 县中医院",
            "县医院 assists 石塘卫生院",
        ],
    ),
    "departments of a new house that open": (
        "县医院新大楼启用，血液透析室、ICU同步开放。",
        ["血液透析室 partOf 县医院", "ICU partOf 县医院"],
    ),
    "alliances behind 即, one of them with who leads it": (
        "县医院为三个联盟的成员，即江左胸痛救治联盟、江左省眼科专科联盟和江左市中医院牵头的江左市中医医联体。",
        [
            *2 * ["县医院 memberOf 江左胸痛救治联盟"],  # once by 成员, once by 牵头
            "县医院 memberOf 江左省眼科专科联盟",
            "县医院 memberOf 江左市中医医联体",
            "江左市中医院 memberOf 江左市中医医联体",
        ],
    ),
    "partners behind 即": (
        "县医院与两家医院签约，即江左市第一医院、江左市中医院。",
        ["县医院 contractsWith 江左市第一医院", "县医院 contractsWith 江左市中医院"],
    ),
    "who leads one of the alliances of a list": (
        "加入江左省骨科专科联盟和江左市第一医院牵头的江左市创伤联盟，与江左市第二医院签约。",
        [
            "— memberOf 江左省骨科专科联盟",
            "— memberOf 江左市创伤联盟",
            "江左市第一医院 memberOf 江左市创伤联盟",
            "— contractsWith 江左市第二医院",
        ],
    ),
    "what it was once in": ("县中医院原先参加的江左省眼科联盟没有续签。", []),
    "citizens sign at home": ("柳林、石塘两个卫生院医生入户签约。", []),
    "what somebody proposes is not said to be": ("您建议由江左市中医院托管柳林镇卫生院，我们作了沟通。", []),
    "what somebody is willing to do": (
        "县消防大队愿与县急救中心合作开展演练。",
        ["县消防大队 cooperatesWith 县急救中心, planned"],
    ),
    "a date before who acts": (
        "2月3日　县医院皮肤科开诊，由江左医科大学附属医院皮肤科每周派1名医师坐诊。",
        [
            "县医院皮肤科 partOf 县医院",
            "江左医科大学附属医院皮肤科 partOf 江左医科大学附属医院",
            "江左医科大学附属医院皮肤科 assists 县医院皮肤科",
        ],
    ),
    "a unit of the one of the two who is at home": (
        "江左市中心医院与县医院正式签约，胸痛中心同日揭牌。",
        ["江左市中心医院 contractsWith 县医院", "胸痛中心 partOf 县医院"],
    ),
    "a base that a school sets up": (
        "江左医学高等专科学校在县医院挂牌设立实习基地。",
        ["江左医学高等专科学校 cooperatesWith 县医院"],
    ),
    "where it is tried is no part of the scheme's name": (
        "“乡聘村用”管理模式已在云溪乡、石塘乡试点，需待试点评估后再定。",
        ["云溪乡 pilots “乡聘村用”管理模式", "石塘乡 pilots “乡聘村用”管理模式"],
    ),
    "a county's 总医院 under which others stand": (
        "云溪县总医院下辖县医院、县中医院和12所乡镇卫生院。总医院与江左市中心医院签约。",
        [
            "县医院 memberOf 云溪县总医院",
            "县中医院 memberOf 云溪县总医院",
            "12所乡镇卫生院 memberOf 云溪县总医院",
            "云溪县总医院 contractsWith 江左市中心医院",
        ],
    ),
    "departments that become another's": (
        "原骨科、妇产科划归县中医院，眼科并入县医院。",
        ["骨科 partOf 县中医院", "妇产科 partOf 县中医院", "眼科 partOf 县医院"],
    ),
    "what those who launched it carry out": (
        "“护眼行动”是县残联和县医院共同发起的，免费为73位老人做了手术。",
        [
            "县残联 cooperatesWith 县医院",
            "县残联 implements 护眼行动",
            "县医院 implements 护眼行动",
        ],
    ),
    "whose pictures a centre reads": (
        "县医院影像中心承担12所乡镇卫生院的远程阅片。",
        ["县医院影像中心 partOf 县医院", "县医院影像中心 teleconsultsWith 12所乡镇卫生院"],
    ),
    "a university's hospital elsewhere": (
        "与江左大学附属中山医院厦门医院签约。",
        ["— contractsWith 江左大学附属中山医院厦门医院"],
    ),
    "a model hospital of a scheme is no name": (
        "县医院为DIP支付方式改革示范医院。",
        ["县医院 pilots DIP付费改革"],
    ),
    "after what both do, who was told of before acts on": (
        "县医院是江左医学院的教学医院，双方商定了名额。接收云溪县医院进修人员9名。",
        ["县医院 cooperatesWith 江左医学院", "云溪县医院 sendsTraineesTo 县医院"],
    ),
}


def said(text: str) -> list[str]:
    lines = []
    for each in read_relations(text, find_mentions(text, None)):
        founder = f" of {each.partners[0].text}" if each.partners and each.partners[0] else ""
        head = each.head.full if each.head else "—"
        tail = each.tail.full if each.tail else "—"
        lines.append(f"{head} {each.type} {tail}{founder}" + ("" if each.status == "actual" else ", planned"))
    return lines


@pytest.mark.parametrize(("text", "expected"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_a_sentence_says(text: str, expected: list[str]):
    assert sorted(said(text)) == sorted(expected)


PLANS = {
    "a line that introduces plans": (
        "总结\n一、成效\n甲。\n2024年，重点抓好以下工作：\n——县医院与江北市中心医院签约。\n二、其他\n县中医院与江北市中医院签约。",
        ["县医院 contractsWith 江北市中心医院, planned", "县中医院 contractsWith 江北市中医院"],
    ),
    "a line that begins with a plan's word": (
        "总结\n明年计划：一是县医院与江北市中心医院签约；二是县中医院与江北市中医院签约。",
        ["县医院 contractsWith 江北市中心医院, planned", "县中医院 contractsWith 江北市中医院, planned"],
    ),
    "a line that begins with what came of a plan": (
        "总结\n2019年工作计划落实情况：县医院与江北市中心医院签约。",
        ["县医院 contractsWith 江北市中心医院"],
    ),
    "plans that number their items from the beginning": (
        "总结\n一、成效\n甲。\n下一步，我们将重点做好以下工作：\n一、签约。县医院与江北市中心医院签约。",
        ["县医院 contractsWith 江北市中心医院, planned"],
    ),
    "a report that is nothing but a plan": (
        "青禾县卫生健康局2024年工作计划\n一、签约\n县医院与江北市中心医院签约。",
        ["县医院 contractsWith 江北市中心医院, planned"],
    ),
    "what a plan says has been done": (
        "青禾县卫生健康局工作要点\n县医院已与江北市中心医院签约，县中医院与江北市中医院签约。",
        ["县医院 contractsWith 江北市中心医院", "县中医院 contractsWith 江北市中医院, planned"],
    ),
    "a report that is a plan as well": (
        "青禾县卫生健康局2023年工作总结和2024年工作计划\n一、签约\n县医院与江北市中心医院签约。",
        ["县医院 contractsWith 江北市中心医院"],
    ),
    "a list of what has been agreed on": (
        "总结\n初步议定：县医院与江北市中心医院签约；县中医院与江北市中医院签约。县疾控中心与江北医学院签约。",
        [
            "县医院 contractsWith 江北市中心医院, planned",
            "县中医院 contractsWith 江北市中医院, planned",
            "县疾控中心 contractsWith 江北医学院",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), PLANS.values(), ids=PLANS.keys())
def test_where_it_stands_makes_it_a_plan(text: str, expected: list[str]):
    assert said(text) == expected
