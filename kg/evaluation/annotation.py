"""What a report says, as an annotator or a system wrote it down: gold files and predictions, read and checked.

A gold file is one JSON object, predictions are JSON Lines with one for each report; both have the
same form, of which gold alone has `report` (its name), `evidence`, `head_or` and `tail_or`:

    {"report": "a-2019", "source": "a.txt", "lines": [1, 42], "place": "青禾县",
     "entities":  [{"id": "e1", "type": "Hospital", "name": "青禾县人民医院", "names": ["县医院"],
                    "collective": false, "count": null}],
     "relations": [{"type": "assists", "head": "e1", "tail": "e2", "status": "actual",
                    "evidence": "县医院对口支援柳林镇卫生院", "head_or": ["e3"]}]}

What `kg extract` writes has this form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import MalformedFile
from kg.evaluation.positions import Step, line_of
from kg.folder import EXTRACTIONS, is_graph
from kg.ontology import schema

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AnnotatedEntity:
    """An entity and all its forms; `forms` begins with the canonical name."""

    id: str
    type: str
    forms: tuple[str, ...]
    collective: bool = False
    count: int | None = None

    @property
    def name(self) -> str:
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class AnnotatedRelation:
    """A relation between entities by id. `heads` and `tails` begin with the end itself; the others are as fair."""

    type: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    status: str
    sentence: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        return self.heads[0], self.tails[0]


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that is written down of one report. `lines` are its first and last line in `source` (1-based)."""

    name: str
    source: str
    lines: tuple[int, int]
    place: str | None
    entities: tuple[AnnotatedEntity, ...] = field(repr=False)
    relations: tuple[AnnotatedRelation, ...] = field(repr=False)


def read_gold(paths: Iterable[Path | str]) -> list[Annotation]:
    """The gold of files and of the .json files in folders, in the order of the paths and of the names in a folder.

    Raises MalformedFile, with file and line, for what is no gold; OSError for what cannot be read.
    """
    annotations = []
    for path in map(Path, paths):
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise MalformedFile(f"{path}: holds no gold: give .json files or a folder of them.")
        for file in files:
            annotations.append(_read(_text(file), file, name=file.stem, hint=_GOLD))
    return annotations


def read_predictions(path: Path | str) -> list[Annotation]:
    """The predictions of a JSON Lines file, or of a folder that `kg build` wrote; empty lines are passed over.

    Raises MalformedFile, with file and line, for what is no prediction; OSError for what cannot be read.
    """
    path = Path(path)
    if path.is_dir():
        if not is_graph(path):
            raise MalformedFile(f"{path}: not a graph folder: give what `kg build` or `kg extract` wrote.")
        path /= EXTRACTIONS
    return [
        _read(line, path, first_line=number) for number, line in enumerate(_text(path).split("\n"), 1) if line.strip()
    ]


def from_record(record: Mapping[str, Any], name: str = "") -> Annotation:
    """The annotation that plain JSON values are, checked.

    >>> from_record({"source": "a.txt", "lines": [1, 2], "entities": [], "relations": []}).place is None
    True
    """
    return _annotation(_Part(record, ()), name)


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedFile(f"{path}, line {line}: not UTF-8. Save the file as UTF-8.") from None


_GOLD = " Gold are .json files with one annotated report each, not what `kg extract` or `kg build` wrote."


def _read(text: str, path: Path, *, name: str = "", first_line: int = 1, hint: str = "") -> Annotation:
    try:
        return _annotation(_Part(json.loads(text), ()), name)
    except json.JSONDecodeError as error:
        raise MalformedFile(f"{path}, line {first_line + error.lineno - 1}: not JSON ({error.msg}).{hint}") from None
    except RecursionError:
        raise MalformedFile(f"{path}, line {first_line}: not an annotation (nested too deep).") from None
    except _Fault as fault:
        line = first_line + line_of(text, fault.path) - 1
        raise MalformedFile(f"{path}, line {line}: {fault.reason}.") from None


class _Fault(ValueError):
    """What is wrong with the value at a path."""

    def __init__(self, path: tuple[Step, ...], reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


class _Part:
    """A JSON object within a record and the path to it: gives its members, checked."""

    def __init__(self, value: Any, path: tuple[Step, ...]) -> None:
        if not isinstance(value, Mapping):
            raise _Fault(path, f"expected an object, not {_shown(value)}")
        self.value = value
        self.path = path

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The member of that type; without a default it has to be there."""
        value = self.value.get(key, default)
        if value is None and default is None:
            raise self.fault(key, f"no {key!r}")
        if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
            raise self.fault(key, f"{key!r} is {_shown(value)}, not a {_KINDS[kind]}")
        return value

    def optional(self, key: str, kind: type[T]) -> T | None:
        """The member of that type, None where it is absent or null."""
        return None if self.value.get(key) is None else self.get(key, kind)

    def parts(self, key: str) -> list[_Part]:
        return [_Part(value, (*self.path, key, index)) for index, value in enumerate(self.get(key, list))]

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list, [])
        for index, value in enumerate(values):
            if not isinstance(value, str):
                raise _Fault((*self.path, key, index), f"{key!r} holds {_shown(value)}, not a text")
        return tuple(values)

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        value = self.get(key, str)
        if value not in allowed:
            raise self.fault(key, f"{key!r} is {value!r}, not one of {', '.join(allowed)}")
        return value

    def fault(self, key: str, reason: str) -> _Fault:
        return _Fault((*self.path, key), reason)


_KINDS: dict[type, str] = {str: "text", list: "list", bool: "truth value", int: "whole number"}


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:37] + "..."


def _annotation(record: _Part, name: str) -> Annotation:
    lines = record.get("lines", list)
    if len(lines) != 2 or not all(type(line) is int for line in lines):
        raise record.fault("lines", f"'lines' is {_shown(lines)}, not the numbers of the first and the last line")
    entities: dict[str, AnnotatedEntity] = {}
    for part in record.parts("entities"):
        entity = _entity(part)
        if entities.setdefault(entity.id, entity) is not entity:
            raise part.fault("id", f"the id {entity.id!r} is used twice")
    return Annotation(
        name=record.get("report", str, name) if isinstance(record.value.get("report"), str) else name,
        source=record.get("source", str),
        lines=(lines[0], lines[1]),
        place=record.optional("place", str),
        entities=tuple(entities.values()),
        relations=tuple(_relation(part, entities) for part in record.parts("relations")),
    )


def _entity(part: _Part) -> AnnotatedEntity:
    return AnnotatedEntity(
        id=part.get("id", str),
        type=part.one_of("type", schema().classes),
        forms=(part.get("name", str), *(form for form in part.strings("names") if form)),
        collective=part.optional("collective", bool) or False,
        count=part.optional("count", int),
    )


def _relation(part: _Part, entities: Mapping[str, AnnotatedEntity]) -> AnnotatedRelation:
    def ends(end: str) -> tuple[str, ...]:
        ids = (part.get(end, str), *part.strings(f"{end}_or"))
        for id_ in ids:
            if id_ not in entities:
                raise part.fault(end if id_ == ids[0] else f"{end}_or", f"no entity has the id {id_!r}")
        return ids

    return AnnotatedRelation(
        type=part.one_of("type", schema().relations),
        heads=ends("head"),
        tails=ends("tail"),
        status=part.one_of("status", schema().statuses) if "status" in part.value else "actual",
        sentence=_sentence(part),
    )


def _sentence(part: _Part) -> str | None:
    """The evidence of gold, the sentence of a prediction's first evidence."""
    evidence = part.value.get("evidence")
    if isinstance(evidence, str):
        return evidence
    if not evidence:
        return None
    first = part.parts("evidence")[0]
    return first.optional("sentence", str) or first.optional("text", str)
