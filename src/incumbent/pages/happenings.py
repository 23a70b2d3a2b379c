"""How far a happening has come, as of a day: held, planned, of unknown outcome, or called off."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.model import dates
from incumbent.pages import backing
from incumbent.pages.page import Entry
from incumbent.pages.view import View

OUTCOME_UNKNOWN = "planned; outcome unknown"


class State(NamedTuple):
    """``word`` for people; ``took_place`` is false for what was only planned, or called off; ``mark`` says which."""

    word: str
    took_place: bool
    mark: str | None


def state(view: View, iri: str) -> State:
    """How far a happening has come by the view's today. A day that has passed makes no plan an event."""
    latest = view.statuses.latest(iri)
    if latest is None:
        return State("no status reported", True, None)
    if latest.phase == "past":
        return State(view.label(latest.status), True, None)
    if latest.phase == "off":
        return State("cancelled", False, "cancelled")
    extent = view.extents.of(iri)
    end = extent.firm.latest_end if extent.firm.latest_end is not None else extent.likely.latest_end
    if end is not None and end < view.today:
        return State(OUTCOME_UNKNOWN, False, "outcomeUnknown")
    return State("planned", False, "planned")


def state_marks(view: View, iri: str) -> tuple[str, ...]:
    """The mark of a happening that did not take place, as far as is known."""
    mark = state(view, iri).mark
    return (mark,) if mark else ()


def told(view: View, iri: str) -> str:
    """A happening with its date and, where it took place, the word for that; marks say what is only planned."""
    found = state(view, iri)
    return headline(view, iri) + (f" ({found.word})" if found.took_place else "")


def history(view: View, iri: str) -> list[Entry]:
    """The reports of a happening's status, in order of saying as far as that is known."""
    order = {report.iri: number for number, report in enumerate(view.statuses.reports(iri))}
    found = view.pointing(iri, "event", "StatusReport")
    entries = []
    for report in sorted(found, key=lambda r: (order.get(r, len(order)), r)):
        text = view.labels(view.all(report, "status"))
        if days_named := [dates.words(date) for date in view.all(report, "forDate")]:
            text += f" for {' or '.join(days_named)}"
        if said := [dates.words(date) for date in view.all(report, "saidOn")]:
            text += f", as said on {' or '.join(said)}"
        told = [
            e._replace(text=f"{e.text} ({name})")
            for name in ("forDate", "saidOn")
            for v in backing.values(view, report, name)
            for e in v.details
        ]
        entries.append(backing.record(view, report, text, details=told))
    return entries


def headline(view: View, iri: str) -> str:
    """A happening with its date, for a line of a list."""
    return view.label(iri) + view.said_when(iri)


def timing(view: View, iri: str) -> list[Entry]:
    """Each date as it is stated, then what all of it comes to where that says more."""
    entries = []
    for name in ("date", "startDate", "endDate", "saidOn", "publicationDate"):
        lead = {"startDate": "began ", "endDate": "ended "}.get(name, "")
        entries += [e._replace(text=lead + e.text) for e in backing.values(view, iri, name)]
    if not entries:
        for report in view.statuses.reports(iri):
            named = [
                e._replace(text=f"{e.text}, as {view.label(report.status)}")
                for e in backing.values(view, report.iri, "forDate")
            ]
            entries += [e._replace(marks=tuple(dict.fromkeys([*state_marks(view, iri), *e.marks]))) for e in named]
    if not entries:
        for e in backing.values(view, iri, "dateUnknown"):
            entries.append(e._replace(text="not known: the sources give no date"))
    worked_out = view.when(iri)
    readings = view.extents.readings(iri)
    if worked_out and (len(readings) > 1 or not entries) and worked_out not in {entry.text for entry in entries}:
        grounds = tuple(
            Entry(f"{view.property_name(reading.property)}: {_named(view, reading.value)}", iri=reading.node)
            for reading in readings
        )
        entries.append(Entry(f"worked out: {worked_out}", (), grounds))
    conflict = view.extents.conflict(iri)
    if conflict:
        told = " and ".join(f"{view.property_name(r.property)} {_named(view, r.value)}" for r in conflict)
        entries.append(Entry(f"the sources disagree: {told}", ("disagreement",)))
    return entries or [Entry("not stated")]


def _named(view: View, value: str) -> str:
    return view.label(value) + view.said_when(value) if value in view.facts else dates.words(value)
