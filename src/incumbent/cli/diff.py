"""``incumbent diff``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent diff main --format md")
@click.argument("revision", metavar="REV")
@click.argument("other", metavar="[REV]", required=False)
@options.kb
@click.option("--dossier", metavar="D", help="Only what this dossier states.")
@click.option(
    "--format", "form", type=click.Choice(["text", "md", "json"]), default="text", show_default=True, help="How."
)
@click.option("--exit-code", is_flag=True, help="End with 1 if something changed.")
@options.output
@options.quiet
def command(
    revision: str,
    other: str | None,
    root: Path | None,
    dossier: str | None,
    form: str,
    exit_code: bool,
    output: Path | None,
    quiet: bool,
) -> int:
    """Say in words what changed since the git revision REV: up to the second REV, else up to the files as they are.

    A tenure that ended, a meeting that moved, who joined it, in which office, and what follows for that from tenures. Evidence
    is counted, not listed. Signs: + new, - gone or withdrawn, ~ changed.
    """
    from incumbent.base.facts import Facts
    from incumbent.base.history import at_revision
    from incumbent.diff import forms
    from incumbent.diff.changes import changed_subjects, changes
    from incumbent.errors import UsageError
    from incumbent.store.cache import folder_of

    base = console.base(root, quiet)
    former = at_revision(base, revision, folder_of(base))
    present = base if other is None else at_revision(base, other, folder_of(base))
    if former.settings.iri != present.settings.iri:
        raise UsageError(
            f"The namespace of the base was {former.settings.iri} at {revision}, and is {present.settings.iri}: "
            "no thing of the one is a thing of the other."
        )
    whole = Facts.read(former), Facts.read(present)
    before, after = whole
    if dossier is not None:
        if dossier not in former.dossiers():
            present.require_dossier(dossier)
        before, after = Facts(), Facts()
        for part, everything in ((before, whole[0]), (after, whole[1])):
            part.add(dossier, everything.triples_in(dossier))
    changed = changed_subjects(before, after)
    found = changes(before, after, present.vocabulary, present.settings.iri, changed, names=whole)
    if form == "json":
        written = forms.structured(found, revision, other, dossier)
    elif form == "md":
        written = forms.markdown(found, f"What changed from {revision} to {other or 'now'}")
    else:
        written = forms.text(found, coloured=output is None and console.coloured(sys.stdout))
    console.write(written.encode("utf-8", "replace"), output)
    if not found and not quiet and form == "text":
        console.say("nothing changed.")
    return 1 if exit_code and found else 0
