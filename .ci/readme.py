"""Bring the outputs and the picture in README.md up to date: `make readme`.

What follows a command in a console block is what it prints in a folder where `kg demo` has run:

    ```console
    $ kg stats yilian-demo --format csv |
    > head -n 3
    …
    ```
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).parent
README = HOME.parent / "README.md"
BLOCK = re.compile(r"^```console\n(?P<command>\$ .*\n(?:> .*\n)*)(?:(?!```).*\n)*```$", re.MULTILINE)


def refreshed(text: str, folder: Path) -> str:
    """The text with what its commands print in that folder now."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def ran(block: re.Match[str]) -> str:
        command = "".join(line[2:] for line in block["command"].splitlines(keepends=True))
        done = subprocess.run(  # noqa: S602  the commands are those of our own README
            command,
            shell=True,
            executable="/bin/bash",
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        return f"```console\n{block['command']}{done.stdout}```"

    return BLOCK.sub(ran, text)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run([Path(sys.executable).parent / "kg", "demo"], cwd=folder, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        README.write_text(refreshed(README.read_text(encoding="utf-8"), folder), encoding="utf-8")
        shutil.copy(folder / "yilian-demo" / "network.svg", HOME.parent / "notebooks" / "network.svg")


if __name__ == "__main__":
    main()
