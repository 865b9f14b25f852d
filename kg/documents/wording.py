"""How reports call themselves: titles, issuers, document codes, dates, masks.

The expressions are for short lines (see `Line`), so that none is ever tried on a long text.
"""

from __future__ import annotations

import re

# -- issuers -----------------------------------------------------------------------------------------

BUREAU = (
    r"(?:卫生健康|卫生和计划生育|卫生与计划生育|卫生计生|人口和计划生育|计划生育|卫生和人口计划生育|卫健|卫计|卫生"
    r"|医疗保障|医保|中医药管理|疾病预防控制)(?:委员会|局|委)"
)
INSTITUTION = (
    r"(?:(?<!公立)(?<!民营)(?<!县级)医院|(?<!乡镇)卫生院|疾病预防控制中心|疾控中心|妇幼保健[^，。]{0,8}?(?:中心|院|站|所)"
    r"|妇计中心|保健院|卫生监督(?:所|局|大队)|急救中心|中心血站|社区卫生服务(?:中心|站)|红十字会|医疗集团|医共体|医联体)"
)
OFFICE = r"(?:管理委员会|委员会|领导小组|指挥部|管理中心)?(?:办公室|人民政府|县委|市委|区委|旗委)"
ISSUER = rf"(?:{BUREAU}|{INSTITUTION})"

# A signature: the issuer alone on its line, perhaps with its date.
SIGNATURE = re.compile(rf"(?:中共)?[一-龥xX×*＊〇○]{{0,24}}?(?:{ISSUER}|{OFFICE}|(?:总院|中心))(?:党组|党委)?")
_FORM = re.compile(
    r"^(?:(?:[报填上]报|报送|编制|撰稿|汇报|总结)?单位|落款)\s*[:：]\s*|\s*[（(](?:盖章|公章|章|印章)[）)]$"
)
_OTHER_NAME = re.compile(rf"\s*[（(][一-龥]{{2,24}}?(?:{ISSUER}|中心)[）)]$")


def signature_of(text: str) -> str | None:
    """The issuer if a line is nothing but its signature, without what forms put around it or its second name.

    >>> [signature_of(t) for t in ("单位：岚汀县卫健局（盖章）", "岚汀县卫健局", "岚汀县卫健局扩建")]
    ['岚汀县卫健局', '岚汀县卫健局', None]
    >>> signature_of("岚汀县妇幼保健院（岚汀县儿童医院）")
    '岚汀县妇幼保健院'
    """
    if len(text) > 40:
        return None
    name = _OTHER_NAME.sub("", _FORM.sub("", text))
    return name if len(name) <= 30 and SIGNATURE.fullmatch(name) else None


# -- dates -------------------------------------------------------------------------------------------

DIGIT = r"[0-9０-９〇○零一二三四五六七八九]"
YEAR = rf"(?:(?:19|20|１９|２０|一九|二[〇○零Oo0])\s?{DIGIT}{{2}})"
_UP_TO_31 = r"([0-9０-９一二三四五六七八九十]{1,3})"
DATE = re.compile(
    rf"[（(]?\s*(?:({YEAR})\s*年\s*{_UP_TO_31}\s*月份?(?:\s*{_UP_TO_31}\s*日)?"
    r"|(20[0-9]{2})\s*[.．/-]\s*([0-9]{1,2})\s*[.．/-]\s*([0-9]{1,2}))\s*[）)]?"
)

# A date alone on its line, or after its issuer.
DATED = re.compile(rf"(?:(?:日期|时间|(?:成文|报送|填报)(?:日期|时间))\s*[:：]\s*)?{DATE.pattern}")

# -- titles ------------------------------------------------------------------------------------------

_REPORT = (
    r"(?:总结|小结|工作报告|(?:情况|的|自查|总结|述职|述廉|述职述廉|调研|年度|专题)报告|汇报|汇报材料|情况通报|简报|专报|快报"
    r"|工作动态|信息动态|动态|工作要点|工作情况|工作综述|工作回顾|工作信息|工作亮点|工作纪实|进展情况)"
)
_PLAN = r"(?:工作)?(?:计划|打算|安排|思路|谋划|目标)"
_MORE = (
    rf"(?:(?:及|和|与|暨|以及|、|，)[^。；：]{{0,30}}?(?:{_PLAN}|建议|重点工作|工作|意见|举措|要点))?"
    r"(?:\s*第?\s*[0-9一二三四五六七八九十]{1,4}\s*期)?(?:\s*[（(〔\[][^）)〕\]]{0,16}[）)〕\]])*"
)
TITLE = re.compile(rf".{{0,60}}?{_REPORT}{_MORE}")
PLAN_TITLE = re.compile(rf".{{0,60}}?{_PLAN}{_MORE}")

# A heading within a report (一、 （二） 3. 第四部分), and the ordinal that a collection puts before a title (篇一：).
NUMBERED = re.compile(
    r"[（(]?\s*[一二三四五六七八九十]{1,3}\s*[）)、.．，:：]|[（(]?\d{1,3}\s*[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}[部章节条]"
)
COLLECTED = re.compile(
    r"[【\[（(]?(?:第[一二三四五六七八九十\d]{1,3}篇|(?:范文|篇)[一二三四五六七八九十\d]{1,3})[】\])）]?\s*[:：、.]?\s*"
)

# 岚卫发〔2020〕3号: what stands before 卫 (or 政, 医 ...) begins the county's name.
CODE = re.compile(
    r"([一-龥]{1,4}?)(?:卫|政|医|疾控|医保)[一-龥]{0,6}?[〔\[（(【]\s*((?:19|20)\d\d)\s*[〕\]）)】]\s*第?\s*\d{1,4}\s*号"
)

OPENING = re.compile(
    rf"(?:今年以来|今年上半年|一年来|过去(?:的)?一年|上半年|本年度|{YEAR}\s*年|20\d[_＿xX×*＊]\s*年|近年来|在.{{2,40}}?领导下)"
)

# What follows a signature and still belongs to the report before it.
CLOSING = re.compile(
    r"附件|附[:：]|附表|抄送|抄报|主送|[报送发][:：]|主题词|此件|[（(]此件|共印|[（(]共印|.{0,30}印发$|分管领导|起\s*草\s*人"
)

# -- masks -------------------------------------------------------------------------------------------

MASK = r"(?:[xXｘＸ×ⅹⅩ＊*○〇□■△_＿]{1,4}|某{1,3}|[A-Z]{1,2})"
MASKED_PLACE = re.compile(rf"(?<![A-Za-z一-龥]){MASK}(?:自治县|县|市|区|旗)")
