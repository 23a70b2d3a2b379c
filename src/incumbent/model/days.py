"""Days as plain integers: proleptic Gregorian ordinals, day 1 being 0001-01-01 (as ``datetime.date.toordinal``)."""

from __future__ import annotations

import re
from datetime import date

from incumbent.errors import EdtfError

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_leap(year: int) -> bool:
    """Whether 29 February exists; works for any year, those before 1 included (year 0 is 1 BC)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year: int, month: int) -> int:
    """The number of days of a month (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def ordinal(year: int, month: int, day_of_month: int) -> int | None:
    """The day of a calendar date, or None for a year outside 1..9999: such a year gives no bound."""
    return date(year, month, day_of_month).toordinal() if 1 <= year <= 9999 else None


def first_day(year: int, month: int = 1) -> int | None:
    """The first day of a year, or of a month of it; None for a year outside 1..9999."""
    return ordinal(year, month, 1)


def last_day(year: int, month: int = 12) -> int | None:
    """The last day of a year, or of a month of it; None for a year outside 1..9999."""
    return ordinal(year, month, days_in(year, month))


def day(text: str) -> int:
    """The day that ``YYYY-MM-DD`` writes (an ``xsd:date`` without a time zone); raises :class:`EdtfError`."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text).toordinal()
        except ValueError:
            pass
    raise EdtfError(f"{text!r} is not a day of the calendar. Write the day as YYYY-MM-DD, such as 2025-10-12")


def iso(day: int) -> str:
    """A day written as ``YYYY-MM-DD``, the lexical form of ``xsd:date``."""
    return date.fromordinal(day).isoformat()
