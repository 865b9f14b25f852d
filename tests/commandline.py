"""What the tests of the command line share: running `kg` within this process and as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.cli import cli
from kg.extraction import write_jsonl
from kg.folder import EXTRACTIONS
from kg.model import Extraction
from kg.pipeline import derive
from kg.terminal import run

KG = (sys.executable, "-c", "from kg.cli import main; main()")

REPORT = """云岭县卫生健康局2019年工作总结
今年以来，云岭县人民医院对口支援石桥镇卫生院，选派医师3名驻点帮扶。
云岭县中医院对口支援白鹭镇卫生院。下一步，云岭县人民医院拟与澄江省肿瘤医院签订合作协议。
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, what it answered, what it said besides."""

    code: int
    out: str
    err: str


def kg(capsys: Any, *args: str | Path) -> Ended:
    """Run a command line within this process."""
    capsys.readouterr()
    code = run(cli, [str(arg) for arg in args])
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return Ended(code, said.out, said.err)


def kg_process(*args: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command line as a process of its own, with both outputs as text."""
    command = [*KG, *map(str, args)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False, **options)
    assert "Traceback" not in ended.stderr
    return ended


def graph_folder(folder: Path, *extractions: Extraction) -> Path:
    """A graph folder that holds these extractions."""
    folder.mkdir()
    write_jsonl(extractions, folder / EXTRACTIONS)
    derive(folder)
    return folder
