"""The stated facts as rules read them, from the cache: each look costs what it finds, not what the base weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Store

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.view import View, node
from incumbent.model.turtle import Term
from incumbent.store.cache import Cache, open_read_only
from incumbent.store.contents import STATED

_STATED = NamedNode(STATED)


class Stored(View):
    """The stated facts of an open store; a literal may be spelt as the engine spells it (``01`` as ``1``)."""

    def __init__(self, store: Store) -> None:
        self._store = store
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
        return known

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


def _subject(iri: str) -> NamedNode:
    found = node(iri)
    assert isinstance(found, NamedNode)
    return found


def open_view(base: KnowledgeBase) -> View:
    """The facts of ``base``: from its cache where that is up to date, else from the text."""
    path = Cache(base).ready_store()
    return Facts.read(base) if path is None else Stored(open_read_only(path))
