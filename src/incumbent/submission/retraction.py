"""Withdrawing: what a retraction takes out of the base, and the record of it that stays.

A retraction withdraws a node, with all that is said of it, or one value of one property of it. What only supported that goes
with it: evidence and inferences that are about nothing else, and voices that then nobody speaks with. What points to the
node stays, for the gate to name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.base.settings import Settings
from incumbent.base.view import View
from incumbent.check.case import Change
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission.minting import Pairs, mint, typed

_SUPPORT = (inc("Evidence"), inc("Inference"))


class Withdrawal(NamedTuple):
    """What one retraction record withdraws: a node, or of its ``property`` one value (all values, if that is None)."""

    record: str
    node: str
    property: str | None = None
    value: Term | None = None


def change(view: View, dossier: str, triples: Iterable[Triple]) -> Change:
    """What it changes in ``view`` to let ``triples`` into ``dossier``, retractions carried out.

    What a submission states although it withdraws it counts as added, so that the gate sees it.
    """
    triples = frozenset(triples)
    removed = withdrawn(view, triples)
    added = frozenset(triple for triple in triples if triple in removed or not _stated(view, triple))
    return Change(dossier, added, removed)


def withdrawals(triples: Iterable[Triple]) -> Iterator[Withdrawal]:
    """What the retraction records among ``triples`` withdraw."""
    pairs: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        assert isinstance(triple.subject, NamedNode) and isinstance(triple.object, Term)
        pairs[triple.subject.value][triple.predicate.value].append(triple.object)
    for record, stated in sorted(pairs.items()):
        predicates: list[str | None] = [p.value for p in stated.get(inc("property"), [])] or [None]
        values: list[Term | None] = [*stated.get(inc("value"), [])] or [None]
        for node in stated.get(inc("retracts"), []):
            if isinstance(node, NamedNode) and NamedNode(inc("Retraction")) in stated.get(terms.TYPE, []):
                yield from (Withdrawal(record, node.value, p, value) for p in predicates for value in values)


def withdrawn(view: View, triples: Iterable[Triple]) -> frozenset[Triple]:
    """The triples of ``view`` that go when ``triples`` are let in, in whatever dossier they stand."""
    triples = frozenset(triples)
    removing = _Removing(view, triples)
    for one in withdrawals(triples):
        removing.withdraw(one)
    removing.tidy()
    return frozenset(removing.removed)


class _Removing:
    def __init__(self, view: View, added: frozenset[Triple]) -> None:
        self._view = view
        self._added = added
        self.removed: set[Triple] = set()
        self._loosened: set[str] = set()  # evidence and inferences that are about less than before
        self._silenced: set[str] = set()  # voices that fewer speak with

    def withdraw(self, one: Withdrawal) -> None:
        """Remove what a record withdraws, and take away from its support that it is about that."""
        if one.property is None:
            self._remove(one.node)
        else:
            for value in self._view.values(one.node, one.property):
                if one.value in (None, value):
                    self.removed.add(_triple(one.node, one.property, value))
        for support in self._view.having(inc("about"), one.node):
            if one.property is None or self._is_for(support, one):
                self.removed.add(_triple(support, inc("about"), NamedNode(one.node)))
                self._loosened.add(support)

    def _is_for(self, support: str, one: Withdrawal) -> bool:
        """Whether ``support`` is for the value that ``one`` withdraws, and for no other."""
        assert one.property is not None
        if one.property not in self._view.texts(support, inc("property")):
            return False
        values = self._view.values(support, inc("value"))
        if values and one.value is not None:
            return one.value in values
        left = self._view.values(one.node, one.property)
        return all(_triple(one.node, one.property, value) in self.removed for value in left)

    def tidy(self) -> None:
        """Remove support that is about nothing, and voices without words."""
        for support in self._loosened:
            if self._view.types(support).intersection(_SUPPORT) and not self._left(support, inc("about")):
                self._remove(support)
        while self._silenced:
            voice = self._silenced.pop()
            if inc("Voice") in self._view.types(voice) and not self._is_used(voice):
                self._remove(voice)

    def _remove(self, iri: str) -> None:
        for predicate, values in self._view.about(iri).items():
            self.removed.update(_triple(iri, predicate, value) for value in values)
            if predicate in (inc("voice"), inc("relayedBy")):
                self._silenced.update(value.value for value in values)

    def _left(self, iri: str, predicate: str) -> bool:
        stated = (_triple(iri, predicate, value) for value in self._view.values(iri, predicate))
        return any(triple not in self.removed for triple in stated) or any(
            triple.subject == NamedNode(iri) and triple.predicate.value == predicate for triple in self._added
        )

    def _is_used(self, voice: str) -> bool:
        node = NamedNode(voice)
        if any(triple.object == node or triple.subject == node for triple in self._added):
            return True
        return any(
            node in values and _triple(other, predicate, node) not in self.removed
            for other in self._view.pointing_to(voice)
            for predicate, values in self._view.about(other).items()
        )


def records_of(vocabulary: Vocabulary, view: View, iri: str) -> list[str]:
    """The records that belong to ``iri``, and to one another in turn, sorted; what supports them is not among them."""
    filed_with = {c.iri: c.filed_with for c in vocabulary.classes.values() if c.filed_with}
    found: set[str] = set()
    edge = [iri]
    while edge:
        owner = edge.pop()
        for record in view.pointing_to(owner) - found:
            kinds = view.types(record) & filed_with.keys()
            if kinds & {*_SUPPORT, inc("Voice"), inc("Retraction")}:
                continue
            if any(owner in view.texts(record, filed_with[kind] or "") for kind in kinds):
                found.add(record)
                edge.append(record)
    return sorted(found - {iri})


def record(
    vocabulary: Vocabulary,
    settings: Settings,
    node: str,
    reason: str,
    today: date,
    withdrawn_value: tuple[str, Term] | None = None,
) -> frozenset[Triple]:
    """The record that withdraws ``node``, or one value of it (property, value). The same withdrawal is always the same record."""
    pairs: Pairs = [typed("Retraction"), (inc("retracts"), NamedNode(node))]
    if withdrawn_value is not None:
        pairs += [(inc("property"), NamedNode(withdrawn_value[0])), (inc("value"), withdrawn_value[1])]
    iri = mint(settings.iri, vocabulary.classes[inc("Retraction")], pairs)
    pairs.append((inc("reason"), Literal(reason, language=settings.language)))
    pairs.append((inc("retractedOn"), Literal(today.isoformat(), datatype=NamedNode(terms.EDTF))))
    return frozenset(_triple(iri, predicate, value) for predicate, value in pairs)


def standing(view: View, node: str) -> Mapping[str, list[Term]]:
    """The retraction by which ``node`` was withdrawn as a whole, as property → values; empty where it was not."""
    for iri in sorted(view.having(inc("retracts"), node)):
        stated = view.about(iri)
        if inc("property") not in stated:
            return stated
    return {}


def _stated(view: View, triple: Triple) -> bool:
    assert isinstance(triple.subject, NamedNode)
    return triple.object in view.values(triple.subject.value, triple.predicate.value)


def _triple(subject: str, predicate: str, value: Term) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
