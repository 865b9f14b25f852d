"""Who helps whom, and who is trained where, by the way that sentences say it: tables of situations."""

from __future__ import annotations

import pytest

from kg.nlp.mentions.assemble import find_mentions
from kg.nlp.relations.reading import read_relations

HELP = {
    "each with the one in its place": (
        "县医院、县中医院依次结对白岭镇卫生院、泉沟镇卫生院。",
        ["县医院 assists 白岭镇卫生院", "县中医院 assists 泉沟镇卫生院"],
    ),
    "two that both act": (
        "县医院与县中医院均派员到白岭镇卫生院坐诊。",
        ["县医院 assists 白岭镇卫生院", "县中医院 assists 白岭镇卫生院"],
    ),
    "pairs, each with its own 对": (
        "县医院对白岭镇卫生院、县中医院对泉沟镇卫生院实行一对一帮扶。",
        ["县医院 assists 白岭镇卫生院", "县中医院 assists 泉沟镇卫生院"],
    ),
    "what it is to whom it is helped by": ("县医院是宁江市中心医院的受援医院。", ["宁江市中心医院 assists 县医院"]),
    "who its helper is": ("县医院的支援单位是宁江市中心医院。", ["宁江市中心医院 assists 县医院"]),
    "whom it helps, behind a colon": (
        "县医院对口帮扶单位：白岭镇卫生院、泉沟镇卫生院。",
        ["县医院 assists 白岭镇卫生院", "县医院 assists 泉沟镇卫生院"],
    ),
    "who helps is told last": ("帮扶泉沟镇卫生院的是县中医院。", ["县中医院 assists 泉沟镇卫生院"]),
    "with whose help": (
        "在宁江市中心医院专家的悉心指导下，县医院完成首例换瓣手术。",
        ["宁江市中心医院 assists 县医院"],
    ),
    "by means of help": ("依托宁江市中心医院的对口支援，县医院新开技术9项。", ["宁江市中心医院 assists 县医院"]),
    "help that makes another do": ("县医院的帮扶使泉沟镇卫生院住院量翻番。", ["县医院 assists 泉沟镇卫生院"]),
    "guidance of a hospital": ("县医院手把手指导泉沟镇卫生院开展清创缝合。", ["县医院 assists 泉沟镇卫生院"]),
    "each helper with the one in its place": (
        "宁江市中心医院、宁江市中医院分别与县医院、县中医院建立对口支援关系。",
        ["宁江市中心医院 assists 县医院", "宁江市中医院 assists 县中医院"],
    ),
    "a partner by its short name sends people": (
        "县医院与宁江医科大学附属第一医院（以下简称宁医附一院）签订托管协议，宁医附一院派出8人组成的团队常驻。",
        [
            "县医院 contractsWith 宁江医科大学附属第一医院",
            "宁江医科大学附属第一医院 assists 县医院",
        ],
    ),
    "whose the trainees are, in brackets": (
        "全年选派9人到宁江市中心医院进修（其中县医院6名、县中医院3名）。",
        ["县中医院 sendsTraineesTo 宁江市中心医院", "县医院 sendsTraineesTo 宁江市中心医院"],
    ),
    "asked to come": ("县医院邀请宁江市中心医院专家来院手术。", ["宁江市中心医院 assists 县医院"]),
    "they come to where they have an office": (
        "宁江市儿童医院小儿外科在县医院设立名医工作室，每月来院手术两天。",
        [
            "宁江市儿童医院小儿外科 partOf 宁江市儿童医院",
            "名医工作室 partOf 县医院",
            *2 * ["宁江市儿童医院小儿外科 assists 县医院"],
        ],
    ),
    "they have gone where they teach": (
        "县医院医疗队走遍白岭、泉沟2所卫生院，手把手传授急救技能。",
        ["县医院 assists 白岭卫生院", "县医院 assists 泉沟卫生院"],
    ),
    "those who are taught are named behind": (
        "宁江市急救中心3名教员上门授课，县急救中心26名调度员参训。",
        ["宁江市急救中心 assists 县急救中心"],
    ),
    "those who were sent, in a list of guests": (
        "宁江市中心医院与县医院座谈，县卫健局领导、派驻县医院的医师参加。",
        ["宁江市中心医院 assists 县医院"],
    ),
    "a third is sent to the partner": (
        "县中医院与青松养老院签订协议，由泉沟镇卫生院每周派员巡诊。",
        ["县中医院 contractsWith 青松养老院", "泉沟镇卫生院 assists 青松养老院"],
    ),
    "an institution for mothers supports another": (
        "宁江市妇幼保健院对县妇幼保健院进行结对支持。",
        ["宁江市妇幼保健院 assists 县妇幼保健院"],
    ),
    "two that a word behind them counts": (
        "县医院派出4名医师，在白岭、泉沟两所卫生院各驻守三个月。",
        ["县医院 assists 白岭卫生院", "县医院 assists 泉沟卫生院"],
    ),
    "a gift to partners": (
        "宁江市中心医院与县医院签约，并赠送会诊设备。",
        ["宁江市中心医院 assists 县医院", "宁江市中心医院 contractsWith 县医院"],
    ),
    "a post at another": ("宁江市中心医院王主任到县医院任副院长。", ["宁江市中心医院 assists 县医院"]),
    "so many each": (
        "县医院下派医师12人：白岭镇卫生院5人，泉沟镇卫生院7人。",
        ["县医院 assists 白岭镇卫生院", "县医院 assists 泉沟镇卫生院"],
    ),
    "so many each, behind the first": (
        "县医院向白岭镇卫生院派驻5人、泉沟镇卫生院7人。",
        ["县医院 assists 白岭镇卫生院", "县医院 assists 泉沟镇卫生院"],
    ),
    "a gift that arrives": (
        "由宁江市康源医药有限公司捐赠的救护车交付泉沟镇卫生院。",
        ["宁江市康源医药有限公司 assists 泉沟镇卫生院"],
    ),
    "a gift got": ("县医院获宁江市红十字会捐赠呼吸机2台。", ["宁江市红十字会 assists 县医院"]),
    "since it is run by another": (
        "自宁江市中心医院托管以来，县医院门诊量增长两成。",
        ["宁江市中心医院 assists 县医院"],
    ),
    "lectures where a course is held": (
        "县医院召开培训会，宁江市中心医院专家授课。",
        ["宁江市中心医院 assists 县医院"],
    ),
    "experts who are taken on": ("县医院柔性引进宁江市中心医院专家6名。", ["宁江市中心医院 assists 县医院"]),
    "a bureau says who helps": ("县卫健局明确由县医院对口支援泉沟镇卫生院。", ["县医院 assists 泉沟镇卫生院"]),
    "a meeting about help": ("对口支援工作座谈会在县医院召开。", []),
    "the work of helping is inspected": ("宁江市卫健委对县医院对口支援工作进行督导。", []),
    "what is done for a whole county": ("县医院为全县经济发展提供健康保障。", []),
    "help that another takes on": ("县医院的对口支援由宁江市中心医院承担。", ["宁江市中心医院 assists 县医院"]),
    "helpers, each of its own": (
        "县医院和县中医院的帮扶单位分别是宁江市中心医院和宁江市中医院。",
        ["宁江市中心医院 assists 县医院", "宁江市中医院 assists 县中医院"],
    ),
    "by whom it was given": ("泉沟镇卫生院的彩超是宁江市慈善总会捐赠的。", ["宁江市慈善总会 assists 泉沟镇卫生院"]),
    "work there for a time": ("宁江市中心医院王医师在县医院工作一年。", ["宁江市中心医院 assists 县医院"]),
    "an office outside": ("县医院王院长兼任县医学会会长。", []),
    "no preposition behind 附属": (
        "江左大学附属同泰医院派专家到县医院坐诊。",
        ["江左大学附属同泰医院 assists 县医院"],
    ),
    "experts who are seen there": (
        "每周三，宁江市中心医院专家准时出现在县医院坐诊。",
        ["宁江市中心医院 assists 县医院"],
    ),
    "a patient who is seen there": (
        "县医院患者李某出现在宁江市中心医院门诊。",
        ["宁江市中心医院门诊 partOf 宁江市中心医院"],
    ),
    "what has ended": ("县医院对泉沟镇卫生院的帮扶已于去年底结束。", []),
    "a bureau guides by its office": ("在县卫健局的指导下，县医院顺利通过评审。", []),
    "a bureau helps with a task": ("县卫健局帮助县医院解决用地问题。", []),
    "a centre guides by its office": ("县疾控中心指导泉沟镇卫生院开展疫苗接种。", []),
    "citizens are asked to come": ("县医院请市民代表来院座谈。", []),
    "at the doors of citizens": ("县医院家庭医生团队上门服务1200人次。", []),
    "a post of its own": ("县医院李医生任党支部书记。", []),
    "an inspection": ("县医院迎来市卫健委检查组。", []),
    "each hospital its own way is no hospital": ("各乡镇一院一策补短板。", []),
    "what they are to a county, counted": (
        "宁江市中心医院和宁江市眼科医院是我县的两家定点帮扶医院。",
        ["宁江市中心医院 assists 我县", "宁江市眼科医院 assists 我县"],
    ),
    "help that has run out": ("宁江市中心医院对县医院的三年帮扶已于5月期满。", []),
    "two of those who are listed before": (
        "宁江市中心医院、宁江市眼科医院、宁江市中医院各带一家：前两家分别对口支援县医院、县中医院。",
        ["宁江市中心医院 assists 县医院", "宁江市眼科医院 assists 县中医院"],
    ),
    "those of a higher level, counted": (
        "县医院同宁江市中心医院、宁江市眼科医院相邻，两家上级医院轮流派专家到县医院查房。",
        ["两家上级医院 assists 县医院"],
    ),
    "they are asked to come": (
        "宁江市中心医院应泉沟镇卫生院之邀，派医师4人前来查房。",
        ["宁江市中心医院 assists 泉沟镇卫生院"],
    ),
    "a partner of whom one looks after others": (
        "与小葵托育中心合作，每周由县医院医师上门巡查。",
        ["— cooperatesWith 小葵托育中心", "县医院 assists 小葵托育中心"],
    ),
    "specialists come, not to their speciality": (
        "县医院与宁江市中心医院座谈。宁江市中心医院派来产科、儿科专家6人。",
        ["宁江市中心医院 assists 县医院"],
    ),
    "help in a village, within a scheme's name": (
        "驻村帮扶马鞍村，修路1公里。",
        ["— assists 马鞍村", "— implements 驻村帮扶"],
    ),
    "who goes with others' people acts on": (
        "县医院医师随宁江市医疗队前往抗疫。驻村帮扶马鞍村。",
        ["县医院 assists 马鞍村", "— implements 驻村帮扶"],
    ),
    "experts operate there": (
        "宁江市肿瘤医院专家每月到县医院会诊手术。",
        ["宁江市肿瘤医院 assists 县医院"],
    ),
    "so many to each of a set": (
        "县医院20名医师下沉12所卫生院，其中白岭镇卫生院5名、泉沟镇卫生院7名。",
        ["县医院 assists 12所卫生院", "县医院 assists 白岭镇卫生院", "县医院 assists 泉沟镇卫生院"],
    ),
    "at work in another house": (
        "县医院有2名医师在云溪县人民医院工作，为期半年；3名护士在邻县白沙县中医院帮助开展透析。",
        ["县医院 assists 云溪县人民医院", "县医院 assists 白沙县中医院"],
    ),
    "at work where they belong": ("县医院有6名医师在本院工作满三十年，20名护士在病房工作。", []),
    "those who have come to their post": (
        "县医院与江左市中心医院签订三年对口支援协议，江左市中心医院首批4名专家已于5月到岗。",
        ["县医院 contractsWith 江左市中心医院", "江左市中心医院 assists 县医院"],
    ),
    "paired off by a bureau": (
        "市卫健委安排江左市第一医院、江左市第二医院分别与柳林镇卫生院、石塘镇卫生院结成帮扶对子。",
        ["江左市第一医院 assists 柳林镇卫生院", "江左市第二医院 assists 石塘镇卫生院"],
    ),
    "institutions that have been named, by a count": (
        "改造柳林、石塘、东湾三个镇卫生院。县医院向柳林、石塘两家派驻院长。",
        ["县医院 assists 柳林镇卫生院", "县医院 assists 石塘镇卫生院"],
    ),
    "two that have not been named": ("县医院向柳林、石塘两家派驻院长。", []),
    "sent to whom the clause before disposes of": (
        "县急救中心把石塘乡卫生院列入急救站点，由县急救中心派驻救护车。",
        ["县急救中心 assists 石塘乡卫生院"],
    ),
    "a chair at a hospital": ("江左省中医院三名教授轮流坐镇县医院。", ["江左省中医院 assists 县医院"]),
    "a cadre in the chair": ("县卫健局局长坐镇指挥县医院防汛。", []),
    "where the trainees have gone": (
        "全年外出进修29人，去向主要是江左医学院附属医院和江左省人民医院；接收云溪县医院进修人员9名。",
        [
            "— sendsTraineesTo 江左医学院附属医院",
            "— sendsTraineesTo 江左省人民医院",
            "云溪县医院 sendsTraineesTo —",
        ],
    ),
    "what those have agreed on of whom the sentence before tells": (
        "江左大学第二医院与县医院签约。协议约定，江左大学第二医院派驻专家3名。",
        ["江左大学第二医院 contractsWith 县医院", "江左大学第二医院 assists 县医院"],
    ),
    "what is planned by a contract": (
        "县中医院与江左省中医院签署托管协议。根据协议，江左省中医院将派驻管理团队5人。",
        ["县中医院 contractsWith 江左省中医院", "江左省中医院 assists 县中医院"],
    ),
    "sent down to who was told of": (
        "柳林镇卫生院条件改善，县医院下派专家3人。",
        ["县医院 assists 柳林镇卫生院"],
    ),
    "sent by who stands no higher": ("县医院扩建，柳林镇卫生院选派医师3人，县中医院下派专家2人。", []),
}

TRAINING = {
    "both act": (
        "县医院与县中医院都派员到宁江市疾控中心跟班学习。",
        ["县医院 sendsTraineesTo 宁江市疾控中心", "县中医院 sendsTraineesTo 宁江市疾控中心"],
    ),
    "so many at each": (
        "县医院全年外出进修14人，其中省人民医院9人、宁江市眼科医院5人。",
        ["县医院 sendsTraineesTo 省人民医院", "县医院 sendsTraineesTo 宁江市眼科医院"],
    ),
    "so many from each": (
        "县医院接收进修医师12人，其中白岭镇卫生院5人、泉沟镇卫生院7人。",
        ["白岭镇卫生院 sendsTraineesTo 县医院", "泉沟镇卫生院 sendsTraineesTo 县医院"],
    ),
    "each to its own": (
        "县医院派人到省人民医院、县中医院派人到省中医院进修。",
        ["县医院 sendsTraineesTo 省人民医院", "县中医院 sendsTraineesTo 省中医院"],
    ),
    "whose habit it is": (
        "到省人民医院“回炉”一个月，是县医院新任护士长的规矩。",
        ["县医院 sendsTraineesTo 省人民医院"],
    ),
    "back from there": ("从省人民医院进修归来的县医院李医生开设门诊。", ["县医院 sendsTraineesTo 省人民医院"]),
    "people of a hospital learn there": ("县医院护士长在省人民医院学习三个月。", ["县医院 sendsTraineesTo 省人民医院"]),
    "who trains them": ("县医院的骨干由省人民医院负责培训。", ["县医院 sendsTraineesTo 省人民医院"]),
    "a course that another holds": (
        "县医院选派4名骨干参加省人民医院举办的培训班。",
        ["县医院 sendsTraineesTo 省人民医院"],
    ),
    "they teach there": ("县医院派出5名专家到泉沟镇卫生院开展业务培训。", ["县医院 assists 泉沟镇卫生院"]),
    "a bureau holds a course there": ("县卫健局在县医院举办急救培训。", []),
    "a bureau inspects the courses": ("县卫健局到县医院检查培训工作。", []),
    "who is listed behind a colon": (
        "赴省人民医院进修人员：县医院2人，县中医院3人。",
        ["县医院 sendsTraineesTo 省人民医院", "县中医院 sendsTraineesTo 省人民医院"],
    ),
    "places that are offered": ("省人民医院为县医院免费提供进修名额6个。", ["县医院 sendsTraineesTo 省人民医院"]),
    "a bureau's own go up to learn": (
        "县卫健局组织骨干20人赴江左大学开展能力提升培训。",
        ["县卫健局 sendsTraineesTo 江左大学"],
    ),
    "a site is looked at": ("县医院外科到泉沟镇卫生院考察选址。", ["县医院外科 partOf 县医院"]),
    "people of two, each elsewhere": (
        "县医院的麻醉师、县妇幼保健院的助产士，分别前往省人民医院和省妇产医院轮转。",
        ["县医院 sendsTraineesTo 省人民医院", "县妇幼保健院 sendsTraineesTo 省妇产医院"],
    ),
    "whose pupil one is": ("县医院李医生师从宁江市中医院王教授。", ["县医院 sendsTraineesTo 宁江市中医院"]),
    "taken in by another": ("县医院2名学员被省人民医院接收进修。", ["县医院 sendsTraineesTo 省人民医院"]),
    "courses at home": ("县医院开展培训12期，参训980人次。", []),
    "out to train, nowhere named": ("县医院外出进修学习32人次。", []),
    "each sends to the other": (
        "县医院与县中医院互派医师跟班学习。",
        ["县医院 sendsTraineesTo 县中医院", "县中医院 sendsTraineesTo 县医院"],
    ),
    "… but only if there are two": ("县医院互派医师学习。", []),
}


def said(text: str) -> list[str]:
    return [
        f"{each.head.full if each.head else '—'} {each.type} {each.tail.full if each.tail else '—'}"
        for each in read_relations(text, find_mentions(text, None))
    ]


@pytest.mark.parametrize(("text", "expected"), HELP.values(), ids=HELP.keys())
def test_who_helps_whom(text: str, expected: list[str]):
    assert sorted(said(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), TRAINING.values(), ids=TRAINING.keys())
def test_who_is_trained_where(text: str, expected: list[str]):
    assert sorted(said(text)) == sorted(expected)
