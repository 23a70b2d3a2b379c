"""How much the shipped base holds at least, by kind: a merge that loses facts is seen.

The floors for offices, tenures and agreements are what the five texts name, counted in a second reading; there are no more of
them in these texts without guessing.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.conftest import ROOT

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.model.terms import inc

FLOORS = {
    "Person": 20,
    "Participation": 55,
    "Office": 18,
    "Tenure": 26,
    "Agreement": 11,
    "Event": 25,
    "Claim": 100,
    "Statement": 35,
    "Evidence": 950,
    "Name": 140,
}


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    base = KnowledgeBase(ROOT)
    facts = Facts.read(base)
    found: Counter[str] = Counter()
    for iri in facts.subjects():
        classes = [base.vocabulary.classes[t].ancestors for t in facts.types(iri) if t in base.vocabulary.classes]
        found.update(set().union(*classes))
    return found


@pytest.mark.parametrize("kind", FLOORS)
def test_there_are_at_least(kind: str, counts: Counter[str]) -> None:
    assert counts[inc(kind)] >= FLOORS[kind]
