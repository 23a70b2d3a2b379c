"""Several readings of one extent, narrowed: what is said, what is attested, and where sources disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incumbent.model.bounds import NOTHING, Bounds


class Narrowed(NamedTuple):
    """Several readings of one extent, narrowed.

    ``firm`` is what follows without ``?`` and ``%``: the bounds to publish. ``likely`` counts the doubtful readings
    too, and is marked tentative where they narrow anything; else it is ``firm``. ``doubt`` is there when the doubtful
    readings disagree with the firm ones or among each other: ``likely`` is then ``firm``, which they cannot overturn.
    """

    firm: Bounds
    likely: Bounds
    doubt: Conflict | None = None


class Conflict(NamedTuple):
    """Two readings that cannot both be true, by index (``first <= second``; equal: one that is empty in itself)."""

    first: int
    second: int


def intersect(readings: Sequence[Bounds]) -> Narrowed | Conflict:
    """Narrow several readings of one extent; an empty intersection of firm ones is a :class:`Conflict`.

    The earliest bounds take the latest day, the latest bounds the earliest day. An extent is open on a side where some
    reading says so and none bounds it. No readings narrow nothing.
    """
    firm = _meet([(n, reading) for n, reading in enumerate(readings) if not reading.tentative])
    if isinstance(firm, Conflict):
        return firm
    if not any(reading.tentative for reading in readings):
        return Narrowed(firm, firm)
    likely = _meet(list(enumerate(readings)))
    if isinstance(likely, Conflict):
        return Narrowed(firm, firm, likely)
    return Narrowed(firm, likely._replace(tentative=True) if likely != firm else firm)


def _meet(readings: list[tuple[int, Bounds]]) -> Bounds | Conflict:
    starts_from = max(((b.earliest_start, -n) for n, b in readings if b.earliest_start is not None), default=None)
    starts_by = min(((b.latest_start, n) for n, b in readings if b.latest_start is not None), default=None)
    ends_from = max(((b.earliest_end, -n) for n, b in readings if b.earliest_end is not None), default=None)
    ends_by = min(((b.latest_end, n) for n, b in readings if b.latest_end is not None), default=None)
    # These three are all the ways in which readings can exclude each other, and each has a pair to blame.
    for low, high in ((starts_from, starts_by), (ends_from, ends_by), (starts_from, ends_by)):
        if low is not None and high is not None and low[0] > high[0]:
            return Conflict(min(-low[1], high[1]), max(-low[1], high[1]))
    return Bounds(
        starts_from[0] if starts_from else None,
        starts_by[0] if starts_by else None,
        ends_from[0] if ends_from else None,
        ends_by[0] if ends_by else None,
        starts_from is None and any(b.open_start for _, b in readings),
        ends_by is None and any(b.open_end for _, b in readings),
    ).normalised()


def hull(readings: Sequence[Bounds]) -> Bounds:
    """Bounds that hold whichever of the readings is true: for an extent on which sources disagree."""
    if not readings:
        return NOTHING
    columns = list(zip(*readings, strict=True))
    lows, highs = [columns[0], columns[2]], [columns[1], columns[3]]
    low = [min(column, default=None) if None not in column else None for column in lows]
    high = [max(column, default=None) if None not in column else None for column in highs]
    return Bounds(low[0], high[0], low[1], high[1], any(columns[4]), any(columns[5]), any(columns[6]))


def attestation(days: Bounds) -> Bounds:
    """A reading: the extent contains some day within ``days`` (a date, or those of an event)."""
    return Bounds(latest_start=days.latest_end, earliest_end=days.earliest_start, tentative=days.tentative)


def attested(bounds: Bounds, days: Bounds) -> Narrowed | Conflict:
    """``bounds`` narrowed by an attestation: begun on or before the last of ``days``, not ended before the first."""
    return intersect((bounds, attestation(days)))
