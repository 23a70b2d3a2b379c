"""Each call to the system that a merge writes with fails in turn: with an error, with death, and for good."""

from __future__ import annotations

import errno
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.soak import ground
from tests.soak.ground import Progress, Result, Stage

from incumbent.errors import IncumbentError

# What each may say: a full disk, a quota, a broken one, a read-only one, no permission.
ERRORS = {
    "open": errno.EACCES,
    "write": errno.ENOSPC,
    "fsync": errno.EIO,
    "fchmod": errno.EPERM,
    "link": errno.EPERM,
    "replace": errno.EDQUOT,
    "rename": errno.EROFS,
    "unlink": errno.EACCES,
    "mkdir": errno.EROFS,
    "rmdir": errno.EACCES,
    "utime": errno.EIO,
}
MODES = ("error", "broken", "killed before", "killed after")
_REFUSED = 2


def run(seed: int, one_in: int = 1, progress: Progress = lambda _: None, *, quick: bool = False) -> Result:
    """Fail every call (or one in so many, by chance) in every mode, and look what is left."""
    begun, dice, failures, counts = time.monotonic(), random.Random(seed), [], Counter[str]()
    with ground.stage(gate=False, memory=quick) as ready:
        points = _points(ready)
        cases = [(mode, name, at) for name, calls in points.items() for at in range(calls) for mode in MODES]
        chosen = cases if one_in == 1 else dice.sample(cases, max(len(cases) // one_in, len(points)))
        for number, (mode, name, at) in enumerate(chosen, 1):
            failures += _failed(ready, mode, name, at, counts)
            if number % 50 == 0:
                progress(f"{number} of {len(chosen)} faults, {len(failures)} failures")
    figures = {
        "calls that can fail": ", ".join(f"{count} {name}" for name, count in points.items() if count),
        "faults": str(len(chosen)),
        **{mode: str(counts[mode]) for mode in MODES},
        "done all the same": str(counts["done"]),
        "refused in one line": str(counts["refused"]),
        "lost or half-written": str(len(failures)),
    }
    return Result("each write, sync, rename … failing in turn", figures, failures, time.monotonic() - begun)


def _failed(ready: Stage, mode: str, name: str, at: int, counts: Counter[str]) -> list[str]:
    what = f"{name} no. {at + 1}, {mode}"
    root = ready.fresh()
    counts[mode] += 1
    code = ground.ended(ground.forked(lambda: _merged(ready, root, _Saboteur(mode, name, at))))
    if code == 0:
        counts["done"] += 1
        allowed = [ready.new]
    elif code == _REFUSED:
        counts["refused"] += 1
        allowed = [ready.old] if mode == "error" else [ready.old, ready.new]
    elif code == -signal.SIGKILL and mode.startswith("killed"):
        allowed = [ready.old, ready.new]
    else:
        return [f"{what}: the merge ended with {code}"]
    return ground.after_death(ready, root, what, allowed)


def _merged(ready: Stage, root: Path, saboteur: _Saboteur) -> int:
    """In the child: a merge with a saboteur at work; one line where it is refused."""
    saboteur.begin()
    try:
        ground.let_in(root, ready.path, gate=False)
    except IncumbentError as error:
        return _REFUSED if error.exit_code in (1, 2) and "\n" not in str(error) else 71
    return 0


class _Saboteur:
    """Lets one call fail: the ``at``-th (from 0) of the function ``name`` of ``os``."""

    def __init__(self, mode: str, name: str, at: int) -> None:
        self.mode = mode
        self.name = name
        self.at = at
        self.calls: Counter[str] = Counter()
        self.broken = False

    def begin(self) -> None:
        """Take the place of the functions, in this process."""
        for name in ERRORS:
            setattr(os, name, self._standing_in(name, getattr(os, name)))

    def _standing_in(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            here = name == self.name and self.calls[name] == self.at
            self.calls[name] += 1
            if here and self.mode == "killed before":
                os.kill(os.getpid(), signal.SIGKILL)
            if here and self.mode == "killed after":
                real(*arguments, **named)
                os.kill(os.getpid(), signal.SIGKILL)
            if (here and self.mode == "error") or self.broken or (here and self.mode == "broken"):
                self.broken = self.broken or self.mode == "broken"
                place = arguments[0] if arguments and isinstance(arguments[0], str | Path) else None
                raise OSError(ERRORS[name], os.strerror(ERRORS[name]), place and str(place))
            return real(*arguments, **named)

        return call


def _points(ready: Stage) -> dict[str, int]:
    """How often a merge calls each function."""
    read, write = os.pipe()

    def counted() -> int:
        saboteur, tell = _Saboteur("none", "", -1), os.write
        code = _merged(ready, ready.fresh(), saboteur)
        tell(write, " ".join(str(saboteur.calls[name]) for name in ERRORS).encode())
        return code

    child = ground.forked(counted)
    os.close(write)
    counts = os.read(read, 4096).split()
    os.close(read)
    assert ground.ended(child) == 0
    return dict(zip(ERRORS, map(int, counts), strict=True))
