"""The vocabulary is closed, and dates are dates."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import ROOT
from tests.small_base import KB

from incumbent.check.findings import Severity
from incumbent.check.terms import TermCheck
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary

VOCABULARY = Vocabulary(sorted((ROOT / "ontology").glob("*.ttl")))
A = KB + "meeting-a"


def edtf(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(terms.EDTF))


CASES = {
    "an unknown property": (inc("plaec"), NamedNode(KB + "place-x"), "known-term", "inc:place"),
    "an unknown class": (terms.TYPE, NamedNode(inc("Meting")), "known-term", "inc:Meeting"),
    "an unknown code": (inc("format"), NamedNode(inc("trilatral")), "known-term", "inc:trilateral"),
    "nothing like it": (inc("zzzzzz"), Literal("x"), "known-term", "incumbent terms"),
    "a derived property": (inc("earliestStart"), Literal("2020-01-01"), "protected-terms", "leave it out"),
    "a derived class": (terms.TYPE, NamedNode(inc("Capacity")), "protected-terms", "leave it out"),
    "a foreign property": ("http://xmlns.com/foaf/0.1/name", Literal("x"), "known-term", "foaf/0.1/name"),
    "a foreign class": (terms.TYPE, NamedNode("http://xmlns.com/foaf/0.1/Person"), "known-term", "foaf/0.1/Person"),
    "no date": (inc("date"), edtf("2020-02-30"), "edtf-valid", "inc:date"),
    "a text for a class": (terms.TYPE, Literal("inc:Person"), "object-kind", "without quotation marks"),
    "a property for a class": (terms.TYPE, NamedNode(inc("place")), "known-term", "inc:Place"),
    "a new code of a list": (terms.TYPE, NamedNode(inc("Status")), "protected-terms", "incumbent terms Status"),
    "what describes terms": (inc("derived"), Literal("true"), "protected-terms", "no facts"),
    "a text of another datatype": (
        inc("note"),
        Literal("<b>", datatype=NamedNode(terms.RDF + "HTML")),
        "datatype",
        "no HTML",
    ),
    "an empty date": (inc("date"), edtf(""), "edtf-valid", "inc:date"),
    "a date in words": (inc("date"), edtf("May 2020"), "edtf-valid", "inc:date"),
}


@pytest.mark.parametrize(("predicate", "value", "code", "words"), CASES.values(), ids=CASES)
def test_a_finding_for_what_must_not_be(predicate: str, value: NamedNode | Literal, code: str, words: str) -> None:
    (finding,) = TermCheck(VOCABULARY, KB).check([Triple(NamedNode(A), NamedNode(predicate), value)])
    assert finding.code == code and words in finding.message and finding.severity is Severity.VIOLATION
    assert finding.focus == "meeting-a" and finding.message.startswith("meeting-a: ")
    assert len(finding.message.splitlines()) == 1


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (inc("place"), NamedNode(KB + "place-x")),
        (inc("format"), NamedNode(inc("trilateral"))),
        (terms.TYPE, NamedNode(inc("Meeting"))),
        (terms.PREF_LABEL, Literal("x", language="en")),
        (terms.SKOS + "exactMatch", NamedNode("https://example.net/x")),
        (inc("date"), edtf("[..2025-10-11]")),
    ],
)
def test_what_may_be(predicate: str, value: NamedNode | Literal) -> None:
    assert list(TermCheck(VOCABULARY, KB).check([Triple(NamedNode(A), NamedNode(predicate), value)])) == []


def test_a_name_is_short_enough_for_a_file() -> None:
    long = Triple(NamedNode(KB + "person-" + "x" * 130), NamedNode(terms.TYPE), NamedNode(inc("Person")))
    (finding,) = TermCheck(VOCABULARY, KB).check([long])
    assert finding.code == "iri-valid" and "at most 120 characters" in finding.message
