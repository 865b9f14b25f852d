r"""Lines sorted and each once, on disk: memory does not grow with their number.

>>> import io
>>> file = io.BytesIO()
>>> write_distinct(iter([b"b\n", b"a\n", b"b\n"]), file, at_once=2)
>>> file.getvalue()
b'a\nb\n'
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from typing import IO

_AT_ONCE = 4 << 20  # bytes of lines that are sorted in memory
_MOST_RUNS = 100  # sorted files that are open at a time; systems allow a few hundred


def write_distinct(lines: Iterable[bytes], file: IO[bytes], *, at_once: int = _AT_ONCE) -> None:
    """Write the lines to a file in the order of their bytes, each once; `at_once` bytes of them are held."""
    with ExitStack() as files:
        runs: list[IO[bytes]] = []

        def keep(run: Iterable[bytes]) -> None:
            runs.append(files.enter_context(tempfile.TemporaryFile(prefix="kg-export-")))
            runs[-1].writelines(run)
            runs[-1].seek(0)

        for run in _runs(lines, at_once):
            keep(run)
            if len(runs) == _MOST_RUNS:
                merged = runs.copy()
                runs.clear()
                keep(_merged(merged))
                for each in merged:
                    each.close()
        file.writelines(_merged(runs))


def _merged(runs: Iterable[IO[bytes]]) -> Iterator[bytes]:
    return map(itemgetter(0), groupby(heapq.merge(*runs)))


def _runs(lines: Iterable[bytes], at_once: int) -> Iterator[list[bytes]]:
    held: set[bytes] = set()
    size = 0
    for line in lines:
        if line not in held:
            held.add(line)
            size += len(line)
        if size >= at_once:
            yield sorted(held)
            held, size = set(), 0
    yield sorted(held)
