"""Letting a submission in: read, check on the union with the base, write canonical files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import DOSSIER_NAME, KnowledgeBase
from incumbent.base.layout import changed_files
from incumbent.check import shacl
from incumbent.check.findings import Finding, Severity, violations
from incumbent.check.terms import TermCheck
from incumbent.errors import InputError, LimitError, StoreError, UsageError
from incumbent.submission import form, reading, writing
from incumbent.submission.compiler import Compiler, Submission
from incumbent.submission.quotes import Texts

_FORMS = (".yaml", ".yml")


class Verdict(NamedTuple):
    """What the check of a submission came to; ``new`` counts the triples that the dossier does not have yet."""

    dossier: str
    findings: list[Finding]
    new: int
    files: dict[Path, bytes | None]

    @property
    def accepted(self) -> bool:
        """Whether nothing stops it."""
        return not violations(self.findings)


def read(base: KnowledgeBase, path: Path, facts: Facts, texts: Texts) -> Submission:
    """The submission in ``path``: YAML (``.yaml``, ``.yml``), or RDF in one of the syntaxes of ``reading.FORMATS``."""
    if path.suffix.lower() in _FORMS:
        return Compiler(base.vocabulary, facts, base.settings, texts, str(path)).compile(form.read(path))
    return Submission(None, reading.read(path), {}, [])


def judge(base: KnowledgeBase, path: Path, dossier: str | None, sources: Path | None) -> Verdict:
    """Check the submission in ``path`` on the union with ``base``; nothing is written.

    What cannot be read is a finding, too. Raises InputError where there is no such file, UsageError where no dossier is named.
    """
    if not path.is_file():
        raise InputError(f"{path}: is no file.")
    if path.suffix.lower() not in (*_FORMS, *reading.FORMATS):
        raise InputError(f"{path}: a submission ends in {', '.join((*_FORMS, *reading.FORMATS))}.")
    facts = Facts.read(base)
    try:
        submission = read(base, path, facts, Texts(sources or base.sources_folder))
    except (InputError, LimitError) as error:
        message = str(error).removeprefix(f"{path}: ")
        return Verdict(dossier or "", [Finding("unreadable", Severity.VIOLATION, message, str(path))], 0, {})
    name = dossier or submission.dossier
    if name is None:
        raise UsageError(f"{path}: names no dossier; give --dossier NAME or write 'dossier: name' into it.")
    if not DOSSIER_NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name of a dossier: use lower-case ASCII letters, digits and hyphens.")
    new = facts.add(name, submission.triples)
    findings = list(submission.findings)
    if not violations(findings):
        findings += _located(TermCheck(base.vocabulary).check(submission.triples), submission, path)
    if not violations(findings):
        shapes, ontology = base.room_files("shapes", "*.ttl"), base.room_files("ontology", "*.ttl")
        subjects = (triple.subject for triple in submission.triples)
        touched = {re.split("[/#]", s.value)[-1] for s in subjects if isinstance(s, NamedNode)}
        found = shacl.validate(facts, shapes, ontology)
        # Hints about what was there before are not this submission's.
        own = [f for f in found if f.severity is Severity.VIOLATION or f.focus in touched]
        findings += _located(own, submission, path)
    files: dict[Path, bytes | None] = {}
    if not violations(findings):
        files = changed_files(base, facts, name)
    return Verdict(name, findings, new, files)


def _located(findings: Iterable[Finding], submission: Submission, path: Path) -> list[Finding]:
    """The findings with the line of the submission on which their thing stands, where it stands there."""
    lines = {re.split("[/#]", iri)[-1]: line for iri, line in submission.lines.items()}
    return [f._replace(file=str(path), line=lines[f.focus]) if f.focus in lines else f for f in findings]


def merge(base: KnowledgeBase, path: Path, dossier: str | None, sources: Path | None, dry_run: bool = False) -> Verdict:
    """Judge the submission in ``path`` and, if nothing stops it, write it into its dossier.

    Where something does, the verdict says what, and the base is unchanged.
    """
    if base.is_packaged:
        raise UsageError("The packaged base is read-only; 'incumbent init DIR' makes one of your own.")
    with writing.lock(base.root / ".incumbent"):
        verdict = judge(base, path, dossier, sources)
        if verdict.accepted and not dry_run:
            writing.replace(verdict.files)
            _reread(verdict.files)
    return verdict


def _reread(files: dict[Path, bytes | None]) -> None:
    for path, data in files.items():
        if data is not None:
            written = {quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)}
            meant: set[Triple] = {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)}
            if written != meant:
                raise StoreError(f"{path}: what was written does not read back; restore it from git.")
