"""What a page of some kind does not tell in its own way: other properties, and other records about the thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.pages import backing, describing, happenings
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_SUPPORT = ("Evidence", "Inference", "Voice", "Retraction")
_OTHERS = {
    terms.SKOS + "definition": "Definition",
    terms.SKOS + "note": "Note",
    terms.SKOS + "broader": "Broader",
    terms.SKOS + "exactMatch": "Same as",
    terms.SKOS + "closeMatch": "Close to",
    terms.DCTERMS + "isReplacedBy": "Replaced by",
}
# Property → the heading above what points to a thing by it.
_HEADINGS = {
    "after": "Told to come after it",
    "before": "Told to come before it",
    "localTo": "People and groups told of only there",
    "partOfEvent": "Parts of it",
    "inSeries": "Events of it",
    "place": "What happened there",
    "within": "Places in it",
    "topic": "Where it was a topic",
    "outcome": "What it came out of",
    "attestedAt": "Offices attested there",
    "duration": "What lasted so long",
    "item": "Measures that move it",
    "event": "Records of it",
    "office": "Held by",
    "addressee": "Spoken to in",
    terms.SKOS + "broader": "Narrower",
}
_ORDER = {name: rank for rank, name in enumerate(("subject", "relation", "object", "objectText"))}


def lines(view: View, iri: str, told: Iterable[str] = ()) -> list[Line]:
    """A line for each property that is not among ``told`` (names of our own vocabulary)."""
    found: list[Line] = []
    known = {inc(name) for name in told}
    for predicate in sorted(view.facts.about(iri), key=lambda p: (_ORDER.get(p.removeprefix(terms.INC), 9), p)):
        if predicate in known or predicate == inc("disagreesWith"):
            continue
        if predicate.startswith(terms.INC):
            name = view.property_name(predicate)
            found += line(name[:1].upper() + name[1:], backing.own_values(view, iri, predicate.removeprefix(terms.INC)))
        elif predicate in _OTHERS:
            values = sorted(view.facts.values(iri, predicate), key=view.text)
            found += line(_OTHERS[predicate], [Entry(view.text(v), iri=_link(view, v.value)) for v in values])
    return found


def _link(view: View, value: str) -> str | None:
    return value if value in view.facts else None


def sections(view: View, iri: str, told: Iterable[str] = ()) -> list[Section]:
    """What else points to a thing, by the property that does; ``told`` names properties that the page has told."""
    skipped = {inc(name) for name in (*told, "about", "value", "premise", "disagreesWith", "nameOf")}
    groups: dict[str, list[str]] = defaultdict(list)
    for other in view.facts.pointing_to(iri):
        if view.is_a(other, *_SUPPORT):
            continue
        for predicate, values in view.facts.about(other).items():
            if predicate not in skipped and any(value.value == iri for value in values):
                groups[predicate].append(other)
    found: list[Section] = []
    for predicate, others in sorted(groups.items(), key=lambda pair: _heading(view, pair[0])):
        entries = [entry(view, other) for other in sorted(others, key=view.order)]
        found += section(_heading(view, predicate), entries)
    return found


def _heading(view: View, predicate: str) -> str:
    known = _HEADINGS.get(predicate.removeprefix(terms.INC)) or _HEADINGS.get(predicate)
    return known or f"Named as {view.property_name(predicate)} by"


def entry(view: View, iri: str) -> Entry:
    """Any thing in one line, with its date, what supports it, and how far it has come."""
    text = describing.describe(view, iri)
    if view.is_a(iri, "Happening"):
        return backing.record(view, iri, text + view.said_when(iri), happenings.state_marks(view, iri), reasons=False)
    return backing.record(view, iri, text, reasons=False)


def disagreements(view: View, iri: str) -> list[Section]:
    """What disagrees with the thing, by its own word or by that of the other."""
    entries = []
    for other in describing.disagreements(view, iri):
        of_this = iri if other in view.facts.texts(iri, inc("disagreesWith")) else other
        against = other if of_this == iri else iri
        values = [value for value in backing.values(view, of_this, "disagreesWith") if value.iri == against]
        reasons = [reason for value in values for reason in value.details]
        entries.append(
            Entry(
                describing.describe(view, other) + view.said_when(other), ("disagreement",), tuple(reasons), None, other
            )
        )
    return section("Disagrees with", entries)
