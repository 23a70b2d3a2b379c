"""``incumbent new``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent new meeting > talks.yaml")
@click.argument("kind")
@options.kb
@options.output
@options.quiet
def command(kind: str, root: Path | None, output: Path | None, quiet: bool) -> int:
    """Print an empty, commented form for new facts of KIND (meeting, person, tenure, statement …)."""
    from incumbent.submission.blank import blank

    base = console.base(root, quiet)
    console.write(blank(base.vocabulary, kind, base.room_files("shapes", "*.ttl")).encode(), output)
    return 0
