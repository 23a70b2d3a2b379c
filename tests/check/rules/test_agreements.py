"""Agreements among each other, and who signs them."""

from __future__ import annotations

import pytest
from tests.check.rules.traced import findings, grades

V, W = ["violation"], ["warning"]


def agreement(name: str, more: str = "", date: str = "") -> str:
    dates = f'inc:date "{date}"^^edtf:EDTF ;' if date else ""
    return f':agreement-{name} a inc:Agreement ; {dates} {more} skos:prefLabel "pact {name.upper()}"@en .\n'


def test_a_ring_across_what_is_known_and_what_is_new() -> None:
    base = agreement("b", "inc:supersedes :agreement-c ;") + agreement("c", "inc:supersedes :agreement-a ;")
    found = findings("supersession-acyclic", agreement("a", "inc:supersedes :agreement-b ;"), base=base)
    assert [f.focus for f in found] == ["agreement-a", "agreement-b", "agreement-c"]
    assert "pact A → pact B → pact C → pact A" in found[0].message


def test_rings_of_other_relations() -> None:
    mixed = agreement("a", "inc:amends :agreement-b ;") + agreement("b", "inc:implements :agreement-a ;")
    assert grades("supersession-acyclic", mixed) == [*V, *V]


def test_what_is_no_ring() -> None:
    diamond = agreement("a", "inc:supersedes :agreement-b , :agreement-c ;") + agreement(
        "b", "inc:amends :agreement-d ;"
    )
    assert grades("supersession-acyclic", diamond + agreement("c", "inc:amends :agreement-d ;")) == []
    assert grades("supersession-acyclic", agreement("a", "inc:supersedes :agreement-a ;")) == []
    ring = agreement("b", "inc:supersedes :agreement-c ;") + agreement("c", "inc:supersedes :agreement-b ;")
    found = findings("supersession-acyclic", ring + agreement("a", "inc:amends :agreement-b ;"))
    assert [f.focus for f in found] == ["agreement-b", "agreement-c"]  # a leads into the ring without being of it


@pytest.mark.parametrize("relation", ["supersedes", "amends", "implements"])
@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("2015-03-01", "2018", V),
        ("2015-03-01?", "2018", W),
        ("2018-06-01", "2018", W),
        ("2018", "2018", []),
        ("2018-06-01", "2018-06-01", []),
        ("2020", "2018", []),
        ("[2018-03-05..]", "2018", []),
        ("2015", "", []),
    ],
)
def test_the_younger_changes_the_older(relation: str, mine: str, other: str, expected: list[str]) -> None:
    turtle = agreement("a", f"inc:{relation} :agreement-b ;", mine) + agreement("b", date=other)
    assert grades("supersession-order", turtle) == expected


WORLD = """
:state-x a inc:State ; skos:prefLabel "X"@en . :state-y a inc:State ; skos:prefLabel "Y"@en .
:state-z a inc:State ; skos:prefLabel "Z"@en .
:government-x a inc:Government ; inc:governs :state-x .
:organization-ministry-x a inc:Organization ; inc:partOf :government-x .
:organization-ministry a inc:Organization ; inc:organizationKind inc:ministry .
:organization-fighters a inc:Organization ; inc:organizationKind inc:armedGroup .
:office-x a inc:Office ; inc:officeOf :organization-ministry-x . :office-z a inc:Office ; inc:officeOf :state-z .
:person-a a inc:Person ; skos:prefLabel "Ann"@en . :person-b a inc:Person . :agent-c a inc:UnnamedAgent .
:m a inc:Meeting ; skos:prefLabel "talks"@en .
"""
PACT = agreement("a", "inc:party :state-x , :state-y ; inc:madeAt :m ;")


def signed(side: str = "state-x", who: str = "person-a", office: str = "") -> str:
    more = (f"inc:onBehalfOf :{side} ;" if side else "") + (f"inc:statedCapacity :{office} ;" if office else "")
    return f":signature-a a inc:Signature ; {more} inc:agreement :agreement-a ; inc:signatory :{who} .\n"


def there(who: str, side: str = "", attendance: str = "attended") -> str:
    more = f"inc:onBehalfOf :{side} ;" if side else ""
    return f""":participation-{who} a inc:Participation ; inc:event :m ; inc:participant :{who} ; {more}
    inc:attendance inc:{attendance} .
"""


DELEGATION = ":delegation-x a inc:Delegation ; inc:event :m ; inc:onBehalfOf :state-x .\n"


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (signed() + there("person-b", "state-y"), V),
        (signed() + there("person-b", "state-x"), V),
        (signed() + there("person-b", "government-x") + there("agent-c", "state-x"), V),
        (signed() + there("person-a", attendance="absent") + there("person-b", "state-y"), V),
        (signed() + there("person-a", attendance="absent") + DELEGATION, V),
        (signed("organization-fighters") + there("person-b", "state-y") + there("agent-c", "state-x"), V),
        (signed() + there("person-a"), []),
        (signed() + there("person-a", attendance="attendedRemotely"), []),
        (signed() + there("person-a", attendance="expectedToAttend"), []),
        (signed(), []),  # nobody knows who was there
        (signed() + there("agent-c", "state-x") + there("person-b", "state-y"), []),  # may be the one without a name
        (signed() + DELEGATION + there("person-b", "state-y"), []),
        (signed(who="agent-c") + there("person-b", "state-y"), []),
    ],
)
def test_who_signs_at_a_meeting_was_there(turtle: str, expected: list[str]) -> None:
    assert grades("signed-at-attended", WORLD + PACT + turtle) == expected


def test_who_signed_elsewhere_need_not_have_been_there() -> None:
    elsewhere = agreement("a", "inc:party :state-x , :state-y ;")
    assert grades("signed-at-attended", WORLD + elsewhere + signed() + there("person-b", "state-y")) == []


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (signed("state-z"), V),
        (signed("organization-fighters"), V),
        (signed("", office="office-z"), V),
        (signed("organization-ministry"), W),  # of a state that nobody has named
        (signed("state-x"), []),
        (signed("government-x"), []),
        (signed("organization-ministry-x"), []),
        (signed("", office="office-x"), []),
        (signed(""), []),
    ],
)
def test_who_signs_represents_a_party(turtle: str, expected: list[str]) -> None:
    assert grades("signatory-represents-party", WORLD + PACT + turtle) == expected


def test_who_signs_for_nobody_in_words_signs_as_what_they_are() -> None:
    tenure = ':tenure-a a inc:Tenure ; inc:holder :person-a ; inc:office :office-{} ; inc:date "{}"^^edtf:EDTF .\n'
    dated = PACT + ':agreement-a inc:date "2020-05-10"^^edtf:EDTF .\n'
    for office, date, expected in (("z", "2019/2021", V), ("x", "2019/2021", []), ("z", "2010/2012", [])):
        assert (
            grades("signatory-represents-party", WORLD + dated + signed("") + tenure.format(office, date)) == expected
        )
    at = ":tenure-a a inc:Tenure ; inc:holder :person-a ; inc:office :office-z ; inc:attestedAt :m .\n"
    assert grades("signatory-represents-party", WORLD + PACT + signed("") + at) == V
    assert grades("signatory-represents-party", WORLD + PACT + signed() + at) == []


def test_the_agreement_and_the_side_are_named() -> None:
    (found,) = findings("signatory-represents-party", WORLD + PACT + signed("state-z"))
    assert "Z" in found.message and "X and Y" in found.message and "pact A" in found.message
    assert [node.rpartition("/")[2] for node in found.nodes] == ["signature-a", "agreement-a", "state-z"]
