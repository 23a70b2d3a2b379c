"""Evidence without a place on pages: its source alone is named, and its words are shown only where they were kept."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import FactsOf
from tests.derive.test_evidence_without_place import FORM, placeless
from tests.pages.conftest import KB, view_of

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.model.terms import inc
from incumbent.pages import backing
from incumbent.pages.passage import Passages
from incumbent.submission.quotes import Texts


def test_the_source_stands_without_a_spot(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    view = view_of(empty_base, placeless(facts_of(FORM)))
    (evidence,) = view.support.of(KB + "person-ann")
    assert backing.place(view, evidence) == ("facts", "")
    assert backing.citation(view, [evidence]) == "facts"


def test_the_words_are_not_looked_for(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts = placeless(facts_of(FORM))
    view = view_of(empty_base, facts)
    (evidence,) = view.support.of(KB + "person-ann")
    words, note = Passages(view, Texts(empty_base.sources_folder)).of(evidence)
    assert words is None and note == "no place in the text is known, only the digest of the words"
    facts.add("talks", [Triple(NamedNode(evidence.iri), NamedNode(inc("quote")), Literal("Ann lives", language="en"))])
    assert Passages(view, Texts(empty_base.sources_folder)).of(evidence).words == "«Ann lives»"
