"""Triples that a form comes to, and IRIs that follow from content: the same record has the same IRI wherever it is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.model import terms
from incumbent.model.terms import XSD
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Class

Pairs = list[tuple[str, Term]]


def mint(base_iri: str, cls: Class, pairs: Pairs) -> str:
    """The IRI of a record of ``cls``: by the class's key (``owl:hasKey``) where it has one, else by all that is stated."""
    counted = [(p, t) for p, t in pairs if p in cls.key] if cls.key else pairs
    content = "\n".join(sorted({f"{p} {t}" for p, t in counted}))
    return f"{base_iri}{cls.prefix}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def number(value: int, datatype: str = "nonNegativeInteger") -> Literal:
    """``value`` as an integer literal of XML Schema."""
    return Literal(str(value), datatype=NamedNode(XSD + datatype))


class Sheet:
    """Collects triples, and the lines of the form on which each subject and each value first stands."""

    def __init__(self) -> None:
        self.triples: set[Triple] = set()
        self.lines: dict[str, int] = {}
        self.at: dict[Triple, int] = {}

    def write(self, iri: str, pairs: Pairs, line: int, lines: Iterable[int] = ()) -> None:
        """Add the triples of one subject; ``lines`` are those of the first values of ``pairs``, ``line`` that of all others."""
        subject = NamedNode(iri)
        self.lines.setdefault(iri, line)
        own = iter(lines)
        for predicate, term in pairs:
            triple = Triple(subject, NamedNode(predicate), term)
            self.triples.add(triple)
            self.at.setdefault(triple, next(own, line))


def typed(name: str) -> tuple[str, Term]:
    """The pair that says that something is an ``inc:name``."""
    return terms.TYPE, NamedNode(terms.inc(name))
