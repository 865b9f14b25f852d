"""What a division is called for short."""

from __future__ import annotations

import re
from functools import lru_cache

# The ethnic groups that stand before 自治州, 自治县, 自治旗 and (民族)乡; some names leave 族 out (伊犁哈萨克自治州).
GROUPS = (
    "各族|回族|壮族|苗族|满族|彝族|藏族|侗族|瑶族|白族|傣族|黎族|水族|土族|羌族|畲族|佤族|怒族|京族|"
    "土家族|布依族|哈尼族|傈僳族|拉祜族|纳西族|景颇族|布朗族|仡佬族|仫佬族|毛南族|普米族|独龙族|阿昌族|德昂族|基诺族|"
    "朝鲜族|蒙古族|蒙古|哈萨克族|哈萨克|维吾尔族|维吾尔|柯尔克孜族|柯尔克孜|塔吉克族|塔吉克|锡伯族|锡伯|达斡尔族|"
    "鄂温克族|鄂伦春族|俄罗斯族|赫哲族|撒拉族|保安族|东乡族|裕固族|塔塔尔族|乌孜别克族|高山族|门巴族|珞巴族"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{GROUPS})*(?:自治区|自治州|自治县|自治旗|民族乡|民族苏木)$")
_ETHNIC_TOWNSHIP = re.compile(rf"^(.{{2,}}?)(?:{GROUPS})+乡$")
_PLAIN = re.compile(r"^(.{2,}?)(?:特别行政区|街道办事处|街道|地区|林区|新区|特区|苏木|[省市县区旗盟镇乡])$")
# A zone or a mining district keeps its whole name: 峰峰矿 and 高新技术产业开发 are names of nothing.
_WHOLE = re.compile(r"(?:开发区|矿区|(?:工业|产业|创意|化工)园区|管理区|示范区|度假区|保税区|实验区|合作区|风景区)$")


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """The name without what says its kind; the whole name where one character would be left.

    >>> [short_name(name) for name in ("迁西县", "恩施土家族苗族自治州", "内蒙古自治区", "神农架林区", "赵县")]
    ['迁西', '恩施', '内蒙古', '神农架', '赵县']
    >>> [short_name(name) for name in ("东乡族自治县", "伊犁哈萨克自治州", "鄂伦春自治旗", "香港特别行政区")]
    ['东乡', '伊犁', '鄂伦春', '香港']
    """
    if _WHOLE.search(name):
        return name
    for pattern in (_AUTONOMOUS, _ETHNIC_TOWNSHIP, _PLAIN):
        if match := pattern.match(name):
            return match[1].removesuffix("族") if len(match[1]) > 2 else match[1]
    return name
