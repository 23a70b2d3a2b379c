"""Dates in words: EDTF as it stands in the facts, and the bounds that follow from it.

Clauses follow the Library of Congress specification of EDTF (levels 0 to 2, as far as :mod:`incumbent.model.edtf` reads).
"""

from __future__ import annotations

import re

from incumbent.model import days
from incumbent.model.bounds import Bounds

_DATE = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")
_SEASONS = {
    **dict(zip(range(21, 25), ("spring", "summer", "autumn", "winter"), strict=True)),
    **dict(zip(range(33, 37), (f"{n} quarter of" for n in ("first", "second", "third", "fourth")), strict=True)),
    **dict(zip(range(37, 40), (f"{n} third of" for n in ("first", "second", "last")), strict=True)),
    **dict(zip(range(40, 42), (f"{n} half of" for n in ("first", "second")), strict=True)),
}


def words(text: str) -> str:
    """An EDTF literal in words; what has no plain words stays as it is written."""
    if text[:1] == "[" and text[-1:] == "]":
        return _set(text[1:-1], " or ")
    if text[:1] == "{" and text[-1:] == "}":
        return _set(text[1:-1], " and ")
    if text.count("/") == 1:
        return _interval(*text.split("/"))
    return _date(text)


def is_plain(text: str) -> bool:
    """Whether a literal is a date: neither an interval nor a set."""
    return _DATE.match(text) is not None and "/" not in text


def _interval(start: str, end: str) -> str:
    begin = f"from {_date(start)}" if start not in ("", "..") else ""
    finish = f"to {_date(end)}" if begin else f"until {_date(end)}"
    if end == "..":
        finish = "with an open end"
    elif end == "":
        finish = "end not known"
    if begin:
        return f"{begin} {finish}" if end not in ("", "..") else f"{begin}, {finish}"
    return finish if start == ".." else f"{finish}, start not known"


def _set(inside: str, joint: str) -> str:
    parts = []
    for member in inside.split(","):
        first, dots, last = member.partition("..")
        if not dots:
            parts.append(_date(first))
        elif not first:
            parts.append(f"on or before {_date(last)}")
        elif not last:
            parts.append(f"on or after {_date(first)}")
        else:
            between = "some time" if joint == " or " else "all"
            parts.append(f"{between} from {_date(first)} to {_date(last)}")
    return joint.join(parts)


def _date(text: str) -> str:
    bare = text.rstrip("~?%")
    mark = text[len(bare) :]
    found = _DATE.fullmatch(bare)
    if found is None or len(mark) > 1:
        return text
    plain = _plain(found["year"], found["month"], found["day"])
    if plain is None:
        return text
    return {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(mark, "") + plain


def _plain(year: str, month: str | None, day: str | None) -> str | None:
    if year == "XXXX" and (month is None or "X" in month):
        return "on a date whose year is not given"
    if year.startswith("-"):
        return None
    if year[:3].isdigit() and year[3] == "X" and month is None:
        return f"the {year[:3]}0s"
    if year == "XXXX":
        ending = ", year not given"
    elif "X" in year:
        return None
    else:
        ending = f" {int(year)}"
    if month is None:
        return ending.strip()
    if month == "XX":
        return f"{int(year)}, month not given" if day in (None, "XX") else None
    if "X" in month:
        return None
    number = int(month)
    if number in _SEASONS and day is None:
        return f"{_SEASONS[number]}{ending}"
    if not 1 <= number <= 12:
        return None
    name = days.MONTHS[number - 1]
    if day is None:
        return f"{name}{ending}"
    if day == "XX":
        return f"{name}{ending}, day not given"
    return f"{int(day)} {name}{ending}" if day.isdigit() else None


def day(number: int) -> str:
    """A day in words."""
    return words(days.iso(number))


def span(first: int, last: int) -> str:
    """The days from ``first`` to ``last`` in the fewest words: a day, a month, a year, or both ends."""
    start = days.iso(first)
    year, month = int(start[:4]), int(start[5:7])
    if first == last:
        return day(first)
    if (first, last) == (days.first_day(year), days.last_day(year)):
        return start[:4]
    if (first, last) == (days.first_day(year, month), days.last_day(year, month)):
        return words(start[:7])
    return f"between {day(first)} and {day(last)}"


def of_bounds(bounds: Bounds) -> str | None:
    """When something was, from its bounds; None where no day is known."""
    first, last = bounds.earliest_start, bounds.latest_end
    begun, lasting = bounds.latest_start, bounds.earliest_end
    perhaps = "perhaps " if bounds.tentative else ""
    if first is not None and last is not None:
        if first != last and first == begun and last == lasting:
            return f"{perhaps}from {day(first)} to {day(last)}"
        return perhaps + span(first, last)
    if last is not None:
        return f"{perhaps}on or before {day(last)}"
    if first is not None:
        return f"{perhaps}on or after {day(first)}"
    parts = []
    if begun is not None:
        parts.append(f"begun by {day(begun)}")
    if lasting is not None:
        parts.append(f"not over before {day(lasting)}")
    return perhaps + ", ".join(parts) if parts else None


def of_tenure(bounds: Bounds) -> str:
    """From when until when, as far as the bounds tell."""
    start = _edge(bounds.earliest_start, bounds.latest_start, "from", "begun on or before", "begun on or after")
    end = _edge(bounds.earliest_end, bounds.latest_end, "until", "ended on or before", "not ended before")
    perhaps = "perhaps " if bounds.tentative else ""
    opened = "open end" if bounds.open_end else "end not known"
    if start is None and end is None:
        return "start and end not known"
    return f"{perhaps}{start or 'start not known'}; {end or opened}"


def _edge(low: int | None, high: int | None, at: str, by: str, since: str) -> str | None:
    if low is not None and high is not None:
        return f"{at} {span(low, high)}".replace("from between", "from some day between")
    if high is not None:
        return f"{by} {day(high)}"
    return f"{since} {day(low)}" if low is not None else None
