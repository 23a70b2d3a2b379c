"""Dates held against each other: starts and ends, wholes and parts, stated orders, dates that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, dated, fault, name
from incumbent.check.rules.spans import begins_early, ends, ends_late, narrowed, starts, weigh
from incumbent.derive.extents import Reading
from incumbent.model import edtf
from incumbent.model.terms import inc
from incumbent.model.timeline import Bounds, Certainty, Conflict, before, intersect

_DATES = (
    "date",
    "startDate",
    "endDate",
    "attestedOn",
    "forDate",
    "saidOn",
    "publicationDate",
    "asOf",
    "birthDate",
    "deathDate",
)
_ENDS = (
    ("startDate", "endDate", "it ends ({}) before it starts ({})"),
    ("birthDate", "deathDate", "the death ({}) comes before the birth ({})"),
)
_GRADES = {Certainty.CERTAIN: VIOLATION, Certainty.POSSIBLE: WARNING}


def _interval_order(case: Case, iri: str) -> Iterator[Finding]:
    for prop in _DATES:
        for text in sorted(case.after.texts(iri, inc(prop))):
            if (right_way_round := edtf.turned(text)) is not None:
                yield fault(
                    case,
                    "interval-order",
                    VIOLATION,
                    f"{name(case, iri)}: {text} ends before it starts; swap the two dates ({right_way_round}), or correct one.",
                    iri,
                    path=prop,
                    value=text,
                )
    for first, last, words in _ENDS:
        for start in sorted(case.after.texts(iri, inc(first))):
            for end in sorted(case.after.texts(iri, inc(last))):
                grade = _GRADES.get(_reversed(end, start)) or _GRADES.get(_about_reversed(end, start))
                if grade:
                    may = "" if grade is VIOLATION else ", if the uncertain date is right"
                    yield fault(
                        case,
                        "interval-order",
                        grade,
                        f"{name(case, iri)}: {words.format(end, start)}{may}; swap the two dates, or correct one.",
                        iri,
                        *_supporting(case, iri, first, last),
                        path=last,
                        value=end,
                    )


def _reversed(end: str, start: str) -> Certainty:
    return weigh(_surely_before, ends(narrowed([end])), starts(narrowed([start])))


def _about_reversed(end: str, start: str) -> Certainty:
    """Whether the dates are the wrong way round but for the width of an "about"."""
    exact = _reversed(end.replace("~", ""), start.replace("~", ""))
    return Certainty.POSSIBLE if exact is Certainty.CERTAIN else Certainty.UNKNOWN


def _supporting(case: Case, iri: str, *properties: str) -> list[str]:
    """The evidence for the values of ``properties``: who keeps both dates says that these disagree."""
    wanted = {inc(prop) for prop in properties}
    return [e.iri for e in case.support.of(iri) if e.property in wanted]


def _event_order(case: Case, event: str) -> Iterator[Finding]:
    for prop, opposite in (("after", "before"), ("before", "after")):
        for other in sorted(case.after.texts(event, inc(prop))):
            if other == event:
                continue  # no-self-relation says so
            earlier, later = (other, event) if prop == "after" else (event, other)
            answer = weigh(_surely_before, case.extents.of(later), case.extents.of(earlier))
            if grade := _GRADES.get(answer):
                yield fault(
                    case,
                    "event-order",
                    grade,
                    f"{dated(case, event)}: said to come {prop} {dated(case, other)}, which contradicts the dates; "
                    "correct a date, or record the order as what the source claims.",
                    event,
                    other,
                    path=prop,
                    value=case.local(other),
                )
            elif other in case.after.texts(event, inc(opposite)) or event in case.after.texts(other, inc(prop)):
                yield fault(
                    case,
                    "event-order",
                    VIOLATION,
                    f"{name(case, event)}: said to come both before and after {name(case, other)}; keep one of the two.",
                    event,
                    other,
                    path=prop,
                    value=case.local(other),
                )


def _surely_before(one: Bounds, other: Bounds) -> Certainty:
    """``before``, where no reading says otherwise: who states an order says which reading of coarse dates is meant."""
    answer = before(one, other)
    return Certainty.EXCLUDED if answer is Certainty.POSSIBLE else answer


def _part_within_whole(case: Case, part: str) -> Iterator[Finding]:
    own = case.extents.own(part)
    if not own.likely.known:
        return
    for prop in ("partOfEvent", "saidAt", "madeAt", "event"):
        for whole in sorted(case.after.texts(part, inc(prop))):
            if whole == part:
                continue
            around = case.extents.of(whole)
            answers = (weigh(begins_early, starts(around), own), weigh(ends_late, ends(around), own))
            grade = next((_GRADES[c] for c in (Certainty.CERTAIN, Certainty.POSSIBLE) if c in answers), None)
            if grade:
                lies = "lies" if grade is VIOLATION else "may lie"
                dates = " and ".join(dict.fromkeys(reading.value for reading in case.extents.own_readings(part)))
                yield fault(
                    case,
                    "part-within-whole",
                    grade,
                    f"{name(case, part)} ({dates}) {lies} outside {dated(case, whole)}, of which it is a part; "
                    "correct a date, or give the whole its last day.",
                    part,
                    whole,
                    path=prop,
                    value=case.local(whole),
                )


def _dates_disagree(case: Case, iri: str) -> Iterator[Finding]:
    readings = case.extents.own_readings(iri)
    found = intersect([reading.bounds for reading in readings])
    if not isinstance(found, Conflict):
        return
    one, other = readings[found.first], readings[found.second]
    properties = [reading.property.removeprefix(inc("")) for reading in (one, other)]
    if set(properties) == {"startDate", "endDate"}:
        return  # interval-order says so
    if case.is_a(iri, "Agreement") and _is_term(one, other, properties):
        return
    yield fault(
        case,
        "dates-disagree",
        VIOLATION,
        f"{name(case, iri)}: {_said(case, one)} and {_said(case, other)} cannot both be true; correct or retract one, or "
        "keep both with their sources and say disagreesWith:.",
        iri,
        *_grounds(case, one),
        *_grounds(case, other),
        path=properties[1],
        value=case.local(other.value),
    )


def _is_term(one: Reading, other: Reading, properties: list[str]) -> bool:
    """Whether the one is the day on which an agreement was made, the other a later one from which or to which it runs."""
    if "date" not in properties or not {"startDate", "endDate"}.intersection(properties):
        return False
    made, runs = (one, other) if properties[0] == "date" else (other, one)
    return before(narrowed([made.value]).firm, narrowed([runs.value]).firm) is Certainty.CERTAIN


def _said(case: Case, reading: Reading) -> str:
    prop = reading.property.removeprefix(inc(""))
    return f"{prop} {dated(case, reading.value) if prop in _ATTESTED else reading.value}"


def _grounds(case: Case, reading: Reading) -> list[str]:
    """The record that gives a date, where it is one of its own, what it points to, and the evidence for the date."""
    found = [reading.node]
    if reading.property.removeprefix(inc("")) in _ATTESTED:
        found.append(reading.value)
    for value in case.after.values(reading.node, reading.property):
        if value.value == reading.value:
            found += [e.iri for e in case.support.of_value(reading.node, reading.property, value)]
    return found


_ATTESTED = ("attestedAt", "attestedIn")
_EVERYTHING = ("Entity", "Record")
_WITH_EXTENT = ("Tenure", "Government", "Happening", "Agreement", "Source", "Participation", "Claim")
_WHOLES = "partOfEvent|saidAt|madeAt|event"

CHECKS = (
    Check(_interval_order, _EVERYTHING, ("|".join(_DATES), *NAMING, *reach.support())),
    Check(_event_order, ("Event",), ("after|before/after|before", *reach.extent(), *reach.extent("after|before"))),
    Check(
        _part_within_whole,
        ("Happening", "Agreement", "Participation"),
        (*NAMING, _WHOLES, *reach.extent(), *reach.extent(_WHOLES)),
    ),
    Check(_dates_disagree, _WITH_EXTENT, (*NAMING, *reach.extent())),
)
