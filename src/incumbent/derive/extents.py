"""When things were: all that is said of an extent in time, narrowed into bounds."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.base.view import View
from incumbent.derive.status import Statuses
from incumbent.derive.support import Support
from incumbent.errors import EdtfError
from incumbent.model import edtf
from incumbent.model.bounds import NOTHING, Bounds
from incumbent.model.terms import inc
from incumbent.model.timeline import Conflict, Narrowed, attestation, hull, intersect
from incumbent.model.turtle import Term

_CONTAINERS = ("saidAt", "partOfEvent", "madeAt")  # what lies within the event that they point to


class Reading(NamedTuple):
    """One statement about an extent: ``property`` and ``value`` as stated on ``node``, and the bounds that follow."""

    node: str
    property: str
    value: str
    bounds: Bounds


class Extents:
    """The extents of everything that has one; each is worked out once."""

    def __init__(self, facts: View, support: Support, statuses: Statuses) -> None:
        self._facts = facts
        self._support = support
        self._statuses = statuses
        self._known: dict[tuple[str, frozenset[str]], Narrowed] = {}
        self._under_way: set[str] = set()

    def of(self, iri: str, without: frozenset[str] = frozenset()) -> Narrowed:
        """The bounds of ``iri``; ``without`` names evidence to put aside.

        Where firm readings exclude each other, the bounds hold whichever is true.
        """
        key = (iri, without)
        if key not in self._known:
            if iri in self._under_way:  # a circle of "at" and "part of": it adds nothing
                return Narrowed(NOTHING, NOTHING)
            self._under_way.add(iri)
            readings = [reading.bounds for reading in self.readings(iri, without)]
            self._under_way.discard(iri)
            narrowed = intersect(readings)
            if isinstance(narrowed, Conflict):
                whole = hull(readings)
                narrowed = Narrowed(whole, whole)
            self._known[key] = narrowed
        return self._known[key]

    def own(self, iri: str) -> Narrowed:
        """The bounds that are stated for ``iri`` itself, whatever it is a part of or happened at."""
        readings = [reading.bounds for reading in self.own_readings(iri)]
        narrowed = intersect(readings)
        if isinstance(narrowed, Conflict):
            whole = hull(readings)
            return Narrowed(whole, whole)
        return narrowed

    def own_readings(self, iri: str) -> list[Reading]:
        """``readings`` without those that follow from the event within which ``iri`` lies."""
        containers = {inc(name) for name in (*_CONTAINERS, "event")}
        return [reading for reading in self.readings(iri) if reading.property not in containers]

    def conflict(self, iri: str) -> tuple[Reading, Reading] | None:
        """Two readings of ``iri`` that cannot both be true, if there are such."""
        readings = self.readings(iri)
        found = intersect([reading.bounds for reading in readings])
        return (readings[found.first], readings[found.second]) if isinstance(found, Conflict) else None

    def readings(self, iri: str, without: frozenset[str] = frozenset()) -> list[Reading]:
        """All that is said about when ``iri`` was, in a stable order."""
        is_tenure = inc("Tenure") in self._facts.types(iri)
        found: list[Reading] = []

        def add(prop: str, value: Term, bounds: Bounds) -> None:
            counts, hedged = self._support.counts(iri, prop, value, without)
            if counts and bounds.known | bounds.open_end | bounds.open_start:
                found.append(Reading(iri, prop, value.value, bounds._replace(tentative=bounds.tentative or hedged)))

        for name, value, extent in self._dates(iri):
            if extent.is_interval and name in ("startDate", "endDate"):  # says more than just the one end
                add(inc(name), value, extent.bounds)
            elif name == "startDate":
                add(inc(name), value, extent.bounds.as_start())
            elif name == "endDate":
                add(inc(name), value, extent.bounds.as_end())
            elif name == "attestedOn" or (is_tenure and not extent.is_interval):
                add(inc(name), value, attestation(extent.bounds))
            else:
                add(inc(name), value, extent.bounds)
        for name in ("attestedAt", "attestedIn"):
            for value in self._facts.values(iri, inc(name)):
                if name == "attestedIn" or self._statuses.took_place(value.value):
                    add(inc(name), value, attestation(self.of(value.value).likely))
        for name in _CONTAINERS:
            for value in self._facts.values(iri, inc(name)):
                add(inc(name), value, _within(self.of(value.value).likely))
        if inc("Participation") in self._facts.types(iri) and not found:
            for value in self._facts.values(iri, inc("event")):
                add(inc("event"), value, _within(self.of(value.value).likely))
        if not any(reading.property == inc("date") for reading in found):
            found += self._reported(iri)
        return found

    def _dates(self, iri: str) -> list[tuple[str, Term, edtf.Extent]]:
        found = []
        for name in ("date", "startDate", "endDate", "attestedOn", "publicationDate", "saidOn", "asOf"):
            for value in sorted(self._facts.values(iri, inc(name)), key=lambda term: term.value):
                try:
                    found.append((name, value, edtf.parse(value.value)))
                except EdtfError:
                    continue  # the check reports it
        return found

    def _reported(self, iri: str) -> list[Reading]:
        """The day for which the latest report that names one sets a happening."""
        for report in reversed(self._statuses.reports(iri)):
            dates = sorted(self._facts.texts(report.iri, inc("forDate")))
            readings = []
            for date in dates:
                try:
                    readings.append(Reading(report.iri, inc("forDate"), date, edtf.parse(date).bounds))
                except EdtfError:
                    continue
            if readings:
                return [reading for reading in readings if reading.bounds.known]
        return []


def _within(whole: Bounds) -> Bounds:
    """What lies within ``whole``: begun and ended between its first and its last possible day."""
    first, last = whole.earliest_start, whole.latest_end
    return Bounds(first, last, first, last, tentative=whole.tentative)
