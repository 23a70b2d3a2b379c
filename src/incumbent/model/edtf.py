"""Dates as they are stored: EDTF literals (ISO 8601-2, levels 0 to 2, as far as dates and intervals go).

=====================  ====================================================================================
``2025-10``            a date: the thing lies within it, start and end anywhere in October, start <= end
``2024-12/2025-03``    an interval: it starts within December, and ends within March
``2024-12/..``         the end is said to be open; ``2024-12/`` says that it is not known
``[..2025-10-11]``     one day on or before that day; ``[2025-10-01..2025-10-09]``, ``[2025,2027]`` one of these
``{2025-10-01,2025-10-05}``  all of these: it starts in the first and ends in the last
``2025-10~``           about then: widened by one unit of what is qualified (here a month) on both sides
``2025-10?``           perhaps then: at most *possible*; ``%`` is both
``202X``, ``2024-12-0X``  digits not given: the span of what they may be; without any year there is no bound
=====================  ====================================================================================

What is written right of a part qualifies it and all to its left (``2020-03~-05``), what is written left of it only the
part itself (``2020-~03-05``). Of a date and time the day is used, as the clock on the spot showed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from incumbent.errors import EdtfError
from incumbent.model.bounds import Bounds
from incumbent.model.days import day, first_day, iso, last_day
from incumbent.model.edtf_date import DateError, Precision, Span, read_date

__all__ = ["Bounds", "Extent", "Form", "Precision", "day", "first_day", "iso", "last_day", "parse"]

LONGEST = 1_000
"""Characters that a date may have: more is not a date but an attack, or a mistake."""


class Form(Enum):
    """How a date is written."""

    DATE = "date"
    INTERVAL = "interval"
    ONE_OF = "oneOf"
    ALL_OF = "allOf"


class Extent(NamedTuple):
    """A date that was read: its text, what it says about start and end, and how.

    ``precision`` is that of the coarsest part; None where no part names a unit (``../..``, ``XXXX``).
    """

    text: str
    bounds: Bounds
    form: Form
    precision: Precision | None

    @property
    def is_interval(self) -> bool:
        """Whether start and end are told apart by a ``/``."""
        return self.form is Form.INTERVAL


_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_UNITS = list(Precision)


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Extent:
    """Read an EDTF literal; raises :class:`EdtfError`, which names the value, its fault and how to write it."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        found = _plain(text, plain[1], plain[2], plain[3])
        if found:
            return found
    try:
        return _read(text)
    except DateError as fault:
        raise EdtfError(_message(text, fault)) from None


def turned(text: str) -> str | None:
    """The interval the right way round, where ``text`` is one that ends before it starts and says so of itself."""
    start, slash, end = text.partition("/")
    if not slash or not start.strip(".") or not end.strip("."):
        return None
    try:
        parse(text)
    except EdtfError:
        try:
            return parse(f"{end}/{start}").text
        except EdtfError:
            return None
    return None


def _plain(text: str, year: str, month: str | None, number: str | None) -> Extent | None:
    """The fast path for what nearly all dates look like; None leaves the rest, faults included, to the long way."""
    try:
        if number is not None:
            first = last = date(int(year), int(month or 0), int(number)).toordinal()
            precision = Precision.DAY
        elif month is not None:
            begin, end = first_day(int(year), int(month)), last_day(int(year), int(month))
            precision = Precision.MONTH
            if begin is None or end is None:
                return None
            first, last = begin, end
        else:
            first, last = date(int(year), 1, 1).toordinal(), date(int(year), 12, 31).toordinal()
            precision = Precision.YEAR
    except (ValueError, IndexError):
        return None
    return Extent(text, Bounds(first, last, first, last), Form.DATE, precision)


def _read(text: str) -> Extent:
    if len(text) > LONGEST:
        raise DateError(f"it has more than {LONGEST} characters")
    if text[:1] in ("[", "{"):
        return _set(text)
    if "/" in text:
        return _interval(text)
    span = _date(text)
    bounds = Bounds(span.earliest, span.latest, span.earliest, span.latest, tentative=span.tentative)
    return Extent(text, bounds, Form.DATE, span.precision)


def _date(text: str) -> Span:
    span = read_date(text)
    if span is None:
        raise DateError("")
    return span


def _part(text: str, whole: str) -> Span:
    """A date inside an interval or a set: its fault is told of the whole."""
    try:
        return _date(text)
    except DateError as fault:
        what = f"{fault.what} (in {text})" if fault.what else ""
        raise DateError(what, whole.replace(text, fault.write, 1) if fault.write else None) from None


def _ordered(start: Span, end: Span, turned: str) -> None:
    if start.first is not None and end.last is not None and start.first > end.last:
        raise DateError("it ends before it starts", turned)


def _interval(text: str) -> Extent:
    ends = text.split("/")
    if len(ends) > 2 or text == "/":
        raise DateError("" if len(ends) > 2 else "an interval without start and end says nothing: leave the date out")
    start, end = (None if part in ("", "..") else _part(part, text) for part in ends)
    if start and end:
        _ordered(start, end, f"{ends[1]}/{ends[0]}")
    bounds = Bounds(
        start.earliest if start else None,
        start.latest if start else None,
        end.earliest if end else None,
        end.latest if end else None,
        open_start=ends[0] == "..",
        open_end=ends[1] == "..",
        tentative=any(span.tentative for span in (start, end) if span),
    )
    return Extent(text, bounds.normalised(), Form.INTERVAL, _coarsest([span for span in (start, end) if span]))


def _set(text: str) -> Extent:
    one_of = text[0] == "["
    if text[-1] != ("]" if one_of else "}"):
        raise DateError("the set is not closed", text + ("]" if one_of else "}") if text[-1] not in "]}" else None)
    members = text[1:-1].split(",")
    spans: list[Span] = []
    for number, member in enumerate(members):
        parts = member.split("..") if ".." in member else [member]
        if len(parts) > 2 or parts == ["", ""]:
            raise DateError("in a set, .. stands once in a range, before a date, or after one")
        if parts[0] == "" and len(parts) == 2 and number > 0:
            raise DateError("only the first range of a set may be open at its start")
        if parts[-1] == "" and len(parts) == 2 and number < len(members) - 1:
            raise DateError("only the last range of a set may be open at its end")
        read = [_part(part, text) for part in parts if part or len(parts) == 1]
        _ordered(read[0], read[-1], text.replace(member, f"{parts[-1]}..{parts[0]}", 1))
        spans += read
    open_start, open_end = members[0].startswith(".."), members[-1].endswith("..")
    bounds = _one_of(spans, open_start, open_end) if one_of else _all_of(spans, open_start, open_end)
    return Extent(text, bounds.normalised(), Form.ONE_OF if one_of else Form.ALL_OF, _coarsest(spans))


def _one_of(spans: list[Span], open_start: bool, open_end: bool) -> Bounds:
    """One of the dates, not known which: start and end lie between the first and the last.

    An open range leaves the bound unknown (``[..D]``: some day up to D); it does not say that the *thing* has no bound.
    """
    earliest = _lowest(None if open_start else span.earliest for span in spans)
    latest = _highest(None if open_end else span.latest for span in spans)
    return Bounds(earliest, latest, earliest, latest, tentative=any(span.tentative for span in spans))


def _all_of(spans: list[Span], open_start: bool, open_end: bool) -> Bounds:
    """All of the dates: it starts in the first and ends in the last. Gaps between them are not kept."""
    latest_start = [span.latest for span in spans if span.latest is not None]
    earliest_end = [span.earliest for span in spans if span.earliest is not None]
    return Bounds(
        _lowest(None if open_start else span.earliest for span in spans),
        min(latest_start, default=None),
        max(earliest_end, default=None),
        _highest(None if open_end else span.latest for span in spans),
        open_start,
        open_end,
        any(span.tentative for span in spans),
    )


def _lowest(days: Iterable[int | None]) -> int | None:
    known = list(days)
    return None if None in known else min(n for n in known if n is not None)


def _highest(days: Iterable[int | None]) -> int | None:
    known = list(days)
    return None if None in known else max(n for n in known if n is not None)


def _coarsest(spans: list[Span]) -> Precision | None:
    units = [span.precision for span in spans]
    if not units or None in units:
        return None
    return max((unit for unit in units if unit is not None), key=_UNITS.index)


def _message(text: str, fault: DateError) -> str:
    from incumbent.model.edtf_advice import advise  # only a fault needs it

    what, write = advise(text, fault)
    shown = repr(text if len(text) <= 60 else text[:57] + "...")
    return f"{shown} is not an EDTF date: {what}. {write}"
