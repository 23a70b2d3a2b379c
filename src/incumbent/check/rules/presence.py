"""Where people were: nobody is in two distant places on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach
from incumbent.check.rules.fault import WARNING, dated, fault
from incumbent.check.rules.spans import is_day
from incumbent.model.terms import inc

_PRESENT = inc("attended")
_DAY = len("2025-10-12")
_ELSEWHERE = {inc("attendedRemotely"), inc("expectedToAttend"), inc("absent")}


def _judge(case: Case, person: str) -> Iterator[Finding]:
    by_day: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for participation in _perhaps_of_one_day(case, person):
        attendance = case.after.texts(participation, inc("attendance"))
        if _ELSEWHERE.intersection(attendance) and _PRESENT not in attendance:
            continue
        when = case.extents.of(participation).firm
        if not is_day(when) or when.earliest_start is None:
            continue
        for event in case.after.texts(participation, inc("event")):
            if case.after.values(event, inc("place")) and case.statuses.took_place(event):
                by_day[when.earliest_start].append((participation, event))
    for _, present in sorted(by_day.items()):
        for (one, here), (other, there) in combinations(present, 2):
            if here != there and _distant(case, here, there):
                yield fault(
                    case,
                    "two-places",
                    WARNING,
                    f"{case.label(person)}: in two places on one day, {_where(case, here)} at {dated(case, here)} and "
                    f"{_where(case, there)} at {dated(case, there)}; correct a date or place, give attendance: "
                    "attendedRemotely for a video link, or say within: which city a place is.",
                    one,
                    other,
                    here,
                    there,
                    person,
                    path="participant",
                    value=case.local(person),
                )


def _perhaps_of_one_day(case: Case, person: str) -> list[str]:
    """The participations whose dates begin alike, and those without a date: who attends a lot is seldom twice on a day."""
    begun: dict[str, set[str]] = defaultdict(set)
    for participation in case.after.having(inc("participant"), person):
        nodes = (participation, *case.after.texts(participation, inc("event")))
        dates = [text for node in nodes for prop in ("date", "startDate") for text in case.after.texts(node, inc(prop))]
        for date in dates or [""]:
            begun[date[:_DAY]].add(participation)
    undated = begun.pop("", set())
    return sorted(undated.union(*(alike for alike in begun.values() if len(alike) > 1 or undated)))


def _distant(case: Case, here: str, there: str) -> bool:
    """Whether nothing says that the places are one, or in one, or that the one event is in the course of the other."""
    if there in _above(case, here, "partOfEvent") or here in _above(case, there, "partOfEvent"):
        return False
    return not _places(case, here) & _places(case, there)


def _places(case: Case, event: str) -> set[str]:
    """The places of an event with all that they lie within."""
    return {around for place in case.after.texts(event, inc("place")) for around in _above(case, place, "within")}


def _above(case: Case, iri: str, prop: str) -> set[str]:
    found, edge = {iri}, [iri]
    while edge:
        for larger in case.after.texts(edge.pop(), inc(prop)):
            if larger not in found:
                found.add(larger)
                edge.append(larger)
    return found


def _where(case: Case, event: str) -> str:
    return " / ".join(sorted(case.label(place) for place in case.after.texts(event, inc("place"))))


CHECKS = (
    Check(
        _judge,
        ("Person",),
        (
            "^participant/attendance|event",
            "^participant/date|startDate",
            "^participant/event/date|startDate",
            "^participant/event/place",
            "^participant/event/partOfEvent*",
            "^participant/event/place/within*",
            *reach.extent("^participant"),
        ),
    ),
)
