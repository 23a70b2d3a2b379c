"""Reports on one happening, and what only a happening that took place can have."""

from __future__ import annotations

import pytest
from tests.check.rules.traced import findings, grades

V, W = ["violation"], ["warning"]
MEETING = ':m a inc:Meeting ; skos:prefLabel "talks"@en .\n'


def edtf(text: str) -> str:
    return f'"{text}"^^edtf:EDTF'


def report(name: str, status: str, source: str = "s", for_date: str = "", said: str = "", published: str = "") -> str:
    day = f"inc:forDate {edtf(for_date)} ;" if for_date else ""
    said = f"inc:saidOn {edtf(said)} ;" if said else ""
    source_date = f":source-{source} inc:publicationDate {edtf(published)} ." if published else ""
    return f""":status-{name} a inc:StatusReport ; inc:event :m ; {day} {said} inc:status inc:{status} .
:evidence-{name} a inc:Evidence ; inc:about :status-{name} ; inc:source :source-{source} ; inc:stance inc:asserts .
:source-{source} a inc:Source . {source_date}
"""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # one source has it both ways
        (report("1", "planned"), report("2", "held"), V),
        (report("1", "expected"), report("2", "done"), V),
        (report("1", "planned", said="2025-05-01"), report("2", "held", said="2025-05-01"), V),
        (report("1", "planned", for_date="2025-05-20"), report("2", "planned", for_date="2025-05-21"), V),
        # history, as sources tell it
        (report("1", "planned"), report("2", "held", "other"), []),
        (report("1", "planned", said="2025-05-01"), report("2", "held", said="2025-05-20"), []),
        (report("1", "announced"), report("2", "held"), []),
        (report("1", "dated", for_date="2025-05-20"), report("2", "moved", for_date="2025-05-22"), []),
        (report("1", "planned", for_date="2025-05"), report("2", "planned", for_date="2025-05-21"), []),
        (report("1", "planned"), report("2", "cancelled"), []),
        (report("1", "planned"), report("2", "planned"), []),
        # still told as a plan when it was over
        (report("1", "planned", said="2025-08-01"), report("2", "held", said="2025-05-21"), W),
        # what was called off did not take place
        (report("1", "cancelled"), report("2", "held", "other"), V),
        (report("1", "cancelled", published="2025-05-19"), report("2", "held", "other", published="2025-05-21"), W),
        (report("1", "cancelled", published="2025-05-22"), report("2", "held", "other", published="2025-05-21"), V),
    ],
)
def test_reports_that_exclude_each_other(one: str, other: str, expected: list[str]) -> None:
    assert grades("status-required", MEETING + one + other) == expected


def test_one_day_was_called_off_and_another_was_held() -> None:
    held = f":m inc:date {edtf('2025-06-30')} ." + report("2", "held", "other")
    assert grades("status-required", MEETING + held + report("1", "cancelled", for_date="2025-05-20")) == []
    assert grades("status-required", MEETING + held + report("1", "cancelled", for_date="2025-06-30")) == V


def test_a_report_that_is_denied_excludes_nothing() -> None:
    denied = report("1", "cancelled").replace("inc:asserts", "inc:denies")
    assert grades("status-required", MEETING + denied + report("2", "held", "other")) == []


def test_reports_without_a_source_are_told_at_one_time() -> None:
    bare = ":status-{0} a inc:StatusReport ; inc:event :m ; inc:status inc:{1} .\n"
    assert grades("status-required", MEETING + bare.format(1, "planned") + bare.format(2, "held")) == V
    assert grades("status-required", MEETING + bare.format(1, "planned") + report("2", "held")) == []


def test_both_reports_are_named() -> None:
    (found,) = findings("status-required", MEETING + report("1", "planned") + report("2", "held"))
    assert {node.rpartition("/")[2] for node in found.nodes} == {"status-1", "status-2", "m"}
    assert "planned" in found.message and "held" in found.message


def test_a_report_against_a_known_one() -> None:
    assert grades("status-required", report("2", "held"), base=MEETING + report("1", "planned")) == V


OUTCOME = ":m inc:outcome :claim-a . :claim-a a inc:Claim ."
PACT = ":agreement-a a inc:Agreement ; inc:madeAt :m ."
WORDS = ":statement-a a inc:Statement ; inc:saidAt :m ."
SESSION = ":n a inc:Meeting ; inc:partOfEvent :m ."
HELD_SESSION = SESSION + " :status-n a inc:StatusReport ; inc:event :n ; inc:status inc:held ."
EXPECTED_WORDS = WORDS + " :status-a a inc:StatusReport ; inc:event :statement-a ; inc:status inc:expected ."
THERE = ":participation-a a inc:Participation ; inc:event :m ; inc:participant :person-a ; inc:attendance inc:{} ."
FREE = ":participation-a a inc:Participation ; inc:event :m ; inc:participant :person-a ."


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (OUTCOME, V),
        (PACT, V),
        (WORDS, V),
        (THERE.format("attended"), V),
        (THERE.format("attendedRemotely"), V),
        (HELD_SESSION, V),
        (SESSION, []),
        (EXPECTED_WORDS, []),
        (THERE.format("expectedToAttend"), []),
        (THERE.format("absent"), []),
        (FREE, []),
    ],
)
def test_what_only_a_happening_has_that_took_place(fact: str, expected: list[str]) -> None:
    rule = "outcome-needs-held-meeting"
    for status in ("planned", "postponed", "cancelled"):
        assert grades(rule, MEETING + report("1", status) + fact) == expected
    assert grades(rule, MEETING + fact) == []
    assert grades(rule, MEETING + report("1", "held") + fact) == []
    assert grades(rule, MEETING + report("1", "planned") + report("2", "held", "other") + fact) == []
    assert grades(rule, fact, base=MEETING + report("1", "planned")) == expected
