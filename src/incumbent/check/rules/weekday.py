"""A weekday that is named in the quoted words, held against the one day that these words support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules.fault import WARNING, fault, name
from incumbent.check.rules.spans import is_day
from incumbent.errors import EdtfError
from incumbent.model import days, edtf
from incumbent.model.terms import inc

_DATES = ("date", "startDate", "endDate", "forDate", "saidOn", "attestedOn")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The forms of each day in English, German, French, Turkish, Russian and Arabic. Where a word means something else too
# (a market, the middle, one), it counts only beside a word such as "on" or "day".
_FORMS = (
    "mondays?|montags?|lundis?|pazartesi|понедельник\\w*|(?:ال)?[اإ]ثنين|الاثنين|الإثنين",
    "tuesdays?|dienstags?|mardis?|salı|вторник\\w*|الثلاثاء",
    "wednesdays?|mittwochs?|mercredis?|çarşamba|(?<=в )среду|الأربعاء|الاربعاء",
    "thursdays?|donnerstags?|jeudis?|perşembe|четверг\\w*|الخميس",
    "fridays?|freitags?|vendredis?|cuma|пятниц\\w+|(?<=يوم )الجمعة",
    "saturdays?|samstags?|sonnabends?|samedis?|cumartesi|суббот\\w+|(?<=يوم )السبت",
    "sundays?|sonntags?|dimanches?|pazar(?= gün)|воскресень\\w+|(?<=يوم )الأحد",
)
_PROPER = "".join(f"(?<!{word} )" for word in ("good", "black", "bloody", "ash", "palm", "easter", "super"))
_WEEKDAYS = [re.compile(rf"\b{_PROPER}(?:{forms})\b") for forms in _FORMS]
_DOT = "\u0307"  # what is left of a Turkish capital İ in small letters


def _judge(case: Case, evidence: str) -> Iterator[Finding]:
    words = case.words(evidence)
    if not words:
        return
    folded = words.casefold().replace(_DOT, "")
    named = [number for number, pattern in enumerate(_WEEKDAYS) if pattern.search(folded)]
    supported = _days(case, evidence)
    if len(named) != 1 or len({number for number, *_ in supported}) != 1:
        return
    number, thing, prop = supported[0]
    weekday = date.fromordinal(number).weekday()
    if weekday != named[0]:
        yield fault(
            case,
            "weekday",
            WARNING,
            f"{name(case, thing)}: {days.iso(number)} was a {_NAMES[weekday]}, and the quoted words speak of a "
            f"{_NAMES[named[0]]}; correct the date, or quote the words that belong to it.",
            thing,
            evidence,
            path=prop,
            value=days.iso(number),
        )


def _days(case: Case, evidence: str) -> list[tuple[int, str, str]]:
    """The single days that the evidence supports, each with the thing and the property that state it."""
    view = case.after
    wanted = {inc(prop) for prop in _DATES}
    properties = view.texts(evidence, inc("property"))
    found = []
    for thing in sorted(view.texts(evidence, inc("about"))):
        for prop in sorted(wanted.intersection(properties) if properties else wanted):
            limited = view.texts(evidence, inc("value")) if properties else []
            for text in sorted(view.texts(thing, prop)):
                if limited and text not in limited:
                    continue
                try:
                    bounds = edtf.parse(text).bounds
                except EdtfError:
                    continue  # the check of dates reports it
                # Before year 1 the days have no weekday that a report could name.
                if is_day(bounds) and not bounds.tentative and bounds.earliest_start and bounds.earliest_start > 0:
                    found.append((bounds.earliest_start, thing, prop.removeprefix(inc(""))))
    return found


CHECKS = (
    Check(
        _judge,
        ("Evidence",),
        (
            "about|property|value|quote|source|start|end",
            "source/textDigest",
            "about/date|startDate|endDate|forDate|saidOn|attestedOn",
            "about/rdf:type",
            "about/holder|office|participant|event|onBehalfOf|signatory|agreement|status|person|years",
        ),
    ),
)
