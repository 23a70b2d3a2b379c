"""Merges killed at random moments: afterwards the base is the old one or the new one, to the byte."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

from tests.soak import ground
from tests.soak.ground import Progress, Result, Stage

from incumbent.base import journal

_LAST = 2  # the phase in which files are put in place


def run(kills: int, seed: int, progress: Progress = lambda _: None, *, quick: bool = False) -> Result:
    """Kill ``kills`` merges: a third at any moment, a third while files are written, a third while they are put in place."""
    begun, dice, failures = time.monotonic(), random.Random(seed), []
    counts = {
        "killed": 0,
        "done before": 0,
        "old found": 0,
        "new found": 0,
        "cut short while files were put in place": 0,
    }
    with ground.stage(gate=not quick, memory=quick) as ready:
        spans = _spans(ready)
        for number in range(kills):
            phase = number % len(spans)
            root = ready.fresh()
            wait = spans[phase] * dice.random()
            code = _killed(ready, root, wait, phase)
            if code not in (0, -signal.SIGKILL):
                failures.append(f"kill {number}: the merge ended by itself, with {code}")
            mixed = ground.files(root) not in (ready.old, ready.new)
            decided = journal.pending(root)
            counts["killed" if code else "done before"] += 1
            counts["cut short while files were put in place"] += mixed
            allowed = [ready.new] if decided or code == 0 else [ready.old, ready.new]
            if mixed and not decided:
                failures.append(f"kill {number}: half of the files, and no journal")
            list(ground.opened(root).fact_files())
            counts["new found" if ground.files(root) == ready.new else "old found"] += 1
            failures += ground.after_death(ready, root, f"kill {number} after {wait:.4f} s", allowed)
            if number % 20 == 19:
                progress(f"{number + 1} of {kills} kills, {len(failures)} failures")
    figures = {"kills": str(kills), **{name: str(count) for name, count in counts.items()}}
    figures["lost or half-written"] = str(len(failures))
    return Result("SIGKILL during a merge", figures, failures, time.monotonic() - begun)


def _merge_telling(ready: Stage, root: Path, pipe: int, last: float) -> int:
    """In the child: a merge that tells when it begins, begins to write, puts the first file in place, and put the last.

    Where ``last`` is not 0, it kills itself so many seconds after the first: what comes then is over before another process
    that was told of it could act.
    """
    commit, put, sync = journal.commit, journal._put, journal._sync
    told = b"b"

    def tell(what: bytes) -> None:
        nonlocal told
        told = what
        os.write(pipe, what)

    def telling_commit(*arguments: Any, **named: Any) -> None:
        tell(b"w")
        commit(*arguments, **named)

    def telling_put(*arguments: Any) -> None:
        if told == b"w":
            tell(b"d")
            signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            signal.setitimer(signal.ITIMER_REAL, last)
        put(*arguments)

    def telling_sync(folder: Path) -> None:
        if told == b"d":
            tell(b"e")
        sync(folder)

    journal.commit, journal._put, journal._sync = telling_commit, telling_put, telling_sync
    tell(b"b")
    return ground.let_in(root, ready.path, gate=ready.gate).verdict.exit_code


def _start(ready: Stage, root: Path, last: float = 0.0) -> tuple[int, int]:
    read, write = os.pipe()
    child = ground.forked(lambda: _merge_telling(ready, root, write, last))
    os.close(write)
    return child, read


def _killed(ready: Stage, root: Path, wait: float, phase: int) -> int:
    """Kill a merge ``wait`` seconds after it came to a phase (0, 1, 2); gives how it ended."""
    last = phase == _LAST
    child, pipe = _start(ready, root, wait if last else 0.0)
    try:
        for _ in range(0 if last else phase + 1):
            os.read(pipe, 1)
        if last:
            return ground.ended(child)
        deadline = time.perf_counter() + wait
        while time.perf_counter() < deadline:  # sleeping would round to the clock's tick
            pass
        os.kill(child, signal.SIGKILL)
        return ground.ended(child)
    finally:
        os.close(pipe)


def _spans(ready: Stage) -> list[float]:
    """How long a merge takes in a child from the beginning of each phase on to where all is in place, in seconds."""
    spans: list[list[float]] = [[], [], []]
    for _ in range(3):
        child, pipe = _start(ready, ready.fresh())
        times = []
        while os.read(pipe, 1):
            times.append(time.perf_counter())
        os.close(pipe)
        assert ground.ended(child) == 0
        for span, begun in zip(spans, times[:-1], strict=True):
            span.append(times[-1] - begun)
    return [sorted(span)[1] for span in spans]
