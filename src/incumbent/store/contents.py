"""What a store holds: the facts of some dossiers, each in its named graph, and what is derived from just these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from incumbent.base.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

    from incumbent.base.facts import Facts

# The graph of a store that holds the facts of all its dossiers; no query sees it by name.
STATED = "urn:incumbent:stated"


def quads(base: KnowledgeBase, dossiers: Iterable[str] = ()) -> Iterator[Quad]:
    """All quads of a store: each dossier's facts in its named graph, what is derived from them in its own.

    The unnamed graph holds all of it once, and ``STATED`` all facts once: what two dossiers state would come twice from a
    union of their graphs.
    """
    from pyoxigraph import DefaultGraph, NamedNode

    from incumbent.base.facts import Facts, read_turtle
    from incumbent.derive.whole import Derivation

    chosen = sorted(dossiers) or base.dossiers()
    facts = Facts()
    stated = NamedNode(STATED)
    for name in chosen:
        graph = NamedNode(base.dossier_iri(name))
        for _, path in base.fact_files(name):
            for triple in read_turtle(path):
                facts.add(name, (triple,))
                yield _quad(triple, graph)
                yield _quad(triple, stated)
                yield _quad(triple, DefaultGraph())
    if dossiers:
        yield from _names_of_mentioned(base, facts)
    derived = NamedNode(base.derived_iri)
    for triple in Derivation(facts, base.vocabulary, base.settings.iri).triples():
        yield _quad(triple, derived)
        yield _quad(triple, DefaultGraph())


def _names_of_mentioned(base: KnowledgeBase, facts: Facts) -> Iterator[Quad]:
    """Names of things that the chosen dossiers only mention, so that answers can show them."""
    from pyoxigraph import DefaultGraph, NamedNode, Triple

    from incumbent.base.facts import Facts
    from incumbent.model import terms
    from incumbent.model.terms import inc

    everything = Facts.read(base)
    derived = NamedNode(base.derived_iri)
    mentioned = {
        v.value for t in facts if isinstance(v := t.object, NamedNode) and v.value.startswith(base.settings.iri)
    }
    for iri in sorted(mentioned):
        if not facts.values(iri, terms.PREF_LABEL):
            for label in everything.values(iri, terms.PREF_LABEL):
                name = Triple(NamedNode(iri), NamedNode(inc("knownAs")), label)
                yield _quad(name, derived)
                yield _quad(name, DefaultGraph())


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    from pyoxigraph import Quad

    return Quad(triple.subject, triple.predicate, triple.object, graph)
