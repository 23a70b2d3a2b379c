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
    """One fault: ``message`` names the thing, the value and the repair.

    As a check emits it, ``code`` is the name of a rule or of a shape, and ``severity`` tells how sure the fault is: in every
    reading (violation), in some (warning), a hint (info). ``Rulebook.settle`` puts in the rule's stable code and name, and
    the severity that the profile gives it.

    ``file``, ``line`` and ``column`` (from 1) say where it stands; ``focus`` is the local name of the thing, ``nodes`` are the
    IRIs of all that it is about, the thing first; ``path`` is the IRI of the property and ``value`` what is wrong with it;
    ``shape`` is the IRI of the shape, and ``component`` the local name of the SHACL constraint component, that found it.
    """

    code: str
    severity: Severity
    message: str
    file: str | None = None
    line: int | None = None
    focus: str | None = None
    value: str | None = None
    column: int | None = None
    nodes: tuple[str, ...] = ()
    path: str | None = None
    component: str | None = None
    rule: str = ""
    shape: str | None = None


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Those of ``findings`` that stop a merge."""
    return [finding for finding in findings if finding.severity is Severity.VIOLATION]
