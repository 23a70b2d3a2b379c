"""What bounds allow to say: *certain*, *possible*, *excluded* or *unknown*.

Every question here is asked of all readings of the bounds (see :mod:`incumbent.model.bounds`): it is certain if every
reading agrees, excluded if none does. Between the two it is possible, but only where bounds that are known, or said to
be open (``..``), leave it so: an answer that hangs on a bound which nobody spoke of is unknown, and yields neither a
candidate nor a warning. Excluded goes before unknown.

What rests on ``?`` or ``%`` is never certain: certain becomes *possible*; and excluded becomes *unknown*, since no firm
bound bears on it (were it possible, each doubtful date would be a candidate on every day there is).

Several readings of one extent are narrowed (:mod:`incumbent.model.narrowing`) into a firm part and one that counts the
doubtful dates too. Each question takes either bounds or that pair; of a pair the firm part answers first, and the
doubtful dates are heard only where it knows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from incumbent.model.bounds import Bounds
from incumbent.model.narrowing import Narrowed


class Certainty(Enum):
    """The four answers; the values are the local names of the code list ``inc:Certainty``."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


def covers(tenure: Bounds | Narrowed, event: Bounds | Narrowed) -> Certainty:
    """Did the tenure hold on the day of the event?

    The day asked about is any day on which the event may have been going on: certain, if the tenure holds on all of
    them in all readings; excluded, if on none in any, so that an official who left in the middle of a three-day visit
    is possible. A missing bound of the event only widens these days; without any bound of the event it is unknown. It
    is unknown too where the tenure has not surely begun and nothing says how early it may have, or has not surely gone
    on and nothing says how late it may have ended. After the last day on which it is certain, a tenure with the open
    end ``..`` is possible.

    Days are all that counts here: that a tenure is attested at *this* event makes it certain there, however vague the
    date, and is for the caller to see.
    """
    return _answer(_covers, tenure, event)


def overlap(one: Bounds | Narrowed, other: Bounds | Narrowed) -> Certainty:
    """Do two extents share more than one day?

    Ends are inclusive, so that both hold the office on a handover day: one shared day is no overlap.
    """
    return _answer(_overlap, one, other)


def before(one: Bounds | Narrowed, other: Bounds | Narrowed) -> Certainty:
    """Was the one over before the other began?

    Days have no hours: on one shared day either may have come first, so that there it is possible, neither certain nor
    excluded. It is unknown unless the bounds of both could prove it (the latest end of the one, the earliest start of
    the other) or could refute it (the earliest end of the one, the latest start of the other).
    """
    return _answer(_before, one, other)


def precedes_exclusively(one: Bounds | Narrowed, other: Bounds | Narrowed) -> Certainty:
    """Did the one hold an office with a single seat before the other, given that at most a handover day was shared?

    Exclusive readings have ``end(one) <= start(other)`` or the reverse. The reverse is impossible when the other still
    held on a day on which the one had surely begun before: ``latest_start(one) < earliest_end(other)``. So of two
    attestations on different days the earlier holder came first, though no day of appointment is known. It is excluded
    where the one still held after the other had surely begun; two extents that surely overlap exclude each other's
    precedence both ways. Where neither order can be ruled out it is possible if some pair of bounds bears on it.
    """
    return _answer(_precedes, one, other)


def _answer(
    question: Callable[[Bounds, Bounds], Certainty], one: Bounds | Narrowed, other: Bounds | Narrowed
) -> Certainty:
    firm_one, likely_one = (one.firm, one.likely) if isinstance(one, Narrowed) else (one, one)
    firm_other, likely_other = (other.firm, other.likely) if isinstance(other, Narrowed) else (other, other)
    answer = _doubted(question(firm_one, firm_other), firm_one, firm_other)
    if answer is Certainty.UNKNOWN and (likely_one is not firm_one or likely_other is not firm_other):
        return _doubted(question(likely_one, likely_other), likely_one, likely_other)
    return answer


def _doubted(answer: Certainty, one: Bounds, other: Bounds) -> Certainty:
    if one.tentative or other.tentative:
        if answer is Certainty.CERTAIN:
            return Certainty.POSSIBLE
        if answer is Certainty.EXCLUDED:
            return Certainty.UNKNOWN
    return answer


def surely_begun(bounds: Bounds) -> int | None:
    """The first day by which it has begun in every reading."""
    if bounds.latest_start is None or bounds.latest_end is None:
        return bounds.latest_end if bounds.latest_start is None else bounds.latest_start
    return min(bounds.latest_start, bounds.latest_end)


def not_yet_over(bounds: Bounds) -> int | None:
    """The last day up to which it has not ended in any reading."""
    if bounds.earliest_end is None or bounds.earliest_start is None:
        return bounds.earliest_start if bounds.earliest_end is None else bounds.earliest_end
    return max(bounds.earliest_end, bounds.earliest_start)


def _lies(low: int | None, high: int | None) -> bool:
    """``low <= high``, both being known."""
    return low is not None and high is not None and low <= high


def _covers(tenure: Bounds, event: Bounds) -> Certainty:
    first, last = event.earliest_start, event.latest_end
    if first is not None and tenure.latest_end is not None and tenure.latest_end < first:
        return Certainty.EXCLUDED
    if last is not None and tenure.earliest_start is not None and tenure.earliest_start > last:
        return Certainty.EXCLUDED
    begun, lasting = _lies(surely_begun(tenure), first), _lies(last, not_yet_over(tenure))
    if begun and lasting:
        return Certainty.CERTAIN
    if not event.known:
        return Certainty.UNKNOWN
    if not begun and tenure.earliest_start is None and not tenure.open_start:
        return Certainty.UNKNOWN
    if not lasting and tenure.latest_end is None and not tenure.open_end:
        return Certainty.UNKNOWN
    return Certainty.POSSIBLE


def _overlap(one: Bounds, other: Bounds) -> Certainty:
    # More than one day is shared when each of the two starts on a day before each of the two ends.
    starts = [b.earliest_start for b in (one, other) if b.earliest_start is not None]
    ends = [b.latest_end for b in (one, other) if b.latest_end is not None]
    if starts and ends and max(starts) >= min(ends):
        return Certainty.EXCLUDED
    answer = Certainty.CERTAIN
    for begins in (one, other):
        for finishes in (one, other):
            begun, lasting = surely_begun(begins), not_yet_over(finishes)
            if begun is not None and lasting is not None and begun < lasting:
                continue
            if begins.earliest_start is None and not begins.open_start:
                return Certainty.UNKNOWN
            if finishes.latest_end is None and not finishes.open_end:
                return Certainty.UNKNOWN
            answer = Certainty.POSSIBLE
    return answer


def _before(one: Bounds, other: Bounds) -> Certainty:
    ends_from, ends_by = not_yet_over(one), one.latest_end
    starts_from, starts_by = other.earliest_start, surely_begun(other)
    if ends_by is not None and starts_from is not None and ends_by < starts_from:
        return Certainty.CERTAIN
    if ends_from is not None and starts_by is not None and ends_from > starts_by:
        return Certainty.EXCLUDED
    provable = ends_by is not None and starts_from is not None
    refutable = ends_from is not None and starts_by is not None
    return Certainty.POSSIBLE if provable or refutable else Certainty.UNKNOWN


def _precedes(one: Bounds, other: Bounds) -> Certainty:
    forwards, backwards = (not_yet_over(one), surely_begun(other)), (not_yet_over(other), surely_begun(one))
    if _beyond(*forwards):
        return Certainty.EXCLUDED
    if _beyond(*backwards):
        return Certainty.CERTAIN
    return Certainty.UNKNOWN if None in forwards and None in backwards else Certainty.POSSIBLE


def _beyond(end: int | None, start: int | None) -> bool:
    """Whether an end surely lies after a start, both being known: the one is then not over when the other begins."""
    return end is not None and start is not None and end > start
