"""Dates held against the day of judging: what took place is not ahead, and no plan is left to lapse in silence."""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import reach
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, code, fault, name, stated
from incumbent.check.rules.spans import begins_early, day, late, narrowed, starts, weigh
from incumbent.model import days
from incumbent.model.terms import inc
from incumbent.model.timeline import Bounds, Certainty, Narrowed, before

# Days on which something was done, seen or said, so that they have come.
_OF_THE_PAST = ("publicationDate", "saidOn", "attestedOn", "asOf", "birthDate", "deathDate", "retractedOn")


def _today(case: Case) -> Narrowed:
    return Narrowed(day(case.today), day(case.today))


def _occurred(case: Case, iri: str) -> Iterator[Finding]:
    """A happening that took place, or an agreement, that begins after today."""
    happening = case.is_a(iri, "Happening")
    if happening and not case.statuses.took_place(iri):
        return
    answer = weigh(late, _today(case), starts(_told(case, iri, happening)))
    if answer not in (Certainty.CERTAIN, Certainty.POSSIBLE) or (answer is Certainty.POSSIBLE and _about(case, iri)):
        return
    grade = VIOLATION if answer is Certainty.CERTAIN else WARNING
    lies = "lies after" if answer is Certainty.CERTAIN else "may lie after"
    latest = case.statuses.latest(iri) if happening else None
    told = f"is said to be {code(case, latest.status)}" if latest else "is told as something that took place"
    repair = (
        "correct the date, or report it as planned" if happening else "correct the date, or tell of it once it is made"
    )
    yield fault(
        case,
        "occurred-in-past",
        grade,
        f"{name(case, iri)}: {told}, and {stated(case, iri)} {lies} today ({days.iso(case.today)}); {repair}.",
        iri,
        *([latest.iri] if latest else []),
        path="date",
        value=stated(case, iri),
    )


def _told(case: Case, iri: str, happening: bool) -> Narrowed:
    """When it was, by its own dates; only an event takes those of another, of which it is a part.

    What is made or said at a meeting that is still to come is the fault of the status of that meeting.
    """
    own = case.extents.own(iri)
    inherits = happening and not case.is_a(iri, "Statement")
    return own if own.likely.known or not inherits else case.extents.of(iri)


def _about(case: Case, iri: str) -> bool:
    """Whether no date lies ahead but by the width of an "about": what took place about 2025 did so before 2026."""
    texts = [reading.value for reading in case.extents.own_readings(iri)]
    exact = narrowed(text.replace("~", "") for text in texts)
    return any("~" in text for text in texts) and weigh(late, _today(case), starts(exact)) is Certainty.EXCLUDED


def _recorded(case: Case, iri: str) -> Iterator[Finding]:
    """A day of publishing, saying, attesting, birth or death that is still to come."""
    if case.is_a(iri, "Statement"):
        return  # its day of saying counts as that of a happening
    for prop in _OF_THE_PAST:
        for text in sorted(case.after.texts(iri, inc(prop))):
            if weigh(before, _today(case), narrowed([text])) is Certainty.CERTAIN:
                yield fault(
                    case,
                    "occurred-in-past",
                    VIOLATION,
                    f"{name(case, iri)}: {prop} {text} lies after today ({days.iso(case.today)}), and names a day that "
                    "has come; correct the date.",
                    iri,
                    path=prop,
                    value=text,
                )


def _overdue(case: Case, happening: str) -> Iterator[Finding]:
    """A plan whose own day has passed; what was planned for a part of another happening waits for that one."""
    latest = case.statuses.latest(happening)
    if latest is None or latest.phase != "ahead":
        return
    if latest.status == inc("postponed") and not latest.sets_day:
        return  # the day that earlier reports set is off, and there is no other yet
    when = case.extents.own(happening).likely._replace(
        tentative=False
    )  # a doubtful day that has passed is asked about too
    if _over(when, day(case.today)) is Certainty.CERTAIN:
        yield fault(
            case,
            "planned-overdue",
            WARNING,
            f"{name(case, happening)}: {code(case, latest.status)} for {stated(case, happening)}, which has passed by today "
            f"({days.iso(case.today)}); report whether it was held, moved, postponed or cancelled.",
            happening,
            latest.iri,
            path="status",
            value=stated(case, happening),
        )


def _over(when: Bounds, today: Bounds) -> Certainty:
    """Whether the last day has passed; the first, of what nobody has given a last day."""
    if when.latest_end is None and not when.open_end:
        return begins_early(today, when)
    return before(when, today)


CHECKS = (
    Check(_occurred, ("Happening", "Agreement"), reach.extent()),
    Check(
        _recorded,
        ("Source", "StatusReport", "Tenure", "Age", "Person", "Retraction"),
        ("|".join(_OF_THE_PAST), *NAMING),
    ),
    Check(_overdue, ("Happening",), reach.extent()),
)
