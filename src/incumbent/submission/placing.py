"""Quotes in RDF that others send: the words become a place in the text and a digest, as those of a form do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.base.view import Overlay, View
from incumbent.check.evidence import TextFinder, text_of
from incumbent.check.findings import Finding, Severity
from incumbent.model.terms import inc
from incumbent.submission.minting import number
from incumbent.submission.quotes import QuoteError, digest, find_at, short

_QUOTE = inc("quote")


class Placed(NamedTuple):
    """The triples with places for quotes, what is wrong with these, and the words by evidence, for the rules that judge them."""

    triples: frozenset[Triple]
    findings: list[Finding]
    quotes: dict[str, str]


def resolve(triples: Iterable[Triple], view: View, texts: TextFinder, *, keep_quotes: bool) -> Placed:
    """Give each evidence that quotes words its place in the text, where that is at hand, and its digest.

    ``view`` is the base, where the source of an evidence may stand. What an evidence states itself is left as it is: it is
    for :func:`incumbent.check.evidence.prove_of` to hold that against the text. The quotes go unless ``keep_quotes``.
    """
    stated = frozenset(triples)
    after = Overlay(view, stated)
    quotes: defaultdict[str, list[str]] = defaultdict(list)
    for triple in stated:
        if (
            triple.predicate.value == _QUOTE
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, Literal)
        ):
            quotes[triple.subject.value].append(triple.object.value)
    found: list[Finding] = []
    added: set[Triple] = set()
    for iri, several in sorted(quotes.items()):
        words = min(several)
        for name, value in _place(after, texts, iri, words, found).items():
            if not after.values(iri, inc(name)):
                added.add(Triple(NamedNode(iri), NamedNode(inc(name)), value))
    kept = {triple for triple in stated if keep_quotes or triple.predicate.value != _QUOTE}
    return Placed(frozenset(kept | added), found, {iri: min(several) for iri, several in quotes.items()})


def _place(after: View, texts: TextFinder, iri: str, words: str, found: list[Finding]) -> dict[str, Literal]:
    """What is known of the place of ``words``; what is wrong with them is noted in ``found``."""
    values = {"sha256": Literal(digest(words))}
    local = iri.rsplit("/", 1)[-1]

    def fault(message: str) -> None:
        found.append(
            Finding(
                "quote-found", Severity.VIOLATION, f"{local}: {message}", focus=local, value=short(words), nodes=(iri,),
                path=_QUOTE,
            )
        )  # fmt: skip

    if after.first(iri, inc("sha256")) not in (None, values["sha256"].value):
        fault(f"sha256 is not the digest of the quote “{short(words)}”; leave sha256 out, or correct one of the two.")
        return {}
    text = text_of(after, texts, after.first(iri, inc("source")) or "")
    if text is None:
        if not words.strip():
            fault("the quote is empty; give the words that say it.")
        return values
    start = after.first(iri, inc("start")) or ""
    try:
        span = find_at(text, words, int(start) if start.isdecimal() and len(start) < 19 else None)
    except QuoteError as error:
        fault(str(error))
        return values
    paragraph = number(span.paragraph, "positiveInteger")
    return values | {"start": number(span.start), "end": number(span.end), "paragraph": paragraph}
