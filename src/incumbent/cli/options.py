"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

kb = click.option(
    "--kb",
    "root",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The knowledge base to use [default: INCUMBENT_KB, else the nearest folder upwards with an incumbent.toml].",
)
output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE instead of standard output."
)
at = click.option("--at", metavar="REV", help="As the knowledge base stood at this git revision.")
quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
sources = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with the texts of the sources [default: as incumbent.toml says].",
)
dossier = click.option("--dossier", metavar="D", help="The dossier that the facts go into.")


def of_asking(command: _Command) -> _Command:
    """The options of everything that asks the graph: which part of it, and the limits."""
    for option in reversed(
        [
            click.option(
                "--dossier", "dossiers", multiple=True, metavar="D", help="Only this dossier; may be repeated."
            ),
            at,
            click.option("--facts-only", is_flag=True, help="Leave out what is derived."),
            click.option("--timeout", type=float, default=10.0, show_default=True, metavar="S", help="Seconds to run."),
            click.option("--memory", default="1GiB", show_default=True, metavar="SIZE", help="Memory to use at most."),
            click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N rows."),
            click.option("--iris", is_flag=True, help="Show IRIs instead of labels."),
        ]
    ):
        command = option(command)
    return command


def of_rows(command: _Command) -> _Command:
    """The option that chooses the format of an answer."""
    return click.option(
        "--format",
        "format_name",
        metavar="F",
        help="table, csv, tsv, json, jsonl, xml or md; for a graph turtle, ntriples, nquads, trig, jsonld or rdfxml.",
    )(command)
