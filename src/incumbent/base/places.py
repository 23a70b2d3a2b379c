"""Where a change may write: files of facts below ``graph/``, reached over folders of the base's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from incumbent.errors import InputError

_LINK = (
    "is a symbolic link; facts are written only to files and folders of the base itself. Put a real one in its place."
)


def require_own(root: Path, paths: Iterable[Path]) -> None:
    """Raise InputError unless each of ``paths`` is, or can become, a file of the base at ``root`` and of no other place.

    Links are refused, for a base that comes from elsewhere may have some that lead out of it; and so are names that differ
    from what is there by case only, which some file systems take for the same.
    """
    entries: dict[Path, set[str]] = {}
    for path in paths:
        parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
        if parts[:1] != ("graph",) or len(parts) < 2 or ".." in parts or not path.name.endswith(".ttl"):
            raise InputError(f"{path}: is no place for facts of the base {root}.")
        above = root
        for part in parts:
            here = above / part
            mode = _mode(here)
            if mode is not None and stat.S_ISLNK(mode):
                raise InputError(f"{here}: {_LINK}")
            if mode is None:
                _require_other_case(above, part, entries)
                break  # what is below is not there either
            last = here == path
            if last and not stat.S_ISREG(mode):
                raise InputError(f"{here}: is no file, but facts are to stand there; move it away.")
            if not last and not stat.S_ISDIR(mode):
                raise InputError(f"{here}: is a file, but a folder of facts is to stand there; move it away.")
            above = here


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{path}: cannot be looked at: {error.strerror}.") from error


def _require_other_case(folder: Path, name: str, entries: dict[Path, set[str]]) -> None:
    """Raise where ``folder`` has a folder whose name is ``name`` but for the case of its letters."""
    if folder not in entries:
        try:
            with os.scandir(folder) as found:
                entries[folder] = {entry.name for entry in found if entry.is_dir(follow_symlinks=False)}
        except OSError:
            entries[folder] = set()
    for other in entries[folder]:
        if other.casefold() == name.casefold():
            raise InputError(f"{folder / other}: differs from {name} by case only; rename it to {name}.")


def umask() -> int:
    """The permissions that this process gives to nobody."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
