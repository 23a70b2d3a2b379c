"""Figures: impossible, implausible, and more exact than the words that they rest on."""

from __future__ import annotations

import pytest
from tests.check.rules.judged import findings, told

from incumbent.check.findings import Finding


def figure(rest: str, words: str | None = None, evidence: str = "") -> list[Finding]:
    turtle = f'kb:figure-x a inc:Figure ; skos:prefLabel "the figure"@en ; {rest} .'
    if words is not None:
        turtle += f"kb:evidence-1 a inc:Evidence ; inc:about kb:figure-x ; inc:source kb:source-report {evidence} ."
    return findings("numbers", turtle, {"evidence-1": words} if words is not None else {})


IMPLAUSIBLE = {
    "border": ("inc:quantity 911000.0 ; inc:unit inc:kilometres ; inc:quantityKind inc:length",
        "911000 kilometres is implausible; 911 kilometres?"),
    "depth": ("inc:quantity 30000.0 ; inc:unit inc:kilometres ; inc:quantityKind inc:depth", "30 kilometres?"),
    "people": ("inc:quantity 20000000000.0 ; inc:unit inc:people", "20000000000 people is implausible"),
    "killed": ("inc:quantity 500000000.0 ; inc:unit inc:people ; inc:quantityKind inc:killed", "is implausible"),
    "states": ("inc:lowest 400.0 ; inc:unit inc:states", "lowest 400 states is implausible; 40 states?"),
    "a long duration": ("inc:highest 400.0 ; inc:unit inc:days ; inc:quantityKind inc:duration", "40 days?"),
    "an old man": ("inc:quantity 420.0 ; inc:unit inc:years ; inc:quantityKind inc:age", "42 years?"),
    "no round guess": ("inc:quantity 401.5 ; inc:unit inc:days ; inc:quantityKind inc:duration", "correct the number or the unit"),
}  # fmt: skip


@pytest.mark.parametrize(("rest", "message"), IMPLAUSIBLE.values(), ids=IMPLAUSIBLE)
def test_an_implausible_number_is_asked_about(rest: str, message: str) -> None:
    (finding,) = figure(rest)
    assert (finding.code, finding.severity.value) == ("numeric-range", "warning") and message in finding.message


IMPOSSIBLE = {
    "no number": ('inc:quantity "NaN"^^xsd:double ; inc:unit inc:people', "no finite number"),
    "no end": ('inc:highest "INF"^^xsd:double ; inc:unit inc:people', "no finite number"),
    "too long": (f'inc:quantity "{"9" * 50}"^^xsd:decimal ; inc:unit inc:usDollars', "no finite number"),
    "exponent": ('inc:quantity "1E999999999"^^xsd:decimal ; inc:unit inc:usDollars', "no finite number"),
    "text": ('inc:quantity "many" ; inc:unit inc:people', "no finite number"),
    "no time": ("inc:quantity 0.0 ; inc:unit inc:hours ; inc:quantityKind inc:duration", "a duration must be positive"),
    "a part of a man": ("inc:quantity 12.5 ; inc:unit inc:people", "quantity 12.5 people: these are counted in whole numbers"),
    "a part of a meeting": ("inc:highest 2.5 ; inc:unit inc:meetings", "highest 2.5 meetings: these are counted"),
    "above its range": ("inc:quantity 50.0 ; inc:lowest 30.0 ; inc:highest 40.0 ; inc:unit inc:hours",
        "50 lies outside of its range (highest 40.0)"),
    "below its range": ("inc:quantity 5.0 ; inc:lowest 30.0 ; inc:unit inc:hours", "5 lies outside of its range (lowest 30.0)"),
}  # fmt: skip


@pytest.mark.parametrize(("rest", "message"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_number_is_found(rest: str, message: str) -> None:
    (finding,) = figure(rest)
    assert (finding.code, finding.severity.value) == ("numeric-range", "violation") and message in finding.message


@pytest.mark.parametrize(
    "rest",
    [
        "inc:quantity 911.0 ; inc:unit inc:kilometres ; inc:quantityKind inc:length",
        "inc:quantity 0.0 ; inc:unit inc:people",
        "inc:quantity 3600000.0 ; inc:unit inc:people ; inc:quantityKind inc:hosted",
        "inc:quantity 100000000000.0 ; inc:unit inc:usDollars",
        "inc:lowest 30.0 ; inc:quantity 30.0 ; inc:highest 40.0 ; inc:unit inc:kilometres",
        "inc:quantity 4.5 ; inc:unit inc:hours", "inc:quantity 193.0 ; inc:unit inc:states",
        "inc:lowest 0.0 ; inc:highest 4.0 ; inc:unit inc:hours ; inc:quantityKind inc:duration", "inc:quantity 99999999999999.0",
        "inc:quantity 14.0 ; inc:unit inc:years ; inc:quantityKind inc:duration",
        "inc:quantity 5.0 ; inc:unit kb:person-ann",
    ],
)  # fmt: skip
def test_plausible_numbers_pass(rest: str) -> None:
    assert figure(rest) == []


def test_a_figure_that_is_the_duration_of_an_event_is_one() -> None:
    event = " . kb:meeting-talks inc:duration kb:figure-x"
    assert told(figure("inc:quantity 0.0 ; inc:unit inc:hours" + event)) == [("numeric-range", "violation")]
    assert told(figure("inc:quantity 600.0 ; inc:unit inc:hours" + event)) == [("numeric-range", "warning")]


REFUGEES = "inc:quantity 3600000.0 ; inc:unit inc:people"
VAGUE = {
    "over": ("hosted over 3.6 million refugees", "“over” with 3600000", "hedge: over"),
    "more than, in digits": ("More than 3,600,000 people", "“More than”", "hedge: over"),
    "nearly": ("nearly 3.6 million people", "“nearly”", "hedge: nearly"),
    "about": ("an estimated 3.6 million", "“an estimated”", "hedge: about"),
    "at least": ("at least 3,600,000 refugees", "“at least”", "hedge: atLeast"),
    "as many as": ("as many as 3.6 million", "“as many as”", "hedge: asMuchAs"),
    "up to": ("up to 3 600 000 people", "“up to”", "hedge: upTo"),
    "behind": ("3.6 million refugees or more", "“or more”", "hedge: atLeast"),
    "plus": ("3,600,000+ refugees", "“+”", "hedge: atLeast"),
    "or so": ("the 3.6 million or so who came", "“or so”", "hedge: about"),
    "range": (
        "people, from 3,500,000 to 3,700,000",
        "a range (“3,500,000 to 3,700,000”)",
        "give lowest: and highest:",
    ),
    "dashed range": ("3,500,000–3,700,000 people", "a range", "give lowest: and highest:"),
    "Turkish suffix": ("3,6 milyon’dan fazla mülteci", "dan fazla”", "hedge: over"),
    "Arabic": ("نحو 3.6 million", "“نحو”", "hedge: about"),
    "Russian": ("около 3.6 million", "“около”", "hedge: about"),
    "tilde": ("~3.6 million", "“~”", "hedge: about"),
    "odd": ("3,600,000-odd refugees", "“-odd”", "hedge: about"),
    "Turkish": ("en az 3,6 milyon mülteci", "“en az”", "hedge: atLeast"),
    "German": ("mehr als 3,6 Millionen Menschen", "“mehr als”", "hedge: over"),
}


@pytest.mark.parametrize(("words", "cue", "repair"), VAGUE.values(), ids=VAGUE)
@pytest.mark.parametrize("hedge", ["", " ; inc:hedge inc:exactly"])
def test_a_hedge_that_is_lost_is_asked_about(hedge: str, words: str, cue: str, repair: str) -> None:
    (finding,) = figure(REFUGEES + hedge, words)
    assert (finding.code, finding.severity.value) == ("approximation-kept", "warning")
    assert cue in finding.message and repair in finding.message and finding.nodes[1].endswith("evidence-1")


@pytest.mark.parametrize(
    "words",
    [
        "hosted 3.6 million refugees",
        "over 4 million people, 3.6 million of them refugees",
        "over three million",
        "over a border, 3.6 million",
        "they spoke about 3.6 million refugees",
        "the dispute over 3.6 million refugees",
    ],
)
def test_a_number_without_a_hedge_is_exact(words: str) -> None:
    assert figure(REFUGEES, words) == []


def test_a_hedge_that_is_kept_passes() -> None:
    assert figure(REFUGEES + " ; inc:hedge inc:over", "over 3.6 million") == []
    assert figure(REFUGEES + " ; inc:hedge inc:about", "over 3.6 million") == []
    assert figure("inc:lowest 3600000.0 ; inc:unit inc:people", "over 3.6 million") == []
    assert figure(REFUGEES + " ; inc:hedge inc:upTo", "as many as 3.6 million") == []
    assert figure(REFUGEES + " ; inc:hedge inc:about", "3,500,000–3,700,000") == []
    assert figure(REFUGEES + " ; inc:hedge inc:over", "3.6 million refugees") == []


@pytest.mark.parametrize(
    ("words", "stated", "hedge"),
    [
        ("at least 3.6 million", "upTo", "atLeast"),
        ("nearly 3.6 million", "over", "nearly"),
        ("up to 3.6 million", "atLeast", "upTo"),
    ],
)
def test_a_hedge_that_is_turned_round_is_asked_about(words: str, stated: str, hedge: str) -> None:
    (finding,) = figure(f"{REFUGEES} ; inc:hedge inc:{stated}", words)
    assert finding.code == "approximation-kept" and f"the figure says {stated}; give hedge: {hedge}" in finding.message


def test_a_duration_may_have_two_hedges() -> None:
    assert figure("inc:quantity 4.0 ; inc:unit inc:hours", "about four hours, or twelve")[0].value == "about"


def test_words_for_another_property_or_no_words_say_nothing() -> None:
    assert figure(REFUGEES, "over 3.6 million", "; inc:property inc:unit") == []
    assert told(figure(REFUGEES, "over 3.6 million", "; inc:property inc:quantity")) == [
        ("approximation-kept", "warning")
    ]
    assert (
        findings(
            "numbers", f"kb:figure-x a inc:Figure ; {REFUGEES} . kb:evidence-1 a inc:Evidence ; inc:about kb:figure-x ."
        )
        == []
    )
