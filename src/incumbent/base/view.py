"""What rules read: a set of triples that can be asked from every side, wherever they are kept.

``Facts`` keeps them in memory, the store's view reads them from the cache, and ``Overlay`` is a view with a change laid
over it, so that the state after a change can be asked without being made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from incumbent.model import terms
from incumbent.model.turtle import Term

_NOWHERE = NamedNode("urn:incumbent:nowhere")


def node(value: Term | str) -> Term:
    """``value`` as a term; a plain string that cannot be an IRI becomes one that nothing has."""
    if not isinstance(value, str):
        return value
    try:
        return NamedNode(value)
    except ValueError:
        return _NOWHERE


class View(ABC):
    """Triples, asked by subject, by value and by property; IRIs are plain strings, values are terms."""

    @abstractmethod
    def values(self, iri: str, predicate: str) -> list[Term]:
        """The values of one property of ``iri``."""

    @abstractmethod
    def about(self, iri: str) -> Mapping[str, list[Term]]:
        """Property → values of ``iri``; empty where nothing is said of it."""

    @abstractmethod
    def having(self, predicate: str, value: Term | str | None = None) -> set[str]:
        """The subjects that have the property, with that value where one is given (a plain string is an IRI)."""

    @abstractmethod
    def pointing_to(self, iri: str) -> set[str]:
        """The subjects of which some value is ``iri``."""

    @abstractmethod
    def subjects(self) -> Iterator[str]:
        """The IRIs of all of which something is said."""

    def __contains__(self, iri: str) -> bool:
        return bool(self.about(iri))

    def texts(self, iri: str, predicate: str) -> list[str]:
        """The values of one property, as plain strings (IRIs or lexical forms)."""
        return [value.value for value in self.values(iri, predicate)]

    def first(self, iri: str, predicate: str) -> str | None:
        """The smallest of ``texts``, or None."""
        return min(self.texts(iri, predicate), default=None)

    def types(self, iri: str) -> set[str]:
        """The IRIs of the classes that are stated for ``iri``."""
        return set(self.texts(iri, terms.TYPE))


class Overlay(View):
    """``view`` with triples added and others removed."""

    def __init__(self, view: View, added: Iterable[Triple], removed: Iterable[Triple] = ()) -> None:
        self._view = view
        self._added: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        self._removed: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        for store, triples in ((self._added, added), (self._removed, removed)):
            for triple in triples:
                subject, value = triple.subject, triple.object
                assert isinstance(subject, NamedNode) and isinstance(value, Term)
                store[subject.value].setdefault(triple.predicate.value, []).append(value)
        self._removed_with: dict[str, set[str]] = defaultdict(set)
        for subject_iri, pairs in self._removed.items():
            for predicate in pairs:
                self._removed_with[predicate].add(subject_iri)
        self._added_to: dict[str, set[str]] = defaultdict(set)
        self._added_with: dict[tuple[str, Term | None], set[str]] = defaultdict(set)
        for subject_iri, pairs in self._added.items():
            for predicate, values in pairs.items():
                self._added_with[predicate, None].add(subject_iri)
                for value in values:
                    self._added_with[predicate, value].add(subject_iri)
                    if isinstance(value, NamedNode):
                        self._added_to[value.value].add(subject_iri)

    def values(self, iri: str, predicate: str) -> list[Term]:
        """The values of one property of ``iri`` after the change."""
        found = self._view.values(iri, predicate)
        removed = self._removed.get(iri, {}).get(predicate)
        added = self._added.get(iri, {}).get(predicate)
        if removed:
            found = [value for value in found if value not in removed]
        if added:
            found = [*found, *(value for value in added if value not in found)]
        return found

    def about(self, iri: str) -> Mapping[str, list[Term]]:
        """Property → values of ``iri`` after the change."""
        known = self._view.about(iri)
        if iri not in self._added and iri not in self._removed:
            return known
        together = {predicate: self.values(iri, predicate) for predicate in {*known, *self._added.get(iri, {})}}
        return {predicate: values for predicate, values in together.items() if values}

    def having(self, predicate: str, value: Term | str | None = None) -> set[str]:
        """The subjects that have the property, with that value where one is given, after the change."""
        term = None if value is None else node(value)
        found = set(self._view.having(predicate, value))
        found |= self._added_with.get((predicate, term), set())
        for iri in found & self._removed_with.get(predicate, set()):
            left = self.values(iri, predicate)
            if not left or (term is not None and term not in left):
                found.discard(iri)
        return found

    def pointing_to(self, iri: str) -> set[str]:
        """The subjects of which some value is ``iri`` after the change."""
        found = self._view.pointing_to(iri) | self._added_to.get(iri, set())
        wanted = node(iri)
        for subject in found & self._removed.keys():
            if not any(wanted in values for values in self.about(subject).values()):
                found.discard(subject)
        return found

    def subjects(self) -> Iterator[str]:
        """The IRIs of all of which something is said after the change."""
        seen = set()
        for iri in self._view.subjects():
            if iri not in self._removed or self.about(iri):
                seen.add(iri)
                yield iri
        yield from (iri for iri in self._added if iri not in seen)
