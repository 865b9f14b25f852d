"""Neo4j Community and Neo4j Browser from Maven Central, once for each user of a machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from kg.errors import MissingExtra, StoreUnavailable

POM = Path(__file__).with_name("pom.xml")
JAVA_VERSIONS = range(17, 25)

_INSTALL = "on Debian or Ubuntu: sudo apt-get install default-jre-headless maven"


def neo4j_version() -> str:
    """The version of Neo4j that pom.xml names.

    >>> neo4j_version().startswith("5.26.")
    True
    """
    match = re.search(r"<neo4j\.version>(.+?)<", POM.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{POM} names no version")
    return match[1]


def java() -> str:
    """The Java to run Neo4j with: that of JAVA_HOME, else the first on the path.

    Raises MissingExtra where there is none, or one that this Neo4j does not run on.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if found is None:
        raise MissingExtra(f"Neo4j needs Java 17 or 21, or Docker; {_INSTALL}.")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) not in JAVA_VERSIONS:
        which = f"is version {version[1]}" if version else "does not tell its version"
        raise MissingExtra(
            f"Neo4j {neo4j_version()} needs Java 17 or 21, and {found} {which}. "
            "Install one of those, or set JAVA_HOME to it."
        )
    return found


def jars(say: Callable[[str], None] = lambda text: None) -> Path:
    """The folder with Neo4j's jars, fetched first where it is not there yet (140 MB, some minutes).

    Raises MissingExtra where Maven is not installed, StoreUnavailable where the download fails.
    """
    folder = cache_folder() / f"neo4j-{neo4j_version()}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingExtra(f"To fetch Neo4j, Maven is needed, or Docker to run it; {_INSTALL}.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f".{folder.name}.lock")):
            if not folder.is_dir():  # else another process fetched it while this one waited
                say(f"fetching Neo4j {neo4j_version()} from Maven Central (140 MB, once) ...")
                _fetch(maven, folder)
    except OSError as error:
        raise StoreUnavailable(
            f"{folder}: Neo4j cannot be kept there ({error.strerror}). Set XDG_CACHE_HOME to another folder."
        ) from error
    return folder


def cache_folder() -> Path:
    """Where what can be fetched again is kept: $XDG_CACHE_HOME/yilian, else ~/.cache/yilian."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "yilian"


def _fetch(maven: str, folder: Path) -> None:
    workplace = folder.with_name(f".{folder.name}.fetching")
    shutil.rmtree(workplace, ignore_errors=True)
    command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
    options = ["-DincludeScope=runtime", f"-DoutputDirectory={workplace}"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0 or not any(workplace.glob("neo4j-server-*.jar")):
        errors = [line for line in done.stdout.splitlines() if line.startswith("[ERROR]")]
        shutil.rmtree(workplace, ignore_errors=True)
        raise StoreUnavailable(
            f"Maven could not fetch Neo4j: {errors[0] if errors else done.stderr.strip() or 'it says no more'} "
            "Check the network and Maven's settings.xml (a mirror or proxy), then try again."
        )
    workplace.rename(folder)
