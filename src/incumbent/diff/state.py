"""One of the two states that are compared, with words for what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import NamedNode

from incumbent.base.view import View
from incumbent.derive.capacity import Capacities
from incumbent.derive.extents import Extents
from incumbent.derive.seats import Seats
from incumbent.derive.status import Statuses
from incumbent.derive.support import Support
from incumbent.model import dates, terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary

_LONGEST = 160  # characters of a value that are shown


class State:
    """The facts of one state. ``names`` are where labels are looked up, in this order."""

    def __init__(self, facts: View, names: Iterable[View], vocabulary: Vocabulary, iri: str) -> None:
        self.facts = facts
        self.vocabulary = vocabulary
        self._names = tuple(names)
        self._iri = iri

    @cached_property
    def capacities(self) -> Capacities:
        """In which office people took part, worked out for those that are asked for."""
        support = Support(self.facts)
        extents = Extents(self.facts, support, Statuses(self.facts, self.vocabulary, support))
        return Capacities(self.facts, support, extents, Seats(self.facts, self.vocabulary))

    def local(self, iri: str) -> str:
        """The name of a thing within its base."""
        return iri.removeprefix(self._iri) if self._iri else iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def label(self, iri: str) -> str:
        """The preferred label of a thing, English before others; the name of a code; else the local name."""
        if iri.startswith(terms.INC):
            known = self.vocabulary.individuals.get(iri) or self.vocabulary.properties.get(iri)
            named = known or self.vocabulary.classes.get(iri)
            return named.label if named is not None else iri.removeprefix(terms.INC)
        for view in self._names:
            labels = view.values(iri, terms.PREF_LABEL)
            if labels:
                return min((getattr(label, "language", None) != "en", label.value) for label in labels)[1]
        return self.local(iri)

    def texts(self, iri: str, name: str) -> list[str]:
        """The values of ``inc:name`` as plain strings, sorted."""
        return sorted(self.facts.texts(iri, inc(name)))

    def of(self, iri: str, name: str, without: str = "somebody") -> str:
        """The labels of the values of ``inc:name`` in one line."""
        return ", ".join(sorted(map(self.label, self.facts.texts(iri, inc(name))))) or without

    def words(self, value: Term) -> str:
        """A value in words, in one line."""
        if isinstance(value, NamedNode):
            return self.label(value.value)
        if value.datatype.value == terms.EDTF:
            return dates.words(value.value)
        if value.datatype.value == terms.XSD + "boolean":
            return {"true": "yes", "false": "no"}.get(value.value, value.value)
        text = " ".join(value.value.split())
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        if value.datatype.value not in (terms.STRING, terms.LANG_STRING):
            return text
        language = f" ({value.language})" if value.language not in (None, "en") else ""
        return f"“{text}”{language}"

    def property_name(self, iri: str) -> str:
        """The name of a property as it is typed, its words apart: ``inSeries`` as "in series"."""
        name = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return "".join(f" {c.lower()}" if c.isupper() and at else c for at, c in enumerate(name))

    def ancestors(self, iri: str) -> set[str]:
        """The local names of the classes of a thing and of those above them."""
        known = (self.vocabulary.classes.get(class_iri) for class_iri in self.facts.types(iri))
        return {above.removeprefix(terms.INC) for cls in known if cls is not None for above in cls.ancestors}

    def kind(self, iri: str) -> str:
        """What a thing is, in a word: its classes."""
        return ", ".join(sorted(self.label(class_iri) for class_iri in self.facts.types(iri))) or "thing"

    def owners(self, iri: str) -> list[str]:
        """The things that a record stands with; nothing for a thing."""
        for class_iri in sorted(self.facts.types(iri)):
            known = self.vocabulary.classes.get(class_iri)
            if known is not None and known.filed_with:
                values = self.facts.values(iri, known.filed_with)
                return sorted(value.value for value in values if isinstance(value, NamedNode))
        return []

    def thing(self, iri: str) -> str:
        """The thing that a record stands with, over others; a thing itself."""
        seen: set[str] = set()
        while iri not in seen and (owners := self.owners(iri)):
            seen.add(iri)
            iri = owners[0]
        return iri
