"""The gate, held against submissions: each faulty one is told its one fault, each sound one passes without a word.

The cases stand in ``gate/*.yaml``. A case gives either ``facts``, for a form whose head and source are written here, or a whole
``submission``; ``rule`` is the rule that it breaks, or a list of those that may be named, ``expect`` the severity.
Without ``rule`` it is sound, and ``tempts`` names the rules that a hasty reading would apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.findings import Severity
from incumbent.check.rulebook import Rulebook
from incumbent.submission.compiler import Compiler
from incumbent.submission.form import read
from incumbent.submission.judge import Verdict, judge
from incumbent.submission.quotes import Texts, digest

FOLDER = Path(__file__).parent / "gate"
TODAY = date(2026, 1, 1)
PREFIXES = """\
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix kb: <https://w3id.org/incumbent/kb/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# What judging comes to, by the gravest finding.
OUTCOMES = {"violation": ("rejected", 1), "warning": ("waiting", 5), "info": ("accepted", 0), "pass": ("accepted", 0)}
FAULTY = frozenset({"rule", "expect", "says", "also", "line", "outcome"})
CONTENT = frozenset({"facts", "submission", "syntax", "published", "text", "fills", "encoding", "bytes", "prepared"})
KEYS = FAULTY | CONTENT | {"case", "what", "tempts"}

Case = dict[str, Any]


def cases() -> list[Case]:
    # Every scalar stays the text that was typed.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    files = (yaml.load(path.read_bytes(), Loader=loader) for path in sorted(FOLDER.glob("*.yaml")))
    return [case for file in files for case in file]


CASES = cases()


def named(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def quotes(node: object) -> Iterator[str]:
    """The quotes of a form, in the order of the form."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if key == "quote":
                yield from map(str, inner if isinstance(inner, list) else [inner])
            else:
                yield from quotes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from quotes(inner)


def text_for(facts: str, published: str) -> str:
    """A text that holds each quote of ``facts`` once, and says when it was published."""
    try:
        found = list(dict.fromkeys(quotes(yaml.load(facts, Loader=yaml.BaseLoader))))
    except yaml.YAMLError:
        found = []
    lines = [quote for quote in found if not any(quote != other and quote in other for other in found)]
    return "\n".join([f"Gate Gazette, issue of {published}.", *lines]) + "\n"


def form(facts: str, text: str, published: str, source: str) -> str:
    """``facts`` behind the head of a form and the source from which they are."""
    days = {"absent": "", "unknown": "  dateUnknown: true\n"}
    day = days.get(published, f"  publicationDate: {{value: {published}, quote: issue of {published}}}\n")
    return (
        f"dossier: gate-cases\nsource: source-{source}\nfacts:\n"
        f"- source: {source}\n  label: {source} in the Gate Gazette\n  language: en\n"
        f"  textDigest: {digest(text)}\n  textLength: {len(text)}\n{day}  quote: Gate Gazette\n{facts}"
    )


def write(case: Case, folder: Path, source: str = "note") -> Path:
    """The submission of ``case`` as a file, with its text below ``sources``."""
    facts, text, whole = (case.get(key, "") for key in ("facts", "text", "submission"))
    for name, (word, times) in case.get("fills", {}).items():
        facts, text, whole = (one.replace(f"{{{name}}}", word * int(times)) for one in (facts, text, whole))
    (folder / "sources").mkdir()
    if not facts:
        content = whole.replace("{PREFIXES}\n", PREFIXES)
    else:
        published = case.get("published", "2025-12-30")
        own = f"Gate Gazette, issue of {published}.\n{text}" if text else text_for(facts, published)
        (folder / "sources" / "note.txt").write_bytes(own.encode())
        content = form(facts, own, published, source)
    path = folder / f"submission.{case.get('syntax', 'yaml')}"
    path.write_bytes(content.encode(case.get("encoding", "utf-8")))
    if "bytes" in case:
        # A hole of zeros: it takes no room on the disk, and whoever reads it all has lost.
        with path.open("r+b") as file:
            file.truncate(int(case["bytes"]))
    return path


@pytest.fixture(scope="module")
def base() -> tuple[KnowledgeBase, Facts]:
    """The shipped base, read once."""
    shipped = KnowledgeBase(ROOT)
    return shipped, Facts.read(shipped)


@pytest.fixture(scope="module")
def prepared(
    base: tuple[KnowledgeBase, Facts], tmp_path_factory: pytest.TempPathFactory
) -> tuple[KnowledgeBase, Facts]:
    """The shipped base with some facts more, for what it must know before."""
    shipped, _ = base
    facts, folder = Facts.read(shipped), tmp_path_factory.mktemp("prepared")
    known = (FOLDER / "prepared" / "known.yaml").read_text(encoding="utf-8")
    path = write({"facts": known}, folder, "earlier-note")
    texts = Texts(folder / "sources")
    submission = Compiler(shipped.vocabulary, facts, shipped.settings, texts, str(path)).compile(read(path))
    assert submission.findings == []
    facts.add("prepared", submission.triples)
    return shipped, facts


@pytest.fixture
def verdict(case: Case, request: pytest.FixtureRequest, tmp_path: Path) -> Verdict:
    knowledge_base, facts = request.getfixturevalue("prepared" if case.get("prepared") else "base")
    path = write(case, tmp_path)
    return judge(knowledge_base, path, dossier="gate-cases", sources=tmp_path / "sources", today=TODAY, view=facts)


def told(verdict: Verdict) -> str:
    return (
        "\n".join(f"{f.severity} {f.rule or f.code} (line {f.line}): {f.message}" for f in verdict.findings)
        or "nothing"
    )


@pytest.mark.parametrize("case", [pytest.param(c, id=c["case"]) for c in CASES if "rule" in c])
def test_a_faulty_submission_is_told_its_fault(case: Case, verdict: Verdict) -> None:
    rules, severities = named(case["rule"]), named(case["expect"])
    meant = [f for f in verdict.findings if f.rule in rules and f.severity in severities]
    assert meant, f"wanted {severities} {rules}; got:\n{told(verdict)}"
    gravest = next(s for s in Severity if s in {f.severity for f in meant})
    wanted = ("contradicts", 4) if case.get("outcome") == "contradicts" else OUTCOMES[gravest]
    assert (verdict.outcome, verdict.exit_code) == wanted, told(verdict)
    besides = [f for f in verdict.findings if f.severity != "info" and f.rule not in (*rules, *case.get("also", ()))]
    assert not besides, f"besides {rules}:\n{told(verdict)}"
    assert not [f for f in meant if len(f.message.splitlines()) != 1], told(verdict)
    assert any(case.get("says", "") in f.message for f in meant), f"no word of {case['says']!r}:\n{told(verdict)}"
    assert case.get("line") == "false" or any(f.line for f in meant), f"no line:\n{told(verdict)}"


@pytest.mark.parametrize("case", [pytest.param(c, id=c["case"]) for c in CASES if "rule" not in c])
def test_a_sound_submission_passes(case: Case, verdict: Verdict) -> None:
    assert [f for f in verdict.findings if f.severity != "info"] == [], told(verdict)
    assert (verdict.outcome, verdict.exit_code) == OUTCOMES["pass"], told(verdict)


def test_every_rule_of_the_book_has_a_case() -> None:
    """A rule that no submission here breaks is proved by nothing."""
    broken = {rule for case in CASES if "rule" in case for rule in named(case["rule"])}
    broken |= {"shape-sound", "withdrawn-silently", "judge-changed"}  # about a whole base or a branch
    rules = {rule.name for rule in Rulebook.of(KnowledgeBase(ROOT)).rules()}
    assert rules - broken == set()


def test_cases_are_told_apart_and_have_no_stray_keys() -> None:
    names = [case["case"] for case in CASES]
    assert len(set(names)) == len(names)
    assert {key for case in CASES for key in case} <= KEYS
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in names)
    assert all(set(named(case["expect"])) <= set(OUTCOMES) for case in CASES if "rule" in case)
