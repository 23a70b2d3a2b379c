"""The closed vocabulary, and literals that mean something.

A term of our namespace that does not exist is an error, whoever uses it; so is a property of another vocabulary that
facts do not use, a derived term that is stated, and a date that is not one (ISO 8601-2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from incumbent.base.layout import LONGEST_NAME
from incumbent.check.findings import Finding, Severity
from incumbent.errors import EdtfError
from incumbent.model import edtf, terms
from incumbent.model.terms import local
from incumbent.model.text import visible
from incumbent.model.vocabulary import Vocabulary

# Namespaces whose terms are not ours to change, whatever is said of them.
_STANDARD = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD, terms.SH, terms.SKOS)
# Properties of other vocabularies that do more than state a fact.
_IMPORTS = frozenset({terms.OWL + "imports"})
_SCHEMA = (terms.RDFS, terms.OWL)
_SCHEMA_CLASSES = (terms.RDFS, terms.OWL, terms.RDF)
_SAME_AS = terms.OWL + "sameAs"  # judged by the rule same-as
# What a text with a language can be; without one, a rule of its own asks for it.
_TEXTS = (terms.LANG_STRING, terms.STRING)
_TEXTS_OF_SKOS = (terms.PREF_LABEL, terms.ALT_LABEL, terms.SKOS + "definition", terms.SKOS + "note")
_REVIEW_WORDS = re.compile(r"review|approv|verifi|vetted|curat|moderat|publish(ed)?state", re.IGNORECASE)


def claims_review(name: str) -> bool:
    """Whether a term is called as if it said that something was reviewed or approved."""
    return _REVIEW_WORDS.search(name) is not None


class TermCheck:
    """Checks triples one by one against the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, base_iri: str) -> None:
        self._vocabulary = vocabulary
        self._base_iri = base_iri
        self._names = [term.name for term in vocabulary.terms()]
        self._kinds = [known.name for known in vocabulary.classes.values() if not known.derived]
        self._texts = {iri for iri, known in vocabulary.properties.items() if known.ranges == {terms.LANG_STRING}}
        self._texts.update(_TEXTS_OF_SKOS)
        # What orders the vocabulary itself: lists of codes, and annotations that stand on its terms.
        facts = {terms.inc("Entity"), terms.inc("Record")}
        self._lists = {
            iri for iri, known in vocabulary.classes.items() if not known.prefix and not known.ancestors & facts
        }
        self._about_terms = {
            iri
            for iri, known in vocabulary.properties.items()
            if known.kind == "annotation" and not any(self._of_facts(domain, facts) for domain in known.domains)
        }

    def _of_facts(self, class_iri: str, facts: set[str]) -> bool:
        known = self._vocabulary.classes.get(class_iri)
        return known is not None and bool(known.ancestors & facts)

    def check(self, triples: Iterable[Triple]) -> Iterator[Finding]:
        """A finding for each triple that uses a term it must not, or holds no date where it claims one."""
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
            if subject.startswith((terms.INC, *_STANDARD)):
                message = (
                    f"{visible(subject)}: is a term of a vocabulary, which facts do not define or change; state facts about the "
                    "things of the base alone."
                )
                yield self._finding("protected-terms", subject, message, subject, predicate)
                continue
            if not subject.startswith(self._base_iri) and predicate == terms.TYPE:
                message = (
                    f"<{visible(subject)}>: is no name of this knowledge base; write {self._base_iri}KIND-SLUG, and give names "
                    "that it has elsewhere as exactMatch: or wikidata:."
                )
                yield self._finding("iri-valid", subject, message, subject, predicate)
            elif predicate == terms.TYPE and len(subject) - len(self._base_iri) > LONGEST_NAME:
                message = (
                    f"{visible(local(subject)[:60])}…: a name has at most {LONGEST_NAME} characters, since it is that of a "
                    "file; choose a shorter slug."
                )
                yield self._finding("iri-valid", subject, message, subject, predicate)
            yield from self._predicate(subject, predicate)
            if isinstance(value, NamedNode):
                yield from self._object(subject, predicate, value.value)
            elif isinstance(value, Literal) and predicate == terms.TYPE:
                message = (
                    f"{local(subject)}: its kind is the text {visible(value.value[:60])!r}; a kind is a class, such as "
                    "inc:Meeting, without quotation marks."
                )
                yield self._finding("object-kind", subject, message, value.value[:60], predicate)
            elif isinstance(value, Literal) and predicate in self._texts and value.datatype.value not in _TEXTS:
                message = (
                    f"{local(subject)}: {local(predicate)} is a text, and no {visible(local(value.datatype.value)[:60])}; write "
                    "it as text with its language, without ^^ and what is behind it."
                )
                yield self._finding("datatype", subject, message, value.value[:60], predicate)
            elif isinstance(value, Literal) and value.datatype.value == terms.EDTF:
                yield from self._date(subject, predicate, value.value)

    def _finding(self, code: str, subject: str, message: str, value: str, path: str) -> Finding:
        return Finding(
            code,
            Severity.VIOLATION,
            message,
            focus=local(subject),
            value=value,
            nodes=(subject,),
            path=path,
        )

    def _unknown(self, subject: str, path: str, iri: str) -> Finding:
        name = iri.removeprefix(terms.INC)
        if claims_review(name):
            return self._review(subject, path, name)
        near = self._vocabulary.near(name, self._kinds if path == terms.TYPE else self._names)
        hint = f" Did you mean inc:{' or inc:'.join(near)}?" if near else " See 'incumbent terms'."
        message = f"{local(subject)}: inc:{visible(name)} is no term of the vocabulary; correct or remove it.{hint}"
        return self._finding("known-term", subject, message, name, path)

    def _review(self, subject: str, path: str, name: str) -> Finding:
        message = f"{local(subject)}: {visible(name)} says that it was reviewed; only the gate judges, so remove it."
        return self._finding("no-self-approval", subject, message, name, path)

    def _predicate(self, subject: str, predicate: str) -> Iterator[Finding]:
        focus, known = local(subject), self._vocabulary.properties.get(predicate)
        if known is not None:
            if known.derived:
                message = f"{focus}: inc:{known.name} is derived by the program; leave it out."
                yield self._finding("protected-terms", subject, message, known.name, predicate)
            elif predicate in self._about_terms:
                message = f"{focus}: inc:{known.name} describes terms of the vocabulary and no facts; leave it out."
                yield self._finding("protected-terms", subject, message, known.name, predicate)
        elif predicate.startswith(terms.INC):
            yield self._unknown(subject, predicate, predicate)
        elif predicate not in terms.ALLOWED_PROPERTIES and predicate != _SAME_AS:
            yield self._foreign(subject, predicate)

    def _foreign(self, subject: str, predicate: str) -> Finding:
        focus = local(subject)
        if predicate in _IMPORTS:
            message = (
                f"{focus}: owl:imports is not allowed: nothing is fetched; remove it, and write the facts themselves."
            )
            return self._finding("no-remote-loading", subject, message, predicate, predicate)
        if predicate.startswith(terms.SH):
            message = (
                f"{focus}: sh:{local(predicate)} is a rule, and rules, queries and scripts are no facts; remove it."
            )
            return self._finding("no-rules-in-data", subject, message, predicate, predicate)
        if predicate.startswith(_SCHEMA):
            message = f"{focus}: <{predicate}> belongs to the schema, which facts do not change; remove it."
            return self._finding("protected-terms", subject, message, predicate, predicate)
        if claims_review(local(predicate)):
            return self._review(subject, predicate, local(predicate))
        message = f"{focus}: <{predicate}> is not a property that facts use; say it in the terms of 'incumbent terms'."
        return self._finding("known-term", subject, message, predicate, predicate)

    def _object(self, subject: str, predicate: str, value: str) -> Iterator[Finding]:
        focus = local(subject)
        if predicate == terms.TYPE:
            known = self._vocabulary.classes.get(value)
            if known is not None and known.derived:
                message = f"{focus}: inc:{known.name} is a class of derived nodes; leave it out."
                yield self._finding("protected-terms", subject, message, known.name, predicate)
            elif value in self._lists and known is not None:
                message = (
                    f"{focus}: inc:{known.name} is a list of codes, which facts use and do not add to; write one of its codes "
                    f"('incumbent terms {known.name}')."
                )
                yield self._finding("protected-terms", subject, message, known.name, predicate)
            elif known is None and value.startswith(terms.INC):
                yield self._unknown(subject, predicate, value)
            elif known is None and value.startswith(terms.SH):
                message = f"{focus}: is a shape, and rules are no facts; remove it."
                yield self._finding("no-rules-in-data", subject, message, value, predicate)
            elif known is None and value.startswith(_SCHEMA_CLASSES):
                message = f"{focus}: is made a <{value}>, which belongs to the schema; remove it."
                yield self._finding("protected-terms", subject, message, value, predicate)
            elif known is None:
                message = f"{focus}: <{value}> is not a class that facts use; use a class of 'incumbent terms'."
                yield self._finding("known-term", subject, message, value, predicate)
        elif value.startswith(terms.INC) and not self._vocabulary.knows(value):
            yield self._unknown(subject, predicate, value)

    def _date(self, subject: str, predicate: str, value: str) -> Iterator[Finding]:
        try:
            edtf.parse(value)
        except EdtfError as error:
            if edtf.turned(value) is not None:
                return  # a date but for its order, of which a rule of its own speaks
            message = f"{local(subject)}: inc:{local(predicate)}: {error}"
            yield self._finding("edtf-valid", subject, message, value, predicate)
