"""Mentions to entities, candidate relations to relations: who is meant, within this report.

`resolve` returns the report's Extraction. Each mention keeps the rule that joined it to its entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.gazetteer import gazetteer
from kg.ids import entity_iri
from kg.model import Entity, Evidence, Extraction, Mention, Relation, Report
from kg.nlp.mentions.found import Found
from kg.nlp.relations.candidate import Candidate
from kg.resolution.names import full_ending, full_forms, full_name
from kg.resolution.places import Surroundings

CARE = frozenset(
    {"Hospital", "TownshipHealthCentre", "VillageClinic", "CommunityHealthCentre", "PublicHealthInstitution"}
)
UNDIRECTED = frozenset({"contractsWith", "cooperatesWith", "teleconsultsWith", "refersPatientsWith"})
BUREAUS = ("卫生健康局", "卫生健康委员会", "卫生和计划生育局", "卫生和计划生育委员会", "卫生局", "卫生健康和体育局")
_FAR = 3000
TOWNSHIP = re.compile(r"(?:中心)?(?:卫生院|社区卫生服务中心|社区卫生服务站)$")


@dataclass(slots=True, eq=False)
class Draft:
    """An entity in the making."""

    cls: str
    name: str
    collective: bool = False
    count: int | None = None
    global_: bool = False
    place: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)


def resolve(report: Report, mentions: list[Found], candidates: list[Candidate]) -> Extraction:
    """The entities and relations of one report. Offsets are made absolute (into the source's text)."""
    return Resolver(report, mentions, candidates).extraction()


class Resolver:
    """The state of resolving one report."""

    def __init__(self, report: Report, mentions: list[Found], candidates: list[Candidate]) -> None:
        self.report = report
        self.text = report.text
        self.mentions = mentions
        self._starts = [m.start for m in mentions]
        self.candidates = candidates
        self.places = Surroundings(report, mentions)
        self.drafts: dict[tuple[str, ...], Draft] = {}
        self.meaning: dict[int, list[Draft]] = {}
        self.owner_of = {id(c.head): c.tail for c in candidates if c.type == "partOf" and c.head is not None}
        self.own: Draft | None = None
        self.bureau: Draft | None = None
        self.home: Draft | None = None

    # -- the whole -----------------------------------------------------------------------------------------

    def extraction(self) -> Extraction:
        names = [m for m in self.mentions if m.kind == "name"]
        for mention in names:
            if mention.cls not in ("Unit", "Programme") and not _is_unnamed(mention):
                self._meet(mention, self._institution(mention) if mention.cls != "Place" else self._place(mention))
        self._merge_short_names()
        self._find_own()
        for mention in names:
            if mention.cls == "Programme":
                self._meet(mention, self._programme(mention))
        for mention in self.mentions:
            if (
                mention.kind == "kind"
                and mention.cls != "MedicalAlliance"
                and (
                    mention.quantified
                    or mention.count
                    or mention.cls in ("TownshipHealthCentre", "VillageClinic", "CommunityHealthCentre")
                    or mention.inner.startswith(("县级", "公立"))
                )
            ):
                self._meet(mention, self._collective(mention))
        for mention in names:
            if mention.cls == "Unit":
                unit = self._unit(mention)
                if unit is not None:
                    self._meet(mention, unit)
        relations = self._relations()
        return self._pack(relations)

    def _draft(
        self,
        cls: str,
        name: str,
        *,
        collective: bool = False,
        count: int | None = None,
        key: tuple[str, ...] | None = None,
    ) -> Draft:
        kind = "Place" if cls == "Place" else "Programme" if cls == "Programme" else "institution"
        identity = key or (kind, self._same(name), str(collective), str(count) if collective else "")
        draft = self.drafts.get(identity)
        if draft is None:
            draft = self.drafts[identity] = Draft(cls, name, collective, count)
        return draft

    @staticmethod
    def _same(name: str) -> str:
        """The key under which wordings of one name meet."""
        for one, other in full_forms()["same"].items():
            if name.endswith(one):
                return name[: -len(one)] + str(other)
        return name

    def _meet(self, mention: Found, draft: Draft, rule: str | None = None) -> None:
        self.meaning.setdefault(id(mention), []).append(draft)
        implied = mention.kind == "anaphor"
        draft.mentions.append(
            Mention(
                self.report.start + mention.start,
                self.report.start + mention.end,
                mention.text,
                rule or mention.rule,
                implied,
            )
        )
        if not implied:
            for form in (mention.text, *mention.forms):
                draft.names[form] += 1

    # -- institutions --------------------------------------------------------------------------------------

    def _institution(self, mention: Found) -> Draft:
        known = full_forms()["known"].get(mention.text)
        if known:
            draft = self._draft(mention.cls, known)
            draft.global_ = True
            return draft
        if mention.text[0] in "局委" and mention.text[1:] in ("党组", "党委", "党工委", "党组织"):
            return self._draft(mention.cls, self._home_bureau().name + mention.text[1:])
        owner = mention.owner
        if owner is not None and owner.end <= mention.start and mention.text.endswith(("分院", "院区")):
            of = self._entities(owner)
            if of:
                return self._draft(mention.cls, of[0].name + mention.text)
        if owner is not None and mention.start <= owner.start < owner.end <= mention.end:
            of = self.meaning.get(id(owner)) or [self._institution(owner)]
            return self._draft(mention.cls, of[0].name + full_ending(self.text[owner.end : mention.end]))
        place, inner = mention.place, mention.inner or mention.full
        if mention.rule == "short name given by the text" and mention.place is None:
            place, inner = None, mention.full
        if place is not None and len(place) == 1:
            whole = self.places.relative(place, mention)
            if (
                mention.cls == "PartnerInstitution"
                and place in "镇乡"
                and (
                    town := next(
                        (
                            m.place
                            for m in self._before(mention)
                            if m.place and m.place.endswith(place) and len(m.place) > 2
                        ),
                        None,
                    )
                )
            ):
                return self._local(mention, town, inner)
            if place in "镇乡村" or whole is None:
                return self._draft(mention.cls, full_ending(mention.full))
            return self._local(mention, whole, inner)
        if (
            place is not None
            and place[-1] not in "省市县区旗州盟镇乡村道木队"
            and self.places.full(place) != self.report.place
        ):
            return self._draft(mention.cls, full_ending(mention.full))  # 北京协和医院 is not 北京市协和医院
        if place is not None:
            whole = self.places.full(place)
            if (
                mention.cls in ("TownshipHealthCentre", "CommunityHealthCentre", "VillageClinic")
                and place[-1] in "县市区旗"
                and len(inner) > 5
                and re.match(r"[一-龥]{2,4}(?:镇|乡|街道|社区|村|中心卫生院|卫生院|社区卫生)", inner)
                and not re.match("(?:乡镇|社区|中心|城关镇?)卫生", inner)
                and mention.full == mention.text
            ):
                draft = self._draft(mention.cls, full_ending(inner))
                draft.place = whole
                return draft
            return self._local(mention, whole, inner)
        named = mention.cls in ("CommunityHealthCentre", "TownshipHealthCentre") and not mention.text.startswith(
            ("社区", "中心")
        )
        if mention.local and mention.cls != "MedicalAlliance" and not named and mention.text != "社区医院":
            home = self.places.home_or_mask
            if home:
                return self._local(mention, home, inner)
        return self._draft(mention.cls, full_ending(mention.full))

    def _local(self, mention: Found, place: str, inner: str) -> Draft:
        if inner == "医院" and mention.cls == "Hospital":
            return self._county_hospital(place)
        if inner == "第二医院" and False:
            return self._draft(mention.cls, place + inner)
        if not self.report.place and place == self.places.home_or_mask and place + inner not in self.text:
            if mention.cls == "GovernmentBody" and inner in ("委", "政府", "人民政府", "委办"):
                return self._draft(mention.cls, mention.text)
            place = place[-1]  # where the county is masked, the longest form that the text has
        name = full_name(inner, place, printed=mention.text)
        draft = self._draft(mention.cls, name)
        if len(name) > len(draft.name) and self._same(name) == self._same(draft.name):
            draft.name = name
        return draft

    def _county_hospital(self, place: str) -> Draft:
        """县医院: the people's hospital, unless the report prints 青禾县医院 in full."""
        people = ("institution", self._same(place + "人民医院"), "False", "")
        if people in self.drafts or any(
            m.inner == "人民医院"
            and (m.place == place or m.place in ("县", "市", "区") and place == self.places.home_or_mask)
            for m in self.mentions
        ):
            return self._draft("Hospital", place + "人民医院")
        if re.search(rf"{re.escape(place)}医院", self.text):
            return self._draft("Hospital", place + "医院")
        return self._draft("Hospital", place + "人民医院")

    def _merge_short_names(self) -> None:
        """光华医院 is the 江城医科大学附属光华医院 of the same report; 王村卫生院 its 王村中心卫生院."""
        named = [d for d in self.drafts.values() if d.cls != "Place"]
        locals_ = {id(d) for m in self.mentions if m.local for d in self.meaning.get(id(m), ())}
        alike: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        for draft in named:
            for key in _likeness(draft):
                alike[(draft.cls, key)].append(draft)
        for short in named:
            if id(short) in locals_:
                continue
            near = dict.fromkeys(d for key in _likeness(short) for d in alike[(short.cls, key)])
            longer = [d for d in near if d is not short and _shortens(short, d)]
            longer = [d for d in longer if not any(_shortens(d, e) for e in longer if e is not d)]
            if len(longer) == 1:
                self._join(short, longer[0])

    def _join(self, short: Draft, full: Draft) -> None:
        full.mentions += short.mentions
        full.names.update(short.names)
        for key, draft in list(self.drafts.items()):
            if draft is short:
                self.drafts[key] = full
        for drafts in self.meaning.values():
            drafts[:] = [full if d is short else d for d in drafts]

    # -- the reporting county, bureau, institution ----------------------------------------------------------

    def _find_own(self) -> None:
        title_end = self.text.find("\n", len(self.text) - len(self.text.lstrip())) if self.text else 0
        for mention in self.mentions:
            if mention.start > max(title_end, 60):
                break
            if (
                mention.kind == "name"
                and mention.cls in CARE
                and mention.owner is None
                and (mention.text in (self.report.title or "") or mention.text == self.report.issuer)
            ):
                self.own = self.meaning[id(mention)][0]
                break
            if (
                mention.kind == "name"
                and mention.cls == "GovernmentBody"
                and self.report.title
                and mention.text in self.report.title
            ):
                break
        home = self.places.home_or_mask
        for draft in self.drafts.values():
            if (
                draft.cls == "GovernmentBody"
                and any(draft.name == home + b for b in BUREAUS)
                and (self.bureau is None or sum(draft.names.values()) > sum(self.bureau.names.values()))
            ):
                self.bureau = draft

    def _home(self) -> Draft:
        if self.home is None:
            name = self.places.home_or_mask or "本县"
            self.home = self._draft("Place", name)
        return self.home

    def _home_bureau(self) -> Draft:
        if self.bureau is None:
            home = self.places.home_or_mask
            year = self.report.year or 2020
            issuer = self.report.issuer or ""
            name = (
                full_ending(issuer)
                if home and full_ending(issuer).endswith(BUREAUS) and issuer.startswith(home)
                else home + ("卫生局" if year < 2014 else "卫生和计划生育局" if year < 2019 else "卫生健康局")
            )
            self.bureau = self._draft("GovernmentBody", name)
        return self.bureau

    def _default(self) -> Draft:
        return self.own or self._home()

    # -- places, programmes, collectives, units ---------------------------------------------------------------

    def _place(self, mention: Found) -> Draft:
        return self._draft("Place", self.places.full(mention.full))

    def _programme(self, mention: Found) -> Draft:
        key = re.sub('[“”"、 ]', "", mention.full)
        key = re.sub(r"(?:试点|政策|工作)$", "", key) or key
        name = re.sub(r"试点$", "", mention.full) or mention.full
        draft = self._draft("Programme", name, key=("Programme", key))
        for form in mention.forms:
            self.drafts.setdefault(("Programme", re.sub('[“”"、 ]', "", form)), draft)
        draft.global_ = draft.global_ or mention.rule == "term of art"
        return draft

    def _collective(self, mention: Found) -> Draft:
        inner = mention.inner
        place = self.places.home_or_mask
        if mention.place and len(mention.place) > 1 and mention.place[0] not in "全我该本各辖":
            place = self.places.full(mention.place)
        elif mention.place and mention.place[0] == "该":
            place = next((d.name for d in self._last(mention, ("Place",))), place)
        if inner.startswith(place):
            inner = inner[len(place) :]
        if mention.count is None:
            known = [
                d
                for k, d in self.drafts.items()
                if k[0] == "collective" and k[1] == inner and k[2] == place and d.count is not None
            ]
            if known and mention.cls != "Hospital":
                return max(known, key=lambda d: d.count or 0)
        outside = mention.after_etc or (
            mention.cls == "Hospital"
            and mention.count is not None
            and mention.place is None
            and not inner.startswith(("县级", "二级", "公立", "民营"))
        )
        name = (
            (f"{mention.count}家{inner}" if mention.count else inner)
            if outside
            else place + (str(mention.count) + "所" if mention.count and False else "") + inner
        )
        return self._draft(
            mention.cls,
            name,
            collective=True,
            count=mention.count,
            key=("collective", inner, "" if outside else place, str(mention.count)),
        )

    def _unit(self, mention: Found) -> Draft | None:
        owner = self.owner_of.get(id(mention), mention.owner)
        inner = mention.inner or mention.full
        if id(mention) in self.owner_of or mention.owner is not None:
            owners = self._entities(owner) if owner is not None else ([self.own] if self.own else [])
            if not owners and owner is not None:
                return None
            if owner is None and ("unit", mention.text.strip("“”")) in self.drafts:
                owners = []
        else:
            owners = []
        if owners:
            if owners[0] is None or owners[0].cls == "Place":
                return None
            if mention.owner is not None and mention.owner.start == mention.start:
                inner = self.text[mention.owner.end : mention.end]
            elif mention.full != mention.text:
                inner = mention.full
            else:
                inner = mention.text
            name = owners[0].name + inner.strip("“”")
            draft = self._draft("Unit", name, collective=mention.kind == "kind", count=mention.count)
            draft.names[inner.strip("“”")] += 1
            self.drafts.setdefault(("unit", inner.strip("“”")), draft)
            return draft
        known = self.drafts.get(("unit", mention.text.strip("“”"))) or next(
            (d for d in self.drafts.values() if d.cls == "Unit" and d.name.endswith(mention.full)), None
        )
        if known is not None:
            return known
        if mention.place is not None and len(mention.place) > 1 and False:
            return self._draft("Unit", mention.text)
        return None

    # -- stand-ins ---------------------------------------------------------------------------------------------

    def _entities(self, mention: Found | None) -> list[Draft]:
        """What a mention means; [] where nothing can be told."""
        if mention is None:
            return [self._default()]
        if id(mention) in self.meaning:
            return self.meaning[id(mention)]
        if mention.kind != "anaphor":
            return []
        drafts = self._stand_in(mention)
        self.meaning[id(mention)] = []
        for draft in drafts:
            self._meet(mention, draft, f"stand-in: {mention.means}")
        return self.meaning[id(mention)]

    def _stand_in(self, mention: Found) -> list[Draft]:
        means = mention.means
        if means == "home_place":
            home = self.places.home_or_mask
            if home and not home.endswith(mention.text[-1]) and mention.text[-1] in "市州省":
                above = self.places.above(mention.text[-1])
                return [self._draft("Place", above)] if above else [self._home()]
            return [self._default()] if self.own and mention.text.startswith("全") else [self._home()]
        if means == "home_bureau":
            return [self._home_bureau()]
        if means == "own kind":
            return [self.own] if self.own and self.own.name.endswith(mention.text) else []
        if means == "own":
            return [self.own] if self.own else self._last(mention, tuple(CARE))[:1]
        if means == "last":
            return self._last(mention, mention.classes)
        if means in ("first", "second"):
            pair = self._pair(mention)
            return [pair[0 if means == "first" else 1]] if len(pair) >= 2 else []
        if mention.listed:
            return [d for m in mention.listed for d in self._entities(m)[:1]]
        if means == "superior":
            return self._superiors(mention)
        if means in ("both", "all"):
            wanted = {"三": 3, "四": 4}.get(mention.text[0], 2)
            group = self._recent(mention, wanted)
            return group if len(group) == wanted else []
        return []

    def _superiors(self, mention: Found) -> list[Draft]:
        """上级医院 after hospitals from elsewhere in the same sentence means those."""
        sentence = max(self.text.rfind(c, 0, mention.start) for c in "。\n")
        home = self.places.home_or_mask
        found = [
            d
            for m in self._before(mention)
            if m.start > sentence and m.cls == "Hospital" and m.kind == "name"
            for d in self._entities(m)[:1]
        ]
        return [d for d in dict.fromkeys(found[::-1]) if not home or not d.name.startswith(home)]

    def _before(self, mention: Found) -> Iterator[Found]:
        """The mentions before it in its line, the nearest first; no reader looks back further than _FAR characters."""
        start = max(self.text.rfind("\n", 0, mention.start), mention.start - _FAR)
        for index in range(bisect_left(self._starts, mention.start) - 1, -1, -1):
            other = self.mentions[index]
            if other.start <= start:
                return
            if other.end <= mention.start:
                yield other

    def _last(self, mention: Found, classes: tuple[str, ...]) -> list[Draft]:
        """The entity of these classes that was last the subject; after 赴, 到, 与 simply the last one named."""
        if mention.text == "来院" and self.own:
            return [self.own]
        previous = [
            m
            for m in self._before(mention)
            if m.cls in classes
            and m.kind == "name"
            or (m.kind == "anaphor" and m.means in ("own", "last", "first", "second") and "Hospital" in classes)
        ]
        if not previous:
            return [self.own] if self.own and self.own.cls in classes and mention.rule == "bare word" else []
        is_object = re.search(r"[赴到在与向同和为由对驻]$", self.text[max(0, mention.start - 1) : mention.start])
        if is_object:
            return self._entities(previous[0])[:1]
        sentence = max(self.text.rfind(c, 0, mention.start) for c in "。；\n")
        earlier = [m for m in previous if m.start <= sentence] or previous
        last_sentence = max(self.text.rfind(c, 0, max(sentence, 0)) for c in "。；\n")
        in_last = [m for m in earlier if m.start > last_sentence]
        subject = in_last[-1] if in_last else earlier[0]
        drafts = self._entities(subject)
        return drafts[:1]

    def _recent(self, mention: Found, wanted: int) -> list[Draft]:
        """The last `wanted` distinct institutions named before, in order."""
        found: list[Draft] = []
        for other in self._before(mention):
            if (
                other.cls in ("Place", "Programme", "Unit", "MedicalAlliance")
                and other.kind == "name"
                or other.kind == "kind"
                or other is mention
            ):
                continue
            for draft in self._entities(other)[:1]:
                if draft not in found and draft.cls not in ("Place",):
                    found.append(draft)
            if len(found) == wanted:
                break
        return found[::-1]

    def _pair(self, mention: Found) -> list[Draft]:
        """The two that 前者 and 后者 tell apart: the last list of two, else the last two named."""
        sentence = max(self.text.rfind(c, 0, mention.start) for c in "。；\n")
        names = [m for m in self._before(mention) if m.kind == "name" and m.cls not in ("Programme", "Unit")]
        inside = [m for m in names if m.start > sentence]
        if len(inside) < 2:
            sentence = max(self.text.rfind(c, 0, max(sentence, 0)) for c in "。；\n")
            inside = [m for m in names if m.start > sentence]
        names = inside[::-1] if len(inside) >= 2 else names[::-1]
        for left, right in zip(names, names[1:], strict=False):
            if (
                re.fullmatch(r"[、和与同及]|以及", self.text[left.end : right.start])
                and left.cls != "Place"
                and right.cls != "Place"
            ):
                return [*self._entities(left)[:1], *self._entities(right)[:1]]
        return self._recent(mention, 2)

    # -- relations ----------------------------------------------------------------------------------------------

    def _relations(self) -> dict[tuple[int, int, str], tuple[Draft, Draft, str, str, list[Evidence], Candidate]]:
        relations: dict[tuple[int, int, str], tuple[Draft, Draft, str, str, list[Evidence], Candidate]] = {}
        for candidate in self.candidates:
            for head, tail in self._ends(candidate):
                if head is tail or not _fits(candidate.type, head, tail):
                    continue
                if candidate.type in UNDIRECTED and (id(tail), id(head), candidate.type) in relations:
                    head, tail = tail, head
                key = (id(head), id(tail), candidate.type)
                evidence = self._evidence(candidate)
                known = relations.get(key)
                if known is None:
                    relations[key] = (head, tail, candidate.type, candidate.status, [evidence], candidate)
                else:
                    status = "actual" if "actual" in (known[3], candidate.status) else "planned"
                    best = candidate if known[3] == "planned" and candidate.status == "actual" else known[5]
                    kept = (
                        [*known[4], evidence]
                        if candidate.status == known[3]
                        else ([evidence] if candidate.status == "actual" else known[4])
                    )
                    relations[key] = (head, tail, candidate.type, status, kept, best)
        return relations

    def _ends(self, candidate: Candidate) -> Iterator[tuple[Draft, Draft]]:
        if candidate.head is not None and candidate.head is candidate.tail:
            group = self._entities(candidate.head)
            yield from ((a, b) for i, a in enumerate(group) for b in group[i + 1 :])
            return
        if candidate.type == "partOf" and candidate.tail is None:
            if self.own is None:
                return
            tails = [self.own]
        else:
            tails = self._tails(candidate)
        for head in self._entities(candidate.head):
            for tail in tails:
                yield head, tail

    def _tails(self, candidate: Candidate) -> list[Draft]:
        tail = candidate.tail
        if candidate.type == "memberOf" and tail is not None and _is_unnamed(tail):
            return self._unnamed_alliance(candidate, tail)
        if candidate.type == "memberOf" and tail is not None and id(tail) not in self.meaning and tail.kind == "kind":
            return []
        return self._entities(tail)

    def _unnamed_alliance(self, candidate: Candidate, alliance: Found) -> list[Draft]:
        kind = re.search(
            r"(?:专科联盟|医联体|医共体|健共体|医疗集团|联盟|医疗联合体|医疗共同体|共同体|集团|协作网)$", alliance.text
        )
        founder = candidate.partners[0] if candidate.partners else None
        if founder is None:
            named = [d for d in dict.fromkeys(self.drafts.values()) if d.cls == "MedicalAlliance"]
            return named[:1] if len(named) == 1 else []
        founders = self._entities(founder)
        if not founders or kind is None:
            return []
        draft = self._draft("MedicalAlliance", founders[0].name + kind[0])
        if id(alliance) not in self.meaning:
            self._meet(alliance, draft, "unnamed alliance: founder and kind")
            draft.names[alliance.text] += 1
        return [draft]

    def _evidence(self, candidate: Candidate) -> Evidence:
        base = self.report.start
        start, end = candidate.sentence_start, candidate.sentence_end
        sentence = self.text[start:end]
        lead = len(sentence) - len(sentence.lstrip(" 　\t>\n"))
        return Evidence(
            self.report.id,
            base + candidate.start,
            base + candidate.end,
            self.text[candidate.start : candidate.end],
            self.text[start + lead : end],
            base + start + lead,
        )

    # -- packing --------------------------------------------------------------------------------------------------

    def _pack(
        self, relations: dict[tuple[int, int, str], tuple[Draft, Draft, str, str, list[Evidence], Candidate]]
    ) -> Extraction:
        used = {id(d) for r in relations.values() for d in r[:2]}
        entities: dict[int, Entity] = {}
        for draft in dict.fromkeys(self.drafts.values()):
            if id(draft) not in used and (draft.collective or not draft.names or draft.cls == "Unit"):
                continue
            entities[id(draft)] = self._entity(draft)
        packed: dict[tuple[str, str, str], Relation] = {}
        for head, tail, type_, status, evidence, candidate in relations.values():
            ends = (entities[id(head)].iri, entities[id(tail)].iri)
            if ends[0] == ends[1]:
                continue
            key = (type_, *(sorted(ends) if type_ in UNDIRECTED else ends))
            if key in packed:
                continue
            unique = tuple(sorted(set(evidence), key=lambda e: (e.start, e.end)))
            packed[key] = Relation(
                type_,
                *ends,
                status=status,
                evidence=unique,
                attributes=candidate.attributes,
                confidence=candidate.confidence,
            )  # type: ignore[arg-type]
        by_iri: dict[str, Entity] = {}
        for entity in entities.values():
            by_iri.setdefault(entity.iri, entity)
        return Extraction(self.report, tuple(sorted(by_iri.values(), key=lambda e: e.iri)), tuple(packed.values()))

    def _entity(self, draft: Draft) -> Entity:
        kind = {"Place": "place", "Programme": "programme"}.get(draft.cls, "institution")
        scope = self._scope(draft)
        path = (
            (scope, draft.name)
            if kind != "place" or scope == self.report.scope and draft.name != self.report.place
            else (scope,)
        )
        if kind == "place" and draft.name == self.places.home_or_mask:
            path = (self.report.scope,)
        if draft.collective:
            path = (*path, f"{draft.count or 'all'}")
        mentions = tuple(sorted(set(draft.mentions), key=lambda m: (m.start, m.end)))
        return Entity(
            entity_iri(kind, *path),
            draft.cls,
            draft.name,
            tuple(sorted(draft.names)),
            scope,
            draft.collective,
            draft.count,
            mentions,
        )

    def _scope(self, draft: Draft) -> str:
        """The code or name of the place that the entity's name is scoped by; CN for what is national."""
        if draft.global_:
            return "CN"
        if draft.cls == "Place":
            if draft.name == self.places.home_or_mask:
                return self.report.scope
            code = self.places.code(draft.name)
            if code:
                return code
            return (
                draft.name
                if re.search(r"[省市县区旗州盟]$", draft.name) and not re.search(r"[xX×*某]", draft.name)
                else self.report.scope
            )
        name = draft.name.removeprefix("中共")
        home = self.places.home_or_mask
        if draft.place and draft.place != home:
            return self.places.code(draft.place) or draft.place
        if home and name.startswith(home):
            return self.report.scope
        if re.match(r"中国|国家|全国|中国人民解放军|联勤保障部队", name):
            return "CN"
        if draft.cls == "PartnerInstitution" and re.search(r"有限(?:责任)?公司|集团", name):
            return "CN"
        for start, end, divisions in gazetteer().find(name[:12]):
            if start == 0:
                return self.places.code(name[:end]) or divisions[0].code
        leading = re.match(r"[一-龥]{2,6}?[省市县区旗](?=[一-龥]{2})", name)
        if leading and draft.cls not in ("TownshipHealthCentre", "VillageClinic"):
            return leading[0]
        return self.report.scope


def _is_unnamed(mention: Found) -> bool:
    return mention.cls == "MedicalAlliance" and (
        mention.kind == "kind"
        or mention.text in ("医联体", "医共体", "健共体", "专科联盟", "医疗集团", "联盟", "医疗联合体", "医疗共同体")
    )


def _likeness(draft: Draft) -> set[str]:
    """What two names must share for one to be short for the other: an ending or a beginning, a township's stem."""
    keys = {"…" + draft.name[-3:], draft.name[:4] + "…"}
    if draft.cls in ("TownshipHealthCentre", "CommunityHealthCentre"):
        keys.add(TOWNSHIP.sub("", draft.name)[:2])
    return keys


def _shortens(short: Draft, full: Draft) -> bool:
    """Whether one name is a short form of the other, by its end or its beginning."""
    a, b = short.name, full.name
    if len(a) >= len(b) or len(a) < 3 or short.cls != full.cls:
        return False
    if short.cls in ("TownshipHealthCentre", "CommunityHealthCentre"):
        stem = lambda n: re.sub(r"(?:镇|乡|街道|民族乡|苏木)?(?:中心)?$", "", TOWNSHIP.sub("", n))  # noqa: E731
        return stem(a) == stem(b) and len(stem(a)) >= 2
    if (
        short.cls == "PartnerInstitution"
        and b.startswith(a)
        and len(a) >= 4
        and len(b) - len(a) <= 8
        and not re.search(r"大学|学院|银行", a)
    ):
        return True
    if b.endswith(a):
        before = b[: -len(a)]
        return (
            short.cls in ("Hospital", "PartnerInstitution")
            and len(before) >= 2
            and bool(re.search(r"附属|大学|省|市|县|区|中国|部队|北京|上海|天津|重庆|[一-龥]$", before))
            and not re.match(r"(?:第|人民|中心|中医|市|县|省)", a)
        )
    return False


def _fits(type_: str, head: Draft, tail: Draft) -> bool:
    """Whether the classes of the ends are those of the relation."""
    programme = type_ in ("pilots", "implements")
    if (tail.cls == "Programme") != programme or head.cls == "Programme":
        return False
    if type_ == "memberOf":
        return tail.cls == "MedicalAlliance" and head.cls not in ("MedicalAlliance", "GovernmentBody", "Place")
    if type_ == "partOf":
        return head.cls in ("Unit", "Hospital") and tail.cls not in ("Place", "Programme")
    if type_ in ("teleconsultsWith", "refersPatientsWith"):
        return not {head.cls, tail.cls} & {"Place", "GovernmentBody"}
    if type_ == "contractsWith":
        return True
    return not (type_ == "assists" and tail.cls == "MedicalAlliance")


def evidence_spans(relations: Iterable[Relation]) -> list[tuple[int, int]]:
    """The spans of all evidence, in order."""
    return sorted({(e.start, e.end) for r in relations for e in r.evidence})
