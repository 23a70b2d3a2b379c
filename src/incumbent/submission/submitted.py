"""A submission that was read: its triples, and where in the file each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from incumbent.check.findings import Finding
from incumbent.model.turtle import Term


@dataclass(frozen=True)
class Submission:
    """What a file says.

    :param dossier: the dossier that it names, or None.
    :param lines: subject → the line (from 1) on which it first stands.
    :param findings: what is wrong with the file itself; what could be read stands in ``triples`` all the same.
    :param parts: the lines on which the facts of a form begin; of RDF none are known, and each subject is a part.
    :param quotes: evidence → the words as they were typed in a form, for the rules that judge them.
    :param at: triple → the line of its value, where it is known: exact for forms and tables, searched for in RDF.
    """

    dossier: str | None
    triples: frozenset[Triple]
    lines: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    at: Mapping[Triple, int] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[int, ...] = ()

    @cached_property
    def _by_property(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        found: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for triple, line in self.at.items():
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Term):
                key = (triple.subject.value, triple.predicate.value)
                found.setdefault(key, []).append((triple.object.value, line))
        return found

    def line_of(self, subject: str, predicate: str | None = None, value: str | None = None) -> int | None:
        """The line of a value (IRI or lexical form), else of the property, else of the subject; None if not even that is known."""
        if predicate is not None:
            stated = self._by_property.get((subject, predicate), [])
            fitting = [line for text, line in stated if text == value] or [line for _, line in stated]
            if fitting:
                return min(fitting)
        return self.lines.get(subject)

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self.parts or set(self.lines.values()))

    def part_of(self, line: int) -> int:
        """The number of the part in which ``line`` stands; 0 is what stands before the first."""
        return bisect_right(self._starts, line)
