"""Which part of the graph an export takes: whole, some dossiers, a class, or a thing with its surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from incumbent.base.facts import Facts
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary


def of_class(facts: Facts, vocabulary: Vocabulary, class_iri: str) -> set[str]:
    """The members of a class and of its narrower classes, with their records and what supports these."""
    members = {s for s in facts.subjects() if any(vocabulary.is_a(t, class_iri) for t in facts.types(s))}
    return with_records(facts, vocabulary, members)


def around(facts: Facts, vocabulary: Vocabulary, thing: str, depth: int) -> set[str]:
    """``thing``, and what is reached from it in ``depth`` steps; a step leads from a thing over its records to others."""
    reached, edge = {thing}, {thing}
    for _ in range(depth):
        near = with_records(facts, vocabulary, edge)
        edge = {value.value for iri in near for value in _links(facts, iri) if value.value in facts} - reached - near
        reached |= near | edge
    return with_support(facts, reached)


def with_records(facts: Facts, vocabulary: Vocabulary, things: Iterable[str]) -> set[str]:
    """``things`` with the records that point to them, and with what supports all of these."""
    record = inc("Record")
    reached = set(things)
    for thing in list(reached):
        reached.update(
            iri for iri in facts.pointing_to(thing) if any(vocabulary.is_a(t, record) for t in facts.types(iri))
        )
    return with_support(facts, reached)


def with_support(facts: Facts, subjects: Iterable[str]) -> set[str]:
    """``subjects`` with the evidence and inferences about them, and the voices and sources of these."""
    reached = set(subjects)
    for iri in list(reached):
        for pointing in facts.pointing_to(iri):
            if iri in facts.texts(pointing, inc("about")):
                reached.add(pointing)
                reached.update(facts.texts(pointing, inc("source")))
                voices = facts.texts(pointing, inc("voice"))
                while voices:
                    voice = voices.pop()
                    if voice in facts and voice not in reached:
                        reached.add(voice)
                        voices += facts.texts(voice, inc("relayedBy"))
    return reached


def _links(facts: Facts, iri: str) -> Iterator[NamedNode]:
    skipped = {inc("about"), inc("voice"), inc("source"), terms.TYPE, inc("premise")}
    for predicate, values in facts.about(iri).items():
        if predicate not in skipped:
            yield from (value for value in values if isinstance(value, NamedNode))


def names_of(facts: Facts, triples: Iterable[Triple]) -> Iterator[Triple]:
    """The preferred labels of what ``triples`` only mention: such things keep their names in any cut."""
    described: set[str] = set()
    mentioned: set[str] = set()
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        described.add(triple.subject.value)
        if isinstance(triple.object, NamedNode):
            mentioned.add(triple.object.value)
    for iri in sorted(mentioned - described):
        for label in facts.values(iri, terms.PREF_LABEL):
            yield Triple(NamedNode(iri), NamedNode(terms.PREF_LABEL), label)
