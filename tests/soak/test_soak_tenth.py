"""A tenth of the soak, by chance but with a seed, in memory where the system has room there; ``make soak`` runs it in full."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.soak import faults, kills, mutations, writers
from tests.soak.seeds import SEEDS

from incumbent.ask import sandbox
from incumbent.base import journal
from incumbent.submission import merge as merging

SEED = 20260101


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The soak puts other functions in the place of some; and it forks, which a process with threads had better not."""
    before = merging.judge, sandbox.run, journal.commit
    assert threading.active_count() == 1
    yield
    merging.judge, sandbox.run, journal.commit = before


def test_merges_that_are_killed_leave_the_old_base_or_the_new() -> None:
    result = kills.run(20, SEED, quick=True)
    assert result.failures == [] and int(result.figures["killed"]) > 10


def test_a_merge_through_the_whole_gate_that_is_killed() -> None:
    assert kills.run(3, SEED).failures == []


def test_calls_that_fail_leave_the_old_base_or_the_new() -> None:
    result = faults.run(SEED, one_in=10, quick=True)
    assert result.failures == [] and all(result.figures[mode] != "0" for mode in faults.MODES)


def test_writers_at_once_lose_nothing() -> None:
    result = writers.run(8, 5, SEED, quick=True)
    assert result.failures == [] and result.figures["present"] == "40 of 40"


def test_damaged_submissions_get_a_verdict() -> None:
    result = mutations.run(5_000, SEED, quick=True)
    assert result.failures == [] and all(f" {syntax}" in result.figures["inputs"] for syntax in SEEDS)


def test_some_of_them_as_users_would_have_it() -> None:
    assert mutations.run(60, SEED + 1).failures == []


def test_the_soak_finds_a_merge_that_is_not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that puts files in place one by one, and forgets how to go on, must not pass."""

    def careless(root: Path, files: dict[Path, bytes | None], verify: object = None) -> None:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".new")
            with beside.open("wb") as stream:
                stream.write(data or b"")
                os.fsync(stream.fileno())
            beside.replace(path)

    monkeypatch.setattr(journal, "commit", careless)
    assert faults.run(SEED, one_in=4, quick=True).failures
