"""One date of EDTF (ISO 8601-2 clause 4, levels 0 to 2): what is written between the ``/``, ``,`` and ``..``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from incumbent.model.days import MONTHS, days_in, is_leap, ordinal

CalendarDate = tuple[int, int, int]
"""Year, month, day of the month; any year."""


class Precision(Enum):
    """The calendar unit that a date names; from fine to coarse. A season is counted as three months."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    QUADRIMESTER = "quadrimester"
    SEMESTER = "semester"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"


class DateError(Exception):
    """Why a text is no date; ``what`` is the fault in words, ``write`` a better way to write it, where one is plain."""

    def __init__(self, what: str, write: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.write = write


class Span(NamedTuple):
    """The days that a date may stand for.

    ``first`` and ``last`` are as written (None where the year is missing); ``earliest`` and ``latest`` are days after
    ``~`` and ``%`` have widened them (None where not known, or outside the years 1..9999).
    """

    first: CalendarDate | None
    last: CalendarDate | None
    earliest: int | None
    latest: int | None
    tentative: bool
    precision: Precision | None


_WIDTH = {
    Precision.MONTH: 1,
    Precision.SEASON: 3,
    Precision.QUARTER: 3,
    Precision.QUADRIMESTER: 4,
    Precision.SEMESTER: 6,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1_200,
    Precision.MILLENNIUM: 12_000,
}
"""Months by which ``~`` widens a date of that precision."""

# Months that a code of ISO 8601-2 clause 4.8 may reach, counted from January of the year: 0 is December before, 15 is
# March after. Meteorological and astronomical seasons differ by three weeks, and a winter may be named by either of its
# years: the span holds every usage. 21..24 leave the hemisphere open, 25..28 are northern, 29..32 southern.
_NORTH = ((3, 6), (6, 9), (9, 12), (0, 15))
_SOUTH = ((9, 12), (0, 15), (3, 6), (6, 9))
_EITHER = tuple((min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(_NORTH, _SOUTH, strict=True))
_SEASONS = {21 + n: (Precision.SEASON, *span) for n, span in enumerate(_EITHER + _NORTH + _SOUTH)}
_SEASONS |= {33 + n: (Precision.QUARTER, 3 * n + 1, 3 * n + 3) for n in range(4)}
_SEASONS |= {37 + n: (Precision.QUADRIMESTER, 4 * n + 1, 4 * n + 4) for n in range(3)}
_SEASONS |= {40 + n: (Precision.SEMESTER, 6 * n + 1, 6 * n + 6) for n in range(2)}

_DATE = re.compile(
    r"([?~%]?)(-?[0-9X]{4})(?:S([0-9]{1,9}))?([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_LONG_YEAR = re.compile(r"([?~%]?)Y(-?)([1-9][0-9]*)(?:E([1-9][0-9]{0,8}))?(?:S([0-9]{1,9}))?([?~%]?)")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)


def read_date(text: str) -> Span | None:
    """The span of one date; None where the text does not even look like one; raises :class:`DateError` for faults."""
    timed = _TIME.fullmatch(text)
    if timed:
        text = timed[1]  # the day as the clock on the spot showed it
    match = _DATE.fullmatch(text)
    if match is None:
        return _long_year(text)
    year, significant, month, day = match.group(2, 3, 6, 9)
    marks = (match.group(1, 4), match.group(5, 7), match.group(8, 10))
    for before, after in marks:
        if before and after:
            raise DateError("one part of a date carries one qualifier", text.replace(before, "", 1))
    if year == "-0000":
        raise DateError("the year before year 1 has no sign", "0000" + text[5:])
    signs = [(before or "") + (after or "") for before, after in marks]
    if significant is not None:
        if month is not None:
            raise DateError("S (significant digits) goes with a year alone")
        return _significant(int(year) if "X" not in year else None, len(year.lstrip("-")), significant, signs[0])
    parts = [part for part in (year, month, day) if part is not None]
    if month is not None and "X" not in month and int(month) in _SEASONS:
        return _season(parts, signs)
    first, last = _reach(year, month, day)
    return _span(first, last, [_precision(parts[: n + 1]) for n in range(len(parts))], signs)


def _precision(parts: list[str]) -> Precision | None:
    """The unit that year, month, day name together: that before the first unspecified digit.

    None where even the millennium is open; a wholly missing year is passed over: the day of ``XXXX-05-20`` is a day.
    """
    year = parts[0].lstrip("-")
    hole = year.find("X")
    if hole >= 0 and (year != "XXXX" or len(parts) == 1):
        return (None, Precision.MILLENNIUM, Precision.CENTURY, Precision.DECADE)[hole]
    units = (Precision.YEAR, Precision.MONTH, Precision.DAY)
    for unit, part in zip(units, parts[1:], strict=False):
        if "X" in part:
            return unit
    return units[len(parts) - 1]


def _span(
    first: CalendarDate | None, last: CalendarDate | None, units: list[Precision | None], signs: list[str]
) -> Span:
    """Widen by one unit of each part that ``~`` or ``%`` qualifies, on both sides."""
    earliest, latest = first, last
    fine = units[-1] is Precision.DAY
    for unit, sign in zip(units, signs, strict=False):
        if sign in ("~", "%"):
            earliest = _moved(earliest, unit, -1, fine)
            latest = _moved(latest, unit, 1, fine)
    return Span(
        first,
        last,
        ordinal(*earliest) if earliest else None,
        ordinal(*latest) if latest else None,
        "?" in signs or "%" in signs,
        units[-1],
    )


def _moved(start: CalendarDate | None, unit: Precision | None, step: int, fine: bool) -> CalendarDate | None:
    if start is None or unit is None:
        return None
    year, month, day = start
    if unit is Precision.DAY:
        day += step
        if day < 1:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            day = days_in(year, month)
        elif day > days_in(year, month):
            year, month, day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
        return year, month, day
    year, month = _month(year, month + step * _WIDTH[unit])
    length = days_in(year, month)
    # A coarse date reaches to the end of whatever month it is moved to; a day stays on its number.
    return year, month, length if step > 0 and not fine else min(day, length)


def _month(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _season(parts: list[str], signs: list[str]) -> Span:
    if len(parts) == 3:
        raise DateError(f"{parts[1]} is a season or part of a year and has no days")
    unit, begin, end = _SEASONS[int(parts[1])]
    year = _precision(parts[:1])
    if "X" in parts[0] and parts[0].lstrip("-") == "XXXX":
        return _span(None, None, [year, unit], signs)
    first, last = _month(_edge(parts[0], low=True), begin), _month(_edge(parts[0], low=False), end)
    return _span((*first, 1), (*last, days_in(*last)), [year, unit], signs)


def _edge(year: str, low: bool) -> int:
    """The lowest or highest year that a pattern matches; below zero the higher digits are the lower year."""
    return int(year.replace("X", "0" if low != year.startswith("-") else "9"))


def _reach(year: str, month: str | None, day: str | None) -> tuple[CalendarDate | None, CalendarDate | None]:
    """The first and last calendar date that a pattern of digits and ``X`` matches; checks that there is one."""
    months = [n for n in range(1, 13) if _matches(month, n)]
    if not months:
        given = "X" not in str(month)
        raise DateError(f"there is no month {month}, months being 01 to 12" if given else f"no month matches {month}")
    if month is not None and day is not None:
        _check_day(year, month, day, months)
    if year.lstrip("-") == "XXXX":
        return None, None
    low, high = _edge(year, low=True), _edge(year, low=False)
    first = _found(year, range(low, high + 1), months, day, forwards=True)
    last = _found(year, range(high, low - 1, -1), months[::-1], day, forwards=False)
    if first is None or last is None:
        raise DateError(f"29 February does not exist in any year {year}")
    return first, last


def _found(year: str, years: range, months: list[int], day: str | None, forwards: bool) -> CalendarDate | None:
    for candidate in years:
        if "X" in year and not _fits(year.lstrip("-"), f"{abs(candidate):04d}"):
            continue
        for month in months:
            for number in _days(candidate, month, forwards):
                if _matches(day, number):
                    return candidate, month, number
    return None


def _days(year: int, month: int, forwards: bool) -> Iterator[int]:
    numbers = range(1, days_in(year, month) + 1)
    return iter(numbers) if forwards else reversed(numbers)


def _check_day(year: str, month: str, day: str, months: list[int]) -> None:
    longest = max(29 if n == 2 else days_in(1, n) for n in months)
    if not any(_matches(day, n) for n in range(1, longest + 1)):
        if "X" in day or "X" in month:
            raise DateError(f"no day of month {month} matches {day}")
        number = int(day)
        if 1 <= number <= 31:
            raise DateError(f"{number} {MONTHS[months[0] - 1]} does not exist", f"{year}-{month}")
        raise DateError(f"there is no day {day}", f"{year}-{month}")
    if months == [2] and day == "29" and "X" not in year and not is_leap(int(year)):
        raise DateError(f"29 February {year} does not exist, {year} being no leap year", f"{year}-02")


def _matches(pattern: str | None, number: int) -> bool:
    return pattern is None or _fits(pattern, f"{number:02d}")


def _fits(pattern: str, digits: str) -> bool:
    return len(pattern) == len(digits) and all(p in ("X", d) for p, d in zip(pattern, digits, strict=True))


def _long_year(text: str) -> Span | None:
    match = _LONG_YEAR.fullmatch(text)
    if match is None:
        return None
    before, minus, digits, exponent, significant, after = match.groups()
    if before and after:
        raise DateError("one part of a date carries one qualifier", text[1:])
    if exponent is None and len(digits) < 5:
        raise DateError("Y stands before years of more than four digits", f"{before}{minus}{digits:0>4}{after}")
    # Beyond the calendar's four digits only the order counts: no need to work out a power with millions of digits.
    year = int(digits) * 10 ** min(int(exponent or 0), 30)
    length = len(digits) + int(exponent or 0)
    return _significant(-year if minus else year, length, significant, before + after)


def _significant(year: int | None, length: int, significant: str | None, sign: str) -> Span:
    """``1950S2``: some year whose first two digits are 19, estimated to be 1950 (ISO 8601-2 clause 4.7.3)."""
    if year is None:
        raise DateError("significant digits and unspecified digits exclude each other")
    low = high = year
    unit = Precision.YEAR
    if significant is not None:
        count = int(significant)
        if not 1 <= count <= length:
            raise DateError(f"a year of {length} digits has 1 to {length} significant ones, not {count}")
        block: int = 10 ** min(length - count, 40)
        low, high = sorted((year, year)) if block == 1 else _block(year, block)
        unit = (Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM)[min(length - count, 3)]
    return _span((low, 1, 1), (high, 12, 31), [unit], [sign])


def _block(year: int, block: int) -> tuple[int, int]:
    base = abs(year) // block * block
    return (base, base + block - 1) if year >= 0 else (-(base + block - 1), -base)
