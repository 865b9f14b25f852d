"""The Java machine in this process leaves room for what else runs in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import numpy as np
from kg import cypher
cypher({folder!r}, "RETURN 1 AS one")
n = 600
print(round(float(np.linalg.solve(np.eye(n) * 2, np.ones(n)).sum())))
"""


def test_linear_algebra_after_an_embedded_query(sample_folder: Path) -> None:
    program = PROGRAM.format(folder=str(sample_folder))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout) == (0, "300\n"), ended.stderr
