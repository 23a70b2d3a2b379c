"""Capacity at a participation: stated, inferred, both, in conflict, or not stated; and candidates for the unnamed."""

from __future__ import annotations

import pytest
from tests.conftest import FactsOf

from incumbent.derive.whole import Derivation

KB = "https://example.org/kb/"

WORLD = """
- state: x
  label: X
  quote: X is a state
- office: minister-x
  label: Minister of X
  officeOf: state-x
  quote: X has a minister
- office: deputy-x
  label: Deputy of X
  officeOf: state-x
  quote: X has a deputy
- person: ann
  label: Ann
  quote: Ann lives
- person: bob
  label: Bob
  quote: Bob lives
"""


def meeting(date: str, participations: str, slug: str = "hall") -> str:
    """A held meeting with its participations, each a line."""
    return f"""
- meeting: {slug}
  label: the {slug} meeting
  date: "{date}"
  quote: they met in the {slug}
  statusReports:
  - {{status: held, quote: the {slug} meeting was held}}
  participations:
{participations}
"""


@pytest.fixture
def capacities(facts_of: FactsOf):
    def derive(*forms: str) -> dict[tuple[str, str], set[tuple[str | None, str, str | None]]]:
        facts = facts_of(WORLD, name="world")
        for number, form in enumerate(forms):
            facts = facts_of(form, name=f"form{number}")
        vocabulary = _vocabulary()
        derived = Derivation(facts, vocabulary, KB)
        found: dict[tuple[str, str], set[tuple[str | None, str, str | None]]] = {}
        for participation in derived.capacities.participations():
            event = facts.first(participation, _inc("event")).removeprefix(KB)
            who = facts.first(participation, _inc("participant")).removeprefix(KB)
            for c in derived.capacities.capacities(participation):
                office = c.office.removeprefix(KB) if c.office else None
                certainty = c.certainty.value if c.certainty else None
                found.setdefault((event, who), set()).add((office, c.basis, certainty))
            for candidacy in derived.capacities.candidacies(participation):
                key = (event, "candidate " + who)
                found.setdefault(key, set()).add(
                    (candidacy.person.removeprefix(KB), "candidate", candidacy.certainty.value)
                )
        return found

    return derive


def _inc(name: str) -> str:
    return "https://w3id.org/incumbent/ontology#" + name


def _vocabulary():
    from incumbent.base.knowledge_base import packaged_root
    from incumbent.model.vocabulary import Vocabulary

    return Vocabulary(sorted((packaged_root() / "ontology").glob("*.ttl")))


def tenure(holder: str, extent: str, quote: str, office: str = "minister-x") -> str:
    return f"""
- tenure:
  holder: person-{holder}
  office: office-{office}
  {extent}
  quote: {quote}
"""


ANN_STATED = "  - {participant: person-ann, statedCapacity: office-minister-x, quote: Minister Ann came}"
ANN_PLAIN = "  - {participant: person-ann, quote: Ann came}"


def test_a_stated_office_that_nothing_else_bears_on_is_only_stated(capacities) -> None:
    found = capacities(meeting("2020-05-01", ANN_STATED))
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyStated", "certain")}


def test_an_office_that_a_tenure_gives_is_only_inferred(capacities) -> None:
    found = capacities(meeting("2020-05-01", ANN_PLAIN), tenure("ann", "date: 2019/2021", "Ann was minister from 2019"))
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyInferred", "certain")}


def test_an_office_that_a_tenure_may_give_is_possible(capacities) -> None:
    found = capacities(meeting("2020", ANN_PLAIN), tenure("ann", "date: 2020-03/2021", "Ann was minister from March"))
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyInferred", "possible")}


def test_stated_and_inferred_agree(capacities) -> None:
    found = capacities(
        meeting("2020-05-01", ANN_STATED), tenure("ann", "date: 2019/2021", "Ann was minister from 2019")
    )
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "agree", "certain")}


def test_a_tenure_that_was_over_is_in_conflict(capacities) -> None:
    found = capacities(
        meeting("2020-05-01", ANN_STATED), tenure("ann", "date: 2017/2018", "Ann was minister until 2018")
    )
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "conflict", "certain")}


def test_another_holder_of_the_only_seat_is_in_conflict(capacities) -> None:
    found = capacities(
        meeting("2020-05-01", ANN_STATED), tenure("bob", "date: 2019/2021", "Bob was minister from 2019")
    )
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "conflict", "certain")}


def test_no_office_anywhere_is_not_stated(capacities) -> None:
    found = capacities(meeting("2020-05-01", ANN_PLAIN))
    assert found["meeting-hall", "person-ann"] == {(None, "notStated", None)}


def test_a_tenure_known_from_the_same_words_proves_nothing(capacities) -> None:
    found = capacities(
        meeting("2020-05-01", ANN_STATED) + tenure("ann", "attestedAt: meeting-hall", "Minister Ann came")
    )
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyStated", "certain")}


def test_words_within_the_participations_own_words_prove_nothing_either(capacities) -> None:
    found = capacities(meeting("2020-05-01", ANN_STATED) + tenure("ann", "attestedAt: meeting-hall", "Minister Ann"))
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyStated", "certain")}


def test_other_words_that_attest_the_tenure_at_the_same_undated_event_do(capacities) -> None:
    undated = meeting("2020-05-01", ANN_PLAIN).replace('date: "2020-05-01"', "dateUnknown: true")
    found = capacities(undated, tenure("ann", "attestedAt: meeting-hall", "she sat there as minister"))
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyInferred", "certain")}


def test_where_nothing_bears_on_the_day_nothing_is_inferred(capacities) -> None:
    found = capacities(
        meeting("2020-05-01", ANN_PLAIN),
        meeting("2022-05-01", ANN_PLAIN, "yard"),
        tenure("ann", "attestedOn: 2021-05-01", "Minister Ann on that day"),
    )
    assert found["meeting-hall", "person-ann"] == {(None, "notStated", None)}
    assert found["meeting-yard", "person-ann"] == {(None, "notStated", None)}


def test_a_nominee_who_never_served_held_no_office(capacities) -> None:
    extent = "date: 2019/2021\n  tenureKind: nominatedNeverServed"
    found = capacities(meeting("2020-05-01", ANN_PLAIN), tenure("ann", extent, "Ann was named from 2019"))
    assert found["meeting-hall", "person-ann"] == {(None, "notStated", None)}


UNNAMED = """\
  - {participant: agent-someone, statedCapacity: office-minister-x, quote: the minister of X came}
- unnamedAgent: someone
  label: the minister (unnamed)
  headcount: 1
  localTo: meeting-hall
  quote: the minister of X"""


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        ("date: 2019/2021", {("person-ann", "candidate", "certain")}),
        ("date: 2020-05/2021", {("person-ann", "candidate", "possible")}),
        ("date: 2021/2022", None),
        ("attestedOn: 2021-01-01", None),
    ],
)
def test_candidates_for_an_unnamed_holder(capacities, extent: str, expected) -> None:
    date = "2020-05-15" if "2020-05/" in extent else "2020-06-01"
    found = capacities(meeting(date, UNNAMED), tenure("ann", extent, "Ann was minister"))
    assert found.get(("meeting-hall", "candidate agent-someone")) == expected
    assert ("meeting-hall", "person-ann") not in found


def test_a_named_participant_has_no_candidates(capacities) -> None:
    found = capacities(meeting("2020-05-01", ANN_STATED), tenure("bob", "date: 2019/2021", "Bob was minister"))
    assert ("meeting-hall", "candidate person-ann") not in found


def test_a_tenure_attested_at_a_meeting_that_is_only_planned_counts_for_nothing(capacities) -> None:
    planned = meeting("2020-05-01", ANN_PLAIN, "plan").replace("status: held", "status: planned")
    found = capacities(
        planned,
        meeting("2020-05-01", ANN_PLAIN),
        tenure("ann", "attestedAt: meeting-plan", "Ann is to sit there as minister"),
    )
    assert found["meeting-hall", "person-ann"] == {(None, "notStated", None)}


def test_a_tenure_that_is_only_denied_counts_for_nothing(capacities) -> None:
    denied = tenure("ann", "date: 2019/2021", "Ann was never minister") + "  stance: denies\n"
    found = capacities(meeting("2020-05-01", ANN_PLAIN), denied)
    assert found["meeting-hall", "person-ann"] == {(None, "notStated", None)}


def test_a_hedged_tenure_makes_it_possible(capacities) -> None:
    hedged = tenure("ann", "date: 2019/2021", "Ann may have been minister") + "  stance: hedges\n"
    found = capacities(meeting("2020-05-01", ANN_PLAIN), hedged)
    assert found["meeting-hall", "person-ann"] == {("office-minister-x", "onlyInferred", "possible")}


def test_a_holder_is_a_candidate_for_the_unnamed_and_no_conflict(capacities) -> None:
    found = capacities(meeting("2020-06-01", UNNAMED), tenure("ann", "date: 2019/2021", "Ann was minister"))
    assert found["meeting-hall", "agent-someone"] == {("office-minister-x", "onlyStated", "certain")}
