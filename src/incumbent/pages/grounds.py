"""What a fact, or an answer that was derived, rests on: as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from incumbent.base.finding import find_thing
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.derive.extents import Reading
from incumbent.derive.support import Evidence
from incumbent.errors import UnknownNameError
from incumbent.model import dates, terms
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.pages import backing, describing, happenings, withdrawn
from incumbent.pages.page import Entry, Line, Page, Section, line, section
from incumbent.pages.passage import Passages
from incumbent.pages.view import Inference, View

_BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_NODES = ("Capacity", "Candidacy", "Succession", "Disagreement")


class Grounds:
    """Says what things rest on; everything that is derived is worked out once, when it is first wanted."""

    def __init__(self, view: View, passages: Passages) -> None:
        self._view = view
        self._passages = passages
        self._derived: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        self._following: dict[str, list[str]] = defaultdict(list)
        for triple in view.derivation.triples():
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            assert isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal)
            if (predicate, value) not in self._derived[subject.value]:
                self._derived[subject.value].append((predicate, value))
                if predicate == inc("derivedFrom"):
                    self._following[value.value].append(subject.value)

    def derived_node(self, words: str) -> str | None:
        """The IRI of the derived node that ``words`` name, in full or by its local name; None where there is none."""
        local = words.strip("<>").removeprefix(self._view.base_iri).removeprefix("kb:")
        iri = self._view.base_iri + local
        return iri if iri not in self._view.facts and self._types(iri) else None

    def near(self, words: str) -> tuple[str, ...]:
        """The local names of derived nodes that look like ``words``, at most three."""
        known = [self._view.local(iri) for iri in self._derived if self._types(iri)]
        return self._view.vocabulary.near(words.removeprefix(self._view.base_iri).removeprefix("kb:"), known)

    def find(self, base: KnowledgeBase, words: str) -> str:
        """The derived node, thing or record that ``words`` stand for. Raises UnknownNameError or AmbiguousNameError."""
        node = self.derived_node(words)
        if node is not None:
            return node
        try:
            return find_thing(base, self._view.facts, words)
        except UnknownNameError as error:
            if error.suggestions:
                raise
            raise UnknownNameError(str(error), self.near(words)) from None

    def _types(self, iri: str) -> list[str]:
        """The classes of a derived node."""
        known = {inc(name) for name in _NODES}
        return [v.value for p, v in self._derived.get(iri, ()) if p == terms.TYPE and v.value in known]

    def page(self, iri: str) -> Page:
        """What ``iri`` says, and all that this rests on."""
        return self._node(iri) if iri not in self._view.facts and self._types(iri) else self._fact(iri)

    # Derived nodes

    def _node(self, iri: str) -> Page:
        view = self._view
        stated = self._derived[iri]
        kinds = self._types(iri)
        lines = [
            Line(view.property_name(p), (self._value(v),))
            for p, v in sorted(stated, key=lambda pair: (pair[0], pair[1].value))
            if p not in (terms.TYPE, inc("derivedFrom"), inc("rule"))
        ]
        rule = [Entry(f"{view.label(kind)}: {view.vocabulary.classes[kind].definition}", iri=kind) for kind in kinds]
        for predicate, value in stated:
            code = view.vocabulary.individuals.get(value.value)
            if code and predicate != terms.TYPE:
                text = f"{view.property_name(predicate)} {code.label}: {code.definition}"
                rule.append(Entry(text, iri=code.iri))
        premises = [self._premise(v.value) for p, v in stated if p == inc("derivedFrom")]
        kind = ", ".join(view.label(kind) for kind in kinds)
        found = section("Rule", rule) + section("Premises", sorted(premises, key=lambda entry: entry.text))
        title = self._title(iri)
        return Page(title, f"{kind}, derived", iri, tuple(lines), tuple(found))

    def _title(self, iri: str) -> str:
        view, values = self._view, dict(self._derived[iri])

        def named(name: str) -> str:
            value = values.get(inc(name))
            return describing.describe(view, value.value) if value is not None else "no office"

        for name in _NODES:
            if inc(name) in self._types(iri):
                return {
                    "Capacity": lambda: f"{named('ofParticipation')}: {named('capacityOffice')}",
                    "Candidacy": lambda: f"{named('candidate')} may have been {named('ofParticipation')}",
                    "Succession": lambda: f"{named('predecessorTenure')}, then {named('successorTenure')}",
                    "Disagreement": lambda: f"what is said of {named('disagreementOn')} cannot all be true",
                }[name]()
        return view.local(iri)

    def _value(self, value: Term) -> Entry:
        view = self._view
        if isinstance(value, NamedNode):
            return Entry(describing.describe(view, value.value), iri=value.value)
        edtf = value.datatype.value == terms.EDTF
        return Entry(f"{value.value} ({view.text(value)})" if edtf else view.text(value))

    # Facts

    def _fact(self, iri: str) -> Page:
        view = self._view
        lines = line("a", [Entry(view.label(t), iri=t) for t in sorted(view.facts.types(iri))])
        lines += withdrawn.lines(view, iri)
        for predicate in sorted(view.facts.about(iri)):
            if predicate != terms.TYPE:
                values = sorted(view.facts.values(iri, predicate), key=lambda v: (view.text(v), v.value))
                lines.append(Line(view.property_name(predicate), tuple(self._value(v) for v in values)))
        about = view.support.of(iri)
        if view.is_a(iri, "Evidence"):
            about = [e for things in view.all(iri, "about")[:1] for e in view.support.of(things) if e.iri == iri]
        found = section("Evidence", [self._evidence(e) for e in _ordered(about)])
        found += section("Inferences", [self._inference(i) for i in self._inferences(iri)])
        found += self._bounds(iri) + self._status(iri)
        found += section(
            "What follows from it", [self._follows(node) for node in sorted(set(self._following.get(iri, ())))]
        )
        used = [i for others in view.inferences.values() for i in others if iri in i.premises]
        found += section(
            "Inferences that use it",
            [Entry(describing.describe(view, i), iri=i) for i in sorted({u.iri for u in used})],
        )
        title = describing.describe(view, iri)
        return Page(title, view.kind(iri), iri, tuple(lines), tuple(found))

    def _inferences(self, iri: str) -> list[Inference]:
        own = [i for others in self._view.inferences.values() for i in others if i.iri == iri]
        return own[:1] or self._view.inferences.get(iri, [])

    def _evidence(self, evidence: Evidence, lead: str = "") -> Entry:
        view = self._view
        about = ""
        if evidence.property is not None:
            value = f" {view.text(evidence.value)}" if evidence.value is not None else ""
            about = f"for {view.property_name(evidence.property)}{value}: "
        passage = self._passages.of(evidence)
        notes = (Entry(passage.note),) if passage.note else ()
        source, spot = backing.place(view, evidence)
        text = f"{lead}{about}{backing.said_by(view, evidence)}"
        return Entry(text, backing.marks([evidence]), notes, f"{source} {spot}".rstrip(), evidence.iri, passage.words)

    def _inference(self, inference: Inference) -> Entry:
        view = self._view
        entry = backing.reason(view, inference)
        about = ""
        if inference.property is not None:
            value = f" {view.text(inference.value)}" if inference.value is not None else ""
            about = f"{view.property_name(inference.property)}{value}, "
        premises = tuple(self._premise(premise, "from ") for premise in inference.premises)
        return entry._replace(text=about + entry.text, details=premises)

    def _premise(self, iri: str, lead: str = "") -> Entry:
        """A premise with the evidence behind it, that about the whole before that about single values."""
        view = self._view
        about = view.support.of(iri)
        about = [e for e in about if e.property is None] or about
        details = [self._evidence(e) for e in _ordered(about)]
        details += [backing.reason(view, i) for i in view.inferences.get(iri, ()) if i.property is None]
        return Entry(lead + describing.describe(view, iri), (), tuple(details), None, iri)

    def _follows(self, node: str) -> Entry:
        kinds = ", ".join(self._view.label(kind) for kind in self._types(node))
        return Entry(f"{kinds}: {self._title(node)}", iri=node)

    # Derived properties

    def _bounds(self, iri: str) -> list[Section]:
        view = self._view
        known = {p.removeprefix(terms.INC): v for p, v in self._derived.get(iri, ())}
        bounds = [(name, known[name].value) for name in _BOUNDS if name in known]
        readings = view.extents.readings(iri) if bounds or _has_dates(view, iri) else []
        entries = [
            Entry(
                f"{view.property_name(inc(name))}: {dates.words(value)}",
                (),
                (Entry(view.vocabulary.properties[inc(name)].definition),),
                iri=inc(name),
            )
            for name, value in bounds
        ]
        conflict = view.extents.conflict(iri)
        if conflict:
            entries.append(
                Entry("two readings exclude each other; the bounds hold whichever is true", ("disagreement",))
            )
        found = section("Bounds in time", entries)
        return found + section("Readings that narrow them", [self._reading(reading) for reading in readings])

    def _reading(self, reading: Reading) -> Entry:
        view = self._view
        value = describing.describe(view, reading.value) if reading.value in view.facts else reading.value
        told = [f"{name} {dates.day(day)}" for name, day in _named_days(reading)]
        doubt = " (in doubt)" if reading.bounds.tentative else ""
        details: list[Entry] = []
        for term in view.facts.values(reading.node, reading.property):
            if term.value == reading.value:
                details += [self._evidence(e) for e in view.support.of_value(reading.node, reading.property, term)]
                details += [
                    self._inference(i)
                    for i in view.inferences.get(reading.node, ())
                    if i.property == reading.property and i.value in (None, term)
                ]
        text = f"{view.property_name(reading.property)} {value}{doubt}"
        return Entry(text + (f": {', '.join(told)}" if told else ""), (), tuple(details), None, reading.node)

    def _status(self, iri: str) -> list[Section]:
        view = self._view
        latest = view.statuses.latest(iri) if view.is_a(iri, "Happening") else None
        if latest is None:
            return []
        rule = view.vocabulary.properties[inc("lastStatus")].definition
        state = happenings.state(view, iri)
        entries = [Entry(f"{view.label(latest.status)}: {rule}", iri=latest.iri)]
        if state.mark:
            entries.append(Entry(f"as of {dates.day(view.today)}: {state.word}", (state.mark,)))
        entries += [
            Entry(
                f"report: {view.label(report.status)}",
                (),
                tuple(self._evidence(e) for e in view.support.of(report.iri)),
                None,
                report.iri,
            )
            for report in view.statuses.reports(iri)
        ]
        return section("Last status", entries)


def _ordered(evidences: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidences, key=lambda e: (e.property or "", e.source, e.start, e.iri))


def _has_dates(view: View, iri: str) -> bool:
    return view.is_a(iri, "Tenure", "Government", "Happening", "Agreement", "Source", "Participation", "Claim")


def _named_days(reading: Reading) -> list[tuple[str, int]]:
    names = ("not begun before", "begun by", "not over before", "over by")
    return [(name, day) for name, day in zip(names, reading.bounds[:4], strict=True) if isinstance(day, int)]
