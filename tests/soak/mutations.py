"""Submissions that were damaged by chance, in all syntaxes: each gets a verdict, within the limits, and changes nothing."""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TextIO

from tests.soak import ground
from tests.soak.ground import Progress, Result
from tests.soak.seeds import SEEDS

from incumbent.ask import sandbox
from incumbent.ask.spool import Spool
from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding
from incumbent.errors import IncumbentError
from incumbent.submission import bounded
from incumbent.submission.judge import judge
from incumbent.submission.quotes import Texts
from incumbent.submission.reading import read_submission

_JUDGED_IN = 40  # one in so many goes through the whole gate
_SECONDS = 20.0  # longer than any of these small files may take; a hang ends here
_LARGEST = 64 * 1024  # bytes of an input
_MEMORY = bounded.MEMORY + (256 << 20)  # bytes that a reader's child may come to: its limit, and what it starts with
_WORDS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xf4\x8f\xbf\xbf", b"99999999999999999999",
    b"1e999999999", b"-0", b"..", b"[", b"{", b"(", b"]" * 70, b"[" * 70, b'"""', b"'''", b"<", b">", b"&lol;", b"<!DOCTYPE a>",
    b"!!python/object:os.system", b"&a [*a]", b"<<: *a", b"- ", b"\t", b"%2e%2e/", b"@base <file:///etc/> .", b"_:b", b"GRAPH",
    b'"@context": "https://example.org/c"', b"\\u0000", b"\\uD800", b"xml:base", b"=1+1", b'","', b"kb:", b"null", b"~",
    b"2020-13-45", b"\"\"",
)  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """``data`` after one to four changes."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        data = dice.choice(_CHANGES)(data, dice)[:_LARGEST]
    return data


def _flip(data: bytes, dice: random.Random) -> bytes:
    if not data:
        return data
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def _span(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + int(dice.expovariate(1 / 20)) + 1)


def _delete(data: bytes, dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def _double(data: bytes, dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 1, 2, 50)) + data[end:]


def _insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(data))
    return data[:at] + dice.choice(_WORDS) + data[at:]


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randint(0, len(data))]


def _splice(data: bytes, dice: random.Random) -> bytes:
    other = dice.choice(dice.choice(list(SEEDS.values())))
    return data[: dice.randint(0, len(data))] + other[dice.randint(0, len(other)) :]


def _lines(data: bytes, dice: random.Random) -> bytes:
    """Whole lines moved, doubled or taken away: what is left is often sound enough to be understood, and wrong."""
    lines = data.split(b"\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    what = dice.randrange(3)
    if what == 0:
        lines[at], lines[other] = lines[other], lines[at]
    elif what == 1:
        lines.insert(at, lines[other])
    else:
        del lines[at]
    return b"\n".join(lines)


def _words(data: bytes, dice: random.Random) -> bytes:
    """One word put in place of another: names of kinds, keys, things and values in places where they do not belong."""
    words = data.split(b" ")
    at, other = dice.randrange(len(words)), dice.randrange(len(words))
    words[at] = words[other]
    return b" ".join(words)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _delete, _double, _insert, _cut, _splice, _lines, _lines, _words, _words,
)  # fmt: skip


def run(count: int, seed: int, progress: Progress = lambda _: None, *, quick: bool = False, workers: int = 2) -> Result:
    """Try ``count`` inputs: most by their reader, one in forty by the whole gate.

    ``quick`` leaves out the child in which a reader works, but for inputs at which it crashes, and most of the judging.
    """
    begun, totals, told, failures = time.monotonic(), _Totals(), 0, []
    with ground.workplace(memory=quick) as folder:
        base = ground.found(folder / "base")
        before = ground.files(base.root)
        left = [list(range(worker, count, workers)) for worker in range(workers)]
        running = {w: _start(base.root, folder, w, numbers, seed, quick) for w, numbers in enumerate(left)}
        while running:
            for worker, (child, stream) in list(running.items()):
                for _ in range(200):  # in turns, so that no worker waits for the other's pipe
                    line = stream.readline()
                    if not line:
                        break
                    number = totals.count(line)
                    if number is not None:
                        left[worker].remove(number)
                if totals.tried >= told + 1000:
                    told = totals.tried
                    progress(f"{told} of {count} inputs, {len(totals.failures)} failures")
                if line:
                    continue
                code = ground.ended(child)
                stream.close()
                del running[worker]
                if left[worker] and code:
                    totals.crashes += 1
                    again = [left[worker][0]]  # at which it died: once more as users would have it, in a reader's child
                    running[worker] = _start(
                        base.root, folder, worker, again if quick else left[worker][1:], seed, False
                    )
                    if not quick:
                        totals.failures.append(f"no. {left[worker][0]}: the process that judged it ended with {code}")
                elif left[worker]:
                    running[worker] = _start(base.root, folder, worker, left[worker], seed, quick)
        if ground.files(base.root) != before:
            failures.append("the base has changed")
    failures += totals.failures
    if totals.tried != count:
        failures.append(f"{totals.tried} of {count} inputs got a verdict")
    if totals.memory > _MEMORY:
        failures.append(f"a reader came to {totals.memory >> 20} MiB")
    return Result("mutated inputs", totals.figures(len(failures)), failures, time.monotonic() - begun)


class _Totals:
    """What the workers tell, added up."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.syntaxes: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = 0.0
        self.memory = 0
        self.crashes = 0

    @property
    def tried(self) -> int:
        return sum(self.syntaxes.values())

    def count(self, line: str) -> int | None:
        """Add what one line tells; the number of the input if it is the verdict on one."""
        kind, *rest = line.rstrip("\n").split("\t")
        if kind == "fault":
            self.failures.append(" ".join(rest))
        elif kind == "memory":
            self.memory = max(self.memory, int(rest[0]))
        else:
            number, syntax, outcome, seconds = rest
            self.syntaxes[syntax] += 1
            self.outcomes[outcome] += 1
            self.slowest = max(self.slowest, float(seconds))
            return int(number)
        return None

    def figures(self, failed: int) -> dict[str, str]:
        """The lines of the table."""
        kinds = ", ".join(f"{self.syntaxes[syntax]} {syntax}" for syntax in SEEDS)
        whole = ("accepted", "contradicts", "waiting", "rejected")
        return {
            "inputs": f"{self.tried} ({kinds})",
            "read without a finding": str(self.outcomes["readable"]),
            "read, or refused, with findings": str(self.outcomes["found wanting"]),
            "readers that gave up without knowing why": str(self.outcomes["given up"]),
            "judged by the whole gate": ", ".join(f"{self.outcomes[outcome]} {outcome}" for outcome in whole),
            "slowest": f"{self.slowest:.2f} s",
            "most memory of a reader": f"{self.memory >> 20} MiB",
            "tracebacks, hangs, changes of the base": str(failed),
        }


def _start(root: Path, folder: Path, worker: int, numbers: list[int], seed: int, direct: bool) -> tuple[int, TextIO]:
    read, write = os.pipe()
    own = folder / f"worker-{worker}"
    own.mkdir(exist_ok=True)
    child = ground.forked(lambda: _work(root, own, numbers, seed, write, direct))
    os.close(write)
    return child, os.fdopen(read, encoding="utf-8", errors="replace")


def _directly(work: sandbox.Work, *, timeout: float, memory: int, output: int) -> sandbox.Outcome:
    """Stands in for the child of a reader: does its work here, which is much quicker."""
    spool, stream = Spool(), BytesIO()
    try:
        report = work(stream)
    except IncumbentError:
        raise
    except Exception as error:
        raise IncumbentError(f"the engine failed: {type(error).__name__}: {error}") from error
    spool.write(stream.getvalue())
    return sandbox.Outcome(spool, report or {})


def _work(root: Path, folder: Path, numbers: list[int], seed: int, pipe: int, direct: bool) -> int:
    """In a child: try the inputs of these numbers, and tell of each."""
    base = ground.opened(root)
    facts, texts = Facts.read(base), Texts(base.sources_folder)
    signal.signal(signal.SIGALRM, _too_long)
    if direct:
        sandbox.run = _directly
    with os.fdopen(pipe, "w", 1, encoding="utf-8", errors="replace") as tell:
        for number in numbers:
            dice = random.Random(f"{seed} {number}")
            syntax = dice.choice(list(SEEDS))
            data = mutated(dice.choice(SEEDS[syntax]), dice)
            path = folder / f"input.{syntax}"
            path.write_bytes(data)
            begun = time.perf_counter()
            signal.alarm(int(_SECONDS))
            try:
                outcome = _verdict(base, path, facts, texts, number % (_JUDGED_IN * (5 if direct else 1)) == 0)
            except BaseException as error:
                outcome = "fault"
                place = traceback.extract_tb(error.__traceback__)[-1]
                kept = Path(tempfile.gettempdir()) / f"soak-{seed}-{number}.{syntax}"
                kept.write_bytes(data)
                text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
                print(f"fault\t{kept}: {text} at {place.filename}:{place.lineno}", file=tell)
            finally:
                signal.alarm(0)
            print(f"tried\t{number}\t{syntax}\t{outcome}\t{time.perf_counter() - begun}", file=tell)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        print(f"memory\t{peak}", file=tell)
    return 0


def _verdict(base: KnowledgeBase, path: Path, facts: Facts, texts: Texts, whole: bool) -> str:
    if whole:
        verdict = judge(base, path, dossier="talks", today=ground.TODAY, view=facts)
        _require_words(verdict.findings)
        return verdict.outcome
    submission = read_submission(base, path, facts, texts, ground.TODAY)
    _require_words(submission.findings)
    if not submission.triples and not submission.findings:
        raise AssertionError("nothing was read, and nothing was said")
    if any("no reader can make sense" in f.message or "the reader crashed" in f.message for f in submission.findings):
        return "given up"
    return "found wanting" if submission.findings else "readable"


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError(f"no verdict within {_SECONDS:g} s")


def _require_words(findings: list[Finding]) -> None:
    """Each finding says which rule is broken, and how, at a place that may be."""
    for finding in findings:
        assert finding.code and finding.message.strip() and "Traceback" not in finding.message, finding
        assert (finding.line or 1) > 0 and (finding.column or 1) > 0, finding
