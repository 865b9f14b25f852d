"""What comes next is made ready while what came before is at work.

>>> with prefetched(iter("abc")) as letters:
...     list(letters)
['a', 'b', 'c']
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")

_WAIT_SECONDS = 0.1


@contextmanager
def prefetched(items: Iterator[Item], ahead: int = 2) -> Iterator[Iterator[Item]]:
    """The items in their order, made by a thread of their own, at most `ahead` of them before they are asked for.

    What making them raises is raised where they are asked for. When the block ends the thread has ended.
    """
    ready: queue.Queue[tuple[Item | None, BaseException | None]] = queue.Queue(ahead)
    stopped = threading.Event()

    def put(item: Item | None, error: BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                ready.put((item, error), timeout=_WAIT_SECONDS)
            except queue.Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            for item in items:
                if not put(item, None):
                    return
        except BaseException as error:  # noqa: BLE001
            put(None, error)
        else:
            put(None, StopIteration())

    def take() -> Iterator[Item]:
        while True:
            item, error = ready.get()
            if isinstance(error, StopIteration):
                return
            if error is not None:
                raise error
            yield item  # type: ignore[misc]

    maker = threading.Thread(target=make, name="prefetching", daemon=True)
    maker.start()
    try:
        yield take()
    finally:
        stopped.set()
        maker.join()
