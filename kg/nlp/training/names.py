"""Invented names of places, institutions and programmes, with their words, and figures and times.

Every name is a tuple of words, cut as `words.txt` of the segmenter cuts them: what is given
(云溪县) apart from the kind of thing (人民医院).

>>> names = Names(seed=1)
>>> names.county[-1][-1] in "县市区旗"
True
>>> names.draw("TownshipHealthCentre") == Names(seed=1).draw("TownshipHealthCentre")
True
>>> Names(seed=1).draw("Nothing")
Traceback (most recent call last):
    ...
KeyError: 'Nothing'
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from random import Random

Words = tuple[str, ...]

_FIRST = (
    "石柳杨王李张赵刘陈周吴郑孙马朱胡林何高梁宋郭罗韩曹彭曾董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤大小东西南北上下前后中新旧老"
    "鹿鹤鹭雁鸬蒲沣泾溱渭淮漳柘桐枫松"
    "清青黄白黑红绿云龙凤虎鹤松柏桃梨枣榆槐桑竹兰梅水山河湖海沙泥岩泉溪温冷寒阳阴天地日月星双三四五六七八九十百千"
    "安宁平和康泰丰荣昌盛兴旺永长远福禄寿喜庆吉祥文武德仁义礼智信忠孝廉明光辉玉宝银铁铜盐瓦窑官军营屯古"
)
_SECOND = (
    "桥河庄口店营湾村家沟岭岗坡塘坝堡寨集镇市场屯铺井泉溪江湖滩洲岛山峰谷原坪川阳阴城关门台楼阁寺庙观塔堂亭院园"
    "林树木柳杨松槐榆水源头尾洼淀港渡津浦埠圩垸垭峪坎坑洞窑坊厂行沙石岩土田地畈坞墩垛墙里街道路宁安平昌兴丰康福"
    "州陵邑乐和明化清远靖定德顺义信仁吉庆"
)
_TRANSCRIBED = (
    "巴音图格尔哈达木乌兰布和浩特苏额敦那仁高勒察汗托克逊阿克塞库什沙雅莎车喀布珠扎鲁桑吉玛曲若碌理孜则定当雄错"
)
_THIRD = "庄村沟湾坪桥铺店集营堡寨口岭岗坝塘屯河"
_COLLECTIVES = ("全县|所有", "全县|各", "其他", "辖区|内|所有", "全县", "各")
_NUMERALS = "一二两三四五六七八九十"


def _lexicon() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("lexicon.txt").read_text("utf-8")
    lexicon: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            lexicon[section] = (*lexicon.get(section, ()), *line.split())
    return lexicon


_WORDS = _lexicon()


class Names:
    """Draws names for one report: one county, its town and village stems, its city; seeded."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 (no secret)
        self._stems = [self._new_stem() for _ in range(12)]
        self.county: Words = (self._new_stem() + self._random.choice("县县县县市区旗"),)
        self.city: Words = (self._new_stem() + "市",)
        self._draw: dict[str, Callable[[], Words]] = {
            "Hospital": self._hospital,
            "TownshipHealthCentre": self._township_health_centre,
            "VillageClinic": lambda: (*self._village(), self._one("卫生室", "卫生室", "卫生所")),
            "CommunityHealthCentre": self._community_health_centre,
            "PublicHealthInstitution": lambda: (*self._owner(), *self._of(_WORDS["public health kinds"])),
            "GovernmentBody": self._government_body,
            "PartnerInstitution": self._partner,
            "MedicalAlliance": self._alliance,
            "Unit": self._unit,
            "Programme": self._programme,
            "Place": self._place,
            "county": lambda: self.county,
            "city": lambda: self.city,
            "town": self._town,
            "village": self._village,
            "stem": lambda: (self._stem(),),
            "n": lambda: (self._number(),),
            "percent": lambda: (f"{self._random.uniform(1, 100):.{self._random.choice((0, 1, 2))}f}%",),
            "money": lambda: (self._number(), *self._one("万元", "万元", "亿元", "元", "余 万元").split()),
            "year": lambda: (self._one("2017", "2018", "2019", "2021", "202_"), "年"),
            "month": lambda: (str(self._random.randint(1, 12)), "月"),
            "when": self._when,
            "before": lambda: self._of(_WORDS["before"]) if self.chance(0.75) else self._of(_WORDS["verbs"]),
            "after": lambda: self._of(_WORDS["after"]),
            "verb": lambda: self._of(_WORDS["verbs"]),
            "noun": lambda: self._of(_WORDS["nouns"]),
            "adverb": lambda: self._of(_WORDS["adverbs"]),
            "adjective": lambda: self._of(_WORDS["adjectives"]),
        }

    def draw(self, kind: str) -> Words:
        """The words of one name, figure or general word of that kind. Raises KeyError for an unknown kind."""
        return self._draw[kind]()

    def several(self, kind: str) -> list[Words]:
        """Two to four different names of that kind."""
        wanted = self._random.choice((2, 2, 3, 3, 4))
        found: dict[Words, None] = {}
        for _ in range(20 * wanted):
            found.setdefault(self.draw(kind))
            if len(found) == wanted:
                break
        return list(found)

    def collective(self, kind: str) -> Words:
        """A counted or delimited set: 全县 | 14 | 所 | 乡镇卫生院."""
        noun, measure = {
            "TownshipHealthCentre": (self._one("乡镇卫生院", "卫生院", "乡镇卫生院", "中心卫生院"), "所"),
            "VillageClinic": ("卫生室", "所"),
            "Hospital": (self._one("县级医院", "公立医院", "二级医院", "民营医院"), "家"),
        }.get(kind, ("医疗机构", "家"))
        measure = self._one(measure, "家", "个")
        if self.chance(0.5):
            figure = self._number() if self.chance(0.7) else self._one(*_NUMERALS)
            return (*(("全县",) if self.chance(0.4) else ()), figure, measure, noun)
        return (*self._of(_COLLECTIVES), noun)

    def short_list(self) -> tuple[list[Words], Words]:
        """A list that names its kind once: the members' stems, and the words after them (3 | 所 | 卫生院)."""
        stems: list[Words] = [(stem,) for stem in self._random.sample(self._stems, self._random.randint(2, 5))]
        figure = self._one(str(len(stems)), str(len(stems)), _NUMERALS[len(stems)])
        etc = ("等",) if self.chance(0.4) else ()
        return stems, (*etc, figure, self._one("个", "所", "家"), self._one("卫生院", "乡镇卫生院", "中心卫生院"))

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _one(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _of(self, choices: tuple[str, ...]) -> Words:
        return tuple(self._random.choice(choices).split("|"))

    def _new_stem(self) -> str:
        if self.chance(0.05):  # as names taken over from other languages are written
            return "".join(self._random.choices(_TRANSCRIBED, k=self._random.choice((3, 3, 4))))
        two = self._random.choice(_FIRST) + self._random.choice(_SECOND)
        return two + self._random.choice(_THIRD) if self.chance(0.18) else two

    def _stem(self) -> str:
        return self._random.choice(self._stems)

    def _number(self) -> str:
        size = self._random.choice((9, 99, 999, 99999))
        return str(self._random.randint(1, size)) + (".5" if self.chance(0.1) else "")

    def _town(self) -> Words:
        return (self._stem() + self._one("镇", "镇", "镇", "乡", "乡", "街道", "苏木"),)

    def _village(self) -> Words:
        stem = self._new_stem()
        return (stem if stem[-1] in "村庄" and self.chance(0.3) else stem + "村",)

    def _owner(self) -> Words:
        kind = self._random.random()
        if kind < 0.2:
            return self.county
        if kind < 0.55:
            return (self._one("县", "县", "县", "市", "市", "区", "省", "旗"),)
        if kind < 0.7:
            return (self._new_stem() + self._one("市", "县", "区", "旗"),)
        if kind < 0.8:
            return (self._one(*_WORDS["provinces"]) + "省",)
        if kind < 0.9:
            return (self._one(*_WORDS["metropoles"]) + ("市" if self.chance(0.5) else ""),)
        return (self._new_stem(),)

    def _hospital(self) -> Words:
        kind = self._random.random()
        if kind < 0.62:
            return (*self._owner(), *self._of(_WORDS["hospital kinds"]))
        if kind < 0.72:
            brand = (self._one(*_WORDS["brands"]), "医院")
            return (*self._owner(), *brand) if self.chance(0.4) else brand
        if kind < 0.84:
            ordinal = self._one("第一", "第二", "第三", "第四")
            return (*self._university(), ordinal, self._one("附属医院", "附属医院", "医院", "临床医学院"))
        if kind < 0.9:
            return (*self._university(), "附属", self._one(*_WORDS["brands"]), "医院")
        if kind < 0.97:
            return (*self._owner(), *self._of(_WORDS["hospital kinds"]), self._one(*self.county, self._stem()), "分院")
        return (self._stem(), "医院")

    def _university(self) -> Words:
        where = self._one(*_WORDS["provinces"], *_WORDS["metropoles"], self._new_stem())
        return (where, self._one("医科大学", "中医药大学", "大学", "大学", "医学院", "中医学院"))

    def _township_health_centre(self) -> Words:
        kind = self._one("卫生院", "卫生院", "中心卫生院")
        return (self._stem(), kind) if self.chance(0.4) else (*self._town(), kind)

    def _community_health_centre(self) -> Words:
        street = (self._stem() + self._one("街道", "社区", "路", ""),)
        return (*street, self._one("社区卫生服务中心", "社区卫生服务站"))

    def _government_body(self) -> Words:
        kind = self._random.random()
        if kind < 0.2:
            return (self._one("县委", "县政府", "市委", "市政府", "省政府"),)
        if kind < 0.75:
            return (*self._owner(), *self._of(_WORDS["bureaus"]))
        if kind < 0.85:
            return (self._one(*_WORDS["bureaus"]).split("|")[0],)
        if kind < 0.92:
            return (*self._town(), self._one("人民政府", "政府", "党委"))
        return (self._one("国家", "省", "市"), *self._of(_WORDS["bureaus"]))

    def _partner(self) -> Words:
        kind = self._random.random()
        if kind < 0.3:
            return self._university()
        if kind < 0.6:
            company = (
                self._one(*_WORDS["companies"]),
                self._one("药业集团", "药业", "制药", "科技", "医疗", "保险", "集团"),
            )
            return (*company, *((self._one("有限公司", "股份有限公司", "公司"),) if self.chance(0.5) else ()))
        if kind < 0.7:
            return (*self._owner(), self._one("红十字会", "残联", "慈善总会", "医学会", "计生协会"))
        if kind < 0.8:
            return (self._stem(), self._one("养老院", "敬老院", "养老服务中心", "居家养老服务中心", "福利院"))
        if kind < 0.9:
            return (*self._owner(), self._one("科学院", "研究院", "中医药", "职业"), self._one("研究所", "学院"))
        return (*self._owner(), self._one("卫生学校", "职业技术学院", "医学高等专科学校"))

    def _alliance(self) -> Words:
        kinds = ("医联体", "医共体", "医疗集团", "医疗联合体", "县域医共体", "紧密型医共体", "医疗共同体", "专科联盟")
        if self.chance(0.3):
            return (*self._owner(), self._one(*_WORDS["departments"]), "专科联盟")
        return (*(self._hospital() if self.chance(0.5) else self._owner()), self._one(*kinds))

    def _unit(self) -> Words:
        if self.chance(0.15):
            return (self._one("名老中医", "国家级", "省级", "博士"), self._one("工作室", "工作站"))
        return self._of(_WORDS["departments"]) if self.chance(0.5) else self._of(_WORDS["centres"])

    def _programme(self) -> Words:
        if self.chance(0.5):
            return self._of(_WORDS["programmes"])
        return (*self._of(_WORDS["programme stems"]), *self._of(_WORDS["programme kinds"]))

    def _place(self) -> Words:
        kind = self._random.random()
        if kind < 0.3:
            return self._town()
        if kind < 0.5:
            return self.county
        if kind < 0.6:
            return self._village()
        if kind < 0.8:
            return (self._one(*_WORDS["metropoles"]),)
        return (self._one(*_WORDS["provinces"]) + self._one("省", "省", ""),) if self.chance(0.5) else self.city

    def _when(self) -> Words:
        kind = self._random.random()
        if kind < 0.25:
            return (*self._draw["year"](), *self._draw["month"]())
        if kind < 0.4:
            return (*self._draw["month"](), str(self._random.randint(1, 28)), self._one("日", "号"))
        return (
            self._one("今年", "去年", "上半年", "下半年", "年底", "年初", "今年以来", "目前", "近年来", "明年", "全年"),
        )
