"""What an export holds: the quads of a cut of a knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from incumbent.base.facts import Facts
from incumbent.base.finding import find_thing
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import UnknownNameError
from incumbent.export import cut
from incumbent.model.terms import inc


def quads(
    base: KnowledgeBase,
    *,
    dossiers: Sequence[str] = (),
    derived: bool = False,
    class_name: str | None = None,
    thing: str | None = None,
    depth: int = 1,
) -> Iterator[Quad]:
    """The quads of the part that is wanted, facts in their dossiers' graphs, derived triples in their own.

    ``dossiers`` limits to these; ``class_name`` to the members of a class, with their records; ``thing`` to one thing
    and what is within ``depth`` steps of it. Things that are only mentioned keep their preferred labels. Raises
    UnknownNameError or AmbiguousNameError for names that do not stand for just one thing.
    """
    names = [base.require_dossier(name) for name in dossiers] or base.dossiers()
    everything = Facts.read(base)
    facts = everything if not dossiers else _of(everything, names)
    kept = _kept(base, facts, class_name, thing, depth)
    stated: list[Triple] = []
    for name in names:
        graph = NamedNode(base.dossier_iri(name))
        for triple in facts.triples_in(name):
            if kept is None or _iri(triple) in kept:
                stated.append(triple)
                yield Quad(triple.subject, triple.predicate, triple.object, graph)
    if kept is not None or dossiers:
        for triple in cut.names_of(everything, stated):
            yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    if derived:
        yield from _derived(base, facts, kept)


def _of(everything: Facts, names: Sequence[str]) -> Facts:
    facts = Facts()
    for name in names:
        facts.add(name, everything.triples_in(name))
    return facts


def _iri(triple: Triple) -> str:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value


def _kept(base: KnowledgeBase, facts: Facts, class_name: str | None, thing: str | None, depth: int) -> set[str] | None:
    kept: set[str] | None = None
    if class_name is not None:
        classes = {c.name.casefold(): c.iri for c in base.vocabulary.classes.values() if not c.derived}
        wanted = class_name.removeprefix("inc:").casefold()
        if wanted not in classes:
            near = base.vocabulary.near(wanted, [base.vocabulary.classes[iri].name for iri in classes.values()])
            raise UnknownNameError(f"No class is called {class_name!r}; 'incumbent terms' lists them.", near)
        kept = cut.of_class(facts, base.vocabulary, classes[wanted])
    if thing is not None:
        surroundings = cut.around(facts, base.vocabulary, find_thing(base, facts, thing), depth)
        kept = surroundings if kept is None else kept & surroundings
    return kept


def _derived(base: KnowledgeBase, facts: Facts, kept: set[str] | None) -> Iterator[Quad]:
    from incumbent.derive.whole import Derivation

    graph = NamedNode(base.derived_iri)
    triples = list(Derivation(facts, base.vocabulary, base.settings.iri).triples())
    if kept is not None:
        reached = set(kept)
        for triple in triples:  # a derived node goes with what it is derived from
            if triple.predicate.value == inc("derivedFrom") and triple.object.value in kept:  # type: ignore[union-attr]
                reached.add(_iri(triple))
        triples = [triple for triple in triples if _iri(triple) in reached]
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, graph)
