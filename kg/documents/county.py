"""Whose report it is: the county, city, district or banner that speaks as 我县, 全市, 我旗.

What names it plainly decides: the title, then the signature, then a head that names the issuer. A mask there
(xx县) means that nobody is to know. Where none of them names it, the text is weighed: which name of the
bureau's own kind (县 in a report that says 全县) it puts into its documents' titles, before 卫健局, after 健康,
and how often; a document code (岚卫发〔2020〕3号) favours the names that begin so; at last the townships tell.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from kg.documents.borders import Found
from kg.documents.lines import Line
from kg.documents.places import ELSEWHERE, MASKED, Chain, chain_at, first_chain, names_in
from kg.documents.wording import BUREAU, CODE, ISSUER, MASKED_PLACE, OFFICE, signature_of
from kg.gazetteer import Division, gazetteer

# A report of usual length is weighed whole; of a longer text these first and last characters.
_HEAD, _TAIL = 60_000, 5_000

_HEAD_ISSUER = re.compile(rf"(?:{ISSUER}|{OFFICE})(?:文件|编印?|主办|编印|印发)?(?=\s|$)")
# An organisation in a title, directly after its place; an alliance there is what the report is of, not who speaks.
_BODY = re.compile(
    rf"(?:(?!关于|与|和|及|赴|对|年)[一-龥]){{0,16}}?(?:{ISSUER}|{OFFICE})(?<!医共体)(?<!医联体)(?<!医疗集团)"
)
_SHORT = re.compile(rf"([一-龥]{{2,4}}?)(?={BUREAU})")
_BUREAU_NEXT = re.compile(rf"{BUREAU}|卫生系统|卫健系统|委、|人民政府")
_HEALTHY = re.compile(r"健康([一-龥]{2,4})")
_TOWNSHIP = re.compile(r"[一-龥]{1,6}?(?:镇|乡|街道|苏木)")
_KINDS = {
    "县": ("县",),
    "市": ("市", "州", "盟", "地区"),
    "区": ("区",),
    "旗": ("旗",),
    "州": ("州",),
    "盟": ("盟",),
}
_SELF = {
    kind: re.compile(rf"我{kind}|全{kind}|(?<![一-龥]){kind}(?:委|政府|人民|卫|医院|中医院|疾控)") for kind in _KINDS
}


class Place(NamedTuple):
    """The reporting place: full name (None where masked or unknown), code where known, whether it is named plainly."""

    name: str | None
    code: str | None = None
    plain: bool = False


def place_of(found: Found, text: str, override: str | None = None) -> Place:
    """The place that a report speaks for; `text` is the report's own.

    `override` names it for a report that does not name it plainly, and chooses between namesakes
    (`山东省临沂市沂水县` or `沂水县`).
    """
    window = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]
    chain = _plain(found, window)
    if override and (chain is None or chain.name == MASKED):
        given = chain_at(override)
        if given is None or given.name == MASKED:
            return Place(override, None, True)
        return Place(given.name, _code(given.name, given.above, window), True)
    if chain is not None and override and (given := chain_at(override)) and given.name == chain.name:
        chain = given
    if chain is not None:
        name = None if chain.name == MASKED else chain.name
        return Place(name, name and _code(name, chain.above, window), True)
    name = _weighed(found, window) or _by_townships(window)
    return Place(name, name and _code(name, (), window))


def _plain(found: Found, text: str) -> Chain | None:
    """The place in title, signature or head, in this order."""
    if found.title and (chain := _full(first_chain(found.title)) or _short(found.title, text)):
        return chain
    for signature in _signatures(found):
        if chain := _full(chain_at(signature)):
            return chain
    for line in found.header:
        if len(line.text) <= 60 and _HEAD_ISSUER.search(line.text) and (chain := _full(chain_at(line.text))):
            return chain
    return None


def _full(chain: Chain | None) -> Chain | None:
    """A chain that ends in a full name (not 河北 or 兰州 alone)."""
    if chain is None or chain.name == MASKED:
        return chain
    is_short = chain.name[-1] == "州" and any(d.short == chain.name for d in gazetteer().by_name(chain.name))
    return chain if chain.name[-1] in "省市县区旗州盟" and not is_short else None


def _short(title: str, text: str) -> Chain | None:
    """A county by its short name before the bureau (沂水卫健局2019年工作总结)."""
    if (match := _SHORT.match(title)) is None:
        return None
    counties = [d for d in gazetteer().by_name(match[1]) if d.level != "province" and d.short == match[1]]
    named = [d for d in counties if d.name in text] or counties
    if len({d.name for d in named}) != 1:
        return None
    return Chain(0, match.end(), named[0].name, ())


def _signatures(found: Found) -> list[str]:
    last = [line.text for line in found.lines[-8:] if 4 <= len(line.text) <= 40]
    return [*filter(None, [found.signature]), *filter(None, map(signature_of, reversed(last)))]


def _weighed(found: Found, text: str) -> str | None:
    kind = _own_kind(text)
    score: Counter[str] = Counter()
    for name, times in names_in(text).items():
        if kind is None or name.endswith(_KINDS[kind]):
            score[name] = times + _told(name, text)
    for match in _HEALTHY.finditer(text):
        for division in gazetteer().by_name(match[1]):
            own = kind is None or division.name.endswith(_KINDS[kind])
            if own and division.level != "province" and division.short == match[1]:
                score[division.name] += 2
    for prefix, weight in _codes(found, text):
        for name in score:
            if name.startswith(prefix):
                score[name] += weight
    masked = len(MASKED_PLACE.findall(text))
    best = max(score.items(), key=lambda item: item[1], default=None)
    return best[0] if best and best[1] > max(masked, 0) else None


def _own_kind(text: str) -> str | None:
    """县, 市, 区 or 旗: what the report calls itself most."""
    said = Counter({kind: len(pattern.findall(text)) for kind, pattern in _SELF.items()})
    kind, times = said.most_common(1)[0]
    return kind if times else None


def _told(name: str, text: str) -> int:
    """How much the places where a name stands tell that the report is its own."""
    points = (
        3 * text.count("《" + name)
        + 3 * text.count("健康" + name[:-1]) * (len(name) > 2)
        + 3 * text.count("健康" + name)
    )
    for match in re.finditer(re.escape(name), text):
        if text.startswith(ELSEWHERE, max(0, match.start() - 1), match.start()):
            points -= 1
        elif _BUREAU_NEXT.match(text, match.end()):
            points += 2
    return points


def _codes(found: Found, text: str) -> list[tuple[str, int]]:
    head = {match[1] for line in found.header if (match := CODE.match(line.text))}
    return [(code, 8) for code in head] + [(match[1], 3) for match in CODE.finditer(text) if match[1] not in head]


def _by_townships(text: str) -> str | None:
    """The county that alone has most of the townships named, if at least two."""
    names = {match[0][-n:] for match in _TOWNSHIP.finditer(text) for n in range(2, min(7, len(match[0])) + 1)}
    above = {d.code for _, _, divisions in gazetteer().find(text) for d in divisions if d.level == "prefecture"}
    counties: Counter[Division] = Counter()
    for name in names:
        owners = {d.parent for d in gazetteer().by_name(name) if d.level == "township" and d.parent}
        divisions = [d for owner in owners if (d := gazetteer().by_code(owner))]
        counties.update([d for d in divisions if d.parent in above] or divisions)
    ranked = counties.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    kind = _own_kind(text)
    county = ranked[0][0]
    return county.name if kind is None or county.name.endswith(_KINDS[kind]) else None


def _code(name: str, above: tuple[Division, ...], text: str) -> str | None:
    """The code of a place by its full name; of namesakes the one that the text's other places point to."""
    divisions = gazetteer()
    found = [d for d in divisions.by_name(name) if d.level != "township" and (d.name == name or d.short != name)]
    for division in above:
        found = [d for d in found if divisions.is_within(d, division.code)]
    if len(found) <= 1:
        return found[0].code if found else None
    named = Counter(d.code for _, _, ds in divisions.find(text) for d in ds if len(ds) == 1)
    points = {
        d: sum((3 if a.level == "prefecture" else 1) * min(named[a.code], 3) for a in divisions.ancestors(d))
        + sum(2 for township in divisions.townships_of(d.code) if township in text)
        for d in found
    }
    best, second = sorted(points.values(), reverse=True)[:2]
    return max(points, key=lambda d: points[d]).code if best > second else None


def issuer_of(found: Found, place: str | None) -> str | None:
    """Who speaks: the bureau or institution of the signature, else of the head or title, with its place before it."""
    title = found.title and _issuer_in(found.title)
    signature = next((s for s in _signatures(found) if re.search(ISSUER, s)), None)
    issuer = signature or _header_issuer(found.header) or title
    if issuer and place and MASKED_PLACE.match(issuer) is None and _full(chain_at(issuer)) is None:
        where = issuer.find(place)
        issuer = issuer[where:] if where >= 0 else place + issuer.removeprefix(place[-1])
    return issuer


def _issuer_in(title: str) -> str | None:
    chain = first_chain(title)
    if chain and (match := _BODY.match(title, chain.end)):
        return title[chain.start : match.end()]
    match = _BODY.search(title) if chain is None else None
    return match[0] if match else None


def _header_issuer(header: list[Line]) -> str | None:
    for line in header:
        if len(line.text) <= 60 and (match := _HEAD_ISSUER.search(line.text)) and chain_at(line.text):
            return re.sub(r"(?:文件|编印?|主办|编印|印发)$", "", line.text[: match.end()])
    return None
