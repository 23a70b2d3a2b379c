"""What was withdrawn of a thing, or that it was withdrawn itself: when, and why."""

from __future__ import annotations

from incumbent.model import dates
from incumbent.model.terms import inc
from incumbent.pages.page import Entry, Line, line
from incumbent.pages.view import View


def lines(view: View, iri: str) -> list[Line]:
    """A line with each withdrawal, the latest first."""
    records = view.facts.having(inc("retracts"), iri)
    latest = sorted(records, key=lambda record: (view.first(record, "retractedOn") or "", record), reverse=True)
    return line("Withdrawn", [_entry(view, record) for record in latest])


def _entry(view: View, record: str) -> Entry:
    day = view.first(record, "retractedOn")
    reason = "; ".join(view.all(record, "reason"))
    predicate = view.facts.first(record, inc("property"))
    values = ", ".join(view.text(value) for value in view.facts.values(record, inc("value")))
    what = "" if predicate is None else " ".join(filter(None, (view.property_name(predicate), values))) + ", "
    return Entry(f"{what}{dates.words(day) if day else 'on an unknown day'}: {reason}", iri=record)
