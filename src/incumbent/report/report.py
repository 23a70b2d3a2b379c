"""One report of a check, whatever form it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from incumbent.check.findings import Finding, Severity
from incumbent.check.rulebook import Rulebook
from incumbent.model.text import visible

Lines = Callable[[str, int], str | None]

ORDER = list(Severity)


def _no_lines(_file: str, _line: int) -> str | None:
    return None


class Report(NamedTuple):
    """What was found in a submission, or where ``file`` is None in what ``judged`` says: base, branch or withdrawal.

    ``findings`` are settled; ``outcome`` is ``accepted``, ``contradicts``, ``waiting`` or ``rejected``; ``new`` counts
    triples that are new to ``dossier``; ``note`` is a sentence on what was checked; ``accepted`` holds the codes of
    warnings that were accepted by name; ``lines`` gives a line of a file; ``root`` is the folder that paths are shown from;
    ``home`` is the file that stands for what has no file of its own, where a reader wants one.
    """

    findings: Sequence[Finding]
    outcome: str
    rulebook: Rulebook
    file: str | None = None
    dossier: str | None = None
    new: int = 0
    note: str = ""
    accepted: frozenset[str] = frozenset()
    lines: Lines = _no_lines
    root: Path | None = None
    judged: str = "base"
    home: str | None = None

    def sorted(self) -> list[Finding]:
        """The findings by severity, then in the order of the file, then by thing."""
        return sorted(self.findings, key=_rank)

    def is_accepted(self, finding: Finding) -> bool:
        """Whether it is a warning that somebody has seen and accepted."""
        return finding.severity is Severity.WARNING and finding.code in self.accepted

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return {severity: sum(1 for f in self.findings if f.severity is severity) for severity in ORDER}

    def path(self, file: str) -> str:
        """``file`` as seen from the root, with ``/`` between the folders, where it lies below it."""
        found, root = Path(file), self.root or Path.cwd()
        if found.is_absolute():
            for folder in (root.absolute(), root.resolve()):
                if found.is_relative_to(folder):
                    found = found.relative_to(folder)
                    break
        path = found.as_posix()
        return f"./{path}" if path.startswith(":") else path  # no line of a report begins like a workflow command

    def uri(self, file: str) -> str:
        """The same as a relative or file: URI; a colon is escaped, which would make a scheme of the first folder."""
        from urllib.parse import quote

        path = self.path(file)
        try:
            raw = path.encode("utf-8", "surrogateescape")  # the bytes of the name, whatever they mean
        except UnicodeEncodeError:
            raw = path.encode("utf-8", "replace")
        return ("file://" if Path(path).is_absolute() else "") + quote(raw)


def _rank(finding: Finding) -> tuple[int, str, int, int, str, str, str]:
    place = finding.file or "", finding.line or 0, finding.column or 0
    return ORDER.index(finding.severity), *place, finding.focus or "", finding.code, finding.message


def safe(text: str) -> str:
    """``text`` on one line, without anything that a terminal or a build service would obey or hide."""
    flat = visible(text).replace("\n", " ").replace("\t", " ")
    return flat.replace("##[", "# #[")  # a command of GitHub's runner, wherever it stands in a line


def count(number: int, word: str) -> str:
    """``1 violation``, ``2 violations``."""
    return f"{number} {word}{'' if number == 1 else 's'}"
