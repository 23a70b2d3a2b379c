"""The graph in the syntaxes of RDF. The same state and cut give the same bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from incumbent.errors import InputError, UnknownNameError
from incumbent.model.terms import TYPE
from incumbent.model.turtle import Writer

_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_ALIASES = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "json-ld": "jsonld", "xml": "rdfxml", "rdf": "rdfxml"}
NAMES = (*_FORMATS, "ttl", "nt", "nq")

# Characters that XML 1.0 cannot carry, escaped or not (https://www.w3.org/TR/xml/#charsets).
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.-]*\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_name(name: str) -> str:
    """The full name of a format or of its alias; UnknownNameError with near ones for another."""
    full = _ALIASES.get(name.lower(), name.lower())
    if full not in _FORMATS:
        import difflib

        near = tuple(difflib.get_close_matches(full, _FORMATS, 2))
        raise UnknownNameError(f"No format is called {name!r}; there are: {', '.join(_FORMATS)}.", near)
    return full


def write(quads: Iterable[Quad], format_wanted: str, base_iri: str, prefixes: dict[str, str]) -> bytes:
    """``quads`` in the syntax ``format_wanted`` (a name of ``NAMES``), UTF-8.

    Turtle, N-Triples and RDF/XML know no named graphs: there the graphs are merged. Raises InputError for text that
    RDF/XML cannot carry.
    """
    name = format_name(format_wanted)
    rdf_format = _FORMATS[name]
    if not rdf_format.supports_datasets:
        triples = {quad.triple for quad in quads}
        if name == "turtle":
            return Writer(base_iri).write(triples).encode()
        if name == "rdfxml":
            _check_xml(triples)
        data = _serialize(sorted(triples, key=str), rdf_format, prefixes)
        # A reader of XML takes a carriage return that is not escaped for a line feed.
        return data.replace(b"\r", b"&#13;") if name == "rdfxml" else data
    return _serialize(sorted(set(quads), key=lambda q: (str(q.graph_name), str(q))), rdf_format, prefixes)


def _serialize(statements: list[Triple] | list[Quad], rdf_format: RdfFormat, prefixes: dict[str, str]) -> bytes:
    uses_prefixes = rdf_format in (RdfFormat.TRIG, RdfFormat.RDF_XML)
    used = _used(statements, prefixes) if uses_prefixes else None
    data = serialize(statements, format=rdf_format, prefixes=used)
    assert data is not None
    return data


def _used(statements: Iterable[Triple | Quad], prefixes: dict[str, str]) -> dict[str, str]:
    text = {part for statement in statements for part in re.findall(r"<([^>]*[/#])", str(statement))}
    by_namespace: dict[str, str] = defaultdict(str, {namespace: prefix for prefix, namespace in prefixes.items()})
    return {by_namespace[namespace]: namespace for namespace in sorted(text) if namespace in by_namespace}


def _check_xml(triples: Iterable[Triple]) -> None:
    for triple in triples:
        value = triple.object
        element = value if triple.predicate.value == TYPE else triple.predicate
        if isinstance(element, NamedNode) and not _XML_NAME_AT_END.search(element.value):
            raise InputError(f"{element}: ends in no name that XML could have; use another format.")
        if isinstance(value, Literal) and _NOT_XML.search(value.value):
            raise InputError(f"{triple.subject}: holds a character that XML cannot carry; use another format.")
