"""A report as SARIF 2.1.0, which code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from incumbent import __version__
from incumbent.check.findings import Finding, Severity
from incumbent.check.rule import OFF, Rule
from incumbent.model.text import visible
from incumbent.report.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "incumbentFinding/v1"
_STOPPING = ("rejected", "waiting")


def write(report: Report) -> str:
    """One log with one run; of the rules only those that something was found about."""
    findings = report.sorted()
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "incumbent",
        "version": __version__,
        "rules": [_descriptor(report, report.rulebook.rule(code)) for code in codes],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "properties": {"outcome": report.outcome}}],
        "results": [_result(report, finding, codes.index(finding.code)) for finding in findings],
    }
    if report.file is not None:
        run["artifacts"] = [{"location": {"uri": report.uri(report.file)}, "roles": ["analysisTarget"]}]
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _descriptor(report: Report, rule: Rule) -> dict[str, Any]:
    certain = report.rulebook.levels(rule.code).certain
    configuration: dict[str, Any] = {"enabled": certain != OFF}
    if certain != OFF:
        configuration["level"] = _LEVELS[Severity(certain)]
    help_text = f"{rule.title}\n\n{rule.why}\n\n'incumbent rule {rule.code}' shows a bad and a good example."
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _message(rule.title)},
        "fullDescription": {"text": _message(rule.why)},
        "help": {"text": _message(help_text), "markdown": f"# {rule.title}\n\n{rule.why}\n"},
        "defaultConfiguration": configuration,
    }


def _result(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding)},
    }
    file = finding.file or report.file or report.home  # code hosts refuse a log with a result that has no file
    location: dict[str, Any] = {}
    if file is not None:
        location["physicalLocation"] = {"artifactLocation": {"uri": report.uri(file)}}
        if finding.line and finding.file:
            location["physicalLocation"]["region"] = _region(report, finding)
    if finding.focus:
        name = finding.nodes[0] if finding.nodes else finding.focus
        location["logicalLocations"] = [{"name": visible(finding.focus), "fullyQualifiedName": visible(name)}]
    if location:
        result["locations"] = [location]
    if report.is_accepted(finding):
        reason = f"accepted by --accept {finding.code}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _region(report: Report, finding: Finding) -> dict[str, Any]:
    assert finding.file and finding.line
    region: dict[str, Any] = {"startLine": finding.line}
    if finding.column:
        region["startColumn"] = finding.column
    line = report.lines(finding.file, finding.line)
    if line is not None:
        region["snippet"] = {"text": visible(line)[:1000]}
    return region


def _fingerprint(finding: Finding) -> str:
    """The same for the same fault wherever it stands in the file."""
    parts = [finding.code, *(finding.nodes or [finding.focus or ""]), finding.path or "", finding.value or ""]
    if len("".join(parts)) == len(finding.code):
        parts.append(finding.message)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _message(text: str) -> str:
    """``text`` as a plain message: no placeholders, no links (sections 3.11.5 and 3.11.6)."""
    shown = visible(text)
    shown = re.sub(
        r"\{(?=\d+\})", "{{", shown
    )  # only these are read as placeholders; doubling all would be seen by people
    return re.sub(r"([\[\]])", r"\\\1", shown) if "](" in shown else shown
