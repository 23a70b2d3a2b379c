"""Judging small worlds for tests: over a view that remembers what was asked, and held to what a check says it reads."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import packaged_root
from incumbent.base.view import View
from incumbent.check.case import Case, Change, Check
from incumbent.check.checks import all_checks
from incumbent.check.findings import Finding
from incumbent.check.paths import Path, Step, Walk
from incumbent.model import days
from incumbent.model.terms import LANG_STRING, STRING, inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Vocabulary

KB = "https://example.org/kb/"
HEAD = f"""
@prefix : <{KB}> .
@prefix inc: <https://w3id.org/incumbent/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
"""
TODAY = "2026-01-01"

Asked = tuple[str, str, bool]
"""A node, a property, and whether it was asked against its direction."""


def _telling(value: Term) -> bool:
    return isinstance(value, NamedNode) or (
        isinstance(value, Literal) and value.datatype.value in (STRING, LANG_STRING)
    )


class Traced(View):
    """A view that remembers what it was asked, whatever it answered."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.asked: set[Asked] = set()
        self.everything: set[str] = set()

    def values(self, iri: str, predicate: str) -> list[Term]:
        self.asked.add((iri, predicate, False))
        return self._view.values(iri, predicate)

    def about(self, iri: str) -> Mapping[str, list[Term]]:
        """All properties count as asked for but those of dates and numbers: who walks over all looks for things or words."""
        found = self._view.about(iri)
        self.asked |= {(iri, predicate, False) for predicate, values in found.items() if any(map(_telling, values))}
        return found

    def having(self, predicate: str, value: Term | str | None = None) -> set[str]:
        if value is None:
            self.everything.add(predicate)
        elif isinstance(value, str | NamedNode):
            self.asked.add((value if isinstance(value, str) else value.value, predicate, True))
        return self._view.having(predicate, value)

    def pointing_to(self, iri: str) -> set[str]:
        found = self._view.pointing_to(iri)
        for subject in found:
            for predicate, values in self._view.about(subject).items():
                if NamedNode(iri) in values:
                    self.asked.add((iri, predicate, True))
        return found

    def subjects(self) -> Iterator[str]:
        return self._view.subjects()


class Unnamed(Case):
    """A case whose messages read no labels: what a thing is called changes words, never a verdict."""

    def label(self, iri: str) -> str:
        return self.local(iri)


def along(step: Step, nodes: set[str], view: View) -> set[str]:
    """Where ``step`` leads from ``nodes``: back along the same step the other way."""
    return Walk([view]).back(step._replace(inverse=not step.inverse), nodes)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(sorted((packaged_root() / "ontology").glob("*.ttl")))


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEAD + turtle, format=RdfFormat.TURTLE)]


def facts(known: list[Triple]) -> Facts:
    found = Facts()
    found.add("small", known)
    return found


def case(
    view: View,
    change: Change | None = None,
    *,
    today: str = TODAY,
    words: Mapping[str, str] | None = None,
    iri: str = KB,
    plain: bool = True,
) -> Case:
    quoted = words or {}
    return (Unnamed if plain else Case)(
        vocabulary(),
        iri,
        view,
        change or Change("small"),
        today=days.day(today),
        words=lambda evidence: quoted.get(evidence.removeprefix(iri)),
        whole=change is None,
    )


def declared(view: View, focus: str, paths: tuple[Path, ...]) -> set[Asked]:
    """All that the paths let a check ask about ``focus``."""
    allowed: set[Asked] = set()
    for path in paths:
        nodes = {focus}
        for step in path:
            around = along(step, nodes, view) if step.many else nodes
            allowed |= {(node, predicate, step.inverse) for node in around for predicate in step.predicates}
            nodes = around if step.many else along(step, nodes, view)
    return allowed


def unread(check: Check, view: View, focus: str, **how: object) -> set[Asked]:
    """What ``check`` asks in judging ``focus`` without saying so."""
    traced = Traced(view)
    list(check.judge(case(traced, **how), focus))  # type: ignore[arg-type]
    # What stands behind a triple that was asked for from the one end may be asked for from the other.
    allowed = declared(view, focus, check.paths)
    return {asked for asked in traced.asked if asked[0] and asked not in allowed and not _turned(view, asked, allowed)}


def _turned(view: View, asked: Asked, allowed: set[Asked]) -> bool:
    node, predicate, inverse = asked
    if inverse:
        others = view.having(predicate, node)
    else:
        others = {value.value for value in view.values(node, predicate) if isinstance(value, NamedNode)}
    return bool(others) and all((other, predicate, not inverse) in allowed for other in others)


@cache
def checks_of(rule: str) -> list[Check]:
    """The checks of the modules that speak of the rule."""
    sources = {
        check.judge.__module__: inspect.getsource(import_module(check.judge.__module__)) for check in all_checks()
    }
    return [check for check in all_checks() if f'"{rule}"' in sources[check.judge.__module__]]


def findings(
    rule: str, turtle: str, base: str = "", today: str = TODAY, words: Mapping[str, str] | None = None
) -> list[Finding]:
    """What all checks together find against ``rule`` in ``base`` and ``turtle``.

    They find the same whether they judge everything, or only what ``turtle`` touches as a change of ``base``; each asks
    only what it says that it asks, and what the change does not touch is judged as before.
    """
    known, new = triples(base), triples(turtle)
    union, change = facts([*known, *new]), Change("small", frozenset(new) - frozenset(known))
    found: list[Finding] = []
    for check in checks_of(rule):
        whole = list(check.run(case(union, today=today, words=words, plain=False)))
        if base:
            before = facts(known)
            touched = case(before, change, today=today, words=words).foci(check)
            changed = list(check.run(case(before, change, today=today, words=words, plain=False)))
            assert changed == [finding for finding in whole if finding in changed]
        for focus in case(union, today=today, words=words).foci(check):
            assert unread(check, union, focus, today=today, words=words) == set(), (rule, focus)
            if base and focus not in touched:
                views = (before, union)
                told = [list(check.judge(case(view, today=today, words=words), focus)) for view in views]
                assert told[0] == told[1], (rule, focus)
        found += [finding for finding in whole if finding.code == rule]
    for finding in found:
        assert finding.message.isprintable() and finding.message.endswith("."), finding.message
        assert finding.nodes and finding.focus == finding.nodes[0].removeprefix(KB)
        assert finding.path is None or finding.path.startswith(inc(""))
    return found


def told(rule: str, turtle: str, **how: object) -> list[tuple[str, str]]:
    """Grade and focus of each finding against ``rule``, sorted."""
    found = findings(rule, turtle, **how)  # type: ignore[arg-type]
    return sorted((finding.severity.value, finding.focus or "") for finding in found)


def grades(rule: str, turtle: str, **how: object) -> list[str]:
    """The grades alone."""
    return [grade for grade, _ in told(rule, turtle, **how)]
