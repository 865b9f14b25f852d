"""Work shared among processes, with results in the order of the work and only so much of either in memory.

Each worker has a pipe of its own and one batch at a time: a worker that is killed is noticed at once, one that is
busy can be stopped at once, and one whose parent is gone reads the end of its pipe and ends. (Of the standard
library's pools, `Pool` waits forever for a lost worker and `ProcessPoolExecutor` cannot be stopped in the middle.)

>>> list(in_order(sorted, [[3, 1], [2, 0]], jobs=2))
[[1, 3], [0, 2]]
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from kg.errors import WorkerLost

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_AHEAD = 4  # batches, for each worker, that may be done before an earlier one is


@dataclass(slots=True)
class _Worker(Generic[Batch]):
    process: BaseProcess
    pipe: Connection
    number: int = -1
    batch: Batch | None = None

    @property
    def busy(self) -> bool:
        return self.number >= 0

    def stop(self) -> None:
        self.pipe.close()  # an idle worker ends by this
        if self.busy:
            self.process.terminate()
        self.process.join()


def in_order(work: Callable[[Batch], Result], batches: Iterable[Batch], *, jobs: int) -> Iterator[Result]:
    """`work` of each batch, done in up to `jobs` processes of their own; the results come in the order of the batches.

    `work` is a function of a module; batches and results are pickled. Batches are taken as they are needed:
    no more than `6 * jobs` of them or of their results are held. The processes end with the iterator.

    Raises what `work` raises, and WorkerLost if a process ends of itself.
    """
    source, number = iter(batches), 0
    ahead: deque[Batch] = deque()
    done: dict[int, Result] = {}
    workers: list[_Worker[Batch]] = []
    following = 0  # the number of the result that comes next
    try:
        while True:
            ahead.extend(islice(source, jobs - len(ahead)))
            while ahead and number - following < _AHEAD * jobs and (worker := _idle(workers, work, jobs)):
                _give(worker, number, ahead.popleft())
                number += 1
            while following in done:
                yield done.pop(following)
                following += 1
            busy = [worker for worker in workers if worker.busy]
            if not busy and not ahead:
                return
            ready = wait([worker.pipe for worker in busy]) if busy else []
            for worker in busy:
                if worker.pipe in ready:
                    at = worker.number
                    done[at] = _take(worker)
    finally:
        for worker in workers:
            worker.stop()


def _idle(workers: list[_Worker[Batch]], work: Callable[[Batch], Any], jobs: int) -> _Worker[Batch] | None:
    """A worker without a batch, a new one if there may be more, else None."""
    found = next((worker for worker in workers if not worker.busy), None)
    if found is None and len(workers) < jobs:
        # The same everywhere, and safe beside threads: a forked child of a process with threads may hang.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        process.start()
        theirs.close()
        found = _Worker(process, ours)
        workers.append(found)
    return found


def _give(worker: _Worker[Batch], number: int, batch: Batch) -> None:
    worker.number, worker.batch = number, batch
    try:
        worker.pipe.send(batch)
    except OSError:
        raise _lost(worker) from None


def _take(worker: _Worker[Batch]) -> Any:
    try:
        result, error = worker.pipe.recv()
    except (EOFError, OSError):
        raise _lost(worker) from None
    worker.number, worker.batch = -1, None
    if error is not None:
        raise error
    return result


def _lost(worker: _Worker[Batch]) -> WorkerLost:
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    hint = "There may be too little memory: try fewer jobs." if code == -signal.SIGKILL else "Try with one job."
    if code > 0:
        hint = "A script has to call this below `if __name__ == '__main__':`; else try with one job."
    return WorkerLost(f"a worker process {how} before its work was done. {hint}")


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """What a worker does until its pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which stops its workers
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):  # reset, where who is gone had something of ours unread
            return
        error: Exception | None = None
        result = None
        try:
            result = work(batch)
        except Exception as raised:
            raised.add_note(f"in a worker process:\n{traceback.format_exc()}")
            error = raised
        try:
            pipe.send((result, error))
        except OSError:
            return
