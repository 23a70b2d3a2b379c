"""Writing files so that nothing is lost: a lock, temporary files, fsync, rename, fsync of the folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from incumbent.errors import InputError, LimitError

_LOCK_PATIENCE = 30.0  # seconds


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the one lock for writing below ``folder``; the system lets go of it when the process dies, however it dies."""
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / "lock").open("w")
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}.") from error
    with stream:
        deadline = time.monotonic() + _LOCK_PATIENCE
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise LimitError(
                        f"Another process is writing to this base ({folder}/lock); try again later."
                    ) from None
                time.sleep(0.02)
        yield


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_beside(path: Path, data: bytes) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # not the name that was made up
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            os.fchmod(stream.fileno(), mode)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _restore(before: Mapping[Path, bytes | None]) -> None:
    for path, data in before.items():
        with contextlib.suppress(OSError):  # what cannot be restored, git has
            if data is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != data:
                _write_beside(path, data).replace(path)


def replace(files: Mapping[Path, bytes | None]) -> None:
    """Write each file, or remove it where its content is None; new content is on disk before the first rename.

    Raises InputError where something cannot be written; files that had changed by then are as they were before.
    """
    ready: list[tuple[Path, Path]] = []
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                ready.append((_write_beside(path, data), path))
        while ready:
            temporary, path = ready[0]
            before[path] = path.read_bytes() if path.exists() else None
            temporary.replace(path)
            ready.pop(0)
        for path, data in files.items():
            if data is None and path.exists():
                before[path] = path.read_bytes()
                path.unlink()
        for folder in sorted({path.parent for path in files}):
            _sync_folder(folder)
    except OSError as error:
        _restore(before)
        raise InputError(f"{error.filename or 'the base'}: cannot be written: {error.strerror}.") from error
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
