"""A Dockerfile carried out without Docker: each stage is an overlay on this machine's files, its steps run inside it.

What a step writes stays in the overlay, under the very paths that the file says. The base of every stage is this
machine instead of the image that FROM names, so a program that a base image would bring must be here.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

USER_WITHOUT_RIGHTS = 1000


@dataclass
class Stage:
    """A stage of a Dockerfile and what its steps have set."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: int = 0
    workdir: str = "/"
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    @property
    def files(self) -> Path:
        """What the stage has written."""
        return self.folder / "files"

    def run(
        self, command: Sequence[str], *, network: bool, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside, as the user and in the folder that the stage says."""
        mount = self.folder / "mount"
        options = f"lowerdir=/,upperdir={self.files},workdir={self.folder / 'work'}"
        rights = [] if self.user == 0 else [f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        inside = [
            *("env", "-i", *(f"{name}={value}" for name, value in {**self.environment, **(env or {})}.items())),
            *("setpriv", *rights, "--no-new-privs") * bool(rights),
            *("sh", "-c", f'cd {shlex.quote(self.workdir)} && exec "$@"', "sh", *command),
        ]
        script = f"""
            set -e
            mount -t overlay overlay -o {shlex.quote(options)} {mount}
            for path in proc dev sys; do mount --rbind /$path {mount}/$path; done
            exec chroot {mount} "$@"
        """
        namespaces = ["unshare", "--mount", *([] if network else ["--net"])]
        return subprocess.run(
            [*namespaces, "sh", "-c", script, "sh", *inside], capture_output=True, text=True, check=False
        )


def can_build(folder: Path) -> bool:
    """Whether this user may lay overlays (root, and a file system that takes them)."""
    for name in ("files", "work", "mount"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    options = f"lowerdir=/,upperdir={folder / 'files'},workdir={folder / 'work'}"
    command = f"mount -t overlay overlay -o {options} {folder / 'mount'} && chroot {folder / 'mount'} true"
    done = subprocess.run(["unshare", "--mount", "--net", "sh", "-c", command], capture_output=True, check=False)
    return done.returncode == 0


def build(dockerfile: Path, context: Path, folder: Path) -> dict[str, Stage]:
    """Carry out all stages; by name, the last as "". Raises AssertionError with what a step that failed has said."""
    stages: dict[str, Stage] = {}
    ignored = _ignored(context)
    stage = Stage(folder)
    for instruction, text in instructions(dockerfile.read_text(encoding="utf-8")):
        if instruction == "FROM":
            base, _, name = text.partition(" AS ")
            stage = _begin(stages.get(base), folder / str(len(stages)))
            stages[name] = stage
        elif instruction == "WORKDIR":
            stage.workdir = text
            _make_empty(stage.files / text.lstrip("/"))
        elif instruction == "COPY":
            _copy(shlex.split(text), stage, stages, context, ignored)
        elif instruction == "RUN":
            command = re.sub(r"^(--mount=\S+\s+)+", "", text)
            done = stage.run(["sh", "-c", command], network=True)
            assert done.returncode == 0, f"RUN {command}\n{done.stdout}\n{done.stderr}"
        elif instruction in ("ENV", "ARG"):
            for name, value in (part.split("=", 1) for part in shlex.split(text)):
                stage.environment[name] = value.replace("$PATH", stage.environment["PATH"])
        elif instruction == "USER":
            stage.user = int(text)
        elif instruction == "ENTRYPOINT":
            stage.entrypoint = json.loads(text)
        elif instruction == "CMD":
            stage.command = json.loads(text)
        else:
            raise AssertionError(f"{instruction} is not known here")
    return stages


def instructions(text: str) -> list[tuple[str, str]]:
    r"""The instructions of a Dockerfile in order.

    >>> instructions("# why\nFROM a AS b\nRUN one \\\n && two\n")
    [('FROM', 'a AS b'), ('RUN', 'one   && two')]
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in whole)]


def _begin(earlier: Stage | None, folder: Path) -> Stage:
    stage = Stage(folder)
    for name in ("work", "mount"):
        (folder / name).mkdir(parents=True)
    if earlier:
        # An overlay takes no layer that lies within another, so it begins with links to what was written.
        subprocess.run(["cp", "--archive", "--link", earlier.files, stage.files], check=True)
        stage.environment, stage.workdir = dict(earlier.environment), earlier.workdir
        return stage
    stage.files.mkdir(mode=0o755)
    python = Path(sys.base_prefix) / "bin"
    path = f"{python}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
    stage.environment = {"PATH": path, "HOME": "/root", "LANG": "C.UTF-8"}
    ours = ("PIP_", "SSL_", "MAVEN_", "JAVA_HOME")  # how this machine reaches the registries
    stage.environment |= {name: value for name, value in os.environ.items() if name.startswith(ours)}
    # The Python of the image python: ours, for everybody; and no user of this machine has the number of the image's.
    parents = " ".join(shlex.quote(str(path)) for path in reversed(python.parents) if path != Path("/"))
    prepare = f"""
        chmod a+rx {parents}
        for name in python pip; do [ -e {python}/$name ] || ln -s ${{name}}3 {python}/$name; done
        sed -i '/^[^:]*:[^:]*:{USER_WITHOUT_RIGHTS}:/d' /etc/passwd /etc/group
    """
    done = stage.run(["sh", "-c", prepare], network=False)
    assert done.returncode == 0, done.stderr
    return stage


def _make_empty(folder: Path) -> None:
    """A folder that hides what this machine has under its path."""
    if not folder.exists():
        folder.mkdir(parents=True)
        os.setxattr(folder, "trusted.overlay.opaque", b"y")


def _copy(words: list[str], stage: Stage, stages: dict[str, Stage], context: Path, ignored: list[str]) -> None:
    source = context
    if words[0].startswith("--from="):
        source = stages[words.pop(0).removeprefix("--from=")].files
    *names, target = words
    into = stage.files / (target if target.startswith("/") else f"{stage.workdir}/{target}").lstrip("/")
    for name in names:
        origin = source / name.lstrip("/")
        assert source != context or not _is_ignored(name, ignored), f"COPY {name}: .dockerignore leaves it out"
        assert origin.exists(), f"COPY {name}: it is not there"
        if origin.is_dir():
            leave = shutil.ignore_patterns("__pycache__") if source == context else None
            shutil.copytree(origin, into, symlinks=True, dirs_exist_ok=True, ignore=leave)
        else:
            goal = into / origin.name if target.endswith("/") else into
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, goal)


def _ignored(context: Path) -> list[str]:
    return (context / ".dockerignore").read_text(encoding="utf-8").split()


def _is_ignored(name: str, patterns: list[str]) -> bool:
    """Whether .dockerignore leaves a path out: the last pattern that fits it or a folder above it decides."""
    paths = [name, *map(str, list(Path(name).parents)[:-1])]
    ignored = False
    for pattern in patterns:
        if any(fnmatch.fnmatch(path, pattern.lstrip("!")) for path in paths):
            ignored = not pattern.startswith("!")
    return ignored
