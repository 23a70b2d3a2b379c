"""Sources: known, of one text, and not older than what they report as done."""

from __future__ import annotations

import pytest
from tests.check.rules.judged import KB, findings, told

from incumbent.check.findings import Finding


def reported(
    published: str, date: str, *, rest: str = "", about: str = "kb:status-x", stance: str = "asserts"
) -> list[Finding]:
    """What is found where a source of one date reports that a meeting of another was held."""
    return findings(
        "evidence",
        f"""
        kb:source-x a inc:Source ; skos:prefLabel "Wire"@en ; inc:publicationDate "{published}"^^edtf:EDTF .
        kb:meeting-x a inc:Meeting ; skos:prefLabel "Round"@en ; inc:date "{date}"^^edtf:EDTF .
        kb:status-x a inc:StatusReport ; inc:event kb:meeting-x ; inc:status inc:held .
        kb:participation-x a inc:Participation ; inc:event kb:meeting-x ; inc:participant kb:person-ann .
        kb:evidence-x a inc:Evidence ; inc:about {about} ; inc:source kb:source-x ; inc:stance inc:{stance} .
        {rest}
        """,
    )


def test_a_source_older_than_what_it_reports_is_found() -> None:
    (finding,) = reported("2025-05-19", "2025-05-20")
    assert told([finding]) == [("source-not-before-event", "violation")]
    assert (
        "The source Wire (2025-05-19) is older than what it is said to report as done: Round (2025-05-20)"
        in finding.message
    )
    assert finding.message.endswith("status planned?") and finding.value == "2025-05-19"
    assert finding.nodes == tuple(KB + name for name in ("evidence-x", "status-x", "meeting-x", "source-x"))


CASES = {
    "a month that may be too early": ("2025-05", "2025-05-20", "warning"),
    "a year that may be too early": ("2025", "2025-05-20", "warning"),
    "a doubtful day": ("2025-05-19?", "2025-05-20", "warning"),
    "a doubtful date of the meeting": ("2025-05-19", "2025-05-20?", "warning"),
    "an earlier month": ("2025-04", "2025-05-20", "violation"),
    "an earlier year": ("2024", "2025", "violation"),
    "open since": ("2025-05-19", "2025-05-20/..", "violation"),
    "one of several days": ("2025-05-19", "[2025-05-20,2025-05-22]", "violation"),
    "the same day": ("2025-05-20", "2025-05-20", None),
    "the same month": ("2025-05", "2025-05", None),
    "a vague meeting": ("2025-05-20", "2025-05", None),
    "a vaguer meeting": ("2025-05-20", "2025", None),
    "a meeting of several days": ("2025-05-20", "2025-05-19/2025-05-21", None),
    "later": ("2025-05-21", "2025-05-20", None),
    "a meeting before": ("2025-05-20", "[..2025-05-25]", None),
    "no year": ("2025-05-19", "XXXX-05-20", None),
    "a source before": ("[..2025-05-25]", "2025-05-20", None),
    "no date": ("soon", "2025-05-20", None),
}


@pytest.mark.parametrize(("published", "date", "grade"), CASES.values(), ids=CASES)
def test_dates_are_compared_in_all_their_readings(published: str, date: str, grade: str | None) -> None:
    found = told(reported(published, date))
    assert found == ([("source-not-before-event", grade)] if grade else [])


def test_a_happening_and_its_report_are_one_fault() -> None:
    (finding,) = reported("2025-05-19", "2025-05-20", about="kb:status-x , kb:meeting-x")
    assert finding.nodes[1] == KB + "meeting-x"


@pytest.mark.parametrize("stance", ["expects", "hedges", "denies", "asks"])
def test_only_what_is_asserted_counts(stance: str) -> None:
    assert reported("2025-05-19", "2025-05-20", stance=stance) == []


def test_words_for_one_value_of_a_record_do_not_report_it() -> None:
    assert reported("2025-05-19", "2025-05-20", rest="kb:evidence-x inc:property inc:place .") == []


def test_a_participation_a_happening_an_agreement_and_a_signature_are_reported_too() -> None:
    for about in ("kb:participation-x", "kb:meeting-x"):
        assert told(reported("2025-05-19", "2025-05-20", about=about)) == [("source-not-before-event", "violation")]
    pact = 'kb:agreement-x a inc:Agreement ; skos:prefLabel "Pact"@en ; inc:date "2025-05-20"^^edtf:EDTF .'
    sign = "kb:signature-x a inc:Signature ; inc:agreement kb:agreement-x ; inc:signatory kb:person-ann ."
    for about in ("kb:agreement-x", "kb:signature-x"):
        found = reported("2025-05-19", "2025-05-01", rest=pact + sign, about=about)
        assert told(found) == [("source-not-before-event", "violation")]
    assert reported("2025-05-19", "2025-05-20", about="kb:person-ann") == []


PLANNED = """
kb:source-early a inc:Source ; inc:publicationDate "2025-05-01"^^edtf:EDTF .
kb:status-early a inc:StatusReport ; inc:event kb:meeting-x ; inc:status inc:planned .
kb:evidence-early a inc:Evidence ; inc:about kb:status-early, kb:meeting-x, kb:participation-x ; inc:source kb:source-early ;
    inc:stance inc:asserts ; inc:voice inc:narrator .
"""


def test_what_was_planned_first_and_then_held_is_history() -> None:
    assert reported("2025-05-21", "2025-05-20", rest=PLANNED) == []
    assert told(reported("2025-05-19", "2025-05-20", rest=PLANNED)) == [("source-not-before-event", "violation")]


def test_who_is_said_to_have_attended_did_so_by_then() -> None:
    attended = PLANNED + "kb:participation-x inc:attendance inc:attended ."
    (finding,) = reported("2025-05-21", "2025-05-20", rest=attended)
    assert finding.nodes[1] == KB + "participation-x" and finding.severity.value == "violation"


def test_a_section_has_the_date_of_its_whole() -> None:
    section = """kb:section-y a inc:Section ; inc:sectionOf kb:source-x .
        kb:evidence-y a inc:Evidence ; inc:about kb:status-x ; inc:source kb:section-y ."""
    found = reported("2025-05-19", "2025-05-20", rest=section, stance="denies")
    assert told(found) == [("source-not-before-event", "violation")] and "date of its whole" in found[0].message


def test_a_source_that_nobody_describes_is_unknown() -> None:
    (finding,) = findings(
        "evidence", "kb:evidence-x a inc:Evidence ; inc:about kb:person-ann ; inc:source kb:source-doc-9999 ."
    )
    assert told([finding]) == [("source-known", "violation")]
    assert "source-doc-9999 is unknown; register it" in finding.message
    assert finding.nodes == (KB + "evidence-x", KB + "source-doc-9999")


def test_a_source_with_another_digest_has_changed() -> None:
    (finding,) = findings("evidence", f'kb:source-report inc:textDigest "{"ab" * 32}" .')
    assert told([finding]) == [("source-known", "violation")]
    assert "its text has changed (checksum differs: 9f86d081884c… and abababababab…)" in finding.message


def test_what_is_no_source_is_none() -> None:
    (finding,) = findings(
        "evidence", "kb:evidence-x a inc:Evidence ; inc:about kb:person-ann ; inc:source kb:place-town ."
    )
    assert told([finding]) == [("object-class", "violation")] and "place-town is no source" in finding.message


def test_nothing_follows_from_itself_alone() -> None:
    inference = "kb:inference-x a inc:Inference ; inc:about kb:meeting-talks ; inc:premise {} ."
    (finding,) = findings("evidence", inference.format("kb:meeting-talks"))
    assert told([finding]) == [("inference-premises", "violation")] and "Talks in the town hall" in finding.message
    assert findings("evidence", inference.format("kb:meeting-talks, kb:person-ann")) == []
    assert findings("evidence", inference.format("kb:meeting-talks ; inc:property inc:format")) == []
    assert findings("evidence", "kb:inference-x a inc:Inference ; inc:about kb:meeting-talks .") == []
