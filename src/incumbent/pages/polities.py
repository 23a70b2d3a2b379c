"""The page of a state, a government or an organization."""

from __future__ import annotations

from incumbent.model.terms import inc
from incumbent.pages import backing, events, happenings, offices, participations, remaining, saying
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_LINES = ("startDate", "endDate", "date", "dateUnknown", "governs", "succeeds", "hasMember")
_TOLD = (
    "governs", "succeeds", "officeOf", "hasMember", "affiliation", "partOf", "onBehalfOf", "participant", "party", "speaker",
    "subject", "object", "actor", "concerns", "host", "publisher", "territoryOf",
)  # fmt: skip


def lines(view: View, iri: str) -> list[Line]:
    """What it governs, from when until when, and what else is stated of it."""
    found = line("Governs", backing.values(view, iri, "governs"))
    if view.is_a(iri, "Government"):
        found += line("In power", happenings.timing(view, iri))
    found += line("After", backing.values(view, iri, "succeeds"))
    before = [_dated(view, other) for other in view.pointing(iri, "succeeds")]
    return found + line("Before", before) + remaining.lines(view, iri, _LINES)


def _dated(view: View, iri: str) -> Entry:
    return backing.record(view, iri, view.label(iri) + view.said_when(iri), reasons=False)


def sections(view: View, iri: str) -> list[Section]:
    """Governments, offices, members, who acted for it, agreements, statements, claims and measures."""
    found = section("Governments", [_dated(view, g) for g in view.pointing(iri, "governs", "Government")])
    found += section("Offices", [offices.current(view, o) for o in view.pointing(iri, "officeOf", "Office")])
    found += section("Members", backing.values(view, iri, "hasMember"))
    found += section("Member of", [_dated(view, o) for o in view.pointing(iri, "hasMember", "Organization")])
    found += section("Parts", [_dated(view, o) for o in view.pointing(iri, "partOf", "Organization")])
    found += section("People and groups of it", [_dated(view, a) for a in view.pointing(iri, "affiliation")])
    found += section("Territory", [_dated(view, p) for p in view.pointing(iri, "territoryOf", "Place")])
    found += acted(view, iri)
    found += section("Hosted", [remaining.entry(view, e) for e in view.pointing(iri, "host", "Event")])
    found += section("Agreements", [events.agreement(view, a) for a in view.pointing(iri, "party", "Agreement")])
    found += saying.statements(view, view.pointing(iri, "speaker", "Statement"), "Statements", with_speaker=False)
    found += section("Published", [_dated(view, s) for s in view.pointing(iri, "publisher", "Source")])
    found += saying.names(view, iri)
    found += saying.claims_by(view, iri)
    found += saying.claims(view, iri)
    found += saying.statements(view, view.pointing(iri, "concerns", "Statement"), "Statements that concern it")
    measures = view.pointing(iri, "actor", "Measure") + view.pointing(iri, "concerns", "Measure")
    return found + saying.measures(view, measures) + remaining.sections(view, iri, _TOLD)


def acted(view: View, iri: str) -> list[Section]:
    """Each event where somebody acted for it, with who; events that are only planned stand apart."""
    records = view.pointing(iri, "onBehalfOf", "Participation", "Delegation")
    records += view.pointing(iri, "participant", "Participation")
    happened = sorted({event for record in records for event in view.all(record, "event")}, key=view.order)
    past: list[Entry] = []
    ahead: list[Entry] = []
    for event in happened:
        state = happenings.state(view, event)
        told = []
        for record in records:
            if event in view.all(record, "event") and view.is_a(record, "Participation"):
                if iri in view.facts.texts(record, inc("participant")):
                    told.append(backing.record(view, record, "took part itself", reasons=False))
                else:
                    office, marks, _ = participations.offices(view, record)
                    text = participations.who(view, record) + (f", {office}" if office else "")
                    marks = [*participations.attendance(view, record), *marks]
                    told.append(backing.record(view, record, text, marks, reasons=False))
        told.sort(key=lambda entry: entry.text)
        nobody = (Entry("as a delegation; nobody of it is told of"),)
        entry = Entry(
            happenings.told(view, event), happenings.state_marks(view, event), tuple(told) or nobody, None, event
        )
        (past if state.took_place else ahead).append(entry)
    return section("Acted for it, by event", past) + section("Expected for it at what is not reported as held", ahead)
