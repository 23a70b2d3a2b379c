"""Showing what a check found, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incumbent.cli import console
from incumbent.errors import EdtfError, UsageError
from incumbent.report.forms import FORMS

if TYPE_CHECKING:
    from incumbent.base.knowledge_base import KnowledgeBase
    from incumbent.check.rulebook import Rulebook
    from incumbent.report.report import Report
    from incumbent.submission.judge import Verdict
    from incumbent.submission.merge import Merged

today_option = click.option(
    "--today", metavar="DATE", help="The day of judging, such as 2026-01-01 [default: the day of the system's clock]."
)
accept_option = click.option(
    "--accept", multiple=True, metavar="CODE", help="Let warnings of this rule stand; may be repeated."
)
form_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="text for people; json; sarif and github for continuous integration; turtle, a sh:ValidationReport.",
)


def day(text: str | None) -> date | None:
    """The day that ``--today`` names. Raises UsageError for what is none."""
    if text is None:
        return None
    from incumbent.model import edtf

    try:
        bounds = edtf.parse(text).bounds
        first = bounds.earliest_start
        if first is None or first != bounds.latest_end:
            raise ValueError
        return date.fromordinal(first)
    except (EdtfError, ValueError):
        raise UsageError(f"--today {text!r} is no day; write it like 2026-01-01.") from None


def report_of(
    base: KnowledgeBase,
    verdict: Verdict,
    file: Path | None,
    accept: Iterable[str],
    *,
    rulebook: Rulebook | None = None,
    root: Path | None = None,
    judged: str = "branch",
) -> Report:
    """The report of a verdict on ``file``, or where that is None on what ``judged`` says: a branch or a withdrawal.

    ``rulebook`` is that by which it was judged, if not the base's own; paths are told from ``root``.
    """
    from incumbent.base.knowledge_base import FILE_NAME
    from incumbent.check.rulebook import Rulebook
    from incumbent.report.report import Report

    rulebook = rulebook or Rulebook.of(base)
    note = ""
    if verdict.fell_back:
        note = f"Checked on everything, since what they read cannot be told: {', '.join(sorted(verdict.fell_back))}."
    return Report(
        findings=verdict.findings,
        outcome=verdict.outcome,
        rulebook=rulebook,
        file=None if file is None else str(file),
        dossier=verdict.dossier,
        new=verdict.new,
        note=note,
        accepted=frozenset(rulebook.rule(name).code for name in accept),
        lines=source_lines(),
        root=None if file else root or base.root,
        judged=judged,
        home=str(base.root / FILE_NAME),
    )


def source_lines() -> Callable[[str, int], str | None]:
    """Gives a line of a file; each file is read once, and only as far as it is text of a sensible size."""

    @cache
    def lines(file: str) -> list[str]:
        path = Path(file)
        try:
            if not path.is_file() or path.stat().st_size > 1 << 24:
                return []
            return path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
        except OSError:
            return []

    return lambda file, line: lines(file)[line - 1] if 0 < line <= len(lines(file)) else None


def show(report: Report, form: str, output: Path | None = None, *, err: bool = False) -> None:
    """Write the report; in colour where people read it on a terminal."""
    from incumbent.report.forms import write

    stream = sys.stderr if err else sys.stdout
    text = write(form, report, colour=output is None and console.coloured(stream))
    if err:
        click.echo(text, nl=False, err=True, color=True)
    else:
        console.write(text.encode("utf-8", "replace"), output)


def tell_merged(merged: Merged, report: Report, base: KnowledgeBase, form: str, *, dry_run: bool, quiet: bool) -> None:
    """The report of a merge, where it says something; then the files that changed, or what would change."""
    verdict = merged.verdict
    if form != "text" or (verdict.findings and not (quiet and verdict.accepted)):
        show(report, form, err=form == "text")
    if not verdict.accepted:
        return
    if dry_run:
        show_preview(merged, base.root)
    elif form == "text":
        for path in merged.files:
            click.echo(path.relative_to(base.root))


def show_preview(merged: Merged, root: Path) -> None:
    """What a merge would change, in words and as a diff."""
    preview = merged.preview
    assert preview is not None
    from incumbent.diff.changes import described
    from incumbent.model.text import visible

    colour = console.coloured(sys.stdout)
    for line in described(preview.before, preview.after, preview.changed):
        click.echo(visible(line))
    if preview.diff:
        click.echo()
    for line in preview.diff.splitlines():
        sign = line[:1] if not line.startswith(("+++", "---")) else ""
        click.echo(click.style(line, fg={"+": "green", "-": "red"}.get(sign)) if colour else line)


class Progress:
    """Tells on a terminal what long work is at, once it has taken a second; leaves nothing behind."""

    def __init__(self, quiet: bool) -> None:
        import time

        self._clock = time.monotonic
        self._begun = self._clock()
        self._on = not quiet and sys.stderr.isatty()
        self._shown = False

    def __call__(self, what: str) -> None:
        """Say that ``what`` is being done."""
        if self._on and self._clock() - self._begun > 1:
            self._shown = True
            click.echo(f"\r\x1b[Kchecking: {what} …", nl=False, err=True)

    def done(self) -> None:
        """Wipe the line."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
