"""What a check has found: typed records, whatever the check was made of, worded once."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: a violation stops, a warning asks, an info is a hint."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


class Finding(NamedTuple):
    """One fault: ``code`` names the check; ``message`` names the thing, the value and the repair.

    ``file`` and ``line`` (from 1) say where it stands; ``focus`` is the local name or IRI of the thing, ``value`` the
    offending value, where there is one.
    """

    code: str
    severity: Severity
    message: str
    file: str | None = None
    line: int | None = None
    focus: str | None = None
    value: str | None = None


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Those of ``findings`` that stop a merge."""
    return [finding for finding in findings if finding.severity is Severity.VIOLATION]
