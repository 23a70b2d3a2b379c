"""``python -m tests.soak``: everything that ``make test`` tries a tenth of, in full; ends with a table for ``docs/soak.md``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.soak import faults, kills, mutations, writers
from tests.soak.ground import Result

_LIBRARIES = ("incumbent", "pyoxigraph", "rdflib", "pyshacl", "PyYAML")
_HEAD = """\
# Soak

What `make soak` printed last. It kills merges at random moments, lets each call to the system fail in turn, merges from
several processes at once, damages submissions in every syntax, and holds the check of a change against the check of
everything. A number after "failures" that is not 0 is a fault. `make test` tries a tenth of each.

"""


def main() -> int:
    """Run what the options ask for; 1 where anything failed."""
    options = _options()
    begun = time.monotonic()

    def progress(what: str) -> None:
        print(f"  {time.monotonic() - begun:7.1f} s  {what}", file=sys.stderr, flush=True)

    results = []
    for name, soak in _chosen(options, progress):
        print(f"{name} …", file=sys.stderr, flush=True)
        part = time.monotonic()
        try:
            results.append(soak())
        except Exception as error:  # the others are to be told all the same
            traceback.print_exc()
            failure = " ".join(f"{type(error).__name__}: {error}".split())[:500]
            results.append(Result(name, {"ended by": failure}, [failure], time.monotonic() - part))
        for failure in results[-1].failures[:20]:
            print(f"  FAILURE {failure}", file=sys.stderr)
    text = _HEAD + _table(results, options.seed, time.monotonic() - begun)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 1 if any(result.failures for result in results) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="merges killed at random moments; 0 for none")
    parser.add_argument(
        "--faults", action=argparse.BooleanOptionalAction, default=True, help="each system call failing"
    )
    parser.add_argument("--writers", default="8x50", help="writers x merges each; 0x0 for none")
    parser.add_argument("--mutations", type=int, default=50_000, help="damaged submissions; 0 for none")
    parser.add_argument("--change-wise", type=int, default=2_000, help="changes judged both ways; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, help="write the table to this file, too")
    return parser.parse_args()


def _chosen(options: argparse.Namespace, progress: Callable[[str], None]) -> list[tuple[str, Callable[[], Result]]]:
    seed = options.seed
    count, each = (int(part) for part in options.writers.split("x"))
    chosen: list[tuple[str, Callable[[], Result]]] = []
    if options.kills:
        chosen.append(("kills", lambda: kills.run(options.kills, seed, progress)))
    if options.faults:
        chosen.append(("faults", lambda: faults.run(seed, progress=progress)))
    if count:
        chosen.append(("writers", lambda: writers.run(count, each, seed, progress)))
    if options.mutations:
        chosen.append(("mutations", lambda: mutations.run(options.mutations, seed, progress)))
    if options.change_wise:
        chosen.append(("change-wise", lambda: _change_wise(options.change_wise, seed)))
    return chosen


def _change_wise(cases: int, seed: int) -> Result:
    from tests.soak import change_wise

    begun, failures = time.monotonic(), []
    try:
        change_wise.run(cases, seed)
    except AssertionError as error:
        failures.append(" ".join(str(error).split())[:500])
    same = "all" if not failures else "not all"
    figures = {"cases": str(cases), "same findings both ways": same}
    return Result("a change checked by itself, and with everything", figures, failures, time.monotonic() - begun)


def _table(results: list[Result], seed: int, seconds: float) -> str:
    system = f"{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    rows = [
        ("date", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
        ("on", system),
        ("with", libraries),
        ("seed", str(seed)),
        ("took", f"{seconds:.0f} s"),
    ]
    lines = ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows), ""]
    for result in results:
        lines += [f"## {result.name[:1].upper()}{result.name[1:]}", "", "| | |", "|---|---|"]
        lines += [f"| {name} | {value} |" for name, value in result.figures.items()]
        lines += [f"| took | {result.seconds:.0f} s |", f"| failures | {len(result.failures)} |", ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
