"""Every fact of two of the reports is findable: each has a query that is true on the shipped graph, and false without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pyoxigraph import DefaultGraph, Quad, Store
from tests.conftest import ROOT, SHARED

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.model.terms import inc
from incumbent.store.contents import quads

QUERIES: dict[str, str] = yaml.safe_load((ROOT / "tests/acceptance/fact_queries.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase(ROOT)


@pytest.fixture(scope="module")
def store(base: KnowledgeBase) -> Store:
    store = Store()
    store.extend(quad for quad in quads(base) if quad.graph_name == DefaultGraph())
    return store


def prologue(base: KnowledgeBase) -> str:
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in base.settings.prefixes.items())


@pytest.mark.parametrize("fact", QUERIES)
def test_the_fact_is_findable(fact: str, base: KnowledgeBase, store: Store) -> None:
    assert store.query(prologue(base) + QUERIES[fact])


def test_no_query_is_true_of_an_empty_graph(base: KnowledgeBase) -> None:
    assert [fact for fact, query in QUERIES.items() if Store().query(prologue(base) + query)] == []


@pytest.mark.skipif(
    not (SHARED / "acceptance").is_dir(), reason="the list of sample facts is not beside the repository"
)
def test_every_sample_fact_has_a_query() -> None:
    text = (SHARED / "acceptance/facts-s2-s4.yaml").read_text("utf-8")
    assert set(re.findall(r"^- id: (s[0-9]-f[0-9]+)", text, re.MULTILINE)) == set(QUERIES)


@pytest.mark.skipif(not (SHARED / "sources").is_dir(), reason="the texts of the sources are not beside the repository")
def test_every_span_of_evidence_is_proved(base: KnowledgeBase) -> None:
    from incumbent.check.evidence import prove
    from incumbent.submission.quotes import Texts

    proof = prove(Facts.read(base), Texts(SHARED / "sources"))
    assert (proof.not_checked, proof.findings) == (0, [])
    assert proof.proved > 900


def test_nothing_rests_on_nothing(base: KnowledgeBase) -> None:
    facts = Facts.read(base)
    exempt = {inc(name) for name in ("Evidence", "Voice", "Inference")}
    supported = {about for iri in facts.subjects() for about in facts.texts(iri, inc("about"))}
    assert [iri for iri in facts.subjects() if iri not in supported and not facts.types(iri) & exempt] == []


def test_deleting_the_records_behind_an_answer_changes_it(base: KnowledgeBase, store: Store) -> None:
    ask = prologue(base) + "ASK { ?c inc:ofParticipation ?p ; inc:capacityOffice ?office . ?p inc:participant ?who }"
    assert store.query(ask)
    without = Facts()
    for dossier in base.dossiers():
        kept = [t for t in Facts.read(base, dossier) if t.predicate.value != inc("statedCapacity")]
        without.add(dossier, (t for t in kept if t.predicate.value not in (inc("office"), inc("holder"))))
    from incumbent.derive.whole import Derivation

    poorer = Store()
    derived = [*without, *Derivation(without, base.vocabulary, base.settings.iri).triples()]
    poorer.extend(Quad(t.subject, t.predicate, t.object) for t in derived)
    assert not poorer.query(ask)


def sentences() -> Iterator[tuple[Path, str]]:
    for path in sorted((SHARED / "sources").glob("*.txt")):
        for sentence in re.split(r"(?<=[.!?])\s+", path.read_text("utf-8")):
            if len(sentence) > 60:
                yield path, sentence.strip()


@pytest.mark.skipif(not (SHARED / "sources").is_dir(), reason="the texts of the sources are not beside the repository")
def test_no_sentence_of_a_source_is_shipped() -> None:
    shipped = "\n".join(
        path.read_text("utf-8", errors="ignore")
        for room in ("graph", "ontology", "shapes", "queries", "docs", "tests", "src")
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix in (".ttl", ".rq", ".md", ".py", ".yaml")
    )
    assert [sentence for _, sentence in sentences() if sentence in shipped] == []
