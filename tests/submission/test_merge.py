"""A submission is let in whole or not at all, and letting it in again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from tests.conftest import write_form
from tests.small_base import TALKS, VISITS, make

from incumbent.base import knowledge_base
from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import misformed
from incumbent.check import evidence
from incumbent.errors import InputError, RejectedError, UsageError
from incumbent.model.terms import inc
from incumbent.submission import writing
from incumbent.submission.merge import judge, merge
from incumbent.submission.quotes import Texts


def state(base: KnowledgeBase) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(base.root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(base.root.rglob("*"))
        if path.is_file() and ".incumbent" not in path.parts
    }


def test_a_form_is_let_in_and_then_is_in(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, TALKS)
    dry = merge(empty_base, path, None, None, dry_run=True)
    assert dry.accepted and dry.new > 50 and dry.files and not list(empty_base.graph.iterdir())
    verdict = merge(empty_base, path, None, None)
    assert verdict.accepted and verdict.dossier == "talks" and verdict.new == dry.new
    assert verdict.files == dry.files and {p for _, p in empty_base.fact_files()} == set(verdict.files)
    assert all(file.read_bytes() == data for file, data in verdict.files.items())
    assert misformed(empty_base) == {}
    facts = Facts.read(empty_base)
    assert len(facts) == verdict.new
    proof = evidence.prove(facts, Texts(empty_base.sources_folder))
    assert proof.findings == [] and proof.not_checked == 0 and proof.proved > 10
    before = state(empty_base)
    again = merge(empty_base, path, None, None)
    assert again.accepted and again.new == 0 and again.files == {}
    assert state(empty_base) == before


def test_the_same_facts_as_turtle_are_the_same_facts(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, TALKS)
    verdict = merge(empty_base, path, None, None)
    turtle = empty_base.root / "all.ttl"
    turtle.write_bytes(b"".join(data or b"" for data in verdict.files.values()))
    again = judge(empty_base, turtle, "talks", None)
    assert again.accepted and again.new == 0
    copied = merge(empty_base, turtle, "copies", None)
    assert copied.accepted and copied.new == verdict.new and empty_base.dossiers() == ["copies", "talks"]


def test_a_form_that_adds_touches_what_it_adds_to(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    before = state(base)
    path = write_form(base, VISITS + "- person: ann\n  altLabel: Anna\n  quote: Anna, they say\n", "visits", "third")
    verdict = merge(base, path, None, None)
    assert verdict.accepted
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
    verdict = merge(empty_base, path, None, None)
    assert not verdict.accepted and verdict.findings and verdict.files == {}
    assert state(empty_base) == before
    located = [f for f in verdict.findings if f.line]
    assert located and all(f.file == str(path) and f.line >= 11 for f in located)


def test_a_thing_of_a_name_too_long_is_rejected(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, f"- person: {'x' * 130}\n  label: Long\n  quote: a long name\n")
    before = state(empty_base)
    with pytest.raises(RejectedError, match="at most 120 characters"):
        merge(empty_base, path, None, None)
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
        verdict = merge(empty_base, path, "talks", None)
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

    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(InputError, match="No space left"):
        merge(base, path, None, None)
    assert {name: data for name, (data, _) in state(base).items()} == {name: data for name, (data, _) in before.items()}


@pytest.mark.parametrize("keep", [True, False])
def test_quotes_stay_where_the_base_says_so(keep: bool, empty_base: KnowledgeBase) -> None:
    settings = empty_base.root / "incumbent.toml"
    said = f"[evidence]\nkeep-quotes = {str(keep).lower()}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + said, encoding="utf-8")
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann “the” first\n")
    assert merge(empty_base, path, None, None).accepted
    text = "".join(file.read_text(encoding="utf-8") for _, file in empty_base.fact_files())
    assert ('inc:quote "Ann “the” first"@en' in text) is keep and ("“the”" in text) is keep
    facts = Facts.read(empty_base)
    assert bool([s for s in facts.subjects() if facts.values(s, inc("quote"))]) is keep


def test_the_packaged_base_is_read_only(empty_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann\n")
    inside = empty_base.root.rename(empty_base.root.with_name("_kb"))
    monkeypatch.setattr(knowledge_base, "_PACKAGE", inside.parent)
    with pytest.raises(UsageError, match="read-only; 'incumbent init DIR'"):
        merge(KnowledgeBase(inside), inside / path.name, None, None)
    assert not (inside / ".incumbent").exists()


@pytest.mark.parametrize("name", ["Talks", "a b", "../talks", "", "a/b", "talks\n"])
def test_names_of_dossiers(name: str, empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann\n")
    if name:
        with pytest.raises(UsageError, match="is no name of a dossier"):
            judge(empty_base, path, name, None)
    path.write_text(
        path.read_text(encoding="utf-8").replace("dossier: talks", f"dossier: {name!r}".replace("\\n", "")), "utf-8"
    )
    if name != "talks\n":
        with pytest.raises(UsageError, match="is no name of a dossier"):
            judge(empty_base, path, None, None)


def test_the_dossier_must_be_told(empty_base: KnowledgeBase) -> None:
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann\n")
    path.write_text(path.read_text(encoding="utf-8").removeprefix("dossier: talks\n"), encoding="utf-8")
    with pytest.raises(UsageError, match="names no dossier; give --dossier NAME"):
        judge(empty_base, path, None, None)
    assert judge(empty_base, path, "other", None).dossier == "other"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("facts.txt", b"", "a submission ends in .yaml, .yml, .ttl"),
        ("facts.yaml", None, "is no file"),
        ("facts.ttl", None, "is no file"),
    ],
)
def test_files_that_are_no_submission(name: str, data: bytes | None, message: str, empty_base: KnowledgeBase) -> None:
    path = empty_base.root / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        judge(empty_base, path, "talks", None)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("facts.yaml", b"\xff", "is not UTF-8"),
        ("facts.ttl", b"\xff", "is not UTF-8"),
        ("facts.yaml", b"a: [", "is not YAML"),
        ("facts.ttl", b"a b c", "line 1"),
    ],
)
def test_files_that_cannot_be_read_are_rejected(
    name: str, data: bytes, message: str, empty_base: KnowledgeBase
) -> None:
    path = empty_base.root / name
    path.write_bytes(data)
    verdict = judge(empty_base, path, "talks", None)
    (finding,) = verdict.findings
    assert not verdict.accepted and message in finding.message and finding.file == str(path)


def test_texts_may_stand_elsewhere(empty_base: KnowledgeBase, tmp_path: Path) -> None:
    path = write_form(empty_base, "- person: ann\n  label: Ann\n  quote: Ann lives\n")
    elsewhere = tmp_path / "elsewhere"
    (empty_base.root / "sources").rename(elsewhere)
    assert [f.code for f in judge(empty_base, path, None, None).findings][:1] == ["text-missing"]
    assert judge(empty_base, path, None, elsewhere).accepted


def test_what_was_written_is_turtle_for_others(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    base = make(tmp_path / "base")
    graph, triples = rdflib.Graph(), set()
    for _, path in base.fact_files():
        graph.parse(data=path.read_bytes(), format="turtle")
        triples |= {quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)}
    assert len(graph) == len(triples) > 100
