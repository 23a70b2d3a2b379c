"""The stated facts as rules read them, from the cache: each look costs what it finds, not what the base weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Store

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.view import View, node
from incumbent.model.terms import XSD, inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary
from incumbent.store.cache import Cache, open_read_only
from incumbent.store.contents import STATED

_STATED = NamedNode(STATED)
_INTEGER = NamedNode(XSD + "integer")
# What the engine keeps as xsd:integer.
_COUNTS = frozenset({XSD + "nonNegativeInteger", XSD + "positiveInteger"})


class Stored(View):
    """The stated facts of an open store; a literal may be spelt as the engine spells it (``01`` as ``1``).

    The engine keeps every kind of integer as ``xsd:integer``; here each has the datatype that the vocabulary wants.
    """

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._counts = {
            iri: NamedNode(datatype)
            for iri, prop in vocabulary.properties.items()
            for datatype in prop.ranges
            if datatype in _COUNTS
        }
        self._known: dict[str, dict[str, list[Term]]] = {}

    def values(self, iri: str, predicate: str) -> list[Term]:
        """The values of one property of ``iri``."""
        return self._about(iri).get(predicate, [])

    def about(self, iri: str) -> Mapping[str, list[Term]]:
        """Property → values of ``iri``; empty where nothing is said of it."""
        return self._about(iri)

    def _about(self, iri: str) -> dict[str, list[Term]]:
        known = self._known.get(iri)
        if known is None:
            known = defaultdict(list)
            for quad in self._store.quads_for_pattern(_subject(iri), None, None, _STATED):
                assert isinstance(quad.object, Term)
                known[quad.predicate.value].append(quad.object)
            self._known[iri] = known = dict(known)
            self._restore(known)
        return known

    def _restore(self, known: dict[str, list[Term]]) -> None:
        for predicate, values in known.items():
            if not any(_is_integer(value) for value in values):
                continue
            if predicate == inc("value"):  # of evidence: it has the datatype of the property that it is about
                wanted = [self._counts.get(prop.value) for prop in known.get(inc("property"), [])]
                datatype = wanted[0] if len(wanted) == 1 else None
            else:
                datatype = self._counts.get(predicate)
            if datatype is not None:
                known[predicate] = [
                    Literal(value.value, datatype=datatype) if _is_integer(value) else value for value in values
                ]

    def having(self, predicate: str, value: Term | str | None = None) -> set[str]:
        """The subjects that have the property, with that value where one is given (a plain string is an IRI)."""
        term = None if value is None else node(value)
        found = self._store.quads_for_pattern(None, NamedNode(predicate), term, _STATED)
        return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}

    def pointing_to(self, iri: str) -> set[str]:
        """The subjects of which some value is ``iri``."""
        found = self._store.quads_for_pattern(None, None, node(iri), _STATED)
        return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}

    def subjects(self) -> Iterator[str]:
        """The IRIs of all of which something is said."""
        seen = set()
        for quad in self._store.quads_for_pattern(None, None, None, _STATED):
            if isinstance(quad.subject, NamedNode) and quad.subject.value not in seen:
                seen.add(quad.subject.value)
                yield quad.subject.value


def _is_integer(value: Term) -> TypeGuard[Literal]:
    return isinstance(value, Literal) and value.datatype == _INTEGER


def _subject(iri: str) -> NamedNode:
    found = node(iri)
    assert isinstance(found, NamedNode)
    return found


def open_view(base: KnowledgeBase) -> View:
    """The facts of ``base``: from its cache where that is up to date, else from the text."""
    path = Cache(base).ready_store()
    return Facts.read(base) if path is None else Stored(open_read_only(path), base.vocabulary)
