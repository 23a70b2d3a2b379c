"""What was withdrawn stays out: the record of the withdrawal stands, and nothing that it withdrew beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding, Severity
from incumbent.check.paths import Reach, Step, Walk
from incumbent.model import terms
from incumbent.model.terms import inc, local

_RETRACTS = Step(frozenset({inc("retracts")}))
_SUCCESSOR = terms.DCTERMS + "isReplacedBy"  # may be said of what was withdrawn


def _again(case: Case, iri: str) -> Iterator[Finding]:
    """What the retraction ``iri`` withdrew, and is stated all the same."""
    view = case.after
    predicate = view.first(iri, inc("property"))
    for node in view.texts(iri, inc("retracts")):
        if predicate is None:
            stated = sorted(view.about(node).keys() - {_SUCCESSOR})
            if stated:
                names = ", ".join(local(name) for name in stated[:5])
                yield _finding(case, iri, node, f"was withdrawn{_when(case, iri)}, but is stated again ({names})")
            continue
        values = view.values(iri, inc("value"))
        for value in view.values(node, predicate):
            if not values or value in values:
                shown = case.local(value.value)
                what = f"its {case.local(predicate)} {shown} was withdrawn{_when(case, iri)}, but is stated again"
                yield _finding(case, iri, node, what, predicate, shown)


def _when(case: Case, iri: str) -> str:
    day, reason = case.after.first(iri, inc("retractedOn")), case.after.first(iri, inc("reason"))
    return (f" on {day}" if day else "") + (f' ("{reason[:200]}")' if reason else "")


def _finding(case: Case, iri: str, node: str, what: str, path: str | None = None, value: str | None = None) -> Finding:
    repair = f"leave it out, or, if the sources now bear it out, withdraw {case.local(iri)} first"
    message = f"{case.local(node)}: {what}; {repair}."
    return Finding(
        "retracted", Severity.VIOLATION, message, focus=case.local(node), value=value, nodes=(node, iri), path=path
    )


class _Retracting(Reach):
    """Any triple about a node reaches the retractions of it: no list of properties would hold them all."""

    def __init__(self) -> None:
        super().__init__(())

    def reaching(self, changed: Iterable[Triple], walk: Walk) -> set[str]:
        subjects = {triple.subject.value for triple in changed if isinstance(triple.subject, NamedNode)}
        return subjects | walk.back(_RETRACTS, subjects)


class _Withdrawn(Check):
    @cached_property
    def reach(self) -> Reach:
        return _Retracting()


CHECKS = (_Withdrawn(_again, ("Retraction",), ("retracts/rdf:type", "property", "value", "reason", "retractedOn")),)
