"""In which office somebody took part: what the source states, what follows from tenures, and how the two relate.

A tenure that is known only from the words which tell of the participation proves nothing about it; so each inference
puts the participation's own evidence aside first. For participants without a name, those who may have held the stated
office are candidates; they are never told among those who took part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from incumbent.base.view import View
from incumbent.derive.extents import Extents
from incumbent.derive.seats import Seats
from incumbent.derive.support import Support
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty, covers

_NEVER_SERVED = inc("nominatedNeverServed")


class Capacity(NamedTuple):
    """The office of one participation, or None; ``basis`` is the local name of a member of ``inc:CapacityBasis``."""

    participation: str
    office: str | None
    basis: str
    certainty: Certainty | None
    premises: tuple[str, ...]


class Candidacy(NamedTuple):
    """Somebody who may have been the unnamed participant, by a tenure of the office in which that one took part."""

    participation: str
    person: str
    office: str
    certainty: Certainty
    tenure: str


class Capacities:
    """Works out capacities and candidacies for all participations of the facts."""

    def __init__(self, facts: View, support: Support, extents: Extents, seats: Seats) -> None:
        self._facts = facts
        self._support = support
        self._extents = extents
        self._seats = seats
        self._tenures: dict[tuple[str, str], list[str]] = {}

    def _of(self, prop: str, iri: str) -> list[str]:
        """The tenures, those of nominees who never served aside, of which the ``holder`` or the ``office`` is ``iri``."""
        known = self._tenures.get((prop, iri))
        if known is None:
            known = self._tenures[prop, iri] = [
                tenure
                for tenure in sorted(self._facts.having(inc(prop), iri))
                if inc("Tenure") in self._facts.types(tenure)
                and _NEVER_SERVED not in self._facts.texts(tenure, inc("tenureKind"))
            ]
        return known

    def participations(self) -> list[str]:
        """The participations of the facts, sorted."""
        return sorted(self._facts.having(terms.TYPE, inc("Participation")))

    def capacities(self, participation: str) -> Iterator[Capacity]:
        """At least one capacity for each participation, ``notStated`` where nothing is known."""
        own = self._support.own(participation)
        stated = sorted(self._facts.texts(participation, inc("statedCapacity")))
        inferred: dict[str, list[tuple[Certainty, str]]] = defaultdict(list)
        excluded: dict[str, list[str]] = defaultdict(list)
        for holder in self._facts.texts(participation, inc("participant")):
            for tenure in self._of("holder", holder):
                answer = self._held(tenure, participation, own)
                for office in self._facts.texts(tenure, inc("office")):
                    if answer in (Certainty.CERTAIN, Certainty.POSSIBLE):
                        inferred[office].append((answer, tenure))
                    elif answer is Certainty.EXCLUDED:
                        excluded[office].append(tenure)
        certainty = Certainty.POSSIBLE if self._support.hedged(participation) else Certainty.CERTAIN
        for office in stated:
            if office in inferred:
                premises = [tenure for _, tenure in inferred[office]]
                yield self._capacity(participation, office, "agree", certainty, premises)
            elif against := excluded.get(office) or self._other_holders(participation, office, own):
                yield self._capacity(participation, office, "conflict", certainty, against)
            else:
                yield self._capacity(participation, office, "onlyStated", certainty, [])
        if stated:
            return
        for office, grounds in sorted(inferred.items()):
            best = min((answer for answer, _ in grounds), key=[Certainty.CERTAIN, Certainty.POSSIBLE].index)
            yield self._capacity(participation, office, "onlyInferred", best, [t for _, t in grounds])
        if not inferred:
            yield Capacity(participation, None, "notStated", None, (participation,))

    def _capacity(
        self, participation: str, office: str, basis: str, certainty: Certainty, premises: list[str]
    ) -> Capacity:
        return Capacity(participation, office, basis, certainty, (participation, *sorted(premises)))

    def _held(self, tenure: str, participation: str, own: frozenset[str]) -> Certainty:
        """Whether the tenure covered the participation, by evidence other than ``own``."""
        for event in self._facts.values(participation, inc("event")):
            if event in self._facts.values(tenure, inc("attestedAt")):
                counts, hedged = self._support.counts(tenure, inc("attestedAt"), event, own)
                if counts:
                    return Certainty.POSSIBLE if hedged else Certainty.CERTAIN
        if not any(e.iri not in own for e in self._support.of(tenure)):
            return Certainty.UNKNOWN
        return covers(self._extents.of(tenure, own), self._extents.of(participation))

    def _other_holders(self, participation: str, office: str, own: frozenset[str]) -> list[str]:
        """Tenures by which somebody else certainly held a single-seat office at that time."""
        if not self._seats.single(office):
            return []
        present = set(self._facts.texts(participation, inc("participant")))
        if not any(inc("Person") in self._facts.types(participant) for participant in present):
            return []  # somebody without a name may be just that holder: a candidate, no conflict
        return [
            tenure
            for tenure in self._of("office", office)
            if not present & set(self._facts.texts(tenure, inc("holder")))
            and self._is_person(tenure)
            and self._held(tenure, participation, own) is Certainty.CERTAIN
        ]

    def _is_person(self, tenure: str) -> bool:
        return any(inc("Person") in self._facts.types(holder) for holder in self._facts.texts(tenure, inc("holder")))

    def candidacies(self, participation: str) -> Iterator[Candidacy]:
        """Who may have been the participant, where that one has no name but an office; a person once, on best grounds."""
        unnamed = {inc("UnnamedAgent"), inc("Collective")}
        participants = self._facts.texts(participation, inc("participant"))
        if not any(self._facts.types(participant) & unnamed for participant in participants):
            return
        found: dict[tuple[str, str], Candidacy] = {}
        for office in sorted(self._facts.texts(participation, inc("statedCapacity"))):
            for tenure in self._of("office", office):
                answer = self._held(tenure, participation, frozenset())
                if answer not in (Certainty.CERTAIN, Certainty.POSSIBLE):
                    continue
                for holder in self._facts.texts(tenure, inc("holder")):
                    known = found.get((holder, office))
                    if inc("Person") in self._facts.types(holder) and (known is None or answer is Certainty.CERTAIN):
                        found[holder, office] = Candidacy(participation, holder, office, answer, tenure)
        yield from found.values()
