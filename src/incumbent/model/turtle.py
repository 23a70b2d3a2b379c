"""Canonical Turtle: the one form in which facts stand in files.

A fixed block of prefixes; subjects in a fixed order; one predicate and one object per line, each ending in `` ;``; the
final ``.`` alone on its line. So a fact changed is its own line changed, and a line added touches no other.
Follows the grammar of RDF 1.1 Turtle (https://www.w3.org/TR/turtle/#sec-grammar).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from incumbent.errors import InputError
from incumbent.model import terms

Term: TypeAlias = NamedNode | Literal

# Written at the head of every file, used or not: a new fact must not change the head.
_FIXED_PREFIXES = {
    "dcterms": terms.DCTERMS,
    "edtf": terms.EDTF.removesuffix("EDTF"),
    "inc": terms.INC,
    "skos": terms.SKOS,
    "xsd": terms.XSD,
}
_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
_FIRST_PREDICATES = {terms.TYPE: 0, terms.PREF_LABEL: 1, terms.ALT_LABEL: 2}


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def quoted(text: str) -> str:
    """``text`` as a quoted string of Turtle, with control and direction characters visible as escapes."""
    return '"' + _TO_ESCAPE.sub(_escape, text) + '"'


class Writer:
    """Writes triples about the things of the namespace ``base_iri`` as canonical Turtle."""

    def __init__(self, base_iri: str) -> None:
        self._prefixes = dict(sorted((_FIXED_PREFIXES | {"kb": base_iri}).items()))
        self.head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in self._prefixes.items())

    def iri(self, iri: str) -> str:
        """``iri`` as a prefixed name where one of the fixed prefixes fits, else in angle brackets."""
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def term(self, term: Term) -> str:
        """An IRI or a literal as it is written in a canonical file."""
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if term.language:
            return f"{quoted(term.value)}@{term.language}"
        if term.datatype.value == terms.STRING:
            return quoted(term.value)
        return f"{quoted(term.value)}^^{self.iri(term.datatype.value)}"

    def write(self, triples: Iterable[Triple], subject_order: Callable[[str], object] = lambda subject: subject) -> str:
        """The canonical file of ``triples``; subjects are sorted by ``subject_order`` of their IRI.

        Raises InputError for blank nodes and quoted triples, which canonical facts do not have.
        """
        subjects: dict[str, set[tuple[tuple[int, str], str]]] = defaultdict(set)
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if not isinstance(subject, NamedNode) or isinstance(value, BlankNode | Triple):
                raise InputError("Facts have no blank nodes and no quoted triples; give each thing an IRI.")
            rank = (_FIRST_PREDICATES.get(predicate.value, 9), self.iri(predicate.value))
            subjects[subject.value].add((rank, self.term(value)))
        parts = [self.head]
        for iri in sorted(subjects, key=lambda iri: (subject_order(iri), iri)):
            lines = [f"\n{self.iri(iri)}\n"]
            for (_, predicate_name), value_text in sorted(subjects[iri]):
                name = "a" if predicate_name == self.iri(terms.TYPE) else predicate_name
                lines.append(f"    {name} {value_text} ;\n")
            lines.append("    .\n")
            parts.extend(lines)
        return "".join(parts)
