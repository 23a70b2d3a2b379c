"""``incumbent check``."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from incumbent.cli import console, options, reporting
from incumbent.errors import IncumbentError, UsageError


@click.command(epilog="Example:  incumbent check new-facts.yaml --sources texts/")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--base", "revision", metavar="REV", help="Check what changed since this git revision, by its own rules.")
@options.kb
@options.sources
@reporting.today_option
@options.dossier
@reporting.accept_option
@reporting.form_option
@options.output
@options.quiet
def command(
    file: Path | None,
    revision: str | None,
    root: Path | None,
    sources: Path | None,
    today: str | None,
    dossier: str | None,
    accept: tuple[str, ...],
    form: str,
    output: Path | None,
    quiet: bool,
) -> int:
    """Check the submission FILE on the union with the knowledge base; without FILE, check everything in it.

    FILE is a form (YAML), a table (CSV) or RDF. With the texts of the sources at hand, every piece of evidence is proved: its
    words stand where it says. Nothing is changed.

    Ends with 0 where nothing stops it, 1 where something does, 4 where it contradicts what is known and says so, 5 where
    warnings wait for --accept.
    """
    if file is not None and revision is not None:
        raise UsageError("check takes a FILE or --base REV, not both.")
    base = console.base(root, quiet)
    texts, day = console.texts_folder(sources), reporting.day(today)
    if file is not None:
        from incumbent.store.cache import Cache
        from incumbent.submission.judge import judge

        with contextlib.suppress(IncumbentError, OSError):  # without it, the facts are read from the text
            Cache(base).store_path(None if quiet else console.say)

        verdict = judge(base, file, dossier=dossier, sources=texts, today=day, accept=accept)
        reporting.show(reporting.report_of(base, verdict, file, accept), form, output)
        return verdict.exit_code
    progress = reporting.Progress(quiet)
    if revision is not None:
        from incumbent.base.history import top
        from incumbent.submission.branch import judge_branch, rulebook_of

        verdict = judge_branch(base, revision, sources=texts, today=day, accept=accept, progress=progress)
        progress.done()
        rulebook = rulebook_of(base, revision)
        report = reporting.report_of(base, verdict, None, accept, rulebook=rulebook, root=top(base.root))
        reporting.show(report, form, output)
        return verdict.exit_code
    from incumbent.base.history import top
    from incumbent.base.knowledge_base import FILE_NAME
    from incumbent.check.findings import Severity
    from incumbent.check.rulebook import Rulebook
    from incumbent.check.whole import check
    from incumbent.report.report import Report
    from incumbent.submission.quotes import Texts

    found = check(base, Texts(texts or base.sources_folder), today=day, progress=progress)
    progress.done()
    note = f"{found.triples} triples checked, {found.proved} evidence spans proved"
    if found.not_checked:
        note += f", {found.not_checked} not checked for want of their text"
    stopped = any(f.severity is Severity.VIOLATION for f in found.findings)
    report = Report(
        findings=found.findings,
        outcome="rejected" if stopped else "accepted",
        rulebook=Rulebook.of(base),
        note=f"{note}.",
        lines=reporting.source_lines(),
        # Code hosts know files by their path from the top of the repository.
        root=(top(base.root) if form in ("github", "sarif") else None) or base.root,
        home=str(base.root / FILE_NAME),
    )
    reporting.show(report, form, output)
    return 1 if stopped else 0
