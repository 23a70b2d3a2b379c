"""Dates that cannot be, dates that may not be, and dates that only look so."""

from __future__ import annotations

import pytest
from tests.check.rules.traced import findings, grades, told

V, W = ["violation"], ["warning"]


def edtf(text: str) -> str:
    return f'"{text}"^^edtf:EDTF'


def event(slug: str, date: str = "", status: str = "held", more: str = "", kind: str = "Meeting") -> str:
    dates = f" inc:date {edtf(date)} ;" if date else ""
    report = f":status-{slug} a inc:StatusReport ; inc:event :{slug} ; inc:status inc:{status} ." if status else ""
    return f':{slug} a inc:{kind} ;{dates} {more} skos:prefLabel "the {slug}"@en .\n{report}\n'


# --- interval-order ---------------------------------------------------------------------------------------------------


def extent(start: str, end: str, kind: str = "Tenure") -> str:
    return f":tenure-a a inc:{kind} ; inc:startDate {edtf(start)} ; inc:endDate {edtf(end)} ."


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-06", "2024-12", V),
        ("2025-06-01", "2025-05-31", V),
        ("2025-06?", "2024-12", W),
        ("2025-06", "2025-06", []),
        ("2025-06-01", "2025-06-01", []),
        ("2025-06-15", "2025", []),
        ("2024-12", "..", []),
        ("[2025..]", "[..2024]", V),
        ("[..2025]", "[2024..]", []),
    ],
)
@pytest.mark.parametrize("kind", ["Tenure", "Government", "Meeting"])
def test_an_end_before_its_start(start: str, end: str, expected: list[str], kind: str) -> None:
    assert grades("interval-order", extent(start, end, kind)) == expected


def test_an_end_that_is_before_its_start_but_for_an_about() -> None:
    assert grades("interval-order", extent("2024-12~", "2024-11")) == W
    assert grades("interval-order", extent("2024-12~", "2025-01")) == []


def test_an_interval_that_runs_backwards() -> None:
    found = findings("interval-order", event("m", "2025-10-13/2025-10-12"))
    assert [f.value for f in found] == ["2025-10-13/2025-10-12"]
    assert "2025-10-12/2025-10-13" in found[0].message


@pytest.mark.parametrize("date", ["2025-10-12/2025-10-13", "2025-10/..", "../2025", "2025-13", "/2025"])
def test_an_interval_that_does_not(date: str) -> None:
    assert grades("interval-order", event("m", date)) == []


def test_a_death_before_the_birth() -> None:
    person = f":person-a a inc:Person ; inc:birthDate {edtf('1980')} ; inc:deathDate {edtf('1979-01-01')} ."
    assert grades("interval-order", person) == V


# --- occurred-in-past, planned-overdue --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "status", "expected"),
    [
        ("2031-05-01", "held", V),
        ("2031-05-01", "", V),
        ("2026-01-02", "held", V),
        ("2026", "held", W),
        ("2026-01-01", "held", []),
        ("2025-12-31/2026-01-03", "held", []),
        ("[2025..]", "held", []),
        ("2031-05-01?", "held", W),
        ("2031~", "held", V),
        ("2025~", "held", []),  # about last year, and over
        ("2025-12~", "held", []),
        ("2031-05-01", "planned", []),
        ("2031-05-01", "cancelled", []),
    ],
)
def test_what_took_place_is_not_ahead(date: str, status: str, expected: list[str]) -> None:
    assert grades("occurred-in-past", event("m", date, status)) == expected


def test_a_measure_done_and_words_spoken_are_not_ahead() -> None:
    assert grades("occurred-in-past", event("m", "2031", "done", kind="Measure")) == V
    words = f":statement-a a inc:Statement ; inc:saidOn {edtf('2032-02-02')} ."
    assert grades("occurred-in-past", words) == V


def test_what_is_made_or_said_at_a_meeting_to_come_is_the_fault_of_its_status() -> None:
    pact = ":agreement-a a inc:Agreement ; inc:madeAt :m ."
    assert grades("occurred-in-past", event("m", "2031-05-01", "planned") + pact) == []


def test_a_part_is_judged_by_its_own_date() -> None:
    part = event("n", "2025-11-04", more="inc:partOfEvent :m ;")
    assert grades("occurred-in-past", event("m", "2031-05-01", "planned") + part) == []


def test_an_agreement_is_not_ahead() -> None:
    assert grades("occurred-in-past", f":agreement-a a inc:Agreement ; inc:date {edtf('2032')} .") == V


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (f":source-a a inc:Source ; inc:publicationDate {edtf('2026-01-02')} .", V),
        (f":source-a a inc:Source ; inc:publicationDate {edtf('2026')} .", []),
        (f":status-a a inc:StatusReport ; inc:saidOn {edtf('2027')} .", V),
        (f":tenure-a a inc:Tenure ; inc:attestedOn {edtf('2027')} .", V),
        (f":tenure-a a inc:Tenure ; inc:startDate {edtf('2027')} .", []),
        (f":person-a a inc:Person ; inc:deathDate {edtf('2027')} .", V),
    ],
)
def test_a_day_of_saying_or_seeing_is_not_ahead(turtle: str, expected: list[str]) -> None:
    assert grades("occurred-in-past", turtle) == expected


def plan(date: str, status: str = "planned", more: str = "") -> str:
    for_date = f" inc:forDate {edtf(date)} ;" if date else ""
    return f""":m a inc:Meeting ; skos:prefLabel "talks"@en .
:status-m a inc:StatusReport ; inc:event :m ;{for_date} {more} inc:status inc:{status} .
"""


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (plan("2025-05-20"), W),
        (plan("2025-11", "expected"), W),
        (plan("2025-12-31", "dated"), W),
        (plan("2026-01-01"), []),
        (plan("2025/2026"), []),
        (plan("2025"), W),
        (plan("XXXX-05-20"), []),
        (plan(""), []),
        (plan("2025-05-20", "postponed"), W),
        (plan("", "postponed"), []),
        (plan("2025-05-20", "cancelled"), []),
        (plan("2025-05-20?"), W),
        (plan("2031-05-20?"), []),
        (event("m", "2025-05-20", "planned"), W),
        (f":m a inc:Measure ; inc:startDate {edtf('2025-05')} . " + event("n", "", "held"), []),
    ],
)
def test_a_plan_whose_day_has_passed(turtle: str, expected: list[str]) -> None:
    assert grades("planned-overdue", turtle) == expected


def test_a_plan_that_was_held_moved_or_put_off_is_not_overdue() -> None:
    later = ":status-n a inc:StatusReport ; inc:event :m ; inc:saidOn {} ; inc:status inc:{} {}."
    old = plan("2025-05-20", more=f"inc:saidOn {edtf('2025-05-01')} ;")
    assert grades("planned-overdue", old) == W
    said = edtf("2025-05-19")
    assert grades("planned-overdue", old + later.format(said, "held", "")) == []
    assert grades("planned-overdue", old + later.format(said, "moved", f"; inc:forDate {edtf('2031')} ")) == []
    assert grades("planned-overdue", old + later.format(said, "postponed", "")) == []
    assert grades("planned-overdue", old + later.format(said, "moved", f"; inc:forDate {edtf('2025-06')} ")) == W


def test_words_expected_at_a_meeting_wait_for_news_of_that_meeting() -> None:
    statement = ":statement-a a inc:Statement ; inc:saidAt :m . "
    report = ":status-a a inc:StatusReport ; inc:event :statement-a ; inc:status inc:expected ; inc:forDate {} ."
    held = event("m", "2025-05-20")
    assert grades("planned-overdue", held + statement + report.format(edtf("XXXX-05-20"))) == []
    assert grades("planned-overdue", held + statement + report.format(edtf("2025-05-20"))) == W


def test_today_is_the_day_that_is_given() -> None:
    assert grades("planned-overdue", plan("2025-05-20"), today="2025-05-20") == []
    assert grades("occurred-in-past", event("m", "2031-05-01"), today="2031-05-01") == []


# --- event-order ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prop", "mine", "other", "expected"),
    [
        ("after", "2024-12", "2025-02", V),
        ("before", "2025-02", "2024-12", V),
        ("after", "2024-12?", "2025-02", W),
        ("after", "2025-02", "2024-12", []),
        ("after", "2025-02", "2025-02", []),
        ("after", "2025-02", "2025", []),
        ("after", "2025-02-03", "2025-02-03", []),
        ("after", "", "2025-02", []),
        ("after", "[..2025-01]", "2025-02", V),
    ],
)
def test_a_stated_order_that_the_dates_contradict(prop: str, mine: str, other: str, expected: list[str]) -> None:
    turtle = event("visit", mine, more=f"inc:{prop} :talks ;", kind="Visit") + event("talks", other)
    assert grades("event-order", turtle) == expected


def test_an_order_that_contradicts_itself() -> None:
    both = event("a", more="inc:after :b ; inc:before :b ;") + event("b")
    assert grades("event-order", both) == [*V, *V]
    assert grades("event-order", event("a", more="inc:after :b ;") + event("b", more="inc:after :a ;")) == [*V, *V]
    assert grades("event-order", event("a", more="inc:after :b ;") + event("b", more="inc:before :a ;")) == []


# --- part-within-whole ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("2025-10-14", "2025-10-12", V),
        ("2025-10-11", "2025-10-12", V),
        ("2025-10-12", "2025-10-12/2025-10-13", []),
        ("2025-10-13", "2025-10-12/2025-10-13", []),
        ("2025-10", "2025-10-12", []),
        ("2025-10-12", "2025-10", []),
        ("2025-10-12/2025-10-14", "2025-10-12/2025-10-13", V),
        ("2025-10-14?", "2025-10-12", W),
        ("", "2025-10-12", []),
        ("2025-10-14", "", []),
    ],
)
def test_a_part_outside_its_whole(part: str, whole: str, expected: list[str]) -> None:
    turtle = event("session", part, more="inc:partOfEvent :talks ;") + event("talks", whole)
    assert grades("part-within-whole", turtle) == expected
    assert grades("dates-disagree", turtle) == []


def test_words_agreements_and_participations_lie_within_too() -> None:
    talks = event("talks", "2025-11-10/2025-11-11")
    words = f":statement-a a inc:Statement ; inc:saidAt :talks ; inc:saidOn {edtf('2025-11-{}')} ."
    pact = f":agreement-a a inc:Agreement ; inc:madeAt :talks ; inc:date {edtf('2025-11-{}')} ."
    there = f":participation-a a inc:Participation ; inc:event :talks ; inc:date {edtf('2025-11-{}')} ."
    for turtle in (words, pact, there):
        assert grades("part-within-whole", talks + turtle.format("20")) == V
        assert grades("part-within-whole", talks + turtle.format("10")) == []


# --- dates-disagree ---------------------------------------------------------------------------------------------------


def two_dates(one: str, other: str) -> str:
    return f""":m a inc:Meeting ; inc:date {edtf(one)} , {edtf(other)} .
:evidence-1 a inc:Evidence ; inc:about :m ; inc:property inc:date ; inc:value {edtf(one)} .
:evidence-2 a inc:Evidence ; inc:about :m ; inc:property inc:date ; inc:value {edtf(other)} .
"""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2025-10-11", "2025-10-12", V),
        ("2025-10", "2025-11", V),
        ("2025-10", "2025-10-12", []),
        ("2024-12", "2024-36", []),
        ("XXXX-03-05", "[2018-03-05..]", []),
        ("2025-10-11?", "2025-10-12", []),
    ],
)
def test_two_dates_that_exclude_each_other(one: str, other: str, expected: list[str]) -> None:
    assert grades("dates-disagree", two_dates(one, other)) == expected


def test_who_keeps_both_dates_can_link_the_evidence_of_each() -> None:
    (found,) = findings("dates-disagree", two_dates("2025-10-11", "2025-10-12"))
    assert [node.rpartition("/")[2] for node in found.nodes] == ["m", "evidence-1", "evidence-2"]


def test_an_agreement_is_made_on_a_day_and_runs_for_a_time() -> None:
    made = f":agreement-a a inc:Agreement ; inc:date {edtf('2015-03-01')} ; "
    assert grades("dates-disagree", made + f"inc:endDate {edtf('2030')} .") == []
    assert grades("dates-disagree", made + f"inc:startDate {edtf('2015-04')} .") == []
    assert grades("dates-disagree", made + f"inc:endDate {edtf('2014')} .") == V


def test_a_date_that_is_denied_disagrees_with_nothing() -> None:
    denied = two_dates("2025-10-11", "2025-10-12") + ":evidence-2 inc:stance inc:denies ."
    assert grades("dates-disagree", denied) == []


def test_an_attestation_after_the_end_of_a_tenure() -> None:
    tenure = f":tenure-a a inc:Tenure ; inc:endDate {edtf('2024-12')} ; inc:attestedAt :talks ."
    (found,) = findings("dates-disagree", tenure + event("talks", "2025-10-12"))
    assert "https://example.org/kb/talks" in found.nodes
    assert grades("dates-disagree", tenure + event("talks", "2024-10-12")) == []
    assert grades("dates-disagree", tenure + event("talks", "2025-10-12", "cancelled")) == []


# --- two-places -------------------------------------------------------------------------------------------------------

PLACES = """
:place-ankara a inc:Place . :place-ministry a inc:Place ; inc:within :place-ankara .
:place-palace a inc:Place ; inc:within :place-ankara . :place-washington a inc:Place .
:person-a a inc:Person ; skos:prefLabel "Ann"@en .
"""


def there(slug: str, place: str, date: str, attendance: str = "attended", status: str = "held", more: str = "") -> str:
    at = f"inc:place :place-{place} ;" if place else ""
    return event(slug, date, status, f"{at} {more}") + (
        f":participation-{slug} a inc:Participation ; inc:event :{slug} ; inc:participant :person-a ;"
        f" inc:attendance inc:{attendance} .\n"
    )


HERE = there("m", "ankara", "2025-11-05")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (there("n", "washington", "2025-11-05"), W),
        (there("n", "washington", "2025-11-06"), []),
        (there("n", "washington", "2025-11"), []),
        (there("n", "washington", "2025-11-04/2025-11-06"), []),
        (there("n", "washington", "2025-11-05", "attendedRemotely"), []),
        (there("n", "washington", "2025-11-05", "absent"), []),
        (there("n", "washington", "2025-11-05", "expectedToAttend"), []),
        (there("n", "washington", "2025-11-05", status="planned"), []),
        (there("n", "washington", "2025-11-05", status="cancelled"), []),
        (there("n", "", "2025-11-05"), []),
        (there("n", "ministry", "2025-11-05"), []),
        (there("n", "washington", "2025-11-05", more="inc:partOfEvent :m ;"), []),
    ],
)
def test_in_two_places_on_one_day(other: str, expected: list[str]) -> None:
    assert grades("two-places", PLACES + HERE + other) == expected


def test_two_buildings_of_one_city_are_near() -> None:
    assert (
        grades("two-places", PLACES + there("m", "ministry", "2025-11-05") + there("n", "palace", "2025-11-05")) == []
    )


def test_there_on_the_other_day_of_a_meeting_of_two() -> None:
    both = PLACES + there("m", "ankara", "2025-11-05/2025-11-06") + there("n", "washington", "2025-11-05")
    assert grades("two-places", both) == []
    assert grades("two-places", both + f":participation-m inc:date {edtf('2025-11-06')} .") == []
    assert grades("two-places", both + f":participation-m inc:date {edtf('2025-11-05')} .") == W


def test_a_visit_of_several_days() -> None:
    trip = there("n", "washington", "2025-11-04/2025-11-06").replace("inc:Meeting", "inc:Visit")
    assert grades("two-places", PLACES + HERE + trip) == W
    ends = there("n", "washington", "2025-11-05/2025-11-06").replace("inc:Meeting", "inc:Visit")
    assert grades("two-places", PLACES + HERE + ends) == []
    season = there("n", "washington", "2025-10-01/2025-12-06").replace("inc:Meeting", "inc:Visit")
    assert grades("two-places", PLACES + HERE + season) == []
    two_trips = trip.replace(":n", ":m").replace("-n", "-m").replace("washington", "ankara") + trip
    assert grades("two-places", PLACES + two_trips) == W


def test_who_stayed_for_days_at_a_longer_meeting() -> None:
    stay = f":participation-n inc:date {edtf('2025-11-04/2025-11-06')} ."
    assert grades("two-places", PLACES + HERE + there("n", "washington", "2025-11-01/2025-11-09") + stay) == W


def test_a_call_is_held_from_where_one_is() -> None:
    call = there("n", "washington", "2025-11-05").replace("inc:Meeting", "inc:Call")
    assert grades("two-places", PLACES + HERE + call) == []


def test_where_words_were_spoken() -> None:
    words = f":statement-a a inc:Statement ; inc:speaker :person-a ; inc:saidOn {edtf('2025-11-05')} ;"
    assert grades("two-places", PLACES + HERE + words + " inc:place :place-washington .") == W
    assert grades("two-places", PLACES + HERE + words + " inc:place :place-ministry .") == []
    assert grades("two-places", PLACES + HERE + words + ' inc:gist "so"@en .') == []
    forum = event("n", "2025-11-05", more="inc:place :place-washington ;")
    assert grades("two-places", PLACES + HERE + forum + words + " inc:saidAt :n .") == W
    link = there("n", "washington", "2025-11-05", "attendedRemotely")
    assert grades("two-places", PLACES + HERE + link + words + " inc:saidAt :n .") == []


def test_where_an_agreement_was_signed() -> None:
    pact = f":agreement-a a inc:Agreement ; inc:date {edtf('2025-11-05')} ;"
    signature = ":signature-a a inc:Signature ; inc:agreement :agreement-a ; inc:signatory :person-a ."
    assert grades("two-places", PLACES + HERE + pact + " inc:place :place-washington ." + signature) == W
    assert grades("two-places", PLACES + HERE + pact + " inc:madeAt :m ." + signature) == []
    assert grades("two-places", PLACES + HERE + pact + " inc:place :place-palace ." + signature) == []


# --- weekday ----------------------------------------------------------------------------------------------------------


def quoted(words: str, date: str = "2025-11-04", limited: bool = True, more: str = "") -> list[str]:
    special = f"inc:property inc:date ; inc:value {edtf(date)} ;" if limited else ""
    turtle = (
        event("m", date, more=more) + f":evidence-1 a inc:Evidence ; inc:about :m ; {special} inc:stance inc:asserts ."
    )
    return grades("weekday", turtle, words={"evidence-1": words})


@pytest.mark.parametrize("limited", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "held on Monday, 4 November 2025",
        "am Mittwoch, dem 4. November",
        "le vendredi 4 novembre",
        "4 Kasım Çarşamba günü",
        "4 KASIM PAZARTESİ",
        "в среду, 4 ноября",
        "в пятницу",
        "يوم الأحد 4 نوفمبر",
    ],
)
def test_a_weekday_that_the_date_does_not_have(words: str, limited: bool) -> None:
    assert quoted(words, limited=limited) == W


@pytest.mark.parametrize(
    "words",
    [
        "held on Tuesday, 4 November 2025",
        "4 Kasım Salı günü",
        "الثلاثاء",
        "between Monday and Wednesday",
        "the Good Friday Agreement of 4 November",
        "окружающая среда",
        "on 4 November",
        "",
    ],
)
def test_a_weekday_that_fits_or_is_none(words: str) -> None:
    assert quoted(words) == []


def test_a_weekday_says_nothing_of_a_month_or_of_two_days() -> None:
    assert quoted("on Monday", "2025-11") == []
    assert quoted("on Monday", "2025-11-04", limited=False, more=f"inc:startDate {edtf('2025-11-05')} ;") == []
    assert quoted("on Monday", "2025-11-04?") == []


def test_a_finding_names_what_is_in_conflict() -> None:
    rule, turtle = "event-order", event("a", "2024", more="inc:after :b ;") + event("b", "2025")
    assert told(rule, turtle) == [("violation", "a")]
    (found,) = findings(rule, turtle)
    assert found.path is not None and found.path.endswith("#after")
    assert "a (2024)" in found.message and "the b (2025)" in found.message
