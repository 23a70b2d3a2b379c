"""A report for people: by severity and place, with the line at fault, and at the end what came of it and how to go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from incumbent.check.findings import Finding, Severity
from incumbent.report.report import Report, count, safe

_COLOURS = {Severity.VIOLATION: "31", Severity.WARNING: "33", Severity.INFO: "34"}
_TITLES = {Severity.VIOLATION: "Violations", Severity.WARNING: "Warnings", Severity.INFO: "Hints"}
_WIDEST = 160  # characters of a line that are shown
_CARETS = 60  # at most


class _Ink(NamedTuple):
    """Puts colour on words, or leaves them plain."""

    colour: bool

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def write(report: Report, colour: bool = False) -> str:
    """The report as text; ``colour`` where a terminal shows it."""
    ink = _Ink(colour)
    lines: list[str] = []
    for title, severity, members in _groups(report):
        lines += [ink(f"{title} ({len(members)})", "1;" + _COLOURS[severity]), ""]
        for _, same in groupby(members, lambda f: (f.file, f.line, f.focus)):
            lines += [*_place(report, list(same), ink), ""]
    return "\n".join([*lines, *_closing(report, ink)]) + "\n"


def _groups(report: Report) -> Iterator[tuple[str, Severity, list[Finding]]]:
    ordered = report.sorted()
    for severity, title in _TITLES.items():
        members = [f for f in ordered if f.severity is severity and not report.is_accepted(f)]
        if members:
            yield title, severity, members
    accepted = [f for f in ordered if report.is_accepted(f)]
    if accepted:
        yield "Accepted warnings", Severity.INFO, accepted


def _place(report: Report, findings: list[Finding], ink: _Ink) -> Iterator[str]:
    """All that was found in one place: where it is, the line, and what is wrong there."""
    first = findings[0]
    thing = safe(first.focus or "")
    if first.file and first.line:
        column = f":{first.column}" if first.column else ""
        where = f"{safe(report.path(first.file))}:{first.line}{column}"
        yield ink(where, "1") + (f"  {thing}" if thing else "")
        yield from _shown(report, first, ink)
    else:
        yield ink(thing or safe(report.path(first.file or report.file or "the knowledge base")), "1")
    for finding in findings:
        name = f"{finding.code} {finding.rule}".rstrip()
        yield f"  {ink(safe(name), _COLOURS[finding.severity])}: {safe(finding.message)}"


def _shown(report: Report, finding: Finding, ink: _Ink) -> Iterator[str]:
    assert finding.file and finding.line
    line = report.lines(finding.file, finding.line)
    if line is None or not line.strip():
        return
    start, length = _span(line, finding)
    cut = max(0, start - _WIDEST // 2) if start is not None and start > _WIDEST - 20 else 0
    shown = line.rstrip()[cut : cut + _WIDEST]
    number = f"{finding.line:>5} | "
    yield ink(number, "2") + ("…" if cut else "") + safe(shown) + ("…" if len(line.rstrip()) > cut + _WIDEST else "")
    if start is not None and cut <= start < cut + len(shown):
        before = safe(line[cut:start]) + ("…" if cut else "")
        mark = "^" * min(_CARETS, max(1, _width(safe(line[start : start + length]))))
        yield " " * (len(number) - 2) + ink("| ", "2") + " " * _width(before) + ink(mark, _COLOURS[finding.severity])


def _span(line: str, finding: Finding) -> tuple[int | None, int]:
    """Where in ``line`` the fault stands: the value, from the column on if there is one; else the column alone."""
    start = finding.column - 1 if finding.column else 0
    if finding.value and "\n" not in finding.value:
        at = line.find(finding.value, start)
        if at >= 0:
            return at, len(finding.value)
    if finding.column and start < max(1, len(line)):
        return start, 1
    return None, 0


def _width(text: str) -> int:
    """The columns that a terminal gives to ``text``."""
    import unicodedata

    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    return len(text) + wide - sum(1 for c in text if unicodedata.combining(c))


# --- the last lines --------------------------------------------------------------------------------------------------


def _closing(report: Report, ink: _Ink) -> Iterator[str]:
    counts = report.counts()
    found = ", ".join(count(n, "hint" if s is Severity.INFO else s.value) for s, n in counts.items() if n)
    if report.note:
        yield safe(report.note)
    word = _word(report)
    colour = {"rejected": "31", "waiting": "33", "contradicts": "33"}.get(report.outcome, "32")
    subject = f"{safe(report.path(report.file))}: " if report.file else ""
    what = f"; {count(report.new, 'new triple')} for dossier {safe(report.dossier or '')}" if _brings(report) else ""
    yield f"{subject}{ink(word, '1;' + colour)}{what}{f' ({found})' if found else ''}."
    yield from _advice(report)


def _word(report: Report) -> str:
    words = {"waiting": "waits", "contradicts": "contradicts what is known, and says so"}
    if report.file is None and report.judged != "withdrawal":
        words |= {"accepted": "sound", "waiting": "sound, but warnings wait", "rejected": "unsound"}
    return words.get(report.outcome, report.outcome)


def _brings(report: Report) -> bool:
    return bool(report.file and report.dossier) and report.outcome in ("accepted", "contradicts")


def _advice(report: Report) -> Iterator[str]:
    codes = {severity: _codes(report, severity) for severity in _TITLES}
    asked = next((members[0] for members in codes.values() if members), None)
    unchanged = "Nothing was changed. " if report.file or report.judged == "withdrawal" else ""
    if report.file and report.outcome == "rejected":
        yield f"{unchanged}Mend what is listed under Violations, and check again."
    elif report.outcome == "rejected" and unchanged:
        yield unchanged.rstrip()
    elif report.outcome == "waiting":
        options = " ".join(f"--accept {code}" for code in codes[Severity.WARNING])
        yield f"{unchanged}Mend the warnings, or let them stand with {options}."
    if asked:
        yield f"'incumbent rule {asked}' explains the rule, with an example that is right."


def _codes(report: Report, severity: Severity) -> list[str]:
    known = (f for f in report.sorted() if f.severity is severity and not report.is_accepted(f))
    return list(dict.fromkeys(safe(finding.code) for finding in known))
