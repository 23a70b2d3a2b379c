"""A report as JSON, for programs; ``report.schema.json`` beside this module says what each key holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from incumbent import __version__
from incumbent.check.findings import Finding
from incumbent.model.text import visible
from incumbent.report.report import Report

SCHEMA = Path(__file__).parent / "report.schema.json"
VERSION = 1


def write(report: Report) -> str:
    """The report as one JSON object; keys are never left out, what is not known is null."""
    counts = {severity.value: number for severity, number in report.counts().items()}
    content = {
        "report": VERSION,
        "program": {"name": "incumbent", "version": __version__},
        "file": _text(None if report.file is None else report.path(report.file)),
        "dossier": _text(report.dossier),
        "outcome": report.outcome,
        "newTriples": report.new,
        "note": _text(report.note or None),
        "counts": counts,
        "accepted": sorted(visible(code) for code in report.accepted),
        "findings": [_finding(report, finding) for finding in report.sorted()],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "title": report.rulebook.rule(finding.code).title,
        "severity": finding.severity.value,
        "accepted": report.is_accepted(finding),
        "message": visible(finding.message),
        "file": _text(None if finding.file is None else report.path(finding.file)),
        "line": finding.line or None,
        "column": finding.column or None,
        "focus": _text(finding.focus),
        "nodes": [visible(node) for node in finding.nodes],
        "path": _text(finding.path),
        "value": _text(finding.value),
    }


def _text(text: str | None) -> str | None:
    """What a hostile file says, as safe to print as the rest."""
    return None if text is None else visible(text)
