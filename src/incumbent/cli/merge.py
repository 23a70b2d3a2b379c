"""``incumbent merge``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options, reporting


@click.command(epilog="Example:  incumbent merge new-facts.yaml --dossier border-talks --sources texts/")
@click.argument("file", type=click.Path(path_type=Path))
@options.kb
@options.sources
@options.dossier
@reporting.accept_option
@reporting.today_option
@click.option("--dry-run", is_flag=True, help="Say what would change, in words and as a diff; change nothing.")
@reporting.form_option
@options.quiet
def command(
    file: Path,
    root: Path | None,
    sources: Path | None,
    dossier: str | None,
    accept: tuple[str, ...],
    today: str | None,
    dry_run: bool,
    form: str,
    quiet: bool,
) -> int:
    """Check the submission FILE and, if nothing stops it, write its facts into a dossier as canonical Turtle.

    All of it is let in, or nothing. Merging the same facts again changes nothing. Git is left alone: look at the difference,
    then commit. Ends like 'incumbent check'.
    """
    from incumbent.submission.merge import merge

    base = console.base(root, quiet)
    merged = merge(
        base,
        file,
        dossier=dossier,
        sources=console.texts_folder(sources),
        today=reporting.day(today),
        accept=accept,
        dry_run=dry_run,
    )
    verdict = merged.verdict
    report = reporting.report_of(base, verdict, file, accept)
    reporting.tell_merged(merged, report, base, form, dry_run=dry_run, quiet=quiet)
    if verdict.accepted and not quiet:
        what = "would write" if dry_run else "wrote"
        files = f"{len(merged.files)} file{'' if len(merged.files) == 1 else 's'}"
        console.say(f"{merged.new} new triples in dossier {verdict.dossier}; {what} {files}.")
    return verdict.exit_code
