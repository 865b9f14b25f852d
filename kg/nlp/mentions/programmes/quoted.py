"""Schemes in quotes: “暖心护航”行动, 健康教育“六进”活动, “银杏守护、青苗护眼”两项工程; not slogans, honours, rooms.

>>> [p.text for p in quoted("实施“暖心护航”行动，建成“银杏”国医馆，开展“青苗护眼”。")]
['“暖心护航”行动', '青苗护眼']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.mentions.found import Found
from kg.nlp.mentions.programmes.modifiers import before_quote, hollow
from kg.nlp.rules import at, load, longest, one_of

QUOTED, WITH_ENDING, LISTED = "quoted scheme", "quoted scheme with ending", "listed scheme"
_ENDINGS = longest([*at("programmes", "strong"), *at("programmes", "weak")])
_QUOTE = re.compile(
    rf"(?P<before>[一-龥]{{0,12}})“(?P<name>[^“”。；\n]{{2,40}})”(?P<after>(?:(?!等)[一-龥A-Za-z0-9—]){{0,12}}?{_ENDINGS}(?:(?!服务|管理){_ENDINGS})*(?![队社站员]|中心))?"
)
_SEVERAL = re.compile(rf"[一二三四五六七八九十两]+[项个大]({'|'.join(load('programmes')['listed'])})")
_TITLE = re.compile(f"{one_of('programmes', 'titles')}{one_of('programmes', 'titled')}$")
_HONOUR = re.compile(f"[一-龥]{{0,2}}{one_of('programmes', 'honours')}")
_SLOGAN = re.compile(one_of("programmes", "slogans"))
_ROOM = re.compile(f"{one_of('programmes', 'rooms')}$")
_CAMPAIGN = re.compile("[一-龥]{0,4}(?:行动|活动|模式|计划|制度|机制)")
_SUM = re.compile("[一二三四五六七八九十两几多]+[个项大条种类]")
_PILOT = re.compile("([一-龥]{0,6}?)(?:试点|示范)")
_CARRIED = re.compile(f"{one_of('programmes', 'carriers')}(?:了|好)?(?:[0-9]+次|(?:(?![能会可支])[一-龥]){{0,6}})?$")
_TRIED_IN = re.compile("(?:建设)?(?:先)?在[^，。；]{2,20}?(?:试行|先行试点|试点|试用|先行先试)")
_WHOLE = re.compile(f"([一-龥]{{2,10}}){one_of('programmes', 'whole')}")
_NO_SCHEME_AFTER = re.compile(f"[一-龥]{{0,4}}{one_of('programmes', 'not_before_quoted')}")


def quoted(text: str) -> Iterator[Found]:
    """The schemes whose names stand in quotes, in order.

    >>> [(p.text, p.full) for p in quoted("推进“暖心护航、银杏守护”两项工程")]
    [('暖心护航', '暖心护航工程'), ('银杏守护', '银杏守护工程')]
    """
    for match in _QUOTE.finditer(text):
        close = match.end("name") + 1
        if several := _SEVERAL.match(text, close, match.end("name") + 8):
            yield from _listed(match, several[1])
        elif _TITLE.search(match["name"]) and len(match["name"]) > 8 and not _HONOUR.match(text, close, close + 4):
            yield _scheme(text, *match.span("name"), WITH_ENDING)
        elif not _is_none(match["name"], match["after"] or ""):
            found = _with_ending(text, match) if match["after"] else _without_ending(text, match)
            if found is not None:
                yield found


def _scheme(text: str, start: int, end: int, rule: str, *forms: str) -> Found:
    return Found(start, end, text[start:end], "Programme", full=text[start:end], rule=rule, forms=forms)


def _listed(match: re.Match[str], ending: str) -> Iterator[Found]:
    """“甲、乙”两项工程: each is one, with the ending."""
    position = match.start("name")
    for item in match["name"].split("、"):
        if 2 <= len(item) <= 14:
            full = item if item.endswith(ending) else item + ending
            yield Found(position, position + len(item), item, "Programme", full=full, rule=LISTED, forms=(item,))
        position += len(item) + 1


def _is_none(name: str, after: str) -> bool:
    """A slogan, a room (but for 中医馆建设行动), a count, or an ending that belongs to another phrase."""
    if _ROOM.search(name) and not _CAMPAIGN.match(after):
        return True
    if after:
        return len(after) > 8 and "的" in after
    return bool(_SLOGAN.search(name) or _SUM.match(name))


def _with_ending(text: str, match: re.Match[str]) -> Found:
    start = match.start("name") - 1 - len(before_quote(match["before"]))
    return _scheme(text, start, match.end(), WITH_ENDING, match["name"])


def _without_ending(text: str, match: re.Match[str]) -> Found | None:
    """“点数法”付费试点, 实施“银杏守护”, “青松计划”: a trial, a verb before it or its own ending tells the scheme."""
    name, opening = match["name"], match.start("name") - 1
    if piloted := _PILOT.match(text, match.end(), match.end() + 8):
        return _scheme(text, opening, match.end() + len(piloted[1]), WITH_ENDING, name)
    whole = _WHOLE.fullmatch(name)
    if not (_CARRIED.search(match["before"]) or _TRIED_IN.match(text, match.end()) or (whole and not hollow(whole[1]))):
        return None
    if len(re.sub("[、，]", "", name)) > 12:
        return None
    if _NO_SCHEME_AFTER.match(text, match.end(), match.end() + 6):
        return None
    own = before_quote(match["before"])
    if own:
        return _scheme(text, opening - len(own), match.end(), WITH_ENDING, name)
    return _scheme(text, *match.span("name"), QUOTED)
