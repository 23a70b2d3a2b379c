"""The page of a meeting or of any other happening."""

from __future__ import annotations

from incumbent.pages import backing, describing, differences, happenings, participations, remaining, saying
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_LINES = ("date", "startDate", "endDate", "saidOn", "dateUnknown", "place", "duration", "topic", "outcome")
_STATEMENT = ("words", "gist", "speaker")
_TOLD = ("event", "saidAt", "madeAt", "subject", "object", "concerns")


def lines(view: View, iri: str) -> list[Line]:
    """Status, date, place, duration, and what else is stated of it."""
    state = happenings.state(view, iri)
    status = Entry(state.word, happenings.state_marks(view, iri))
    found = line("Status", [status]) + line("Date", happenings.timing(view, iri))
    found += line("Place", places(view, iri)) + line("Duration", durations(view, iri))
    if view.is_a(iri, "Statement"):
        found += line("Speaker", backing.values(view, iri, "speaker"))
        found += line("Words", [e._replace(text=f"“{e.text}”") for e in backing.values(view, iri, "words")])
        found += line("Gist", backing.values(view, iri, "gist"))
    return found + remaining.lines(view, iri, (*_LINES, *_STATEMENT))


def places(view: View, iri: str) -> list[Entry]:
    """Each place, with what it lies in."""
    entries = []
    for value in backing.values(view, iri, "place"):
        chain, at = [value.text], value.iri
        while at and (outer := view.first(at, "within")) and view.label(outer) not in chain:
            chain.append(view.label(outer))
            at = outer
        entries.append(value._replace(text=", in ".join(chain)))
    return entries


def durations(view: View, iri: str) -> list[Entry]:
    """How long it lasted, in the words of the figure."""
    return [
        value._replace(text=describing.quantity(view, value.iri) or value.text) if value.iri else value
        for value in backing.values(view, iri, "duration")
    ]


def sections(view: View, iri: str) -> list[Section]:
    """Status history, delegations, topics, outcomes, agreements, statements, and where the sources differ."""
    found = section("Status history", happenings.history(view, iri))
    found += delegations(view, iri)
    found += section("Topics", backing.values(view, iri, "topic"))
    found += _outcomes(view, iri)
    found += section("Agreements made", [agreement(view, a) for a in view.pointing(iri, "madeAt", "Agreement")])
    found += saying.statements(view, view.pointing(iri, "saidAt", "Statement"), "Statements made there")
    concerning = set(view.pointing(iri, "concerns", "Statement")) - set(view.pointing(iri, "saidAt", "Statement"))
    found += saying.statements(view, concerning, "Statements about it")
    found += differences.sections(view, iri)
    found += remaining.disagreements(view, iri)
    found += saying.names(view, iri)
    found += saying.claims(view, iri)
    found += saying.measures(view, view.pointing(iri, "concerns", "Measure"))
    return found + remaining.sections(view, iri, _TOLD)


def _outcomes(view: View, iri: str) -> list[Section]:
    entries = []
    for value in backing.values(view, iri, "outcome"):
        if value.iri and view.is_a(value.iri, "Happening"):
            marks = dict.fromkeys([*happenings.state_marks(view, value.iri), *value.marks])
            value = value._replace(text=happenings.told(view, value.iri), marks=tuple(marks))
        entries.append(value)
    return section("Outcomes", entries)


def agreement(view: View, iri: str) -> Entry:
    """An agreement as a line of a list: its parties and date."""
    parties = view.labels(view.all(iri, "party"))
    text = view.label(iri) + view.said_when(iri) + (f", between {parties}" if parties else "")
    return backing.record(view, iri, text)


def delegations(view: View, iri: str) -> list[Section]:
    """A section for each side, with those who took part for it; one for those whose side is not stated."""
    took_place = happenings.state(view, iri).took_place
    lead = "Took part" if took_place else "Expected"
    sides = participations.by_side(view, participations.of_event(view, iri))
    records = {view.labels(view.all(d, "onBehalfOf")): d for d in view.pointing(iri, "event", "Delegation")}
    found: list[Section] = []
    for name in sorted({*sides, *records}, key=lambda name: (name == participations.NO_SIDE, name)):
        entries = [participations.participant(view, p) for p in sides.get(name, ())]
        if name in records:
            told = "its delegation" if entries else "its delegation; nobody of it is told of"
            entries.insert(0, backing.record(view, records[name], told))
        heading = f"{lead}, {name}" if name == participations.NO_SIDE else f"{lead} for {name}"
        found += section(heading, entries)
    return found
