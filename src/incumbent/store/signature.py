"""Whether the files that a cache was made from are still the same, without reading them all each time.

As git's index does: a file whose size, time and inode are as noted is taken to be unchanged, unless it was written so
shortly before the note that a later change could bear the same time; then, and where anything differs, its bytes are read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from incumbent.errors import InputError

_RACY = 2_000_000_000  # nanoseconds: the coarsest clock of the file systems in use


class Entry(NamedTuple):
    """One file: its path, size in bytes, time of change in nanoseconds, inode and SHA-256."""

    path: str
    size: int
    time: int
    inode: int
    digest: str


def sign(path: Path) -> Entry:
    """The entry of a file as it is now, its bytes read. Raises InputError where it cannot be."""
    import hashlib

    try:
        status = path.stat()
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    return Entry(str(path), status.st_size, status.st_mtime_ns, status.st_ino, digest)


def states(paths: list[str]) -> str | None:
    """The state of each file, a line each; None where one of them cannot be looked at."""
    lines = []
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 # a path object each would take longer
        except OSError:
            return None
        lines.append(f"{path}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_ino}\n")
    return "".join(lines)


def noted_states(entries: list[Entry]) -> str:
    """The same, as the entries note them."""
    return "".join(f"{e.path}\t{e.size}\t{e.time}\t{e.inode}\n" for e in entries)


def settled(entries: list[Entry], noted: int) -> bool:
    """Whether no file was written so shortly before ``noted`` that a later change could bear the same time."""
    return max((entry.time for entry in entries), default=0) < noted - _RACY


def same_bytes(entries: list[Entry], paths: list[str]) -> list[Entry] | None:
    """The entries of ``paths`` as they are now, if they are just the files of ``entries``, each with the same bytes."""
    if [entry.path for entry in entries] != paths:
        return None
    try:
        now = [sign(Path(path)) for path in paths]
    except InputError:  # whoever reads the facts will say what is wrong with it
        return None
    return now if [entry.digest for entry in now] == [entry.digest for entry in entries] else None


def combined(entries: list[Entry], *more: str) -> str:
    """One digest over names and contents of all files, and over ``more``."""
    import hashlib

    total = hashlib.sha256()
    for part in (*more, *(f"{e.path}\0{e.digest}" for e in entries)):
        total.update(os.fsencode(part) + b"\n")
    return total.hexdigest()
