"""What supports a record: evidence, voices and inferences."""

from __future__ import annotations

from tests.submission.test_compiler import WORLD, meeting

from incumbent.submission.quotes import find


def text_of(base) -> str:
    return (base.sources_folder / "facts.txt").read_text(encoding="utf-8")


def about(found, name: str) -> list[dict[str, set[str]]]:
    return [node for node in found.of("Evidence").values() if name in node["about"]]


def test_evidence_says_where(compiled, empty_base) -> None:
    found = compiled(WORLD)
    (evidence,) = about(found, "person-ann")
    span = find(text_of(empty_base), "Ann lives")
    assert evidence == {
        "a": {"Evidence"}, "about": {"person-ann"}, "source": {"source-facts"}, "stance": {"asserts"}, "voice": {"narrator"},
        "start": {str(span.start)}, "end": {str(span.end)}, "paragraph": {str(span.paragraph)}, "sha256": {span.sha256},
    }  # fmt: skip


def test_one_span_in_one_voice_and_stance_is_one_evidence(compiled) -> None:
    found = compiled(
        "- person: cem\n  label: Cem\n  quote: Cem and Deniz\n"
        "- person: deniz\n  label: Deniz\n  quote: Cem and Deniz\n"
        "- person: ece\n  label: Ece\n  quote: Cem and Deniz\n  stance: denies\n"
        "- person: fa\n  label: Fa\n  quote: Cem and Deniz\n  voice: person-ece\n"
    )
    assert sorted(sorted(node["about"]) for node in found.of("Evidence").values()) == [
        ["person-cem", "person-deniz"], ["person-ece"], ["person-fa"],
    ]  # fmt: skip


def test_evidence_for_one_value_of_a_property(compiled) -> None:
    form = meeting(
        'date: [{value: "2020", quote: it was in 2020}, {value: "2020-05", quote: it was in May, stance: hedges}]',
        "altLabel: {value: {tr: salon}, quote: the salon}",
    )
    found = compiled(form)
    assert found.findings == []
    evidence = {frozenset(n["value"]): n for n in about(found, "meeting-hall") if "value" in n}
    assert set(evidence) == {frozenset({"2020"}), frozenset({"2020-05"}), frozenset({"salon@tr"})}
    assert evidence[frozenset({"2020"})]["property"] == {"date"} and evidence[frozenset({"2020"})]["stance"] == {
        "asserts"
    }
    assert evidence[frozenset({"2020-05"})]["stance"] == {"hedges"}
    assert evidence[frozenset({"salon@tr"})]["property"] == {"altLabel"}
    assert found.nodes["meeting-hall"]["date"] == {"2020", "2020-05"}


def test_one_span_for_two_values_is_two_evidences(compiled) -> None:
    form = meeting("host: [{value: person-ann, quote: both were hosts}, {value: person-bob, quote: both were hosts}]")
    evidence = [node for node in about(compiled(form), "meeting-hall") if "value" in node]
    assert len(evidence) == 2
    assert {frozenset(node["value"]) for node in evidence} == {frozenset({"person-ann"}), frozenset({"person-bob"})}


def test_several_quotes(compiled) -> None:
    assert (
        len(
            about(
                compiled(
                    meeting().replace("quote: they met in the hall", "quote: [they met in the hall, again there]")
                ),
                "meeting-hall",
            )
        )
        == 2
    )


def test_a_list_of_evidence_inherits_the_source_and_the_voice(compiled) -> None:
    form = meeting(
        "voice: person-ann",
        "evidence:",
        "- {quote: one said so}",
        "- {quote: another, voice: person-bob, stance: denies}",
    )
    found = compiled(form)
    voices = {name: node["speaker"] for name, node in found.of("Voice").items()}
    by_stance = {
        next(iter(node["stance"])): node for node in about(found, "meeting-hall") if node["stance"] == {"denies"}
    }
    assert {frozenset(speaker) for speaker in voices.values()} == {frozenset({"person-ann"}), frozenset({"person-bob"})}
    assert voices[next(iter(by_stance["denies"]["voice"]))] == {"person-bob"}
    assert len(about(found, "meeting-hall")) == 3


def test_a_chain_of_voices_runs_from_the_speaker_outwards(compiled) -> None:
    found = compiled(meeting("voice: [person-ann, Bob, narrator]"))
    voices = found.of("Voice")
    (evidence,) = about(found, "meeting-hall")
    (first,) = evidence["voice"]
    assert voices[first]["speaker"] == {"person-ann"}
    (second,) = voices[first]["relayedBy"]
    assert voices[second] == {"a": {"Voice"}, "speaker": {"person-bob"}, "relayedBy": {"narrator"}}
    assert len(voices) == 2


def test_a_voice_is_the_same_voice_everywhere(compiled) -> None:
    one = compiled(meeting("voice: person-bob"))
    other = compiled(meeting("voice: Bob", "stance: expects"), name="facts")
    assert set(one.of("Voice")) == set(other.of("Voice")) and len(one.of("Voice")) == 1


def test_an_inference_of_a_record_and_of_a_value(compiled) -> None:
    form = meeting(
        "inferred: {scope: inDocument, premise: [person-ann, Bob], reasoning: it follows}",
        'date: {value: "2020", inferred: {scope: acrossDocuments, premise: person-ann, reasoning: {tr: öyle}}}',
    )
    found = compiled(form)
    assert found.findings == []
    whole, value = sorted(found.of("Inference").values(), key=lambda node: "value" in node)
    assert whole["about"] == value["about"] == {"meeting-hall"}
    assert whole["premise"] == {"person-ann", "person-bob"} and whole["reasoning"] == {"it follows@en"}
    assert value["property"] == {"date"} and value["value"] == {"2020"} and value["reasoning"] == {"öyle@tr"}


def test_an_inference_as_a_record_of_its_own(compiled) -> None:
    form = (
        WORLD
        + "- inference:\n  about: person-ann\n  property: label\n  premise: person-bob\n  scope: fromOutside\n  reasoning: so\n"
    )
    found = compiled(form)
    assert found.findings == []
    (inference,) = found.of("Inference").values()
    assert inference["about"] == {"person-ann"} and inference["property"] == {"prefLabel"}


def test_evidence_as_a_record_of_its_own_is_the_same_evidence(compiled) -> None:
    own = """\
- evidence:
  about: meeting-hall
  property: date
  value: "2020"
  quote: it was in 2020
  voice: Bob
  stance: hedges
"""
    nested = meeting("date: {value: '2020', quote: it was in 2020, voice: Bob, stance: hedges}")
    both = compiled(nested + own)
    assert both.findings == []
    assert set(both.of("Evidence")) == set(compiled(nested).of("Evidence"))


def test_evidence_for_a_label(compiled) -> None:
    form = WORLD + "- evidence:\n  about: [person-ann]\n  property: label\n  value: Ann\n  quote: Ann is her name\n"
    found = compiled(form)
    assert found.findings == []
    (evidence,) = [node for node in about(found, "person-ann") if "value" in node]
    assert evidence["property"] == {"prefLabel"} and evidence["value"] == {"Ann@en"}
    many = WORLD + "- evidence:\n  about: [person-ann, person-bob]\n  quote: Ann and Bob\n"
    shared = [sorted(node["about"]) for node in compiled(many).of("Evidence").values() if len(node["about"]) > 1]
    assert shared == [["person-ann", "person-bob"]]


def test_quotes_are_kept_where_the_base_keeps_them(compiled, empty_base) -> None:
    assert all("quote" not in node for node in compiled(WORLD).of("Evidence").values())
    settings = empty_base.root / "incumbent.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "[evidence]\nkeep-quotes = true\n", encoding="utf-8")
    del empty_base.settings
    (evidence,) = about(compiled(WORLD), "person-ann")
    assert evidence["quote"] == {"Ann lives@en"}


def test_keeping_quotes_does_not_change_names(compiled, empty_base) -> None:
    before = set(compiled(WORLD).nodes)
    empty_base.__dict__["settings"] = empty_base.settings._replace(keep_quotes=True)
    assert set(compiled(WORLD).nodes) == before
