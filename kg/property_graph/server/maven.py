"""Neo4j Community and Neo4j Browser from Maven Central, once for each user of a machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from kg.errors import MissingExtra, StoreUnavailable

POM = Path(__file__).with_name("pom.xml")
CURRENT_LINE = "2026.08.1"
"""The newest release beside the long-term one of pom.xml: what is tested against both."""
_PAUSES = (1.0, 4.0, 10.0, 30.0, 60.0)  # seconds between tries to fetch
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies"
_OFFLINE = "offline mode"
_COLOURS = re.compile("\x1b\\[[0-9;]*m")  # Maven 3.8 ends some lines with them even where it is told to use none

# The first and the last Java that a line of Neo4j runs on.
_JAVA_VERSIONS = {"5.": (17, 24), "202": (21, 25)}

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


def java(version: str | None = None) -> str:
    """The Java to run a version of Neo4j with, pom.xml's or another: that of JAVA_HOME, else the first on the path.

    Raises MissingExtra where there is none, or one that this Neo4j does not run on.
    """
    version = version or neo4j_version()
    first, last = next(versions for line, versions in _JAVA_VERSIONS.items() if version.startswith(line))
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if found is None:
        raise MissingExtra(f"Neo4j needs Java {first} to {last}, or Docker; {_INSTALL}.")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    java_version = re.search(r'version "(\d+)', said)
    if java_version is None or not first <= int(java_version[1]) <= last:
        which = f"is version {java_version[1]}" if java_version else "does not tell its version"
        raise MissingExtra(
            f"Neo4j {version} needs Java {first} to {last}, and {found} {which}. "
            "Install one of those, or set JAVA_HOME to it."
        )
    return found


def jars(say: Callable[[str], None] = lambda text: None, version: str | None = None) -> Path:
    """The folder with the jars of a version of Neo4j, pom.xml's or another; fetched first where it is not there yet.

    They are 140 MB, some minutes. Raises MissingExtra where Maven is not installed, StoreUnavailable where the
    download fails.
    """
    version = version or neo4j_version()
    folder = cache_folder() / f"neo4j-{version}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingExtra(f"To fetch Neo4j, Maven is needed, or Docker to run it; {_INSTALL}.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f".{folder.name}.lock")):
            if not folder.is_dir():  # else another process fetched it while this one waited
                say(f"fetching Neo4j {version} from Maven Central (140 MB, once) ...")
                _fetch(maven, folder, version, say)
    except OSError as error:
        raise StoreUnavailable(
            f"{folder}: Neo4j cannot be kept there ({error.strerror}). Set XDG_CACHE_HOME to another folder."
        ) from error
    return folder


def entry_point(libraries: Path) -> str:
    """The class that starts a server, as the jars name it: releases differ."""
    (jar,) = (path for path in libraries.glob("neo4j-*.jar") if re.fullmatch(r"neo4j-[\d.]+\.jar", path.name))
    with zipfile.ZipFile(jar) as archive:
        return archive.read("META-INF/services/org.neo4j.server.startup.EntryPoint").decode().split()[0]


def cache_folder() -> Path:
    """Where what can be fetched again is kept: $XDG_CACHE_HOME/yilian, else ~/.cache/yilian."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "yilian"


def _fetch(maven: str, folder: Path, version: str, say: Callable[[str], None]) -> None:
    workplace = folder.with_name(f".{folder.name}.fetching")
    # -U: else a file that was once not found is not asked for again.
    command = [maven, "-q", "-B", "-U", "-Dstyle.color=never", "-f", str(POM), _COPY]
    options = ["-DincludeScope=runtime", f"-DoutputDirectory={workplace}", f"-Dneo4j.version={version}"]
    for pause in (*_PAUSES, None):  # a repository that breaks off once in 200 files; what has come is kept by Maven
        shutil.rmtree(workplace, ignore_errors=True)
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode == 0 and any(workplace.glob("neo4j-server-*.jar")):
            workplace.rename(folder)
            return
        why = _why(done)
        if pause is None or _OFFLINE in why:
            break
        say(f"{why}; again in {pause:.0f} s")
        time.sleep(pause)
    shutil.rmtree(workplace, ignore_errors=True)
    raise StoreUnavailable(
        f"Maven could not fetch Neo4j: {why} Check the network and Maven's settings.xml (a mirror or proxy), "
        "then try again."
    )


def _why(done: subprocess.CompletedProcess[str]) -> str:
    """What Maven names as the reason: its first line that tells of an error."""
    said = (_COLOURS.sub("", line) for line in done.stdout.splitlines())
    errors = (line.removeprefix("[ERROR]").strip() for line in said if line.startswith("[ERROR]"))
    return next(filter(None, errors), done.stderr.strip() or "it says no more")
