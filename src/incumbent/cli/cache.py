"""``incumbent cache``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.group(epilog="Example:  incumbent cache verify")
def command() -> None:
    """Build, verify or clear the query cache. It is never the truth: deleting it loses nothing."""


@command.command(epilog="Example:  incumbent cache build")
@options.kb
@options.quiet
def build(root: Path | None, quiet: bool) -> int:
    """Build the cache now, if what is there does not fit the facts."""
    from incumbent.store.cache import Cache

    base = console.base(root, quiet)
    path = Cache(base).store_path(None if quiet else console.say)
    click.echo(path)
    return 0


@command.command(epilog="Example:  incumbent cache verify")
@options.kb
@options.quiet
def verify(root: Path | None, quiet: bool) -> int:
    """Compare the cache, quad by quad, with what the text says; end with 1 where they differ."""
    from incumbent.store.cache import Cache

    faults = Cache(console.base(root, quiet)).verify()
    for fault in faults:
        click.echo(fault)
    if not faults and not quiet:
        console.say("the cache holds what the text says.")
    return 1 if faults else 0


@command.command(epilog="Example:  incumbent cache clear")
@options.kb
@options.quiet
def clear(root: Path | None, quiet: bool) -> int:
    """Remove the cache; the next question builds it again."""
    from incumbent.store.cache import Cache

    count = Cache(console.base(root, quiet)).clear()
    if not quiet:
        console.say(f"{count} stores removed.")
    return 0
