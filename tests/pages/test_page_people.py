"""The page of a person: offices over time, events with capacity and others, statements, claims."""

from __future__ import annotations

from tests.pages.conftest import PageOf, fact, section, text_of

TENURE = """
- tenure:
  holder: person-ann
  office: office-minister-x
  date: "2019-12/.."
  quote: Ann became minister in December 2019
"""
MEETING = """
- meeting: hall
  label: the hall meeting
  date: "2020-05-01"
  quote: they met in the hall
  statusReports:
  - {status: held, quote: the hall meeting was held}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, role: delegate, attendance: attended, quote: Ann sat there for X}
  - {participant: person-bob, onBehalfOf: state-y, statedCapacity: office-minister-x, quote: Minister Bob came for Y}
"""
PLANNED = """
- meeting: next
  label: the next meeting
  dateUnknown: true
  quote: they will meet again
  statusReports:
  - {status: dated, forDate: "2023-06-01", quote: the next meeting is set for June}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, attendance: expectedToAttend, quote: Ann is to go, stance: expects}
- statement: next-words
  label: Ann on the next meeting
  gist: all will be well
  speaker: person-ann
  saidAt: meeting-next
  dateUnknown: true
  quote: Ann is to say that all will be well
  stance: expects
  statusReports:
  - {status: expected, quote: Ann is to say that}
"""


def test_an_office_is_told_in_words_with_what_is_not_known(page: PageOf) -> None:
    attested = "- tenure:\n  holder: person-bob\n  office: office-minister-x\n  attestedOn: '2021-03-04'\n  quote: Minister Bob\n"
    ann, bob = page("person-ann", TENURE, attested), page("person-bob")
    assert section(ann, "Offices")[0].text == "Minister of X: from December 2019; end open"
    assert section(bob, "Offices")[0].text == "Minister of X: attested on 4 March 2021; start and end not known"
    assert section(ann, "Offices")[0].citation.startswith("form0 ¶")


def test_the_office_on_a_day_with_its_certainty(page: PageOf) -> None:
    def marks(on: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(e.text, e.marks) for e in section(page("person-ann", TENURE, on=on), heading(on))]

    def heading(on: str) -> str:
        from incumbent.model.dates import words

        return f"On {words(on)}"

    assert marks("2019-12-15") == [("Minister of X", ("possible",))]
    assert marks("2020-02-01") == [("Minister of X", ("possible",))]  # the end is open: nobody says it went on
    assert marks("2018-01-01") == [("no office is known", ())]


def test_a_certain_office_on_a_day(page: PageOf) -> None:
    closed = TENURE.replace("2019-12/..", "2019/2021")
    found = section(page("person-ann", closed, on="2020"), "On 2020")
    assert [(e.text, e.marks) for e in found] == [("Minister of X", ("certain",))]


def test_a_meeting_tells_office_basis_side_and_the_others(page: PageOf) -> None:
    ann = page("person-ann", TENURE.replace("2019-12/..", "2019/2021"), MEETING)
    [entry] = section(ann, "Meetings and other events")
    assert entry.text == "the hall meeting, 1 May 2020 (held)"
    office = entry.details[0]
    assert (office.text, office.marks) == ("as Minister of X", ("inferred",))
    assert "office inferred from: Ann as Minister of X" in text_of([entry])
    assert "for X" in text_of([entry])
    assert "others there, for Y: Bob" in text_of([entry])


def test_a_stated_office_is_stated_and_a_conflict_says_so(page: PageOf) -> None:
    [bob] = section(page("person-bob", MEETING), "Meetings and other events")
    assert bob.details[0].marks == ("stated",)
    conflict = page("person-bob", TENURE.replace("2019-12/..", "2019/2021"))
    [bob] = section(conflict, "Meetings and other events")
    assert bob.details[0].marks == ("conflict",)
    assert "in conflict with: Ann as Minister of X" in text_of([bob])


def test_nothing_planned_reads_as_if_it_happened(page: PageOf) -> None:
    ann = page("person-ann", PLANNED, today="2023-01-01")
    assert section(ann, "Meetings and other events") == []
    [entry] = section(ann, "Expected at events that are not reported as held")
    assert entry.marks == ("planned", "expected")
    assert section(ann, "Statements") == []
    [said] = section(ann, "Statements: expected, not reported as made")
    assert "expected" in said.marks and "planned" in said.marks


def test_a_plan_whose_day_has_passed_is_of_unknown_outcome(page: PageOf) -> None:
    ann = page("person-ann", PLANNED, today="2024-01-01")
    [entry] = section(ann, "Expected at events that are not reported as held")
    assert entry.marks[0] == "outcomeUnknown"


def test_names_with_kind_and_script(page: PageOf) -> None:
    named = """
- name:
  nameOf: person-ann
  spelling: {ar: آن}
  script: Arab
  nameKind: transliteration
  quote: she is called آن there
"""
    [name] = section(page("person-ann", named), "Names and spellings")
    assert name.text == "آن (transliteration, language ar, script Arab)"
    assert name.citation


def test_claims_tell_whose_voice_and_stance(page: PageOf) -> None:
    claims = """
- claim: brave
  label: Ann is brave
  subject: person-ann
  relation: describedAs
  objectText: brave
  evidence:
  - {quote: Ann is brave, voice: person-bob}
  - {quote: Ann is no hero, voice: person-cid, stance: denies}
"""
    [claim] = section(page("person-ann", claims), "Claims about it")
    assert claim.marks == ("disputed",)
    assert sorted(detail.text for detail in claim.details) == ["denied by Cid", "said by Bob"]
    [by_bob] = section(page("person-bob"), "Claims in their voice")
    assert by_bob.text == "Ann is brave" and by_bob.marks == ()
    [by_cid] = section(page("person-cid"), "Claims in their voice")
    assert by_cid.marks == ("denied",)


def test_age_as_of_a_day(page: PageOf) -> None:
    age = "- age:\n  person: person-ann\n  years: 42\n  asOf: '2020-05-01'\n  quote: Ann, 42\n"
    assert fact(page("person-ann", age), "Age")[0].text == "42, as of 1 May 2020"
