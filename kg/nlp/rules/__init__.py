"""What a domain expert would change: suffixes, modifiers, triggers, cues, programmes, full forms.

Readable files, read once: `load("institutions")` gives the content of institutions.toml.

>>> [s["class"] for s in load("institutions")["suffix"]][:2]
['Hospital', 'TownshipHealthCentre']
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The content of NAME.toml in this folder."""
    with (_HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def load_words(name: str) -> frozenset[str]:
    """The lines of NAME.txt in this folder, without comments."""
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
