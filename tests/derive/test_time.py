"""Bounds, status and succession as they follow from forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import FactsOf

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import packaged_root
from incumbent.derive.whole import Derivation
from incumbent.model.vocabulary import Vocabulary

INC = "https://w3id.org/incumbent/ontology#"
KB = "https://example.org/kb/"
Derived = dict[str, dict[str, set[str]]]

OFFICE = """
- state: x
  label: X
  quote: X is a state
- office: minister-x
  label: Minister of X
  officeOf: state-x
  quote: X has a minister
"""


@pytest.fixture
def derived(facts_of: FactsOf) -> Callable[..., Derived]:
    vocabulary = Vocabulary(sorted((packaged_root() / "ontology").glob("*.ttl")))

    def derive(*forms: str) -> Derived:
        facts = Facts()
        for number, form in enumerate(forms):
            facts = facts_of(form, name=f"form{number}")
        found: Derived = {}
        for triple in Derivation(facts, vocabulary, KB).triples():
            about = found.setdefault(triple.subject.value.removeprefix(KB), {})
            value = triple.object.value.removeprefix(KB).removeprefix(INC)
            about.setdefault(triple.predicate.value.removeprefix(INC), set()).add(value)
        return found

    return derive


def bounds(node: dict[str, set[str]]) -> tuple[str | None, ...]:
    names = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
    return tuple(next(iter(node.get(name, {None}))) for name in names)  # type: ignore[arg-type]


def event(date: str, status: str = "held", slug: str = "hall") -> str:
    day = f'date: "{date}"' if date else "dateUnknown: true"
    return f"""
- meeting: {slug}
  label: the {slug} meeting
  {day}
  quote: they met in the {slug}
  statusReports:
  - {{status: {status}, quote: the {slug} meeting was reported}}
"""


def person(name: str) -> str:
    return f"- person: {name.lower()}\n  label: {name}\n  quote: {name} lives\n"


def tenure(holder: str, slug: str, *extents: str) -> str:
    lines = "".join(f"  {extent}\n" for extent in extents)
    return f"- tenure: {slug}\n  holder: person-{holder}\n  office: office-minister-x\n{lines}  quote: {holder} sat there, {slug}\n"


def test_several_dates_are_narrowed(derived) -> None:
    found = derived(event("2024-12"), event("2024-36").split("  statusReports")[0].replace("they met", "late they met"))
    assert bounds(found["meeting-hall"]) == ("2024-12-01", "2024-12-31", "2024-12-01", "2024-12-31")
    assert not any(name.startswith("disagreement") for name in found)


def test_dates_that_exclude_each_other_disagree(derived) -> None:
    other = event("2024-10").split("  statusReports")[0].replace("they met", "early they met")
    found = derived(event("2024-12"), other)
    (node,) = [node for name, node in found.items() if name.startswith("disagreement")]
    assert node["disagreementOn"] == {"meeting-hall"} and node["disagreementProperty"] == {"date"}
    assert bounds(found["meeting-hall"]) == ("2024-10-01", "2024-12-31", "2024-10-01", "2024-12-31")


def test_a_missing_year_gives_no_bounds(derived) -> None:
    assert bounds(derived(event("XXXX-05-20"))["meeting-hall"]) == (None, None, None, None)


def test_a_doubtful_date_gives_no_firm_bounds(derived) -> None:
    assert bounds(derived(event("2020?"))["meeting-hall"]) == (None, None, None, None)


def test_an_attestation_bounds_start_and_end_from_within(derived) -> None:
    found = derived(OFFICE + person("Ann") + event("2020-05-01") + tenure("ann", "a", "attestedAt: meeting-hall"))
    assert bounds(found["tenure-a"]) == (None, "2020-05-01", "2020-05-01", None)


def test_an_interval_and_an_attestation_narrow_together(derived) -> None:
    form = tenure("ann", "a", 'date: "2019-12/.."', "attestedOn: 2020-05-01")
    found = derived(OFFICE + person("Ann") + form)
    assert bounds(found["tenure-a"]) == ("2019-12-01", "2019-12-31", "2020-05-01", None)


def test_start_and_end_may_come_apart(derived) -> None:
    form = tenure("ann", "a", "startDate: 2019-12", "endDate: 2021")
    found = derived(OFFICE + person("Ann") + form)
    assert bounds(found["tenure-a"]) == ("2019-12-01", "2019-12-31", "2021-01-01", "2021-12-31")


def test_a_denied_date_counts_for_nothing(derived) -> None:
    form = event("").replace("dateUnknown: true", 'date: {value: "2020", quote: it was not in 2020, stance: denies}')
    assert bounds(derived(form)["meeting-hall"]) == (None, None, None, None)


def test_the_day_of_a_planned_meeting_is_that_of_its_report(derived) -> None:
    form = event("", "dated").replace("status: dated,", "status: dated, forDate: 2031-03-15,")
    found = derived(form)
    assert bounds(found["meeting-hall"]) == ("2031-03-15", "2031-03-15", "2031-03-15", "2031-03-15")
    assert found["meeting-hall"]["lastPhase"] == {"ahead"}


MOVED = """
- meeting: hall
  label: the hall meeting
  dateUnknown: true
  quote: they are to meet
  statusReports:
  - {status: dated, forDate: 2031-03-15, saidOn: 2031-01-01, quote: on the fifteenth}
  - {status: moved, forDate: 2031-03-20, saidOn: 2031-02-01, quote: now on the twentieth}
"""


def test_the_latest_report_counts(derived) -> None:
    found = derived(MOVED)
    assert found["meeting-hall"]["lastStatus"] == {"moved"}
    assert bounds(found["meeting-hall"])[0] == "2031-03-20"


def test_what_took_place_is_not_undone_by_a_plan(derived) -> None:
    held = "  - {status: held, saidOn: 2031-03-21, quote: it was held}\n"
    later = "  - {status: announced, saidOn: 2031-04-01, quote: announced once more}\n"
    assert derived(MOVED + held + later)["meeting-hall"]["lastStatus"] == {"held"}


def test_what_was_called_off_is_off(derived) -> None:
    off = "  - {status: cancelled, saidOn: 2031-03-01, quote: it is off}\n"
    assert derived(MOVED + off)["meeting-hall"]["lastPhase"] == {"off"}


def test_what_was_called_off_may_be_set_anew(derived) -> None:
    off = "  - {status: cancelled, saidOn: 2031-03-01, quote: it is off}\n"
    anew = "  - {status: dated, forDate: 2031-06-01, saidOn: 2031-04-01, quote: it is on again}\n"
    assert derived(MOVED + off + anew)["meeting-hall"]["lastPhase"] == {"ahead"}


def test_a_report_that_is_only_denied_is_none(derived) -> None:
    denied = "  - {status: held, saidOn: 2031-03-21, quote: nobody says that it was held, stance: denies}\n"
    assert derived(MOVED + denied)["meeting-hall"]["lastStatus"] == {"moved"}


def line(found: Derived) -> set[tuple[str, str]]:
    steps = [node for name, node in found.items() if name.startswith("succession-")]
    return {(next(iter(s["predecessorTenure"])), next(iter(s["successorTenure"]))) for s in steps}


def test_the_line_of_holders_skips_nobody(derived) -> None:
    tenures = (
        tenure("ann", "a", "date: 2010/2012"),
        tenure("bob", "b", "date: 2012/2015"),
        tenure("cem", "c", "attestedOn: 2016-01-01"),
    )
    found = derived(OFFICE + person("Ann") + person("Bob") + person("Cem") + "".join(tenures))
    assert line(found) == {("tenure-a", "tenure-b"), ("tenure-b", "tenure-c")}


def test_an_attestation_on_or_before_a_day_comes_before_a_later_one(derived) -> None:
    tenures = tenure("ann", "a", 'attestedOn: "[..2025-10-11]"') + tenure("bob", "b", "attestedOn: 2025-10-12")
    found = derived(OFFICE + person("Ann") + person("Bob") + tenures)
    assert line(found) == {("tenure-a", "tenure-b")}


def test_holders_of_one_seat_of_several_do_not_follow_each_other(derived) -> None:
    tenures = tenure("ann", "a", "date: 2010/2012") + tenure("bob", "b", "date: 2013/2015")
    office = OFFICE.replace("  officeOf: state-x", "  officeOf: state-x\n  seats: 2")
    assert line(derived(office + person("Ann") + person("Bob") + tenures)) == set()


def test_two_tenures_of_one_person_are_no_succession(derived) -> None:
    tenures = tenure("ann", "a", "date: 2010/2012") + tenure("ann", "a2", "date: 2012/2015")
    assert line(derived(OFFICE + person("Ann") + tenures)) == set()


def test_return_to_office_is_two_steps(derived) -> None:
    tenures = (
        tenure("ann", "a", "date: 2010/2012"),
        tenure("bob", "b", "date: 2012/2015"),
        tenure("ann", "c", "date: 2015/2018"),
    )
    found = derived(OFFICE + person("Ann") + person("Bob") + "".join(tenures))
    assert line(found) == {("tenure-a", "tenure-b"), ("tenure-b", "tenure-c")}


def test_names_are_gathered(derived) -> None:
    form = "- state: x\n  label: X\n  altLabel: Ex\n  quote: X is a state\n  names:\n  - {spelling: Iks, quote: Iks it is}\n"
    assert derived(form)["state-x"]["knownAs"] == {"X", "Ex", "Iks"}


def test_citations_tell_place_voice_and_stance(derived) -> None:
    form = (
        OFFICE
        + person("Ann")
        + "- claim: tall\n  label: Ann is tall\n  subject: person-ann\n  relation: describedAs\n  objectText: tall\n"
        + "  quote: Ann may be tall\n  voice: Ann\n  stance: hedges\n"
    )
    (citation,) = derived(form)["claim-tall"]["citation"]
    assert citation.startswith("form0 ¶") and citation.endswith("(Ann, hedged)")


def test_the_same_facts_give_the_same_triples_in_any_order(facts_of: FactsOf) -> None:
    vocabulary = Vocabulary(sorted((packaged_root() / "ontology").glob("*.ttl")))
    facts = facts_of(OFFICE + person("Ann") + event("2020-05-01") + tenure("ann", "a", "attestedAt: meeting-hall"))
    backwards = Facts()
    for triple in reversed(list(facts)):
        backwards.add("talks", (triple,))
    assert set(Derivation(facts, vocabulary, KB).triples()) == set(Derivation(backwards, vocabulary, KB).triples())


def test_of_two_undated_reports_the_one_that_names_the_day_counts(derived) -> None:
    form = event("", "announced") + "  - {status: dated, forDate: XXXX-05-20, quote: on the twentieth of May}\n"
    assert derived(form)["meeting-hall"]["lastStatus"] == {"dated"}


def test_what_was_worked_out_tells_from_what(derived) -> None:
    form = (
        person("Ann")
        + event("2020-05-01")
        + (
            "  participations:\n  - {participant: person-ann, inferred: {scope: inDocument, premise: [person-ann], "
            "reasoning: she lives}}\n"
        )
    )
    (citation,) = [n["citation"] for name, n in derived(form).items() if name.startswith("participation-")]
    assert citation == {"worked out from person-ann"}
