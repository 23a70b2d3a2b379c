"""The closed vocabulary, and literals that mean something.

A term of our namespace that does not exist is an error, whoever uses it; so is a property of another vocabulary that
facts do not use, a derived term that is stated, and a date that is not one (ISO 8601-2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.check.findings import Finding, Severity
from incumbent.errors import EdtfError
from incumbent.model import edtf, terms
from incumbent.model.vocabulary import Vocabulary


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class TermCheck:
    """Checks triples one by one against the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = [term.name for term in vocabulary.terms()]

    def check(self, triples: Iterable[Triple]) -> Iterator[Finding]:
        """A finding for each triple that uses a term it must not, or holds no date where it claims one."""
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            focus, predicate, value = _local(triple.subject.value), triple.predicate.value, triple.object
            if triple.subject.value.startswith(terms.INC):
                message = f"inc:{focus} is a term of the vocabulary; facts are about things of the base."
                yield self._finding("protected-term", focus, message, focus)
            yield from self._predicate(focus, predicate)
            if isinstance(value, NamedNode):
                yield from self._object(focus, predicate, value.value)
            elif isinstance(value, Literal) and value.datatype.value == terms.EDTF:
                yield from self._date(focus, predicate, value.value)

    def _finding(self, code: str, focus: str, message: str, value: str) -> Finding:
        return Finding(code, Severity.VIOLATION, message, focus=focus, value=value)

    def _unknown(self, focus: str, iri: str) -> Finding:
        name = iri.removeprefix(terms.INC)
        near = self._vocabulary.near(name, self._names)
        hint = f" Did you mean inc:{' or inc:'.join(near)}?" if near else " See 'incumbent terms'."
        return self._finding("unknown-term", focus, f"{focus}: inc:{name} is no term of the vocabulary.{hint}", name)

    def _predicate(self, focus: str, predicate: str) -> Iterator[Finding]:
        known = self._vocabulary.properties.get(predicate)
        if known is not None:
            if known.derived:
                message = f"{focus}: inc:{known.name} is derived by the program; leave it out."
                yield self._finding("derived-term", focus, message, known.name)
        elif predicate.startswith(terms.INC):
            yield self._unknown(focus, predicate)
        elif predicate not in terms.ALLOWED_PROPERTIES:
            message = (
                f"{focus}: <{predicate}> is not a property that facts use; say it in the terms of 'incumbent terms'."
            )
            yield self._finding("foreign-term", focus, message, predicate)

    def _object(self, focus: str, predicate: str, value: str) -> Iterator[Finding]:
        if predicate == terms.TYPE:
            known = self._vocabulary.classes.get(value)
            if known is not None and known.derived:
                message = f"{focus}: inc:{known.name} is a class of derived nodes; leave it out."
                yield self._finding("derived-term", focus, message, known.name)
            elif known is None and value.startswith(terms.INC):
                yield self._unknown(focus, value)
            elif known is None:
                message = f"{focus}: <{value}> is not a class that facts use; use a class of 'incumbent terms'."
                yield self._finding("foreign-term", focus, message, value)
        elif value.startswith(terms.INC) and not self._vocabulary.knows(value):
            yield self._unknown(focus, value)

    def _date(self, focus: str, predicate: str, value: str) -> Iterator[Finding]:
        try:
            edtf.parse(value)
        except EdtfError as error:
            yield self._finding("edtf-valid", focus, f"{focus}: inc:{_local(predicate)}: {error}", value)
