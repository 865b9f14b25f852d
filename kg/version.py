"""Which state of the program and of its rules makes what is kept for later builds.

Whoever changes a rule or a line of the program, or installs another version of what it stands on, gets another key:
what the former state has finished is then done again.

>>> len(state()) == 64 and state() == state()
True
"""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import __version__
from kg.adaptation import adaptation
from kg.ontology import ontology_dir

_PACKAGES = ("spacy", "spacy-pkuseg", "numpy", "pyahocorasick")
_HERE = Path(__file__).parent
_MAKING = ("nlp", "resolution", "gazetteer", "documents")  # the folders that decide what a report is found to say


@cache
def state() -> str:
    """A digest of all that decides what is found in a report."""
    digest = hashlib.sha256()
    versions = (f"{name} {installed(name)}" for name in _PACKAGES)
    digest.update(f"{__version__} Python {platform.python_version()} {' '.join(versions)}".encode())
    files = [
        path for folder in _MAKING for path in sorted((_HERE / folder).rglob("*")) if "__pycache__" not in path.parts
    ]
    own = sorted(folder.glob("*")) if (folder := adaptation()) else []
    for path in (*files, *sorted(_HERE.glob("*.py")), *sorted(ontology_dir().glob("*.ttl")), *own):
        if path.is_file():
            digest.update(f"\n{path.name} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def installed(package: str) -> str:
    """The version of a package, nothing where it is not installed.

    >>> installed("no-such-package")
    ''
    """
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def key(kind: str, *parts: object) -> str:
    """The key of what is made of the parts in this state.

    >>> key("said", "县医院") == key("said", "县医院") != key("said", "县医", "院")
    True
    """
    digest = hashlib.sha256(state().encode())
    for part in (kind, *parts):
        data = part if isinstance(part, bytes) else repr(part).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
