"""Programmes: terms of art, schemes in quotes, and names that end as schemes do after a verb that carries them out.

>>> text = "深入开展“暖心护航”行动，落实先诊疗后付费，扎实推进优质护理提升工程。"
>>> [p.text for p in find_programmes(text, [])]
['“暖心护航”行动', '先诊疗后付费', '优质护理提升工程']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.nlp.mentions.found import Found
from kg.nlp.rules import load, load_words

_PUNCTUATION = '。；，：！？、（）()《》“”"\n\t 　>►■●'


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all terms of art with optional quotes and 、, and the canonical name of each."""
    canonical: dict[str, str] = {}
    for group in load("programmes")["terms"]:
        for wording in group:
            canonical[re.sub("[“”、]", "", wording)] = group[0]

    def loose(word: str) -> str:
        return "[“”、]?".join(map(re.escape, word))

    longest_first = sorted(canonical, key=len, reverse=True)
    return re.compile("|".join(f"“?{loose(w)}”?" for w in longest_first)), canonical


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    rules = load("programmes")
    endings = "|".join(sorted([*rules["strong"], *rules["weak"]], key=len, reverse=True))
    verbs = "|".join(sorted(rules["verbs"], key=len, reverse=True))
    return {
        "quoted": re.compile(
            rf"(?P<before>[一-龥]{{0,12}})“(?P<name>[^“”。；\n]{{2,40}})”(?P<after>[一-龥]{{0,12}}?(?:{endings}))?"
        ),
        "ending": re.compile(
            "|".join(sorted([*rules["strong"], *rules["weak"]], key=len, reverse=True))
            + "|示范(?=县|市|区|镇|乡|单位|医院|机构|点|基地|村|站|街道|社区)"
        ),
        "verb": re.compile(
            rf"(?:{verbs})(?:了|好|着|实施|开展|推进|推行|落实)?(?:[0-9]+[次场轮期批]|[一二三四五两]项)?"
        ),
    }


def find_programmes(text: str, found: list[Found]) -> list[Found]:
    """The programmes of a text that do not cross the given mentions, in order, the longest of overlapping ones."""
    taken = bytearray(len(text) + 1)
    for mention in found:
        if mention.cls != "Place" and (mention.kind == "name" or mention.quantified):
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    candidates = [*_quoted(text), *_ending(text, found), *_of_art(text)]
    arts = {(c.start, c.end): c for c in candidates if c.rule == "term of art"}
    candidates = [c for c in candidates if c.rule != "scheme by its ending" or not _is_art(c, arts)]
    kept: list[Found] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.rule != "term of art")):
        if candidate.rule in ("term of art", "quoted scheme with ending"):
            if taken[candidate.start] == 2 or taken[candidate.end - 1] == 2 or _crosses(candidate, found):
                continue
        elif any(taken[candidate.start : candidate.end]):
            continue
        taken[candidate.start : candidate.end] = b"\x02" * (candidate.end - candidate.start)
        kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def _is_art(candidate: Found, arts: dict[tuple[int, int], Found]) -> bool:
    """Whether a term of art ends it (what stands before is no part of the name); one that begins it names it."""
    for (start, end), art in arts.items():
        if candidate.start < start and end == candidate.end:
            return True
        if start == candidate.start and end < candidate.end <= end + 6:
            candidate.full = art.full
    return False


def _crosses(candidate: Found, found: list[Found]) -> bool:
    """Whether the scheme cuts through a name instead of holding it whole, or holds one that has a place of its own."""
    return any(
        m.kind == "name"
        and m.cls != "Place"
        and m.start < candidate.end
        and candidate.start < m.end
        and (m.start < candidate.start or m.end > candidate.end or (m.place is not None and len(m.text) > 4))
        for m in found
    )


def _of_art(text: str) -> Iterator[Found]:
    pattern, canonical = _terms()
    for match in pattern.finditer(text):
        name = match[0]
        start, end = match.span()
        if name.startswith("“") != name.endswith("”") and ("“" in name) != ("”" in name):
            name = name.strip("“”")
            start = text.index(name, start)
            end = start + len(name)
        if text[end : end + 2] in ("团队", "协议", "费用", "窗口"):
            pass
        yield Found(
            start, end, text[start:end], "Programme", full=canonical[re.sub("[“”、]", "", name)], rule="term of art"
        )


_SLOGAN = re.compile(
    r"四个意识|两个维护|四个自信|两个确立|八项规定|四风|初心|使命|不作为|三会一课|零距离|意识$|精神$|理念|思想|目标|优势|短板|瓶颈|网底|文书|称号|单位|先进|模范|标兵|先锋|荣誉|示范户|问题|原则|方针|通知|意见|办法|方案"
)
_CARRY = re.compile(
    r"(?:开展|实施|推进|落实|推行|启动|创建|参与|推出|执行|深化|打造|实行|承接|用好|组织|举办|实现|享受|建立|试行|探索|承担|推动|完善|健全|坚持|运行|按照|以|做好|抓好)(?:了|好)?(?:[0-9]+次|[一-龥]{0,6})?$"
)


def _before_quote(before: str) -> str:
    """What of the words before a quote belongs to the name: 健康教育 in 开展健康教育“六进”活动."""
    end = 0
    for verb in _shapes()["verb"].finditer(before):
        end = verb.end()
    for cut in _CUTS.finditer(before):
        end = max(end, cut.end())
    own = _trim(before[end:])
    if (
        not 2 <= len(own) <= 8
        or own in load_words("general_words")
        or re.search("[了着和与及在为以向从到由把被其该各这那有是]|[县市区院局委]$", own)
        or (end == 0 and len(before) == 12)
    ):
        return ""
    return own if _DOMAIN.search(own) else ""


# A scheme's own words before its quoted name speak of health.
_DOMAIN = re.compile(
    "健康|医|药|卫生|防|护理|服务|扶贫|教育|筛查|妇|儿|老年|免费|救|康复|签约|家庭|病|疫|安全生产|计生|生育"
)


def _quoted(text: str) -> Iterator[Found]:
    for match in _shapes()["quoted"].finditer(text):
        name, after = match["name"], match["after"] or ""
        if several := re.match(
            r"[一二三四五六七八九十两]+[项个大](工程|行动|活动|计划|政策|制度|机制|服务)",
            text[match.end("name") + 1 : match.end("name") + 8],
        ):
            position = match.start("name")
            for item in name.split("、"):
                if 2 <= len(item) <= 14:
                    full = item if item.endswith(several[1]) else item + several[1]
                    yield Found(
                        position,
                        position + len(item),
                        item,
                        "Programme",
                        full=full,
                        rule="listed scheme",
                        forms=(item,),
                    )
                position += len(item) + 1
            continue
        if (
            re.search(r"(?:示范|先进|试点|强)(?:县|市|区|单位|乡镇)$", name)
            and len(name) > 8
            and not re.match("[一-龥]{0,2}(?:荣誉|称号)", text[match.end("name") + 1 :][:4])
        ):
            yield Found(
                match.start("name"), match.end("name"), name, "Programme", full=name, rule="quoted scheme with ending"
            )
            continue
        if (
            (_SLOGAN.search(name + after) and not after)
            or re.search(r"(?:堂|馆|室|站|中心|科|牌)$", name)
            and not re.match("[一-龥]{0,4}(?:行动|活动)", after)
        ):
            continue
        if re.match(r"[一二三四五六七八九十两几多]+[个项大条种类]", name) and not after:
            continue
        if after and len(after) > 8 and "的" in after:
            continue
        if not after and (piloted := re.match(r"([一-龥]{0,6}?)(?:试点|示范)", text[match.end() : match.end() + 8])):
            start, end = match.start("name") - 1, match.end() + len(piloted[1])
            yield Found(start, end, text[start:end], "Programme", full=text[start:end], rule="quoted scheme with ending", forms=(name,))
            continue
        if not after:
            if (
                not _CARRY.search(match["before"])
                or len(re.sub("[、，]", "", name)) > 12
                or re.match(r"[一-龥]{0,4}(?:牌|称号|奖|站|室|中心|荣誉)", text[match.end() : match.end() + 6])
            ):
                continue
            start = match.start("name") - 1 - len(_before_quote(match["before"]))
            if start < match.start("name") - 1:
                full = text[start : match.end("name") + 1]
                yield Found(
                    start,
                    match.end("name") + 1,
                    full,
                    "Programme",
                    full=full,
                    rule="quoted scheme with ending",
                    forms=(name,),
                )
            else:
                yield Found(match.start("name"), match.end("name"), name, "Programme", full=name, rule="quoted scheme")
            continue
        start = match.start("name") - 1 - len(_before_quote(match["before"]))
        yield Found(
            start,
            match.end(),
            text[start : match.end()],
            "Programme",
            full=text[start : match.end()],
            rule="quoted scheme with ending",
            forms=(name,),
        )


# What stands between an actor and the name of a scheme without a verb that carries out.
_CUTS = re.compile(
    "列入|列为|入选|获批|成为|首批|跻身|承接|申报|争取|定为|确定为|评为|作为|承担|先行先试|被|的|等|把|将|批|是|对|关于|进行|确保|就我?|(?:国家|全国|省|市)级?(?=公立|现代|基层|紧密|中医|社区|医养|综合|分级|家庭|健康|妇幼|老年|互联|智慧|卫生)"
)


def _ending(text: str, found: list[Found]) -> Iterator[Found]:
    edges = sorted(m.end for m in found if m.kind != "kind")
    rules = load("programmes")
    strong, empty = {*rules["strong"], "示范"}, set(rules["empty"])
    shapes = _shapes()
    position = 0
    while match := shapes["ending"].search(text, position):
        position = match.end()
        ending = match[0]
        floor = match.start()
        while floor > 0 and match.start() - floor < 26 and text[floor - 1] not in _PUNCTUATION:
            floor -= 1
        segment = text[floor : match.start()]
        verb = None
        for found_verb in shapes["verb"].finditer(segment):
            if found_verb.end() <= len(segment) - 2:
                verb = found_verb
        start = floor + verb.end() if verb else floor
        if border := max((e for e in edges if floor < e <= match.start() - 2), default=None):
            start = max(start, border)
        for cut in _CUTS.finditer(text, start, match.start() - 2):
            start = cut.end()
        modifier = text[start : match.start()]
        stripped = _trim(modifier)
        start += len(modifier) - len(stripped)
        if (
            not 2 <= len(stripped) <= 20
            or stripped in empty
            or _hollow(stripped, empty)
            or stripped.endswith("分别")
            or re.search(r"[一二三四五六两][个项大]$|^[一二三四五六七八九十两]+[个项大]", stripped)
        ):
            continue
        if ending not in strong and verb is None and floor > 0 and text[floor - 1] not in "、\n":
            after = text[match.end() : match.end() + 6]
            if not re.match(
                r"(?:工作|建设)?(?:全面|稳步|扎实|深入|有序|顺利|持续|不断|进一步|得到|深化|推进|实现|覆盖|取得)", after
            ):
                continue
        if re.search(r"双向转诊|转诊$|远程|对口|合作$|协作$|帮扶$|支援$|会诊", stripped):
            continue
        if re.search(r"[0-9的了在对为把将与和等及向从到]$|^[0-9]|[的了]|共|各|人次|达到|提高|增加|下降", stripped):
            continue
        if ending not in ("试点", "示范") and re.match(
            r"(?:人员|水平|能力|质量|体系|中心|团队|方案|办法|单位|部门|小组|工作站|平台|协议|资金|经费|区|员|室|科|处|费|包|点|队|者|器|师|目标|范围|对象|系统|条件|热线|窗口|半径|站)",
            text[match.end() : match.end() + 3],
        ):
            continue
        end = match.start() if ending == "示范" and not stripped.endswith(("综合", "工作")) else match.end()
        yield Found(start, end, text[start:end], "Programme", full=text[start:end], rule="scheme by its ending")


_ADVERBS = re.compile(
    r"^(?:(?:扩大|争创|创成|探索|进一步|积极|扎实|深入|全面|稳步|持续|认真|大力|有序|严格|着力|切实|不断|继续|广泛|重点|统筹|率先|同步|有效|全力|加快|主动|协同|共同|联合|先后|分别|全县|全市|全区|我县|我市|我局|我院|各|实施|开展|推进|落实|推行|做好|抓好|加强|完善|健全|建立|启动|深化|推动|"
    r"国家|全国|全省|省级|市级|新一轮|多轮|一批|系列|一系列|以|为|了|对|把|将|好|和|与|及|要|拟|还|也|均|正|已|再|又|并|等|[一二三四五六七八九十]+是|[0-9]+(?:月份?|年|日|次|个|项|场)|[0-9.]+))"
)


def _trim(modifier: str) -> str:
    """The modifier without the adverbs and verbs before it."""
    while match := _ADVERBS.match(modifier):
        modifier = modifier[match.end() :]
    return modifier


def _hollow(modifier: str, empty: set[str]) -> bool:
    """Whether it is made of words that name no scheme (重大, 各项, 医疗卫生)."""
    reachable = {0}
    for end in range(1, len(modifier) + 1):
        if any(modifier[start:end] in empty for start in reachable):
            reachable.add(end)
    return len(modifier) in reachable
