"""What each of several sources says of one event, and what only one of them does."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from incumbent.derive.support import Evidence
from incumbent.model.terms import inc
from incumbent.pages import backing, describing, participations
from incumbent.pages.page import Entry, Section, section
from incumbent.pages.view import View

_COMPARED = ("date", "place", "host", "format", "level", "duration", "topic", "outcome", "inSeries")
_ONE_VALUED = ("place", "duration")


class Point(NamedTuple):
    """One thing that is said of an event: in words, and by which evidence."""

    what: str
    text: str
    evidences: tuple[Evidence, ...]


def points(view: View, iri: str) -> list[Point]:
    """The values, participants and sides of an event that some source states."""
    found: list[Point] = []
    for name in _COMPARED:
        for value in view.facts.values(iri, inc(name)):
            evidences = tuple(view.support.of_value(iri, inc(name), value))
            text = view.text(value)
            if name == "duration":
                text = describing.quantity(view, value.value) or text
            found.append(Point(view.property_name(name), text, evidences))
    for participation in participations.of_event(view, iri):
        office, _, _ = participations.offices(view, participation)
        text = participations.who(view, participation) + (f", {office}" if office else "")
        found.append(Point("participant", text, tuple(view.support.of(participation))))
    for delegation in view.pointing(iri, "event", "Delegation"):
        text = view.labels(view.all(delegation, "onBehalfOf"))
        found.append(Point("side", text, tuple(view.support.of(delegation))))
    return sorted((p for p in found if p.evidences), key=lambda p: (p.what, p.text))


def sections(view: View, iri: str) -> list[Section]:
    """Nothing where just one source tells of the event; else what only one says, and what they say differently."""
    told = points(view, iri)
    reports = [e for report in view.pointing(iri, "event", "StatusReport") for e in view.support.of(report)]
    sources = {
        view.root_source(e.source) for e in (*reports, *view.support.of(iri), *(e for p in told for e in p.evidences))
    }
    if len(sources) < 2:
        return []
    alone: dict[str, list[Entry]] = {source: [] for source in sources}
    shared = 0
    for point in told:
        behind = {view.root_source(e.source) for e in point.evidences}
        if len(behind) == 1:
            entry = Entry(
                f"{point.what}: {point.text}",
                backing.marks(point.evidences),
                (),
                backing.citation(view, point.evidences),
            )
            alone[behind.pop()].append(entry)
        else:
            shared += 1
    entries = [Entry(f"{shared} points are told by more than one of {len(sources)} sources")] if shared else []
    for source in sorted(sources, key=view.label):
        if alone[source]:
            entries.append(Entry(f"only in {view.label(source)}", (), tuple(alone[source]), None, source))
        else:
            entries.append(Entry(f"{view.label(source)}: nothing that no other source tells", (), (), None, source))
    return section("Where the sources differ", entries) + _contradictions(view, iri)


def _contradictions(view: View, iri: str) -> list[Section]:
    """Properties that have one value in the world, and several in the sources."""
    entries = []
    for name in _ONE_VALUED:
        values = view.facts.values(iri, inc(name))
        outer = {place for value in values for place in _around(view, value.value)}
        by_value: dict[str, list[Evidence]] = defaultdict(list)
        for value in values:
            if value.value in outer:  # a building in a city, and the city: both are true
                continue
            by_value[view.text(value)] += view.support.of_value(iri, inc(name), value)
        roots = {view.root_source(e.source) for found in by_value.values() for e in found}
        if len(by_value) > 1 and len(roots) > 1:
            told = tuple(Entry(text, (), (), backing.citation(view, found)) for text, found in sorted(by_value.items()))
            entries.append(Entry(f"more than one {view.property_name(name)}", (), told))
    return section("Told differently", entries)


def _around(view: View, place: str) -> set[str]:
    """The places that a place lies in."""
    found: set[str] = set()
    todo = [place]
    while todo:
        for outer in view.facts.texts(todo.pop(), inc("within")):
            if outer not in found:
                found.add(outer)
                todo.append(outer)
    return found - {place}
