"""A mention as the pipeline finds it: where it stands, what it may mean; who is meant is resolved later.

>>> clinic = Found(0, 2, "东湾", "TownshipHealthCentre", full="东湾卫生院")
>>> clinic.full, clinic.kind, clinic.cls in CARE
('东湾卫生院', 'name', True)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "kind", "anaphor"]

# The classes of institutions that treat or look after people; they own units and branches.
CARE = frozenset(
    {"Hospital", "TownshipHealthCentre", "VillageClinic", "CommunityHealthCentre", "PublicHealthInstitution"}
)


@dataclass(slots=True, eq=False)
class Found:
    """A mention in a text.

    `full` is the name completed from its list (王村 in 王村、侯堡2个卫生院 is 王村卫生院). A mention of kind
    "kind" names no single thing (乡镇卫生院); with `count` or `quantified` it is a collective. An anaphor
    `means` something of the sentences before it. `place` is the place prefix as printed (县, 石坪县, 全县), `inner`
    the rest of the name; a `local` name (中医院, 精神病医院) has no place and nothing else of its own, so it is
    the reporting county's. `forms` are further surface forms of the same thing.
    """

    start: int
    end: int
    text: str
    cls: str
    kind: Kind = "name"
    full: str = ""
    rule: str = "suffix"
    place: str | None = None
    count: int | None = None
    quantified: bool = False
    means: str | None = None
    classes: tuple[str, ...] = ()
    owner: Found | None = None
    after_etc: bool = False
    listed: tuple[Found, ...] = ()
    inner: str = ""
    local: bool = False
    forms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.full = self.full or self.text
