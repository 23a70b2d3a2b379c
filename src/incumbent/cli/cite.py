"""``incumbent cite``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent cite moscow-talks-report 'a trilateral format' --sources texts/")
@click.argument("source")
@click.argument("words")
@click.option(
    "--occurrence", type=click.IntRange(min=1), metavar="N", help="Which one, where the words stand several times."
)
@options.kb
@options.sources
@options.quiet
def command(
    source: str, words: str, occurrence: int | None, root: Path | None, sources: Path | None, quiet: bool
) -> int:
    """Find WORDS in the text of SOURCE, and print the evidence block for them, ready to put into a YAML form."""
    from incumbent.base.facts import Facts
    from incumbent.base.finding import find_thing
    from incumbent.errors import InputError
    from incumbent.model.terms import inc
    from incumbent.model.turtle import quoted
    from incumbent.submission.quotes import QuoteError, Texts, find

    base = console.base(root, quiet)
    facts = Facts.read(base)
    prefixed = f"source-{source}"
    iri = find_thing(base, facts, prefixed if base.settings.iri + prefixed in facts else source)
    local = iri.removeprefix(base.settings.iri)
    if not any(base.vocabulary.is_a(kind, inc("Source")) for kind in facts.types(iri)):
        raise InputError(f"{local} is no source.")
    text = Texts(console.texts_folder(sources) or base.sources_folder).get(facts.first(iri, inc("textDigest")))
    if text is None:
        raise InputError(f"The text of {local} is not at hand; give its folder with --sources.")
    try:
        span = find(text, words, occurrence)
    except QuoteError as error:  # it tells how to mend a form
        raise QuoteError(str(error).replace("occurrence: ", "--occurrence ")) from error
    click.echo(f"source: {local}\nquote: {quoted(text[span.start : span.end])}")
    if occurrence:
        click.echo(f"occurrence: {occurrence}")
    click.echo(f"# characters {span.start} to {span.end}, paragraph {span.paragraph}, sha256 {span.sha256}")
    return 0
