"""Questions that rules ask of two extents, put together from those of :mod:`incumbent.model.timeline`.

Two windows that are the same, such as an end in 2016 and a start in 2016, are what a source says of one handover or one
death in office: though some reading of them conflicts, nothing here calls that suspicious.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from incumbent.errors import EdtfError
from incumbent.model import edtf
from incumbent.model.bounds import Bounds
from incumbent.model.timeline import (
    Certainty,
    Conflict,
    Narrowed,
    before,
    covers,
    hull,
    intersect,
    not_yet_over,
    surely_begun,
)

FAR = 1 << 60
"""A day that is later than any that can be written; ``-FAR`` is earlier."""

Question = Callable[[Bounds, Bounds], Certainty]


def weigh(question: Question, one: Narrowed, other: Narrowed) -> Certainty:
    """The answer by what is firm; where that knows nothing, by the doubtful dates too, which make it possible at best."""
    answer = question(one.firm, other.firm)
    if answer is Certainty.UNKNOWN and (one.likely != one.firm or other.likely != other.firm):
        answer = question(one.likely._replace(tentative=False), other.likely._replace(tentative=False))
        if answer is Certainty.CERTAIN:
            return Certainty.POSSIBLE
        if answer is Certainty.EXCLUDED:
            return Certainty.UNKNOWN
    return answer


def narrowed(texts: Iterable[str]) -> Narrowed:
    """The dates ``texts`` of one thing, narrowed; what is no date is left to the check of dates."""
    readings = []
    for text in sorted(texts):
        try:
            readings.append(edtf.parse(text).bounds)
        except EdtfError:
            continue
    found = intersect(readings)
    if isinstance(found, Conflict):
        whole = hull(readings)
        return Narrowed(whole, whole)
    return found


def day(number: int) -> Bounds:
    """One day."""
    return Bounds(number, number, number, number)


def starts(extent: Narrowed) -> Narrowed:
    """The window in which ``extent`` began, as an extent of its own."""
    return Narrowed(_window(extent.firm[:2]), _window(extent.likely[:2]), extent.doubt)


def ends(extent: Narrowed) -> Narrowed:
    """The window in which ``extent`` ended, as an extent of its own."""
    return Narrowed(_window(extent.firm[2:4]), _window(extent.likely[2:4]), extent.doubt)


def _window(pair: tuple[int | None, int | None]) -> Bounds:
    return Bounds(*pair, *pair)


def is_day(bounds: Bounds) -> bool:
    """Whether it surely is one known day."""
    return bounds.earliest_start is not None and len(set(bounds[:4])) == 1


def late(until: Bounds, when: Bounds) -> Certainty:
    """Was ``when`` after the end ``until``, at least in part?

    It is possible only where ``when`` is a day that is not known exactly: of what is known to have gone on for several
    days, some may well lie before the end.
    """
    answer = before(until, when)
    if answer is Certainty.CERTAIN:
        return answer
    if until.latest_end is None or not _some_day(when):
        return Certainty.UNKNOWN
    if until[:4] == when[:4]:
        return Certainty.EXCLUDED
    held = covers(Bounds(-FAR, -FAR, until.earliest_end, until.latest_end), when)
    return Certainty.POSSIBLE if held is Certainty.POSSIBLE else Certainty.EXCLUDED


def early(since: Bounds, when: Bounds) -> Certainty:
    """Was ``when`` before the start ``since``, at least in part? Possible as for :func:`late`."""
    answer = before(when, since)
    if answer is Certainty.CERTAIN:
        return answer
    if since.earliest_start is None or not _some_day(when):
        return Certainty.UNKNOWN
    if since[:4] == when[:4]:
        return Certainty.EXCLUDED
    held = covers(Bounds(since.earliest_start, since.latest_start, FAR, FAR), when)
    return Certainty.POSSIBLE if held is Certainty.POSSIBLE else Certainty.EXCLUDED


def lies_in(when: Bounds, window: Bounds) -> bool:
    """Whether ``when`` is a narrower date within the window that another date leaves open."""
    low, high, first, last = window.earliest_start, window.latest_end, when.earliest_start, when.latest_end
    if low is None or high is None or first is None or last is None:
        return False
    return low <= first and last <= high


def _some_day(when: Bounds) -> bool:
    if when.earliest_start is None or when.latest_end is None:
        return False
    begun, lasting = surely_begun(when), not_yet_over(when)
    return begun is None or lasting is None or begun >= lasting


def begins_early(since: Bounds, when: Bounds) -> Certainty:
    """Had ``when`` surely begun before the start ``since``?"""
    begun = surely_begun(when)
    return _surely(before(day(begun), since)) if begun is not None else Certainty.UNKNOWN


def ends_late(until: Bounds, when: Bounds) -> Certainty:
    """Was ``when`` surely going on after the end ``until``?"""
    lasting = not_yet_over(when)
    return _surely(before(until, day(lasting))) if lasting is not None else Certainty.UNKNOWN


def _surely(answer: Certainty) -> Certainty:
    return Certainty.EXCLUDED if answer is Certainty.POSSIBLE else answer
