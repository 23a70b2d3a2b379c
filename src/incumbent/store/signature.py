"""Whether the files that a cache was made from are still the same, without reading them all each time.

As git's index does: a file whose size, time and inode are as noted is taken to be unchanged, unless it was written so
shortly before the note that a later change could bear the same time; then, and where anything differs, its bytes are read.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

_RACY = 2_000_000_000  # nanoseconds: the coarsest clock of the file systems in use


class Entry(NamedTuple):
    """One file: its path, size in bytes, time of change in nanoseconds, inode and SHA-256."""

    path: str
    size: int
    time: int
    inode: int
    digest: str


def sign(path: Path) -> Entry:
    """The entry of a file as it is now, its bytes read."""
    status = path.stat()
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Entry(str(path), status.st_size, status.st_mtime_ns, status.st_ino, digest)


def unchanged(entries: list[Entry], paths: list[str], noted: int) -> bool:
    """Whether ``paths`` are just the files of ``entries``, each with the same bytes; ``noted`` is when that was written."""
    if len(entries) != len(paths):
        return False
    for entry, path in zip(entries, paths, strict=True):
        if entry.path != path:
            return False
        try:
            status = os.stat(path)
        except OSError:
            return False
        if status.st_size != entry.size:
            return False
        same = status.st_mtime_ns == entry.time and status.st_ino == entry.inode and entry.time < noted - _RACY
        if not same and sign(Path(path)).digest != entry.digest:
            return False
    return True


def combined(entries: list[Entry], *more: str) -> str:
    """One digest over names and contents of all files, and over ``more``."""
    total = hashlib.sha256()
    for part in (*more, *(f"{e.path}\0{e.digest}" for e in entries)):
        total.update(part.encode() + b"\n")
    return total.hexdigest()
