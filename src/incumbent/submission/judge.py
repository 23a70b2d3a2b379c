"""Judging a submission: read, checked on the union with the base as far as it can touch it, and given a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.base.knowledge_base import DOSSIER_NAME, KnowledgeBase
from incumbent.base.view import View
from incumbent.check import additions, evidence, gate
from incumbent.check.case import Case, Change
from incumbent.check.findings import Finding, Severity
from incumbent.check.rulebook import Rulebook
from incumbent.errors import UsageError
from incumbent.model.terms import local
from incumbent.store.names import open_names
from incumbent.store.view import open_view
from incumbent.submission import placing, retraction
from incumbent.submission.quotes import Texts
from incumbent.submission.reading import read_submission
from incumbent.submission.submitted import Submission

# What is missing where a part of a fact could not be read.
_MISSING = frozenset(
    {
        "agreement-parties",
        "dangling-iri",
        "date-required",
        "designation-complete",
        "figure-unit",
        "inference-premises",
        "label-required",
        "nonempty",
        "office-anchored",
        "participants-min",
        "participation-complete",
        "required",
        "source-date",
        "source-required",
        "statement-complete",
        "status-required",
        "tenure-complete",
    }
)
EXIT_CODES = {"accepted": 0, "rejected": 1, "contradicts": 4, "waiting": 5}


class Verdict(NamedTuple):
    """What judging came to: ``accepted``, ``contradicts``, ``waiting`` (for warnings to be accepted) or ``rejected``.

    ``findings`` are settled and stand in the submission's file; ``triples`` is all that it states, ``change`` what of it is
    new; ``fell_back`` names shapes that were checked on everything.
    """

    outcome: str
    dossier: str
    findings: list[Finding]
    triples: frozenset[Triple]
    change: Change
    fell_back: list[str]

    @property
    def new(self) -> int:
        """How many triples nobody stated before."""
        return len(self.change.added)

    @property
    def accepted(self) -> bool:
        """Whether it may be merged."""
        return self.outcome in ("accepted", "contradicts")

    @property
    def exit_code(self) -> int:
        """What a command that judged ends with."""
        return EXIT_CODES[self.outcome]


def judge(
    base: KnowledgeBase,
    path: Path,
    *,
    dossier: str | None = None,
    sources: Path | None = None,
    today: date | None = None,
    accept: Iterable[str] = (),
    view: View | None = None,
) -> Verdict:
    """Judge the submission in ``path`` against ``base``; nothing is written.

    What cannot be read is a finding, too. ``accept`` names rules (code or name) whose warnings do not hold it up; ``view`` are
    the facts of the base, where they are at hand. Raises InputError where there is no such file, UsageError for a name that
    no dossier can have, UnknownNameError for a rule that does not exist.
    """
    rulebook = Rulebook.of(base)
    accepted = {rulebook.rule(name).code for name in accept}
    day = today or date.today()
    view = view or open_view(base)
    texts = Texts(sources or base.sources_folder)
    names = open_names(base, view)
    submission = read_submission(base, path, view, texts, day, names)
    if not submission.triples:  # nothing to check: the file's own faults are all there is
        findings = _first_faults(rulebook.settle(submission.findings), submission)
        return weighed(findings, accepted, dossier or "", frozenset(), Change(""), [])
    name = dossier or submission.dossier or ""  # only a merge needs one
    if name and not DOSSIER_NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name of a dossier: use lower-case ASCII letters, digits and hyphens, at most 100."
        )
    placed = placing.resolve(submission.triples, view, texts, keep_quotes=base.settings.keep_quotes)
    case = Case(
        base.vocabulary,
        base.settings.iri,
        view,
        retraction.change(view, name, placed.triples),
        today=day.toordinal(),
        names=names,
    )
    case.words = evidence.words_of(case.after, texts, {**submission.quotes, **placed.quotes})
    brought = {triple.subject.value for triple in placed.triples if isinstance(triple.subject, NamedNode)}
    proof = evidence.prove_of(case.after, texts, brought)
    form = [*submission.findings, *placed.findings, *proof.findings, *additions.unsupported(case)]
    judged = gate.judge(case, form, gate.Rooms.of(base), rulebook)
    findings = _first_faults([_located(finding, submission, path) for finding in judged.findings], submission)
    return weighed(
        findings, accepted, name, placed.triples, case.change, judged.fell_back, contradicts=judged.contradicts
    )


def weighed(
    findings: Iterable[Finding],
    accepted: set[str],
    dossier: str,
    triples: frozenset[Triple],
    change: Change,
    fell_back: list[str],
    *,
    contradicts: bool = False,
) -> Verdict:
    """The verdict on what has settled ``findings``; ``accepted`` holds the codes of warnings that may stand."""
    findings = sorted(findings, key=gate.rank)
    outcome = "contradicts" if contradicts else "accepted"
    if any(f.severity is Severity.VIOLATION for f in findings):
        outcome = "rejected"
    elif any(f.severity is Severity.WARNING and f.code not in accepted for f in findings):
        outcome = "waiting"
    return Verdict(outcome, dossier, findings, triples, change, fell_back)


def _first_faults(findings: list[Finding], submission: Submission) -> list[Finding]:
    """``findings`` but for what only follows from what could not be read: mending that comes first."""
    unread = [f for f in submission.findings if f.severity is Severity.VIOLATION]
    if not unread:
        return findings
    parts = {submission.part_of(f.line or 0) for f in unread}
    messages = {f.message for f in unread}
    garbled = {f.line for f in findings if f.rule == "syntax" and f.line is not None}

    def follows(finding: Finding) -> bool:
        if finding.message in messages:
            return finding.rule != "syntax" and finding.line in garbled
        if finding.rule not in _MISSING:
            return False
        everywhere = 0 in parts or finding.rule in ("dangling-iri", "nonempty") or finding.line is None
        return everywhere or submission.part_of(finding.line or 0) in parts

    return [finding for finding in findings if not follows(finding)]


def _located(finding: Finding, submission: Submission, path: Path) -> Finding:
    """The finding with the line of the submission that is at fault: of the value, else of the first node that stands there."""
    if finding.line is not None:
        return finding
    for node in finding.nodes:
        line = submission.line_of(node, finding.path, finding.nodes[1] if len(finding.nodes) > 1 else finding.value)
        if line is not None:
            focus = finding.focus if node == finding.nodes[0] else local(node)
            return finding._replace(file=finding.file or str(path), line=line, focus=focus)
    return finding._replace(file=finding.file or str(path))
