"""Writing files so that nothing is lost: those of a base under its lock and all or none, others each in one step."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

from incumbent.base import journal
from incumbent.base.journal import Verify
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.locking import lock as _lock
from incumbent.base.places import umask
from incumbent.errors import InputError, LimitError, UsageError

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Writer:
    """Writes the files of one base; ``opened`` gives one."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.decided = False

    def commit(self, files: Mapping[Path, bytes | None], verify: Verify = lambda _path, _data: None) -> None:
        """Write each file, or remove it where its content is None: all of them, or none.

        ``verify`` is called with each path and what was written for it, before anything is put in place.
        Raises InputError where something cannot be written; the base is as it was.
        """
        self.decided = True
        journal.commit(self._base.root, files, verify)


@contextlib.contextmanager
def opened(base: KnowledgeBase) -> Iterator[Writer]:
    """Hold the lock for writing to ``base``, with all that others had decided in place.

    Meanwhile a signal to stop raises LimitError, up to the moment when files are written; then they are written first.
    """
    if base.is_packaged:
        raise UsageError("The packaged base is read-only; 'incumbent init DIR' makes one of your own.")
    writer = Writer(base)
    with _stoppable(writer), _lock(base.root / journal.STATE):
        journal.recover(base.root)
        yield writer


@contextlib.contextmanager
def _stoppable(writer: Writer) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if not writer.decided:
            name = signal.Signals(number).name
            raise LimitError(f"Stopped by {name} before anything was written; the base is as it was.")

    before = {number: signal.signal(number, stop) for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def replace(files: Mapping[Path, bytes | None]) -> None:
    """Write each file, or remove it where its content is None; each has its old content or its new one at any moment.

    Raises InputError where something cannot be written.
    """
    for path, data in files.items():
        try:
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, data)
        except OSError as error:
            raise InputError(f"{error.filename or path}: cannot be written: {error.strerror}.") from error


def _write(path: Path, data: bytes) -> None:
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # not the name that was made up
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            os.fchmod(stream.fileno(), path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask())
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
