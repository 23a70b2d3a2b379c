"""``incumbent init``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent init border-talks --iri https://example.org/border-talks/")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", metavar="T", help="The title of the knowledge base [default: the folder's name].")
@click.option(
    "--iri",
    default="https://example.org/kb/",
    show_default=True,
    metavar="IRI",
    help="The namespace of its things; ends in / or #.",
)
@options.quiet
def command(folder: Path, title: str | None, iri: str, quiet: bool) -> int:
    """Make a new, empty knowledge base in DIR.

    It uses the vocabulary, the shapes and the questions that come with the program, and may add its own beside them.
    """
    from incumbent.base.founding import found, inside_of
    from incumbent.errors import InputError

    try:
        files = found(folder, title or folder.absolute().name, iri)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}.") from error
    for path in files:
        click.echo(path)
    inside = inside_of(folder)
    if inside and not quiet:
        top = inside[0]
        console.say(f"{folder} lies inside the repository {top}: move .pre-commit-config.yaml and .github/ to its top.")
    if not quiet:
        there = "" if folder.resolve() == Path.cwd() else f" --kb {shlex.quote(str(folder))}"
        console.say(f"next: 'incumbent new meeting > facts.yaml', then 'incumbent merge facts.yaml{there}'.")
    return 0
