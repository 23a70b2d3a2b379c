"""What changed between two states is said in words, and all of it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from tests.conftest import ROOT

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.diff import forms
from incumbent.diff.change import GROUPS, KINDS, Change
from incumbent.diff.changes import changed_subjects, changes, described
from incumbent.model.vocabulary import Vocabulary

KB = "https://example.org/kb/"
HEAD = """
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix kb: <https://example.org/kb/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
"""
WORLD = """
kb:person-ann a inc:Person ; skos:prefLabel "Ann"@en .
kb:person-bob a inc:Person ; skos:prefLabel "Bob"@en .
kb:state-x a inc:State ; skos:prefLabel "X"@en .
kb:office-m a inc:Office ; skos:prefLabel "Minister of X"@en ; inc:officeOf kb:state-x .
kb:meeting-hall a inc:Meeting ; skos:prefLabel "the hall meeting"@en ; inc:date "2025-05-20"^^edtf:EDTF ; inc:place kb:place-town .
kb:place-town a inc:Place ; skos:prefLabel "Town"@en .
kb:place-quay a inc:Place ; skos:prefLabel "Quay"@en .
kb:participation-1 a inc:Participation ; inc:event kb:meeting-hall ; inc:participant kb:person-ann .
kb:source-r a inc:Source ; skos:prefLabel "the report"@en .
kb:evidence-p a inc:Evidence ; inc:about kb:participation-1 ; inc:source kb:source-r ; inc:stance inc:asserts .
kb:agreement-a a inc:Agreement ; skos:prefLabel "the accord"@en ; inc:party kb:state-x .
"""
TENURE = """
kb:tenure-1 a inc:Tenure ; inc:holder kb:person-ann ; inc:office kb:office-m ; inc:date "2024-01/.."^^edtf:EDTF .
kb:evidence-t a inc:Evidence ; inc:about kb:tenure-1 ; inc:source kb:source-r ; inc:stance inc:asserts .
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return KnowledgeBase(ROOT).vocabulary


def facts(*turtle: str) -> Facts:
    found = Facts()
    found.add("talks", [quad.triple for quad in parse((HEAD + "".join(turtle)).encode(), format=RdfFormat.TURTLE)])
    return found


def told(vocabulary: Vocabulary, before: Facts, after: Facts) -> list[Change]:
    return changes(before, after, vocabulary, KB, changed_subjects(before, after))


def lines(vocabulary: Vocabulary, before: Facts, after: Facts) -> list[str]:
    return [f"{change.sign} {change.text}" for change in told(vocabulary, before, after)]


CASES = [
    ('kb:person-cid a inc:Person ; skos:prefLabel "Cid"@en .', "+ new person: Cid"),
    (
        'kb:meeting-b a inc:Meeting ; skos:prefLabel "B"@en ; inc:date "2025-06"^^edtf:EDTF .',
        "+ new meeting: B (date: June 2025)",
    ),
    (
        'kb:tenure-9 a inc:Tenure ; inc:holder kb:person-bob ; inc:office kb:office-m ; inc:startDate "2023-06"^^edtf:EDTF .',
        "+ new tenure: Bob as Minister of X, from June 2023",
    ),
    (
        "kb:participation-9 a inc:Participation ; inc:event kb:meeting-hall ; inc:participant kb:person-bob ; "
        "inc:onBehalfOf kb:state-x ; inc:role inc:host .",
        "+ new participant of the hall meeting: Bob, for X, as host",
    ),
    (
        "kb:status-1 a inc:StatusReport ; inc:event kb:meeting-hall ; inc:status inc:cancelled ; "
        'inc:forDate "2025-05-20"^^edtf:EDTF .',
        "+ the hall meeting: reported as cancelled for 20 May 2025",
    ),
    (
        'kb:name-1 a inc:Name ; inc:nameOf kb:person-ann ; inc:spelling "Anne" ; inc:nameKind inc:variant .',
        "+ Ann: also spelled “Anne” (variant)",
    ),
    (
        "kb:signature-1 a inc:Signature ; inc:agreement kb:agreement-a ; inc:signatory kb:person-bob .",
        "+ the accord: signed by Bob",
    ),
    ("kb:agreement-a inc:party kb:state-y .", "~ the accord: new party: state-y"),
    ('kb:person-ann skos:altLabel "Annie" .', "~ Ann: also called “Annie”"),
    ("kb:meeting-hall inc:disagreesWith kb:meeting-b .", "~ the hall meeting: said to disagree with meeting-b"),
    ("kb:person-bob dcterms:isReplacedBy kb:person-ann .", "~ Bob: replaced by Ann"),
    ("kb:meeting-hall <urn:odd:thing> 3 .", "~ the hall meeting: urn:odd:thing: 3 added"),
    ("kb:evidence-9 a inc:Evidence ; inc:about kb:participation-1 .", "~ the hall meeting: evidence: 1 added"),
]


@pytest.mark.parametrize(("added", "sentence"), CASES, ids=[sentence for _, sentence in CASES])
def test_what_is_new_is_said(vocabulary: Vocabulary, added: str, sentence: str) -> None:
    before, after = facts(WORLD), facts(WORLD, added)
    assert lines(vocabulary, before, after) == [sentence]
    back = lines(vocabulary, after, before)
    assert len(back) == 1 and back[0] != sentence and back[0][0] == {"+": "-"}.get(sentence[0], "~")


MOVES = [
    ('"2025-05-20"', '"2025-06-01"', "~ the hall meeting: moved: was 20 May 2025, now 1 June 2025"),
    ("inc:place kb:place-town", "inc:place kb:place-quay", "~ the hall meeting: place: was Town, now Quay"),
    ('"Bob"@en', '"Rob"@en', "~ Rob: renamed: was “Bob”, now “Rob”"),
    ('"Bob"@en', '"Bob"@tr', "~ Bob: renamed: was “Bob”, now “Bob” (tr)"),
    ("a inc:Meeting", "a inc:Call", "~ the hall meeting: of another kind: was meeting, now call"),
    ('"2025-05-20"^^edtf:EDTF', '"2025-05-20"^^xsd:date', "~ the hall meeting: moved: was 20 May 2025, now 2025-05-20"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), MOVES, ids=[sentence for *_, sentence in MOVES])
def test_what_took_anothers_place_is_said(vocabulary: Vocabulary, old: str, new: str, sentence: str) -> None:
    assert lines(vocabulary, facts(WORLD), facts(WORLD.replace(old, new, 1))) == [sentence]


@pytest.mark.parametrize("name", ["tenure-1", "tenure-2"])
def test_a_tenure_that_ended_is_one_change_under_one_name_or_two(vocabulary: Vocabulary, name: str) -> None:
    after = facts(WORLD, TENURE.replace("2024-01/..", "2024-01/2025-09").replace("tenure-1", name))
    found = [c.text for c in told(vocabulary, facts(WORLD, TENURE), after) if c.kind not in ("evidence", "derived")]
    ended = "was from January 2024, with an open end, now from January 2024 to September 2025"
    assert found == [f"Ann as Minister of X: tenure ended: {ended}"]


def test_another_holder_is_another_tenure(vocabulary: Vocabulary) -> None:
    after = facts(WORLD, TENURE.replace("tenure-1", "tenure-2").replace("person-ann", "person-bob"))
    found = [line[:14] for line in lines(vocabulary, facts(WORLD, TENURE), after)]
    assert {"+ new tenure: ", "- tenure remov"} <= set(found)


def test_what_follows_for_the_office_of_a_participant_is_said(vocabulary: Vocabulary) -> None:
    tenure = TENURE.replace("2024-01/..", "2024-01/2026-01")
    before, after = facts(WORLD), facts(WORLD, tenure)
    derived = [change for change in told(vocabulary, before, after) if change.kind == "derived"]
    assert [change.text for change in derived] == [
        "Ann at the hall meeting: office was not stated, now inferred: Minister of X"
    ]
    assert derived[0].thing == "meeting-hall" and derived[0].record == "participation-1"
    # A meeting that moves out of the tenure takes the office with it.
    moved = facts(WORLD.replace("2025-05-20", "2023-05-20"), tenure)
    found = [change.text for change in told(vocabulary, after, moved) if change.kind == "derived"]
    assert found == ["Ann at the hall meeting: office was inferred: Minister of X, now not stated"]
    # The same evidence for both proves nothing: when the tenure's own goes, so does the office.
    weak = facts(WORLD, tenure.split("kb:evidence-t")[0], "kb:evidence-p inc:about kb:tenure-1 .")
    assert any(change.kind == "derived" for change in told(vocabulary, after, weak))


def test_an_office_that_is_stated_is_one_change(vocabulary: Vocabulary) -> None:
    after = facts(WORLD, "kb:participation-1 inc:statedCapacity kb:office-m .")
    assert lines(vocabulary, facts(WORLD), after) == [
        "~ Ann at the hall meeting: office was not stated, now stated: Minister of X"
    ]


def test_a_withdrawal_tells_its_reason(vocabulary: Vocabulary) -> None:
    gone = WORLD.replace('kb:person-bob a inc:Person ; skos:prefLabel "Bob"@en .', "")
    start = "kb:retraction-1 a inc:Retraction ; inc:retracts "
    record = start + 'kb:person-bob ; inc:reason "Never\\nlived." ; inc:retractedOn "2026-01-01"^^edtf:EDTF .'
    assert lines(vocabulary, facts(WORLD), facts(gone, record)) == [
        "- person removed: Bob; withdrawn on 1 January 2026: Never lived."
    ]
    single = start + 'kb:meeting-hall ; inc:property inc:place ; inc:value kb:place-town ; inc:reason "Wrong." .'
    found = lines(vocabulary, facts(WORLD), facts(WORLD.replace(" ; inc:place kb:place-town", ""), single))
    assert found == [
        "- the hall meeting: place Town; withdrawn on an unknown day: Wrong.",
        "~ the hall meeting: place: Town removed",
    ]


def test_described_needs_no_vocabulary() -> None:
    before, after = facts(WORLD), facts(WORLD.replace("2025-05-20", "2025-06-01"))
    assert described(before, after, {KB + "meeting-hall"}) == [
        "~ the hall meeting: moved: was 20 May 2025, now 1 June 2025"
    ]
    assert described(before, before, {KB + "meeting-hall"}) == []


def test_changes_are_placed(vocabulary: Vocabulary) -> None:
    after = facts(WORLD, CASES[3][0])
    (change,) = told(vocabulary, facts(WORLD), after)
    assert (change.kind, change.group, change.thing, change.record, change.dossiers) == (
        "added", "Meetings and other events", "meeting-hall", "participation-9", ("talks",),
    )  # fmt: skip


TRIPLES = sorted(facts(WORLD, TENURE, *(added for added, _ in CASES)), key=str)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TRIPLES)), st.lists(st.sampled_from(TRIPLES)), st.randoms(use_true_random=False))
def test_no_changed_subject_goes_untold(gone: list[Triple], changed: list[Triple], chance: random.Random) -> None:
    """Whatever goes, comes or changes, of any thing or record: something is said of what it stands with."""
    vocabulary = _vocabulary()
    before, after = Facts(), Facts()
    before.add("d", TRIPLES)
    other = [Triple(t.subject, t.predicate, Literal(f"other {chance.random()}")) for t in changed]
    after.add("d", [t for t in TRIPLES if t not in gone and t not in changed] + other)
    subjects = changed_subjects(before, after)
    found = changes(before, after, vocabulary, KB, subjects)
    assert all(change.kind in KINDS and change.group in GROUPS for change in found)
    things = {name for change in found for name in (change.thing, change.record)}
    for iri in subjects:
        local = iri.removeprefix(KB)
        if local.startswith(("evidence", "inference")):
            assert local in things or any(change.kind == "evidence" for change in found)
        elif local not in things:
            assert any(iri in _values(before, record) for record in subjects), local  # a pair, told by its other half


def _values(view: Facts, iri: str) -> set[str]:
    return {iri} | {value.value for values in view.about(iri).values() for value in values}


def _vocabulary() -> Vocabulary:
    global _KNOWN
    _KNOWN = _KNOWN or KnowledgeBase(ROOT).vocabulary
    return _KNOWN


_KNOWN: Vocabulary | None = None
HOSTILE = 'Ann \x1b[31mred\x9b \u202eevil <b>&`|[x](javascript:y)\n# "quoted" \\'


def test_hostile_words_are_shown_and_not_obeyed(vocabulary: Vocabulary) -> None:
    after = facts(WORLD)
    subject = NamedNode(KB + "person-ann")
    after.add("talks", [Triple(subject, NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), Literal(HOSTILE))])
    found = told(vocabulary, facts(WORLD), after)
    for written in (forms.text(found), forms.markdown(found, HOSTILE), forms.structured(found, "a", None, None)):
        assert not set(written) & set("\x1b\x9b\u202e")
    assert "<b>" not in forms.markdown(found, "x").replace("\\<b\\>", "")
    assert len(forms.text(found).splitlines()) == 2
    document = json.loads(forms.structured(found, "a", None, "talks"))
    assert "\u202eevil" in document["changes"][0]["text"] and document["from"] == "a" and document["to"] is None
    assert list(document["changes"][0]) == [
        "kind", "group", "thing", "label", "record", "property", "old", "new", "dossiers", "text",
    ]  # fmt: skip


def test_colour_is_for_signs_and_headings(vocabulary: Vocabulary) -> None:
    found = told(vocabulary, facts(WORLD), facts(WORLD, CASES[0][0]))
    assert forms.text(found, coloured=True) == "\x1b[1mPeople\x1b[0m\n  \x1b[32m+\x1b[0m new person: Cid\n"
    assert forms.text([]) == "" and "Nothing changed." in forms.markdown([], "x")


def test_the_form_is_documented() -> None:
    """Each key of the JSON is explained beside its writer."""
    keys = json.loads(forms.structured([Change("added", "People", "a", "A", "t")], "a", None, None))["changes"][0]
    assert all(f'"{key}"' in (forms.__doc__ or "") for key in keys)
    assert all(kind in (forms.__doc__ or "") for kind in KINDS)
    assert Path(forms.__file__).is_file()
