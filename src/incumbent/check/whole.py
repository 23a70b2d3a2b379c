"""The full check of a knowledge base: vocabulary, rules, shapes and their lint, evidence against texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase, turtle_files
from incumbent.check import evidence, gate, lint
from incumbent.check.case import Case, Change
from incumbent.check.findings import Finding
from incumbent.check.rulebook import Rulebook


class Report(NamedTuple):
    """What the full check found; ``triples`` were checked, ``proved`` and ``not_checked`` count evidences in texts."""

    findings: list[Finding]
    triples: int
    proved: int
    not_checked: int


def check(
    base: KnowledgeBase,
    texts: evidence.TextFinder,
    *,
    today: date | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Check all facts of ``base``; evidence is proved as far as ``texts`` has the texts.

    ``today`` is the day of judging; ``progress`` hears what is being done.
    """
    progress("reading")
    facts, rulebook = Facts.read(base), Rulebook.of(base)
    rooms = gate.Rooms.of(base)
    case = Case(
        base.vocabulary,
        base.settings.iri,
        facts,
        Change(""),
        today=(today or date.today()).toordinal(),
        words=evidence.words_of(facts, texts),
        whole=True,
    )
    progress("evidence")
    proof = evidence.prove(facts, texts)
    other = [*proof.findings, *lint.lint(rooms.shapes, rooms.ontology)]
    checked = gate.check_whole(case, facts, other, rooms, rulebook, progress)
    findings = [finding for finding, _ in gate.lifted(checked, case, rulebook)]
    return Report(placed(base, findings), len(facts), proof.proved, proof.not_checked)


def placed(base: KnowledgeBase, findings: list[Finding]) -> list[Finding]:
    """``findings`` with the file and line of the base at which their first thing is described, sorted."""
    wanted = {_local(node, base) for f in findings if f.file is None for node in (*f.nodes, f.focus or "") if node}
    if not wanted:
        return findings
    places: dict[str, tuple[str, int]] = {}
    for name in turtle_files(str(base.graph)):
        if wanted.isdisjoint(_tokens(text := Path(name).read_text(encoding="utf-8"))):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            local = line.split(" ", 1)[0].removeprefix("kb:")
            if line.startswith("kb:") and local in wanted:
                places.setdefault(local, (name, number))
    return sorted((_at(finding, places, base) for finding in findings), key=gate.rank)


def _tokens(text: str) -> set[str]:
    return {line.split(" ", 1)[0].removeprefix("kb:") for line in text.splitlines() if line.startswith("kb:")}


def _at(finding: Finding, places: dict[str, tuple[str, int]], base: KnowledgeBase) -> Finding:
    if finding.file is not None:
        return finding
    for node in (*finding.nodes, finding.focus or ""):
        place = places.get(_local(node, base))
        if place:
            return finding._replace(file=place[0], line=place[1])
    return finding


def _local(node: str, base: KnowledgeBase) -> str:
    return node.removeprefix(base.settings.iri)
