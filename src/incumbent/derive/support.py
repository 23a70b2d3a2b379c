"""What supports a stated fact: which evidence is about it, in which stance, at which place."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.base.view import View
from incumbent.model.terms import inc
from incumbent.model.turtle import Term

_AGAINST = frozenset({inc("denies"), inc("asks")})


class Evidence(NamedTuple):
    """One evidence: ``property`` and ``value`` are None where it is about the record as a whole.

    ``start`` and ``end`` are 0 where it has no place: then its words are known by ``sha256`` alone.
    """

    iri: str
    property: str | None
    value: Term | None
    stance: str
    source: str
    start: int
    end: int
    sha256: str | None = None

    def has_place(self) -> bool:
        """Whether it says where in its text the words stand."""
        return self.end > 0

    def overlaps(self, other: Evidence) -> bool:
        """Whether the two, in one source, share words: by their places, or the same words where a place is missing."""
        if self.has_place() and other.has_place():
            return self.start < other.end and other.start < self.end
        return self.sha256 is not None and self.sha256 == other.sha256


class Support:
    """Evidence and inferences of all facts, by what they are about; looked up when they are first asked for."""

    def __init__(self, facts: View) -> None:
        self._facts = facts
        self._read: dict[str, Evidence] = {}
        self._by_node: dict[str, list[Evidence]] = {}
        self._by_source: dict[str, list[Evidence]] = {}
        self._inferred: dict[str, list[tuple[str | None, Term | None]]] = {}

    def of(self, iri: str) -> list[Evidence]:
        """All evidence about ``iri``."""
        known = self._by_node.get(iri)
        if known is None:
            known = self._by_node[iri] = self._all(self._facts.having(inc("about"), iri))
        return known

    def _in(self, source: str) -> list[Evidence]:
        """All evidence in ``source``."""
        known = self._by_source.get(source)
        if known is None:
            known = self._by_source[source] = self._all(self._facts.having(inc("source"), source))
        return known

    def _all(self, iris: set[str]) -> list[Evidence]:
        found = []
        for iri in sorted(iris):
            if inc("Evidence") in self._facts.types(iri):
                if iri not in self._read:
                    self._read[iri] = _evidence(self._facts, iri)
                found.append(self._read[iri])
        return found

    def inferences(self, iri: str) -> list[tuple[str | None, Term | None]]:
        """The property and value (None for the whole record) of each inference about ``iri``."""
        known = self._inferred.get(iri)
        if known is None:
            known = self._inferred[iri] = []
            for inference in sorted(self._facts.having(inc("about"), iri)):
                if inc("Inference") in self._facts.types(inference):
                    values = self._facts.values(inference, inc("value"))
                    known.append((self._facts.first(inference, inc("property")), values[0] if values else None))
        return known

    def of_value(self, iri: str, prop: str, value: Term) -> list[Evidence]:
        """The evidence for one value of one property: what is about just that, else what is about the whole record.

        Empty where only an inference supports it.
        """
        about = self.of(iri)
        special = [e for e in about if e.property == prop and (e.value is None or e.value == value)]
        if special or any(p == prop and v in (None, value) for p, v in self.inferences(iri)):
            return special
        return [e for e in about if e.property is None]

    def own(self, iri: str) -> frozenset[str]:
        """The evidence about ``iri``, with all evidence whose words overlap with it in the same source.

        What rests on these words says nothing that ``iri`` does not say itself.
        """
        own = {e.iri for e in self.of(iri)}
        for mine in self.of(iri):
            own.update(e.iri for e in self._in(mine.source) if e.overlaps(mine))
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


def _evidence(facts: View, iri: str) -> Evidence:
    values = facts.values(iri, inc("value"))
    return Evidence(
        iri=iri,
        property=facts.first(iri, inc("property")),
        value=values[0] if values else None,
        stance=facts.first(iri, inc("stance")) or inc("asserts"),
        source=facts.first(iri, inc("source")) or "",
        start=_number(facts.first(iri, inc("start"))),
        end=_number(facts.first(iri, inc("end"))),
        sha256=facts.first(iri, inc("sha256")),
    )


def _number(text: str | None) -> int:
    """A place in a text; 0 where there is none, or none that can be meant (the check reports it)."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
