"""The page of a source: what it is, its sections, and all that rests on it."""

from __future__ import annotations

from collections import defaultdict

from incumbent.derive.support import Evidence
from incumbent.model.terms import inc
from incumbent.pages import backing, describing, happenings, remaining
from incumbent.pages.page import Entry, Line, Section, line, section
from incumbent.pages.view import View

_LINES = ("publisher", "author", "title", "publicationDate", "date", "dateUnknown", "sectionOf")


def lines(view: View, iri: str) -> list[Line]:
    """Title, publisher, author, date, and what else is stated of it."""
    found: list[Line] = []
    for name in ("title", "publisher", "author", "sectionOf"):
        label = view.property_name(name)
        found += line(label[:1].upper() + label[1:], backing.values(view, iri, name))
    found += line("Date", happenings.timing(view, iri))
    return found + remaining.lines(view, iri, _LINES)


def parts(view: View, iri: str) -> list[str]:
    """The sections of a source, in order of their place in it."""
    found = view.pointing(iri, "sectionOf", "Section")
    return sorted(found, key=lambda s: (int(view.first(s, "start") or 0), s))


def sections(view: View, iri: str) -> list[Section]:
    """Its sections, then all that rests on it by kind, in order of the text."""
    inside = parts(view, iri)
    found = section(
        f"Sections ({len(inside)})",
        [backing.record(view, part, f"{view.label(part)} ({view.when(part) or 'undated'})") for part in inside],
    )
    held = view.pointing(iri, "attestedIn", "Tenure")
    found += section(
        "Offices held when it was written", [Entry(describing.describe(view, tenure), iri=tenure) for tenure in held]
    )
    found += _resting(view, {iri, *inside})
    return found + remaining.sections(view, iri, ("sectionOf", "attestedIn", "source", "localTo"))


def _resting(view: View, sources: set[str]) -> list[Section]:
    by_thing: dict[tuple[str, str | None], list[Evidence]] = defaultdict(list)
    for source in sources:
        for iri in view.facts.pointing_to(source):
            if not view.is_a(iri, "Evidence"):
                continue
            for about in view.facts.texts(iri, inc("about")):
                for evidence in view.support.of(about):
                    if evidence.iri == iri and evidence.source in sources:
                        value = view.text(evidence.value) if evidence.value is not None else ""
                        told = f"{view.property_name(evidence.property)} {value}" if evidence.property else None
                        by_thing[about, told].append(evidence)
    groups: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for (about, told), evidences in by_thing.items():
        text = describing.describe(view, about) + (f": {told}" if told else "")
        marks = list(backing.marks(evidences))
        if view.is_a(about, "Happening"):
            marks += happenings.state_marks(view, about)
        entry = Entry(text, tuple(marks), (), backing.citation(view, evidences), about)
        groups[view.kind(about)].append((min(e.start for e in evidences), entry))
    found: list[Section] = []
    for kind in sorted(groups):
        entries = [entry for _, entry in sorted(groups[kind], key=lambda pair: (pair[0], pair[1].text))]
        found += section(f"Rests on it: {kind} ({len({entry.iri for entry in entries})})", entries)
    return found
