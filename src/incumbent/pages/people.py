"""The page of a person, or of somebody without a name."""

from __future__ import annotations

from incumbent.pages import backing, happenings, participations, remaining, saying, tenures
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_TOLD = ("holder", "participant", "speaker", "subject", "object", "actor", "signatory", "person", "concerns")


def lines(view: View, iri: str) -> list[Line]:
    """Rank, age, birth and what else is stated of the person."""
    ages = []
    for age in view.pointing(iri, "person", "Age"):
        as_of = " or ".join(value.text for value in backing.values(view, age, "asOf"))
        years = "; ".join(view.all(age, "years"))
        reasons = [reason for value in backing.values(view, age, "asOf") for reason in value.details]
        ages.append(backing.record(view, age, f"{years}, as of {as_of}" if as_of else years, details=reasons))
    return line("Rank", backing.values(view, iri, "rank")) + line("Age", ages) + remaining.lines(view, iri, ("rank",))


def sections(view: View, iri: str) -> list[Section]:
    """Offices, meetings, statements, names and claims."""
    held = view.pointing(iri, "holder", "Tenure")
    found: list[Section] = []
    if view.on_bounds is not None:
        found += section(tenures.day_heading(view), tenures.on_day(view, held, "office"))
    found += section("Offices", [tenures.entry(view, t, view.labels(view.all(t, "office"))) for t in held])
    found += _events(view, iri)
    found += _candidate(view, iri)
    signed = [_signature(view, s) for s in view.pointing(iri, "signatory", "Signature")]
    found += section("Signatures", signed)
    found += saying.statements(view, view.pointing(iri, "speaker", "Statement"), "Statements", with_speaker=False)
    found += saying.names(view, iri)
    found += saying.claims_by(view, iri)
    found += saying.claims(view, iri)
    about = view.pointing(iri, "concerns", "Statement")
    found += saying.statements(view, about, "Statements that concern it")
    acted = view.pointing(iri, "actor", "Measure") + view.pointing(iri, "concerns", "Measure")
    found += saying.measures(view, acted)
    return found + remaining.sections(view, iri, _TOLD)


def _events(view: View, iri: str) -> list[Section]:
    taken = view.pointing(iri, "participant", "Participation")
    by_event = sorted(taken, key=lambda p: [view.order(event) for event in view.all(p, "event")])
    past: list[Entry] = []
    ahead: list[Entry] = []
    for participation in by_event:
        entry = participations.attended(view, participation)
        took_place = all(happenings.state(view, event).took_place for event in view.all(participation, "event"))
        (past if took_place else ahead).append(entry)
    return section("Meetings and other events", past) + section(
        "Expected at events that are not reported as held", ahead
    )


def _candidate(view: View, iri: str) -> list[Section]:
    entries = []
    for participation, found in sorted(view.candidacies.items()):
        for one in found:
            if one.person == iri:
                event = view.all(participation, "event")[0]
                who = participations.who(view, participation)
                text = f"{happenings.headline(view, event)}: {who}, as {view.label(one.office)}"
                citation = backing.of_record(view, one.tenure).citation
                entries.append(Entry(text, ("candidate", one.certainty.value), (), citation, participation))
    return section("May have been somebody without a name at", entries)


def _signature(view: View, signature: str) -> Entry:
    offices = view.labels(view.all(signature, "statedCapacity"))
    party = view.labels(view.all(signature, "onBehalfOf"))
    text = view.labels(view.all(signature, "agreement"))
    text += (f", as {offices}" if offices else "") + (f", for {party}" if party else "")
    return backing.record(view, signature, text)
