"""Evidence is held against its text: each way in which a span can be wrong is found."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import FactsOf

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.evidence import prove, prove_of, text_of, words_of
from incumbent.check.findings import Severity, violations
from incumbent.model.terms import inc
from incumbent.submission.quotes import Texts, digest

FORM = """\
- person: ann
  label: Ann
  quote: Ann 🤝 lives
- person: bob
  label: Bob
  quote: Bob lives
"""


def changed(facts: Facts, quote: str, /, **values: object) -> Facts:
    """A copy in which the evidence for ``quote`` has other values; None leaves a property out."""
    wanted = digest(quote)
    (iri,) = [iri for iri in facts.subjects() if facts.first(iri, inc("sha256")) == wanted]
    twin = Facts()
    for triple in facts:
        name = triple.predicate.value.removeprefix(inc(""))
        if triple.subject.value == iri and name in values:
            if values[name] is None:
                continue
            triple = Triple(triple.subject, triple.predicate, Literal(str(values.pop(name))))
        twin.add("talks", [triple])
    for name, value in values.items():
        if value is not None:
            twin.add("talks", [Triple(NamedNode(iri), NamedNode(inc(name)), Literal(str(value)))])
    return twin


def place(facts: Facts, quote: str) -> tuple[int, int, int]:
    (iri,) = [iri for iri in facts.subjects() if facts.first(iri, inc("sha256")) == digest(quote)]
    start, end, paragraph = (int(facts.first(iri, inc(name)) or "") for name in ("start", "end", "paragraph"))
    return start, end, paragraph


def test_good_evidence_is_proved(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts = facts_of(FORM)
    assert prove(facts, Texts(empty_base.sources_folder)) == (3, 0, [])
    start, end, _ = place(facts, "Ann 🤝 lives")
    assert end - start == 11  # a character beyond the basic plane is one character
    text = (empty_base.sources_folder / "facts.txt").read_text(encoding="utf-8")
    assert text[start:end] == "Ann 🤝 lives"


CASES = {
    "one on": (lambda s, e, p: {"start": s + 1, "end": e + 1}, "are not the words of its digest"),
    "longer": (lambda s, e, p: {"end": e + 1}, "are not the words of its digest"),
    "another digest": (lambda s, e, p: {"sha256": digest("Ann 🤝 died")}, "are not the words of its digest"),
    "no digest": (lambda s, e, p: {"sha256": None}, "are not the words of its digest"),
    "beyond the text": (lambda s, e, p: {"end": 10_000}, "do not stand in a text of"),
    "turned round": (lambda s, e, p: {"start": e, "end": s}, "do not stand in a text of"),
    "empty": (lambda s, e, p: {"end": s}, "do not stand in a text of"),
    "before the text": (lambda s, e, p: {"start": -5}, "do not stand in a text of"),
    "no number": (lambda s, e, p: {"end": "many"}, "are not numbers"),
    "no end": (lambda s, e, p: {"end": None}, "are not numbers"),
    "another paragraph": (lambda s, e, p: {"paragraph": p + 1}, "stands in paragraph"),
    "a paragraph that is no number": (lambda s, e, p: {"paragraph": "many"}, "are not numbers"),
    "another quote": (lambda s, e, p: {"quote": "Ann lives"}, "its quote is not what stands at its place"),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_a_manipulated_span_is_found(change, message: str, facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts = facts_of(FORM)
    proof = prove(
        changed(facts, "Ann 🤝 lives", **change(*place(facts, "Ann 🤝 lives"))), Texts(empty_base.sources_folder)
    )
    assert proof.proved == 2 and proof.not_checked == 0
    (finding,) = proof.findings
    assert finding.code == "quote-found" and message in finding.message and finding.severity is Severity.VIOLATION
    assert finding.focus is not None and finding.message.startswith(f"{finding.focus}: ")


def test_a_changed_text_under_its_name_is_found(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts = facts_of(FORM)
    path = empty_base.sources_folder / "facts.txt"
    path.write_bytes(path.read_bytes().replace(b"Bob", b"Rob"))
    proof = prove(facts, Texts(empty_base.sources_folder))
    assert (proof.proved, proof.not_checked) == (0, 3)
    (finding,) = violations(proof.findings)
    assert finding.code == "source-known" and finding.focus == "source-facts"
    assert "its text has changed (checksum differs" in finding.message
    path.rename(path.with_name("other.txt"))
    (finding,) = prove(facts, Texts(empty_base.sources_folder)).findings
    assert (finding.code, finding.severity) == ("not-checked", Severity.INFO)
    assert "3 evidences were not checked" in finding.message


def test_only_the_evidence_asked_for_is_proved(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    good = facts_of(FORM)
    facts = changed(good, "Ann 🤝 lives", start=place(good, "Ann 🤝 lives")[0] + 1)
    texts = Texts(empty_base.sources_folder)
    (wrong,) = [i for i in facts.subjects() if facts.first(i, inc("sha256")) == digest("Ann 🤝 lives")]
    others = set(facts.subjects()) - {wrong}
    assert prove_of(facts, texts, others) == (2, 0, [])
    assert [finding.nodes[0] for finding in prove_of(facts, texts, {wrong}).findings] == [wrong]
    assert prove_of(facts, texts, ()) == (0, 0, [])


def test_evidence_without_a_place_is_not_checked(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts = changed(facts_of(FORM), "Bob lives", start=None, end=None, paragraph=None)
    proof = prove(facts, Texts(empty_base.sources_folder))
    assert (proof.proved, proof.not_checked) == (2, 1)
    (finding,) = proof.findings
    assert finding.code == "not-checked" and "names no place in the text" in finding.message
    assert prove(facts, Texts(None)).not_checked == 3
    nothing = changed(facts, "Bob lives", sha256=None)
    assert prove(nothing, Texts(empty_base.sources_folder)) == (2, 0, [])


def test_words_are_those_of_the_text_at_hand_the_quote_or_the_form(
    facts_of: FactsOf, empty_base: KnowledgeBase
) -> None:
    facts = facts_of(FORM)
    (iri,) = [i for i in facts.subjects() if facts.first(i, inc("sha256")) == digest("Bob lives")]
    texts = Texts(empty_base.sources_folder)
    assert words_of(facts, texts)(iri) == "Bob lives"
    assert words_of(facts, Texts(None))(iri) is None
    assert words_of(facts, Texts(None), {iri: "as typed"})(iri) == "as typed"
    assert words_of(changed(facts, "Bob lives", start="many"), texts)(iri) is None
    assert words_of(changed(facts, "Bob lives", start=0), texts)(iri) is None
    assert words_of(changed(facts, "Bob lives", quote="Bob, kept"), Texts(None))(iri) == "Bob, kept"


def test_a_section_without_a_text_has_that_of_its_whole(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts, texts = facts_of(FORM), Texts(empty_base.sources_folder)
    source = empty_base.settings.iri + "source-facts"
    section, other = source.replace("source-facts", "section-a"), source.replace("source-facts", "section-b")
    pairs = [(section, source), (other, section)]
    facts.add("talks", [Triple(NamedNode(one), NamedNode(inc("sectionOf")), NamedNode(whole)) for one, whole in pairs])
    assert text_of(facts, texts, other) == text_of(facts, texts, source) is not None
    facts.add("talks", [Triple(NamedNode(source), NamedNode(inc("sectionOf")), NamedNode(other))])
    assert text_of(facts, Texts(None), other) is None


def test_no_folder_of_texts(facts_of: FactsOf, empty_base: KnowledgeBase) -> None:
    facts = facts_of(FORM)
    assert prove(facts, Texts(None)).not_checked == 3
    assert prove(facts, Texts(empty_base.root / "nowhere")).not_checked == 3
    assert prove(Facts(), Texts(None)) == (0, 0, [])


def test_a_stated_length_that_is_not_the_texts(facts_of: FactsOf) -> None:
    facts = facts_of("- state: x\n  label: X\n  quote: X is a state\n", name="lengths")
    (text,) = {
        facts.first(iri, inc("textDigest")): 0 for iri in facts.subjects() if facts.values(iri, inc("textDigest"))
    }

    class Longer:
        def get(self, digest: str | None) -> str | None:
            return "another text\n" * 9 if digest == text else None

        def has_file(self, name: str) -> bool:
            return True

    (finding,) = [finding for finding in prove(facts, Longer()).findings if "textLength" in finding.message]
    assert finding.code == "source-known" and finding.severity is Severity.VIOLATION
    (source,) = finding.nodes
    assert finding in prove_of(facts, Longer(), [source]).findings
