"""Where subjects and values stand in RDF: near enough for a finding, in time that grows with the text alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from tests.conftest import ROOT

from incumbent.submission import rdf, xml_look
from incumbent.submission.faults import Faults
from incumbent.submission.positions import Positions, in_json, in_turtle
from incumbent.submission.reading import triples_of

EX = "https://example.org/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

TURTLE = """\
# ex:a in a comment, "and a quote
@prefix ex: <https://example.org/> .
PREFIX : <https://example.org/o#>
@base <https://example.org/base/> .

ex:a a ex:C ; # <https://example.org/no>
    ex:p ex:b , \"\"\"two
lines\"\"\" ,
        'its' , 12.5 , "2025-10-12"^^ex:d .
<https://example.org/e>
    :p true ;
    ex:q [ ex:r ex:s ; ex:t ( 1 2 ) ] , ex:after ;
    ex:u "tag"@en-GB , \"\"\"long "quoted"\\u00e9\"\"\" .
GRAPH ex:g { ex:in ex:p ex:b . ex:a ex:v 1 }
ex:z ex:p 1 .
"""


def test_turtle() -> None:
    found = in_turtle(TURTLE)
    assert found.of(EX + "a") == (6, 1) and found.of(EX + "e") == (10, 1) and found.of(EX + "z") == (15, 1)
    assert found.of(EX + "a", TYPE, EX + "C") == (6, 8)
    assert found.of(EX + "a", EX + "p", EX + "b") == (7, 10)
    assert found.of(EX + "a", EX + "p", "two\nlines") == (7, 17)
    assert found.of(EX + "a", EX + "p", "12.5") == (9, 17)
    assert found.of(EX + "a", EX + "p", "2025-10-12") == (9, 24)
    assert found.of(EX + "a", EX + "p", "another") == found.of(EX + "a", EX + "p") == (7, 10)
    assert found.of(EX + "e", EX + "o#p", "true") == (11, 8)
    assert found.of(EX + "e", EX + "q", EX + "after") == (12, 41)
    assert found.of(EX + "e", EX + "u", "tag") == (13, 10)
    assert found.of(EX + "e", EX + "u", 'long "quoted"é') == (13, 24)
    assert found.of(EX + "in", EX + "p", EX + "b") == (14, 25) and found.of(EX + "a", EX + "v", "1") == (14, 42)
    assert found.blanks == [(EX + "e", EX + "q", (12, 10))]
    assert found.of(EX + "s") is None and found.of(EX + "no") is None


JSON = """\
{"@context": {"ex": "https://example.org/", "name": "ex:n"},
 "@graph": [
  {"ex:p": [1, {"@value": "two"}],
   "@id": "ex:a", "@type": "ex:C",
   "name": "A \\u00e9",
   "ex:q": {"@id": "ex:b",
            "name": "B"}}]}
"""


def test_json() -> None:
    found = in_json(JSON, {"ex": EX, "name": EX + "n"})
    assert found.of(EX + "a") == (4, 11) and found.of(EX + "b") == (6, 20)
    assert found.of(EX + "a", EX + "p", "1") == (3, 13) and found.of(EX + "a", EX + "p", "two") == (3, 27)
    assert found.of(EX + "a", TYPE, EX + "C") == (4, 28)
    assert found.of(EX + "a", EX + "n", "A é") == (5, 12) and found.of(EX + "b", EX + "n", "B") == (7, 21)
    assert found.of(EX + "a", EX + "q")


XML = """\
<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://example.org/" xml:base="https://example.org/doc">
  <ex:C rdf:about="https://example.org/a" ex:k="v">
    <ex:p>one</ex:p>
    <ex:q><rdf:Description rdf:ID="b">
      <ex:p rdf:resource="c"/></rdf:Description></ex:q>
  </ex:C>
  <rdf:Description><ex:p>x</ex:p></rdf:Description>
</rdf:RDF>
"""


def test_xml() -> None:
    faults = Faults("x.rdf")
    found = xml_look.look(XML, faults, 64)
    assert faults.findings == []
    assert found.of(EX + "a") == (3, 3) and found.of(EX + "a", TYPE, EX + "C") == (3, 3)
    assert found.of(EX + "a", EX + "k", "v") == (3, 3) and found.of(EX + "a", EX + "p", "one") == (4, 5)
    assert found.of(EX + "doc#b") == (5, 11) and found.of(EX + "a", EX + "q", EX + "doc#b") == (5, 11)
    assert found.of(EX + "doc#b", EX + "p", EX + "c") == (6, 7)
    assert found.blanks == [("", "", (8, 3))]


def test_every_value_of_the_facts_is_found() -> None:
    path = max((ROOT / "graph").glob("*/meeting/*.ttl"), key=lambda path: path.stat().st_size)
    submission = triples_of(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert submission.findings == [] and set(submission.at) == submission.triples
    for triple, line in submission.at.items():
        assert isinstance(triple.predicate, NamedNode)
        name = "a" if triple.predicate.value == TYPE else triple.predicate.value.replace("#", "/").rsplit("/", 1)[-1]
        assert f":{name} " in lines[line - 1] or lines[line - 1].startswith("    a "), (triple, lines[line - 1])
    subjects = {quad.subject.value for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)}
    assert set(submission.lines) == subjects


HARD = ('"', "'''", "<", "[", "a:b ", "\\", '"\\', "'\\", '"""\\', "@", "{", "\n", "_:b ", "^^", "a\n'", "#", '"a" :')


@pytest.mark.parametrize("piece", HARD)
@pytest.mark.parametrize("scan", [in_turtle, lambda text: in_json(text, {})], ids=["turtle", "json"])
def test_no_text_takes_long(piece: str, scan: object) -> None:
    assert callable(scan)
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    assert isinstance(scan(text), Positions) and (rdf.nested_too_deep(text) is None) == (piece not in "[{")
    assert time.process_time() - start < 3


def test_lines_reach_the_submission(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE.replace("[ ex:r ex:s ; ex:t ( 1 2 ) ] , ", "").replace("GRAPH ex:g", "# "), encoding="utf-8")
    submission = triples_of(path)
    assert submission.findings == []
    assert submission.line_of(EX + "e", EX + "q", EX + "after") == 12
    assert submission.line_of(EX + "e", EX + "unknown") == submission.line_of(EX + "e") == 10
