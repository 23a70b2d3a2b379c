"""The page of any thing: by what it is."""

from __future__ import annotations

from collections.abc import Callable

from incumbent.pages import (
    agreements,
    backing,
    describing,
    events,
    offices,
    people,
    polities,
    remaining,
    saying,
    sources,
    withdrawn,
)
from incumbent.pages.page import Entry, Line, Page, Section
from incumbent.pages.view import View


def page_of(view: View, iri: str) -> Page:
    """All that is known of ``iri``."""
    lines, sections = next(
        ((lines, sections) for kinds, lines, sections in _KINDS if view.is_a(iri, *kinds)), (remaining.lines, _anything)
    )
    found = [*lines(view, iri), *_support(view, iri), *withdrawn.lines(view, iri)]
    title = describing.describe(view, iri) if view.is_a(iri, "Record") else view.label(iri)
    return Page(title, view.kind(iri), iri, tuple(found), tuple(sections(view, iri)))


def _support(view: View, iri: str) -> list[Line]:
    """Where the sources tell of the thing itself, and how it is meant there."""
    backed = backing.of_record(view, iri)
    if backed == (None, (), ()):
        return []
    voiced = tuple(backing.voiced(view, iri))
    places = [e for e in view.support.of(iri) if e.property is None] or view.support.of(iri)
    sources = {view.root_source(e.source) for e in places}
    told = f"{_count(len(places), 'place')} in {_count(len(sources), 'source')}" if places else "no words of a source"
    citation = None if voiced else backed.citation
    return [Line("Evidence", (Entry(told, backed.marks, voiced + backed.reasons, citation, iri),))]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _anything(view: View, iri: str) -> list[Section]:
    found = saying.names(view, iri)
    found += remaining.disagreements(view, iri)
    found += saying.claims(view, iri)
    found += saying.statements(view, view.pointing(iri, "concerns", "Statement"), "Statements about it")
    found += saying.measures(view, view.pointing(iri, "concerns", "Measure"))
    return found + remaining.sections(view, iri, ("subject", "object", "concerns"))


_Lines = Callable[[View, str], list[Line]]
_Sections = Callable[[View, str], list[Section]]
_KINDS: list[tuple[tuple[str, ...], _Lines, _Sections]] = [
    (("Person", "UnnamedAgent", "Collective"), people.lines, people.sections),
    (("Happening",), events.lines, events.sections),
    (("Office",), offices.lines, offices.sections),
    (("Agreement",), agreements.lines, agreements.sections),
    (("Source",), sources.lines, sources.sections),
    (("State", "Government", "Organization"), polities.lines, polities.sections),
]
