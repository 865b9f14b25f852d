"""A folder of your own that adds to the ontology and to the rules: new relations, words, programmes.

    mine/ontology.ttl      terms of your own, beside those of ontology/yilian.ttl
    mine/relations.toml    what is added to kg/nlp/rules/relations.toml: its lists and tables go on with yours
    mine/programmes.toml   and so for each file there; of a .txt the lines are added

The environment names it (YILIAN_ADAPTATION=mine kg build …), for a command and all that it starts, or `adapt` does,
before anything else is done. A graph that was built with an adaptation is read with it.

>>> import os, tempfile
>>> mine = Path(tempfile.mkdtemp())
>>> _ = (mine / "status.toml").write_text('[planned]\\nwords = ["盼"]\\n', encoding="utf-8")
>>> os.environ[VARIABLE] = str(mine)
>>> own_rules("status"), own_rules("places")
({'planned': {'words': ['盼']}}, {})
>>> del os.environ[VARIABLE]
>>> own_rules("status")
{}
"""

from __future__ import annotations

import os
import sys
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import MalformedFile, TooLate

VARIABLE = "YILIAN_ADAPTATION"
ONTOLOGY_FILE = "ontology.ttl"
_RULES = Path(__file__).parent / "nlp" / "rules"


def adapt(folder: Path | str | None) -> None:
    """Read with the ontology and the rules in a folder of your own, in this process and those it starts; None: without.

    The rules are read once, so this comes before the first report is read or the first graph opened.

    Raises MalformedFile where the folder is not there or one of its files cannot be read, TooLate where the rules
    have been read without it.

    >>> adapt("no/such/folder")
    Traceback (most recent call last):
    kg.errors.MalformedFile: no/such/folder: there is no such folder. It is to hold ontology.ttl, relations.toml, …
    """
    chosen = None if folder is None else _checked(Path(folder))
    if chosen == adaptation():
        return
    if "kg.nlp.rules" in sys.modules or _schema_is_read():
        raise TooLate(
            f"{folder}: the rules have been read already. Adapt before the first report or graph is read "
            f"(in a notebook: restart the kernel), or set {VARIABLE}."
        )
    if chosen is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = str(chosen)


def adaptation() -> Path | None:
    """The folder that is read with, None without.

    Raises MalformedFile where it is not there.
    """
    named = os.environ.get(VARIABLE)
    return _checked(Path(named)) if named else None


def own_ontology() -> Path | None:
    """The file with terms of one's own, where there is one."""
    folder = adaptation()
    path = folder and folder / ONTOLOGY_FILE
    return path if path and path.is_file() else None


def own_rules(name: str) -> dict[str, Any]:
    """What NAME.toml of the folder holds; nothing where there is none.

    Raises MalformedFile, with the line, where it is no TOML.
    """
    text = _text(f"{name}.toml")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MalformedFile(f"{adaptation()}/{name}.toml: {error}.") from None


def own_words(name: str) -> list[str]:
    """The lines of NAME.txt of the folder."""
    return _text(f"{name}.txt").splitlines()


def added(shipped: Any, own: Any, where: str) -> Any:
    """The shipped rules with one's own: lists go on, tables are joined, what is single is replaced.

    Raises MalformedFile where the two are not of one kind.

    >>> added({"planned": {"words": ["拟"]}}, {"planned": {"words": ["盼"]}}, "status.toml")
    {'planned': {'words': ['拟', '盼']}}
    >>> added({"planned": {"words": ["拟"]}}, {"planned": {"words": "盼"}}, "status.toml")
    Traceback (most recent call last):
    kg.errors.MalformedFile: status.toml: planned.words is to be a list, as in the shipped file of that name.
    """
    return _added(shipped, own, where, ())


def _added(shipped: Any, own: Any, where: str, keys: tuple[str, ...]) -> Any:
    kinds: dict[type, str] = {dict: "a table", list: "a list", str: "a text"}
    if type(shipped) is not type(own):
        kind = kinds.get(type(shipped), "a number or truth value")
        raise MalformedFile(f"{where}: {'.'.join(keys)} is to be {kind}, as in the shipped file of that name.")
    if isinstance(shipped, list):
        return [*shipped, *own]
    if isinstance(shipped, dict):
        joined = {key: _added(shipped[key], own[key], where, (*keys, key)) for key in shipped.keys() & own.keys()}
        return {key: joined.get(key, value) for key, value in (shipped | own).items()}
    return own


def _checked(folder: Path) -> Path:
    if not folder.is_dir():
        raise MalformedFile(f"{folder}: there is no such folder. It is to hold ontology.ttl, relations.toml, …")
    known = {ONTOLOGY_FILE, *(path.name for path in _RULES.iterdir() if path.suffix in (".toml", ".txt"))}
    for path in sorted(folder.iterdir()):
        if path.name not in known and (near := get_close_matches(path.name, known, n=1, cutoff=0.8)):
            raise MalformedFile(f"{path}: nothing reads a file of that name; is it {near[0]}?")
    return folder.resolve()


def _text(file: str) -> str:
    folder = adaptation()
    path = folder and folder / file
    if not path or not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedFile(f"{path}: not UTF-8 ({error.reason}, byte {error.start}).") from None


def _schema_is_read() -> bool:
    ontology = sys.modules.get("kg.ontology")
    return ontology is not None and bool(ontology.schema.cache_info().currsize)
