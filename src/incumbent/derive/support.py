"""What supports a stated fact: which evidence is about it, in which stance, at which place."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from incumbent.base.facts import Facts
from incumbent.model.terms import inc
from incumbent.model.turtle import Term

_AGAINST = frozenset({inc("denies"), inc("asks")})


class Evidence(NamedTuple):
    """One evidence: ``property`` and ``value`` are None where it is about the record as a whole."""

    iri: str
    property: str | None
    value: Term | None
    stance: str
    source: str
    start: int
    end: int


class Support:
    """Evidence and inferences of all facts, by what they are about."""

    def __init__(self, facts: Facts) -> None:
        self._by_node: dict[str, list[Evidence]] = defaultdict(list)
        self._by_source: dict[str, list[Evidence]] = defaultdict(list)
        self._inferred: dict[str, list[tuple[str | None, Term | None]]] = defaultdict(list)
        for iri in facts.subjects():
            types = facts.types(iri)
            if inc("Evidence") in types:
                evidence = _evidence(facts, iri)
                self._by_source[evidence.source].append(evidence)
                for about in facts.texts(iri, inc("about")):
                    self._by_node[about].append(evidence)
            elif inc("Inference") in types:
                values = facts.values(iri, inc("value"))
                for about in facts.texts(iri, inc("about")):
                    self._inferred[about].append((facts.first(iri, inc("property")), values[0] if values else None))

    def of(self, iri: str) -> list[Evidence]:
        """All evidence about ``iri``."""
        return self._by_node.get(iri, [])

    def of_value(self, iri: str, prop: str, value: Term) -> list[Evidence]:
        """The evidence for one value of one property: what is about just that, else what is about the whole record.

        Empty where only an inference supports it.
        """
        about = self.of(iri)
        special = [e for e in about if e.property == prop and (e.value is None or e.value == value)]
        if special or any(p == prop and v in (None, value) for p, v in self._inferred.get(iri, ())):
            return special
        return [e for e in about if e.property is None]

    def own(self, iri: str) -> frozenset[str]:
        """The evidence about ``iri``, with all evidence whose words overlap with it in the same source.

        What rests on these words says nothing that ``iri`` does not say itself.
        """
        own = {e.iri for e in self.of(iri)}
        for mine in self.of(iri):
            own.update(e.iri for e in self._by_source[mine.source] if e.start < mine.end and mine.start < e.end)
        return frozenset(own)

    def counts(self, iri: str, prop: str, value: Term, without: frozenset[str] = frozenset()) -> tuple[bool, bool]:
        """Whether a value counts once the evidence in ``without`` is put aside, and whether it is then only hedged.

        A value that is only denied or asked about does not count.
        """
        evidence = self.of_value(iri, prop, value)
        if not evidence:
            return True, False
        left = [e for e in evidence if e.iri not in without and e.stance not in _AGAINST]
        return bool(left), bool(left) and all(e.stance == inc("hedges") for e in left)

    def stands(self, iri: str) -> bool:
        """Whether a record is more than denied or asked about."""
        evidence = [e for e in self.of(iri) if e.property is None]
        return not evidence or any(e.stance not in _AGAINST for e in evidence)

    def hedged(self, iri: str) -> bool:
        """Whether all that supports a record is hedged."""
        evidence = [e for e in self.of(iri) if e.property is None and e.stance not in _AGAINST]
        return bool(evidence) and all(e.stance == inc("hedges") for e in evidence)


def _evidence(facts: Facts, iri: str) -> Evidence:
    values = facts.values(iri, inc("value"))
    return Evidence(
        iri=iri,
        property=facts.first(iri, inc("property")),
        value=values[0] if values else None,
        stance=facts.first(iri, inc("stance")) or inc("asserts"),
        source=facts.first(iri, inc("source")) or "",
        start=int(facts.first(iri, inc("start")) or 0),
        end=int(facts.first(iri, inc("end")) or 0),
    )
