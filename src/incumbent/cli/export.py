"""``incumbent export``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent export --around 'Hulusi Akar' --depth 2 --format jsonld -o akar.jsonld")
@options.kb
@options.output
@click.option(
    "--format",
    "format_name",
    default="turtle",
    show_default=True,
    metavar="F",
    help="turtle (ttl), ntriples (nt), nquads (nq), trig, jsonld or rdfxml.",
)
@click.option(
    "--derived", is_flag=True, help="With what is derived: bounds, capacities, candidates, successions, status."
)
@click.option("--dossier", "dossiers", multiple=True, metavar="D", help="Only this dossier; may be repeated.")
@options.at
@click.option("--class", "class_name", metavar="C", help="Only members of this class, with their records and evidence.")
@click.option("--around", "thing", metavar="THING", help="Only this thing and its surroundings.")
@click.option("--depth", type=click.IntRange(0, 9), default=1, show_default=True, help="With --around: how many steps.")
@options.quiet
def command(
    root: Path | None,
    output: Path | None,
    format_name: str,
    derived: bool,
    dossiers: tuple[str, ...],
    class_name: str | None,
    thing: str | None,
    depth: int,
    at: str | None,
    quiet: bool,
) -> int:
    """Write the graph, or a part of it, for other tools. The same state and part give the same bytes.

    TriG and N-Quads keep one named graph per dossier and one for what is derived; the other formats merge them.
    """
    from incumbent.export import rdf, whole

    base = console.base(root, quiet, at)
    rdf.format_name(format_name)  # an unknown format is said before anything is read
    quads = list(whole.quads(base, dossiers=dossiers, derived=derived, class_name=class_name, thing=thing, depth=depth))
    console.write(rdf.write(quads, format_name, base.settings.iri, base.settings.prefixes), output)
    if not quads and not quiet:
        console.say("nothing is in this part of the graph.")
    return 0
