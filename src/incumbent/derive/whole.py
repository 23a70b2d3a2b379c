"""All that is derived from a set of facts, as triples of properties that no stated fact uses.

The same facts give the same triples, whatever their order: nothing here knows what day it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.base.facts import Facts
from incumbent.derive.capacity import Capacities
from incumbent.derive.citation import citation
from incumbent.derive.extents import Extents
from incumbent.derive.seats import Seats
from incumbent.derive.status import Statuses
from incumbent.derive.succession import successions
from incumbent.derive.support import Support
from incumbent.model import days, terms
from incumbent.model.bounds import Bounds
from incumbent.model.terms import inc
from incumbent.model.timeline import Certainty
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary

_BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_HAVE_EXTENTS = ("Tenure", "Government", "Happening", "Agreement", "Source", "Participation", "Claim")
_Pairs = list[tuple[str, Term]]


class Derivation:
    """Derives from ``facts``; ``base_iri`` is the namespace for derived nodes."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary, base_iri: str) -> None:
        self.facts = facts
        self.vocabulary = vocabulary
        self.support = Support(facts)
        self.statuses = Statuses(facts, vocabulary, self.support)
        self.extents = Extents(facts, self.support, self.statuses)
        self.seats = Seats(facts, vocabulary)
        self.capacities = Capacities(facts, self.support, self.extents, self.seats)
        self._base_iri = base_iri

    def triples(self) -> Iterator[Triple]:
        """Every derived triple; some may come twice."""
        yield from self._kinds()
        yield from self._names()
        yield from self._citations()
        yield from self._bounds()
        yield from self._statuses()
        yield from self._capacities()
        yield from self._successions()

    def _kinds(self) -> Iterator[Triple]:
        entity = inc("Entity")
        for iri in self.facts.subjects():
            ancestors = {a for t in self.facts.types(iri) if (c := self.vocabulary.classes.get(t)) for a in c.ancestors}
            if entity in ancestors:
                for ancestor in ancestors:
                    if ancestor.startswith(terms.INC):
                        yield _triple(iri, "isA", NamedNode(ancestor))

    def _names(self) -> Iterator[Triple]:
        for code in self.vocabulary.individuals.values():
            yield _triple(code.iri, "knownAs", Literal(code.label))
        for iri in self.facts.subjects():
            for predicate in (terms.PREF_LABEL, terms.ALT_LABEL):
                for name in self.facts.texts(iri, predicate):
                    yield _triple(iri, "knownAs", Literal(name))
            if inc("Name") in self.facts.types(iri):
                for owner in self.facts.texts(iri, inc("nameOf")):
                    for name in self.facts.texts(iri, inc("spelling")):
                        yield _triple(owner, "knownAs", Literal(name))

    def _citations(self) -> Iterator[Triple]:
        for iri in sorted(self.facts.subjects()):
            text = citation(self.facts, self.support, iri)
            if text:
                yield _triple(iri, "citation", Literal(text))

    def _is_a(self, iri: str, names: Iterable[str]) -> bool:
        return any(self.vocabulary.is_a(t, inc(name)) for t in self.facts.types(iri) for name in names)

    def _bounds(self) -> Iterator[Triple]:
        for iri in sorted(self.facts.subjects()):
            if not self._is_a(iri, _HAVE_EXTENTS):
                continue
            yield from bounds_triples(iri, self.extents.of(iri).firm)
            conflict = self.extents.conflict(iri)
            if conflict:
                one, other = conflict
                node = self._node("disagreement", iri, one.value, other.value)
                yield from self._described(
                    node,
                    "Disagreement",
                    "extent",
                    [
                        ("disagreementOn", NamedNode(iri)),
                        ("disagreementProperty", Literal(one.property.removeprefix(terms.INC))),
                        ("derivedFrom", NamedNode(one.node)),
                        ("derivedFrom", NamedNode(other.node)),
                    ],
                )

    def _statuses(self) -> Iterator[Triple]:
        for iri in sorted(self.facts.subjects()):
            if self._is_a(iri, ("Happening",)):
                latest = self.statuses.latest(iri)
                if latest:
                    yield _triple(iri, "lastStatus", NamedNode(latest.status))
                    yield _triple(iri, "lastPhase", NamedNode(inc(latest.phase)))

    def _capacities(self) -> Iterator[Triple]:
        for participation in self.capacities.participations():
            for capacity in self.capacities.capacities(participation):
                pairs: _Pairs = [
                    ("ofParticipation", NamedNode(participation)),
                    ("capacityBasis", NamedNode(inc(capacity.basis))),
                ]
                if capacity.office:
                    pairs.append(("capacityOffice", NamedNode(capacity.office)))
                if capacity.certainty:
                    pairs.append(("certainty", _certainty(capacity.certainty)))
                pairs += [("derivedFrom", NamedNode(premise)) for premise in capacity.premises]
                node = self._node("capacity", participation, capacity.office or "")
                yield from self._described(node, "Capacity", "capacity", pairs)
            for candidacy in self.capacities.candidacies(participation):
                node = self._node("candidacy", participation, candidacy.person, candidacy.office)
                pairs = [
                    ("ofParticipation", NamedNode(participation)),
                    ("candidate", NamedNode(candidacy.person)),
                    ("candidateOffice", NamedNode(candidacy.office)),
                    ("certainty", _certainty(candidacy.certainty)),
                    ("derivedFrom", NamedNode(participation)),
                    ("derivedFrom", NamedNode(candidacy.tenure)),
                ]
                yield from self._described(node, "Candidacy", "candidacy", pairs)

    def _successions(self) -> Iterator[Triple]:
        for step in successions(self.facts, self.extents, self.seats):
            pairs: _Pairs = [
                ("predecessorTenure", NamedNode(step.predecessor)),
                ("successorTenure", NamedNode(step.successor)),
                ("certainty", _certainty(Certainty.CERTAIN)),
                ("derivedFrom", NamedNode(step.predecessor)),
                ("derivedFrom", NamedNode(step.successor)),
            ]
            yield from self._described(self._node("succession", *step), "Succession", "succession", pairs)

    def _node(self, kind: str, *content: str) -> str:
        return f"{self._base_iri}{kind}-{hashlib.sha256(chr(0).join(content).encode()).hexdigest()[:12]}"

    def _described(self, node: str, class_name: str, rule: str, pairs: _Pairs) -> Iterator[Triple]:
        yield Triple(NamedNode(node), NamedNode(terms.TYPE), NamedNode(inc(class_name)))
        yield _triple(node, "rule", Literal(rule))
        for name, value in pairs:
            yield _triple(node, name, value)


def bounds_triples(iri: str, bounds: Bounds) -> Iterator[Triple]:
    """The known bounds of ``iri`` as ``xsd:date``; a bound that is not known is absent."""
    for name, day in zip(_BOUNDS, bounds[:4], strict=True):
        if day is not None:
            assert isinstance(day, int)
            yield _triple(iri, name, Literal(days.iso(day), datatype=NamedNode(terms.DATE)))


def _triple(subject: str, name: str, value: Term) -> Triple:
    return Triple(NamedNode(subject), NamedNode(inc(name)), value)


def _certainty(certainty: Certainty) -> NamedNode:
    return NamedNode(inc(certainty.value))
