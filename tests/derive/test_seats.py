"""Offices that several people fill at a time: nobody follows anybody, and nobody's presence excludes another's."""

from __future__ import annotations

import pytest
from tests.conftest import FactsOf

from incumbent.base.knowledge_base import packaged_root
from incumbent.derive.seats import Seats
from incumbent.derive.whole import Derivation
from incumbent.model.vocabulary import Vocabulary

KB = "https://example.org/kb/"
WORLD = """
- state: x
  label: X
  quote: X is a state
- office: post-x
  label: Post of X
  officeOf: state-x
  {kind}
  quote: X has a post
- person: ann
  label: Ann
  quote: Ann lives
- person: bob
  label: Bob
  quote: Bob lives
- tenure:
  holder: person-ann
  office: office-post-x
  date: 2014/2016
  quote: Ann had it from 2014 to 2016
- tenure:
  holder: person-bob
  office: office-post-x
  date: 2017/2020
  quote: Bob had it from 2017 to 2020
- meeting: hall
  label: the hall meeting
  date: "2018-05-01"
  quote: they met in the hall
  statusReports:
  - {{status: held, quote: the hall meeting was held}}
  participations:
  - {{participant: person-ann, statedCapacity: office-post-x, quote: Ann of the post came}}
"""


@pytest.mark.parametrize(
    ("kind", "single"),
    [
        ("officeKind: foreignMinister", True),
        ("officeKind: deputyForeignMinister", False),
        ("officeKind: deputyHeadOfDepartment", False),
        ("officeKind: envoy", False),
        ('{officeKind: envoy, seats: "1"}', True),
        ('{officeKind: foreignMinister, seats: "2"}', False),
        ('seats: "1"', True),
        ("note: {en: of no kind}", True),
    ],
)
def test_seats_by_number_else_by_kind(facts_of: FactsOf, kind: str, single: bool) -> None:
    written = kind.strip("{}").replace(", ", "\n  ") if kind.startswith("{") else kind
    facts = facts_of(WORLD.format(kind=written))
    vocabulary = Vocabulary(sorted((packaged_root() / "ontology").glob("*.ttl")))
    assert Seats(facts, vocabulary).single(KB + "office-post-x") is single
    derived = {str(triple) for triple in Derivation(facts, vocabulary, KB).triples()}
    assert any("successorTenure" in triple for triple in derived) is single
    capacities = Derivation(facts, vocabulary, KB).capacities
    (participation,) = capacities.participations()
    # Ann's own tenure was over; where Bob had the only seat, that is told by his tenure too.
    (capacity,) = capacities.capacities(participation)
    assert capacity.basis == "conflict"
