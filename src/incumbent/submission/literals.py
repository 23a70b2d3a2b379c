"""Literals of XML Schema's types that are none: told with what is wrong, before anything computes with them."""

from __future__ import annotations

import re
from datetime import date
from math import isinf

from incumbent.model.terms import LANG_STRING, STRING, XSD

LONGEST = 10_000  # characters of a literal; a longer text is a source, not a fact
MOST_DIGITS = 60  # of a number: more is an attack on whoever computes with it, or a mistake

_ZONE = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_CLOCK = r"(24:00:00(\.0+)?|([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?)"
_YEAR = r"-?([1-9][0-9]{3,8}|0[0-9]{3})"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DURATION = re.compile(
    r"-?P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"
)
_SHAPES = {
    "date": (re.compile(rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}{_ZONE}"), "a day such as 2025-10-12"),
    "dateTime": (re.compile(rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}{_ZONE}"), "such as 2025-10-12T09:30:00Z"),
    "dateTimeStamp": (re.compile(rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}{_ZONE[:-1]}"), "such as 2025-10-12T09:30:00Z"),
    "time": (re.compile(_CLOCK + _ZONE), "a time of day such as 09:30:00"),
    "gYear": (re.compile(_YEAR + _ZONE), "a year such as 2025"),
    "gYearMonth": (re.compile(rf"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}"), "a month such as 2025-10"),
    "gMonth": (re.compile(rf"--(0[1-9]|1[0-2]){_ZONE}"), "a month such as --10"),
    "gDay": (re.compile(rf"---(0[1-9]|[12][0-9]|3[01]){_ZONE}"), "a day such as ---12"),
    "gMonthDay": (re.compile(rf"--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_ZONE}"), "a day such as --10-12"),
    "duration": (_DURATION, "a duration such as PT4H or P1Y2M"),
    "dayTimeDuration": (
        re.compile(r"-?P(?=[0-9T])([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"),
        "a duration such as PT4H",
    ),
    "yearMonthDuration": (re.compile(r"-?P(?=[0-9])([0-9]+Y)?([0-9]+M)?"), "a duration such as P1Y2M"),
    "boolean": (re.compile("true|false|0|1"), "true or false"),
    "decimal": (re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"), "a number such as 12.5, without an exponent"),
    "double": (re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"), "a finite number such as 1.25E1"),
    "hexBinary": (re.compile("([0-9a-fA-F]{2})*"), "pairs of hexadecimal digits"),
    "base64Binary": (re.compile("([A-Za-z0-9+/ ]{4})*([A-Za-z0-9+/ ]{2}[=A-Za-z0-9+/ ]=)?"), "base64"),
    "language": (re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"), "a language tag such as en"),
}  # fmt: skip
_SHAPES["float"] = _SHAPES["double"]
_INTEGER = re.compile("[+-]?[0-9]+")
_WITHIN = {
    "integer": (None, None), "nonNegativeInteger": (0, None), "positiveInteger": (1, None), "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1), "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1), "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127), "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1), "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}  # fmt: skip
_NUMBERS = {"decimal", "double", "float", *_WITHIN}
_GROUPED = re.compile("-?[0-9]{1,3}([, '\u00a0\u202f][0-9]{3}){1,6}(\\.[0-9]{1,30})?")
_COUNTS = ("nonNegativeInteger", "positiveInteger")
_TEXTS = {STRING, LANG_STRING, XSD + "anyURI", XSD + "normalizedString", XSD + "token", XSD + "Name", XSD + "NCName"}


def ill_typed(text: str, datatype: str) -> tuple[str, str] | None:
    """The rule that ``text`` breaks as a literal of ``datatype``, and what is wrong; None where nothing is, or nobody can tell."""
    if datatype in _TEXTS or not datatype.startswith(XSD):
        return None
    name = datatype.removeprefix(XSD)
    if name in _NUMBERS:
        if text.lstrip("+-").upper() in ("INF", "INFINITY", "NAN"):
            return "numeric-range", f"{text!r} is no finite number; write the number that the source gives"
        if _GROUPED.fullmatch(text):
            return "datatype", f"{text!r} is no xsd:{name}: write {re.sub('[^0-9.-]', '', text)}, without groups"
    if name in _WITHIN:
        return _integer(text, name)
    if name not in _SHAPES:
        return "datatype", f"xsd:{name} is no datatype of XML Schema; use xsd:date, xsd:integer, xsd:decimal or another"
    pattern, wanted = _SHAPES[name]
    if not pattern.fullmatch(text):
        what = _impossible_day(text) if name in ("date", "dateTime", "dateTimeStamp") else None
        return "datatype", f"{_short(text)} is no xsd:{name}: {what or 'write ' + wanted}"
    if name in ("date", "dateTime", "dateTimeStamp"):
        what = _impossible_day(text)
        if what:
            return "datatype", f"{_short(text)} is no xsd:{name}: {what}"
    if name in ("double", "float") and isinf(float(text)):
        return "numeric-range", f"{_short(text)} is no finite number; write the number that the source gives"
    if name == "gMonthDay" and _impossible_day("2000" + text[1:6]):
        return "datatype", f"{_short(text)} is no xsd:{name}: there is no such day; correct it"
    if name in ("decimal", "double", "float", "duration") and sum(c.isdigit() for c in text) > MOST_DIGITS:
        return "datatype", f"{_short(text)} has more than {MOST_DIGITS} digits; write the number that the source gives"
    return None


def _integer(text: str, name: str) -> tuple[str, str] | None:
    if not _INTEGER.fullmatch(text):
        return "datatype", f"{_short(text)} is no xsd:{name}: write a whole number such as 12, in digits alone"
    if len(text) > MOST_DIGITS:
        return "datatype", f"{_short(text)} has more than {MOST_DIGITS} digits; write the number that the source gives"
    least, most = _WITHIN[name]
    if least is not None and int(text) < least:
        code = "numeric-range" if name in _COUNTS else "datatype"
        return code, f"{text} is below {least}, the least that xsd:{name} can be; correct the number"
    if most is not None and int(text) > most:
        return "datatype", f"{text} is above {most}, the most that xsd:{name} can be; correct the number"
    return None


def _impossible_day(text: str) -> str | None:
    """What is wrong with the day at the start of ``text``, as people say it."""
    found = re.match(r"-?([0-9]{4,9})-([0-9]{2})-([0-9]{2})(?![0-9])", text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    if not 1 <= month <= 12:
        return f"there is no month {month}; write YYYY-MM-DD"
    try:
        date(2000 + year % 400, month, day)
    except ValueError:
        of_year = f" {year}" if (month, day) == (2, 29) else ""
        return f"{day} {_MONTHS[month - 1]}{of_year} does not exist; correct the day"
    return None


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")
