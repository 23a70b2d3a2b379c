"""The vocabulary as the program sees it: read from the ontology's Turtle, never written in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from incumbent.errors import InputError
from incumbent.model import terms
from incumbent.model.terms import OWL, RDF, RDFS, SKOS, inc, local


class Property(NamedTuple):
    """A property: ``kind`` is object, data or annotation; ``ranges`` and ``domains`` hold IRIs of classes or datatypes."""

    iri: str
    name: str
    kind: str
    domains: frozenset[str]
    ranges: frozenset[str]
    derived: bool
    label: str
    definition: str


class Class(NamedTuple):
    """A class: ``ancestors`` includes itself; ``filed_with`` is the property whose value's file holds its members."""

    iri: str
    name: str
    prefix: str | None
    filed_with: str | None
    ancestors: frozenset[str]
    key: tuple[str, ...]
    derived: bool
    label: str
    definition: str


class Individual(NamedTuple):
    """A member of a code list; ``types`` are the IRIs of its classes."""

    iri: str
    name: str
    types: frozenset[str]
    label: str
    definition: str


class Vocabulary:
    """All terms of the ontology files given, by IRI.

    ``phases`` maps each status to its phase; ``many_seats`` are the kinds of office that several people fill at a time.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        store = Store()
        for path in files:
            try:
                store.load(path=str(path), format=RdfFormat.TURTLE)
            except (SyntaxError, ValueError) as error:
                raise InputError(f"{path}: {error}") from error
            except OSError as error:
                raise InputError(f"{path}: cannot be read: {error}") from error
        self._store = store
        self.classes: dict[str, Class] = {}
        self.properties: dict[str, Property] = {}
        self.individuals: dict[str, Individual] = {}
        self.phases: dict[str, str] = {}
        self.many_seats: set[str] = set()
        self._read()

    def _values(self, subject: NamedNode | BlankNode, predicate: str) -> list[NamedNode | BlankNode | Literal]:
        quads = self._store.quads_for_pattern(subject, NamedNode(predicate), None, None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode | BlankNode | Literal)]

    def _text(self, subject: NamedNode, predicate: str) -> str:
        return next((value.value for value in self._values(subject, predicate)), "")

    def _list(self, head: NamedNode | BlankNode | Literal) -> list[str]:
        members: list[str] = []
        while isinstance(head, BlankNode):
            members += [value.value for value in self._values(head, RDF + "first")]
            head = self._values(head, RDF + "rest")[0]
        return members

    def _union(self, subject: NamedNode, predicate: str) -> frozenset[str]:
        found: set[str] = set()
        for value in self._values(subject, predicate):
            if isinstance(value, BlankNode):
                for union in self._values(value, OWL + "unionOf"):
                    found.update(self._list(union))
            else:
                found.add(value.value)
        return frozenset(found)

    def _subjects(self, kind: str) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(None, NamedNode(terms.TYPE), NamedNode(kind), None)
        return sorted((q.subject for q in quads if isinstance(q.subject, NamedNode)), key=lambda node: node.value)

    def _read(self) -> None:
        parents: dict[str, set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, NamedNode(RDFS + "subClassOf"), None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                parents[quad.subject.value].add(quad.object.value)

        def ancestors(iri: str) -> frozenset[str]:
            found, todo = {iri}, [iri]
            while todo:
                for parent in parents[todo.pop()] - found:
                    found.add(parent)
                    todo.append(parent)
            return frozenset(found)

        for node in self._subjects(OWL + "Class"):
            if not node.value.startswith(terms.INC):
                continue
            keys = [self._list(head) for head in self._values(node, OWL + "hasKey")]
            self.classes[node.value] = Class(
                iri=node.value,
                name=local(node.value),
                prefix=self._text(node, inc("kindPrefix")) or None,
                filed_with=self._text(node, inc("filedWith")) or None,
                ancestors=ancestors(node.value),
                key=tuple(keys[0]) if keys else (),
                derived=self._text(node, inc("derived")) == "true",
                label=self._text(node, RDFS + "label"),
                definition=self._text(node, SKOS + "definition"),
            )
        for kind in ("Object", "Datatype", "Annotation"):
            for node in self._subjects(f"{OWL}{kind}Property"):
                if node.value.startswith(terms.INC):
                    self.properties[node.value] = Property(
                        iri=node.value,
                        name=local(node.value),
                        kind={"Object": "object", "Datatype": "data", "Annotation": "annotation"}[kind],
                        domains=self._union(node, RDFS + "domain"),
                        ranges=self._union(node, RDFS + "range"),
                        derived=self._text(node, inc("derived")) == "true",
                        label=self._text(node, RDFS + "label"),
                        definition=self._text(node, SKOS + "definition"),
                    )
        for node in self._subjects(OWL + "NamedIndividual"):
            types = {v.value for v in self._values(node, terms.TYPE)} - {OWL + "NamedIndividual"}
            if phase := self._text(node, inc("phase")):
                self.phases[node.value] = phase
            if self._text(node, inc("manySeats")) == "true":
                self.many_seats.add(node.value)
            if node.value.startswith(terms.INC):
                self.individuals[node.value] = Individual(
                    iri=node.value,
                    name=local(node.value),
                    types=frozenset(types),
                    label=self._text(node, RDFS + "label"),
                    definition=self._text(node, SKOS + "definition"),
                )

    def terms(self) -> list[Class | Property | Individual]:
        """All of them; a name that is both a property and a code comes twice."""
        found: list[Class | Property | Individual] = []
        found += self.classes.values()
        found += self.properties.values()
        found += self.individuals.values()
        return found

    def is_a(self, class_iri: str, ancestor: str) -> bool:
        """Whether every member of ``class_iri`` is one of ``ancestor``."""
        known = self.classes.get(class_iri)
        return class_iri == ancestor or (known is not None and ancestor in known.ancestors)

    def texts(self, iri: str) -> list[tuple[str, str]]:
        """The examples of a term, good and bad, each with a word that says which it is."""
        kinds = (("Example", SKOS + "example"), ("Not", inc("negativeExample")))
        return [(word, text) for word, p in kinds for text in sorted(v.value for v in self._values(NamedNode(iri), p))]

    def knows(self, iri: str) -> bool:
        """Whether ``iri`` is a class, property or individual of the ontology."""
        return iri in self.classes or iri in self.properties or iri in self.individuals

    def near(self, name: str, pool: Iterable[str]) -> tuple[str, ...]:
        """The names of ``pool`` that look most like ``name``, at most three."""
        import difflib

        by_fold = {candidate.casefold(): candidate for candidate in pool}
        return tuple(by_fold[match] for match in difflib.get_close_matches(name.casefold(), by_fold, 3, 0.6))
