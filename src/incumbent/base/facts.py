"""The stated facts in memory: every triple of every dossier, with the file it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from incumbent.base import journal
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.view import View, node
from incumbent.errors import InputError
from incumbent.model.turtle import Term


def read_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file of facts.

    Raises InputError, naming file and line, for what is not Turtle in UTF-8 or has blank nodes or quoted triples.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    try:
        for quad in parse(data, format=RdfFormat.TURTLE):
            triple = quad.triple
            if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, Term):
                raise InputError(f"{path}: a fact has a blank node or a quoted triple; give the thing an IRI.")
            if getattr(triple.object, "direction", None):
                raise InputError(f"{path}: a text has a base direction ({triple.object}); leave the direction out.")
            yield triple
    except SyntaxError as error:
        raise InputError(f"{path}: {error}") from error


class Facts(View):
    """Triples of dossiers, indexed by subject and by object.

    A triple may stand in several dossiers; ``dossiers_of`` tells in which.
    """

    def __init__(self) -> None:
        self._dossiers: dict[Triple, set[str]] = {}
        self._by_subject: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        self._subjects_by_object: dict[str, set[str]] = defaultdict(set)
        self._subjects_by_predicate: dict[str, set[str]] = defaultdict(set)

    @classmethod
    def read(cls, base: KnowledgeBase, dossier: str | None = None) -> Facts:
        """All facts of ``base``, or of one of its dossiers, as they stand at one moment, whoever writes meanwhile."""

        def read() -> Facts:
            facts = cls()
            for name, path in base.fact_files(dossier):
                facts.add(name, read_turtle(path))
            return facts

        return journal.steadily(base.root, read)

    def add(self, dossier: str, triples: Iterable[Triple]) -> int:
        """Add triples to a dossier; returns how many of them were new to it."""
        new = 0
        for triple in triples:
            known = self._dossiers.get(triple)
            if known is None:
                self._dossiers[triple] = {dossier}
                subject, value = triple.subject, triple.object
                assert isinstance(subject, NamedNode) and isinstance(value, Term)
                self._by_subject[subject.value].setdefault(triple.predicate.value, []).append(value)
                self._subjects_by_predicate[triple.predicate.value].add(subject.value)
                if isinstance(value, NamedNode):
                    self._subjects_by_object[value.value].add(subject.value)
                new += 1
            elif dossier not in known:
                known.add(dossier)
                new += 1
        return new

    def copy(self) -> Facts:
        """A copy that can be added to without touching this one."""
        twin = Facts()
        for triple, dossiers in self._dossiers.items():
            for dossier in dossiers:
                twin.add(dossier, (triple,))
        return twin

    def __contains__(self, iri: str) -> bool:
        return iri in self._by_subject

    def __len__(self) -> int:
        return len(self._dossiers)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._dossiers)

    def triples_in(self, dossier: str) -> Iterator[Triple]:
        """The triples of one dossier."""
        return (triple for triple, dossiers in self._dossiers.items() if dossier in dossiers)

    def dossiers_of(self, triple: Triple) -> frozenset[str]:
        """The dossiers that state ``triple``."""
        return frozenset(self._dossiers.get(triple, ()))

    def subjects(self) -> Iterator[str]:
        """The IRIs of all that has facts."""
        return iter(self._by_subject)

    def about(self, iri: str) -> dict[str, list[Term]]:
        """Predicate → values of ``iri``."""
        return self._by_subject.get(iri, {})

    def values(self, iri: str, predicate: str) -> list[Term]:
        """The values of one property of ``iri``."""
        return self._by_subject.get(iri, {}).get(predicate, [])

    def having(self, predicate: str, value: Term | str | None = None) -> set[str]:
        """The subjects that have the property, with that value where one is given (a plain string is an IRI)."""
        term = None if value is None else node(value)
        subjects = self._subjects_by_predicate.get(predicate, set())
        if term is None:
            return set(subjects)
        if isinstance(term, NamedNode):
            subjects = self._subjects_by_object.get(term.value, set())
        return {iri for iri in subjects if term in self.values(iri, predicate)}

    def pointing_to(self, iri: str) -> set[str]:
        """The subjects of which some value is ``iri``."""
        return self._subjects_by_object.get(iri, set())
