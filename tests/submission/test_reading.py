"""What others send: read in every syntax, and where it is hostile refused with rule, line and repair, without a trace."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize
from tests.small_base import TALKS
from tests.submission.hostile import GOOD, HOSTILE, XML, P, S

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding, Severity
from incumbent.errors import InputError
from incumbent.submission import bounded, limits, rdf, reading
from incumbent.submission.faults import RefusedError
from incumbent.submission.quotes import Texts
from incumbent.submission.submitted import Submission

XSD = "http://www.w3.org/2001/XMLSchema#"

Read = Callable[[str, "str | bytes"], Submission]


@pytest.fixture
def read(tmp_path: Path, empty_base: KnowledgeBase) -> Read:
    """Writes a file and reads it as a submission."""

    def write_and_read(name: str, content: str | bytes) -> Submission:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return reading.read_submission(empty_base, path, Facts(), Texts(None))

    return write_and_read


def told(submission: Submission) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in submission.findings]


@pytest.mark.parametrize("ending", GOOD)
def test_every_syntax_gives_the_same_triple(read: Read, ending: str) -> None:
    submission = read(f"facts.{ending}", GOOD[ending])
    assert [str(triple) for triple in submission.triples] == [f'<{S}> <{P}> "X"@en']
    assert submission.findings == [] and submission.lines == {S: 1} and list(submission.at.values()) == [1]


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "rdf", "yaml"])
def test_a_byte_order_mark_is_a_hint(read: Read, ending: str) -> None:
    text = GOOD.get(ending, "facts:\n- person: ann\n  label: Ann\n")
    submission = read(f"facts.{ending}", b"\xef\xbb\xbf" + text.encode())
    assert submission.triples and told(submission) == [("utf8", 1)]
    assert submission.findings[0].severity is Severity.INFO


def test_brackets_in_strings_comments_and_iris_do_not_nest(read: Read) -> None:
    deep = "[" * 500
    text = f'# {deep}\n<{S}> <{P}> "{deep}"@en , """{deep}" {deep}"""@en , "\\"{deep}"@tr .\n'
    assert len(read("facts.ttl", text).triples) == 3
    assert len(read("facts.jsonld", f'{{"@id": "{S}", "{P}": "{deep}\\"{deep}"}}').triples) == 1


@pytest.mark.parametrize(("name", "content", "findings", "message"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_what_is_hostile_is_refused(
    read: Read, name: str, content: str | bytes, findings: list[tuple[str, int | None]], message: str
) -> None:
    submission = read(name, content)
    assert sorted(told(submission), key=str) == sorted(findings, key=str), submission.findings
    assert any(message in finding.message for finding in submission.findings), submission.findings
    for finding in submission.findings:
        assert finding.file and finding.file.endswith(name) and "\n" not in finding.message
        assert finding.severity is Severity.VIOLATION


EMPTY = {"a.ttl": "@prefix ex: <https://example.org/> .", "b.ttl": "", "c.jsonld": "{}", "d.jsonld": '{"@context": {}}',
         "e.json": "", "f.rdf": XML.format("", ""), "g.yaml": "", "h.yaml": "facts: []\n", "i.csv": "", "j.csv": "person,label\n",
         "k.nt": "# nothing\n", "l.rdf": " \n"}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), EMPTY.items(), ids=EMPTY)
def test_a_file_without_facts_is_a_warning(read: Read, name: str, content: str) -> None:
    (finding,) = read(name, content).findings
    assert (finding.code, finding.severity) == ("nonempty", Severity.WARNING)


TYPED = {
    "2025-02-30^^date": "30 February does not exist",
    "2025-02-29^^date": "29 February 2025 does not exist",
    "2025-13-01^^date": "there is no month 13",
    "12/10/2025^^date": "write a day such as 2025-10-12",
    "2025-04-31T10:00:00Z^^dateTime": "31 April does not exist",
    "2025-04-30T25:00:00^^dateTime": "such as 2025-10-12T09:30:00Z",
    "12.5^^integer": "whole number",
    "x^^boolean": "true or false",
    "1E999999999^^decimal": "ill-typed literal: '1E999999999' is no xsd:decimal",
    "1e999999999^^double": "is no xsd:double",
    "3,600,000^^decimal": "write 3600000, without groups",
    "1 000.5^^double": "write 1000.5",
    f"{'9' * 61}^^decimal": "more than 60 digits",
    f"{'9' * 5000}^^integer": "more than 60 digits",
    "four hours^^duration": "PT4H",
    "P^^duration": "PT4H",
    "300^^byte": "above 127",
    "1^^integr": "xsd:integr is no datatype",
}


@pytest.mark.parametrize(("literal", "message"), TYPED.items(), ids=[key[:30] for key in TYPED])
def test_a_literal_of_a_type_that_it_has_not(read: Read, literal: str, message: str) -> None:
    text, _, datatype = literal.partition("^^")
    submission = read("facts.ttl", f'<{S}> <urn:q> 1 .\n<{S}>\n  <urn:p> "{text}"^^<{XSD}{datatype}> .\n')
    (finding,) = submission.findings
    assert (finding.code, finding.line, finding.column) == ("datatype", 3, 11)
    assert message in finding.message and len(submission.triples) == 1


def test_a_count_below_zero_is_out_of_range(read: Read) -> None:
    submission = read("facts.ttl", f'<{S}> <urn:p> "-1"^^<{XSD}nonNegativeInteger> , "0"^^<{XSD}positiveInteger> .')
    assert told(submission) == [("numeric-range", 1)] * 2


@pytest.mark.parametrize("text", ["INF", "-INF", "NaN", "Infinity"])
def test_a_number_is_finite(read: Read, text: str) -> None:
    for datatype in ("double", "decimal", "integer"):
        assert told(read("facts.ttl", f'<{S}> <urn:p> "{text}"^^<{XSD}{datatype}> .')) == [("numeric-range", 1)]


@pytest.mark.parametrize(
    ("name", "content", "seems"),
    [
        ("a.ttl", "jsonld", "JSON-LD"),
        ("a.nt", "rdf", "RDF/XML"),
        ("a.jsonld", "ttl", "Turtle"),
        ("a.rdf", "json", "JSON-LD"),
    ],
)
def test_a_file_that_is_named_after_another_syntax(read: Read, name: str, content: str, seems: str) -> None:
    text = {**GOOD, "ttl": "@prefix ex: <urn:e:> .\n" + GOOD["ttl"]}[content]
    findings = read(name, text).findings
    assert any(f"looks like {seems}" in finding.message for finding in findings), findings


def test_a_form_takes_only_so_many_records(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_AT_ONE", 3)
    rows = "".join(f",meeting-x,<urn:p{n}>\n" for n in range(4))
    assert ("size-limits", None) in told(
        read("a.csv", "participation,event,participant\n" + rows.replace("meeting-x", "<urn:m>"))
    )


def test_sound_literals_pass(read: Read) -> None:
    sound = ["2024-02-29^^date", "-0044-03-15^^date", "2025-10-12T24:00:00Z^^dateTime", "PT4H^^duration", "-P1Y2M3DT4.5S^^duration",
             "012^^integer", "+1.^^decimal", ".5^^decimal", "1e5^^double", "1^^boolean", "--10-12^^gMonthDay", "2025^^gYear",
             "x^^anyURI", "255^^unsignedByte"]  # fmt: skip
    values = " , ".join(f'"{v.partition("^^")[0]}"^^<{XSD}{v.partition("^^")[2]}>' for v in sound)
    submission = read("facts.ttl", f"<{S}> <urn:p> {values} .")
    assert submission.findings == [] and len(submission.triples) == len(sound)


# Files that are none


def test_what_is_no_file(tmp_path: Path, empty_base: KnowledgeBase) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "zero.ttl").symlink_to("/dev/zero")
    (tmp_path / "notes.txt").write_text("x")
    for name, message in (
        ("pipe.ttl", "is no file"),
        ("folder.csv", "is no file"),
        ("link.yaml", "is no file"),
        ("zero.ttl", "is no file"),
        ("none.nt", "is no file"),
        ("none.txt", "is no file"),
        ("notes.txt", "a submission ends in .yaml, .yml, .csv"),
        ("x" * 300 + ".ttl", "cannot be read"),
        ("a\0b.ttl", "cannot be read"),
        ("notes.txt/x.ttl", "cannot be read"),
    ):
        with pytest.raises(InputError, match=message) as caught:
            reading.read_submission(empty_base, tmp_path / name, Facts(), Texts(None))
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.touch(0o000)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        reading.read(path)


@pytest.mark.parametrize("name", ["large.ttl", "large.yaml", "large.csv"])
def test_a_large_file_is_not_even_read(
    tmp_path: Path, empty_base: KnowledgeBase, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(200 << 20)  # a hole: it takes no room
    monkeypatch.setattr(bounded, "read", None)
    (finding,) = reading.read_submission(empty_base, path, Facts(), Texts(None)).findings
    assert finding.code == "size-limits" and "split it" in finding.message


# Limits of the child


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (lambda: time.sleep(60), "takes longer than 0.3 s"),
        (lambda: bytearray(1 << 30), "of memory, the limit"),
        (lambda: os.kill(os.getpid(), 11), "the reader crashed"),
        (lambda: os._exit(3), "the reader crashed"),
        (lambda: 1 / 0, "no reader can make sense"),
    ],
    ids=["time", "memory", "crash", "exit", "error"],
)
def test_whatever_happens_in_the_child_is_a_finding(
    work: Callable[[], object], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0.3)
    monkeypatch.setattr(bounded, "MEMORY", 1 << 28)
    product = bounded.read("facts.ttl", lambda faults: (work(), b""))
    (finding,) = product.findings
    assert finding.severity is Severity.VIOLATION and message in finding.message and product.value is None


def test_a_file_takes_only_so_many_triples(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdf, "MOST_TRIPLES", 10)
    submission = read("facts.ttl", "".join(f"<urn:a{n}> <urn:p> 1 .\n" for n in range(20)))
    assert told(submission) == [("size-limits", None)]


def test_the_triples_alone(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text(GOOD["ttl"])
    assert len(reading.read(path)) == 1
    path.write_text("a b c .\nd e f .")
    with pytest.raises(RefusedError, match=r"facts\.ttl:1:1: ") as caught:
        reading.read(path)
    assert len(caught.value.findings) == 2


def test_nothing_is_fetched(read: Read) -> None:
    with socket.socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.settimeout(0.2)
        here = f"http://127.0.0.1:{canary.getsockname()[1]}/x"
        for name, text in (
            ("a.jsonld", f'{{"@context": "{here}", "@id": "urn:a", "n": 1}}'),
            ("a.rdf", f'<!DOCTYPE r SYSTEM "{here}"><r/>'),
            ("b.rdf", XML.format(' xmlns:xi="http://www.w3.org/2001/XInclude"', f'<xi:include href="{here}"/>')),
            ("a.ttl", f"<urn:d> <http://www.w3.org/2002/07/owl#imports> <{here}> ."),
        ):
            read(name, text)
        with pytest.raises(TimeoutError):
            canary.accept()


# Anything at all


def samples() -> dict[str, bytes]:
    triples = list(reading.parse(GOOD["ttl"], format=RdfFormat.TURTLE))
    triples += list(reading.parse(f'<{S}> a <urn:C> ; <urn:p> 1, 2.5, <urn:o>, "a\\nb" .', format=RdfFormat.TURTLE))
    written = {
        ending: serialize(triples if ending in ("nq", "trig") else [q.triple for q in triples], format=rdf_format) or b""
        for ending, rdf_format in (
            ("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG),
            ("rdf", RdfFormat.RDF_XML),
        )
    }  # fmt: skip
    return written | {
        "jsonld": GOOD["json"].encode(),
        "yaml": f"dossier: d\nsource: source-x\nfacts:\n{TALKS}".encode(),
        "csv": b'person,label,label@tr,note,quote,source\nann,"Ann, X",A | B,"a ""b""\nc",Ann,source-x\n',
        "tsv": b"participation\tevent\tparticipant\tparticipant.quote\n\tmeeting-x\tAnn\tq\n",
    }


PIECES = (b'"', b"'", b"<", b">", b"}", b"[", b"]", b"(", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"&x ", b"*x", b"!!t",
          b"@", b"\\u0000", b"\\uD800", b".", b";", b",", b" | ", b"^^", b"_:b", b"#", b": ", b"- ", b"<<: ", b"1e999999",
          b"\xe2\x80\xae", b"---\n", b"<!DOCTYPE x>", b'"@context"', b"~", b"9" * 70)  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(found) + 1)
        to = min(len(found), at + rng.randrange(1, 30))
        kind = rng.randrange(5)
        if kind == 0 and at < len(found):
            found[at] = rng.randrange(256)
        elif kind == 1:
            del found[at:to]
        elif kind == 2:
            found[at:at] = rng.choice(PIECES) * rng.choice((1, 1, 2, 500))
        elif kind == 3:
            found[at:at] = found[at:to]
        else:
            del found[at:]
    return bytes(found)


@pytest.mark.parametrize("ending", samples())
def test_anything_gives_findings_or_triples(read: Read, ending: str) -> None:
    rng = random.Random(ending)
    sample = samples()[ending]
    assert not any(f.code in ("syntax", "size-limits") for f in read(f"facts.{ending}", sample).findings)
    for _ in range(12):
        submission = read(f"facts.{ending}", mutated(sample, rng))
        assert submission.triples or submission.findings
        for finding in submission.findings:
            assert isinstance(finding, Finding) and "no reader can" not in finding.message, finding
            assert finding.message.count("\n") == 0


def test_a_link_to_another_file_is_not_followed(tmp_path: Path, read: Read, empty_base: KnowledgeBase) -> None:
    (tmp_path / "secret").write_text("key of the server")
    for name in ("facts.ttl", "facts.yaml", "facts.csv"):
        (tmp_path / name).symlink_to(tmp_path / "secret")
        with pytest.raises(InputError, match="is no file but a link") as raised:
            reading.read_submission(empty_base, tmp_path / name, Facts(), Texts(None))
        assert "key" not in str(raised.value)


def test_what_has_too_many_values_is_not_judged_either(read: Read) -> None:
    many = f"<{S}> <urn:p> {', '.join(map(str, range(1001)))} ."
    assert read("values.ttl", many).triples == frozenset()


def test_many_undefined_terms_take_no_longer_than_their_number(read: Read) -> None:
    began = time.monotonic()
    keys = ", ".join(f'"k{n}": 1' for n in range(100_000))
    submission = read("keys.jsonld", f'{{"@id": "urn:a", {keys}}}')
    assert {f.code for f in submission.findings} == {"known-term", "size-limits"}
    assert time.monotonic() - began < 40


def test_padding_is_not_looked_at_sign_by_sign(read: Read) -> None:
    began = time.monotonic()
    padded = "#\n" * 1_000_000 + f'<{S}> <{P}> "X"@en {";" * 1_000_000} .'
    submission = read("padded.ttl", padded)
    assert len(submission.triples) == 1 and submission.lines == {S: 1_000_001}
    assert time.monotonic() - began < 20
