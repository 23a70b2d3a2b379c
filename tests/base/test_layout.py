"""Each fact has one file, whatever the order in which it is met."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tests.conftest import ROOT, FactsOf
from tests.small_base import KB, TALKS, add, make

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.layout import Layout, changed_files, misformed
from incumbent.errors import RejectedError
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.vocabulary import Vocabulary
from incumbent.submission import writing

VOCABULARY = Vocabulary(sorted((ROOT / "ontology").glob("*.ttl")))


def record(name: str, kind: str, **links: str | list[str]) -> list[Triple]:
    subject = NamedNode(KB + name)
    triples = [Triple(subject, NamedNode(terms.TYPE), NamedNode(inc(kind)))]
    for prop, values in links.items():
        for value in [values] if isinstance(values, str) else values:
            triples.append(Triple(subject, NamedNode(inc(prop)), NamedNode(value if ":" in value else KB + value)))
    return triples


def layout(triples: Iterable[Triple]) -> Layout:
    facts = Facts()
    facts.add("talks", triples)
    return Layout(VOCABULARY, KB, facts)


THINGS = sorted(c for c in VOCABULARY.classes.values() if c.prefix and not c.filed_with and not c.derived)
RECORDS = sorted(c for c in VOCABULARY.classes.values() if c.prefix and c.filed_with and not c.derived)


@pytest.mark.parametrize("kind", THINGS, ids=lambda c: c.name)
def test_a_thing_stands_in_its_own_file(kind) -> None:
    name = f"{kind.prefix}-some-name"
    assert layout(record(name, kind.name)).home(KB + name) == f"{kind.prefix}/some-name.ttl"


@pytest.mark.parametrize("kind", RECORDS, ids=lambda c: c.name)
def test_a_record_stands_with_what_it_belongs_to(kind) -> None:
    name = f"{kind.prefix}-0123456789ab"
    prop = kind.filed_with.removeprefix(terms.INC)
    found = layout(record(name, kind.name, **{prop: "person-x"}))
    assert found.home(KB + name) == "person/x.ttl"
    alone = layout(record(name, kind.name))
    assert alone.home(KB + name) == f"{kind.prefix}/0123456789ab.ttl"


def test_a_record_of_a_record_stands_with_the_thing_in_the_end() -> None:
    triples = record("participation-a", "Participation", event="meeting-hall", participant="person-ann")
    triples += record("evidence-b", "Evidence", about=["participation-a", "person-zoe"])
    triples += record("inference-c", "Inference", about="evidence-b")
    found = layout(triples)
    for name in ("participation-a", "evidence-b", "inference-c"):
        assert found.home(KB + name) == "meeting/hall.ttl"


def test_records_that_only_stand_with_each_other_have_one_home() -> None:
    triples = record("inference-a", "Inference", about="inference-b") + record(
        "inference-b", "Inference", about="inference-a"
    )
    found = layout(triples)
    assert found.home(KB + "inference-a") == found.home(KB + "inference-b") == "inference/a.ttl"


def test_long_chains_and_thick_webs_come_to_an_end() -> None:
    chain = [t for n in range(3000) for t in record(f"inference-{n}", "Inference", about=f"inference-{n + 1}")]
    assert layout(chain).home(KB + "inference-0") == "inference/3000.ttl"
    names = [f"inference-{n}" for n in range(30)]
    web = [t for name in names for t in record(name, "Inference", about=[n for n in names if n != name])]
    assert layout(web).home(KB + "inference-7") == "inference/0.ttl"


@pytest.mark.parametrize(
    "iri",
    [
        KB + "../../x",
        KB + "person-../x",
        KB + "person-x/../../y",
        KB + "person-X",
        KB + "person-x\u0130",
        KB + "person-x%2F..",
        KB + "person",
        KB + "-x",
        KB + "person-",
        KB + "person--x",
        KB + "person-x.ttl",
        KB + "person-" + "x" * 120,
        KB,
        "https://example.org/kb",
        "https://example.net/kb/person-x",
        "person-x",
        KB + "person-x\n",
    ],
)
def test_hostile_names_are_refused(iri: str) -> None:
    found = layout([])
    with pytest.raises(RejectedError, match="not a name of this knowledge base"):
        found.home(iri)


def test_a_record_of_a_hostile_thing_is_refused() -> None:
    found = layout(record("evidence-a", "Evidence", about="../../x"))
    with pytest.raises(RejectedError):
        found.home(KB + "evidence-a")


def test_files_do_not_depend_on_order(facts_of: FactsOf) -> None:
    triples = list(facts_of(TALKS))
    expected = None
    for seed in range(4):
        random.Random(seed).shuffle(triples)
        facts = Facts()
        facts.add("talks", triples)
        files = Layout(VOCABULARY, KB, facts).files(triples)
        expected = expected or files
        assert files == expected and list(files) == sorted(files)
    assert expected is not None
    assert {path.split("/")[0] for path in expected} == {"meeting", "office", "person", "source", "state"}
    # The thing that the file is named after comes first.
    assert expected["meeting/hall.ttl"].split("\n\n")[1].startswith("kb:meeting-hall\n")


def test_every_triple_stands_once(facts_of: FactsOf, tmp_path: Path) -> None:
    from pyoxigraph import RdfFormat, parse

    facts = facts_of(TALKS)
    found = [
        quad.triple
        for text in Layout(VOCABULARY, KB, facts).files(facts).values()
        for quad in parse(text.encode(), format=RdfFormat.TURTLE)
    ]
    assert len(found) == len(facts) and set(found) == set(facts)


def test_misformed_files_are_mended_and_then_left_alone(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    assert misformed(base) == {}
    person = base.graph / "talks" / "person" / "bob.ttl"
    before = {path: path.read_bytes() for _, path in base.fact_files()}
    person.rename(person.with_name("robert.ttl"))  # a right text in the wrong place
    meeting = base.graph / "talks" / "meeting" / "hall.ttl"
    meeting.write_bytes(meeting.read_bytes().replace(b" ;\n", b"  ;\n"))
    changed = misformed(base)
    assert set(changed) == {person, person.with_name("robert.ttl"), meeting}
    assert changed[person.with_name("robert.ttl")] is None
    writing.replace(changed)
    assert {path: path.read_bytes() for _, path in base.fact_files()} == before
    assert misformed(base) == {}


def test_changed_files_are_those_of_what_was_added(tmp_path: Path) -> None:
    base = make(tmp_path / "base")
    facts = Facts.read(base)
    note = Triple(NamedNode(KB + "person-bob"), NamedNode(inc("note")), Literal("tall", language="en"))
    facts.add("talks", [note])
    changed = changed_files(base, facts, "talks")
    assert [str(path.relative_to(base.graph)) for path in changed] == ["talks/person/bob.ttl"]
    assert changed_files(base, facts, "visits") == {}


def test_one_thing_may_have_a_file_in_each_dossier(empty_base: KnowledgeBase) -> None:
    add(empty_base, "- person: ann\n  label: Ann\n  quote: Ann lives\n", "one", "first")
    add(empty_base, "- person: ann\n  altLabel: Anna\n  quote: Anna lives\n", "two", "second")
    paths = [str(path.relative_to(empty_base.graph)) for _, path in empty_base.fact_files()]
    assert {"one/person/ann.ttl", "two/person/ann.ttl"} <= set(paths)
    assert "Anna" not in (empty_base.graph / "one/person/ann.ttl").read_text(encoding="utf-8")
