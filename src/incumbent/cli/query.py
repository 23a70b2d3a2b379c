"""``incumbent query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from incumbent.ask.limits import LENGTH
from incumbent.cli import answering, console, options
from incumbent.errors import InputError


@click.command(epilog="Example:  incumbent query 'SELECT ?who WHERE { ?t inc:office kb:office-x ; inc:holder ?who }'")
@click.argument("sparql")
@options.kb
@options.of_asking
@options.of_rows
@options.output
@options.quiet
def command(sparql: str, root: Path | None, at: str | None, **asked: Any) -> int:
    """Run a SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    SPARQL is the query itself, a file whose name ends in .rq, or - for standard input. The prefixes of
    incumbent.toml are declared already. The default graph is the union of all dossiers and of what is derived.
    SERVICE, LOAD and FROM are refused.
    """
    base = console.base(root, asked["quiet"], at)
    return answering.answer(base, _text(sparql), **asked)


def _text(sparql: str) -> str:
    if sparql == "-":
        data, name = sys.stdin.buffer.read(4 * LENGTH + 1), "standard input"
    elif sparql.endswith(".rq"):
        try:
            with Path(sparql).open("rb") as stream:
                data, name = stream.read(4 * LENGTH + 1), sparql
        except OSError as error:
            raise InputError(f"{sparql}: cannot be read: {error.strerror}.") from error
    else:
        return sparql
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
