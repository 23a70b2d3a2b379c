"""How far happenings have come: reports that exclude each other, and what only a happening that took place can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding, Severity
from incumbent.check.rules import reach
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, code, fault, name
from incumbent.check.rules.spans import narrowed, weigh
from incumbent.derive.status import Report
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, before

# How things stand when a source is written. The other statuses ahead are steps that were taken, such as announcing:
# one source may tell of them and of what came of them.
_STANDING = {inc("planned"), inc("expected")}
_PRESENT = {inc("attended"), inc("attendedRemotely")}


def _reports(case: Case, happening: str) -> Iterator[Finding]:
    for one, other in combinations(case.statuses.reports(happening), 2):
        grade = _excluding(case, happening, one, other)
        if grade:
            yield fault(
                case,
                "status-required",
                grade,
                f"{name(case, happening)}: two statuses that exclude each other, {_said(case, one)} and "
                f"{_said(case, other)}; keep the one that holds, and give each that was right at its time its saidOn:.",
                one.iri,
                other.iri,
                happening,
                path="status",
                value=case.local(other.status),
            )


def _said(case: Case, report: Report) -> str:
    dates = "/".join(sorted(case.after.texts(report.iri, inc("forDate"))))
    return f"{code(case, report.status)} for {dates}" if dates else code(case, report.status)


def _excluding(case: Case, happening: str, one: Report, other: Report) -> Severity | None:
    """How surely two reports exclude each other; None where the one may have given way to the other."""
    phases = {one.phase, other.phase}
    if phases == {"past", "off"}:
        past, off = (one, other) if one.phase == "past" else (other, one)
        if _of_other_days(case, happening, off):
            return None
        return WARNING if off.said is not None and past.said is not None and off.said < past.said else VIOLATION
    if not _at_one_time(case, one, other):
        return WARNING if _still_ahead(one, other) or _still_ahead(other, one) else None
    if phases == {"past", "ahead"}:
        return VIOLATION if {one.status, other.status} & _STANDING else None
    if phases == {"ahead"} and one.status == other.status:
        days = [narrowed(case.after.texts(report.iri, inc("forDate"))) for report in (one, other)]
        apart = (weigh(before, days[0], days[1]), weigh(before, days[1], days[0]))
        return VIOLATION if Certainty.CERTAIN in apart else None
    return None


def _still_ahead(later: Report, earlier: Report) -> bool:
    """Whether the one, said after the other tells that it took place, speaks of it as a plan."""
    if later.said is None or earlier.said is None or later.said <= earlier.said:
        return False
    return earlier.phase == "past" and later.status in _STANDING


def _of_other_days(case: Case, happening: str, off: Report) -> bool:
    """Whether the report calls off a day other than that on which it took place in the end."""
    day = narrowed(case.after.texts(off.iri, inc("forDate")))
    own = case.extents.of(happening)
    return Certainty.CERTAIN in (weigh(before, day, own), weigh(before, own, day))


def _at_one_time(case: Case, one: Report, other: Report) -> bool:
    """Whether both are said in one source, and neither is said to have been told on a day of its own."""
    days = [narrowed(case.after.texts(report.iri, inc("saidOn"))) for report in (one, other)]
    if any(day.likely.known for day in days):
        return days[0].likely == days[1].likely
    sources = [{evidence.source for evidence in case.support.of(report.iri)} for report in (one, other)]
    return bool(sources[0] & sources[1]) or not any(sources)


def _needs_held(case: Case, event: str) -> Iterator[Finding]:
    latest = case.statuses.latest(event)
    if latest is None or latest.phase == "past":
        return
    view, here = case.after, name(case, event)
    told = f"whose latest status is {code(case, latest.status)}"
    report = f"report that {case.local(event)} was held"

    def needs(focus: str, message: str, *others: str, path: str) -> Finding:
        rule = "outcome-needs-held-meeting"
        return fault(
            case, rule, VIOLATION, message, focus, *others, event, latest.iri, path=path, value=case.local(event)
        )

    for outcome in sorted(view.texts(event, inc("outcome"))):
        message = f"{here}: has the outcome {case.label(outcome)}, {told}; {report}, or make it a topic."
        yield needs(event, message, outcome, path="outcome")
    for agreement in sorted(view.having(inc("madeAt"), event)):
        message = f"{case.label(agreement)}: made at {here}, {told}; {report}, or leave madeAt: out."
        yield needs(agreement, message, path="madeAt")
    for statement in sorted(view.having(inc("saidAt"), event)):
        if case.statuses.took_place(statement):
            message = f"{case.label(statement)}: said at {here}, {told}; {report}, or report the statement as expected."
            yield needs(statement, message, path="saidAt")
    for part in sorted(view.having(inc("partOfEvent"), event)):
        reported = case.statuses.latest(part)
        if reported and reported.phase == "past":
            message = (
                f"{case.label(part)}: {code(case, reported.status)} as a part of {here}, {told}; {report}, or report the "
                "part as planned."
            )
            yield needs(part, message, reported.iri, path="partOfEvent")
    for participation in sorted(view.having(inc("event"), event)):
        if _PRESENT.intersection(view.texts(participation, inc("attendance"))):
            who = " and ".join(case.label(agent) for agent in view.texts(participation, inc("participant")))
            message = f"{who}: said to have attended {here}, {told}; {report}, or write attendance: expectedToAttend."
            yield needs(participation, message, path="attendance")


_BESIDE = tuple(f"^saidAt|partOfEvent/{path}" for path in reach.statuses())

CHECKS = (
    Check(_reports, ("Happening",), reach.extent()),
    Check(
        _needs_held,
        ("Event",),
        (
            "outcome",
            "^madeAt|saidAt|partOfEvent",
            "^event/attendance|participant",
            *reach.statuses(),
            *_BESIDE,
            *NAMING,
        ),
    ),
)
