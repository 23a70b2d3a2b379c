"""From files and facts to what pySHACL reads: Turtle read strictly, the schema of an ontology, graphs of rdflib."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from incumbent.errors import InputError
from incumbent.model.terms import INC, OWL, RDFS, STRING, TYPE, XSD, inc

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rdflib import Graph
    from rdflib.term import Node

_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer", "nonNegativeInteger", "positiveInteger"))
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{0,60})?|[+-]?\.[0-9]{1,60}")


def read(files: Iterable[Path]) -> list[Triple]:
    """All triples of Turtle files; read by pyoxigraph, which is strict and ten times as fast as rdflib."""
    from pyoxigraph import RdfFormat, parse

    triples: list[Triple] = []
    for path in files:
        try:
            quads = parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += [quad.triple for quad in quads]
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
        except (SyntaxError, ValueError) as error:
            raise InputError(f"{path}: {error}") from error
    return triples


def schema(ontology: Iterable[Triple]) -> list[Triple]:
    """What a validator needs of the ontology: the tree of classes, and the members of the code lists.

    That every class lies below owl:Thing is what OWL says of it (https://www.w3.org/TR/owl2-syntax/#Classes); only the
    classes of facts are put there, so that a code is no thing.
    """
    from pyoxigraph import NamedNode, Triple

    below, thing = NamedNode(RDFS + "subClassOf"), NamedNode(OWL + "Thing")
    triples = [Triple(NamedNode(inc(name)), below, thing) for name in ("Entity", "Record")]
    members: list[Triple] = []
    individuals = set()
    for triple in ontology:
        predicate, value = triple.predicate.value, triple.object
        if not isinstance(triple.subject, NamedNode) or not isinstance(value, NamedNode):
            continue
        if triple.predicate == below:
            triples.append(triple)
        elif predicate == TYPE and value.value == OWL + "NamedIndividual":
            individuals.add(triple.subject)
        elif predicate == TYPE and value.value.startswith(INC):
            members.append(triple)
    return triples + [triple for triple in members if triple.subject in individuals]


def is_fact(subject: str, predicate: str) -> bool:
    """Whether a validator may see what a thing has there: what would change what a class or a code is, it may not."""
    return not predicate.startswith(RDFS) and not subject.startswith(INC)


def stated(data: Iterable[Triple]) -> Iterator[Triple]:
    """Those of ``data`` that a validator may see."""
    from pyoxigraph import NamedNode

    for triple in data:
        if not isinstance(triple.subject, NamedNode) or is_fact(triple.subject.value, triple.predicate.value):
            yield triple


def graph_of(triples: Iterable[Triple]) -> Graph:
    """The same triples for rdflib; literals keep their spelling."""
    from rdflib import Graph as RdfGraph

    graph, convert = RdfGraph(bind_namespaces="none"), converter()
    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def converter() -> Callable[[object], Node]:
    """Makes terms of rdflib out of those of pyoxigraph; equal ones are made once."""
    from pyoxigraph import BlankNode, Literal, NamedNode
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdfLiteral

    known: dict[object, Node] = {}

    def made(term: object) -> Node:
        if isinstance(term, NamedNode):
            return URIRef(term.value)
        if isinstance(term, BlankNode):
            return BNode(term.value)
        assert isinstance(term, Literal), term
        if term.language:
            return RdfLiteral(term.value, lang=term.language)
        datatype = term.datatype.value
        if datatype in _NUMBERS and not _PLAIN_NUMBER.fullmatch(term.value):
            # Not a number, whatever it claims; spelt out, "1E999999999" alone would fill the memory.
            datatype = STRING
        return RdfLiteral(term.value, datatype=URIRef(datatype), normalize=False)

    def convert(term: object) -> Node:
        node = known.get(term)
        if node is None:
            node = known[term] = made(term)
        return node

    return convert


@contextmanager
def side_effects_undone() -> Iterator[None]:
    """pySHACL switches ``rdflib.NORMALIZE_LITERALS``; rdflib logs and warns about each literal that it cannot read."""
    import rdflib

    normalize = rdflib.NORMALIZE_LITERALS
    logger = logging.getLogger("rdflib.term")
    disabled, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
        logger.disabled = disabled
