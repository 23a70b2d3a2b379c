"""Each rule's examples, through the whole gate: the bad one has that fault and no other, the good one has none."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import ROOT

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Finding, Severity
from incumbent.check.rule import Example, Rule
from incumbent.check.rulebook import Rulebook
from incumbent.report.rulepage import ending

TODAY = date(2026, 1, 1)
BASE = KnowledgeBase(ROOT)
BOOK = Rulebook.of(BASE)
RULES = [rule for rule in BOOK.rules() if rule.bad.room != "branch"]


@cache
def the_view() -> object:
    from incumbent.base.facts import Facts

    return Facts.read(BASE)


def findings_of(rule: Rule, example: Example, folder: Path) -> list[Finding]:
    path = folder / f"example.{ending(example)}"
    path.write_bytes(example.content)
    texts = folder / "texts"
    texts.mkdir()
    if rule.text:
        (texts / "source.txt").write_bytes(rule.text.encode())
    if example.room == "shapes":
        from incumbent.check.lint import lint

        return BOOK.settle(lint([path], BASE.room_files("ontology", "*.ttl")))
    from incumbent.submission.judge import judge

    verdict = judge(BASE, path, dossier="examples", sources=texts, today=TODAY, view=the_view())  # type: ignore[arg-type]
    return verdict.findings


def serious(findings: list[Finding]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.severity is not Severity.INFO:
            found.setdefault(finding.code, set()).add(finding.message)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_has_this_fault_and_no_other(rule: Rule, tmp_path: Path) -> None:
    findings = findings_of(rule, rule.bad, tmp_path)
    assert rule.code in {finding.code for finding in findings}, [finding.message for finding in findings]
    assert set(serious(findings)) <= {rule.code}, serious(findings)
    certain = BOOK.levels(rule.code).certain
    assert certain in {finding.severity.value for finding in findings if finding.code == rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_has_no_fault(rule: Rule, tmp_path: Path) -> None:
    findings = findings_of(rule, rule.good, tmp_path)
    assert rule.code not in {finding.code for finding in findings}
    assert serious(findings) == {}


def test_few_rules_are_about_more_than_a_file() -> None:
    assert [rule.code for rule in BOOK.rules() if rule not in RULES] == ["S21", "X11"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_bad_example_differs_from_the_good_one_in_its_fault(rule: Rule) -> None:
    assert rule.bad.content != rule.good.content
    assert rule.bad.syntax == rule.good.syntax
