"""Who followed whom in an office with one seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from incumbent.base.view import View
from incumbent.derive.extents import Extents
from incumbent.derive.seats import Seats
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, precedes_exclusively


class Succession(NamedTuple):
    """One tenure, and the next of the same office by another holder as far as the facts tell."""

    predecessor: str
    successor: str


def successions(facts: View, extents: Extents, seats: Seats) -> Iterator[Succession]:
    """Each certain step in the line of holders of each single-seat office: nobody known stands between the two."""
    by_office: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(facts.subjects()):
        if inc("Tenure") in facts.types(iri) and inc("nominatedNeverServed") not in facts.texts(iri, inc("tenureKind")):
            for office in facts.texts(iri, inc("office")):
                if seats.single(office):
                    by_office[office].append(iri)
    for _, tenures in sorted(by_office.items()):
        yield from _line(facts, extents, tenures)


def _line(facts: View, extents: Extents, tenures: list[str]) -> Iterator[Succession]:
    holders = {tenure: frozenset(facts.texts(tenure, inc("holder"))) for tenure in tenures}
    later: dict[str, set[str]] = {
        one: {
            other
            for other in tenures
            if holders[one] != holders[other]
            and precedes_exclusively(extents.of(one), extents.of(other)) is Certainty.CERTAIN
        }
        for one in tenures
    }
    for one in tenures:
        for other in sorted(later[one]):
            if one in later[other]:  # the two overlap: neither follows the other
                continue
            if not any(between in later[one] and other in later[between] for between in tenures):
                yield Succession(one, other)
