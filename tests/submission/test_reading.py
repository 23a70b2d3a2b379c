"""RDF that others send: read in every syntax, refused where it is hostile, in one line and without a trace."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.errors import InputError
from incumbent.submission import reading
from incumbent.submission.merge import judge

S, P = "https://example.org/kb/state-x", "http://www.w3.org/2004/02/skos/core#prefLabel"
GOOD = {
    "ttl": f'<{S}> <{P}> "X"@en .',
    "trig": f'<{S}> <{P}> "X"@en .',
    "nt": f'<{S}> <{P}> "X"@en .\n',
    "nq": f'<{S}> <{P}> "X"@en .\n',
    "jsonld": f'{{"@id": "{S}", "{P}": {{"@value": "X", "@language": "en"}}}}',
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><rdf:Description rdf:about="{S}">'
    '<skos:prefLabel xml:lang="en">X</skos:prefLabel></rdf:Description></rdf:RDF>',
}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("ending", GOOD)
def test_every_syntax_gives_the_same_triple(tmp_path: Path, ending: str) -> None:
    (triple,) = reading.read(write(tmp_path, f"facts.{ending}", GOOD[ending]))
    assert str(triple) == f'<{S}> <{P}> "X"@en'


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert len(reading.read(write(tmp_path, "facts.ttl", b"\xef\xbb\xbf" + GOOD["ttl"].encode()))) == 1


def test_brackets_in_strings_comments_and_iris_do_not_nest(tmp_path: Path) -> None:
    deep = "[" * 500
    text = f'# {deep}\n<{S}> <{P}> "{deep}"@en , """{deep}" {deep}"""@en , "\\"{deep}"@tr .\n'
    assert len(reading.read(write(tmp_path, "facts.ttl", text))) == 3


HOSTILE = [
    ("utf16.ttl", GOOD["ttl"].encode("utf-16"), "UTF-16"),
    ("latin.ttl", b'<urn:a> <urn:p> "T\xfcrkiye" .', "not UTF-8"),
    ("large.ttl", b"#" * (reading.LARGEST_FILE + 1), "larger than 16 MiB"),
    ("deep.ttl", f"<{S}> <{P}> " + "( " * 70_000, "nesting limit"),
    ("deep.jsonld", "[" * 60_000, "nesting limit"),
    ("injected.ttl", r'<urn:a> <urn:p> "x"^^<urn:d\u003E\u0020.> .', "Invalid IRI"),
    ("relative.ttl", "<../../etc/passwd> <urn:p> 1 .", "No scheme"),
    ("unclosed.ttl", f'<{S}> <{P}> "Hakan .', "is not Turtle"),
    ("blank.ttl", f"[] <{P}> 1 .", "blank node"),
    ("quoted.nt", f"<{S}> <{P}> <<( <urn:a> <urn:b> <urn:c> )>> .\n", "quoted triple|is not N-Triples"),
    ("spoofed.trig", "<urn:g> { <urn:a> <urn:p> 1 }", "not the submitter's"),
    ("spoofed.nq", "<urn:a> <urn:p> <urn:o> <urn:g> .\n", "not the submitter's"),
    ("remote.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a", "name": "x"}', "remote context"),
    ("imported.jsonld", '{"@context": {"@import": "http://127.0.0.1:9/c"}, "@id": "urn:a"}', "remote context"),
    (
        "inner.jsonld",
        '{"@id": "urn:a", "urn:p": {"@context": ["file:///etc/passwd"], "@id": "urn:b"}}',
        "remote context",
    ),
    ("twice.jsonld", '{"@id": "urn:a", "@id": "urn:b", "urn:p": 1}', "duplicate key"),
    ("label.jsonld", '{"@id": "_:x . <urn:p> <urn:q> <urn:r> . _:y", "urn:p": "1"}', "no statement|blank node"),
    ("nothing.ttl", "@prefix ex: <https://example.org/> .", "no statement"),
    ("entity.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "DTD"),
    ("lower.rdf", '<!doctype r [<!entity x "y">]><r>&x;</r>', "DTD"),
    ("not.rdf", "<rdf:RDF", "RDF/XML"),
    ("not.json", "{", "is not JSON"),
]


@pytest.mark.parametrize(("name", "content", "message"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_what_is_hostile_is_refused(
    tmp_path: Path, empty_base: KnowledgeBase, name: str, content: str | bytes, message: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(InputError, match=message) as caught:
        reading.read(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)
    verdict = judge(empty_base, path, "talks", None)
    assert not verdict.accepted and verdict.files == {} and not list(empty_base.graph.rglob("*"))


SCHEMA = [
    "<urn:S> <http://www.w3.org/ns/shacl#deactivated> true .",
    "<urn:A> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:B> .",
    "<urn:d> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> .",
    '<urn:a> <urn:p> "1E999999999"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
    '<urn:a> <urn:p> "a\\u0000b\\u001b]0;pwn\\u0007" .',
    "<https://w3id.org/incumbent/ontology#Person> a <https://w3id.org/incumbent/ontology#State> .",
    f"<{S}> <https://w3id.org/incumbent/ontology#lastStatus> <https://w3id.org/incumbent/ontology#held> .",
    f"<{S}> a <https://w3id.org/incumbent/ontology#Capacity> .",
    f"<{S}> <https://w3id.org/incumbent/ontology#patry> <{S}> .",
]


@pytest.mark.parametrize("text", SCHEMA, ids=range(len(SCHEMA)))
def test_what_is_not_ours_to_take_is_a_finding(tmp_path: Path, empty_base: KnowledgeBase, text: str) -> None:
    verdict = judge(empty_base, write(tmp_path, "facts.ttl", text), "talks", None)
    assert not verdict.accepted
    assert all(finding.message.isprintable() or "\x1b" in text for finding in verdict.findings)


def test_nothing_is_fetched(tmp_path: Path) -> None:
    with socket.socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.settimeout(0.2)
        here = f"http://127.0.0.1:{canary.getsockname()[1]}/x"
        for name, text in (
            ("a.jsonld", f'{{"@context": "{here}", "@id": "urn:a", "n": 1}}'),
            ("a.rdf", f'<!DOCTYPE r SYSTEM "{here}"><r/>'),
            ("a.ttl", f"<urn:d> <http://www.w3.org/2002/07/owl#imports> <{here}> ."),
        ):
            try:
                reading.read(write(tmp_path, name, text))
            except InputError:
                continue
        with pytest.raises(TimeoutError):
            canary.accept()
