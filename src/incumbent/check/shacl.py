"""SHACL Core over facts: pySHACL judges, this module feeds it and words what it finds.

Facts, ontology and shapes stay apart: of the ontology pySHACL sees only which class lies below which, and which codes a
list has; nothing that the facts say about classes or shapes counts. ``validate`` implements the validation of
https://www.w3.org/TR/shacl/ (Core, no SHACL-SPARQL); ``lint`` finds what a validator passes over in silence: a misspelt
constraint, a class that nobody has, a shape that nothing reaches.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from incumbent.check.findings import Finding, Severity
from incumbent.errors import IncumbentError, InputError
from incumbent.model.terms import INC, OWL, RDF, RDFS, SH, STRING, TYPE, XSD, inc

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rdflib import Graph
    from rdflib.term import Node

_SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_ORDER = list(Severity)
_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer", "nonNegativeInteger", "positiveInteger"))
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{0,60})?|[+-]?\.[0-9]{1,60}")
_LONGEST_VALUE = 80  # characters of a value that a message shows


class ShapesError(IncumbentError):
    """The shapes cannot be used as they stand; ``incumbent`` ships sound ones, so look at those of the base."""


# --- validating ------------------------------------------------------------------------------------------------------


def validate(data: Iterable[Triple], shapes_files: Iterable[Path], ontology_files: Iterable[Path]) -> list[Finding]:
    """What the shapes find in ``data``, sorted by severity, thing and code.

    The code of a finding is the local name of the shape that found it; its focus is the local name of the thing.
    Raises InputError for a file that is no Turtle, and ShapesError where the shapes themselves are at fault.
    """
    with _side_effects_undone():
        facts = graph_of([*schema(read(ontology_files)), *_stated(data)])
        return judge(facts, read_shapes(shapes_files))


def judge(data: Graph, shapes: Graph) -> list[Finding]:
    """The same for graphs at hand; ``data`` holds the facts together with the ``schema`` of the ontology."""
    with _side_effects_undone():
        from pyshacl import validate as pyshacl_validate
        from pyshacl.errors import ReportableRuntimeError
        from rdflib import Graph

        try:
            _, report, text = pyshacl_validate(
                data,
                shacl_graph=shapes,
                ont_graph=None,
                inference="none",
                advanced=False,
                js=False,
                meta_shacl=False,
                do_owl_imports=False,
                inplace=True,  # no copy: without inference and rules nothing is written
            )
        except ReportableRuntimeError as error:
            raise ShapesError(f"The shapes cannot be used: {' '.join(str(error).split())}") from error
        if not isinstance(report, Graph):
            raise ShapesError(f"The shapes cannot be used: {' '.join(str(text).split())}")
        return sorted(_findings(report, shapes), key=_rank)


def read_shapes(files: Iterable[Path]) -> Graph:
    """The shapes of Turtle files, with the targets of each node shape given to its property shapes as well.

    Nothing else is found that way, but pySHACL takes up a property shape once for all things, not anew for each.
    """
    from rdflib import URIRef

    shapes = graph_of(read(files))
    targets = [URIRef(SH + name) for name in _TARGETS]
    link = URIRef(SH + "property")
    referred = {
        value for name in _REFERENCES if name != "property" for value in shapes.objects(None, URIRef(SH + name))
    }
    members = set(shapes.objects(None, URIRef(RDF + "first")))
    for shape, inner in list(shapes.subject_objects(link)):
        own = [(predicate, value) for predicate in targets for value in shapes.objects(shape, predicate)]
        if own and isinstance(inner, URIRef) and shape not in referred and shape not in members:
            shapes.remove((shape, link, inner))
            for predicate, value in own:
                shapes.add((inner, predicate, value))
    return shapes


def _rank(finding: Finding) -> tuple[int, str, str, str]:
    return _ORDER.index(finding.severity), finding.focus or "", finding.code, finding.value or ""


@contextmanager
def _side_effects_undone() -> Iterator[None]:
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


def _stated(data: Iterable[Triple]) -> Iterator[Triple]:
    """Facts, but for those that would change what a class or a code is."""
    for triple in data:
        if not triple.predicate.value.startswith(RDFS) and not str(triple.subject).startswith("<" + INC):
            yield triple


def graph_of(triples: Iterable[Triple]) -> Graph:
    """The same triples for rdflib; literals keep their spelling."""
    from pyoxigraph import BlankNode, Literal, NamedNode
    from rdflib import BNode, URIRef
    from rdflib import Graph as RdfGraph
    from rdflib import Literal as RdfLiteral

    @cache
    def iri(text: str) -> URIRef:
        return URIRef(text)

    def convert(term: object) -> URIRef | BNode | RdfLiteral:
        if isinstance(term, NamedNode):
            return iri(term.value)
        if isinstance(term, BlankNode):
            return BNode(term.value)
        assert isinstance(term, Literal), term
        datatype = term.datatype.value
        if term.language:
            return RdfLiteral(term.value, lang=term.language)
        if datatype in _NUMBERS and not _PLAIN_NUMBER.fullmatch(term.value):
            # Not a number, whatever it claims; spelt out, "1E999999999" alone would fill the memory.
            datatype = STRING
        return RdfLiteral(term.value, datatype=iri(datatype), normalize=False)

    graph = RdfGraph(bind_namespaces="none")
    for triple in triples:
        graph.add((convert(triple.subject), iri(triple.predicate.value), convert(triple.object)))
    return graph


# --- wording ---------------------------------------------------------------------------------------------------------


def _findings(report: Graph, shapes: Graph) -> Iterator[Finding]:
    from rdflib import Literal, URIRef
    from rdflib.namespace import SH as sh  # noqa: N811 (a namespace, not a constant)

    for result in report.objects(None, sh.result):
        shape = report.value(result, sh.sourceShape)
        focus = report.value(result, sh.focusNode)
        value = report.value(result, sh.value)
        severity = report.value(result, sh.resultSeverity)
        advice = shapes.value(shape, sh.message) or report.value(result, sh.resultMessage) or ""
        thing = _local(str(focus))
        shown = None if value is None or value == focus else str(value)
        if isinstance(value, URIRef) and shown is not None:
            shown = _local(shown)
        path = report.value(result, sh.resultPath)
        where = f" {_local(str(path))}" if isinstance(path, URIRef) else ""
        if shown is None:
            head = printable(thing)
        elif isinstance(value, Literal):
            head = f"{printable(thing)}:{where} “{printable(shown)}”"
        else:
            head = f"{printable(thing)}:{where} {printable(shown)}"
        yield Finding(
            code=_local(str(shape)),
            severity=_SEVERITIES.get(str(severity), Severity.VIOLATION),
            message=f"{head}: {advice}",
            focus=thing,
            value=shown,
        )


def _local(iri: str) -> str:
    """The part of an IRI after the last ``#`` or ``/``, as messages name things."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def printable(text: str) -> str:
    """``text`` for a message: what cannot be seen as its escape, and cut where it is long."""
    shown = text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


# --- linting ---------------------------------------------------------------------------------------------------------

_CORE_TERMS = """
    NodeShape PropertyShape targetClass targetSubjectsOf targetObjectsOf targetNode path property node not and or xone
    class datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive minLength maxLength
    pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals qualifiedValueShape qualifiedMinCount
    qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties hasValue in severity message name order
    description group deactivated alternativePath inversePath zeroOrMorePath oneOrMorePath zeroOrOnePath IRI Literal
    BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral Violation Warning Info
"""
_CORE = frozenset(_CORE_TERMS.split())
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_REFERENCES = ("property", "node", "not", "and", "or", "xone", "qualifiedValueShape")


def lint(shapes_files: Iterable[Path], ontology_files: Iterable[Path]) -> list[Finding]:
    """What is wrong with the shapes themselves, though a validator takes them without a word.

    Codes: ``shape-term`` (not a term of SHACL Core), ``shape-vocabulary`` (a term that the ontology does not have),
    ``shape-unreached``, ``shape-recursive``, ``shape-severity``, ``shape-path``, ``shape-message``, ``shape-name``.
    """
    with _side_effects_undone():
        shapes, ontology = graph_of(read(shapes_files)), graph_of(read(ontology_files))
        return sorted({*_strange_terms(shapes, ontology), *_structure(shapes)}, key=_rank)


def _fault(code: str, shape: object, message: str, value: object = None) -> Finding:
    name = _local(str(shape))
    shown = None if value is None else _local(str(value))
    return Finding(code, Severity.VIOLATION, f"{name}: {message}", focus=name, value=shown)


def _strange_terms(shapes: Graph, ontology: Graph) -> Iterator[Finding]:
    from rdflib import URIRef

    known = {subject for subject in ontology.subjects() if isinstance(subject, URIRef)}
    severity = URIRef(SH + "severity")
    for triple in shapes:
        owner = _owner(shapes, triple[0])
        for term in triple:
            name = str(term)
            if not isinstance(term, URIRef):
                continue
            if name.startswith(SH) and name.removeprefix(SH) not in _CORE:
                yield _fault("shape-term", owner, f"sh:{_local(name)} is no term of SHACL Core; correct it.", name)
            elif name.startswith(INC) and term not in known:
                message = f"inc:{name.removeprefix(INC)} is no term of the ontology; correct it, or declare the term."
                yield _fault("shape-vocabulary", owner, message, name)
        if triple[1] == severity and str(triple[2]) not in _SEVERITIES:
            message = f"{_local(str(triple[2]))} is no severity; write sh:Violation, sh:Warning or sh:Info."
            yield _fault("shape-severity", owner, message, triple[2])


def _owner(shapes: Graph, node: Node) -> Node:
    """The named shape in which a blank node stands."""
    from rdflib import BNode

    seen = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = next(iter(shapes.subjects(None, node)), node)
    return node


def _structure(shapes: Graph) -> Iterator[Finding]:
    from rdflib import BNode, URIRef

    def term(name: str) -> URIRef:
        return URIRef(SH + name)

    is_a, path, message = URIRef(TYPE), term("path"), term("message")
    named = {s for kind in ("NodeShape", "PropertyShape") for s in shapes.subjects(is_a, term(kind))}
    links = {shape: set(_references(shapes, shape)) for shape in {*named, *shapes.subjects()}}
    targeted = {s for name in _TARGETS for s in shapes.subjects(term(name), None)}
    properties = set(shapes.objects(None, term("property")))
    reached, todo = set(targeted), list(targeted)
    while todo:
        for shape in links.get(todo.pop(), set()) - reached:
            reached.add(shape)
            todo.append(shape)
    for shape in sorted({*named, *targeted, *properties}, key=str):
        owner = _owner(shapes, shape)
        is_property = shape in properties or (shape, is_a, term("PropertyShape")) in shapes
        if isinstance(shape, BNode) and shape in {*named, *targeted}:
            yield _fault("shape-name", owner, "a shape of its own has no name; give it an IRI.")
        if shape not in reached:
            yield _fault("shape-unreached", owner, "nothing reaches this shape; give it a target, or refer to it.")
        if len(list(shapes.objects(shape, path))) != (1 if is_property else 0):
            yield _fault("shape-path", owner, "a property shape has one sh:path and a node shape none; correct it.")
        if isinstance(shape, URIRef) and is_property and (shape, message, None) not in shapes:
            yield _fault("shape-message", owner, "the shape has no sh:message; say what is wrong and how to repair it.")
        if _comes_back(shape, links):
            yield _fault("shape-recursive", owner, "the shape refers to itself; validators miss violations there.")


def _references(shapes: Graph, shape: Node) -> Iterator[Node]:
    from rdflib import URIRef

    nil = URIRef(RDF + "nil")
    for name in _REFERENCES:
        for value in shapes.objects(shape, URIRef(SH + name)):
            if name in ("and", "or", "xone"):
                seen: set[Node] = set()
                while value != nil and value not in seen:
                    seen.add(value)
                    yield from shapes.objects(value, URIRef(RDF + "first"))
                    value = next(iter(shapes.objects(value, URIRef(RDF + "rest"))), nil)
            else:
                yield value


def _comes_back(shape: Node, links: dict[Node, set[Node]]) -> bool:
    seen: set[Node] = set()
    todo = list(links.get(shape, ()))
    while todo:
        here = todo.pop()
        if here == shape:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(links.get(here, ()))
    return False
