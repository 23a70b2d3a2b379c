"""What supports a record: evidence, voices and inferences."""

from __future__ import annotations

from tests.submission.test_compiler import WORLD, meeting

from incumbent.submission.quotes import digest, find


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


def without_text(base, form: str):
    """The form compiled where the text of its source is not at hand."""
    from tests.conftest import write_form
    from tests.submission.conftest import Compiled, nodes_of

    from incumbent.base.facts import Facts
    from incumbent.submission.compiler import Compiler
    from incumbent.submission.form import read
    from incumbent.submission.quotes import Texts

    path = write_form(base, form)
    submission = Compiler(base.vocabulary, Facts(), base.settings, Texts(None), str(path)).compile(read(path))
    return Compiled(submission, nodes_of(submission))


def test_a_quote_whose_text_is_not_at_hand_has_a_digest_and_no_place(empty_base) -> None:
    found = without_text(empty_base, WORLD)
    assert found.findings == []
    (evidence,) = about(found, "person-ann")
    assert evidence == {
        "a": {"Evidence"}, "about": {"person-ann"}, "source": {"source-facts"}, "stance": {"asserts"}, "voice": {"narrator"},
        "sha256": {digest("Ann lives")},
    }  # fmt: skip
    empty_base.__dict__["settings"] = empty_base.settings._replace(keep_quotes=True)
    kept = without_text(empty_base, WORLD)
    assert [node["quote"] for node in about(kept, "person-ann")] == [{"Ann lives@en"}]
    assert set(kept.nodes) == set(found.nodes)


def test_without_a_text_the_same_words_are_one_evidence_others_another(empty_base) -> None:
    form = "- person: cem\n  label: Cem\n  quote: {}\n- person: deniz\n  label: Deniz\n  quote: Cem and Deniz\n"
    same, other = (without_text(empty_base, form.format(words)) for words in ("Cem and Deniz", "Cem and Ece"))
    assert [sorted(node["about"]) for node in same.of("Evidence").values()] == [["person-cem", "person-deniz"]]
    assert len(other.of("Evidence")) == 2
    stances = (
        "- person: cem\n  label: Cem\n  quote: Cem is there\n  evidence:\n  - {quote: Cem is there, stance: denies}\n"
    )
    assert len(without_text(empty_base, stances).of("Evidence")) == 2


def test_an_empty_quote_is_none_whether_or_not_the_text_is_at_hand(compiled, empty_base) -> None:
    form = "- person: cem\n  label: Cem\n  evidence: [{quote: ' '}]\n"
    for found in (compiled(form), without_text(empty_base, form)):
        assert [(finding.code, "the quote is empty" in finding.message) for finding in found.findings] == [
            ("quote-found", True)
        ]


def test_the_words_are_told_for_the_rules_that_judge_them(compiled, empty_base) -> None:
    from incumbent.base.facts import Facts
    from incumbent.submission.compiler import Compiler
    from incumbent.submission.form import read
    from incumbent.submission.quotes import Texts

    path = compiled(WORLD).submission and empty_base.root / "facts.yaml"
    for texts in (Texts(None), Texts(empty_base.sources_folder)):
        compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, texts, str(path))
        submission = compiler.compile(read(path))
        words = compiler._supporting.quotes
        digests = {t.subject.value: t.object.value for t in submission.triples if t.predicate.value.endswith("#sha256")}
        assert digests and {iri: digest(words[iri]) for iri in digests} == digests


def test_a_source_that_nobody_knows_is_to_be_registered(compiled) -> None:
    (finding,) = compiled("- person: cem\n  label: Cem\n  quote: Cem is there\n  source: source-zzz\n").findings
    assert finding.code == "source-known" and "'source-zzz'" in finding.message and "registered" in finding.message


def test_a_quote_without_any_source_rests_on_none(empty_base) -> None:
    from incumbent.base.facts import Facts
    from incumbent.submission.compiler import Compiler
    from incumbent.submission.form import parse
    from incumbent.submission.quotes import Texts

    form = "dossier: talks\nfacts:\n- person: cem\n  label: Cem\n  quote: Cem is there\n"
    compiler = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, Texts(None), "facts.yaml")
    assert [finding.code for finding in compiler.compile(parse(form)).findings] == ["source-required"]


def test_a_source_without_a_registered_text_is_quoted_by_digest_too(compiled) -> None:
    form = (
        "- source: page\n  label: page\n  language: en\n  dateUnknown: true\n  url: https://a.example/\n  quote: a page\n"
        "- person: cem\n  label: Cem\n  source: source-page\n  quote: Cem is there\n"
    )
    found = compiled(form)
    assert found.findings == []
    (evidence,) = about(found, "person-cem")
    assert evidence["sha256"] == {digest("Cem is there")} and "start" not in evidence


def test_a_quote_that_is_not_there_is_the_one_fault(compiled, empty_base) -> None:
    path = compiled("- person: cem\n  label: Cem\n  quote: Cem is there\n") and empty_base.root / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Cem is there", "Cem was there"), encoding="utf-8")
    from tests.submission.conftest import Compiled, nodes_of

    from incumbent.base.facts import Facts
    from incumbent.submission.compiler import Compiler
    from incumbent.submission.form import read
    from incumbent.submission.quotes import Texts

    texts = Texts(empty_base.sources_folder)
    submission = Compiler(empty_base.vocabulary, Facts(), empty_base.settings, texts, str(path)).compile(read(path))
    found = Compiled(submission, nodes_of(submission))
    assert [finding.code for finding in found.findings] == ["quote-found"]
    (evidence,) = about(found, "person-cem")  # what it rests on is faulty, not missing
    assert evidence["sha256"] == {digest("Cem was there")} and "start" not in evidence
