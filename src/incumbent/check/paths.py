"""Property paths, walked both ways: what a thing reaches, and which things reach what changed.

A path is written like those of SPARQL (https://www.w3.org/TR/sparql11-query/#propertypaths), with local names of the
vocabulary in place of IRIs: ``^office/startDate|endDate``, ``supersedes*``, ``^about/source/rdf:type``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from incumbent.base.view import View
from incumbent.model import terms
from incumbent.model.terms import inc

_PREFIXES = {
    "rdf:": terms.RDF,
    "skos:": terms.SKOS,
    "dcterms:": "http://purl.org/dc/terms/",
}


class Step(NamedTuple):
    """One step: along any of ``predicates``, or against them (``inverse``), any number of times where ``many``."""

    predicates: frozenset[str]
    inverse: bool = False
    many: bool = False


Path = tuple[Step, ...]


def parse(text: str) -> Path:
    """The path that ``text`` writes. Raises ValueError for an unknown prefix."""
    steps = []
    for part in text.split("/"):
        names = part.removeprefix("^").removesuffix("*")
        steps.append(Step(frozenset(map(_expanded, names.split("|"))), part.startswith("^"), part.endswith("*")))
    return tuple(steps)


def _expanded(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    if not colon:
        return inc(name)
    if prefix + colon not in _PREFIXES:
        raise ValueError(f"{name}: unknown prefix")
    return _PREFIXES[prefix + colon] + local


class Walk:
    """Steps taken in any of several ``views``, each looked up once."""

    def __init__(self, views: Iterable[View]) -> None:
        self._views = tuple({id(view): view for view in views}.values())
        self._known: dict[tuple[str, str, bool], frozenset[str]] = {}

    def back(self, step: Step, nodes: Iterable[str]) -> set[str]:
        """The nodes from which ``step`` leads to some of ``nodes``."""
        edge = set(nodes)
        if not step.many:
            return {other for node in edge for other in self._before(step, node)}
        found = set(edge)
        while edge:
            edge = {other for node in edge for other in self._before(step, node)} - found
            found |= edge
        return found

    def _before(self, step: Step, node: str) -> Iterator[str]:
        for predicate in step.predicates:
            key = (predicate, node, step.inverse)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = frozenset(self._look(*key))
            yield from known

    def _look(self, predicate: str, node: str, inverse: bool) -> Iterator[str]:
        for view in self._views:
            if inverse:
                yield from (value.value for value in view.values(node, predicate) if isinstance(value, NamedNode))
            else:
                yield from view.having(predicate, node)


class Reach:
    """Tells which things reach a changed triple along one of several paths."""

    def __init__(self, paths: Iterable[Path]) -> None:
        # Predicate → where it is a step: the way there, whether the triple is walked from its object, the step if it repeats.
        self._places: dict[str, set[tuple[Path, bool, Step | None]]] = {}
        for path in paths:
            for at, step in enumerate(path):
                for predicate in step.predicates:
                    place = (path[:at], step.inverse, step if step.many else None)
                    self._places.setdefault(predicate, set()).add(place)

    def reaching(self, changed: Iterable[Triple], walk: Walk) -> set[str]:
        """The nodes from which some path leads over one of the ``changed`` triples.

        ``walk`` goes over the states before and after the change: a path may have led there, or lead there now.
        """
        ends: dict[tuple[Path, Step | None], set[str]] = {}
        for triple in changed:
            for way, inverse, repeated in self._places.get(triple.predicate.value, ()):
                end = triple.object if inverse else triple.subject
                if isinstance(end, NamedNode):
                    ends.setdefault((way, repeated), set()).add(end.value)
        found: set[str] = set()
        for (way, repeated), nodes in ends.items():
            for step in (*way, *((repeated,) if repeated else ()))[::-1]:
                nodes = walk.back(step, nodes)
            found |= nodes
        return found
