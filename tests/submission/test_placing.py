"""Quotes in RDF: they get their place and digest, are judged, and do not stay unless the base keeps them."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse
from tests.shapes.test_shape_safety import PREFIXES

from incumbent.base.facts import Facts
from incumbent.check.evidence import prove_of
from incumbent.check.findings import Severity
from incumbent.model.terms import inc
from incumbent.submission.placing import Placed, resolve
from incumbent.submission.quotes import digest

KB = "https://w3id.org/incumbent/kb/"
TEXT = "Ann met Bob.\nBob left; Bob came.\n"
SOURCE = f'kb:source-a a inc:Source ; inc:textDigest "{digest(TEXT)}" .'


class OneText:
    """One text, at hand or not."""

    def __init__(self, at_hand: bool = True) -> None:
        self._at_hand = at_hand

    def get(self, text_digest: str | None) -> str | None:
        return TEXT if self._at_hand and text_digest == digest(TEXT) else None

    def has_file(self, name: str) -> bool:
        return False


def base(*extra: str) -> Facts:
    facts = Facts()
    facts.add("talks", [quad.triple for quad in parse(PREFIXES + SOURCE + "".join(extra), format=RdfFormat.TURTLE)])
    return facts


def placed(evidence: str, *, keep: bool = False, at_hand: bool = True, known: Facts | None = None) -> Placed:
    turtle = f"{PREFIXES} kb:evidence-1 a inc:Evidence ; inc:about kb:person-ann ; {evidence} ."
    triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
    return resolve(triples, base() if known is None else known, OneText(at_hand), keep_quotes=keep)


def values(found: Placed) -> dict[str, set[str]]:
    pairs: dict[str, set[str]] = {}
    for triple in found.triples:
        pairs.setdefault(triple.predicate.value.rpartition("#")[2], set()).add(triple.object.value)
    return pairs


def test_a_quote_gets_its_place_and_goes() -> None:
    found = placed('inc:source kb:source-a ; inc:quote "Bob left"@en')
    assert found.findings == [] and found.quotes == {KB + "evidence-1": "Bob left"}
    assert values(found) == {
        "type": {inc("Evidence")}, "about": {KB + "person-ann"}, "source": {KB + "source-a"}, "start": {"13"}, "end": {"21"},
        "paragraph": {"2"}, "sha256": {digest("Bob left")},
    }  # fmt: skip
    after = base()
    after.add("talks", found.triples)
    assert prove_of(after, OneText(), [KB + "evidence-1"]) == (1, 0, [])


def test_a_base_that_keeps_quotes_keeps_them() -> None:
    assert values(placed('inc:source kb:source-a ; inc:quote "Bob left"@en', keep=True))["quote"] == {"Bob left"}


def test_without_the_text_the_digest_alone_is_known() -> None:
    found = placed('inc:source kb:source-a ; inc:quote "Zoe left"@en', at_hand=False)
    assert found.findings == [] and values(found)["sha256"] == {digest("Zoe left")} and "start" not in values(found)
    unregistered = placed('inc:source kb:source-b ; inc:quote "Bob left"@en')
    assert unregistered.findings == [] and "start" not in values(unregistered)


def test_a_source_of_the_same_file_is_known() -> None:
    found = placed(f'inc:source kb:source-a ; inc:quote "Bob left"@en . {SOURCE[:-1]}', known=Facts())
    assert values(found)["start"] == {"13"}


def test_what_the_evidence_states_is_left_for_the_proof() -> None:
    found = placed('inc:source kb:source-a ; inc:quote "Bob" ; inc:start 23 ; inc:end 99')
    assert found.findings == [] and values(found)["end"] == {"99"} and values(found)["start"] == {"23"}
    after = base()
    after.add("talks", found.triples)
    (finding,) = prove_of(after, OneText(), [KB + "evidence-1"]).findings
    assert finding.code == "quote-found"


FAULTS = {
    "not there": ('inc:quote "Zoe left"', "“Zoe left” does not stand in the text; quote the exact words"),
    "other case": ('inc:quote "bob LEFT"', "as written (near it, line 2: “Bob left; Bob came.…”)"),
    "several": ('inc:quote "Bob"', "stands 3 times in the text (at characters 8, 13, 23); add start"),
    "another start": ('inc:quote "Bob" ; inc:start 9', "does not stand at character 9, but at 8, 13, 23"),
    "empty": ('inc:quote " "', "the quote is empty"),
    "another digest": ('inc:quote "Bob left" ; inc:sha256 "00"', "sha256 is not the digest of the quote"),
}


@pytest.mark.parametrize(("evidence", "message"), FAULTS.values(), ids=FAULTS)
def test_a_quote_that_cannot_be_placed_is_found(evidence: str, message: str) -> None:
    found = placed(f"inc:source kb:source-a ; {evidence}")
    (finding,) = found.findings
    assert finding.code == "quote-found" and finding.severity is Severity.VIOLATION and message in finding.message
    assert finding.nodes == (KB + "evidence-1",) and finding.path == inc("quote")
    assert finding.message.startswith("evidence-1: ") and "quote" not in values(found)


def test_an_empty_quote_is_none_without_the_text_too() -> None:
    (finding,) = placed('inc:source kb:source-a ; inc:quote " "', at_hand=False).findings
    assert "the quote is empty" in finding.message


def test_what_quotes_nothing_is_left_alone() -> None:
    found = placed("inc:source kb:source-a ; inc:start 0 ; inc:end 3")
    assert found.findings == [] and found.quotes == {} and "sha256" not in values(found)
