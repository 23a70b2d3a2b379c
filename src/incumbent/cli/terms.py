"""``incumbent terms``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incumbent.cli import console, options
from incumbent.model.terms import INC
from incumbent.model.text import visible

if TYPE_CHECKING:
    from incumbent.model.vocabulary import Vocabulary


@click.command(epilog="Example:  incumbent terms statedCapacity")
@click.argument("term", required=False)
@options.kb
@options.quiet
def command(term: str | None, root: Path | None, quiet: bool) -> int:
    """Explain TERM of the vocabulary; without TERM, list all of them."""
    from incumbent.errors import UnknownNameError

    base = console.base(root, quiet)
    vocabulary, prefixes = base.vocabulary, base.settings.prefixes
    everything = {known.name: known for known in vocabulary.terms()}
    if term is None:
        _list(vocabulary)
        return 0
    name = term.removeprefix("inc:")
    by_fold = {known.casefold(): known for known in everything}
    found = everything.get(name) or everything.get(by_fold.get(name.casefold(), ""))
    if found is None:
        near = vocabulary.near(name, everything)
        raise UnknownNameError(f"No term of the vocabulary is called {term!r}.", near)
    click.echo(f"{click.style('inc:' + found.name, bold=True)}  ({visible(found.label)})\n<{found.iri}>\n")
    click.echo(visible(found.definition))
    for title, iris in _facets(vocabulary, found.iri):
        if iris:
            click.echo(f"{title}: {', '.join(sorted(_short(iri, prefixes) for iri in iris))}")
    for title, text in vocabulary.texts(found.iri):
        click.echo(f"{title}: {visible(text)}")
    return 0


def _list(vocabulary: Vocabulary) -> None:
    written = {c.iri for c in vocabulary.classes.values() if c.derived}
    written |= {p.iri for p in vocabulary.properties.values() if p.derived}
    sections: list[tuple[str, set[str]]] = [
        ("Classes", vocabulary.classes.keys() - written),
        ("Properties", vocabulary.properties.keys() - written),
        ("Codes", set(vocabulary.individuals)),
        ("Derived (written by the program, never by people)", written),
    ]
    by_iri = {known.iri: known for known in vocabulary.terms()}
    for title, iris in sections:
        click.echo(click.style(title, bold=True))
        for member in sorted((by_iri[iri] for iri in iris), key=lambda known: known.name.casefold()):
            click.echo(f"  inc:{member.name:<24} {visible(_first_sentence(member.definition))}")
        click.echo()


def _facets(vocabulary: Vocabulary, iri: str) -> Iterable[tuple[str, Iterable[str]]]:
    if iri in vocabulary.properties:
        prop = vocabulary.properties[iri]
        yield "\nStands on", prop.domains
        yield "Takes", prop.ranges
    elif iri in vocabulary.classes:
        cls = vocabulary.classes[iri]
        yield "\nA kind of", cls.ancestors - {iri}
        yield "Narrower", [c.iri for c in vocabulary.classes.values() if iri in c.ancestors and c.iri != iri]
        yield "Properties", [p.iri for p in vocabulary.properties.values() if p.domains & cls.ancestors]
        yield "Members", [i.iri for i in vocabulary.individuals.values() if iri in i.types]
    else:
        yield "\nMember of", vocabulary.individuals[iri].types


def _short(iri: str, prefixes: dict[str, str]) -> str:
    if iri.startswith(INC):
        return "inc:" + iri[len(INC) :]
    return next((f"{prefix}:{iri[len(ns) :]}" for prefix, ns in prefixes.items() if iri.startswith(ns)), f"<{iri}>")


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "."
