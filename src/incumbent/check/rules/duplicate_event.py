"""Is a meeting known already, and may somebody unnamed at a meeting be one who is named there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules.duplicate_entity import DUPLICATE, narrow, same_words
from incumbent.check.rules.fault import WARNING, fault
from incumbent.check.rules.pairs import PairRule, Rival, apart, excluded, is_new, lookalikes, values, when
from incumbent.check.rules.spans import narrowed
from incumbent.model.terms import inc
from incumbent.model.timeline import Narrowed

_MONTH = 31
_ENOUGH = 2


class _Event(NamedTuple):
    """What tells two events apart: their days, who took part by name, for which sides, where, and of what sort it was."""

    days: Narrowed
    named: frozenset[str]
    sides: frozenset[str]
    places: frozenset[str]
    classes: frozenset[str]


def _read(case: Case, iri: str) -> _Event:
    days = when(case, iri, "date")
    named: set[str] = set()
    sides: set[str] = set()
    forecast: set[str] = set()
    for record in case.after.having(inc("event"), iri):
        for participant in values(case, record, "participant"):
            if case.is_a(participant, "Person") or case.is_a(participant, "Organization"):
                named.add(participant)
            elif case.is_a(participant, "State") or case.is_a(participant, "Government"):
                sides.add(participant)
        sides |= values(case, record, "onBehalfOf")
        forecast |= values(case, record, "forDate")
    if not values(case, iri, "date") and forecast:
        days = narrowed(forecast)
    for side in tuple(sides):
        sides |= values(case, side, "governs")
    sides -= {side for side in sides if values(case, side, "governs")}  # a government sits there for its state
    places = values(case, iri, "place")
    todo = set(places)
    while todo:
        todo = {around for place in todo for around in values(case, place, "within")} - places
        places |= todo
    return _Event(days, frozenset(named), frozenset(sides), frozenset(places), frozenset(case.after.types(iri)))


def _candidates(case: Case, iri: str, event: _Event) -> set[str]:
    """Events that share somebody named, or a stated day or place."""
    records = {r for agent in event.named for r in case.after.having(inc("participant"), agent)}
    found = {other for record in records for other in values(case, record, "event")}
    for date in case.after.values(iri, inc("date")):
        found |= case.after.having(inc("date"), date)
    for place in values(case, iri, "place"):
        found |= case.after.having(inc("place"), place)
    for record in case.after.having(inc("event"), iri):
        for date in case.after.values(record, inc("forDate")):
            for report in case.after.having(inc("forDate"), date):
                found |= values(case, report, "event")
            found |= case.after.having(inc("date"), date)
    return found - {iri}


def _meetings(case: Case, iri: str) -> Iterator[Rival]:
    event = _read(case, iri)
    by_name = lookalikes(case, iri, "Event")
    for other in sorted(by_name | _candidates(case, iri, event)):
        if not _comparable(case, iri, other):
            continue
        theirs = _read(case, other)
        if excluded(event.days, theirs.days) or _others_there(event, theirs):
            continue
        reason = _circumstances(event, theirs) if _is_contact(case, iri) else None
        if reason is None and other in by_name and not apart(event.places, theirs.places):
            reason = same_words(case, iri, other)
        if reason:
            yield Rival(other, case.label(other), reason)


def _others_there(one: _Event, other: _Event) -> bool:
    """Whether those who were there were others: each has people that the other has not, or the sides are known and differ."""
    if one.named and other.named and not (one.named <= other.named or other.named <= one.named):
        return True
    return len(one.sides) >= _ENOUGH <= len(other.sides) and one.sides != other.sides


def _circumstances(one: _Event, other: _Event) -> str | None:
    if not narrow(one.days, _MONTH) or not narrow(other.days, _MONTH):
        return None
    if len(one.named & other.named) >= _ENOUGH and not apart(one.places, other.places):
        return "the same people in the same days"
    if (
        not narrow(one.days)
        or not narrow(other.days)
        or apart(one.places, other.places)
        or apart(one.named, other.named)
    ):
        return None
    if len(one.sides) >= _ENOUGH <= len(other.sides):
        return "the same sides on the same day"
    if one.classes & other.classes and one.places & other.places and one.sides & other.sides:
        return "the same place and side on the same day"
    return None


def _is_contact(case: Case, iri: str) -> bool:
    return case.is_a(iri, "Contact") or case.is_a(iri, "Visit")


def _comparable(case: Case, iri: str, other: str) -> bool:
    """Whether two events are of one sort: both of a class, or meetings, visits and contacts of a form that is not told."""
    if not case.is_a(other, "Event"):
        return False
    ours, theirs = case.after.types(iri), case.after.types(other)
    if ours & theirs:
        return True
    calls = [case.is_a(one, "Call") for one in (iri, other)]
    return _is_contact(case, iri) and _is_contact(case, other) and calls[0] == calls[1]


def _unnamed(case: Case, record: str) -> Iterator[Finding]:
    """Somebody unnamed and somebody named, in one office at one event."""
    event = case.after.first(record, inc("event"))
    for agent in values(case, record, "participant") if event else ():
        if not case.is_a(agent, "UnnamedAgent") and not case.is_a(agent, "Collective"):
            continue
        if not values(case, agent, "headcount") <= {"1"}:
            continue
        offices = {o for o in values(case, record, "statedCapacity") if _is_single(case, o)}
        for other in sorted(case.after.having(inc("event"), event or "") - {record}):
            for person in sorted(values(case, other, "participant")):
                if not case.is_a(person, "Person") or _differ(case, agent, person):
                    continue
                for office in sorted(offices & _held(case, person, other, event or "")):
                    message = (
                        f"{case.local(agent)}: {case.label(person)} and somebody unnamed are both at {case.label(event or '')} as "
                        f"{case.label(office)}; the unnamed one may be {case.local(person)}. If your source identifies him or her, "
                        f"make that the participant in place of {case.local(agent)}; else say differentFrom."
                    )
                    new = sorted((record, other), key=lambda iri: (not is_new(case, iri), iri == record))
                    yield fault(case, DUPLICATE, WARNING, message, record, *new, person, agent, path="statedCapacity")


def _held(case: Case, person: str, participation: str, event: str) -> set[str]:
    """The offices in which a person is at an event: as stated, or by a tenure that is known from there."""
    tenures = case.after.having(inc("holder"), person)
    there = {tenure for tenure in tenures if event in values(case, tenure, "attestedAt")}
    stated = values(case, participation, "statedCapacity")
    return stated | {office for tenure in there for office in values(case, tenure, "office")}


def _is_single(case: Case, office: str) -> bool:
    """Whether an office is filled by one person at a time."""
    seats = values(case, office, "seats")
    return seats == {"1"} if seats else not values(case, office, "officeKind") & case.vocabulary.many_seats


def _differ(case: Case, one: str, other: str) -> bool:
    return other in values(case, one, "differentFrom") or one in values(case, other, "differentFrom")


MEETINGS = PairRule(
    DUPLICATE,
    ("Event",),
    (
        "date",
        "place/within*",
        "^event/forDate",
        "^event/participant/rdf:type",
        "^event/participant/governs",
        "^event/onBehalfOf/governs",
    ),
    _meetings,
)
UNNAMED = Check(
    _unnamed,
    ("Participation",),
    (
        "event/skos:prefLabel",
        "event/^event/rdf:type",
        "participant/rdf:type|headcount|differentFrom",
        "statedCapacity/officeKind|seats|skos:prefLabel",
        "event/^event/participant/rdf:type|differentFrom|skos:prefLabel",
        "event/^event/statedCapacity",
        "event/^event/participant/^holder/attestedAt|office",
    ),
)
