"""Evidence of which only the digest is known: it is shown without a place, and overlaps with the same words alone."""

from __future__ import annotations

from pyoxigraph import NamedNode
from tests.conftest import FactsOf

from incumbent.base.facts import Facts
from incumbent.derive.citation import citation
from incumbent.derive.support import Support
from incumbent.model.terms import inc

FORM = """\
- person: ann
  label: Ann
  quote: Ann lives
- person: bob
  label: Bob
  quote: Bob lives
- person: cem
  label: Cem
  quote: Cem lives
  stance: hedges
"""
PLACE = {inc(name) for name in ("start", "end", "paragraph")}


def placeless(facts: Facts, *names: str) -> Facts:
    """A copy in which the evidence about ``names``, or all, has no place."""
    twin = Facts()
    gone = {
        iri
        for iri in facts.having(inc("sha256"))
        if not names or any(about.rsplit("/", 1)[-1] in names for about in facts.texts(iri, inc("about")))
    }
    twin.add("talks", [t for t in facts if t.predicate.value not in PLACE or t.subject.value not in gone])  # type: ignore[union-attr]
    return twin


def test_a_citation_without_a_place_names_the_source(facts_of: FactsOf) -> None:
    facts = facts_of(FORM)
    ann, cem = (next(i for i in facts.subjects() if i.endswith(name)) for name in ("person-ann", "person-cem"))
    assert "¶" in (citation(facts, Support(facts), ann) or "")
    bare = placeless(facts)
    assert citation(bare, Support(bare), ann) == "facts"
    assert citation(bare, Support(bare), cem) == "facts (hedged)"


def test_two_evidences_without_places_share_no_words(facts_of: FactsOf) -> None:
    for facts in (placeless(facts_of(FORM)), placeless(facts_of(FORM), "person-ann")):
        ann = next(i for i in facts.subjects() if i.endswith("person-ann"))
        support = Support(facts)
        assert support.own(ann) == {evidence.iri for evidence in support.of(ann)}


def test_the_same_words_are_the_same_words_without_a_place(facts_of: FactsOf) -> None:
    form = FORM + "- person: deniz\n  label: Deniz\n  quote: Ann lives\n  stance: hedges\n"
    facts = placeless(facts_of(form))
    ann, deniz = (
        NamedNode(next(i for i in facts.subjects() if i.endswith(n))).value for n in ("person-ann", "person-deniz")
    )
    support = Support(facts)
    assert {evidence.iri for evidence in support.of(deniz)} < support.own(ann)
    half = placeless(facts_of(form, name="facts"), "person-ann")
    assert {evidence.iri for evidence in Support(half).of(deniz)} < Support(half).own(ann)
