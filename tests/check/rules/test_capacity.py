"""Office, holder and side: whether they fit together at a meeting or under an agreement."""

from __future__ import annotations

import pytest
from tests.check.rules.traced import findings, grades

V, W, HINT = ["violation"], ["warning"], ["info"]

WORLD = """
:state-x a inc:State ; skos:prefLabel "X"@en . :state-y a inc:State ; skos:prefLabel "Y"@en .
:government-x a inc:Government ; inc:governs :state-x .
:organization-ministry-x a inc:Organization ; inc:organizationKind inc:ministry ; inc:partOf :government-x .
:organization-service-x a inc:Organization ; inc:organizationKind inc:intelligenceService ; inc:partOf :state-x .
:organization-ministry a inc:Organization ; inc:organizationKind inc:ministry .
:organization-fighters a inc:Organization ; inc:organizationKind inc:armedGroup ; skos:prefLabel "the fighters"@en .
:organization-wing a inc:Organization ; inc:organizationKind inc:armedGroup ; inc:partOf :organization-fighters .
:organization-un a inc:Organization ; inc:organizationKind inc:intergovernmentalOrganization ; inc:hasMember :state-x .
:organization-league a inc:Organization ; inc:organizationKind inc:intergovernmentalOrganization .
:office-league a inc:Office ; inc:officeOf :organization-league .
:organization-group a inc:Organization ; inc:organizationKind inc:workingBody .
:organization-party a inc:Organization ; inc:organizationKind inc:politicalGroup .
:office-x a inc:Office ; inc:officeOf :state-x ; skos:prefLabel "Minister of X"@en .
:office-service-x a inc:Office ; inc:officeOf :organization-service-x .
:office-cabinet-x a inc:Office ; inc:officeOf :organization-ministry-x .
:office-ministry a inc:Office ; inc:officeOf :organization-ministry .
:office-fighters a inc:Office ; inc:officeOf :organization-fighters .
:office-un a inc:Office ; inc:officeOf :organization-un .
:office-y a inc:Office ; inc:officeOf :state-y .
:person-a a inc:Person ; skos:prefLabel "Ann"@en . :person-b a inc:Person ; skos:prefLabel "Bob"@en .
:m a inc:Meeting ; skos:prefLabel "talks"@en ; inc:date "2020-05-10"^^edtf:EDTF .
:agreement-a a inc:Agreement ; inc:date "2020-05-10"^^edtf:EDTF .
"""


def there(office: str = "x", side: str = "state-x", who: str = "person-a", more: str = "", name: str = "a") -> str:
    stated = f"inc:statedCapacity :office-{office} ;" if office else ""
    for_it = f"inc:onBehalfOf :{side} ;" if side else ""
    return f":participation-{name} a inc:Participation ; {stated} {for_it} {more} inc:event :m ; inc:participant :{who} .\n"


def signed(office: str = "x", side: str = "state-x") -> str:
    return f""":signature-a a inc:Signature ; inc:statedCapacity :office-{office} ; inc:onBehalfOf :{side} ;
    inc:agreement :agreement-a ; inc:signatory :person-a ."""


@pytest.mark.parametrize("act", [there, signed])
@pytest.mark.parametrize(
    ("office", "side", "expected"),
    [
        ("x", "state-y", V),
        ("service-x", "state-y", V),
        ("league", "state-y", W),
        ("y", "organization-league", W),
        ("cabinet-x", "state-y", V),
        ("y", "government-x", V),
        ("y", "organization-service-x", V),
        ("fighters", "state-x", W),
        ("x", "organization-fighters", W),
        ("fighters", "organization-party", W),
        ("x", "state-x", []),
        ("x", "government-x", []),
        ("x", "organization-ministry-x", []),
        ("service-x", "state-x", []),
        ("cabinet-x", "state-x", []),
        ("fighters", "organization-wing", []),
        ("fighters", "organization-fighters", []),
        ("un", "organization-un", []),
        ("x", "organization-un", []),  # of a member of the body
        ("y", "organization-group", []),  # whose members nobody has listed
        ("ministry", "state-x", []),  # a ministry of nobody knows which state
    ],
)
def test_the_office_belongs_to_the_side(act, office: str, side: str, expected: list[str]) -> None:
    assert grades("capacity-state", WORLD + act(office, side)) == expected


def test_the_side_of_the_delegation_counts_where_the_participation_has_none() -> None:
    delegation = ":delegation-a a inc:Delegation ; inc:event :m ; inc:onBehalfOf :state-y .\n"
    assert grades("capacity-state", WORLD + delegation + there("x", "", more="inc:inDelegation :delegation-a ;")) == V
    assert grades("capacity-state", WORLD + there("x", "")) == []


def test_one_fitting_side_of_several_is_enough() -> None:
    assert grades("capacity-state", WORLD + there("x", "state-y", more="inc:onBehalfOf :state-x ;")) == []


# --- capacity-within-tenure -------------------------------------------------------------------------------------------


def tenure(date: str, who: str = "person-a", office: str = "x", more: str = "", name: str = "1") -> str:
    dates = f'inc:date "{date}"^^edtf:EDTF ;' if date else ""
    return f":tenure-{name} a inc:Tenure ; {dates} {more} inc:holder :{who} ; inc:office :office-{office} .\n"


@pytest.mark.parametrize("act", [there, signed])
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-06-01/2022", V),
        ("2018/2019", V),
        ("2018/2020-05-09", V),
        ("2020-05/2022", W),
        ("2018/2020-05", W),
        ("2020-05-10/2022", []),  # took it up that day
        ("2018/2020-05-10", []),  # left it that day
        ("2018/..", []),
        ("2018/", []),
        ("../2022", []),
        ("2020-06-01?/2022", W),
        ("2021-01-01", []),  # merely attested, later
        ("", []),
    ],
)
def test_the_office_is_held_on_the_day(act, date: str, expected: list[str]) -> None:
    assert grades("capacity-within-tenure", WORLD + act() + tenure(date)) == expected


def test_a_doubtful_day_outside_of_the_tenure() -> None:
    doubtful = WORLD.replace('"2020-05-10"', '"2018-05-10?"')
    assert grades("capacity-within-tenure", doubtful + tenure("2020/2022") + there()) == W
    assert grades("capacity-within-tenure", WORLD + tenure("2011/2012?") + there()) == W


def test_one_tenure_of_several_is_enough() -> None:
    earlier, now = tenure("2014/2016"), tenure("2019/2021", name="2")
    assert grades("capacity-within-tenure", WORLD + there() + earlier) == V
    assert grades("capacity-within-tenure", WORLD + there() + earlier + now) == []
    assert grades("capacity-within-tenure", WORLD + there() + earlier + tenure("2022/..", name="2")) == V


def test_an_attestation_within_a_tenure_is_that_tenure_again() -> None:
    known = tenure("2021/..") + tenure("2025-10-12", name="2")
    assert grades("capacity-within-tenure", WORLD + there() + known) == V
    assert grades("capacity-within-tenure", WORLD + there() + tenure("2021/..") + tenure("2019-10-12", name="2")) == []


def test_attested_at_that_very_meeting() -> None:
    assert grades("capacity-within-tenure", WORLD + there() + tenure("2021/..", more="inc:attestedAt :m ;")) == []


def test_a_new_meeting_against_a_known_tenure() -> None:
    assert grades("capacity-within-tenure", there(), base=WORLD + tenure("2021/..")) == V
    assert grades("capacity-within-tenure", tenure("2021/.."), base=WORLD + there()) == V


# --- capacity-tenure --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tenures", "expected"),
    [
        (tenure("2019/2021", "person-b"), V),
        (tenure("2020-05-10", "person-b"), V),
        (tenure("", "person-b", more="inc:attestedAt :m ;"), V),
        (tenure("2019/2021", office="y"), W),
        (tenure("2020/..", "person-b"), W),
        (tenure("2019-01-01", "person-b"), HINT),
        (tenure("2018/", "person-b"), HINT),
        (tenure("2019-01-01", office="y"), W),
        (tenure("2011/2012", office="y"), HINT),
        (tenure("2019/2021", "agent-c"), HINT),
        (tenure("2019/2021", "person-b", more="inc:tenureKind inc:nominatedNeverServed ;"), HINT),
        (":office-x inc:seats 2 ." + tenure("2019/2021", "person-b"), HINT),
        ("", HINT),
        (tenure("2019/2021"), []),
        (tenure("2011/2012"), []),  # capacity-within-tenure says so
        (tenure("2019/2021") + tenure("2019/2021", office="y", name="2"), []),  # two offices at once
    ],
)
def test_the_office_is_one_that_is_known_to_be_held(tenures: str, expected: list[str]) -> None:
    assert grades("capacity-tenure", WORLD + there() + tenures) == expected


def test_somebody_without_a_name_may_be_anybody() -> None:
    unnamed = ":agent-c a inc:UnnamedAgent .\n" + there(who="agent-c") + tenure("2019/2021", "person-b")
    assert grades("capacity-tenure", WORLD + unnamed) == []


def test_the_other_holder_is_named() -> None:
    (found,) = findings("capacity-tenure", WORLD + there() + tenure("2019/2021", "person-b"))
    assert "Ann" in found.message and "Bob" in found.message and "2019/2021" in found.message
    assert [node.rpartition("/")[2] for node in found.nodes] == ["participation-a", "tenure-1", "m"]


# --- one-delegation ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("state-y", V),
        ("organization-fighters", W),
        ("state-x", []),
        ("government-x", []),
        ("organization-service-x", []),
        ("organization-un", []),
        ("organization-league", W),
        ("organization-group", []),
        ("", []),
    ],
)
def test_on_two_sides_of_one_meeting(side: str, expected: list[str]) -> None:
    assert grades("one-delegation", WORLD + there("") + there("", side, name="b")) == expected
    one = there("", more=f"inc:onBehalfOf :{side} ;" if side else "")
    assert grades("one-delegation", WORLD + one) == expected


def test_on_two_sides_of_two_meetings_or_absent_from_one() -> None:
    other = there("", "state-y", name="b")
    assert grades("one-delegation", WORLD + there("") + other.replace("inc:event :m", "inc:event :n")) == []
    assert (
        grades("one-delegation", WORLD + there("") + there("", "state-y", name="b", more="inc:attendance inc:absent ;"))
        == []
    )
    assert grades("one-delegation", WORLD + there("") + there("", "state-y", "person-b", name="b")) == []


def test_a_delegation_of_another_side() -> None:
    delegation = ":delegation-a a inc:Delegation ; inc:event :m ; inc:onBehalfOf :state-y .\n"
    assert grades("one-delegation", WORLD + delegation + there("", more="inc:inDelegation :delegation-a ;")) == V


# --- chair-participates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("inc:role inc:chair ; inc:attendance inc:absent ;", V),
        ("inc:role inc:coChair ; inc:attendance inc:absent ;", V),
        ("inc:role inc:chair ; inc:inDelegation :delegation-n ;", V),
        ("inc:role inc:chair ; inc:inDelegation :delegation-m ;", []),
        ("inc:role inc:chair ; inc:attendance inc:attendedRemotely ;", []),
        ("inc:role inc:coChair ; inc:attendance inc:expectedToAttend ;", []),
        ("inc:role inc:chair ;", []),
        ("inc:role inc:delegate ; inc:attendance inc:absent ;", []),
    ],
)
def test_who_presides_takes_part(more: str, expected: list[str]) -> None:
    delegations = """:delegation-m a inc:Delegation ; inc:event :m ; inc:onBehalfOf :state-x .
:delegation-n a inc:Delegation ; inc:event :n ; inc:onBehalfOf :state-x . :n a inc:Meeting .
"""
    assert grades("chair-participates", WORLD + delegations + there(more=more)) == expected
