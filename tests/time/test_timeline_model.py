"""The four certainties against a brute-force model: a small calendar in which every reading is enumerated.

A bound that is missing is modelled by the whole calendar, which reaches further than any bound that is drawn; that the
answer is then *unknown* rather than possible follows from the rule on each side of the question.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from incumbent.model.timeline import (
    Bounds,
    Certainty,
    Conflict,
    Narrowed,
    attested,
    before,
    covers,
    hull,
    intersect,
    overlap,
    precedes_exclusively,
)

FIRST, LAST = 0, 9
CALENDAR = range(FIRST, LAST + 1)
DRAWN = st.none() | st.integers(FIRST + 2, LAST - 2)


@cache
def readings(bounds: Bounds) -> list[tuple[int, int]]:
    low_start, high_start, low_end, high_end = bounds[:4]
    return [
        (start, end)
        for start in CALENDAR
        for end in range(start, LAST + 1)
        if (low_start is None or low_start <= start)
        and (high_start is None or start <= high_start)
        and (low_end is None or low_end <= end)
        and (high_end is None or end <= high_end)
    ]


FLAGS = st.sampled_from([False, False, True])
ANY = st.builds(Bounds, DRAWN, DRAWN, DRAWN, DRAWN, FLAGS, FLAGS, st.just(False)).map(
    lambda b: b._replace(
        open_start=b.open_start and b.earliest_start is None, open_end=b.open_end and b.latest_end is None
    )
)
BOUNDS = ANY.filter(lambda b: bool(readings(b)))
DOUBTED = st.builds(lambda b, doubt: b._replace(tentative=doubt), BOUNDS, st.booleans())
MAYBE = (Certainty.POSSIBLE, Certainty.UNKNOWN)


def _verdict(outcomes: set[bool], unknown: bool) -> Certainty:
    if outcomes == {False}:
        return Certainty.EXCLUDED
    if outcomes == {True}:
        return Certainty.CERTAIN
    return Certainty.UNKNOWN if unknown else Certainty.POSSIBLE


@settings(max_examples=250, deadline=None)
@given(BOUNDS, BOUNDS)
@example(Bounds(5, 5, None, None, open_end=True), Bounds(5, 5, 5, 5))
@example(Bounds(), Bounds())
def test_covers(tenure: Bounds, event: Bounds) -> None:
    days = {day for start, end in readings(event) for day in range(start, end + 1)}
    held = [(start <= day, day <= end) for (start, end), day in product(readings(tenure), days)]
    unknown = (
        not event.known
        or (not all(begun for begun, _ in held) and tenure.earliest_start is None and not tenure.open_start)
        or (not all(lasting for _, lasting in held) and tenure.latest_end is None and not tenure.open_end)
    )
    assert covers(tenure, event) is _verdict({begun and lasting for begun, lasting in held}, unknown)


@settings(max_examples=250, deadline=None)
@given(BOUNDS, BOUNDS)
def test_overlap(one: Bounds, other: Bounds) -> None:
    pairs = list(product(readings(one), readings(other)))
    shared = {min(a[1], b[1]) - max(a[0], b[0]) + 1 > 1 for a, b in pairs}
    unknown = False
    for starts, ends in product((0, 1), repeat=2):
        begins, finishes = (one, other)[starts], (one, other)[ends]
        if not all(pair[starts][0] < pair[ends][1] for pair in pairs):
            unknown |= begins.earliest_start is None and not begins.open_start
            unknown |= finishes.latest_end is None and not finishes.open_end
    assert overlap(one, other) is _verdict(shared, unknown)
    assert overlap(other, one) is overlap(one, other)


@settings(max_examples=200, deadline=None)
@given(BOUNDS, BOUNDS)
def test_before(one: Bounds, other: Bounds) -> None:
    pairs = list(product(readings(one), readings(other)))
    answer = before(one, other)
    assert (answer is Certainty.CERTAIN) == all(a[1] < b[0] for a, b in pairs)
    assert (answer is Certainty.EXCLUDED) == all(a[1] > b[0] for a, b in pairs)
    if not one.known or not other.known:
        assert answer is Certainty.UNKNOWN
    if None not in one[:4] and None not in other[:4]:
        assert answer is not Certainty.UNKNOWN


@settings(max_examples=200, deadline=None)
@given(BOUNDS, BOUNDS)
def test_precedes_exclusively(one: Bounds, other: Bounds) -> None:
    pairs = list(product(readings(one), readings(other)))
    forwards, backwards = (any(a[1] <= b[0] for a, b in pairs), any(b[1] <= a[0] for a, b in pairs))
    answer = precedes_exclusively(one, other)
    assert (answer is Certainty.CERTAIN) == (forwards and not backwards)
    assert (answer is Certainty.EXCLUDED) == (not forwards)
    if answer in MAYBE and None not in one[:4] and None not in other[:4]:
        assert answer is Certainty.POSSIBLE
    if answer is Certainty.CERTAIN:
        assert precedes_exclusively(other, one) is Certainty.EXCLUDED


@settings(max_examples=200, deadline=None)
@given(BOUNDS, BOUNDS, st.booleans(), st.booleans())
def test_doubt_is_at_most_possible_and_excludes_nothing(one: Bounds, other: Bounds, first: bool, second: bool) -> None:
    assume(first or second)
    softened = {Certainty.CERTAIN: Certainty.POSSIBLE, Certainty.EXCLUDED: Certainty.UNKNOWN}
    for question in (covers, overlap, before, precedes_exclusively):
        firm = question(one, other)
        doubted = question(one._replace(tentative=first), other._replace(tentative=second))
        assert doubted is softened.get(firm, firm)


@settings(max_examples=200, deadline=None)
@given(BOUNDS, BOUNDS)
def test_a_calendar_run_backwards_gives_the_same_answers(one: Bounds, other: Bounds) -> None:
    def mirrored(bounds: Bounds) -> Bounds:
        a, b, c, d = (None if day is None else FIRST + LAST - day for day in bounds[:4])
        return Bounds(d, c, b, a, bounds.open_end, bounds.open_start)

    assert covers(mirrored(one), mirrored(other)) is covers(one, other)
    assert overlap(mirrored(one), mirrored(other)) is overlap(one, other)
    assert before(mirrored(other), mirrored(one)) is before(one, other)
    assert precedes_exclusively(mirrored(other), mirrored(one)) is precedes_exclusively(one, other)


@settings(max_examples=250, deadline=None)
@given(st.lists(BOUNDS, max_size=4))
def test_intersect_keeps_the_readings_that_all_share(given_bounds: list[Bounds]) -> None:
    shared = set(readings(Bounds())).intersection(*map(readings, given_bounds))
    found = intersect(given_bounds)
    if isinstance(found, Conflict):
        assert not shared
        assert found.first < found.second
        assert not set(readings(given_bounds[found.first])) & set(readings(given_bounds[found.second]))
    else:
        assert set(readings(found.firm)) == shared
        assert found.firm is found.likely
        assert found.firm == found.firm.normalised()
        assert not found.firm.open_start or found.firm.earliest_start is None


@settings(max_examples=250, deadline=None)
@given(st.lists(DOUBTED, max_size=4), BOUNDS)
def test_doubtful_readings_narrow_only_what_is_likely(given_bounds: list[Bounds], event: Bounds) -> None:
    found, firm = intersect(given_bounds), intersect([b for b in given_bounds if not b.tentative])
    if isinstance(found, Conflict) or isinstance(firm, Conflict):
        assert isinstance(found, Conflict) and isinstance(firm, Conflict)
        return
    assert found.firm == firm.firm
    shared = set(readings(Bounds())).intersection(*map(readings, given_bounds))
    assert (found.doubt is not None) == (not shared)
    if shared:
        assert set(readings(found.likely)) == shared
        assert found.likely.tentative == (found.likely != found.firm)
    else:
        assert found.likely is found.firm
    firmly, answer = covers(found.firm, event), covers(found, event)
    assert answer is firmly or (firmly is Certainty.UNKNOWN and answer is Certainty.POSSIBLE)


@settings(max_examples=200, deadline=None)
@given(BOUNDS, BOUNDS)
def test_attested_means_that_some_of_the_days_is_among_those_of_the_extent(bounds: Bounds, days: Bounds) -> None:
    possible = {day for start, end in readings(days) for day in range(start, end + 1)}
    holding = {(start, end) for start, end in readings(bounds) if possible & set(range(start, end + 1))}
    found = attested(bounds, days)
    assert isinstance(found, Conflict) == (not holding)
    if isinstance(found, Narrowed):
        assert set(readings(found.firm)) == holding


@settings(max_examples=200, deadline=None)
@given(st.lists(BOUNDS, min_size=1, max_size=3))
def test_the_hull_holds_every_reading(given_bounds: list[Bounds]) -> None:
    assert set(readings(hull(given_bounds))) >= {pair for bounds in given_bounds for pair in readings(bounds)}
