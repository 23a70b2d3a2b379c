"""How to write a date that could not be read: advice for the message of an :class:`~incumbent.errors.EdtfError`.

Loaded only when a date is wrong. What it proposes is always a valid date, but it is a guess at what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from incumbent.errors import EdtfError
from incumbent.model.days import MONTHS, day, iso
from incumbent.model.edtf_date import DateError

FORMS = "Write a date as 2025-10-12, 2025-10, 2025-10~ (about), 2025-10? (perhaps) or 2024-12/2025-03"

_MONTH_NUMBERS = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
_SEASON_CODES = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_ABOUT = {"circa", "c", "ca", "cca", "about", "around", "approximately", "approx", "roughly", "near"}
_PERHAPS = {"probably", "perhaps", "possibly", "maybe", "likely", "presumably", "reportedly", "allegedly"}
_BEFORE = {"before", "until", "till", "by"}
_AFTER = {"after", "since", "from"}
_STILL = {"open", "now", "present", "today", "ongoing", "current", "currently", "incumbent", "date", "-", "...", "…"}
_NOT_KNOWN = {"unknown", "?", "??", "uncertain", "n.d.", "nd"}
_SKIPPED = {"of", "the", "in", "on", "year"}
_TENS = {"early": "0X", "mid": "1X", "late": "2X"}


def advise(text: str, fault: DateError) -> tuple[str, str]:
    """What is wrong with a text, and the sentence that says how to write it."""
    proposals = [fault.write] if fault.write and len(fault.write) <= 80 and _valid(fault.write) else _proposals(text)
    return fault.what or _kind(text), f"Write {' or '.join(proposals)}" if proposals else FORMS


def _valid(text: str) -> bool:
    from incumbent.model.edtf import parse  # it calls this module: bound late

    try:
        parse(text)
    except EdtfError:
        return False
    return True


def _proposals(text: str) -> list[str]:
    both = _day_or_month_first(text.strip())
    return both or [proposal for proposal in [_proposal(text)] if proposal]


def _proposal(text: str) -> str | None:
    if len(text) > 80:
        return None
    for attempt in _ATTEMPTS:
        proposal = attempt(text.strip())
        if proposal and proposal != text and _valid(proposal):
            return proposal
    return None


def _kind(text: str) -> str:
    ends = text.strip().split("/")
    if not text.strip():
        return "it is empty"
    if text != text.strip():
        return "there are spaces around it"
    if (len(ends) == 2 and ends[1].lower() in _STILL | _NOT_KNOWN) or ends[0].lower() in _NOT_KNOWN:
        return "an open end is written .. and an unknown end is left empty"
    if re.fullmatch(r"[0-9]{4}/[0-9]{2}", text) and not "01" <= ends[1] <= "12":
        return f"there is no month {ends[1]}, and / parts the start and the end of an interval"
    if len(ends) == 2 and re.fullmatch(r"[0-9]{1,2}", ends[1]):
        return "/ parts the start and the end of an interval, and - parts year and month"
    if re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}", text):
        return "a date goes from the year to the day, parted by -"
    if len(ends) > 2:
        return "an interval has one / and a date has none"
    if re.search(r"[A-WYZa-wyz]{3}", text):
        return "a date is written in figures"
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", text):
        return "month and day have two digits"
    return "it does not have the form of one"


def _same_with_repairs(text: str) -> str | None:
    """Small slips: dashes, spaces, lower case, missing zeros, the older ``u`` for ``X``."""
    fixed = re.sub("[\u2010-\u2015\u2212]", "-", text).replace(" ", "") if not re.search(r"[A-Za-z]{3}", text) else text
    fixed = re.sub(r"\?~|~\?", "%", fixed)
    if re.fullmatch(r"[\[{]?[-0-9uUxX?~%/.,T:Z+ ]*[\]}]?", fixed):
        fixed = re.sub("[uUx]", "X", fixed)
    fixed = re.sub(r"^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})$", r"\1-\2-\3", fixed)
    fixed = re.sub(r"^([0-9]{4})[/.]([0-9]{1,2})$", r"\1-\2", fixed)
    fixed = re.sub(r"(?<=-)([0-9])(?![0-9X])", r"0\1", fixed)
    fixed = re.sub(r"^([0-9]{4})-([0-9]{4})$", r"\1/\2", fixed)
    return re.sub(r"^([0-9]{4})([0-9]{2})([0-9]{2})$", r"\1-\2-\3", fixed)


def _date_and_clock(text: str) -> str | None:
    match = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]", text)
    return match[1] if match else None


def _month_beyond(text: str) -> str | None:
    """``2025/13``, ``2025-13``: the month cannot be guessed, the year can."""
    match = re.fullmatch(r"([0-9]{4})[-/]([0-9]{2})(-[0-9]{2})?", text)
    return match[1] if match else None


def _day_or_month_first(text: str) -> list[str]:
    """``12.10.2025`` has the day first; ``12/10/2025`` may have either, so both are proposed where both exist."""
    match = re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", text)
    if match is None:
        return []
    first, sign, second, year = match.groups()
    both = [f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}"]
    possible = [written for written in dict.fromkeys(both) if _valid(written)]
    return possible[:1] if sign == "." else possible


def _day_first(text: str) -> str | None:
    return next(iter(_day_or_month_first(text)), None)


def _interval(text: str) -> str | None:
    parts = text.split("/") if text.count("/") == 1 else re.split(r"\s+(?:to|until|till|[-\u2013\u2014])\s+", text)
    if len(parts) != 2:
        return None
    start, end = (_end(re.sub(r"^(from|between)\s+", "", part.strip(), flags=re.I)) for part in parts)
    if start == ".." and parts[0].strip().lower() in _STILL:
        return None
    return f"{start}/{end}" if start is not None and end is not None else None


def _end(part: str) -> str | None:
    if part.lower() in _STILL:
        return ".."
    if part.lower() in _NOT_KNOWN or not part:
        return ""
    return part if part == ".." or _valid(part) else _proposal(part)


def _decade_or_century(text: str) -> str | None:
    match = re.fullmatch(r"(?:the\s+)?([0-9]{3})(?:0'?s|)", text)
    if match:
        return match[1] + "X"
    match = re.fullmatch(r"(?:the\s+)?([0-9]{1,2})(?:st|nd|rd|th) century", text.lower())
    return f"{int(match[1]) - 1:02d}XX" if match else None


def _quarter(text: str) -> str | None:
    match = re.fullmatch(r"q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4])", text.lower())
    return f"{match[2] or match[3]}-{32 + int(match[1] or match[4])}" if match else None


def _words(text: str) -> str | None:
    """``circa October 2025``, ``probably 12 October 2025``, ``before 2025-10-12``, ``spring 2025``."""
    words = [word for word in re.split(r"[\s,.]+|(?<=mid)-", text.lower()) if word and word not in _SKIPPED]
    about = any(word in _ABOUT for word in words)
    perhaps = any(word in _PERHAPS for word in words)
    before = [word for word in words if word in _BEFORE]
    after = any(word in _AFTER for word in words)
    tens = [_TENS[word] for word in words if word in _TENS]
    spent = _ABOUT | _PERHAPS | _BEFORE | _AFTER | _TENS.keys()
    written = _written([word for word in words if word not in spent], tens)
    if written is None:
        return None
    written += "%" if about and perhaps else "~" if about else "?" if perhaps else ""
    if before:
        return f"[..{_day_before(written) if before == ['before'] else written}]"
    return f"{written}/.." if after else written


def _written(words: list[str], tens: list[str]) -> str | None:
    year = month = number = None
    for word in words:
        ordinal = re.fullmatch(r"([0-9]{1,2})(st|nd|rd|th)?", word)
        if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", word) and year is None:
            year = word
        elif word in _MONTH_NUMBERS and month is None:
            month = f"{_MONTH_NUMBERS[word]:02d}"
        elif word in _SEASON_CODES and month is None:
            month = _SEASON_CODES[word]
        elif ordinal and number is None:
            number = f"{ordinal[1]:0>2}"
        else:
            return None
    if year is None and month is not None and number is not None:
        year = "XXXX"
    parts = [year, month, number or (tens[0] if tens and month else None)]
    if year is None or (number is not None and month is None):
        return None
    return "-".join(part for part in parts if part is not None)


def _day_before(written: str) -> str:
    try:
        return iso(day(written) - 1)
    except (EdtfError, ValueError):
        return written


_ATTEMPTS: tuple[Callable[[str], str | None], ...] = (
    _same_with_repairs,
    _date_and_clock,
    _day_first,
    _interval,
    _decade_or_century,
    _quarter,
    _words,
    _month_beyond,
)
