"""Shapes as triples: what each aims at and refers to, and copies of them that aim at nodes that are named.

Nothing is judged here, and no RDF library but pyoxigraph is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from incumbent.model.terms import OWL, RDF, RDFS, SH, TYPE

Node: TypeAlias = NamedNode | BlankNode
Value: TypeAlias = NamedNode | BlankNode | Literal

TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
# Parameters whose values are shapes, and those whose values are lists of shapes.
SHAPES = ("property", "node", "not", "qualifiedValueShape")
LISTS = ("and", "or", "xone")

_AIMS = frozenset(SH + name for name in TARGETS)
# What makes the place of a property shape below another shape tell something.
_FIXED = {SH + "path", SH + "closed", SH + "deactivated"}
# What a node shape may have without judging anything.
_SAYS_NOTHING = {
    TYPE,
    *_AIMS,
    *(SH + name for name in ("severity", "message", "name", "description", "order", "group")),
}
_SHAPE_TYPES = {SH + "NodeShape", SH + "PropertyShape"}
_CLASS, _SUBCLASS = RDFS + "Class", RDFS + "subClassOf"
_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", RDF + "nil"


class Aims(NamedTuple):
    """The targets of a shape (https://www.w3.org/TR/shacl/#targets); that of an implicit class is among the classes."""

    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]
    nodes: frozenset[NamedNode | Literal]


class Shapes:
    """The triples of a graph of shapes, asked by shape."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[Node, dict[str, list[Value]]] = {}
        self._pointing: dict[Value, list[Node]] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            assert isinstance(subject, Node) and isinstance(value, Value)
            self._add(subject, triple.predicate.value, value)
        # As pySHACL takes it: a shape that is a class of one of these types aims at the members of itself.
        self._class_types = {_CLASS, OWL + "Class"} | {
            subject.value
            for subject, pairs in self._about.items()
            if any(getattr(value, "value", "") == _CLASS for value in pairs.get(_SUBCLASS, ()))
        }

    def _add(self, subject: Node, predicate: str, value: Value) -> None:
        values = self._about.setdefault(subject, {}).setdefault(predicate, [])
        if value not in values:
            values.append(value)
            self._pointing.setdefault(value, []).append(subject)

    def __iter__(self) -> Iterator[Triple]:
        for subject in self._about:
            yield from self._triples(subject)

    def _triples(self, subject: Node) -> Iterator[Triple]:
        for predicate, values in self._about.get(subject, {}).items():
            for value in values:
                yield Triple(subject, NamedNode(predicate), value)

    # --- asking ------------------------------------------------------------------------------------------------------

    def subjects(self) -> Iterator[Node]:
        """All of which something is said: shapes, and the blank nodes of lists and paths."""
        return iter(self._about)

    def about(self, node: Value) -> Mapping[str, list[Value]]:
        """Predicate → values."""
        return {} if isinstance(node, Literal) else self._about.get(node, {})

    def values(self, node: Value, name: str) -> list[Value]:
        """The values of the property ``sh:name``."""
        return list(self.about(node).get(SH + name, ()))

    def pointing_to(self, value: Value) -> list[Node]:
        """The subjects of which ``value`` is a value."""
        return self._pointing.get(value, [])

    def having(self, name: str) -> set[Node]:
        """The subjects that have a value of ``sh:name``."""
        return {subject for subject, pairs in self._about.items() if SH + name in pairs}

    def types(self, node: Value) -> set[str]:
        """The classes that are stated for ``node``."""
        return {value.value for value in self.about(node).get(TYPE, ()) if isinstance(value, NamedNode)}

    def members(self, head: Value) -> list[Value] | None:
        """The members of a list, or None where it is none."""
        found: list[Value] = []
        cells = set()
        while head != NamedNode(_NIL):
            first, rest = self.about(head).get(_FIRST, ()), self.about(head).get(_REST, ())
            if head in cells or len(first) != 1 or len(rest) != 1:
                return None
            cells.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def references(self, shape: Value) -> Iterator[Value]:
        """The shapes that ``shape`` refers to."""
        for name in SHAPES:
            yield from self.values(shape, name)
        for name in LISTS:
            for head in self.values(shape, name):
                yield from self.members(head) or ()

    def aims(self, shape: Node) -> Aims:
        """What ``shape`` aims at."""
        classes, subjects, objects, nodes = (self.values(shape, name) for name in TARGETS)
        own = {shape.value} if isinstance(shape, NamedNode) and self._is_class(shape) else set()
        return Aims(
            frozenset(own | {value.value for value in classes}),
            frozenset(value.value for value in subjects),
            frozenset(value.value for value in objects),
            frozenset(value for value in nodes if isinstance(value, NamedNode | Literal)),
        )

    def aiming(self) -> list[Node]:
        """The shapes that have a target."""
        return [shape for shape in self._about if self._is_shape(shape) and any(self.aims(shape))]

    def _is_shape(self, node: Value) -> bool:
        return any(predicate.startswith(SH) for predicate in self.about(node)) or bool(self.types(node) & _SHAPE_TYPES)

    def _is_class(self, shape: Node) -> bool:
        """Whether the shape is a class, too, and aims at its members."""
        if not isinstance(shape, NamedNode) or not self.types(shape) & self._class_types:
            return False
        says = {SH + name for name in ("property", "node", *TARGETS)} & self.about(shape).keys()
        return bool(says) or bool(self.types(shape) & _SHAPE_TYPES) or self._is_referred(shape)

    # --- copying -----------------------------------------------------------------------------------------------------

    def spread(self) -> Shapes:
        """The same, with the targets of each node shape given to its property shapes as well.

        Nothing else is found that way, but pySHACL takes up a property shape once for all things, not anew for each; and
        a property that nothing touches can be left aside. Where the place of a property shape below its node shape tells
        something, it stays.
        """
        copy = Shapes(self)
        for shape, pairs in self._about.items():
            own = [(aim, value) for aim in _AIMS & pairs.keys() for value in pairs[aim]]
            if not own or _FIXED & pairs.keys() or self.types(shape) & self._class_types or self._is_referred(shape):
                continue
            inners = self.values(shape, "property")
            if any(self.values(inner, "qualifiedValueShapesDisjoint") for inner in inners):
                continue  # they look at each other, and find each other by their place
            for inner in inners:
                if isinstance(inner, NamedNode):
                    copy._remove(shape, SH + "property", inner)
                    for aim, value in own:
                        copy._add(inner, aim, value)
            if copy._about[shape].keys() <= _SAYS_NOTHING:
                for aim, value in own:  # nothing is left for it to judge
                    copy._remove(shape, aim, value)
        return copy

    def _is_referred(self, shape: Node) -> bool:
        return any(self._is_shape(node) or _FIRST in self.about(node) for node in self.pointing_to(shape))

    def _remove(self, subject: Node, predicate: str, value: Value) -> None:
        values = self._about[subject][predicate]
        values.remove(value)
        if not values:
            del self._about[subject][predicate]
        if not any(value in others for others in self._about[subject].values()):
            self._pointing[value].remove(subject)

    def aimed(self, foci: Mapping[Node, Iterable[NamedNode | Literal]], kept: Iterable[Node] = ()) -> list[Triple]:
        """A copy in which only these shapes aim, each at its nodes; it has what they refer to, and nothing else.

        Shapes ``kept`` keep their targets. As what they mean cannot be told, all other shapes are there for them to find.
        """
        kept = set(kept)
        found = [
            triple
            for subject in (self._about if kept else self._closure(foci))
            for triple in self._triples(subject)
            if subject in kept or not self._is_aim(triple)
        ]
        target = NamedNode(SH + "targetNode")
        found += [Triple(shape, target, node) for shape, nodes in foci.items() if shape not in kept for node in nodes]
        return found

    def _is_aim(self, triple: Triple) -> bool:
        predicate, value = triple.predicate.value, triple.object
        if predicate == TYPE:
            return isinstance(value, NamedNode) and value.value in self._class_types
        return predicate in _AIMS

    def _closure(self, shapes: Iterable[Node]) -> set[Node]:
        """The subjects that say what ``shapes`` mean."""
        found: set[Node] = set(shapes)
        todo = list(found)
        while todo:
            subject = todo.pop()
            reached: set[Value] = {value for values in self.about(subject).values() for value in values}
            if self.values(subject, "qualifiedValueShapesDisjoint"):
                reached.update(node for node in self.pointing_to(subject) if subject in self.values(node, "property"))
            for value in reached - found:
                if isinstance(value, Literal) or value not in self._about:
                    continue
                if isinstance(value, BlankNode) or self._is_shape(value):
                    found.add(value)
                    todo.append(value)
        return found
