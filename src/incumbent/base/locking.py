"""The one lock for changing a base: the system lets go of it when the process dies, however it dies, so that none is stale."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from incumbent.errors import InputError, LimitError

LOCK = "writing.lock"
_PATIENCE = 60.0  # seconds
_PAUSE = 0.002

# Folders whose lock a thread of this process holds; a process that was forked holds nothing.
_held: set[tuple[int, int, str]] = set()


def held(folder: Path) -> bool:
    """Whether this very thread holds the lock of ``folder``."""
    return (os.getpid(), threading.get_ident(), str(folder)) in _held


@contextlib.contextmanager
def lock(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of ``folder``, which is made where there is none.

    :param patience: seconds to wait for another process.
    :raises InputError: if it cannot be made there.
    :raises LimitError: if another process kept it for longer.
    """
    descriptor = _open(folder)
    key = (os.getpid(), threading.get_ident(), str(folder))
    try:
        _take(descriptor, folder, _PATIENCE if patience is None else patience)
        _held.add(key)
        try:
            yield
        finally:
            _held.discard(key)
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path, patience: float) -> None:
    import fcntl

    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                message = f"Another process is writing to this base ({folder / LOCK}); try again later."
                raise LimitError(message) from None
            time.sleep(_PAUSE)
        except OSError as error:  # a network file system without locks
            raise InputError(f"{folder / LOCK}: cannot be locked: {error.strerror}.") from error


def _open(folder: Path) -> int:
    """The lock file, never one that a link leads to: what it leads to would be written to."""
    try:
        if folder.is_symlink():
            raise InputError(f"{folder}: is a symbolic link; a base keeps its own state in a folder of its own.")
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}.") from error
