"""``incumbent merge``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent merge new-facts.yaml --dossier border-talks --sources texts/")
@click.argument("file", type=click.Path(path_type=Path))
@options.kb
@options.sources
@options.dossier
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@options.quiet
def command(
    file: Path, root: Path | None, sources: Path | None, dossier: str | None, dry_run: bool, quiet: bool
) -> int:
    """Check the submission FILE and, if nothing stops it, write its facts into a dossier as canonical Turtle.

    Merging the same facts again changes nothing. Git is left alone: look at the difference, then commit.
    """
    from incumbent.submission.merge import merge

    base = console.base(root, quiet)
    verdict = merge(base, file, dossier, console.texts_folder(sources), dry_run)
    if verdict.findings:
        click.echo(console.findings_text(verdict.findings), err=True)
    if not verdict.accepted:
        console.say(f"{file}: rejected; nothing was changed.")
        return 1
    for path in verdict.files:
        click.echo(path.relative_to(base.root))
    if not quiet:
        what = "would write" if dry_run else "wrote"
        console.say(f"{verdict.new} new triples in dossier {verdict.dossier}; {what} {len(verdict.files)} files.")
    return 0
