"""Small cases for rules: Turtle beside a small sound world, judged by the checks of one module, and held to what they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from tests.shapes import shape_cases
from tests.shapes.test_shape_safety import PREFIXES

from incumbent.base.facts import Facts
from incumbent.base.view import View
from incumbent.check.case import Case, Change, Check
from incumbent.check.findings import Finding
from incumbent.check.paths import Path, Step
from incumbent.model.days import day
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary

KB = "https://w3id.org/incumbent/kb/"
HEAD = (
    PREFIXES + "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(shape_cases.ONTOLOGY)


@cache
def _world() -> tuple[Triple, ...]:
    text = (shape_cases.HERE / "world.ttl").read_text(encoding="utf-8")
    return tuple(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


class Traced(View):
    """A view that remembers which triples were read."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.read: set[tuple[str, str, str]] = set()

    def values(self, iri: str, predicate: str) -> list[Term]:
        found = self._view.values(iri, predicate)
        self.read |= {(iri, predicate, str(value)) for value in found}
        return found

    def about(self, iri: str) -> Mapping[str, list[Term]]:
        found = self._view.about(iri)
        self.read |= {(iri, predicate, str(value)) for predicate, values in found.items() for value in values}
        return found

    def having(self, predicate: str, value: Term | str | None = None) -> set[str]:
        found = self._view.having(predicate, value)
        if value is not None:
            term = NamedNode(value) if isinstance(value, str) else value
            self.read |= {(iri, predicate, str(term)) for iri in found}
        return found

    def pointing_to(self, iri: str) -> set[str]:
        found = self._view.pointing_to(iri)
        for subject in found:
            for predicate, values in self._view.about(subject).items():
                if NamedNode(iri) in values:
                    self.read.add((subject, predicate, str(NamedNode(iri))))
        return found

    def subjects(self) -> Iterator[str]:
        return self._view.subjects()


Triples = set[tuple[str, str, str]]


def _step(view: View, step: Step, nodes: set[str]) -> tuple[set[str], Triples]:
    """Where one step leads from ``nodes``, and over which triples."""
    ends: set[str] = set()
    triples: Triples = set()
    for node in nodes:
        for predicate in step.predicates:
            if step.inverse:
                found = view.having(predicate, node)
                triples |= {(other, predicate, str(NamedNode(node))) for other in found}
                ends |= found
            else:
                values = view.values(node, predicate)
                triples |= {(node, predicate, str(value)) for value in values}
                ends |= {value.value for value in values if isinstance(value, NamedNode)}
    return ends, triples


def _reachable(view: View, focus: str, path: Path) -> Triples:
    nodes, read = {focus}, set()
    for step in path:
        ends, triples = _step(view, step, nodes)
        read |= triples
        while step.many and not ends <= nodes:
            nodes = nodes | ends
            ends, triples = _step(view, step, nodes)
            read |= triples
        nodes = nodes | ends if step.many else ends
    return read


def _judged(check: Check, facts: Facts, own: set[str], words: Mapping[str, str]) -> Iterator[Finding]:
    for iri in sorted(_case(facts, words).foci(check) & own):
        traced = Traced(facts)
        yield from check.judge(_case(traced, words), iri)
        declared = {triple for path in check.paths for triple in _reachable(facts, iri, path)}
        assert traced.read <= declared, (check.judge.__name__, iri, sorted(traced.read - declared))


def _case(view: View, words: Mapping[str, str]) -> Case:
    return Case(
        vocabulary(),
        KB,
        view,
        Change("talks"),
        today=day("2026-01-01"),
        words=lambda iri: words.get(iri.removeprefix(KB)),
        whole=True,
    )


def findings(module: str, turtle: str, words: Mapping[str, str] | None = None) -> list[Finding]:
    """What the checks of a module find in the things of ``turtle``; ``words`` are quotes by the local name of evidence.

    Fails where a check reads what its paths do not name.
    """
    facts = Facts()
    triples = [quad.triple for quad in parse(HEAD + turtle, format=RdfFormat.TURTLE)]
    facts.add("talks", [*_world(), *triples])
    own = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    checks: tuple[Check, ...] = import_module(f"incumbent.check.rules.{module}").CHECKS
    found = [finding for check in checks for finding in _judged(check, facts, own, words or {})]
    for finding in found:
        assert finding.message.isprintable() and len(finding.message.splitlines()) == 1, finding.message
        assert finding.nodes and finding.focus, finding
    return found


def told(found: list[Finding]) -> list[tuple[str, str]]:
    """Rule and grade of each finding, sorted."""
    return sorted((finding.code, finding.severity.value) for finding in found)
