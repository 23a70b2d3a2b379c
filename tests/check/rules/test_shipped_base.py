"""The rules of text, numbers and evidence over the shipped base: they find nothing, with the texts at hand or without."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pytest
from tests.conftest import ROOT, SHARED

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.case import Case, Change
from incumbent.check.evidence import words_of
from incumbent.check.rules import mentions
from incumbent.model.days import day
from incumbent.submission.quotes import Texts

MODULES = ("evidence", "labels", "links", "numbers", "quotes", "text")


@pytest.fixture(scope="module")
def shipped() -> tuple[KnowledgeBase, Facts]:
    base = KnowledgeBase(ROOT)
    return base, Facts.read(base)


def found(base: KnowledgeBase, facts: Facts, texts: Texts) -> Counter[tuple[str, str]]:
    words = words_of(facts, texts)
    case = Case(base.vocabulary, base.settings.iri, facts, Change(""), today=day("2026-01-01"), words=words, whole=True)
    checks = [check for name in MODULES for check in import_module(f"incumbent.check.rules.{name}").CHECKS]
    return Counter((finding.code, finding.message) for check in checks for finding in check.run(case))


def test_nothing_is_found_without_the_texts(shipped: tuple[KnowledgeBase, Facts]) -> None:
    assert found(*shipped, Texts(None)) == Counter()


@pytest.mark.skipif(not (SHARED / "sources").is_dir(), reason="the texts of the sources are not part of the project")
def test_nothing_is_found_with_the_texts(shipped: tuple[KnowledgeBase, Facts]) -> None:
    base, facts = shipped
    texts = Texts(SHARED / "sources")
    words = words_of(facts, texts)
    quoted = [iri for iri in facts.having("https://w3id.org/incumbent/ontology#sha256") if words(iri) is not None]
    assert len(quoted) > 900
    assert found(base, facts, texts) == Counter()


def test_what_words_may_name_leaves_out_no_property(shipped: tuple[KnowledgeBase, Facts]) -> None:
    base, _ = shipped
    # What supports a fact, or says how it relates to others, is not named by the words that it rests on.
    beside = {
        "about",
        "source",
        "voice",
        "stance",
        "premise",
        "scope",
        "relayedBy",
        "retracts",
        "differentFrom",
        "disagreesWith",
        "level",
        "hedge",
    }
    ties = {p.name for p in base.vocabulary.properties.values() if p.kind == "object" and not p.derived}
    assert ties - beside == set(mentions.TIES.split("|"))
    texts = {p.name for p in base.vocabulary.properties.values() if p.kind == "data" and not p.derived}
    assert set(mentions.TEXTS.split("|")) <= texts | {"value"}
