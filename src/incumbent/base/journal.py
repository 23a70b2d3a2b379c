"""Changing several files as if they were one, so that a process killed at any moment leaves the old files or the new.

What is to stand in the files is written beside first, synced, into a folder of its own; what stands there now is linked
beside it. Renaming that folder to ``.incumbent/journal`` decides: from then on the new state holds, and whoever finds the
journal, reader or writer, puts every file of it in place before anything else. Putting in place can be repeated at will,
since the journal keeps all contents until the end. Where a file cannot be put in place, the journal is turned around, by
renaming its plan, and the old files are put back in the same way.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

from incumbent.base import locking
from incumbent.base.places import require_own, umask
from incumbent.errors import IncumbentError, InputError, LimitError

STATE = ".incumbent"  # the folder of a base that holds what is not its facts
_JOURNAL = "journal"
_DEAD = "journal-"  # how folders begin that decide nothing: not decided yet, or done
_FORWARD, _BACK = "forward", "back"  # names of the plan: which contents are to be put in place
_NEW, _OLD = "new", "old"
_PATIENCE = 30.0  # seconds

_TRIES = 4

Verify = Callable[[Path, bytes], None]
_Result = TypeVar("_Result")


class _Plan(NamedTuple):
    """The files, by their paths below the base, and the folders that are there only because of them."""

    files: list[str]
    folders: list[str]


def pending(root: str | Path) -> bool:
    """Whether a change was decided and may not be in place: one look, on the way of every question."""
    return os.path.lexists(f"{root}/{STATE}/{_JOURNAL}")


def settle(root: Path) -> None:
    """Put in place what was decided, if its writer died; wait for it, if it is at work.

    Raises InputError where that cannot be done from here, LimitError where the writer takes too long.
    """
    folder = root / STATE
    if locking.held(folder):
        return
    deadline = time.monotonic() + _PATIENCE
    while pending(root):
        try:
            with locking.lock(folder, patience=0):
                recover(root)
        except LimitError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        except InputError as error:
            if pending(root):
                raise InputError(
                    f"{folder / _JOURNAL}: a change was cut short and cannot be finished from here; "
                    f"run 'incumbent check' where the base can be written ({str(error).rstrip('.')})."
                ) from error


def recover(root: Path) -> None:
    """Put in place what was decided, and sweep away what was not; under the lock."""
    folder = root / STATE
    if pending(root):
        try:
            _finish(root)
        except OSError as error:
            raise InputError(f"{_named(root, error)}: cannot be written: {error.strerror}.") from error
    for entry in list(folder.glob(f"{_DEAD}*")):
        shutil.rmtree(entry, ignore_errors=True)


def steadily(root: Path, read: Callable[[], _Result]) -> _Result:
    """What ``read`` returns, having read the files of one state: it is called again where they changed meanwhile."""
    if locking.held(root / STATE):
        return read()
    for _ in range(_TRIES):
        settle(root)
        before = _stamp(root)
        try:
            result = read()
        except InputError:  # a file that is gone, perhaps
            if _stamp(root) == before:
                raise
            continue
        if _stamp(root) == before:
            return result
    with locking.lock(root / STATE):  # others write all the time: now they wait
        recover(root)
        return read()


def _stamp(root: Path) -> tuple[bool, int]:
    """Two equal stamps, both without a journal, say that no change was put in place between them."""
    try:
        changed = (root / STATE / locking.LOCK).stat().st_mtime_ns
    except OSError:
        changed = 0
    return pending(root), changed


def commit(root: Path, files: Mapping[Path, bytes | None], verify: Verify = lambda _path, _data: None) -> None:
    """Write each file of the base at ``root``, or remove it where its content is None; all of them or none. Under the lock.

    :param verify: called with each path and what was written for it, read back from the disk, before anything is decided; what
        it raises leaves the base as it was.
    :raises InputError: if something cannot be written; the base is as it was.
        Where not even the old files can be put back, it says that the next command does it.
    """
    if not files:
        return
    if pending(root):
        recover(root)
    folder = root / STATE
    require_own(root, files)
    work: Path | None = None
    try:
        work = Path(tempfile.mkdtemp(prefix=_DEAD, dir=folder))
        _prepare(root, work, files, verify)
        work.rename(folder / _JOURNAL)
        _sync(folder)
        _finish(root)
    except OSError as error:
        _undo(root, error)
        raise InputError(f"{_named(root, error)}: cannot be written: {error.strerror}; nothing was changed.") from error
    except BaseException:
        _undo(root, None)
        raise
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)


# Before it is decided


def _prepare(root: Path, work: Path, files: Mapping[Path, bytes | None], verify: Verify) -> None:
    folders: list[str] = []
    for number, (path, data) in enumerate(files.items()):
        old = path.exists()
        if old:
            _link(path, work / f"{_OLD}-{number}")
        if data is not None:
            mode = stat.S_IMODE(path.stat().st_mode) if old else 0o666 & ~umask()
            written = work / f"{_NEW}-{number}"
            _write(written, data, mode)
            verify(path, written.read_bytes())
            folders += [str(f.relative_to(root)) for f in path.parents if f.is_relative_to(root) and not f.exists()]
    plan = {"files": [str(path.relative_to(root)) for path in files], "folders": sorted(set(folders))}
    _write(work / _FORWARD, json.dumps(plan).encode(), 0o666)
    _sync(work)


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _link(source: Path, target: Path) -> None:
    """Let ``target`` be the same file as ``source``: no byte is copied, and no room on the disk is needed, where links are."""
    try:
        os.link(source, target)
    except OSError:
        target.unlink(missing_ok=True)
        shutil.copy2(source, target)
        with target.open("rb") as stream:
            os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# After it is decided


def _finish(root: Path) -> None:
    """Put in place the contents that the plan's name says; repeating it does no harm. Then the journal goes."""
    journal = root / STATE / _JOURNAL
    forward = (journal / _FORWARD).exists()
    plan = _read(root, journal, _FORWARD if forward else _BACK)
    wanted = _NEW if forward else _OLD
    paths = [root / name for name in plan.files]
    stands = [(journal / f"{wanted}-{number}").exists() for number in range(len(paths))]
    # Removals first: where two names differ by case only, a file system may take them for one.
    for path, stays in zip(paths, stands, strict=True):
        if not stays:
            path.unlink(missing_ok=True)
    for number, (path, stays) in enumerate(zip(paths, stands, strict=True)):
        if stays:
            _put(journal / f"{wanted}-{number}", path, number)
    touched = {path.parent for path in paths}
    emptied = [path.parent for path, stays in zip(paths, stands, strict=True) if not stays] if forward else []
    _remove_empty(root, [*emptied, *(root / name for name in ([] if forward else plan.folders))])
    for folder in sorted({f for t in touched for f in (t, *t.parents) if f.is_relative_to(root / "graph")}):
        if folder.is_dir():
            _sync(folder)
    os.utime(journal.parent / locking.LOCK, ns=(now := time.time_ns(), now))  # the system's own clock may be too coarse
    done = journal.with_name(f"{_DEAD}done-{os.getpid()}-{time.monotonic_ns()}")
    journal.rename(done)
    with contextlib.suppress(OSError):  # should it be there again after a loss of power, repeating it does no harm
        _sync(journal.parent)
    shutil.rmtree(done, ignore_errors=True)


def _read(root: Path, journal: Path, name: str) -> _Plan:
    """The plan, which names files of facts and nothing else: a base may come from people whom one cannot trust."""
    damaged = f"{journal}: is damaged; remove it, and compare the facts with what git has."
    try:
        data = json.loads((journal / name).read_bytes())
        plan = _Plan([str(p) for p in data["files"]], [str(p) for p in data["folders"]])
    except FileNotFoundError:
        raise InputError(damaged) from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(damaged) from error
    require_own(root, (root / path for path in plan.files))
    inside = (Path(path).parts for path in plan.folders)
    if journal.is_symlink() or any(parts[:1] != ("graph",) or ".." in parts for parts in inside):
        raise InputError(damaged)
    for entry in journal.iterdir():
        if not stat.S_ISREG(entry.lstat().st_mode):
            raise InputError(damaged)
    return plan


def _put(source: Path, path: Path, number: int) -> None:
    if path.exists() and path.samefile(source):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".merging-{number}")
    try:
        beside.unlink(missing_ok=True)
        _link(source, beside)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _remove_empty(root: Path, folders: Iterable[Path]) -> None:
    """Remove folders below ``graph`` that hold nothing, and those that then hold nothing."""
    graph = root / "graph"
    for folder in sorted(set(folders), reverse=True):
        for above in (folder, *folder.parents):
            if above == graph or not above.is_relative_to(graph):
                break
            try:
                above.rmdir()
            except OSError:  # not empty, or not there
                break


def _undo(root: Path, error: OSError | None) -> None:
    """After a failure, turn a journal around that was decided, and put the old files back."""
    journal = root / STATE / _JOURNAL
    try:
        if not journal.is_dir():
            return
        if (journal / _FORWARD).exists():
            (journal / _FORWARD).rename(journal / _BACK)
            _sync(journal)
        _finish(root)
    except (OSError, IncumbentError) as again:
        _give_up(journal, error, again)


def _give_up(journal: Path, error: OSError | None, again: Exception) -> NoReturn:
    """What can neither be done nor undone now is left to the next command."""
    first = f"{error.strerror}; " if error is not None else ""
    what = getattr(again, "strerror", None) or str(again)
    raise InputError(
        f"{journal}: the change was cut short ({first}{what}); nothing is lost: the next command of incumbent on this base "
        "finishes it or takes it back as a whole."
    ) from again


def _named(root: Path, error: OSError) -> str:
    """The file at which an error happened, as people know it; the base itself where it has no name of theirs."""
    name = str(error.filename or "")
    return name if name and f"/{_DEAD}" not in name and "/.merging-" not in name else str(root)
