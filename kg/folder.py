"""The folder that `kg build` writes: the names of its parts, and its manifest.

    DIR/extractions.jsonl   what each report says: the record that all else is derived from
    DIR/graph.nq            N-Quads, a named graph for each report
    DIR/store/              the same quads as an Oxigraph store
    DIR/cypher/             the embedded Cypher store, made when it is first asked
    DIR/finished            what later builds need not do again (`kg.finished`)
    DIR/manifest.json       format, version, counts, SHA-256 of extractions.jsonl

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> (folder / EXTRACTIONS).write_text("")
0
>>> write_manifest(folder, reports=0, entities=0, relations=0).sha256[:8]
'e3b0c442'
>>> read_manifest(folder).format_version
1
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import NotAGraph

EXTRACTIONS = "extractions.jsonl"
QUADS = "graph.nq"
STORE = "store"
CYPHER = "cypher"
FINISHED = "finished"
MANIFEST = "manifest.json"
PARTS = frozenset({EXTRACTIONS, QUADS, STORE, CYPHER, FINISHED, MANIFEST})

FORMAT = "yilian-graph"
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph folder says of itself. `sha256` is that of extractions.jsonl: derived stores compare it."""

    format: str
    format_version: int
    kg_version: str
    reports: int
    entities: int
    relations: int
    sha256: str


def write_manifest(folder: Path | str, *, reports: int, entities: int, relations: int) -> Manifest:
    """Write DIR/manifest.json for the extractions.jsonl that lies in DIR, and return it."""
    folder = Path(folder)
    with (folder / EXTRACTIONS).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    manifest = Manifest(FORMAT, FORMAT_VERSION, __version__, reports, entities, relations, sha256)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path | str) -> Manifest:
    """The manifest of a graph folder.

    Raises NotAGraph where the folder is missing, is none of ours, or is of another format version.

    >>> read_manifest("no/such/folder")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    folder = Path(folder)
    if not folder.is_dir():
        what = "that is a file, not a graph folder" if folder.exists() else "there is no such folder"
        raise NotAGraph(f"{folder}: {what}. Make it with `kg build PATH... -o {folder}`.")
    values = _values(folder)
    if values is None:
        raise NotAGraph(f"{folder}: not a graph folder; `kg build PATH... -o DIR` makes one.")
    if values.get("format_version") != FORMAT_VERSION:
        raise NotAGraph(
            f"{folder}: made by kg {values.get('kg_version')} in format {values.get('format_version')}; "
            f"this kg reads format {FORMAT_VERSION}. Run `kg build` again."
        )
    try:
        return Manifest(**values)
    except TypeError:
        raise NotAGraph(f"{folder}: {MANIFEST} is damaged. Run `kg build` again.") from None


def is_graph(folder: Path | str) -> bool:
    """Whether a folder is a graph folder of ours, of whatever version.

    >>> import tempfile
    >>> is_graph(tempfile.mkdtemp())
    False
    """
    return _values(Path(folder)) is not None


def _values(folder: Path) -> dict[str, Any] | None:
    """What the manifest says, None where there is none or it is of some other program."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return values if isinstance(values, dict) and values.get("format") == FORMAT else None
