"""What is done before birth, after death, or by a government that does not rule; and ages."""

from __future__ import annotations

import pytest
from tests.check.rules.traced import findings, grades

V, W = ["violation"], ["warning"]


def edtf(text: str) -> str:
    return f'"{text}"^^edtf:EDTF'


def person(born: str = "", died: str = "") -> str:
    dates = (f"inc:birthDate {edtf(born)} ;" if born else "") + (f"inc:deathDate {edtf(died)} ;" if died else "")
    return f':person-a a inc:Person ; {dates} skos:prefLabel "Ann"@en .\n'


def there(date: str, status: str = "held", attendance: str = "attended") -> str:
    return f""":m a inc:Meeting ; inc:date {edtf(date)} . :status-m a inc:StatusReport ; inc:event :m ; inc:status inc:{status} .
:participation-a a inc:Participation ; inc:event :m ; inc:participant :person-a ; inc:attendance inc:{attendance} .
"""


def spoke(date: str) -> str:
    return f":statement-a a inc:Statement ; inc:speaker :person-a ; inc:saidOn {edtf(date)} .\n"


def signed(date: str) -> str:
    return f""":agreement-a a inc:Agreement ; inc:date {edtf(date)} .
:signature-a a inc:Signature ; inc:agreement :agreement-a ; inc:signatory :person-a .
"""


@pytest.mark.parametrize("part", [there, spoke, signed])
@pytest.mark.parametrize(
    ("born", "died", "date", "expected"),
    [
        ("", "2020-01-03", "2020-02-01", V),
        ("", "2020-01", "2020-02-01", V),
        ("", "2020-01-03?", "2020-02-01", W),
        ("", "2020", "2020-02-01", W),
        ("", "2020-02-01", "2020-02-01", []),  # on the day itself
        ("", "2020-02-02", "2020-02-01", []),
        ("", "2020", "2020", []),
        ("", "2020", "[2019..]", []),  # nothing bounds the day
        ("", "2020", "2011/2024", []),  # had a part in what went on for years
        ("1990-06-05", "", "1989-02-01", V),
        ("1990", "", "1990-02-01", W),
        ("1990-06-05", "", "2020-02-01", []),
    ],
)
def test_people_act_while_they_live(part, born: str, died: str, date: str, expected: list[str]) -> None:
    assert grades("lifetime", person(born, died) + part(date)) == expected


def test_who_was_absent_or_was_to_come_to_what_was_called_off() -> None:
    dead = person(died="2020-01-03")
    assert grades("lifetime", dead + there("2020-02-01", attendance="absent")) == []
    assert grades("lifetime", dead + there("2020-02-01", "cancelled", "expectedToAttend")) == []
    assert grades("lifetime", dead + there("2020-02-01", "planned", "expectedToAttend")) == V


def test_the_person_and_the_participation_are_named() -> None:
    (found,) = findings("lifetime", person(died="2020-01-03") + there("2020-02-01"))
    assert "2020-01-03" in found.message and "2020-02-01" in found.message and "Ann" in found.message
    assert [node.rpartition("/")[2] for node in found.nodes] == ["participation-a", "person-a"]


def tenure(date: str, kind: str = "regular") -> str:
    return f""":tenure-a a inc:Tenure ; inc:holder :person-a ; inc:office :office-a ; inc:date {edtf(date)} ;
    inc:tenureKind inc:{kind} . :office-a a inc:Office .
"""


@pytest.mark.parametrize(
    ("born", "died", "date", "expected"),
    [
        ("", "2020-01-03", "2021-02/2022-02", V),
        ("", "2020-01-03", "2015/2022-02", V),
        ("", "2020-01-03", "2021-02/", V),
        ("", "2020-01-03?", "2021-02/2022-02", W),
        ("", "2020", "2020-06/2020", W),
        ("", "2020-06-03", "2015/2020", []),  # died in office
        ("", "2020-06-03", "2015/", []),
        ("1990", "", "1985/2000", V),
        ("1990", "", "2010/2020", []),
    ],
)
def test_offices_are_held_by_the_living(born: str, died: str, date: str, expected: list[str]) -> None:
    assert grades("lifetime", person(born, died) + tenure(date)) == expected
    assert grades("lifetime", person(born, died) + tenure(date, "nominatedNeverServed")) == []


# --- government-existence ---------------------------------------------------------------------------------------------

RULE = f""":government-g a inc:Government ; inc:startDate {edtf("2024-12-08")} ; inc:endDate {edtf("2025-06-29")} .
:organization-o a inc:Organization ; inc:partOf :government-g . :office-g a inc:Office ; inc:officeOf :organization-o .
"""


def acted(date: str, status: str = "held") -> str:
    return f""":m a inc:Meeting ; inc:date {edtf(date)} . :status-m a inc:StatusReport ; inc:event :m ; inc:status inc:{status} .
:delegation-a a inc:Delegation ; inc:event :m ; inc:onBehalfOf :government-g .
"""


def took_part(date: str) -> str:
    return f""":m a inc:Meeting ; inc:date {edtf(date)} . :participation-a a inc:Participation ; inc:event :m ;
    inc:participant :person-a ; inc:onBehalfOf :government-g .
"""


def agreed(date: str) -> str:
    return f":agreement-a a inc:Agreement ; inc:date {edtf(date)} ; inc:party :government-g ."


def declared(date: str) -> str:
    return f":statement-a a inc:Statement ; inc:saidOn {edtf(date)} ; inc:speaker :government-g ."


def for_it(date: str) -> str:
    return f""":agreement-a a inc:Agreement ; inc:date {edtf(date)} .
:signature-a a inc:Signature ; inc:agreement :agreement-a ; inc:onBehalfOf :government-g ."""


@pytest.mark.parametrize("act", [acted, took_part, agreed, declared, for_it])
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-11", V),
        ("2025-07-01", V),
        ("2024-12", W),
        ("2025-06", W),
        ("2024-12-08", []),
        ("2025-06-29", []),
        ("2025-03", []),
        ("[2025-03..]", []),
    ],
)
def test_governments_act_while_they_rule(act, date: str, expected: list[str]) -> None:
    assert grades("government-existence", RULE + act(date)) == expected


def test_a_government_of_which_no_end_is_known_goes_on() -> None:
    rule = (
        f":government-g a inc:Government ; inc:startDate {edtf('2024-36')} ; inc:endDate {edtf('[2025-10-12..]')} .\n"
    )
    assert grades("government-existence", rule + acted("2025-11-03")) == []
    assert grades("government-existence", rule + acted("2024-06")) == V


def test_what_a_government_did_tells_when_within_a_season_its_rule_began() -> None:
    rule = f":government-g a inc:Government ; inc:startDate {edtf('2024-36')} .\n"
    assert grades("government-existence", rule + acted("2024-12-20")) == []
    assert grades("government-existence", rule + acted("2024")) == W


def test_what_was_called_off_is_no_act() -> None:
    assert grades("government-existence", RULE + acted("2024-11", "cancelled")) == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-01/2024-06", V),
        ("2023-01/2025-02", V),
        ("2025-01/2025-12", V),
        ("2024-12/2025-03", []),
        ("2024-12/2025-06", []),
        ("2024-12/..", []),
    ],
)
def test_offices_of_a_government_last_as_long_as_it(date: str, expected: list[str]) -> None:
    turtle = f":tenure-a a inc:Tenure ; inc:holder :person-a ; inc:office :office-g ; inc:date {edtf(date)} ."
    assert grades("government-existence", RULE + turtle) == expected


# --- age-birth --------------------------------------------------------------------------------------------------------


def aged(born: str, years: int, as_of: str) -> list[str]:
    age = f":age-a a inc:Age ; inc:person :person-a ; inc:years {years} ; inc:asOf {edtf(as_of)} ."
    return grades("age-birth", person(born) + age)


@pytest.mark.parametrize(
    ("born", "years", "as_of", "expected"),
    [
        ("1987", 42, "2025-10-12", W),
        ("1987", 38, "2025-10-12", []),
        ("1987", 37, "2025-10-12", []),
        ("1987-10-13", 38, "2025-10-12", W),
        ("1987-10-13", 37, "2025-10-12", []),
        ("1987-10-12", 38, "2025-10-12", []),
        ("1987", 38, "2025", []),
        ("1987", 37, "2025", []),
        ("1980s", 42, "2025", []),
        ("198X", 34, "2025", W),
        ("", 42, "2025", []),
        ("1984-02-29", 40, "2025-02-28", []),
        ("1987?", 60, "2025-10-12", W),
    ],
)
def test_ages_fit_births(born: str, years: int, as_of: str, expected: list[str]) -> None:
    assert aged(born, years, as_of) == expected


@pytest.mark.parametrize(
    ("other", "as_of", "expected"),
    [(60, "2025-03", W), (42, "2025-03", []), (41, "2025-03", []), (44, "2027", []), (45, "2026-01-01", W)],
)
def test_ages_fit_each_other(other: int, as_of: str, expected: list[str]) -> None:
    one = f":age-a a inc:Age ; inc:person :person-a ; inc:years 42 ; inc:asOf {edtf('2025-10-12')} ."
    two = f":age-b a inc:Age ; inc:person :person-a ; inc:years {other} ; inc:asOf {edtf(as_of)} ."
    assert grades("age-birth", person() + one + two) == expected


def test_who_carries_out_a_measure_or_receives_the_others_lives_or_rules_then() -> None:
    deed = ":measure-a a inc:Measure ; inc:actor {} ; inc:date " + edtf("2020-02-01") + " ."
    assert grades("lifetime", person(died="2020-01-03") + deed.format(":person-a")) == V
    assert grades("lifetime", person(died="2020-03-03") + deed.format(":person-a")) == []
    assert grades("government-existence", RULE + deed.format(":government-g")) == V
    feast = f":m a inc:Meeting ; inc:host :government-g , :person-a ; inc:date {edtf('2020-02-01')} ."
    assert grades("government-existence", RULE + feast) == V
    assert grades("lifetime", person(died="2020-01-03") + feast) == V
    off = ":status-m a inc:StatusReport ; inc:event :m ; inc:status inc:cancelled ."
    assert grades("government-existence", RULE + feast + off) == []


def test_in_an_office_of_a_government_before_its_time() -> None:
    office = ":office-g a inc:Office ; inc:officeOf :government-g ."
    capacity = ":participation-a inc:statedCapacity :office-g ."
    assert grades("government-existence", RULE + office + there("2020-02-01") + capacity) == V
    assert grades("government-existence", RULE + office + there("2025-02-01") + capacity) == []
