"""The page of an agreement."""

from __future__ import annotations

from incumbent.pages import backing, events, happenings, remaining, saying
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_LINES = ("agreementKind", "party", "date", "dateUnknown", "place", "madeAt", "amends", "supersedes", "implements")
_TOLD = ("agreement", "subject", "object", "concerns", "amends", "supersedes", "implements")


def lines(view: View, iri: str) -> list[Line]:
    """Kind, parties, date, place, and how it stands to other agreements."""
    found = line("Kind", backing.values(view, iri, "agreementKind"))
    found += line("Parties", backing.values(view, iri, "party"))
    found += line("Date", happenings.timing(view, iri)) + line("Place", events.places(view, iri))
    found += line("Made at", _made_at(view, iri))
    for name, here, there in (
        ("amends", "Amends", "Amended by"),
        ("supersedes", "Supersedes", "Superseded by"),
        ("implements", "Implements", "Implemented by"),
    ):
        found += line(here, backing.values(view, iri, name))
        others = [
            value._replace(text=view.label(other), iri=other)
            for other in view.pointing(iri, name, "Agreement")
            for value in backing.values(view, other, name)
            if value.iri == iri
        ]
        found += line(there, others)
    return found + remaining.lines(view, iri, _LINES)


def _made_at(view: View, iri: str) -> list[Entry]:
    return [
        e._replace(text=happenings.headline(view, e.iri), marks=(*e.marks, *happenings.state_marks(view, e.iri)))
        if e.iri
        else e
        for e in backing.values(view, iri, "madeAt")
    ]


def sections(view: View, iri: str) -> list[Section]:
    """Signatures, other names, and what is said of it."""
    found = section("Signatures", [_signature(view, s) for s in view.pointing(iri, "agreement", "Signature")])
    found += saying.names(view, iri)
    found += remaining.disagreements(view, iri)
    found += saying.statements(view, view.pointing(iri, "concerns", "Statement"), "Statements about it")
    found += saying.claims(view, iri)
    found += saying.measures(view, view.pointing(iri, "concerns", "Measure"))
    return found + remaining.sections(view, iri, _TOLD)


def _signature(view: View, signature: str) -> Entry:
    office = view.labels(view.all(signature, "statedCapacity"))
    party = view.labels(view.all(signature, "onBehalfOf"))
    text = view.labels(view.all(signature, "signatory")) or "somebody"
    text += (f", {office}" if office else "") + (f", for {party}" if party else "")
    return backing.record(view, signature, text)
