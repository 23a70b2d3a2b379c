"""``incumbent show``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incumbent.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from incumbent.pages.page import Page
    from incumbent.pages.view import View

_WIDEST = 100


def complete_thing(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Local names and labels that begin with what was typed; nothing at all where there is no base to read."""
    from click.shell_completion import CompletionItem

    from incumbent.base.knowledge_base import open_base
    from incumbent.errors import IncumbentError
    from incumbent.pages.completing import matching

    try:
        found = matching(open_base(ctx.params.get("root")), incomplete)
    except (IncumbentError, OSError):
        return []
    return [CompletionItem(word, help=about) for word, about in found]


thing = click.argument("things", metavar="THING...", nargs=-1, required=True, shell_complete=complete_thing)
page_format = click.option(
    "--format", "format_name", type=click.Choice(["text", "md", "json"]), default="text", show_default=True, help="How."
)


@click.command(epilog="Example:  incumbent show 'Hakan Fidan' --on 2025-03-01")
@thing
@options.kb
@page_format
@click.option("--on", metavar="DATE", help="Also tell who held which office on that date (EDTF: 2025-03-01, 2025-03).")
@click.option("--today", metavar="DATE", help="The day by which a plan is overdue [default: today].")
@click.option("--dossier", "dossiers", multiple=True, metavar="D", help="Only this dossier; may be repeated.")
@click.option("--iris", is_flag=True, help="Name each record, for 'incumbent why'.")
@options.at
@options.output
@options.quiet
def command(
    things: tuple[str, ...],
    root: Path | None,
    format_name: str,
    on: str | None,
    today: str | None,
    dossiers: tuple[str, ...],
    iris: bool,
    at: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Show all that is known of THING on one page: a person, an office, a meeting, an agreement, a source, a state …

    THING is an IRI, a local name (person-hakan-fidan), or a label or spelling that only one thing has.
    """
    from incumbent.base.finding import find_thing
    from incumbent.pages.view import View
    from incumbent.pages.whole import page_of

    base = console.base(root, quiet, at)
    view = View.open(base, dossiers, day(today), on)
    found = [page_of(view, find_thing(base, view.facts, words)) for words in things]
    write(view, found, format_name, iris, output)
    return 0


def day(today: str | None) -> int:
    """The day that ``--today`` names, or the clock's."""
    from datetime import date

    from incumbent.model.days import day as read

    return read(today) if today is not None else date.today().toordinal()


def write(view: View, found: Sequence[Page], format_name: str, iris: bool, output: Path | None) -> None:
    """Write pages in the format wanted, to standard output or a file; bold and colour only on a terminal."""
    from incumbent.pages import markdown, plain, structured

    if format_name == "json":
        from incumbent.model.days import iso

        text = structured.write(found, today=iso(view.today), on=view.on)
    elif format_name == "md":
        text = "\n".join(markdown.write(page, local=view.local(page.iri)) for page in found)
    else:
        on_terminal = output is None and sys.stdout.isatty()
        text = "\n".join(
            plain.write(
                page,
                local=view.local(page.iri),
                width=_width(on_terminal),
                styled=on_terminal and not os.environ.get("NO_COLOR"),
                iris=iris,
            )
            for page in found
        )
    console.write(text.encode(), output)


def _width(on_terminal: bool) -> int:
    import shutil

    if not on_terminal and "COLUMNS" not in os.environ:
        return 80
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
