"""The full check of a knowledge base: vocabulary, support, evidence against texts, shapes."""

from __future__ import annotations

from typing import NamedTuple

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check import evidence, shacl
from incumbent.check.findings import Finding
from incumbent.check.terms import TermCheck


class Report(NamedTuple):
    """What the full check found; ``triples`` were checked, ``proved`` and ``not_checked`` count evidences in texts."""

    findings: list[Finding]
    triples: int
    proved: int
    not_checked: int


def check(base: KnowledgeBase, texts: evidence.TextFinder) -> Report:
    """Check all facts of ``base``; evidence is proved as far as ``texts`` has the texts."""
    facts = Facts.read(base)
    shapes, ontology = base.room_files("shapes", "*.ttl"), base.room_files("ontology", "*.ttl")
    proof = evidence.prove(facts, texts)
    findings = [
        *TermCheck(base.vocabulary).check(facts),
        *proof.findings,
        *shacl.lint(shapes, ontology),
        *shacl.validate(facts, shapes, ontology),
    ]
    return Report(findings, len(facts), proof.proved, proof.not_checked)
