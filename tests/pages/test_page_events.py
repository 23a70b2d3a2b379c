"""The page of an event: status, delegations, candidates, and where its sources differ."""

from __future__ import annotations

from tests.pages.conftest import PageOf, fact, section, text_of

PLACES = """
- place: town
  label: Town
  quote: Town is a town
- place: house
  label: House
  within: place-town
  quote: the House in Town
- topic: trade
  label: trade
  quote: they spoke of trade
- topic: peace
  label: peace
  quote: they spoke of peace
"""
FIRST = """
- meeting: hall
  label: the hall meeting
  date: "2020-05-01"
  place: {value: place-house, quote: they sat in the House}
  topic:
  - {value: topic-trade, quote: trade was discussed, voice: person-bob}
  quote: they met in the hall
  statusReports:
  - {status: announced, quote: the hall meeting was announced}
  - {status: held, quote: the hall meeting was held}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, quote: Ann sat there for X}
  - {participant: agent-chief, onBehalfOf: state-y, statedCapacity: office-minister-x, quote: the chief came for Y}
  - {participant: person-cid, quote: Cid was there}
  delegations:
  - {onBehalfOf: state-x, quote: X sent people}
- unnamedAgent: chief
  label: the chief (unnamed)
  headcount: 1
  localTo: meeting-hall
  quote: the chief
"""
SECOND = """
- meeting: hall
  label: the hall meeting
  place: {value: place-town, quote: they sat in Town}
  topic:
  - {value: topic-trade, quote: trade came up}
  - {value: topic-peace, quote: peace came up}
  quote: they met in Town
"""
TENURE = """
- tenure:
  holder: person-bob
  office: office-minister-x
  date: "2019/2021"
  quote: Bob was minister from 2019
"""


def test_status_date_place_and_history(page: PageOf) -> None:
    hall = page("meeting-hall", PLACES, FIRST)
    assert fact(hall, "Status")[0].text == "held"
    assert fact(hall, "Date")[0].text == "1 May 2020"
    assert fact(hall, "Place")[0].text == "House, in Town"
    assert [entry.text for entry in section(hall, "Status history")] == ["announced", "held"]


def test_participants_stand_by_side_and_candidates_apart(page: PageOf) -> None:
    hall = page("meeting-hall", PLACES, FIRST, TENURE)
    assert [e.text for e in section(hall, "Took part for X")] == ["its delegation", "Ann"]
    [chief] = section(hall, "Took part for Y")
    assert chief.text == "the chief (unnamed), Minister of X"
    assert "unnamed" in chief.marks
    [candidate] = [detail for detail in chief.details if "candidate" in detail.marks]
    assert candidate.text == "may have been Bob, as Minister of X"
    assert [e.text for e in section(hall, "Took part, side not stated")] == ["Cid"]
    assert "Bob" not in " ".join(e.text for s in hall.sections for e in s.entries if s.heading.startswith("Took part"))


def test_topics_tell_whose_voice(page: PageOf) -> None:
    [trade] = section(page("meeting-hall", PLACES, FIRST), "Topics")
    assert "(Bob)" in trade.citation


def test_one_source_has_no_differences(page: PageOf) -> None:
    assert section(page("meeting-hall", PLACES, FIRST), "Where the sources differ") == []


def test_what_only_one_of_two_sources_says(page: PageOf) -> None:
    hall = page("meeting-hall", PLACES, FIRST, SECOND)
    alone = {e.text: [d.text for d in e.details] for e in section(hall, "Where the sources differ") if e.details}
    assert "topic: peace" in alone["only in report form2"]
    assert "place: House" in alone["only in report form1"]
    assert not any("trade" in text for texts in alone.values() for text in texts)
    assert section(hall, "Told differently") == []  # the House stands in Town


def test_two_places_that_exclude_each_other(page: PageOf) -> None:
    elsewhere = SECOND.replace("place-town", "place-far").replace(
        "- meeting", "- place: far\n  label: Far\n  quote: Far is far\n- meeting"
    )
    [told] = section(page("meeting-hall", PLACES, FIRST, elsewhere), "Told differently")
    assert {detail.text for detail in told.details} == {"House", "Far"}


def test_dates_that_cannot_both_be_true(page: PageOf) -> None:
    other = SECOND.replace(
        "  quote: they met in Town", '  date: {value: "2020-06-01", quote: they met in June}\n  quote: they met in Town'
    )
    dates = fact(page("meeting-hall", PLACES, FIRST, other), "Date")
    assert any("disagreement" in entry.marks for entry in dates)
    assert {"1 May 2020", "1 June 2020"} <= {entry.text for entry in dates}


def test_a_planned_event_expects_and_a_cancelled_one_says_so(page: PageOf) -> None:
    planned = """
- meeting: next
  label: the next one
  dateUnknown: true
  quote: they will meet
  statusReports:
  - {status: dated, forDate: "2023-06-01", quote: it is set for June}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, attendance: expectedToAttend, quote: Ann is to go}
"""
    before = page("meeting-next", planned, today="2023-05-01")
    assert fact(before, "Status")[0].text == "planned"
    assert fact(before, "Date")[0].text == "1 June 2023, as dated"
    assert fact(before, "Date")[0].marks == ("planned",)
    assert section(before, "Took part for X") == []
    assert section(before, "Expected for X")[0].marks[0] == "expected"
    after = page("meeting-next", today="2023-07-01")
    assert fact(after, "Status")[0].marks == ("outcomeUnknown",)
    off = "- statusReport:\n  event: meeting-next\n  status: cancelled\n  quote: it was called off\n"
    assert fact(page("meeting-next", off, today="2023-07-01"), "Status")[0].text == "cancelled"


def test_an_inferred_date_is_marked_with_its_reasoning(page: PageOf) -> None:
    inferred = """
- meeting: den
  label: the den meeting
  date: {value: "[..2020-01-31]", inferred: {scope: inDocument, premise: [person-ann], reasoning: Ann left in February}}
  quote: they met in the den
"""
    [date] = fact(page("meeting-den", inferred), "Date")
    assert (date.text, date.marks, date.citation) == ("on or before 31 January 2020", ("inferred",), None)
    assert "Ann left in February" in text_of([date])
