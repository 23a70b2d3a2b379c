"""A report as workflow commands, which GitHub shows beside the lines of a change.

https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.check.findings import Finding, Severity
from incumbent.report.report import Report, count, safe

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report) -> str:
    """One command a line, and a last line for the log."""
    lines = [_command(report, finding) for finding in report.sorted()]
    counts = ", ".join(count(number, severity.value) for severity, number in report.counts().items() if number)
    # The runner obeys lines that begin with two colons; this one cannot.
    subject = f"{safe(report.path(report.file))}: " if report.file else ""
    lines.append(f"incumbent: {subject}{report.outcome}{f' ({counts})' if counts else ''}.")
    return "\n".join(lines) + "\n"


def _command(report: Report, finding: Finding) -> str:
    level = _COMMANDS[Severity.INFO if report.is_accepted(finding) else finding.severity]
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(report, finding))
    return f"::{level} {properties}::{_data(safe(finding.message))}"


def _properties(report: Report, finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.file:
        yield "file", safe(report.path(finding.file))
        if finding.line:
            yield "line", str(finding.line)
            if finding.column:
                yield "col", str(finding.column)
    yield "title", safe(f"{finding.code} {finding.rule}".rstrip())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
