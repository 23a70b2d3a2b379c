"""From words on the command line to a submission that withdraws something."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from incumbent.base.facts import Facts
from incumbent.base.finding import find_thing
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.names import normal_form
from incumbent.errors import UnknownNameError, UsageError
from incumbent.model import terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.submission import retraction


class Request(NamedTuple):
    """A submission that withdraws ``node``: its triples, the dossier that holds what goes, and the records of ``node``.

    Without triples there is nothing to do, for it was withdrawn before: on ``day``, for ``reason``.
    """

    node: str
    triples: frozenset[Triple]
    dossier: str
    day: str = ""
    reason: str = ""
    records: frozenset[str] = frozenset()

    def write(self, path: Path) -> None:
        """Write the triples as N-Triples, to be judged like any submission."""
        lines = serialize(sorted(self.triples, key=str), format=RdfFormat.N_TRIPLES)
        assert lines is not None
        path.write_bytes(lines)


def request(
    base: KnowledgeBase,
    facts: Facts,
    words: str,
    reason: str,
    today: date,
    *,
    property_name: str | None = None,
    value: str | None = None,
    replaced_by: str | None = None,
    with_records: bool = False,
) -> Request:
    """What withdraws the thing or record that ``words`` stand for, or one value of one property of it.

    Raises UnknownNameError, with near names, for what is not in the base, UsageError for what makes no sense together.
    """
    if not reason.strip():
        raise UsageError("--reason must say why; it stays in the base in place of what is withdrawn.")
    if property_name is not None and (with_records or replaced_by):
        raise UsageError("--property withdraws one value; --with-records and --replaced-by go with a whole thing.")
    if value is not None and property_name is None:
        raise UsageError("--value needs --property, whose value it is.")
    node = find_thing(base, facts, words)
    if node not in facts:
        stated = {k: v[0].value for k, v in retraction.standing(facts, node).items() if v}
        return Request(node, frozenset(), "", stated.get(inc("retractedOn"), ""), stated.get(inc("reason"), ""))
    successor: frozenset[Triple] = frozenset()
    if replaced_by is not None:
        other = find_thing(base, facts, replaced_by)
        if other == node or other not in facts:
            raise UsageError(f"--replaced-by {replaced_by!r} must be another thing that is in the base.")
        successor = frozenset({Triple(NamedNode(node), NamedNode(terms.DCTERMS + "isReplacedBy"), NamedNode(other))})
    stated_value = None if property_name is None else _value(base, facts, node, property_name, value)
    own = frozenset() if stated_value else frozenset(retraction.records_of(base.vocabulary, facts, node))
    nodes = [node, *(sorted(own) if with_records else [])]
    records = (
        retraction.record(base.vocabulary, base.settings, iri, reason.strip(), today, stated_value) for iri in nodes
    )
    return Request(node, successor.union(*records), _dossier(facts, node, stated_value), records=own)


def _value(base: KnowledgeBase, facts: Facts, node: str, name: str, words: str | None) -> tuple[str, Term]:
    """The property that ``name`` means and its value that ``words`` mean, of those that ``node`` has."""
    known = {_short(p): p for p in facts.about(node) if p != terms.TYPE}
    if name not in known:
        near = tuple(difflib.get_close_matches(name, known, 3, 0.6))
        local = node.removeprefix(base.settings.iri)
        raise UnknownNameError(f"{local} has no property {name!r}; it has {', '.join(sorted(known))}.", near)
    values = facts.values(node, known[name])
    if words is None:
        found = list(values)
    else:
        found = [v for v in values if words in (v.value, v.value.removeprefix(base.settings.iri), str(v))]
        found = found or [v for v in values if normal_form(words) in {normal_form(t) for t in _called(facts, v)}]
    if len(found) != 1:
        listed = "; ".join(sorted(v.value.removeprefix(base.settings.iri)[:80] for v in (found or values)))
        raise UnknownNameError(f"--value must name one value of {name}: {listed}.")
    return known[name], found[0]


def _called(facts: Facts, value: Term) -> Iterable[str]:
    return facts.texts(value.value, terms.PREF_LABEL) if isinstance(value, NamedNode) else (value.value,)


def _short(predicate: str) -> str:
    return {terms.PREF_LABEL: "label"}.get(predicate) or predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _dossier(facts: Facts, node: str, value: tuple[str, Term] | None) -> str:
    """The dossier that first brought what goes: where its class is stated, or that value."""
    pairs = [value] if value else [(terms.TYPE, t) for t in facts.values(node, terms.TYPE)]
    pairs += [(p, v) for p, values in facts.about(node).items() for v in values]
    for predicate, term in pairs:
        stating = facts.dossiers_of(Triple(NamedNode(node), NamedNode(predicate), term))
        if stating:
            return min(stating)
    raise AssertionError(node)  # what is in the facts stands in a dossier
