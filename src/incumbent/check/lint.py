"""What is wrong with shapes themselves, though a validator takes them without a word.

A misspelt constraint, a class that nobody has, a shape that nothing reaches: all data conforms to them in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from incumbent.check.conversion import read
from incumbent.check.findings import Finding, Severity
from incumbent.check.shapes import LISTS, TARGETS, Shapes, Value
from incumbent.model.terms import ALLOWED_PROPERTIES, INC, OWL, RDF, RDFS, SH, local

_CORE_TERMS = """
    NodeShape PropertyShape targetClass targetSubjectsOf targetObjectsOf targetNode path property node not and or xone
    class datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive minLength maxLength
    pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals qualifiedValueShape qualifiedMinCount
    qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties hasValue in severity message name order
    description group deactivated alternativePath inversePath zeroOrMorePath oneOrMorePath zeroOrOnePath IRI Literal
    BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral Violation Warning Info
"""
_CORE = frozenset(_CORE_TERMS.split())
_SEVERITIES = ("Violation", "Warning", "Info")
_RULE = "shape-sound"


def lint(shapes_files: Iterable[Path], ontology_files: Iterable[Path]) -> list[Finding]:
    """What makes shapes say less than they seem to, sorted by shape.

    The code is ``shape-sound``; the value tells the faults apart: ``shape-term`` (not a term of SHACL Core),
    ``shape-vocabulary`` (a term that the ontology does not have), ``shape-target`` (aims at what nothing can be or have),
    ``shape-unreached``, ``shape-recursive``, ``shape-missing``, ``shape-severity``, ``shape-path``, ``shape-list``,
    ``shape-message``, ``shape-name``.
    """
    shapes, ontology = Shapes(read(shapes_files)), Shapes(read(ontology_files))
    found = {
        *_strange_terms(shapes, ontology),
        *_strange_targets(shapes, ontology),
        *_structure(shapes),
        *_parts(shapes),
    }
    return sorted(found, key=lambda finding: (finding.focus or "", finding.value or "", finding.message))


def _fault(kind: str, shape: Value, message: str) -> Finding:
    name = local(shape.value)
    nodes = (shape.value,) if isinstance(shape, NamedNode) else ()
    return Finding(_RULE, Severity.VIOLATION, f"{name}: {message}", focus=name, value=kind, nodes=nodes)


def _owner(shapes: Shapes, node: Value) -> Value:
    """The named shape in which a blank node stands."""
    seen = set()
    while isinstance(node, BlankNode) and node not in seen:
        seen.add(node)
        node = next(iter(shapes.pointing_to(node)), node)
    return node


def _strange_terms(shapes: Shapes, ontology: Shapes) -> Iterator[Finding]:
    known = set(ontology.subjects())
    for triple in shapes:
        owner = _owner(shapes, triple.subject)  # type: ignore[arg-type]
        for term in (triple.subject, triple.predicate, triple.object):
            if not isinstance(term, NamedNode):
                continue
            name = term.value
            if name.startswith(SH) and name.removeprefix(SH) not in _CORE:
                yield _fault("shape-term", owner, f"sh:{local(name)} is no term of SHACL Core; correct it.")
            elif name.startswith(INC) and term not in known:
                message = f"inc:{name.removeprefix(INC)} is no term of the ontology; correct it, or declare the term."
                yield _fault("shape-vocabulary", owner, message)
    for shape in shapes.having("severity"):
        for value in shapes.values(shape, "severity"):
            if value.value not in [SH + name for name in _SEVERITIES]:
                message = f"{local(value.value)} is no severity; write sh:Violation, sh:Warning or sh:Info."
                yield _fault("shape-severity", _owner(shapes, shape), message)


def _strange_targets(shapes: Shapes, ontology: Shapes) -> Iterator[Finding]:
    known = set(ontology.subjects())
    below = RDFS + "subClassOf"
    classes = {OWL + "Thing"} | {value.value for node in known for value in ontology.about(node).get(below, ())}
    classes |= {node.value for node in known if ontology.types(node) & {OWL + "Class", RDFS + "Class"}}
    kinds = {RDF + "Property", *(f"{OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation"))}
    properties = ALLOWED_PROPERTIES | {node.value for node in known if ontology.types(node) & kinds}
    pools = {"targetClass": classes, "class": classes, "targetSubjectsOf": properties, "targetObjectsOf": properties}
    for name, pool in pools.items():
        kind = "class" if pool is classes else "property"
        for shape in shapes.having(name):
            for value in shapes.values(shape, name):
                undeclared = value.value.startswith(INC) and value not in known  # is told as such
                if value.value not in pool and not undeclared:
                    message = f"sh:{name} {local(value.value)} is no {kind} that anything can have; correct it."
                    yield _fault("shape-target", _owner(shapes, shape), message)


def _structure(shapes: Shapes) -> Iterator[Finding]:
    named = {node for node in shapes.subjects() if shapes.types(node) & {SH + "NodeShape", SH + "PropertyShape"}}
    targeted = {node for name in TARGETS for node in shapes.having(name)}
    properties = {value for node in shapes.subjects() for value in shapes.values(node, "property")}
    reached: set[Value] = {*targeted, *shapes.aiming()}
    todo = list(reached)
    while todo:
        for inner in shapes.references(todo.pop()):
            if inner not in reached:
                reached.add(inner)
                todo.append(inner)
    for shape in sorted({*named, *targeted, *properties}, key=str):
        owner = _owner(shapes, shape)
        is_property = shape in properties or SH + "PropertyShape" in shapes.types(shape)
        if isinstance(shape, BlankNode) and shape in {*named, *targeted}:
            yield _fault("shape-name", owner, "a shape of its own has no name; give it an IRI.")
        if shape not in reached:
            yield _fault("shape-unreached", owner, "nothing reaches this shape; give it a target, or refer to it.")
        if len(shapes.values(shape, "path")) != (1 if is_property else 0):
            yield _fault("shape-path", owner, "a property shape has one sh:path and a node shape none; correct it.")
        if isinstance(shape, NamedNode) and is_property and not shapes.values(shape, "message"):
            yield _fault("shape-message", owner, "the shape has no sh:message; say what is wrong and how to repair it.")
        if _comes_back(shapes, shape):
            yield _fault("shape-recursive", owner, "the shape refers to itself; validators miss violations there.")


def _comes_back(shapes: Shapes, shape: Value) -> bool:
    seen: set[Value] = set()
    todo = list(shapes.references(shape))
    while todo:
        here = todo.pop()
        if here == shape:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(shapes.references(here))
    return False


def _parts(shapes: Shapes) -> Iterator[Finding]:
    for name in (*LISTS, "in", "languageIn", "ignoredProperties", "alternativePath"):
        for shape in shapes.having(name):
            if any(not shapes.members(head) for head in shapes.values(shape, name)):
                yield _fault(
                    "shape-list", _owner(shapes, shape), f"the value of sh:{name} is no list of something; write (…)."
                )
    for shape in list(shapes.subjects()):
        for inner in shapes.references(shape):
            if isinstance(inner, Literal) or not shapes.about(inner):
                message = f"{local(inner.value)} is no shape of these files; correct the name, or write the shape."
                yield _fault("shape-missing", _owner(shapes, shape), message)
    for node in shapes.having("inversePath"):
        if any(shapes.about(path).get(RDF + "first") for path in shapes.values(node, "inversePath")):
            message = "the validator walks an inverse sequence in the wrong order; turn it round, each step inverse."
            yield _fault("shape-path", _owner(shapes, node), message)
