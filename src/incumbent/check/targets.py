"""Which nodes a change can touch, and what a shape has to see of them, from the shapes' own targets and paths.

All that a shape reads is an automaton over the facts: its states are places in shapes, its edges are properties, walked
along or against. Forwards from a node it leads over every triple that the shape reads there; backwards from a changed
triple it leads to every node whose verdict can change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.base.view import View
from incumbent.check.conversion import is_fact
from incumbent.check.shapes import LISTS, SHAPES, TARGETS, Aims, Node, Shapes, Value
from incumbent.model.terms import RDF, RDFS, SH, TYPE
from incumbent.model.turtle import Term

Foci: TypeAlias = dict[Node, set[Term]]

_BELOW = RDFS + "subClassOf"
# Parameters that read nothing but the values of the path, and words about the shape.
_OF_VALUES = """
    datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive minLength maxLength pattern
    flags languageIn uniqueLang hasValue in qualifiedMinCount qualifiedMaxCount
    severity message name description order group defaultValue deactivated path ignoredProperties
"""
_PATHS = tuple(
    SH + name for name in ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
)
_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_KNOWN = frozenset(
    {*_OF_VALUES.split(), *_PAIRS, *SHAPES, *LISTS, *TARGETS, "class", "closed", "qualifiedValueShapesDisjoint"}
)


class Edge(NamedTuple):
    """A property between two states, walked against its direction where ``inverse``; None is any property."""

    start: int
    predicate: str | None
    inverse: bool
    end: int


class Sight:
    """What a validator sees: the facts of a view, but for those that it may not, and the schema of the ontology."""

    def __init__(self, view: View, schema: Iterable[Triple]) -> None:
        self._view = view
        self._values: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[str, Term], list[NamedNode]] = defaultdict(list)
        for triple in schema:
            subject, value = triple.subject, triple.object
            if isinstance(subject, NamedNode) and isinstance(value, Term):
                self._values[subject.value, triple.predicate.value].append(value)
                self._subjects[triple.predicate.value, value].append(subject)
        self.values = cache(self._find_values)
        self.subjects = cache(self._find_subjects)
        self.classes = cache(self._find_classes)
        self._is_pointed_at = cache(lambda iri: bool(view.pointing_to(iri)))

    def _find_values(self, node: Term, predicate: str) -> list[Term]:
        """The values of one property of ``node``."""
        if isinstance(node, Literal):
            return []
        found = list(self._values.get((node.value, predicate), ()))
        if is_fact(node.value, predicate):
            found += self._view.values(node.value, predicate)
        return found

    def _find_subjects(self, predicate: str, value: Term) -> list[NamedNode]:
        """The nodes of which ``value`` is a value of the property."""
        found = list(self._subjects.get((predicate, value), ()))
        if isinstance(value, NamedNode) and not self._is_pointed_at(value.value):
            return found
        return found + [NamedNode(iri) for iri in self._view.having(predicate, value) if is_fact(iri, predicate)]

    def properties(self, node: Term) -> list[str]:
        """The properties that ``node`` has."""
        if isinstance(node, Literal):
            return []
        facts = [p for p in self._view.about(node.value) if is_fact(node.value, p)]
        return facts + [p for (iri, p) in self._values if iri == node.value]

    def having(self, predicate: str) -> list[NamedNode]:
        """The nodes that have the property."""
        nodes = [NamedNode(iri) for (iri, known) in self._values if known == predicate]
        return nodes + [NamedNode(iri) for iri in self._view.having(predicate) if is_fact(iri, predicate)]

    def below(self, class_iri: str) -> set[str]:
        """The class, and all classes below it."""
        found, todo = {class_iri}, [class_iri]
        while todo:
            for node in self._subjects.get((_BELOW, NamedNode(todo.pop())), ()):
                if node.value not in found:
                    found.add(node.value)
                    todo.append(node.value)
        return found

    def _find_classes(self, node: Term) -> frozenset[str]:
        """The classes of which ``node`` is a member, those above the stated ones included."""
        found = {value.value for value in self.values(node, TYPE) if isinstance(value, NamedNode)}
        todo = list(found)
        while todo:
            for above in self._values.get((todo.pop(), _BELOW), ()):
                if above.value not in found:
                    found.add(above.value)
                    todo.append(above.value)
        return frozenset(found)


class Reads:
    """What the shapes read, each from the nodes that it aims at.

    :param shapes: the shapes, their targets spread.
    """

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._edges: list[list[Edge]] = []
        self._back: list[list[Edge]] = []
        self._free: list[list[int]] = []  # the states that a state leads to at no step
        self._back_free: list[list[int]] = []
        self._by_predicate: dict[str | None, list[Edge]] = defaultdict(list)
        self._states: dict[Value, int] = {}
        self._unclear: set[int] = set()
        self._end = self._state()
        # The properties by which shapes use components of constraints that somebody else has declared.
        self._parameters = {
            path.value
            for component in shapes.having("parameter")
            for parameter in shapes.values(component, "parameter")
            for path in shapes.values(parameter, "path")
        }
        self._aims = {shape: shapes.aims(shape) for shape in shapes.aiming()}
        self._starts = {shape: self._start(shape, aims) for shape, aims in self._aims.items()}
        self._shape_of = {state: shape for shape, state in self._starts.items()}
        #: The shapes of which cannot be told what they read: they use what is no part of SHACL Core.
        self.unclear: list[Node] = [s for s, state in self._starts.items() if self._reached(state) & self._unclear]

    # --- reading shapes ----------------------------------------------------------------------------------------------

    def _state(self) -> int:
        self._edges.append([])
        self._back.append([])
        self._free.append([])
        self._back_free.append([])
        return len(self._edges) - 1

    def _step(self, start: int, predicate: str | None, end: int | None = None, inverse: bool = False) -> None:
        edge = Edge(start, predicate, inverse, self._end if end is None else end)
        self._edges[start].append(edge)
        self._back[edge.end].append(edge)
        self._by_predicate[predicate].append(edge)

    def _join(self, start: int, end: int) -> None:
        self._free[start].append(end)
        self._back_free[end].append(start)

    def _start(self, shape: Node, aims: Aims) -> int:
        state = self._state()
        if aims.classes:
            self._step(state, TYPE)
        for predicate in aims.subjects_of:
            self._step(state, predicate)
        for predicate in aims.objects_of:
            self._step(state, predicate, inverse=True)
        self._join(state, self._shape(shape))
        return state

    def _shape(self, shape: Value) -> int:
        """The state of a node that ``shape`` judges."""
        known = self._states.get(shape)
        if known is not None:
            return known
        state = self._states[shape] = self._state()
        shapes, values = self._shapes, state
        if paths := shapes.values(shape, "path"):
            values = self._state()
            for path in paths:
                self._path(path, state, values)
        if not shapes.about(shape) or any(not self._is_known(predicate) for predicate in shapes.about(shape)):
            self._unclear.add(state)
        if shapes.values(shape, "class"):
            self._step(values, TYPE)
        if shapes.values(shape, "closed"):
            self._step(values, None)
        for name in _PAIRS:
            for other in shapes.values(shape, name):
                self._step(state, other.value)
        for inner in shapes.references(shape):
            self._join(values, self._shape(inner))
        if any(shapes.members(head) is None for name in LISTS for head in shapes.values(shape, name)):
            self._unclear.add(state)
        if shapes.values(shape, "qualifiedValueShapesDisjoint"):
            for parent in shapes.pointing_to(shape):
                for sibling in shapes.values(parent, "property"):
                    for inner in shapes.values(sibling, "qualifiedValueShape"):
                        self._join(values, self._shape(inner))
        return state

    def _is_known(self, predicate: str) -> bool:
        if predicate.startswith(SH):
            return predicate.removeprefix(SH) in _KNOWN
        return predicate not in self._parameters

    def _path(self, path: Value, start: int, end: int, inverse: bool = False) -> None:
        """Lead from ``start`` to ``end`` as ``path`` does (https://www.w3.org/TR/shacl/#property-paths)."""
        shapes = self._shapes
        if isinstance(path, NamedNode):
            self._step(start, path.value, end, inverse)
            return
        kinds = [kind for kind in (*_PATHS, RDF + "first") if kind in shapes.about(path)]
        members = shapes.members(path) if kinds == [RDF + "first"] else None
        if members:
            # Backwards the last comes first; pySHACL takes them in the order written, so that either way may be read.
            for order in (members, members[::-1]) if inverse else (members,):
                places = [start, *(self._state() for _ in order[1:]), end]
                for at, member in enumerate(order):
                    self._path(member, places[at], places[at + 1], inverse)
            return
        inner = shapes.about(path)[kinds[0]][0] if len(kinds) == 1 else path
        match kinds[0].removeprefix(SH) if len(kinds) == 1 else "":
            case "inversePath":
                self._path(inner, start, end, not inverse)
            case "alternativePath":
                for choice in shapes.members(inner) or ():
                    self._path(choice, start, end, inverse)
            case "zeroOrOnePath":
                self._join(start, end)
                self._path(inner, start, end, inverse)
            case "zeroOrMorePath" | "oneOrMorePath" as kind:
                first, last = self._state(), self._state()
                self._join(start, first)
                self._path(inner, first, last, inverse)
                self._join(last, first)
                self._join(last, end)
                if kind == "zeroOrMorePath":
                    self._join(start, end)
            case _:
                self._unclear.add(start)

    def _reached(self, state: int) -> set[int]:
        found, todo = {state}, [state]
        while todo:
            here = todo.pop()
            for other in (*self._free[here], *(edge.end for edge in self._edges[here])):
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    # --- walking -----------------------------------------------------------------------------------------------------

    def touched(self, changed: Iterable[Triple], sight: Sight) -> Foci:
        """The nodes that each shape aims at now, and whose verdict the ``changed`` triples can have changed.

        Only the facts after the change are walked. A way that led to a changed triple before and does not now has lost a
        triple nearer to its start, and the first of those is itself among the changed.
        """
        todo: list[tuple[Term, int]] = []
        for triple in changed:
            subject, value = triple.subject, triple.object
            if (
                isinstance(subject, NamedNode)
                and isinstance(value, Term)
                and is_fact(subject.value, triple.predicate.value)
            ):
                for predicate in (triple.predicate.value, None):
                    todo += [(value if e.inverse else subject, e.start) for e in self._by_predicate.get(predicate, ())]
        found: Foci = {}
        seen = set(todo)
        while todo:
            node, state = todo.pop()
            shape = self._shape_of.get(state)
            if shape is not None and self._is_aimed_at(shape, node, sight):
                found.setdefault(shape, set()).add(node)
            for place in (*((node, s) for s in self._back_free[state]), *self._before(node, state, sight)):
                if place not in seen:
                    seen.add(place)
                    todo.append(place)
        return found

    def _before(self, node: Term, state: int, sight: Sight) -> Iterator[tuple[Term, int]]:
        for edge in self._back[state]:
            if edge.predicate is None:
                continue  # leads to the end alone
            others = sight.values(node, edge.predicate) if edge.inverse else sight.subjects(edge.predicate, node)
            yield from ((other, edge.start) for other in others)

    def _is_aimed_at(self, shape: Node, node: Term, sight: Sight) -> bool:
        aims = self._aims[shape]
        return (
            not aims.classes.isdisjoint(sight.classes(node) if aims.classes else ())
            or node in aims.nodes
            or any(sight.values(node, predicate) for predicate in aims.subjects_of)
            or any(sight.subjects(predicate, node) for predicate in aims.objects_of)
        )

    def seen_from(self, foci: Foci, sight: Sight) -> set[Triple]:
        """The triples that the shapes read when they judge these nodes; those of the schema may be missing."""
        todo: list[tuple[Term, int]] = [(node, self._states[shape]) for shape, nodes in foci.items() for node in nodes]
        seen, found = set(todo), set()
        while todo:
            node, state = todo.pop()
            places = [(node, other) for other in self._free[state]]
            for edge in self._edges[state]:
                for predicate in sight.properties(node) if edge.predicate is None else (edge.predicate,):
                    if edge.inverse:
                        for other in sight.subjects(predicate, node):
                            found.add(Triple(other, NamedNode(predicate), node))
                            places.append((other, edge.end))
                    elif isinstance(node, NamedNode):
                        for value in sight.values(node, predicate):
                            found.add(Triple(node, NamedNode(predicate), value))
                            places.append((value, edge.end))
            for place in places:
                if place not in seen:
                    seen.add(place)
                    todo.append(place)
        return found
