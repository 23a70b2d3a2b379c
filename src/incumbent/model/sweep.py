"""The questions of :mod:`incumbent.model.certainty` put to many extents at once, without comparing all with all.

Each extent is given the days between which it can take part in an answer that is certain or possible. Two extents
whose days do not meet need no comparison; those that do are found by a sweep over the days, with the extents under way
in a heap. The cost is n log n, and one comparison for each pair that meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from typing import TypeVar

from incumbent.model.bounds import Bounds
from incumbent.model.certainty import Certainty, covers, not_yet_over, overlap, surely_begun
from incumbent.model.narrowing import Narrowed

K = TypeVar("K")
E = TypeVar("E")

_ALWAYS = 1 << 60
_WORTH_TELLING = (Certainty.CERTAIN, Certainty.POSSIBLE)

Reach = tuple[int, int]
"""First and last day, inclusive; ``-_ALWAYS`` and ``_ALWAYS`` where there is no limit."""


def covering(
    tenures: Sequence[tuple[K, Bounds | Narrowed]], events: Sequence[tuple[E, Bounds | Narrowed]]
) -> Iterator[tuple[K, E, Certainty]]:
    """Which tenure :func:`~incumbent.model.certainty.covers` which event: the certain and the possible pairs alone."""
    held = [_reach(extent, _tenure_days) for _, extent in tenures]
    took_place = [_reach(extent, _event_days) for _, extent in events]
    for n, m in _meetings(held, took_place):
        answer = covers(tenures[n][1], events[m][1])
        if answer in _WORTH_TELLING:
            yield tenures[n][0], events[m][0], answer


def overlapping(tenures: Sequence[tuple[K, Bounds | Narrowed]]) -> Iterator[tuple[K, K, Certainty]]:
    """Which extents :func:`~incumbent.model.certainty.overlap`: the certain and the possible pairs, each once.

    In a pair the extent that was given first comes first.
    """
    under_way: list[tuple[int, int]] = []
    reaches = [_reach(extent, _tenure_days) for _, extent in tenures]
    order = sorted((reach[0], n) for n, reach in enumerate(reaches) if reach is not None and reach[0] < reach[1])
    for first, n in order:
        while under_way and under_way[0][0] <= first:  # one shared day is no overlap
            heappop(under_way)
        for _, m in under_way:
            one, other = min(n, m), max(n, m)
            answer = overlap(tenures[one][1], tenures[other][1])
            if answer in _WORTH_TELLING:
                yield tenures[one][0], tenures[other][0], answer
        last = reaches[n]
        assert last is not None
        heappush(under_way, (last[1], n))


def _meetings(ones: list[Reach | None], others: list[Reach | None]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes whose reaches share a day."""
    sides = enumerate((ones, others))
    arrivals = [(*reach, side, n) for side, reaches in sides for n, reach in enumerate(reaches) if reach]
    under_way: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for first, last, side, n in sorted(arrivals):
        opposite = under_way[1 - side]
        while opposite and opposite[0][0] < first:
            heappop(opposite)
        for _, m in opposite:
            yield (n, m) if side == 0 else (m, n)
        heappush(under_way[side], (last, n))


def _reach(extent: Bounds | Narrowed, days: Callable[[Bounds], Reach | None]) -> Reach | None:
    """The days of an extent; of a narrowed one, those of its firm and its likely part."""
    if not isinstance(extent, Narrowed):
        return days(extent)
    reaches = [reach for reach in map(days, extent[:2]) if reach]
    return (min(first for first, _ in reaches), max(last for _, last in reaches)) if reaches else None


def _tenure_days(bounds: Bounds) -> Reach | None:
    """From the earliest start (or the day it has surely begun, where nothing bounds the start) to the latest end."""
    first, last = bounds.earliest_start, bounds.latest_end
    if first is None:
        first = -_ALWAYS if bounds.open_start else surely_begun(bounds)
    if last is None:
        last = _ALWAYS if bounds.open_end else not_yet_over(bounds)
    return None if first is None or last is None or first > last else (first, last)


def _event_days(bounds: Bounds) -> Reach | None:
    """All days on which the event may be going on; an event without any bound is on no day."""
    if not bounds.known:
        return None
    first, last = bounds.earliest_start, bounds.latest_end
    return (-_ALWAYS if first is None else first, _ALWAYS if last is None else last)
