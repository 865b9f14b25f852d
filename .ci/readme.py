"""Bring the outputs in README.md, README.zh.md and the guide up to date: `make readme`.

What follows a command in a console block is what it prints, in a folder that is empty at first and in which all the
commands before it have run. The pages share their folder: a command that several of them show is run once.

    ```console
    $ kg stats --format csv |
    > head -n 3
    …
    ```

Times and places of this machine are not taken for changes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
GUIDE = HOME / "notebooks" / "guide" / "pages"
PAGES = (HOME / "README.md", HOME / "README.zh.md", GUIDE / "index.md", *sorted(GUIDE.glob("*.md")))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"(?P<command>^\$ .*\n(?:> .*\n)*)(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
SECONDS = re.compile(r"\b\d+\.\d s\b")


class Console:
    """A folder in which commands run one after another; what each printed is known from then on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed: dict[str, str] = {}

    def run(self, command: str) -> str:
        """What a command prints; one that fails ends the whole."""
        if command not in self.printed:
            path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
            done = subprocess.run(  # noqa: S602  the commands are those of our own pages
                f"set -o pipefail\n{command}",
                shell=True,
                executable="/bin/bash",
                cwd=self.folder,
                env={**kept, "PATH": path},
                stdout=subprocess.PIPE,
                encoding="utf-8",
                check=True,
            )
            self.printed[command] = done.stdout
        return self.printed[command]

    def refreshed(self, text: str) -> str:
        """A page with what its commands print now."""

        def ran(shown: re.Match[str]) -> str:
            printed, before = self.run(plain(shown["command"])), shown["output"]
            same = SECONDS.sub("", printed) == SECONDS.sub("", before)
            return shown["command"] + (before if same else printed)

        return BLOCK.sub(lambda block: f"```console\n{SHOWN.sub(ran, block[1])}```", text)


def plain(shown: str) -> str:
    """A command without the marks that a shell prints before its lines."""
    return "".join(line[2:] for line in shown.splitlines(keepends=True))


def commands(text: str) -> list[str]:
    """The commands of a page, in their order."""
    return [plain(shown["command"]) for block in BLOCK.finditer(text) for shown in SHOWN.finditer(block[1])]


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        console = Console(Path(temporary))
        for page in dict.fromkeys(PAGES):
            page.write_text(console.refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
        console.run("kg view -o network.svg")
        shutil.copy(Path(temporary) / "network.svg", HOME / "notebooks" / "network.svg")


if __name__ == "__main__":
    main()
