"""A fault in one part of a submission, which does not keep the rest from being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from incumbent.check.findings import Finding, Severity, violations
from incumbent.errors import InputError

MOST = 500  # findings that one file may come to; nobody reads more, and a hostile file would bring millions


class Fault(Exception):
    """What is wrong with one part, and on which line and column (both from 1).

    ``code`` is the name of a rule, such as "dangling-iri".
    """

    def __init__(
        self, code: str, message: str, line: int, column: int | None = None, severity: Severity = Severity.VIOLATION
    ) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.column = column
        self.severity = severity


class Faults:
    """The findings of one file, at most MOST of them, each told once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._told: set[tuple[str, str, int | None]] = set()
        self._more = 0
        self.findings: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether further findings are only counted."""
        return len(self.findings) >= MOST

    def report(
        self,
        code: str,
        message: str,
        line: int | None = None,
        severity: Severity = Severity.VIOLATION,
        column: int | None = None,
    ) -> None:
        """Note a finding."""
        if (code, message, line) in self._told:
            return
        if self.full:
            self._more += 1
            told = f"there are more faults than the {MOST} that are told ({self._more} more); mend these first."
            self.findings[MOST:] = [Finding("size-limits", Severity.VIOLATION, told, self._file)]
            return
        self._told.add((code, message, line))
        self.findings.append(Finding(code, severity, message, self._file, line, column=column))

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Turn a Fault of the block into a finding, and go on behind it."""
        try:
            yield
        except Fault as fault:
            self.report(fault.code, str(fault), fault.line, fault.severity, fault.column)


class RefusedError(InputError):
    """A file that cannot be taken as a submission; ``findings`` say all that is wrong, the message the first of it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        first = next(iter(violations(self.findings)), self.findings[0])
        place = ":".join(str(part) for part in (first.file, first.line, first.column) if part is not None)
        super().__init__(f"{place}: {first.message}")
