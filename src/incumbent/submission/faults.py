"""A fault in one part of a form, which does not keep the rest from being read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from incumbent.check.findings import Finding, Severity


class Fault(Exception):
    """What is wrong with one record, and on which line."""

    def __init__(self, code: str, message: str, line: int) -> None:
        super().__init__(message)
        self.code = code
        self.line = line


class Faults:
    """The findings of one form."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.findings: list[Finding] = []

    def report(self, code: str, message: str, line: int, severity: Severity = Severity.VIOLATION) -> None:
        """Note a finding."""
        self.findings.append(Finding(code, severity, message, self._file, line))

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Turn a Fault of the block into a finding, and go on behind it."""
        try:
            yield
        except Fault as fault:
            self.report(fault.code, str(fault), fault.line)
