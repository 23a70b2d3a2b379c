"""Where people were: nobody is in two distant places on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach
from incumbent.check.rules.fault import WARNING, dated, fault
from incumbent.model.bounds import Bounds
from incumbent.model.terms import inc

_PRESENT = inc("attended")
_DAY = len("2025-10-12")
_ELSEWHERE = {inc("attendedRemotely"), inc("expectedToAttend"), inc("absent")}
# Who visits for a week is there in the middle of it; who takes part in something for a year comes and goes.
_FORTNIGHT = 14


class _Presence(NamedTuple):
    """That somebody was at ``there``, which has a place, by what ``record`` tells."""

    record: str
    there: str


def _judge(case: Case, person: str) -> Iterator[Finding]:
    by_day: dict[int, list[_Presence]] = defaultdict(list)
    for presence, when in (*_took_part(case, person), *_spoke(case, person), *_signed(case, person)):
        for number in _days(case, presence, when):
            by_day[number].append(presence)
    told: set[frozenset[_Presence]] = set()
    for _, present in sorted(by_day.items()):
        for pair in combinations(present, 2):
            (one, here), (other, there) = pair
            if here == there or frozenset(pair) in told or not _distant(case, here, there):
                continue
            told.add(frozenset(pair))
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


def _took_part(case: Case, person: str) -> Iterator[tuple[_Presence, Bounds]]:
    for participation in _perhaps_of_one_day(case, person):
        if _far(case, participation):
            continue
        own = case.extents.own(participation)
        for event in case.after.texts(participation, inc("event")):
            if _has_place(case, event):
                yield _Presence(participation, event), (own if own.likely.known else case.extents.of(event)).firm


def _spoke(case: Case, person: str) -> Iterator[tuple[_Presence, Bounds]]:
    """Where words were spoken: at the place of their own, else at that of their occasion."""
    for statement in sorted(case.after.having(inc("speaker"), person)):
        occasions = case.after.texts(statement, inc("saidAt"))
        if not case.is_a(statement, "Statement") or any(_was_far(case, person, event) for event in occasions):
            continue
        for there in [statement] if case.after.values(statement, inc("place")) else occasions:
            if _has_place(case, there) and case.statuses.took_place(statement):
                yield _Presence(statement, there), case.extents.of(statement).firm


def _signed(case: Case, person: str) -> Iterator[tuple[_Presence, Bounds]]:
    """Where an agreement was signed, likewise."""
    for signature in sorted(case.after.having(inc("signatory"), person)):
        for agreement in case.after.texts(signature, inc("agreement")):
            occasions = case.after.texts(agreement, inc("madeAt"))
            if any(_was_far(case, person, event) for event in occasions):
                continue
            for there in [agreement] if case.after.values(agreement, inc("place")) else occasions:
                if _has_place(case, there):
                    yield _Presence(signature, there), case.extents.of(agreement).firm


def _far(case: Case, participation: str) -> bool:
    attendance = case.after.texts(participation, inc("attendance"))
    return bool(_ELSEWHERE.intersection(attendance)) and _PRESENT not in attendance


def _was_far(case: Case, person: str, event: str) -> bool:
    there = case.after.having(inc("event"), event)
    return any(_far(case, one) for one in there if person in case.after.texts(one, inc("participant")))


def _has_place(case: Case, there: str) -> bool:
    """Whether it took place at a known place; that of a call is where but one of its sides was."""
    if not case.after.values(there, inc("place")) or case.is_a(there, "Call"):
        return False
    return case.statuses.took_place(there)


def _days(case: Case, presence: _Presence, when: Bounds) -> range:
    """The days on which the person was there all day; on the first and the last of several they may have travelled."""
    first, last = when.earliest_start, when.latest_end
    if first is None or last is None or (first, last) != (when.latest_start, when.earliest_end):
        return range(0)
    if first == last:
        return range(first, last + 1)
    stayed = case.is_a(presence.there, "Visit") or case.extents.own(presence.record).likely.known
    return range(first + 1, last) if stayed and last - first < _FORTNIGHT else range(0)


def _perhaps_of_one_day(case: Case, person: str) -> list[str]:
    """The participations whose dates begin alike, and those without a date: who attends a lot is seldom twice on a day.

    All of them, where one goes on for days, or the person is known to have spoken or signed as well.
    """
    begun: dict[str, set[str]] = defaultdict(set)
    several = bool(case.after.having(inc("speaker"), person) or case.after.having(inc("signatory"), person))
    for participation in case.after.having(inc("participant"), person):
        nodes = (participation, *case.after.texts(participation, inc("event")))
        dates = [text for node in nodes for prop in ("date", "startDate") for text in case.after.texts(node, inc(prop))]
        several = several or any(
            "/" in text or text in case.after.texts(node, inc("startDate")) for node in nodes for text in dates
        )
        for date in dates or [""]:
            begun[date[:_DAY]].add(participation)
    undated = begun.pop("", set())
    together = bool(undated) or several
    return sorted(undated.union(*(alike for alike in begun.values() if len(alike) > 1 or together)))


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


# From a person to what they were at, and from that to where it was.
_AT = ("^participant/event", "^speaker", "^speaker/saidAt", "^signatory/agreement", "^signatory/agreement/madeAt")
_RECORDS = ("^participant", "^speaker", "^signatory/agreement", "^speaker/saidAt", "^signatory/agreement/madeAt")

CHECKS = (
    Check(
        _judge,
        ("Person",),
        (
            "^participant/attendance|event",
            "^participant/date|startDate",
            "^participant/event/date|startDate",
            *(
                f"{at}/{path}"
                for at in ("^speaker/saidAt", "^signatory/agreement/madeAt")
                for path in ("^event/participant", "^event/attendance")
            ),
            *(f"{at}/{path}" for at in _AT for path in ("partOfEvent*", "place", "place/within*")),
            *(path for way in _RECORDS for path in reach.extent(way)),
        ),
    ),
)
