"""A folder that takes another's place only when it is whole.

>>> import tempfile
>>> g = Path(tempfile.mkdtemp()) / "g"
>>> with replacing(g) as workplace:
...     _ = (workplace / "new").write_text("whole")
...     g.exists()
False
>>> [path.name for path in g.iterdir()], [path.name for path in g.parent.iterdir()]
(['new'], ['g'])
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import StoreUnavailable


@contextmanager
def replacing(folder: Path | str, *, parts: Collection[str] | None = None) -> Iterator[Path]:
    """An empty folder beside FOLDER to write into; when the block ends well it is renamed to FOLDER.

    If the block raises, what was written is removed and an older FOLDER stays as it was. What a
    killed process left behind is cleared, or put back, by the next use. With `parts`, everything
    in the older FOLDER that is not called so (a user's own files) moves into the new one.
    A FOLDER that is a symbolic link stays one: the folder that it points to is replaced.

    Raises StoreUnavailable if another process is writing FOLDER, OSError if the place cannot be written.

    >>> import tempfile
    >>> g = Path(tempfile.mkdtemp())
    >>> _ = (g / "old").write_text("old")
    >>> with replacing(g) as workplace:
    ...     raise ValueError("half way")
    Traceback (most recent call last):
    ValueError: half way
    >>> [path.name for path in g.iterdir()]
    ['old']
    """
    shown, folder = folder, Path(folder).resolve()
    workplace = folder.with_name(f".{folder.name}.building")
    previous = folder.with_name(f".{folder.name}.previous")
    lock = folder.with_name(f".{folder.name}.lock")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock.touch()  # where it cannot, FileLock would say that another process holds it
    except OSError as error:
        code = errno.EACCES if error.errno == errno.ENOENT else error.errno  # ENOENT: /proc, which takes no files
        raise OSError(code, os.strerror(code or errno.EIO), str(shown)) from error
    try:
        with FileLock(lock, timeout=0):
            _put_back(folder, previous, parts)
            if workplace.exists():
                shutil.rmtree(workplace)
            workplace.mkdir()
            try:
                yield workplace
                if folder.exists():
                    folder.rename(previous)
                workplace.rename(folder)
                _put_back(folder, previous, parts)
            finally:
                shutil.rmtree(workplace, ignore_errors=True)
                lock.unlink(missing_ok=True)
    except Timeout:
        raise StoreUnavailable(f"{shown}: another process is writing it. Wait until it has ended.") from None


def _put_back(folder: Path, previous: Path, parts: Collection[str] | None) -> None:
    """Finish a replacement: the user's own files come over, the rest of the older folder goes."""
    if not previous.exists():
        return
    if not folder.exists():  # killed between the two renames
        previous.rename(folder)
        return
    for path in previous.iterdir():
        if parts is not None and path.name not in parts and not (folder / path.name).exists():
            path.rename(folder / path.name)
    shutil.rmtree(previous)
