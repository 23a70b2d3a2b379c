"""Properties of the parser, against enumeration of the calendar and against another implementation."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incumbent.errors import EdtfError
from incumbent.model import edtf
from incumbent.model.edtf import day, iso, parse
from incumbent.model.edtf_date import DateError

DAYS = st.dates(date(1990, 1, 1), date(2029, 12, 31))
WIDE = st.dates(date(2, 1, 1), date(9998, 12, 31))
DECADES = [(date(1990, 1, 1) + timedelta(n)).isoformat() for n in range((date(2030, 1, 1) - date(1990, 1, 1)).days)]


def _plain(when: date, parts: int) -> str:
    return when.isoformat()[: (4, 7, 10)[parts - 1]]


PLAIN = st.builds(_plain, WIDE, st.integers(1, 3))


@given(st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
@example("2023-02-29")
@example("0000-12-31")
def test_the_fast_path_says_what_the_long_way_says(text: str) -> None:
    try:
        slow = edtf._read(text)
    except DateError:
        with pytest.raises(EdtfError):
            parse(text)
    else:
        assert parse(text) == slow


@given(WIDE)
def test_a_day_is_itself(when: date) -> None:
    bounds = parse(when.isoformat()).bounds
    assert bounds.earliest_start == bounds.latest_end == when.toordinal()
    assert iso(when.toordinal()) == when.isoformat()


@settings(max_examples=60)
@given(DAYS, st.sets(st.sampled_from([3, 5, 6, 8, 9])))
def test_unspecified_digits_span_the_first_and_last_day_that_match(when: date, holes: set[int]) -> None:
    text = "".join("X" if n in holes else char for n, char in enumerate(when.isoformat()))
    pattern = re.compile(text.replace("X", "."))
    matching = [one for one in DECADES if pattern.match(one)]
    bounds = parse(text).bounds
    assert (bounds.earliest_start, bounds.latest_end) == (day(matching[0]), day(matching[-1]))


QUALIFIED = st.builds(
    lambda text, places: "-".join(
        f"{sign}{part}" if left else f"{part}{sign}"
        for part, (sign, left) in zip(text.split("-"), places, strict=False)
    ),
    PLAIN,
    st.lists(st.tuples(st.sampled_from(["", "?", "~", "%"]), st.booleans()), min_size=3, max_size=3),
)


@given(QUALIFIED)
def test_qualification_only_widens(text: str) -> None:
    written, bounds = parse(re.sub("[?~%]", "", text)).bounds, parse(text).bounds
    assert written.earliest_start is not None and written.latest_end is not None
    assert bounds.earliest_start is not None and bounds.latest_end is not None
    assert bounds.earliest_start <= written.earliest_start
    assert bounds.latest_end >= written.latest_end
    assert (bounds[:4] != written[:4]) == bool(re.search("[~%]", text))
    assert bounds.tentative == bool(re.search("[?%]", text))


@given(PLAIN, PLAIN)
def test_an_interval_is_refused_exactly_when_it_is_turned_round(one: str, other: str) -> None:
    start, end = parse(one).bounds, parse(other).bounds
    assert start.earliest_start is not None and end.latest_end is not None
    if start.earliest_start > end.latest_end:
        with pytest.raises(EdtfError, match="before it starts"):
            parse(f"{one}/{other}")
    else:
        bounds = parse(f"{one}/{other}").bounds
        assert bounds.earliest_start == start.earliest_start
        assert bounds.latest_end == end.latest_end
        assert bounds == bounds.normalised()


ALPHABET = st.sampled_from(
    [*"0123456789XYES-/.?~%[]{},T:Z ", "..", "20", "2025", "-10", "-12", "October ", "circa ", "é"]
)


@settings(max_examples=400)
@given(st.lists(ALPHABET, max_size=8).map("".join) | st.text(max_size=30))
def test_a_text_is_read_or_refused_and_every_proposal_can_be_read(text: str) -> None:
    try:
        bounds = parse(text).bounds
    except EdtfError as error:
        message = str(error)
        assert message.startswith(repr(text))
        assert message.isprintable()
        proposals = message.rpartition(". Write ")[2]
        if not proposals.startswith("a date as"):
            for proposal in proposals.split(" or "):
                parse(proposal)
    else:
        known = [bound for bound in (bounds.earliest_start, bounds.latest_end) if bound is not None]
        assert known == sorted(known)
        assert bounds == bounds.normalised()


ORACLE = st.one_of(
    PLAIN,
    st.builds("{}/{}".format, PLAIN, PLAIN),
    st.builds(lambda year, holes: year[:-holes] + "X" * holes, st.integers(1000, 9998).map(str), st.integers(1, 2)),
    st.builds("{}-XX".format, st.integers(1000, 9998)),
    st.builds("{}-{:02d}-XX".format, st.integers(1000, 9998), st.integers(1, 12)),
    st.builds("{}-XX-XX".format, st.integers(1000, 9998)),
    st.builds("[{},{}]".format, PLAIN, PLAIN),
)


@settings(max_examples=100, deadline=None)
@given(ORACLE)
def test_another_parser_agrees_where_it_is_right(text: str) -> None:
    other = pytest.importorskip("edtf")
    theirs = other.parse_edtf(text)
    try:
        bounds = parse(text).bounds
    except EdtfError as error:
        assert "before it starts" in str(error)  # which the other one accepts
        return
    if text.startswith("["):
        lows, highs = zip(*((one.lower_strict(), one.upper_strict()) for one in theirs.objects), strict=True)
        low, high = min(lows), max(highs)
    else:
        low, high = theirs.lower_strict(), theirs.upper_strict()
    assert bounds.earliest_start == date(*low[:3]).toordinal()
    assert bounds.latest_end == date(*high[:3]).toordinal()


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        ORACLE,
        st.builds("{}{}".format, PLAIN, st.sampled_from("?~%")),
        st.builds("{}-{}".format, st.integers(1000, 9998), st.integers(21, 41)),
    )
)
def test_what_this_parser_reads_another_one_reads_too(text: str) -> None:
    other = pytest.importorskip("edtf")
    try:
        parse(text)
    except EdtfError:
        return
    other.parse_edtf(text)
