"""What every page is drawn from: the facts, what follows from them, and the day from which one looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.derive.capacity import Candidacy, Capacity
from incumbent.derive.succession import Succession, successions
from incumbent.derive.whole import Derivation
from incumbent.errors import UsageError
from incumbent.model import dates, edtf, terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term

_NEVER = 9999 * 366  # later than any day: what has no date stands last


class Inference(NamedTuple):
    """Something that was worked out; ``property`` and ``value`` are None where it is the whole record."""

    iri: str
    property: str | None
    value: Term | None
    scope: str
    reasoning: str
    premises: tuple[str, ...]


class View:
    """The facts of a base, or of some dossiers of it, with labels and all that is derived.

    :param names: where labels are looked up: things that ``facts`` only mention keep their names.
    :param today: the day by which a plan is overdue.
    :param on: the date in the world that is asked about, as EDTF.
    """

    def __init__(self, derivation: Derivation, base: KnowledgeBase, names: Facts, today: int, on: str | None) -> None:
        self.derivation = derivation
        self.facts = derivation.facts
        self.vocabulary = derivation.vocabulary
        self.support = derivation.support
        self.extents = derivation.extents
        self.statuses = derivation.statuses
        self.base_iri = base.settings.iri
        self.language = base.settings.language
        self.today = today
        self.on = on
        self.on_bounds = edtf.parse(on).bounds if on is not None else None
        if self.on_bounds is not None and not self.on_bounds.known:
            raise UsageError(f"--on {on!r} names no day; write a date such as 2025-10-12.")
        self._names = names

    @classmethod
    def open(cls, base: KnowledgeBase, dossiers: Sequence[str] = (), today: int = 0, on: str | None = None) -> View:
        """A view of ``base``, or of some of its dossiers. Raises UnknownNameError and EdtfError."""
        wanted = [base.require_dossier(name) for name in dossiers]
        everything = Facts.read(base)
        facts = everything
        if wanted:
            facts = Facts()
            for name in wanted:
                facts.add(name, everything.triples_in(name))
        return cls(Derivation(facts, base.vocabulary, base.settings.iri), base, everything, today, on)

    # What things are called

    def label(self, iri: str) -> str:
        """The preferred label of a thing, the name of a code, or the local name of anything else."""
        if iri.startswith(terms.INC):
            known = self.vocabulary.individuals.get(iri) or self.vocabulary.properties.get(iri)
            return (known or self.vocabulary.classes.get(iri) or _Named(iri.rsplit("#", 1)[-1])).label
        labels = [v for v in self._names.values(iri, terms.PREF_LABEL) if isinstance(v, Literal)]
        best = min(labels, key=lambda v: (v.language != self.language, v.value), default=None)
        return best.value if best is not None else self.local(iri)

    def local(self, iri: str) -> str:
        """The name of a thing within the base: what can be typed for it."""
        return iri.removeprefix(self.base_iri)

    def labels(self, iris: Iterable[str]) -> str:
        """Several labels in one line, sorted."""
        return ", ".join(sorted(self.label(iri) for iri in iris))

    def property_name(self, iri: str) -> str:
        """The name of a property as it is typed, its words apart: ``inSeries`` as "in series"."""
        name = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return "".join(f" {c.lower()}" if c.isupper() and at else c for at, c in enumerate(name))

    def text(self, value: Term) -> str:
        """A value in words."""
        if isinstance(value, NamedNode):
            return self.label(value.value)
        if value.datatype.value == terms.EDTF:
            return dates.words(value.value)
        if value.datatype.value == terms.XSD + "boolean":
            return {"true": "yes", "false": "no"}.get(value.value, value.value)
        return value.value

    def kind(self, iri: str) -> str:
        """What a thing is: its most special classes, in words."""
        types = self.facts.types(iri)
        special = [t for t in types if not any(o != t and self.vocabulary.is_a(o, t) for o in types)]
        other = "withdrawn" if self.facts.having(inc("retracts"), iri) else "thing"
        return ", ".join(sorted(self.label(t) for t in special)) or other

    # What is known of them

    def is_a(self, iri: str, *names: str) -> bool:
        """Whether a thing belongs to one of these classes, or to a narrower one."""
        return any(self.vocabulary.is_a(t, inc(name)) for t in self.facts.types(iri) for name in names)

    def all(self, iri: str, name: str) -> list[str]:
        """The values of ``inc:name``, as plain strings, sorted by what they are called."""
        values = self.facts.values(iri, inc(name))
        return [v.value for v in sorted(values, key=lambda v: (self.text(v), v.value))]

    def first(self, iri: str, name: str) -> str | None:
        """The smallest value of ``inc:name``."""
        return self.facts.first(iri, inc(name))

    def pointing(self, iri: str, name: str, *classes: str) -> list[str]:
        """Members of ``classes`` whose ``inc:name`` is ``iri``, those with a date first, in its order."""
        found = [
            other
            for other in self.facts.pointing_to(iri)
            if iri in self.facts.texts(other, inc(name)) and (not classes or self.is_a(other, *classes))
        ]
        return sorted(found, key=self.order)

    def order(self, iri: str) -> tuple[int, str, str]:
        """Sorts by date, then by label."""
        bounds = self.extents.of(iri).likely
        known = (bounds.latest_start, bounds.earliest_start, bounds.earliest_end, bounds.latest_end)
        return next((n for n in known if n is not None), _NEVER), self.label(iri), iri

    def when(self, iri: str) -> str | None:
        """When something was, in words; None where nothing is known."""
        extent = self.extents.of(iri)
        if self.is_a(iri, "Government", "Tenure"):  # what lasts: its end says nothing of when it was
            return dates.of_tenure(extent.likely) if extent.likely.known else None
        return dates.of_bounds(extent.firm) or dates.of_bounds(extent.likely)

    def said_when(self, iri: str) -> str:
        """The same as an addition to a label: empty where the label says it already, or nothing is known."""
        when = self.when(iri)
        return f", {when}" if when and when not in self.label(iri) else ""

    @cached_property
    def inferences(self) -> dict[str, list[Inference]]:
        """Inferences by what they are about."""
        found: dict[str, list[Inference]] = defaultdict(list)
        for iri in sorted(self.facts.subjects()):
            if inc("Inference") in self.facts.types(iri):
                values = self.facts.values(iri, inc("value"))
                inference = Inference(
                    iri,
                    self.facts.first(iri, inc("property")),
                    values[0] if values else None,
                    self.first(iri, "scope") or "",
                    self.first(iri, "reasoning") or "",
                    tuple(self.all(iri, "premise")),
                )
                for about in self.facts.texts(iri, inc("about")):
                    found[about].append(inference)
        return found

    @cached_property
    def capacities(self) -> dict[str, list[Capacity]]:
        """Capacities by participation."""
        known = self.derivation.capacities
        return {p: list(known.capacities(p)) for p in known.participations()}

    @cached_property
    def candidacies(self) -> dict[str, list[Candidacy]]:
        """Candidates by participation."""
        known = self.derivation.capacities
        return {p: found for p in known.participations() if (found := list(known.candidacies(p)))}

    @cached_property
    def successions(self) -> list[Succession]:
        """Every certain step in a line of holders."""
        return list(successions(self.facts, self.extents, self.derivation.seats))

    def root_source(self, source: str) -> str:
        """The source that a section belongs to; a source itself."""
        seen = {source}
        while (whole := self.facts.first(source, inc("sectionOf"))) and whole not in seen:
            source = whole
            seen.add(source)
        return source


class _Named(NamedTuple):
    label: str
