"""``incumbent format``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent format --check")
@options.kb
@click.option("--check", "only_check", is_flag=True, help="Change nothing; list what is not canonical, and end with 1.")
@options.quiet
def command(root: Path | None, only_check: bool, quiet: bool) -> int:
    """Bring the files of facts into canonical form: each fact in its file, one predicate and object a line."""
    from incumbent.base.layout import misformed
    from incumbent.model.text import visible
    from incumbent.submission import writing

    base = console.base(root, quiet)
    if only_check:
        changed = misformed(base)
    else:
        with writing.opened(base) as writer:
            changed = misformed(base)
            writer.commit(changed)
    for path in sorted(changed):
        click.echo(visible(str(path.relative_to(base.root))))
    if not quiet:
        one = len(changed) == 1
        if only_check:
            done = f"{'is' if one else 'are'} not canonical; 'incumbent format' mends {'it' if one else 'them'}"
        else:
            done = f"{'was' if one else 'were'} rewritten"
        console.say(f"{len(changed)} file{'' if one else 's'} {done}." if changed else "all files are canonical.")
    return 1 if only_check and changed else 0
