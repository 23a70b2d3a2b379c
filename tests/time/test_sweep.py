"""The sweeps say what comparing all with all says, without comparing all with all."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incumbent.model import sweep
from incumbent.model.timeline import Bounds, Certainty, Narrowed, covering, covers, intersect, overlap, overlapping

DAY = st.none() | st.integers(1, 12)
BOUNDS = st.builds(Bounds, DAY, DAY, DAY, DAY, st.booleans(), st.booleans(), st.booleans()).filter(
    lambda b: isinstance(intersect([b._replace(tentative=False)]), Narrowed)
)
NARROWED = st.lists(BOUNDS, min_size=1, max_size=3).map(intersect).filter(lambda found: isinstance(found, Narrowed))
EXTENTS = st.lists(st.one_of(BOUNDS, NARROWED), max_size=7)
TOLD = (Certainty.CERTAIN, Certainty.POSSIBLE)


@settings(max_examples=120, deadline=None)
@given(EXTENTS, EXTENTS)
def test_covering_is_covers_for_all_pairs(tenures: list[Bounds | Narrowed], events: list[Bounds | Narrowed]) -> None:
    pairs = {(n, m): covers(tenures[n], events[m]) for n, m in product(range(len(tenures)), range(len(events)))}
    swept = list(covering(list(enumerate(tenures)), list(enumerate(events))))
    assert {(n, m): answer for n, m, answer in swept} == {pair: one for pair, one in pairs.items() if one in TOLD}
    assert len(swept) == len({pair[:2] for pair in swept})


@settings(max_examples=120, deadline=None)
@given(EXTENTS)
def test_overlapping_is_overlap_for_all_pairs(tenures: list[Bounds | Narrowed]) -> None:
    pairs = {(n, m): overlap(tenures[n], tenures[m]) for n, m in combinations(range(len(tenures)), 2)}
    swept = list(overlapping(list(enumerate(tenures))))
    assert {(n, m): answer for n, m, answer in swept} == {pair: one for pair, one in pairs.items() if one in TOLD}
    assert len(swept) == len({pair[:2] for pair in swept})


def _counted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[int]:
    asked = [0]
    question: Callable[[Bounds, Bounds], Certainty] = getattr(sweep, name)

    def counting(one: Bounds, other: Bounds) -> Certainty:
        asked[0] += 1
        return question(one, other)

    monkeypatch.setattr(sweep, name, counting)
    return asked


def _spread(number: int) -> list[tuple[int, Bounds]]:
    """Some a year long, some attested on a single day, spread over centuries and given in any order."""
    spread = [
        (n, Bounds(100 * n, 100 * n + 5, 100 * n + 90, 100 * n + 95) if n % 2 else Bounds(None, 100 * n, 100 * n, None))
        for n in range(1, number)
    ]
    Random(1).shuffle(spread)
    return spread


def test_extents_far_apart_are_never_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _counted(monkeypatch, "covers")
    tenures = _spread(3_000)
    found = list(
        covering(tenures, [(n, Bounds(day, day, day, day)) for n in range(1, 3_000) for day in [100 * n + 10]])
    )
    assert len(found) == 1_500
    assert asked[0] <= 3_000

    asked = _counted(monkeypatch, "overlap")
    assert list(overlapping(tenures)) == []
    assert asked[0] <= 3_000


def test_who_attends_nothing_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _counted(monkeypatch, "covers")
    nothing = [(n, Bounds()) for n in range(500)]
    assert list(covering(nothing, [(n, Bounds(5, 5, 5, 5)) for n in range(500)])) == []
    assert list(covering([(n, Bounds(5, 5, 5, 5)) for n in range(500)], nothing)) == []
    assert asked[0] == 0
