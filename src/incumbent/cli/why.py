"""``incumbent why``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options
from incumbent.cli.show import complete_thing, day, page_format, write


@click.command(epilog="Example:  incumbent why meeting-ankara-security --sources texts/")
@click.argument("things", metavar="IRI|THING...", nargs=-1, required=True, shell_complete=complete_thing)
@options.kb
@options.sources
@page_format
@click.option("--today", metavar="DATE", help="The day by which a plan is overdue [default: today].")
@click.option("--dossier", "dossiers", multiple=True, metavar="D", help="Only this dossier; may be repeated.")
@click.option("--iris", is_flag=True, help="Name each record and evidence.")
@options.at
@options.output
@options.quiet
def command(
    things: tuple[str, ...],
    root: Path | None,
    sources: Path | None,
    format_name: str,
    today: str | None,
    dossiers: tuple[str, ...],
    iris: bool,
    at: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Say what a fact or a derived answer rests on: its records, the rule, the premises, and the evidence behind each.

    Where the texts are at hand (--sources, or the base's own folder) the words stand in their line, between « and ».
    """
    from incumbent.pages.grounds import Grounds
    from incumbent.pages.passage import Passages
    from incumbent.pages.view import View
    from incumbent.submission.quotes import Texts

    base = console.base(root, quiet, at)
    view = View.open(base, dossiers, day(today))
    folder = console.texts_folder(sources) or base.sources_folder
    grounds = Grounds(view, Passages(view, Texts(folder) if folder.is_dir() else None))
    found = [grounds.page(grounds.find(base, words)) for words in things]
    write(view, found, format_name, iris, output)
    return 0
