"""One holder at a time, and all that looks like two."""

from __future__ import annotations

import pytest
from tests.check.rules.traced import findings, grades

V, W = ["violation"], ["warning"]
PEOPLE = ':person-a a inc:Person ; skos:prefLabel "Ann"@en . :person-b a inc:Person ; skos:prefLabel "Bob"@en .\n'
OFFICE = ':office-x a inc:Office ; skos:prefLabel "Minister"@en ; inc:officeKind inc:foreignMinister .\n'


def tenure(name: str, who: str, date: str = "", more: str = "") -> str:
    dates = f'inc:date "{date}"^^edtf:EDTF ;' if date else ""
    return (
        f':tenure-{name} a inc:Tenure ; inc:holder :{who} ; inc:office :office-x ; {dates} {more} skos:note ""@en .\n'
    )


def two(one: str, other: str, more: str = "", office: str = OFFICE) -> str:
    return PEOPLE + office + tenure("1", "person-a", one, more) + tenure("2", "person-b", other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2014-05-01/2016-07-31", "2015-01-01/2018-01-31", V),
        ("2014/2016", "2015/2018", V),
        ("2014/2018", "2015-03-01", V),  # held on a day in the middle of the other's time
        ("2022-04/2025~", "2024-12/..", W),
        ("2014-05/2016", "2016-03/2018", W),
        ("2014/..", "2018/..", W),
        ("2014-05-01?/2016-07-31", "2015-01-01/2018-01-31", W),
        ("2018/2023-06-04", "2023-06-04/..", []),  # the day of handover
        ("2014/2016", "2016/2018", []),  # told by years alone
        ("2022-04/2024-12", "2024-12/..", []),
        ("2014/", "2018/..", []),  # nobody said when the first one ended
        ("2015-03-01", "2015-03-02", []),  # merely attested
        ("2015-03-01", "2015-03-01", W),
        ("2014/2016", "", []),
        ("2014/2015", "2017/2018", []),
    ],
)
def test_two_people_in_one_seat(one: str, other: str, expected: list[str]) -> None:
    assert grades("exclusive-office", two(one, other)) == expected
    assert grades("exclusive-office", two(other, one)) == expected


LONG, LATER = "2014-05-01/2016-07-31", "2015-01-01/2018-01-31"


def test_both_tenures_are_named_that_either_may_be_said_to_disagree() -> None:
    (found,) = findings("exclusive-office", two(LONG, LATER))
    assert [node.rpartition("/")[2] for node in found.nodes] == ["tenure-1", "tenure-2"]
    assert LONG in found.message and LATER in found.message and "Minister" in found.message


def test_one_person_in_several_tenures() -> None:
    again = PEOPLE + OFFICE + tenure("1", "person-a", LONG) + tenure("2", "person-a", LATER)
    assert grades("exclusive-office", again) == []
    back = tenure("1", "person-a", "2014/2016") + tenure("2", "person-b", "2016/2019")
    assert grades("exclusive-office", PEOPLE + OFFICE + back + tenure("3", "person-a", "2019/2021")) == []


def test_a_person_who_was_replaced_by_the_other_is_the_other() -> None:
    assert grades("exclusive-office", two(LONG, LATER) + ":person-a dcterms:isReplacedBy :person-b .") == []


def test_somebody_without_a_name_may_be_the_other() -> None:
    unnamed = two(LONG, LATER).replace(":person-b a inc:Person", ":person-b a inc:UnnamedAgent")
    assert grades("exclusive-office", unnamed) == []


def test_a_nominee_who_never_served() -> None:
    assert grades("exclusive-office", two(LONG, LATER, "inc:tenureKind inc:nominatedNeverServed ;")) == []


def test_one_who_acts_for_the_other() -> None:
    acting = "inc:tenureKind inc:acting ;"
    assert grades("exclusive-office", two("2015-02-01/2015-03-31", LATER, acting)) == []
    assert grades("exclusive-office", two(LONG, LATER, acting)) == W
    assert grades("exclusive-office", two(LONG, LATER, "inc:tenureKind inc:regular ;")) == V


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("inc:officeKind inc:foreignMinister ; inc:seats 2", []),
        ("inc:officeKind inc:foreignMinister ; inc:seats 1", V),
        ("inc:officeKind inc:deputyForeignMinister", []),
        ("inc:officeKind inc:envoy", []),
        ("inc:officeKind inc:envoy ; inc:seats 1", V),
        ('skos:note "of no kind"@en', V),
    ],
)
def test_seats(more: str, expected: list[str]) -> None:
    assert grades("exclusive-office", two(LONG, LATER, office=f":office-x a inc:Office ; {more} .\n")) == expected


def test_a_new_tenure_against_a_known_one() -> None:
    base = PEOPLE + OFFICE + tenure("1", "person-a", LONG)
    assert grades("exclusive-office", tenure("2", "person-b", LATER), base=base) == V
    assert grades("exclusive-office", ':office-x skos:prefLabel "Ministre"@fr .', base=base) == []


def test_every_pair_of_a_crowd_is_told_once() -> None:
    crowd = "".join(f":person-{n} a inc:Person .\n" + tenure(str(n), f"person-{n}", LONG) for n in range(6))
    assert len(findings("exclusive-office", OFFICE + crowd)) == 15
