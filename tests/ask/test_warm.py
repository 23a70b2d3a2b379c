"""A child that waits for its job: it does it as the sandbox would, and leaves nothing behind where no job comes."""

from __future__ import annotations

import os
import time
from typing import Any, BinaryIO

import pytest

from incumbent.ask.sandbox import Report, Work
from incumbent.ask.warm import Warm
from incumbent.errors import LimitError, UnknownNameError


def works(job: dict[str, Any]) -> Work:
    def work(out: BinaryIO) -> Report:
        if job.get("sleep"):
            time.sleep(job["sleep"])
        if job.get("unknown"):
            raise UnknownNameError("No such thing.", ("one", "two"))
        out.write(job["text"].encode())
        return {"length": len(job["text"])}

    return work


LIMITS = {"timeout": 5.0, "memory": 2**30}


def test_the_job_is_done() -> None:
    outcome = Warm(lambda: works).run({"text": "Türkiye " * 50_000, **LIMITS})
    assert outcome.report == {"length": 400_000}
    assert outcome.output.rewind().read().decode() == "Türkiye " * 50_000


def test_errors_keep_their_class() -> None:
    with pytest.raises(UnknownNameError, match="No such thing") as caught:
        Warm(lambda: works).run({"unknown": True, **LIMITS})
    assert caught.value.suggestions == ("one", "two")


def test_the_clock_starts_with_the_job() -> None:
    warm = Warm(lambda: works)
    time.sleep(0.5)
    assert warm.run({"text": "x", "timeout": 0.4, "memory": 2**30}).report == {"length": 1}


def test_a_job_that_takes_too_long_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(LimitError):
        Warm(lambda: works).run({"text": "x", "sleep": 30, "timeout": 0.3, "memory": 2**30})
    assert time.monotonic() - started < 5


def test_getting_ready_that_fails_is_told_and_not_hung() -> None:
    def ready() -> Any:
        raise ValueError("no")

    with pytest.raises(Exception, match=r"answer|no"):
        Warm(ready).run({"text": "x", **LIMITS})


def test_a_child_that_is_not_needed_is_gone() -> None:
    warm = Warm(lambda: works)
    child = warm._child._child
    warm.dismiss()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
