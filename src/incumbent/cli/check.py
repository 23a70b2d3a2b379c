"""``incumbent check``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent check new-facts.yaml --sources texts/")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@options.kb
@options.sources
@options.dossier
@options.quiet
def command(file: Path | None, root: Path | None, sources: Path | None, dossier: str | None, quiet: bool) -> int:
    """Check the submission FILE on the union with the knowledge base; without FILE, check everything in it.

    With the texts of the sources at hand, every piece of evidence is proved: its words stand where it says.
    Nothing is changed. Ends with 0 where nothing stops it, 1 where something does.
    """
    from incumbent.check.findings import violations

    base = console.base(root, quiet)
    if file is None:
        from incumbent.check.whole import check
        from incumbent.submission.quotes import Texts

        report = check(base, Texts(console.texts_folder(sources) or base.sources_folder))
        findings = report.findings
        summary = f"{report.triples} triples checked, {report.proved} evidence spans proved"
        if report.not_checked:
            summary += f", {report.not_checked} not checked for want of their text"
    else:
        from incumbent.submission.merge import judge

        verdict = judge(base, file, dossier, console.texts_folder(sources))
        findings = verdict.findings
        summary = f"{verdict.new} new triples for dossier {verdict.dossier}"
    if findings:
        click.echo(console.findings_text(findings))
    stopped = len(violations(findings))
    if file is not None and stopped:
        summary = f"{file}: would be rejected"
    if not quiet:
        outcome = f"{stopped} violation{'s' if stopped != 1 else ''}" if stopped else "nothing stops it"
        console.say(f"{summary}; {outcome}.")
    return 1 if stopped else 0
