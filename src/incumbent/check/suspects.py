"""Which nodes a validator has to look at: all at which shapes aim, less those of which it is plain that they conform.

Most facts are right, and most of what shapes ask of them is simple: that a value is of a class, or that there is one. Where
that is all, and holds, pySHACL has nothing to find, and need not be asked. What is not plain is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from incumbent.check.shapes import TARGETS, Node, Shapes, Value
from incumbent.check.targets import Foci, Sight
from incumbent.model.terms import EDTF, LANG_STRING, SH, STRING, TYPE
from incumbent.model.turtle import Term

# What asks nothing of the values.
_WORDS = frozenset(
    SH + name for name in (*TARGETS, "path", "severity", "message", "name", "description", "order", "group")
)
# Datatypes of which every text is a value, as far as rdflib knows.
_FREE = frozenset({STRING, LANG_STRING, EDTF})
_MOST = 1_000_000_000


class Plain:
    """Tells of nodes whether they plainly conform to a shape."""

    def __init__(self, shapes: Shapes, sight: Sight) -> None:
        self._shapes = shapes
        self._sight = sight
        self._known: dict[tuple[Value, Term], bool] = {}

    def conforms(self, shape: Value, node: Term) -> bool:
        """Whether ``node`` plainly conforms; where it does not, it may conform all the same."""
        known = self._known.get((shape, node))
        if known is None:
            self._known[shape, node] = False  # where a shape comes back to itself, nothing is plain
            values = self._values(shape, node)
            says = self._shapes.about(shape)
            known = values is not None and bool(says) and all(self._holds(name, says[name], values) for name in says)
            self._known[shape, node] = known
        return known

    def _values(self, shape: Value, node: Term) -> list[Term] | None:
        """The values that ``shape`` judges, or None where its path is no simple one."""
        paths = self._shapes.values(shape, "path")
        if not paths:
            return [node]
        found = self._along(paths[0], node) if len(paths) == 1 else None
        return None if found is None else list(dict.fromkeys(found))

    def _along(self, path: Value, node: Term) -> list[Term] | None:
        if isinstance(path, NamedNode):
            return self._sight.values(node, path.value)
        inverse, choices = (self._shapes.values(path, name) for name in ("inversePath", "alternativePath"))
        if len(inverse) == 1 and not choices and isinstance(inverse[0], NamedNode):
            return list(self._sight.subjects(inverse[0].value, node))
        found: list[Term] = []
        for choice in (self._shapes.members(choices[0]) or ()) if len(choices) == 1 and not inverse else ():
            more = self._along(choice, node)
            if more is None:
                return None
            found += more
        return found if choices and not inverse else None

    def _holds(self, predicate: str, parameters: list[Value], values: list[Term]) -> bool:
        """Whether one constraint plainly holds of all ``values``."""
        shapes = self._shapes
        if predicate == TYPE or predicate in _WORDS:
            return True
        match predicate.removeprefix(SH):
            case "class":
                return all(
                    isinstance(v, NamedNode) and self._sight.classes(v).issuperset(c.value for c in parameters)
                    for v in values
                )
            case "minCount":
                least = _number(parameters)
                return least <= 1 <= len(values) or least == 0 or (_are_nodes(values) and len(values) >= least)
            case "maxCount":
                return len(values) <= _number(parameters, least=True)
            case "datatype":
                return all(
                    isinstance(v, Literal) and _FREE >= {v.datatype.value} == {p.value for p in parameters}
                    for v in values
                )
            case "nodeKind":
                return _are_nodes(values) and parameters == [NamedNode(SH + "IRI")]
            case "in":
                return _are_nodes(values) and set(values) <= set(shapes.members(parameters[0]) or ())
            case "hasValue":
                return _are_nodes(parameters) and set(parameters) <= set(values)
            case "uniqueLang":
                return len(values) <= 1
            case "node" | "property":
                return all(self.conforms(inner, value) for value in values for inner in parameters)
            case "and":
                return all(
                    self.conforms(inner, v) for v in values for p in parameters for inner in shapes.members(p) or (p,)
                )
            case "or":
                return all(
                    any(self.conforms(inner, value) for inner in shapes.members(head) or ())
                    for value in values
                    for head in parameters
                )
            case "not" | "pattern" | "flags" | "minLength" | "maxLength" | "minInclusive" | "maxInclusive":
                return not values
            case _:
                return False


def _are_nodes(values: list[Value] | list[Term]) -> bool:
    return all(isinstance(value, NamedNode) for value in values)


def _number(parameters: list[Value], least: bool = False) -> int:
    """The number that the parameter gives; where it is none, one that nothing plainly meets."""
    text = parameters[0].value if len(parameters) == 1 and isinstance(parameters[0], Literal) else ""
    if text.isascii() and text.isdigit():
        return int(text)
    return -1 if least else _MOST


def all_foci(shapes: Shapes, sight: Sight) -> Iterator[tuple[Node, set[Term]]]:
    """Each shape that aims at something, with all at which it aims."""
    for shape in shapes.aiming():
        aims = shapes.aims(shape)
        found: set[Term] = set(aims.nodes)
        for cls in aims.classes:
            for below in sight.below(cls):
                found.update(sight.subjects(TYPE, NamedNode(below)))
        for predicate in aims.subjects_of:
            found.update(sight.having(predicate))
        for predicate in aims.objects_of:
            for subject in sight.having(predicate):
                found.update(sight.values(subject, predicate))
        yield shape, found


def suspects(foci: Foci, shapes: Shapes, sight: Sight) -> Foci:
    """Those of the nodes that do not plainly conform."""
    plain = Plain(shapes, sight)
    left = {shape: {n for n in nodes if not plain.conforms(shape, n)} for shape, nodes in foci.items()}
    return {shape: nodes for shape, nodes in left.items() if nodes}
