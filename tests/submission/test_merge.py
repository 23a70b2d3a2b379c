"""A submission is let in whole or not at all, and letting it in again changes nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from tests.conftest import write_form
from tests.small_base import INC, KB, VISITS, make
from tests.soak.ground import SECOND

from incumbent.base import knowledge_base
from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import Moves, misformed, planned
from incumbent.base.view import Overlay
from incumbent.check import evidence
from incumbent.check.case import Change
from incumbent.errors import InputError, RejectedError, StoreError, UsageError
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.submission import merge as merging
from incumbent.submission import rereading
from incumbent.submission.judge import Verdict, judge
from incumbent.submission.merge import merge, plan
from incumbent.submission.quotes import Texts

FACTS = SECOND.replace("altLabel: Anna\n  quote: Anna, they say", "label: Ann Marlowe\n  quote: Ann Marlowe lives")
ANN = "- person: ann\n  label: Ann Marlowe\n  quote: Ann Marlowe lives\n"


def state(base: KnowledgeBase) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(base.root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(base.root.rglob("*"))
        if path.is_file() and ".incumbent" not in path.parts
    }


def test_a_form_is_let_in_and_then_is_in(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, FACTS)
    dry = merge(empty_base, path, dry_run=True)
    assert dry.verdict.accepted and dry.new > 50 and dry.files and not list(empty_base.graph.iterdir())
    assert not (empty_base.root / ".incumbent").exists()
    merged = merge(empty_base, path)
    assert merged.verdict.outcome == "accepted" and merged.verdict.dossier == "talks" and merged.new == dry.new
    assert merged.files == dry.files and {p for _, p in empty_base.fact_files()} == set(merged.files)
    assert misformed(empty_base) == {}
    facts = Facts.read(empty_base)
    assert len(facts) == merged.new
    proof = evidence.prove(facts, Texts(empty_base.sources_folder))
    assert proof.findings == [] and proof.not_checked == 0 and proof.proved > 8
    before = state(empty_base)
    again = merge(empty_base, path)
    assert again.verdict.accepted and again.new == 0 and again.files == ()
    assert state(empty_base) == before


def test_the_same_facts_as_turtle_are_the_same_facts(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, FACTS)
    files = merge(empty_base, path).files
    turtle = empty_base.root / "all.ttl"
    turtle.write_bytes(b"".join(file.read_bytes() for file in files))
    again = judge(empty_base, turtle, dossier="talks")
    assert again.accepted and again.new == 0
    copied = merge(empty_base, turtle, dossier="copies")
    assert copied.verdict.accepted and copied.new == 0 and empty_base.dossiers() == ["copies", "talks"]
    assert {f.name: f.read_bytes() for f in copied.files} == {f.name: f.read_bytes() for f in files}


def test_a_form_that_adds_touches_what_it_adds_to(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    before = state(base)
    path = write_form(base, VISITS + "- person: ann\n  altLabel: Anna\n  quote: Anna, they say\n", "visits", "third")
    assert merge(base, path).verdict.accepted
    after = state(base)
    changed = {name for name in after if after[name] != before.get(name)}
    assert all(name.startswith("graph/visits/") or name in ("third.yaml", "sources/third.txt") for name in changed)
    assert "graph/visits/person/ann.ttl" in changed and set(before) <= set(after)


REJECTED = {
    "a fault of the form": "- meeting: hall\n  labl: hall\n  quote: they met\n",
    "an unknown thing": "- meeting: hall\n  label: hall\n  place: Atlantis\n  quote: they met\n",
    "no evidence": "- person: ann\n  label: Ann\n",
    "no date": '- person: ann\n  label: Ann\n  birthDate: "2020-02-30"\n  quote: Ann was born\n',
    "a shape": "- participation:\n  participant: kb:meeting-nowhere\n  event: kb:meeting-nowhere\n  quote: nobody came\n",
}


@pytest.mark.parametrize("form", REJECTED.values(), ids=REJECTED)
def test_what_is_rejected_changes_nothing(form: str, empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, form)
    before = state(empty_base)
    verdict = (merged := merge(empty_base, path)).verdict
    assert not verdict.accepted and verdict.findings and merged.files == ()
    assert state(empty_base) == before
    located = [f for f in verdict.findings if f.line]
    assert located and all(f.file == str(path) and f.line >= 11 for f in located)


def test_a_thing_of_a_name_too_long_is_rejected(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, f"- person: {'x' * 130}\n  label: Long\n  quote: a long name\n")
    before = state(empty_base)
    verdict = merge(empty_base, path).verdict
    assert verdict.outcome == "rejected"
    assert any(f.rule == "iri-valid" and "at most 120 characters" in f.message for f in verdict.findings)
    assert state(empty_base) == before


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("<https://example.org/kb/../../x> a inc:Person .", "not a name of this knowledge base"),
        ("<https://example.net/x> a inc:Person .", "not a name of this knowledge base"),
    ],
)
def test_hostile_names_in_turtle(turtle: str, message: str, empty_base: KnowledgeBase) -> None:
    path = empty_base.root / "hostile.ttl"
    path.write_text("@prefix inc: <https://w3id.org/incumbent/ontology#> .\n" + turtle, encoding="utf-8")
    before = state(empty_base)
    try:
        verdict = merge(empty_base, path, dossier="talks").verdict
    except RejectedError as error:
        assert message in str(error)
    else:
        assert not verdict.accepted
    assert state(empty_base) == before


def test_a_failing_disk_leaves_the_base_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = make(tmp_path / "base")
    path = write_form(base, "- person: ann\n  altLabel: Anna\n  quote: Anna, they say\n", "talks", "third")
    before, calls = state(base), []

    def fail(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match="No space left"):
        merge(base, path)
    assert {name: data for name, (data, _) in state(base).items()} == {name: data for name, (data, _) in before.items()}


@pytest.mark.parametrize("keep", [True, False])
def test_quotes_stay_where_the_base_says_so(keep: bool, empty_base: KnowledgeBase) -> None:
    settings = empty_base.root / "incumbent.toml"
    said = f"[evidence]\nkeep-quotes = {str(keep).lower()}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + said, encoding="utf-8")
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann “the” first\n")
    assert merge(empty_base, path).verdict.accepted
    text = "".join(file.read_text(encoding="utf-8") for _, file in empty_base.fact_files())
    assert ('inc:quote "Ann “the” first"@en' in text) is keep and ("“the”" in text) is keep
    facts = Facts.read(empty_base)
    assert bool([s for s in facts.subjects() if facts.values(s, inc("quote"))]) is keep


def test_the_packaged_base_is_read_only(
    empty_base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_form(empty_base, ANN)
    inside = empty_base.root.rename(tmp_path_factory.mktemp("package") / "_kb")
    monkeypatch.setattr(knowledge_base, "_PACKAGE", inside.parent)
    for dry_run in (True, False):
        with pytest.raises(UsageError, match="read-only; 'incumbent init DIR'"):
            merge(KnowledgeBase(inside), inside / path.name, dry_run=dry_run)
    assert not (inside / ".incumbent").exists()


@pytest.mark.parametrize("name", ["Talks", "a b", "../talks", "", "a/b", "talks\n"])
def test_names_of_dossiers(name: str, empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann\n")
    if name:
        with pytest.raises(UsageError, match="is no name of a dossier"):
            judge(empty_base, path, dossier=name)
    text = path.read_text(encoding="utf-8").replace("dossier: talks", f"dossier: {name.strip()!r}")
    path.write_text(text, encoding="utf-8")
    if name != "talks\n":
        verdict = judge(empty_base, path)
        assert verdict.outcome == "rejected"
        assert any(f.rule == "syntax" and "is no name of a dossier" in f.message for f in verdict.findings)


def test_the_dossier_must_be_told(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann\n")
    path.write_text(path.read_text(encoding="utf-8").removeprefix("dossier: talks\n"), encoding="utf-8")
    assert judge(empty_base, path).outcome != "rejected"  # what is wrong can be told without it
    for dry_run in (False, True):
        with pytest.raises(UsageError, match="names no dossier; give --dossier NAME"):
            merge(empty_base, path, dry_run=dry_run)
    assert judge(empty_base, path, dossier="other").dossier == "other"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("facts.txt", b"", "a submission ends in .yaml, .yml, .csv"),
        ("facts.yaml", None, "is no file"),
        ("facts.ttl", None, "is no file"),
    ],
)
def test_files_that_are_no_submission(name: str, data: bytes | None, message: str, empty_base: KnowledgeBase) -> None:
    path = empty_base.root / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        judge(empty_base, path, dossier="talks")
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("facts.yaml", b"\xff", "is not UTF-8"),
        ("facts.ttl", b"\xff", "is not UTF-8"),
        ("facts.yaml", b"a: [", "is not YAML"),
        ("facts.ttl", b"a b c", "is not a valid subject"),
    ],
)
def test_files_that_cannot_be_read_are_rejected(
    name: str, data: bytes, message: str, empty_base: KnowledgeBase
) -> None:
    path = empty_base.root / name
    path.write_bytes(data)
    verdict = judge(empty_base, path, dossier="talks")
    (finding,) = verdict.findings
    assert not verdict.accepted and message in finding.message and finding.file == str(path)


def test_texts_may_stand_elsewhere(empty_base: KnowledgeBase, tmp_path: Path) -> None:
    path = write_form(empty_base, ANN)
    elsewhere = tmp_path / "elsewhere"
    (empty_base.root / "sources").rename(elsewhere)
    assert "not-checked" in {f.rule for f in judge(empty_base, path).findings}
    assert judge(empty_base, path, sources=elsewhere).accepted


def test_what_was_written_is_turtle_for_others(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    base = make(tmp_path / "base")
    graph, triples = rdflib.Graph(), set()
    for _, path in base.fact_files():
        graph.parse(data=path.read_bytes(), format="turtle")
        triples |= {quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)}
    assert len(graph) == len(triples) > 100


def test_a_dry_run_shows_the_lines_that_would_change(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    path = write_form(base, "- person: ann\n  altLabel: Anna\n  quote: Anna, they say\n", "talks", "third")
    with path.open("a", encoding="utf-8") as form:
        form.write("retract:\n- {node: place-town, reason: gone}\n")
    before = state(base)
    merged = lenient(base, path, dry_run=True)
    assert state(base) == before and merged.preview is not None
    diff = merged.preview.diff.splitlines()
    assert '+    skos:altLabel "Anna"@en ;' in diff and "+++ b/graph/talks/person/ann.ttl" in diff
    assert "--- /dev/null" in diff and "+++ b/graph/talks/source/third.ttl" in diff
    assert "+++ /dev/null" in diff and "--- a/graph/visits/place/town.ttl" in diff and "-    a inc:Place ;" in diff
    assert KB + "person-ann" in merged.preview.changed and KB + "place-town" in merged.preview.changed
    assert KB + "place-town" in merged.preview.before and KB + "place-town" not in merged.preview.after
    assert lenient(base, path).files == merged.files


def lenient(base: KnowledgeBase, path: Path, dry_run: bool = False) -> merging.Merged:
    """A merge that lets in whatever can be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "judge", lambda *a, **n: judge(*a, **n)._replace(outcome="accepted", findings=[]))
        return merge(base, path, dry_run=dry_run)


def test_what_would_not_read_back_is_not_written(empty_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_form(empty_base, ANN)
    before = state(empty_base)
    monkeypatch.setattr("incumbent.model.turtle.quoted", lambda text: f'"{text[::-1]}"')
    with pytest.raises(StoreError, match="does not read back as it was meant"):
        merge(empty_base, path)
    assert state(empty_base) == before


ODD = [
    Literal("01", datatype=NamedNode(terms.XSD + "integer")),
    Literal("1.50", datatype=NamedNode(terms.XSD + "decimal")),
    Literal("1E999999999", datatype=NamedNode(terms.XSD + "decimal")),
    Literal("no date", datatype=NamedNode(terms.XSD + "date")),
    Literal("9" * 5000, datatype=NamedNode(terms.XSD + "integer")),
    Literal("TRUE", datatype=NamedNode(terms.XSD + "boolean")),
    Literal("a\tb\nc\rd\x7f\u202e\u2028\\\"'"),
    Literal("Çağ", language="tr-TR"),
    Literal(""),
]


@pytest.mark.parametrize("value", ODD, ids=lambda v: str(v)[:20])
def test_the_second_parser_takes_literals_as_they_are_spelt(
    value: Literal, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from incumbent.model.turtle import Writer

    triple = Triple(NamedNode(KB + "person-ann"), NamedNode(INC + "note"), value)
    data = Writer(KB).write([triple]).encode()
    rereading.require_same(tmp_path, data, frozenset({triple}))
    other = Triple(triple.subject, triple.predicate, Literal("other"))
    with pytest.raises(StoreError, match="does not read back"):
        rereading.require_same(tmp_path, data, frozenset({other}))
    with pytest.raises(StoreError, match="is no Turtle to rdflib"):
        rereading.require_same(tmp_path, data[:-4], frozenset({triple}))
    assert capfd.readouterr() == ("", "")


# What a change makes of the files is what formatting everything would make of them.


def after(base: KnowledgeBase, dossier: str, added: set[Triple], removed: set[Triple]) -> None:
    """Let a change in without asking anybody, and hold the files against those of all facts."""
    facts = Facts.read(base)
    files = plan(base, facts, dossier, frozenset(added), Change(dossier, frozenset(added), frozenset(removed)))
    wanted = {name: {t for t in facts.triples_in(name) if t not in removed} for name in {*base.dossiers(), dossier}}
    wanted[dossier] |= added
    with merging.writing.opened(base) as writer:
        merging.write(writer, files)
    found = Facts.read(base)
    assert {name: set(found.triples_in(name)) for name in wanted} == wanted
    assert misformed(base) == {}


def about(facts: Facts, iri: str) -> set[Triple]:
    return {Triple(NamedNode(iri), NamedNode(p), v) for p, values in facts.about(iri).items() for v in values}


def test_a_record_that_belongs_elsewhere_moves_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    facts = Facts.read(base)
    (record,) = facts.having(inc("participant"), KB + "person-bob")
    (evidence_of,) = facts.having(inc("about"), record)
    event = NamedNode(inc("event"))
    there, here = (Triple(NamedNode(record), event, NamedNode(KB + n)) for n in ("visit-town", "meeting-hall"))
    after(base, "visits", {there}, {here})
    moved = (base.graph / "talks/visit/town.ttl").read_text("utf-8")
    left = (base.graph / "talks/meeting/hall.ttl").read_text("utf-8")
    for iri in (record, evidence_of):
        assert f"kb:{iri.removeprefix(KB)}\n" in moved and f"kb:{iri.removeprefix(KB)}\n" not in left


def test_what_becomes_empty_goes(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    facts = Facts.read(base)
    place = {t for iri in (KB + "place-town",) for t in about(facts, iri)}
    evidence_of = {t for iri in facts.having(inc("about"), KB + "place-town") for t in about(facts, iri)}
    after(base, "talks", set(), place | evidence_of)
    assert not (base.graph / "visits/place").exists()
    everything = {t for iri in Facts.read(base).subjects() for t in about(facts, iri)}
    after(base, "talks", set(), everything)
    assert base.dossiers() == []


def test_every_removal_of_one_triple(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    triples = sorted(Facts.read(base), key=str)
    for triple in triples[:: len(triples) // 12]:
        copy = KnowledgeBase(tmp_path / "copy")
        shutil.rmtree(copy.root, ignore_errors=True)
        shutil.copytree(base.root, copy.root)
        after(copy, "talks", set(), {triple})


def test_what_stands_in_the_wrong_file_is_found(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    (base.graph / "talks/person/bob.ttl").rename(base.graph / "talks/misplaced.ttl")
    facts = Facts.read(base)
    bob = {t for t in about(facts, KB + "person-bob") if t.predicate.value == terms.PREF_LABEL}
    files = plan(base, facts, "talks", frozenset(), Change("talks", frozenset(), frozenset(bob)))
    assert set(files) == {base.graph / "talks/misplaced.ttl", base.graph / "talks/person/bob.ttl"}
    missing = frozenset({Triple(NamedNode(KB + "person-bob"), NamedNode(inc("note")), Literal("nowhere"))})
    with pytest.raises(InputError, match="is to be withdrawn, but stands in no file"):
        planned(base, Moves(facts, Overlay(facts, (), missing), "talks", frozenset(), missing))


def test_only_files_that_can_change_are_read(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    facts = Facts.read(base)
    (base.graph / "talks/meeting/hall.ttl").write_bytes(b"no Turtle at all")
    triple = Triple(NamedNode(KB + "person-ann"), NamedNode(inc("note")), Literal("a note", language="en"))
    files = plan(base, facts, "talks", frozenset({triple}), Change("talks", frozenset({triple}), frozenset()))
    assert list(files) == [base.graph / "talks/person/ann.ttl"]


def test_a_verdict_that_does_not_accept_writes_nothing(
    empty_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_form(empty_base, ANN)
    before = state(empty_base)
    for outcome, let_in in (("waiting", False), ("rejected", False), ("contradicts", True)):

        def judged(*arguments: object, outcome: str = outcome, **named: object) -> Verdict:
            return judge(*arguments, **named)._replace(outcome=outcome)

        monkeypatch.setattr(merging, "judge", judged)
        assert bool(merge(empty_base, path, dry_run=True).files) is let_in
        assert bool(merge(empty_base, path).files) is let_in and (state(empty_base) != before) is let_in
