"""Reading what others sent in a child process: what crashes, hangs or swells ends there, and becomes a finding here."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

from incumbent.ask import sandbox
from incumbent.check.findings import Finding, Severity
from incumbent.errors import IncumbentError, LimitError
from incumbent.submission.faults import Faults

SECONDS = 60.0
MEMORY = 1 << 30  # bytes
OUTPUT = 256 << 20  # bytes that the child may hand back: a tree is some ten times as long as the file
_MIB = 1 << 20


class Product(NamedTuple):
    """What a child made of a file: plain JSON values, and bytes; None and none where it came to nothing."""

    value: Any
    data: bytes
    findings: list[Finding]


def read(file: str, work: Callable[[Faults], tuple[Any, bytes]]) -> Product:
    """Do ``work`` in a child, which is forked from this process and stopped where it reaches a limit.

    It notes what is wrong in the Faults that it is given. ``file`` is the name that findings carry.
    """

    def task(out: BinaryIO) -> sandbox.Report:
        faults = Faults(file)
        value, data = work(faults)
        told = [[f.code, f.severity.value, f.message, f.line, f.column] for f in faults.findings]
        out.write(json.dumps([told, value]).encode() + b"\n")
        out.write(data)
        return {}

    try:
        outcome = sandbox.run(task, timeout=SECONDS, memory=MEMORY, output=OUTPUT)
    except LimitError as error:
        return _failed(file, "size-limits", _limit(str(error)))
    except IncumbentError as error:
        return _failed(
            file, "syntax", f"no reader can make sense of the file ({error}); save it anew, or send it as Turtle."
        )
    with outcome.output.rewind() as stream:
        told, value = json.loads(stream.readline())
        findings = [Finding(c, Severity(s), m, file, line, column=column) for c, s, m, line, column in told]
        return Product(value, stream.read(), findings)


def _failed(file: str, code: str, message: str) -> Product:
    return Product(None, b"", [Finding(code, Severity.VIOLATION, message, file)])


def _limit(what: str) -> str:
    if what.startswith("ran past"):
        return f"reading the file takes longer than {SECONDS:g} s, the limit; split it, and nest less."
    if what.startswith("needed more"):
        return f"reading the file takes more than {MEMORY // _MIB} MiB of memory, the limit; split it, and nest less."
    if what.startswith("the answer is larger"):
        return f"the file comes to more than {OUTPUT // _MIB} MiB when it is read, the limit; split it."
    return "the reader crashed on the file, which nests or chains too deeply for it; write it flat, and split it."
