"""The stated facts as the cache has them are those of the text, each literal with its own datatype."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.model.terms import XSD, inc
from incumbent.store.contents import STATED
from incumbent.store.view import Stored

REPOSITORY = Path(__file__).parents[2]


def test_the_cache_says_what_the_text_says() -> None:
    base = KnowledgeBase(REPOSITORY)
    facts = Facts.read(base)
    store = Store()
    store.bulk_extend(
        Quad(NamedNode(iri), NamedNode(predicate), value, NamedNode(STATED))
        for iri in facts.subjects()
        for predicate, values in facts.about(iri).items()
        for value in values
    )
    stored = Stored(store, base.vocabulary)
    assert set(stored.subjects()) == set(facts.subjects())
    for iri in facts.subjects():
        assert {p: set(values) for p, values in stored.about(iri).items()} == {
            p: set(values) for p, values in facts.about(iri).items()
        }


def test_what_evidence_is_about_has_the_datatype_of_its_property() -> None:
    count, years = (Literal("3", datatype=NamedNode(XSD + name)) for name in ("nonNegativeInteger", "integer"))
    evidence, other = NamedNode("https://example.org/kb/evidence-a"), NamedNode("https://example.org/kb/evidence-b")
    store = Store()
    for subject, name, value in ((evidence, "headcount", count), (other, "years", years)):
        for triple in (
            Triple(subject, NamedNode(inc("property")), NamedNode(inc(name))),
            Triple(subject, NamedNode(inc("value")), value),
        ):
            store.add(Quad(*triple, NamedNode(STATED)))
    stored = Stored(store, KnowledgeBase(REPOSITORY).vocabulary)
    assert stored.values(evidence.value, inc("value")) == [count]
    assert stored.values(other.value, inc("value")) == [years]
    assert stored.having(inc("value"), count) == {evidence.value, other.value}
