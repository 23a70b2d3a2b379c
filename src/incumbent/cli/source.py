"""``incumbent source``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options, reporting


@click.group(
    epilog="Example:  incumbent source add report.txt --title 'Talks in Port Azure' --publisher RNA --date 2031-05-04"
)
def command() -> None:
    """Register the texts that facts are quoted from."""


@command.command(
    short_help="Register the text in FILE as a source.",
    epilog="Example:  incumbent source add report.txt --title 'Talks in Port Azure' --publisher RNA --date 2031-05-04",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", required=True, metavar="T", help="The heading under which the text was published.")
@click.option("--publisher", required=True, metavar="P", help="Who brought it before the public: a known organization.")
@click.option(
    "--date", "day", required=True, metavar="EDTF", help="The day of publication, such as 2031-05-04; or unknown."
)
@click.option("--author", metavar="A", help="Who wrote it: a known person or body.")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="The language of the text.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--slug", metavar="NAME", help="The name of the source [default: made from the title].")
@click.option("--new-publisher", is_flag=True, help="Add the publisher as an organization, too.")
@options.dossier
@click.option(
    "--accept", multiple=True, metavar="CODE", help="Let it in despite warnings of this rule; may be repeated."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FORM", help="Write the form to FORM, and merge nothing."
)
@options.kb
@options.quiet
def add(
    file: Path,
    title: str,
    publisher: str,
    day: str,
    author: str | None,
    language: str,
    url: str | None,
    slug: str | None,
    new_publisher: bool,
    dossier: str | None,
    accept: tuple[str, ...],
    output: Path | None,
    root: Path | None,
    quiet: bool,
) -> int:
    """Register the text in FILE as a source: copy it among the sources, and merge a record with its digest and length.

    The same text again changes nothing. Without --dossier the source gets a dossier of its own.
    """
    from incumbent.submission.registering import Details, register

    base = console.base(root, quiet)
    details = Details(title, publisher, day, author, language, url, slug, dossier, new_publisher)
    done = register(base, file, details, accept=accept, into=output)
    name = done.iri.removeprefix(base.settings.iri)
    if done.merged is not None:
        verdict = done.merged.verdict
        if verdict.findings:
            reporting.show(reporting.report_of(base, verdict, file, accept), "text", err=True)
        if not verdict.accepted:
            return verdict.exit_code
    if output is not None and done.form:
        console.write(done.form.encode(), output)
    click.echo(done.iri)
    if not quiet:
        if not done.form:
            console.say(f"the text is registered already, as {name}.")
        if done.copy is not None:
            inside = done.copy.is_relative_to(base.root)
            console.say(f"the text stands in {done.copy.relative_to(base.root) if inside else done.copy}.")
        console.say(f"write 'source: {name}' into a form; 'incumbent cite {name} WORDS' finds words in it.")
    return 0
