"""Each constraint and each target counts: without it, some case would have other findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node
from tests.shapes import shape_cases as cases

SH = Namespace("http://www.w3.org/ns/shacl#")
TARGETS = {SH.targetClass, SH.targetSubjectsOf}
COUNTS = {SH.qualifiedMinCount, SH.qualifiedMaxCount}
NUMBERS = {SH.minCount, SH.maxCount, SH.minInclusive, SH.maxInclusive, SH.minLength, SH.maxLength, *COUNTS}
VALUES = {SH["class"], SH["in"], SH.datatype, SH.hasValue, SH.pattern, SH.flags, SH.uniqueLang}
SHAPES = {SH["or"], SH["not"], SH.node, SH.property}
CONSTRAINTS = {*NUMBERS, *VALUES, *SHAPES, SH.nodeKind, SH.lessThan, SH.lessThanOrEquals, SH.severity}
PATHS = {SH.path, SH.alternativePath, SH.inversePath, SH.zeroOrMorePath}


class Mutant(NamedTuple):
    """A part of the shapes with one constraint less; ``whole`` is that part with it."""

    what: str
    graph: Graph
    whole: Graph


def local(node: Node) -> str:
    return str(node).rsplit("#", 1)[-1]


def closure(root: Node, only: Node | None = None) -> Graph:
    """The shape with all that it refers to; with ``only``, no other property shape than that one."""
    shapes = cases.shapes()
    part, todo, seen = Graph(bind_namespaces="none"), [root], {root}
    while todo:
        subject = todo.pop()
        for triple in shapes.triples((subject, None, None)):
            value = triple[2]
            if subject == root and triple[1] == SH.property and only not in (None, value):
                continue
            part.add(triple)
            if value not in seen and (isinstance(value, BNode) or (value, RDF.type, None) in shapes):
                seen.add(value)
                todo.append(value)
    return part


@cache
def roots() -> list[URIRef]:
    shapes = cases.shapes()
    return sorted({root for target in TARGETS for root in shapes.subjects(target) if isinstance(root, URIRef)})


@cache
def shared() -> frozenset[Node]:
    """Shapes that several roots refer to; one case of one root is enough for them."""
    times = Counter(subject for root in roots() for subject in set(closure(root).subjects()))
    return frozenset(subject for subject, count in times.items() if count > 1)


@cache
def relevant() -> dict[URIRef, list[Path]]:
    """The faulty cases of each root, those first that bear its name."""
    owners: dict[str, list[URIRef]] = defaultdict(list)
    for root in roots():
        for shape in set(closure(root).subjects()):
            owners[local(shape)].append(root)
    paths: dict[URIRef, set[Path]] = defaultdict(set)
    for path in cases.BAD:
        for finding in cases.expected(path):
            for root in owners[finding.code]:
                paths[root].add(path)
    return {
        root: sorted(found, key=lambda path: (path.name != f"{local(root)}.bad.ttl", path))
        for root, found in paths.items()
    }


def parts(root: URIRef) -> Iterator[tuple[Graph, set[tuple[Node, Node, Node]]]]:
    """Parts of a root that can be judged alone, each with the triples that are to be removed from it."""
    own: set[tuple[Node, Node, Node]] = set(cases.shapes().triples((root, None, None)))
    whole, inner = closure(root), set(own)
    for triple in own:
        if triple[1] == SH.property:
            part = closure(root, only=triple[2])
            yield part, {triple, *part} - (own - {triple})
            inner |= set(part)
    yield whole, {triple for triple in set(whole) - inner | own if triple[1] != SH.property}


def mutants(root: URIRef, common: bool = False) -> Iterator[Mutant]:
    for part, triples in parts(root):
        for subject, predicate, value in sorted(triples):
            if predicate not in CONSTRAINTS | TARGETS or (subject in shared()) != common:
                continue
            mutant = Graph(bind_namespaces="none")
            mutant += part
            mutant.remove((subject, predicate, value))
            if isinstance(subject, BNode):  # what is left of it is still a shape
                is_property = (subject, SH.path, None) in part
                mutant.add((subject, RDF.type, SH.PropertyShape if is_property else SH.NodeShape))
            if predicate in COUNTS and not any((subject, count, None) in mutant for count in COUNTS):
                mutant.remove((subject, SH.qualifiedValueShape, None))
            if not any((root, target, None) in mutant for target in TARGETS):
                mutant.add((root, predicate, URIRef("urn:nothing")))
            shown = (
                str(value)[:60] if isinstance(value, Literal) else "[]" if isinstance(value, BNode) else local(value)
            )
            yield Mutant(f"{local(subject)} {local(predicate)} {shown}", mutant, part)


def is_noticed(root: URIRef, mutant: Mutant) -> bool:
    for path in relevant()[root]:
        before = cases.found(path, mutant.whole) & cases.expected(path)
        if before - cases.found(path, mutant.graph):
            return True
    return bool(cases.found(cases.good_of(relevant()[root][0]), mutant.graph))  # it may find what it must not


@pytest.mark.parametrize("root", roots(), ids=local)
def test_no_constraint_can_go_unnoticed(root: URIRef) -> None:
    assert [mutant.what for mutant in mutants(root) if not is_noticed(root, mutant)] == []


def test_no_constraint_of_a_shared_shape_can_go_unnoticed() -> None:
    noticed: dict[str, bool] = {}
    for root in roots():
        for mutant in mutants(root, common=True):
            noticed[mutant.what] = noticed.get(mutant.what, False) or is_noticed(root, mutant)
    assert noticed
    assert [what for what, seen in noticed.items() if not seen] == []


def test_each_parameter_of_the_shapes_is_known_here() -> None:
    used = {predicate for root in roots() for predicate in closure(root).predicates() if str(predicate).startswith(SH)}
    assert used <= {*CONSTRAINTS, *TARGETS, *PATHS, SH.message, SH.qualifiedValueShape}


def test_each_root_has_a_case_of_its_own() -> None:
    assert set(roots()) == set(relevant())
