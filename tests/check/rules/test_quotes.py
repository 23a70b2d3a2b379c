"""Quoted words: they speak of what rests on them, and how they say it is kept."""

from __future__ import annotations

import pytest
from tests.check.rules.judged import findings, told

from incumbent.check.findings import Finding
from incumbent.check.rules import wording

WORLD = """
kb:state-syria a inc:State ; skos:prefLabel "Syria"@en .
kb:state-turkiye a inc:State ; skos:prefLabel "Türkiye"@en ; skos:altLabel "Turkey"@en .
kb:person-fidan a inc:Person ; skos:prefLabel "Hakan Fidan"@en .
kb:name-fidan a inc:Name ; inc:nameOf kb:person-fidan ; inc:spelling "هاكان فيدان"@ar .
kb:office-fm a inc:Office ; skos:prefLabel "Foreign Minister of Türkiye"@en ; inc:officeOf kb:state-turkiye .
kb:tenure-fidan a inc:Tenure ; inc:holder kb:person-fidan ; inc:office kb:office-fm .
kb:meeting-x a inc:Meeting ; skos:prefLabel "Round in Ankara"@en ; inc:place kb:place-ankara ;
    inc:date "2025-10-12"^^edtf:EDTF .
kb:place-ankara a inc:Place ; skos:prefLabel "Ankara"@en .
kb:participation-fidan a inc:Participation ; inc:event kb:meeting-x ; inc:participant kb:person-fidan ;
    inc:statedCapacity kb:office-fm .
kb:claim-x a inc:Claim ; skos:prefLabel "Türkiye supplies drones"@en ; inc:subject kb:state-turkiye ; inc:objectText "drones"@en .
kb:status-x a inc:StatusReport ; inc:event kb:meeting-x ; inc:status inc:held .
kb:statement-x a inc:Statement ; skos:prefLabel "Fidan on drones"@en ; inc:speaker kb:person-fidan .
kb:status-said a inc:StatusReport ; inc:event kb:statement-x ; inc:status inc:made .
kb:voice-x a inc:Voice ; inc:speaker kb:person-fidan ; inc:relayedBy inc:narrator .
"""


def quoted(
    words: str | None, about: str = "claim-x", rest: str = "", stance: str = "asserts", voice: str = "inc:narrator"
) -> list[Finding]:
    turtle = f"""{WORLD} kb:evidence-x a inc:Evidence ; inc:about {", ".join(f"kb:{name}" for name in about.split())} ;
        inc:source kb:source-report ; inc:stance inc:{stance} ; inc:voice {voice} {rest} ."""
    return findings("quotes", turtle, {"evidence-x": words} if words is not None else {})


def messages(found: list[Finding], rule: str) -> list[str]:
    assert all(finding.code == rule for finding in found), found
    return [finding.message for finding in found]


# Speaking of the fact

SUPPORTS = [
    ("claim-x", "Turkey will supply drones to Damascus"), ("claim-x", "TÜRKİYE'NİN insansız araçları"),
    ("claim-x", "Turkish exports of arms"),
    ("claim-x", "a delivery of drones and missiles"), ("claim-x", "They will supply them soon"),
    ("tenure-fidan", "Foreign Minister Hakan Fidan"),
    ("tenure-fidan", "Fidan, the Turkish foreign minister"), ("tenure-fidan", "he became minister of foreign affairs"),
    ("participation-fidan", "Fidan met his counterpart"), ("participation-fidan", "the Turkish foreign minister came to Ankara"),
    ("claim-x", "Ankara pays for everything"),
    ("participation-fidan", "who was there with the ministers"), ("status-x", "the round in the capital was held"),
    ("status-x", "met on 12 October in the capital"), ("status-x", "talks with Fidan in the capital"),
    ("meeting-x", "a meeting in Ankara today"),
    ("place-ankara", "in Ankara, where talks"), ("claim-x", "تركيا ترسل طائرات مسيرة"),
    ("participation-fidan", "التقى هاكان فيدان نظيره"),
    ("source-report", "nothing of this at all"), ("agent-envoy", "nothing of this at all"),
    ("person-fidan", "Hakan Fidan arrived today"),
]  # fmt: skip


@pytest.mark.parametrize(("about", "words"), SUPPORTS)
def test_words_that_mention_the_fact_support_it(about: str, words: str) -> None:
    assert quoted(words, about) == []


FAILS = {
    "another person, though his country is named": (
        "participation-fidan",
        "Yaşar Gülen arrived in Paris",
        "names neither",
    ),
    "another claim": ("claim-x", "oil prices fell in October", "mentions nothing of it"),
    "another person": ("participation-fidan", "Yaşar Güler arrived in Ankara", "names neither Hakan Fidan nor"),
    "another office": (
        "tenure-fidan",
        "Hakan Fidan arrived in October",
        "names neither Foreign Minister of Türkiye nor",
    ),
    "another meeting": ("meeting-x", "oil prices fell sharply", "evidence for Round in Ankara"),
    "another thing": ("place-ankara", "oil prices fell sharply", "mentions nothing of it"),
}


@pytest.mark.parametrize(("about", "words", "message"), FAILS.values(), ids=FAILS)
def test_words_about_something_else_are_asked_about(about: str, words: str, message: str) -> None:
    (finding,) = quoted(words, about)
    assert told([finding]) == [("quote-supports", "warning")] and message in finding.message


def test_each_fact_of_one_quote_is_judged() -> None:
    (finding,) = quoted("Turkey will supply drones to Damascus", "claim-x place-hall")
    assert finding.nodes[1].endswith("place-hall") and "evidence for Town hall" in finding.message


def test_an_unnamed_participant_and_an_inferred_office_need_not_be_named() -> None:
    unnamed = ". kb:participation-y a inc:Participation ; inc:event kb:meeting-x ; inc:participant kb:agent-envoy"
    assert quoted("somebody from abroad was at the round in Ankara", "participation-y", unnamed) == []
    inferred = ". kb:inference-x a inc:Inference ; inc:about kb:participation-fidan ; inc:property inc:participant"
    assert quoted("a minister came to Ankara", "participation-fidan", inferred) == []
    special = """. kb:evidence-y a inc:Evidence ; inc:about kb:participation-fidan ; inc:property inc:participant ;
        inc:source kb:source-report"""
    assert quoted("a minister came to Ankara", "participation-fidan", special) == []


def test_words_for_one_value_may_mention_the_value() -> None:
    value = "; inc:property inc:{} ; inc:value {}"
    assert quoted("oil from the old town", "claim-x", value.format("object", "kb:place-town")) == []
    assert quoted("near the strait of hope", "claim-x", value.format("gist", '"the strait"@en')) == []
    assert told(quoted("oil prices fell sharply", "claim-x", value.format("object", "kb:state-beland"))) == [
        ("quote-supports", "warning")
    ]


def test_a_source_in_another_language_is_not_held_against_english_names() -> None:
    base = f"""{WORLD} kb:evidence-x a inc:Evidence ; inc:about kb:ABOUT ; inc:source kb:source-tr .
        kb:source-tr a inc:Source ; inc:language "tr" ."""
    assert findings("quotes", base.replace("ABOUT", "claim-x"), {"evidence-x": "petrol fiyatlari bugün geriledi"}) == []
    found = findings("quotes", base.replace("ABOUT", "participation-fidan"), {"evidence-x": "Yaşar Güler dün oradaydi"})
    assert told(found) == [("quote-supports", "warning")]  # people are called the same


# Length


@pytest.mark.parametrize("words", ["Ankara", "[DAMASCUS]", "in Turkey"])
def test_a_word_alone_supports_nothing(words: str) -> None:
    (message,) = messages(quoted(words), "quote-supports")
    assert f"the quote “{words}” is too short to support a fact" in message


def test_a_word_is_enough_for_a_name_and_a_thing_of_that_name() -> None:
    name = '. kb:name-ankara a inc:Name ; inc:nameOf kb:place-ankara ; inc:spelling "Ankara"@en'
    assert quoted("Ankara", "name-ankara", name) == []
    assert quoted("Ankara", "place-ankara") == []
    assert told(quoted("Ankara", "place-ankara", "; inc:property inc:within")) == [("quote-supports", "warning")]
    assert told(quoted("Ankara", "meeting-x")) == [("quote-supports", "warning")]
    assert quoted("土耳其向叙利亚提供无人机") == []  # no spaces, and yet a sentence


def test_a_quote_that_is_the_text_is_too_long() -> None:
    (message,) = messages(quoted("drones " * 143), "size-limits")
    assert "the quote of 1001 characters is too long; give the sentence" in message
    assert quoted("drones " * 142) == []
    part = '; inc:start 10 ; inc:end 320 . kb:source-report inc:textLength "{}"^^xsd:nonNegativeInteger'
    (message,) = messages(quoted(None, rest=part.format(500)), "size-limits")
    assert "the quote of 310 characters, of 500 of the text, is too long" in message
    assert quoted(None, rest=part.format(1000)) == []
    assert quoted("drones, all of it", rest='. kb:source-report inc:textLength "17"^^xsd:nonNegativeInteger') == []


# Furniture


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("All rights reserved.", "violation"), ("© 2025 Turkish Drones", "violation"),
        ("Subscribe to our drones newsletter", "violation"),
        ("Read more: drones", "violation"), ("We use cookies on drones", "violation"),
        ("Tüm hakları saklıdır, drones", "violation"),
        ("Reporting by Drones Able", "violation"),
        ("Last updated drones 2025", "warning"), ("Follow us on drones", "violation"), ("Give the gift of hope", "violation"),
        ("Our program trained more than 100 journalists", "violation"), ("Все права защищены", "violation"),
        ("Please donate now for drones", "violation"),
        ("Photo by Drones Press via Getty Images", "violation"),
    ],
)  # fmt: skip
def test_the_furniture_of_a_page_is_no_evidence(words: str, grade: str) -> None:
    assert told(quoted(words)) == [("no-boilerplate", grade)]


@pytest.mark.parametrize(
    "words",
    [
        "Turkey signed up for a drones deal",
        "the share of drones",
        "drones for the home front",
        "Follow us, the Turkish generals told the troops",
        "the photo by the drones was taken after the talks",
        "Home of drones, Turkey shares with Syria its top",
    ],
)
def test_sentences_with_such_words_pass(words: str) -> None:
    assert quoted(words) == []


def test_who_published_what_may_rest_on_it() -> None:
    assert quoted("Published 12 October 2025", "source-report") == []


# Attribution

KEPT = {
    "according to": ("according to a senior Syrian official", "puts it down to somebody (“a senior Syrian official”)"),
    "behind": ("Turkey will supply drones, officials said", "(“officials said”)"),
    "behind, by name": ("“Turkey will supply drones,” Fidan said", "(“Fidan said”)"),
    "in between": ("Turkey, the official added, supplies drones", "puts it down to somebody"),
    "told": ("Abdi told Agence France-Presse that Turkey supplies drones", "puts it down to somebody"),
    "Russian": ("Turkey поставит drones, сообщил источник", "(“сообщил”)"),
    "perhaps": ("Turkey has perhaps sent drones", "hedges (“has perhaps”)"),
    "rejected": ("Turkey rejects the charge that it sends drones", "denies (“rejects the charge”)"),
    "alleges": ("Syria alleges that Turkey supplies drones", "(“alleges”)"),
    "claimed": ("Ankara claimed that drones were sent", "(“claimed that”)"),
    "Turkish": ("kaynaklara göre Türkiye drones verecek", "puts it down"),
    "German": ("laut Ankara liefert Turkey drones", "(“laut”)"),
    "French": ("selon Ankara, Turkey livre des drones", "(“selon”)"),
    "speech": ("We will continue to supply drones to Syria", "is somebody's speech (“We”)"),
    "quoted speech": ("“There is no place for drones in Turkey”", "is somebody's speech"),
    "question": ("Will Turkey supply drones to Syria?", "is a question (“?”)"),
    "whether": (
        "The critical question is whether Turkey has moved to the second stage",
        "is a question (“question is”)",
    ),
    "whether alone": ("whether Turkey supplies drones", "is a question (“whether”)"),
    "Arabic question": ("Turkey drones؟", "is a question"),
    "reportedly": (
        "Turkey reportedly supplies drones",
        "hedges (“reportedly”), and is said to assert; give stance: hedges",
    ),
    "alleged": ("the alleged Turkish drones", "hedges (“alleged”)"),
    "denied": (
        "Turkey denied that drones were sent",
        "denies (“denied that”), and is said to assert; give stance: denies",
    ),
}


@pytest.mark.parametrize(("words", "message"), KEPT.values(), ids=KEPT)
def test_an_attribution_or_hedge_that_is_lost_is_asked_about(words: str, message: str) -> None:
    (told_message,) = messages([f for f in quoted(words) if f.code != "quote-supports"], "attribution-kept")
    assert message in told_message


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Turkey is expected to hold the round in Ankara", "status-x"), ("the round may be held in Ankara", "status-x"),
        ("Fidan will attend the round", "participation-attended"), ("the round in Ankara is scheduled for Sunday", "status-x"),
    ],
)  # fmt: skip
def test_what_is_to_come_is_not_held(words: str, about: str) -> None:
    rest = """. kb:participation-attended a inc:Participation ; inc:event kb:meeting-x ; inc:participant kb:person-fidan ;
        inc:attendance inc:attended"""
    (message,) = messages(quoted(words, about, rest), "attribution-kept")
    assert "tells of what is to come" in message and "status: planned" in message


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("Turkey supplies drones, according to an official", {"voice": "kb:voice-x"}),
        ("Turkey supplies drones, according to an official", {"stance": "hedges"}),
        ("Turkey reportedly supplies drones", {"stance": "hedges", "voice": "kb:voice-x"}),
        ("Turkey supplied drones according to plan", {}),
        ("according to the schedule, Turkey supplied drones", {}),
        ("Will Turkey supply drones?", {"stance": "asks"}),
        ("Turkey denied that drones were sent", {"stance": "denies", "voice": "kb:voice-x"}),
        ("Turkey will supply drones", {}),
        ("We will supply drones", {"voice": "kb:voice-x"}),
        ("the “turning point” of drones, and the “end”", {}),
        ("US drones for the United States", {"about": "claim-x"}),
        ("Fidan said that drones were sent", {"about": "claim-x statement-x"}),
        ("Fidan said that drones were sent", {"about": "status-said"}),
        ("according to Fidan", {"about": "person-fidan"}),
        ("Ankara met in May over drones", {"about": "status-x"}),
        ("the round in Ankara was held", {"about": "status-x"}),
        ("drones that are said in Turkish songs", {}),
    ],
)
def test_what_is_kept_passes(words: str, more: dict[str, str]) -> None:
    assert quoted(words, **more) == []


def test_without_words_nothing_is_said() -> None:
    assert quoted(None) == [] and quoted(None, "tenure-fidan", stance="hedges") == []


def test_each_list_of_cues_speaks_several_languages() -> None:
    for table in ("attribution", "hedge", "ahead", "question", "asking", "denial", "pronouns"):
        assert set(wording.cues()[table]) >= {"en", "tr", "de", "fr"}, table
        for several in wording.cues()[table].values():
            for one in several:
                assert one == one.lower().strip(), one
                assert table in ("asking", "pronouns") or wording.cue(table, f"x {one} y") is not None, one
